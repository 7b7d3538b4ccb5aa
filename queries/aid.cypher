// Aid from whom to whom: one row per event.
MATCH (x1:Entity)<-[:PROVIDER]-(e:Aid) WHERE x1.id = $provider                              // @if provider
MATCH (x2:Entity)<-[:RECIPIENT]-(e:Aid) WHERE x2.id = $recipient                            // @if recipient
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
