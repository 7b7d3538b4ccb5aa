// All entities and their names: one row per entity.
MATCH (x:Entity)
RETURN x.id AS id, x.type AS type, x.name AS name, coalesce(x.aliases, []) AS aliases, coalesce(x.keys, []) AS keys
ORDER BY id
