// Events between two actors: one row per event and pair of roles.
MATCH (x1:Entity)<-[r]-(e:Event)-[s]->(x2:Entity)
WHERE x1.id IN $actor AND x2.id IN $other AND x1.id <> x2.id AND type(r) <> 'PLACE' AND type(s) <> 'PLACE'
  AND e.type = $type                                                                        // @if type
  AND e.status IN $status                                                                   // @if status
  AND e.end >= $since                                                                       // @if since
  AND e.begin <= $until                                                                     // @if until
RETURN e.id AS event, e.begin AS begin, e.end AS end, e.time AS time, e.type AS type, e.label AS label,
  type(r) AS actor_roles, type(s) AS other_roles,
  [(e)-[:PLACE]->(x:Entity) | x.name] AS places,
  e.status AS status, e.confidence AS confidence,
  [(e)-[:EVIDENCE]->(:Evidence)-[:DOCUMENT]->(d:Document) | d.id] AS documents
ORDER BY begin, end, event
