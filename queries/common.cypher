// Actors who share events with two others: one row per actor.
MATCH (one:Entity)<-[r]-(e:Event)-[s]->(x:Entity)
WHERE one.id IN [$actor, $other] AND type(r) <> 'PLACE' AND type(s) <> 'PLACE' AND x.id <> $actor AND x.id <> $other
  AND e.status IN $status                                                                   // @if status
  AND e.end >= $since                                                                       // @if since
  AND e.begin <= $until                                                                     // @if until
WITH one.id AS whose, x, count(DISTINCT e) AS shared
WITH x, max(CASE WHEN whose = $actor THEN shared END) AS with_actor, max(CASE WHEN whose = $other THEN shared END) AS with_other
WHERE with_actor IS NOT NULL AND with_other IS NOT NULL
RETURN x.name AS name, x.type AS type, with_actor + with_other AS events, with_actor, with_other, x.id AS id
ORDER BY events DESC, name, id
