// Numbers of troops that were sent, as told: one row per evidence.
MATCH (x1:Entity)<-[:SENDER]-(e:TroopDeployment) WHERE x1.id = $sender                      // @if sender
MATCH (x2:Entity)<-[:DESTINATION]-(e:TroopDeployment) WHERE x2.id = $destination            // @if destination
MATCH (x3:Entity)<-[:BENEFICIARY]-(e:TroopDeployment) WHERE x3.id = $beneficiary            // @if beneficiary
MATCH (e:TroopDeployment)-[:EVIDENCE]->(v:Evidence)-[:DOCUMENT]->(d:Document)
WHERE v.quantity IS NOT NULL
  AND e.status IN $status                                                                   // @if status
  AND e.end >= $since                                                                       // @if since
  AND e.begin <= $until                                                                     // @if until
WITH e, v, d, CASE WHEN v.quantity =~ '[0-9]+(-[0-9]+)?' THEN split(v.quantity, '-') ELSE [] END AS digits
MATCH (v)-[:SOURCE]->(x4:Entity) WHERE x4.id = $source                                      // @if source
RETURN e.begin AS begin, v.time AS time, d.published AS published, e.id AS event,
  [(e)-[:SENDER]->(x:Entity) | x.name] AS senders,
  [(e)-[:DESTINATION]->(x:Entity) | x.name] AS destinations,
  v.quantity AS quantity, toInteger(head(digits)) AS low, toInteger(last(digits)) AS high, v.polarity AS polarity,
  [(v)-[:SOURCE]->(s:Entity) | s.name] AS sources,
  d.outlet AS outlet, d.id AS document, v.id AS evidence
ORDER BY begin, published, evidence
