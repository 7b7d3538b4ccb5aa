// The entity of that id.
MATCH (x:Entity {id: $entity})
RETURN x.id AS id, x.type AS type, x.name AS name
