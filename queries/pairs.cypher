// Pairs of actors by month: one row per month and pair.
MATCH (e:Event)
WHERE e.begin IS NOT NULL AND substring(toString(e.begin), 0, 7) = substring(toString(e.end), 0, 7)
  AND e.type = $type                                                                        // @if type
  AND e.status IN $status                                                                   // @if status
  AND e.end >= $since                                                                       // @if since
  AND e.begin <= $until                                                                     // @if until
MATCH (x:Entity)<-[r]-(e)-[s]->(y:Entity)
WHERE type(r) <> 'PLACE' AND type(s) <> 'PLACE' AND x.id < y.id
WITH substring(toString(e.begin), 0, 7) AS month, x, y, count(DISTINCT e) AS events
WHERE events >= $at_least
RETURN month, events, x.name AS left, y.name AS right, x.id AS left_id, y.id AS right_id
ORDER BY month, events DESC, left, right
