// Who sent troops where: one row per event.
MATCH (x1:Entity)<-[:SENDER]-(e:TroopDeployment) WHERE x1.id = $sender                      // @if sender
MATCH (x2:Entity)<-[:DESTINATION]-(e:TroopDeployment) WHERE x2.id = $destination            // @if destination
MATCH (x3:Entity)<-[:BENEFICIARY]-(e:TroopDeployment) WHERE x3.id = $beneficiary            // @if beneficiary
MATCH (x4:Entity)<-[:OPPONENT]-(e:TroopDeployment) WHERE x4.id = $opponent                  // @if opponent
MATCH (e:TroopDeployment)
WHERE true
  AND e.status IN $status                                                                   // @if status
  AND e.end >= $since                                                                       // @if since
  AND e.begin <= $until                                                                     // @if until
RETURN e.id AS event,
  e.begin AS begin,
  e.end AS end,
  e.time AS time,
  [(e)-[:SENDER]->(x:Entity) | x.name] AS senders,
  [(e)-[:DESTINATION]->(x:Entity) | x.name] AS destinations,
  [(e)-[:BENEFICIARY]->(x:Entity) | x.name] AS beneficiaries,
  [(e)-[:OPPONENT]->(x:Entity) | x.name] AS opponents,
  e.quantity AS quantity,
  [(e)-[:EVIDENCE]->(v:Evidence)-[:SOURCE]->(s:Entity) WHERE v.quantity IS NOT NULL | s.name + ': ' + v.quantity] AS claimed,
  e.status AS status,
  e.confidence AS confidence,
  [(e)-[:EVIDENCE]->(:Evidence)-[:SOURCE]->(s:Entity) | s.name] AS sources,
  [(e)-[:EVIDENCE]->(:Evidence)-[:DOCUMENT]->(d:Document) | d.id] AS documents
ORDER BY begin, end, event
