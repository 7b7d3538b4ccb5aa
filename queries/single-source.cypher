// Events that one document alone tells: one row per event.
MATCH (x1:Entity)<--(e:Event) WHERE x1.id IN $actor                                         // @if actor
MATCH (e:Event)-[:EVIDENCE]->(v:Evidence)-[:DOCUMENT]->(d:Document)
WHERE true
  AND e.type = $type                                                                        // @if type
  AND e.status IN $status                                                                   // @if status
  AND e.end >= $since                                                                       // @if since
  AND e.begin <= $until                                                                     // @if until
WITH e, count(DISTINCT d) AS told, collect(DISTINCT v.id) AS evidences, min(d.id) AS document, min(d.outlet) AS outlet,
  min(d.published) AS published
WHERE told = 1
RETURN e.id AS event, e.begin AS begin, e.end AS end, e.time AS time, e.type AS type, e.label AS label,
  e.status AS status, e.confidence AS confidence, evidences, document, outlet, published
ORDER BY begin, end, event
