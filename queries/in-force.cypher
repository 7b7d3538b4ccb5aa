// Agreements made by a day: one row per event.
MATCH (x1:Entity)<-[:PARTY]-(e:Agreement) WHERE x1.id IN $actor                             // @if actor
MATCH (x2:Entity)<-[:PARTY]-(e:Agreement) WHERE x2.id IN $other                             // @if other
MATCH (e:Agreement)
WHERE true
  AND x1.id <> x2.id                                                                        // @if actor other
  AND e.status IN $status                                                                   // @if status
  AND e.begin <= $day                                                                       // @if day
RETURN e.id AS event, e.begin AS begin, e.end AS end, e.time AS time,
  e.title AS title,
  [(e)-[:PARTY]->(x:Entity) | x.name] AS parties,
  [(e)-[:PLACE]->(x:Entity) | x.name] AS places,
  e.status AS status, e.confidence AS confidence,
  [(e)-[:EVIDENCE]->(:Evidence)-[:SOURCE]->(s:Entity) | s.name] AS sources,
  [(e)-[:EVIDENCE]->(:Evidence)-[:DOCUMENT]->(d:Document) | d.id] AS documents
ORDER BY begin, end, event
