// Events told by documents published since a day: one row per evidence.
MATCH (x1:Entity)<--(e:Event) WHERE x1.id IN $actor                                         // @if actor
MATCH (e:Event)-[:EVIDENCE]->(:Evidence)-[:DOCUMENT]->(n:Document)
WHERE n.published >= $since
  AND e.type = $type                                                                        // @if type
WITH DISTINCT e
MATCH (e)-[:EVIDENCE]->(v:Evidence)-[:DOCUMENT]->(d:Document)
RETURN e.id AS event, e.begin AS begin, e.time AS time, e.type AS type, e.label AS label,
  CASE WHEN d.published >= $since THEN v.id END AS later,
  CASE WHEN d.published >= $since THEN null ELSE v.id END AS earlier,
  e.status AS status, e.confidence AS confidence, d.id AS documents
ORDER BY begin, event
