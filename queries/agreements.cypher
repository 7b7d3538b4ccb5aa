// Agreements of an actor: one row per event.
MATCH (e:Agreement)
WHERE ($status IS NULL OR $status CONTAINS (' ' + e.status + ' '))
  AND ($since IS NULL OR e.end >= $since)
  AND ($until IS NULL OR e.begin <= $until)
  AND ($actor IS NULL OR EXISTS { MATCH (e)-[:PARTY]->(:Entity {id: $actor}) } OR ($officials AND EXISTS {
    MATCH (e)-[:PARTY]->(:Entity)<-[:PERSON]-(:Position)-[:ORGANIZATION]->(:Entity {id: $actor}) }))
  AND ($other IS NULL OR EXISTS { MATCH (e)-[:PARTY]->(:Entity {id: $other}) } OR ($officials AND EXISTS {
    MATCH (e)-[:PARTY]->(:Entity)<-[:PERSON]-(:Position)-[:ORGANIZATION]->(:Entity {id: $other}) }))
RETURN e.id AS event,
  e.begin AS begin,
  e.end AS end,
  e.time AS time,
  e.title AS title,
  [(e)-[:PARTY]->(x:Entity) | x.name] AS parties,
  [(e)-[:PLACE]->(x:Entity) | x.name] AS places,
  e.status AS status,
  e.confidence AS confidence,
  [(e)-[:EVIDENCE]->(:Evidence)-[:SOURCE]->(s:Entity) | s.name] AS sources,
  [(e)-[:EVIDENCE]->(:Evidence)-[:DOCUMENT]->(d:Document) | d.id] AS documents
ORDER BY begin, end, event
