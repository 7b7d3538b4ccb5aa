// Events told by the documents of a load: one row per event and document.
MATCH (x1:Entity)<--(e:Event) WHERE x1.id IN $actor                                         // @if actor
MATCH (e:Event)-[:EVIDENCE]->(n:Evidence)-[:DOCUMENT]->(given:Document)
WHERE given.id IN $load
  AND e.type = $type                                                                        // @if type
WITH e, collect(DISTINCT n.id) AS later
MATCH (e)-[:EVIDENCE]->(v:Evidence)-[:DOCUMENT]->(d:Document)
RETURN e.id AS event, e.begin AS begin, e.time AS time, e.type AS type, e.label AS label, later, v.id AS evidences,
  e.status AS status, e.confidence AS confidence, d.id AS documents
ORDER BY begin, event
