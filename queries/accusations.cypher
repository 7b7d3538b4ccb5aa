// Who accuses whom: one row per event.
MATCH (x1:Entity)<-[:SPEAKER]-(e:Event) WHERE x1.id IN $speaker                             // @if speaker
MATCH (x2:Entity)<-[:TARGET|ADDRESSEE|BENEFICIARY]-(e:Event) WHERE x2.id IN $target         // @if target
MATCH (e:Event)
WHERE e.type IN ['Accusation', 'Condemnation', 'Threat', 'Demand', 'Denial', 'Praise', 'Pledge']
  AND e.type IN $kind                                                                       // @if kind
  AND e.status IN $status                                                                   // @if status
  AND e.end >= $since                                                                       // @if since
  AND e.begin <= $until                                                                     // @if until
RETURN e.id AS event, e.begin AS begin, e.end AS end, e.time AS time, e.type AS type,
  [(e)-[:SPEAKER]->(x:Entity) | x.name] AS speakers,
  [(e)-[:TARGET|ADDRESSEE|BENEFICIARY]->(x:Entity) | x.name] AS targets,
  e.status AS status, e.confidence AS confidence,
  [(e)-[:EVIDENCE]->(:Evidence)-[:DOCUMENT]->(d:Document) | d.id] AS documents
ORDER BY begin, end, event
