// Shortest path between two actors, of exactly $hops events: one row per step and role.
CALL {
  UNWIND [1] AS one
  WITH one WHERE $hops = 1
  MATCH (a:Entity {id: $actor})<-[r1]-(e1:Event)-[s1]->(b:Entity {id: $other})
  WHERE type(r1) <> 'PLACE' AND type(s1) <> 'PLACE' AND (NOT $happened OR e1.status IN ['actual', 'disputed'])
  RETURN e1.id AS e1, null AS n1, null AS e2, null AS n2, null AS e3, null AS n3, null AS e4
  UNION
  UNWIND [1] AS one
  WITH one WHERE $hops = 2
  MATCH (a:Entity {id: $actor})<-[r1]-(e1:Event)-[s1]->(n1:Entity)
    <-[r2]-(e2:Event)-[s2]->(b:Entity {id: $other})
  WHERE type(r1) <> 'PLACE' AND type(s1) <> 'PLACE' AND (NOT $happened OR e1.status IN ['actual', 'disputed'])
    AND type(r2) <> 'PLACE' AND type(s2) <> 'PLACE' AND (NOT $happened OR e2.status IN ['actual', 'disputed'])
    AND NOT n1.id IN [$actor, $other]
  RETURN e1.id AS e1, n1.id AS n1, e2.id AS e2, null AS n2, null AS e3, null AS n3, null AS e4
  UNION
  UNWIND [1] AS one
  WITH one WHERE $hops = 3
  MATCH (a:Entity {id: $actor})<-[r1]-(e1:Event)-[s1]->(n1:Entity)
    <-[r2]-(e2:Event)-[s2]->(n2:Entity)<-[r3]-(e3:Event)-[s3]->(b:Entity {id: $other})
  WHERE type(r1) <> 'PLACE' AND type(s1) <> 'PLACE' AND (NOT $happened OR e1.status IN ['actual', 'disputed'])
    AND type(r2) <> 'PLACE' AND type(s2) <> 'PLACE' AND (NOT $happened OR e2.status IN ['actual', 'disputed'])
    AND type(r3) <> 'PLACE' AND type(s3) <> 'PLACE' AND (NOT $happened OR e3.status IN ['actual', 'disputed'])
    AND NOT n1.id IN [$actor, $other]
    AND NOT n2.id IN [$actor, $other]
  RETURN e1.id AS e1, n1.id AS n1, e2.id AS e2, n2.id AS n2, e3.id AS e3, null AS n3, null AS e4
  UNION
  UNWIND [1] AS one
  WITH one WHERE $hops = 4
  MATCH (a:Entity {id: $actor})<-[r1]-(e1:Event)-[s1]->(n1:Entity)
    <-[r2]-(e2:Event)-[s2]->(n2:Entity)<-[r3]-(e3:Event)-[s3]->(n3:Entity)
    <-[r4]-(e4:Event)-[s4]->(b:Entity {id: $other})
  WHERE type(r1) <> 'PLACE' AND type(s1) <> 'PLACE' AND (NOT $happened OR e1.status IN ['actual', 'disputed'])
    AND type(r2) <> 'PLACE' AND type(s2) <> 'PLACE' AND (NOT $happened OR e2.status IN ['actual', 'disputed'])
    AND type(r3) <> 'PLACE' AND type(s3) <> 'PLACE' AND (NOT $happened OR e3.status IN ['actual', 'disputed'])
    AND type(r4) <> 'PLACE' AND type(s4) <> 'PLACE' AND (NOT $happened OR e4.status IN ['actual', 'disputed'])
    AND NOT n1.id IN [$actor, $other]
    AND NOT n2.id IN [$actor, $other]
    AND NOT n3.id IN [$actor, $other]
  RETURN e1.id AS e1, n1.id AS n1, e2.id AS e2, n2.id AS n2, e3.id AS e3, n3.id AS n3, e4.id AS e4
}
WITH e1, n1, e2, n2, e3, n3, e4 ORDER BY e1, n1, e2, n2, e3, n3, e4 LIMIT 1
WITH [x IN [e1, e2, e3, e4] WHERE x IS NOT NULL] AS events,
  [$actor] + [x IN [n1, n2, n3] WHERE x IS NOT NULL] + [$other] AS actors
UNWIND range(0, size(events) - 1) AS i
WITH i, events[i] AS event, actors[i] AS left, actors[i + 1] AS right
MATCH (x:Entity {id: left})<-[r]-(e:Event {id: event})-[s]->(y:Entity {id: right})
WHERE type(r) <> 'PLACE' AND type(s) <> 'PLACE'
RETURN i + 1 AS step, e.id AS event, e.begin AS begin, e.time AS time, e.type AS type, e.label AS label,
  x.name AS from, type(r) AS from_roles, y.name AS to, type(s) AS to_roles, e.status AS status
ORDER BY step
