// Pairs of actors by month, of each month the first and all that share as many events as the last of them: one row per month
// and pair.
MATCH (e:Event)
WHERE e.begin IS NOT NULL AND substring(toString(e.begin), 0, 7) = substring(toString(e.end), 0, 7)
  AND e.type = $type                                                                        // @if type
  AND e.status IN $status                                                                   // @if status
  AND e.end >= $since                                                                       // @if since
  AND e.begin <= $until                                                                     // @if until
WITH e, substring(toString(e.begin), 0, 7) AS month
MATCH (e)-[r]->(x:Entity)
WHERE type(r) <> 'PLACE'
WITH month, e, collect(DISTINCT x) AS actors
UNWIND actors AS x
UNWIND actors AS y
WITH month, x, y
WHERE x.id < y.id
WITH month, x, y, count(*) AS events
WHERE events >= $at_least
WITH month, x, y, events
ORDER BY month, events DESC
WITH month, collect(events) AS counts, collect([x, y]) AS ends
UNWIND range(0, size(counts) - 1) AS place
WITH month, counts[place] AS events, ends[place][0] AS x, ends[place][1] AS y,
  counts[CASE WHEN size(counts) < $top THEN size(counts) ELSE $top END - 1] AS least
WHERE events >= least
RETURN month, events, x.name AS left, y.name AS right, x.id AS left_id, y.id AS right_id
ORDER BY month, events DESC, left, right
