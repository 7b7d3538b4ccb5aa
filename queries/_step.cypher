// One step of a path, from one actor through an event to another: one row per pair of roles.
MATCH (x:Entity {id: $left})<-[r]-(e:Event {id: $through})-[s]->(y:Entity {id: $right})
WHERE type(r) <> 'PLACE' AND type(s) <> 'PLACE'
RETURN e.id AS event, e.begin AS begin, e.time AS time, e.type AS type, e.label AS label,
  x.name AS from, type(r) AS from_roles, y.name AS to, type(s) AS to_roles, e.status AS status
