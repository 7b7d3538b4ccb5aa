// Agreements of an actor: one row per event.
MATCH (a1:Entity {id: $actor})                                                              // @if actor
WITH *, [a1] + [(a1)<-[:ORGANIZATION]-(:Position)-[:PERSON]->(o:Entity) | o] AS any1        // @if actor officials
WITH *, [a1] AS any1                                                                        // @if actor @unless officials
UNWIND any1 AS x1                                                                           // @if actor
MATCH (x1)<-[:PARTY]-(e:Agreement)                                                          // @if actor
MATCH (a2:Entity {id: $other})                                                              // @if other
WITH *, [a2] + [(a2)<-[:ORGANIZATION]-(:Position)-[:PERSON]->(o:Entity) | o] AS any2        // @if other officials
WITH *, [a2] AS any2                                                                        // @if other @unless officials
UNWIND any2 AS x2                                                                           // @if other
MATCH (x2)<-[:PARTY]-(e:Agreement)                                                          // @if other
MATCH (e:Agreement)
WHERE true
  AND x1.id <> x2.id                                                                        // @if actor other
  AND e.status IN $status                                                                   // @if status
  AND e.end >= $since                                                                       // @if since
  AND e.begin <= $until                                                                     // @if until
RETURN e.id AS event,
  e.begin AS begin,
  e.end AS end,
  e.time AS time,
  e.title AS title,
  [(e)-[:PARTY]->(x:Entity) | x.name] AS parties,
  [(e)-[:PLACE]->(x:Entity) | x.name] AS places,
  e.status AS status,
  e.confidence AS confidence,
  [(e)-[:EVIDENCE]->(:Evidence)-[:SOURCE]->(s:Entity) | s.name] AS sources,
  [(e)-[:EVIDENCE]->(:Evidence)-[:DOCUMENT]->(d:Document) | d.id] AS documents
ORDER BY begin, end, event
