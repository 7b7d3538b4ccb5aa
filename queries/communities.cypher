// Pairs of actors and how many events they share, of which graphkit makes communities: one row per pair.
MATCH (e:Event)
WHERE true
  AND e.type = $type                                                                        // @if type
  AND e.status IN $status                                                                   // @if status
  AND e.end >= $since                                                                       // @if since
  AND e.begin <= $until                                                                     // @if until
MATCH (x:Entity)<-[r]-(e)-[s]->(y:Entity)
WHERE type(r) <> 'PLACE' AND type(s) <> 'PLACE' AND x.id < y.id
WITH x, y, count(DISTINCT e) AS events
WHERE events >= $at_least
RETURN x.name AS left, y.name AS right, x.id AS left_id, y.id AS right_id, events
ORDER BY left_id, right_id
