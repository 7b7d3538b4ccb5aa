// Who visited whom: one row per event.
MATCH (x1:Entity)<-[:VISITOR]-(e:Visit) WHERE x1.id IN $visitor                             // @if visitor
MATCH (x2:Entity)<-[:HOST|DESTINATION]-(e:Visit) WHERE x2.id IN $host                       // @if host
MATCH (x3:Entity)<-[:DESTINATION]-(e:Visit) WHERE x3.id = $destination                      // @if destination
MATCH (e:Visit)
WHERE true
  AND e.status IN $status                                                                   // @if status
  AND e.end >= $since                                                                       // @if since
  AND e.begin <= $until                                                                     // @if until
RETURN e.id AS event, e.begin AS begin, e.end AS end, e.time AS time,
  [(e)-[:VISITOR]->(x:Entity) | x.name] AS visitors,
  [(e)-[:HOST]->(x:Entity) | x.name] AS hosts,
  [(e)-[:DESTINATION]->(x:Entity) | x.name] AS destinations,
  e.status AS status, e.confidence AS confidence,
  [(e)-[:EVIDENCE]->(:Evidence)-[:DOCUMENT]->(d:Document) | d.id] AS documents
ORDER BY begin, end, event
