// Shortest path between two actors: one row per step and role. graphkit sends the lines of one length at a time,
// hops1 to hops4, until one is found; run by hand, keep the lines of one length.
MATCH (:Entity {id: $actor})<-[r1]-(e1:Event)-[t1]->(:Entity {id: $other})                  // @if hops1
MATCH (:Entity {id: $actor})<-[r1]-(e1:Event)-[t1]->(n1:Entity)                             // @if hops2
  <-[r2]-(e2:Event)-[t2]->(:Entity {id: $other})                                            // @if hops2
MATCH (:Entity {id: $actor})<-[r1]-(e1:Event)-[t1]->(n1:Entity)                             // @if hops3
  <-[r2]-(e2:Event)-[t2]->(n2:Entity)                                                       // @if hops3
  <-[r3]-(e3:Event)-[t3]->(:Entity {id: $other})                                            // @if hops3
MATCH (:Entity {id: $actor})<-[r1]-(e1:Event)-[t1]->(n1:Entity)                             // @if hops4
  <-[r2]-(e2:Event)-[t2]->(n2:Entity)                                                       // @if hops4
  <-[r3]-(e3:Event)-[t3]->(n3:Entity)                                                       // @if hops4
  <-[r4]-(e4:Event)-[t4]->(:Entity {id: $other})                                            // @if hops4
WHERE type(r1) <> 'PLACE' AND type(t1) <> 'PLACE'
  AND e1.status IN ['actual', 'disputed']                                                   // @if happened
  AND type(r2) <> 'PLACE' AND type(t2) <> 'PLACE' AND NOT n1.id IN [$actor, $other]         // @unless hops1
  AND e2.status IN ['actual', 'disputed']                                                   // @if happened @unless hops1
  AND type(r3) <> 'PLACE' AND type(t3) <> 'PLACE' AND NOT n2.id IN [$actor, $other]         // @unless hops1 hops2
  AND e3.status IN ['actual', 'disputed']                                                   // @if happened @unless hops1 hops2
  AND type(r4) <> 'PLACE' AND type(t4) <> 'PLACE' AND NOT n3.id IN [$actor, $other]         // @if hops4
  AND e4.status IN ['actual', 'disputed']                                                   // @if hops4 happened
WITH [e1.id] AS events, [$actor, $other] AS actors,                                         // @if hops1
  e1.id AS k1                                                                               // @if hops1
ORDER BY k1 LIMIT 1                                                                         // @if hops1
WITH [e1.id, e2.id] AS events, [$actor, n1.id, $other] AS actors,                           // @if hops2
  e1.id AS k1, n1.id AS k2, e2.id AS k3                                                     // @if hops2
ORDER BY k1, k2, k3 LIMIT 1                                                                 // @if hops2
WITH [e1.id, e2.id, e3.id] AS events, [$actor, n1.id, n2.id, $other] AS actors,             // @if hops3
  e1.id AS k1, n1.id AS k2, e2.id AS k3, n2.id AS k4, e3.id AS k5                           // @if hops3
ORDER BY k1, k2, k3, k4, k5 LIMIT 1                                                         // @if hops3
WITH [e1.id, e2.id, e3.id, e4.id] AS events, [$actor, n1.id, n2.id, n3.id, $other] AS actors,// @if hops4
  e1.id AS k1, n1.id AS k2, e2.id AS k3, n2.id AS k4, e3.id AS k5, n3.id AS k6, e4.id AS k7 // @if hops4
ORDER BY k1, k2, k3, k4, k5, k6, k7 LIMIT 1                                                 // @if hops4
UNWIND range(0, size(events) - 1) AS i
WITH i, events[i] AS event, actors[i] AS left, actors[i + 1] AS right
MATCH (x:Entity {id: left})<-[r]-(e:Event {id: event})-[s]->(y:Entity {id: right})
WHERE type(r) <> 'PLACE' AND type(s) <> 'PLACE'
RETURN i + 1 AS step, e.id AS event, e.begin AS begin, e.time AS time, e.type AS type, e.label AS label,
  x.name AS from, type(r) AS from_roles, y.name AS to, type(s) AS to_roles, e.status AS status
ORDER BY step
