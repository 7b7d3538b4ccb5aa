// First and last contact of an actor: one row per other actor and event.
MATCH (x1:Entity)<-[r]-(e:Event)-[s]->(y:Entity)
WHERE x1.id IN $actor AND x1.id <> y.id AND type(r) <> 'PLACE' AND type(s) <> 'PLACE' AND e.begin IS NOT NULL
  AND y.id IN $other                                                                        // @if other
  AND e.type = $type                                                                        // @if type
  AND e.status IN $status                                                                   // @if status
  AND e.end >= $since                                                                       // @if since
  AND e.begin <= $until                                                                     // @if until
RETURN y.name AS name, e.begin AS first, e.end AS last, e.id AS events, e.type AS types, y.id AS id
ORDER BY id, events
