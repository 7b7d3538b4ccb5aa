// Entities without a Wikidata id: one row per entity.
MATCH (x:Entity)<--(e:Event)
WHERE x.wikidata IS NULL
  AND x.type IN $kind                                                                       // @if kind
WITH x, count(DISTINCT e) AS events
WHERE events >= $at_least
RETURN x.name AS name, x.type AS type, events, coalesce(x.aliases, []) AS aliases, x.id AS id
ORDER BY events DESC, name, id
