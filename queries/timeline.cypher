// Timeline of an actor: one row per event and actor or official.
MATCH (who:Entity)
WHERE who.id = $actor OR ($officials AND EXISTS {
  MATCH (who)<-[:PERSON]-(:Position)-[:ORGANIZATION]->(:Entity {id: $actor}) })
MATCH (e:Event)-[r]->(who)
WHERE ($type IS NULL OR e.type = $type)
  AND ($status IS NULL OR $status CONTAINS (' ' + e.status + ' '))
  AND ($since IS NULL OR e.end >= $since)
  AND ($until IS NULL OR e.begin <= $until)
RETURN e.id AS event, e.begin AS begin, e.end AS end, e.time AS time, e.type AS type, e.label AS label,
  type(r) AS roles, who.name AS through,
  [(e)-[s]->(x:Entity) WHERE type(s) <> 'PLACE' | x.name] AS actors,
  [(e)-[:PLACE]->(x:Entity) | x.name] AS places,
  e.status AS status, e.confidence AS confidence,
  [(e)-[:EVIDENCE]->(:Evidence)-[:DOCUMENT]->(d:Document) | d.id] AS documents
ORDER BY begin, end, event
