// Planned events that no actual one followed: one row per event.
MATCH (x1:Entity)<--(e:Event) WHERE x1.id IN $actor                                         // @if actor
MATCH (e:Event)-[r]->(y:Entity)
WHERE e.status = 'planned' AND e.begin IS NOT NULL AND type(r) <> 'PLACE'
  AND e.type = $type                                                                        // @if type
  AND e.end >= $since                                                                       // @if since
  AND e.begin <= $until                                                                     // @if until
WITH e, count(DISTINCT y) AS size
OPTIONAL MATCH (e)-[r]->(z:Entity)<-[s]-(f:Event)
  WHERE type(r) = type(s) AND type(r) <> 'PLACE' AND f.type = e.type AND f.status = 'actual' AND f.begin >= e.begin
WITH e, size, f, count(DISTINCT z) AS shared
WITH e, size, max(shared) AS best
WHERE best < CASE WHEN size < 2 THEN size ELSE 2 END
RETURN e.id AS event, e.begin AS begin, e.end AS end, e.time AS time, e.type AS type, e.label AS label,
  [(e)-[q]->(x:Entity) WHERE type(q) <> 'PLACE' | x.name] AS actors,
  e.confidence AS confidence,
  [(e)-[:EVIDENCE]->(:Evidence)-[:DOCUMENT]->(d:Document) | d.id] AS documents
ORDER BY begin, end, event
