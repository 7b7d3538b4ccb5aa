// Planned events, one row per role; and one row per actual event that began since the first plan (later), with the roles and
// actors that it shares with plans of its type (shared). graphkit leaves out the plans that were followed.
MATCH (x1:Entity)<--(e:Event) WHERE x1.id IN $actor                                         // @if actor
MATCH (e:Event)-[r]->(y:Entity)
WHERE e.status = 'planned' AND e.begin IS NOT NULL AND type(r) <> 'PLACE'
  AND e.type = $type                                                                        // @if type
  AND e.end >= $since                                                                       // @if since
  AND e.begin <= $until                                                                     // @if until
RETURN DISTINCT e.id AS event, e.begin AS begin, e.end AS end, e.time AS time, e.type AS type, e.label AS label,
  y.name AS actors, e.confidence AS confidence,
  [(e)-[:EVIDENCE]->(:Evidence)-[:DOCUMENT]->(d:Document) | d.id] AS documents,
  type(r) AS slot, y.id AS x, null AS shared, null AS later
UNION ALL
MATCH (x1:Entity)<--(e:Event) WHERE x1.id IN $actor                                         // @if actor
MATCH (e:Event)-[r]->(y:Entity)
WHERE e.status = 'planned' AND e.begin IS NOT NULL AND type(r) <> 'PLACE'
  AND e.type = $type                                                                        // @if type
  AND e.end >= $since                                                                       // @if since
  AND e.begin <= $until                                                                     // @if until
WITH collect(DISTINCT e.type + ' ' + type(r) + ' ' + y.id) AS slots, min(e.begin) AS first
MATCH (f:Event)-[s]->(z:Entity)
WHERE f.begin >= first AND f.status = 'actual' AND type(s) <> 'PLACE' AND f.type + ' ' + type(s) + ' ' + z.id IN slots
WITH f, collect(type(s) + ' ' + z.id) AS shared
RETURN null AS event, null AS begin, null AS end, null AS time, f.type AS type, null AS label,
  null AS actors, null AS confidence, null AS documents,
  null AS slot, null AS x, shared, f.begin AS later
