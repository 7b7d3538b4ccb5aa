// Arms from whom to whom: one row per event.
MATCH (x1:Entity)<-[:SUPPLIER]-(e:ArmsTransfer) WHERE x1.id = $supplier                     // @if supplier
MATCH (x2:Entity)<-[:RECIPIENT]-(e:ArmsTransfer) WHERE x2.id = $recipient                   // @if recipient
MATCH (e:ArmsTransfer)
WHERE true
  AND e.status IN $status                                                                   // @if status
  AND e.end >= $since                                                                       // @if since
  AND e.begin <= $until                                                                     // @if until
RETURN e.id AS event,
  e.begin AS begin,
  e.end AS end,
  e.time AS time,
  [(e)-[:SUPPLIER]->(x:Entity) | x.name] AS suppliers,
  [(e)-[:RECIPIENT]->(x:Entity) | x.name] AS recipients,
  e.item AS item,
  e.quantity AS quantity,
  e.status AS status,
  e.confidence AS confidence,
  [(e)-[:EVIDENCE]->(:Evidence)-[:SOURCE]->(s:Entity) | s.name] AS sources,
  [(e)-[:EVIDENCE]->(:Evidence)-[:DOCUMENT]->(d:Document) | d.id] AS documents
ORDER BY begin, end, event
