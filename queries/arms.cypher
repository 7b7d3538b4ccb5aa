// Arms from whom to whom: one row per event.
MATCH (e:ArmsTransfer)
WHERE ($status IS NULL OR $status CONTAINS (' ' + e.status + ' '))
  AND ($since IS NULL OR e.end >= $since)
  AND ($until IS NULL OR e.begin <= $until)
  AND ($supplier IS NULL OR EXISTS { MATCH (e)-[:SUPPLIER]->(:Entity {id: $supplier}) })
  AND ($recipient IS NULL OR EXISTS { MATCH (e)-[:RECIPIENT]->(:Entity {id: $recipient}) })
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
