// Actors who share events with two others: one row per actor.
MATCH (:Entity {id: $actor})<-[r]-(e:Event)-[s]->(x:Entity)
WHERE type(r) <> 'PLACE' AND type(s) <> 'PLACE' AND x.id <> $actor AND x.id <> $other
  AND e.status IN $status                                                                   // @if status
  AND e.end >= $since                                                                       // @if since
  AND e.begin <= $until                                                                     // @if until
WITH x, count(DISTINCT e) AS with_actor
MATCH (:Entity {id: $other})<-[r]-(e:Event)-[s]->(x)
WHERE type(r) <> 'PLACE' AND type(s) <> 'PLACE'
  AND e.status IN $status                                                                   // @if status
  AND e.end >= $since                                                                       // @if since
  AND e.begin <= $until                                                                     // @if until
WITH x, with_actor, count(DISTINCT e) AS with_other
RETURN x.name AS name, x.type AS type, with_actor + with_other AS events, with_actor, with_other, x.id AS id
ORDER BY events DESC, name, id
