// Shortest path between two actors: the ids of its events (odd) and of the actors between them (even). graphkit sends
// the lines of one length at a time, hops1 to hops4, until one is found; run by hand, keep the lines of one length.
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
RETURN e1.id AS k1                                                                          // @if hops1
ORDER BY k1                                                                                 // @if hops1
RETURN e1.id AS k1, n1.id AS k2, e2.id AS k3                                                // @if hops2
ORDER BY k1, k2, k3                                                                         // @if hops2
RETURN e1.id AS k1, n1.id AS k2, e2.id AS k3, n2.id AS k4, e3.id AS k5                      // @if hops3
ORDER BY k1, k2, k3, k4, k5                                                                 // @if hops3
RETURN e1.id AS k1, n1.id AS k2, e2.id AS k3, n2.id AS k4, e3.id AS k5, n3.id AS k6, e4.id AS k7// @if hops4
ORDER BY k1, k2, k3, k4, k5, k6, k7                                                         // @if hops4
LIMIT 1
