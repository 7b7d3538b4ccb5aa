// Who met whom: one row per meeting.
MATCH (e:Meeting)
WHERE ($status IS NULL OR $status CONTAINS (' ' + e.status + ' '))
  AND ($since IS NULL OR e.end >= $since)
  AND ($until IS NULL OR e.begin <= $until)
  AND ($place IS NULL OR EXISTS { MATCH (e)-[:PLACE]->(:Entity {id: $place}) })
  AND ($actor IS NULL OR EXISTS { MATCH (e)-[:PARTICIPANT]->(:Entity {id: $actor}) } OR ($officials AND EXISTS {
    MATCH (e)-[:PARTICIPANT]->(:Entity)<-[:PERSON]-(:Position)-[:ORGANIZATION]->(:Entity {id: $actor}) }))
  AND ($other IS NULL OR EXISTS { MATCH (e)-[:PARTICIPANT]->(:Entity {id: $other}) } OR ($officials AND EXISTS {
    MATCH (e)-[:PARTICIPANT]->(:Entity)<-[:PERSON]-(:Position)-[:ORGANIZATION]->(:Entity {id: $other}) }))
RETURN e.id AS event, e.begin AS begin, e.end AS end, e.time AS time,
  [(e)-[:PARTICIPANT]->(x:Entity) | x.name] AS participants,
  [(e)-[:PLACE]->(x:Entity) | x.name] AS places,
  e.status AS status, e.confidence AS confidence,
  [(e)-[:EVIDENCE]->(:Evidence)-[:DOCUMENT]->(d:Document) | d.id] AS documents
ORDER BY begin, end, event
