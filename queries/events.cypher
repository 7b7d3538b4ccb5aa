// Events of a span of time: one row per event.
MATCH (e:Event)
WHERE true
  AND e.type = $type                                                                        // @if type
  AND e.status IN $status                                                                   // @if status
  AND e.end >= $since                                                                       // @if since
  AND e.begin <= $until                                                                     // @if until
  AND size(e.time) = CASE $precision WHEN 'day' THEN 10 WHEN 'month' THEN 7 ELSE 4 END      // @if precision
RETURN e.id AS event, e.begin AS begin, e.end AS end, e.time AS time, e.type AS type, e.label AS label,
  CASE size(e.time) WHEN 10 THEN 'day' WHEN 7 THEN 'month' WHEN 4 THEN 'year' END AS precision,
  [(e)-[q]->(x:Entity) WHERE type(q) <> 'PLACE' | x.name] AS actors,
  [(e)-[:PLACE]->(x:Entity) | x.name] AS places,
  e.status AS status, e.confidence AS confidence,
  [(e)-[:EVIDENCE]->(:Evidence)-[:DOCUMENT]->(d:Document) | d.id] AS documents
ORDER BY begin, end, event
