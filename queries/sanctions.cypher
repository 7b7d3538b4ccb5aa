// Sanctions made by a day: one row per event.
MATCH (x1:Entity)<-[:IMPOSER]-(e:Sanction) WHERE x1.id IN $imposer                          // @if imposer
MATCH (x2:Entity)<-[:TARGET]-(e:Sanction) WHERE x2.id IN $target                            // @if target
MATCH (e:Sanction)
WHERE true
  AND e.status IN $status                                                                   // @if status
  AND e.begin <= $day                                                                       // @if day
RETURN e.id AS event, e.begin AS begin, e.end AS end, e.time AS time,
  [(e)-[:IMPOSER]->(x:Entity) | x.name] AS imposers,
  [(e)-[:TARGET]->(x:Entity) | x.name] AS targets,
  e.status AS status, e.confidence AS confidence,
  [(e)-[:EVIDENCE]->(:Evidence)-[:SOURCE]->(s:Entity) | s.name] AS sources,
  [(e)-[:EVIDENCE]->(:Evidence)-[:DOCUMENT]->(d:Document) | d.id] AS documents
ORDER BY begin, end, event
