// Who met whom: one row per event.
MATCH (x1:Entity)<-[:PARTICIPANT]-(e:Meeting) WHERE x1.id IN $actor                         // @if actor
MATCH (x2:Entity)<-[:PARTICIPANT]-(e:Meeting) WHERE x2.id IN $other                         // @if other
MATCH (x3:Entity)<-[:PLACE]-(e:Meeting) WHERE x3.id = $place                                // @if place
MATCH (e:Meeting)
WHERE true
  AND x1.id <> x2.id                                                                        // @if actor other
  AND e.status IN $status                                                                   // @if status
  AND e.end >= $since                                                                       // @if since
  AND e.begin <= $until                                                                     // @if until
RETURN e.id AS event,
  e.begin AS begin,
  e.end AS end,
  e.time AS time,
  [(e)-[:PARTICIPANT]->(x:Entity) | x.name] AS participants,
  [(e)-[:PLACE]->(x:Entity) | x.name] AS places,
  e.status AS status,
  e.confidence AS confidence,
  [(e)-[:EVIDENCE]->(:Evidence)-[:DOCUMENT]->(d:Document) | d.id] AS documents
ORDER BY begin, end, event
