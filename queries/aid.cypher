// Aid from whom to whom: one row per event.
MATCH (x1:Entity {id: $provider})<-[:PROVIDER]-(e:Aid)                                      // @if provider
MATCH (x2:Entity {id: $recipient})<-[:RECIPIENT]-(e:Aid)                                    // @if recipient
MATCH (e:Aid)
WHERE true
  AND e.status IN $status                                                                   // @if status
  AND e.end >= $since                                                                       // @if since
  AND e.begin <= $until                                                                     // @if until
RETURN e.id AS event,
  e.begin AS begin,
  e.end AS end,
  e.time AS time,
  [(e)-[:PROVIDER]->(x:Entity) | x.name] AS providers,
  [(e)-[:RECIPIENT]->(x:Entity) | x.name] AS recipients,
  e.item AS item,
  e.quantity AS quantity,
  e.status AS status,
  e.confidence AS confidence,
  [(e)-[:EVIDENCE]->(:Evidence)-[:SOURCE]->(s:Entity) | s.name] AS sources,
  [(e)-[:EVIDENCE]->(:Evidence)-[:DOCUMENT]->(d:Document) | d.id] AS documents
ORDER BY begin, end, event
