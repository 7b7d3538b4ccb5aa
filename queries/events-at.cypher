// Events at a place: one row per event and role of the place.
MATCH (w:Entity {id: $place})<-[r:PLACE|DESTINATION|ORIGIN]-(e:Event)
WHERE true
  AND e.type = $type                                                                        // @if type
  AND e.status IN $status                                                                   // @if status
  AND e.end >= $since                                                                       // @if since
  AND e.begin <= $until                                                                     // @if until
RETURN e.id AS event, e.begin AS begin, e.end AS end, e.time AS time, e.type AS type, e.label AS label,
  type(r) AS roles,
  [(e)-[q]->(x:Entity) WHERE type(q) <> 'PLACE' | x.name] AS actors,
  [(e)-[:PLACE]->(x:Entity) | x.name] AS places,
  e.status AS status, e.confidence AS confidence,
  [(e)-[:EVIDENCE]->(:Evidence)-[:DOCUMENT]->(d:Document) | d.id] AS documents
ORDER BY begin, end, event
