// Who sent troops where: one row per event.
MATCH (e:TroopDeployment)
WHERE ($status IS NULL OR $status CONTAINS (' ' + e.status + ' '))
  AND ($since IS NULL OR e.end >= $since)
  AND ($until IS NULL OR e.begin <= $until)
  AND ($sender IS NULL OR EXISTS { MATCH (e)-[:SENDER]->(:Entity {id: $sender}) })
  AND ($destination IS NULL OR EXISTS { MATCH (e)-[:DESTINATION]->(:Entity {id: $destination}) })
  AND ($beneficiary IS NULL OR EXISTS { MATCH (e)-[:BENEFICIARY]->(:Entity {id: $beneficiary}) })
  AND ($opponent IS NULL OR EXISTS { MATCH (e)-[:OPPONENT]->(:Entity {id: $opponent}) })
RETURN e.id AS event,
  e.begin AS begin,
  e.end AS end,
  e.time AS time,
  [(e)-[:SENDER]->(x:Entity) | x.name] AS senders,
  [(e)-[:DESTINATION]->(x:Entity) | x.name] AS destinations,
  [(e)-[:BENEFICIARY]->(x:Entity) | x.name] AS beneficiaries,
  [(e)-[:OPPONENT]->(x:Entity) | x.name] AS opponents,
  e.quantity AS quantity,
  e.status AS status,
  e.confidence AS confidence,
  [(e)-[:EVIDENCE]->(:Evidence)-[:SOURCE]->(s:Entity) | s.name] AS sources,
  [(e)-[:EVIDENCE]->(:Evidence)-[:DOCUMENT]->(d:Document) | d.id] AS documents
ORDER BY begin, end, event
