// What joins some actors with others: the events of theirs, and the other actors in them. graphkit asks around both ends
// of a path, wider each time, until the circles meet.
MATCH (x:Entity)<-[r]-(e:Event)-[s]->(y:Entity)
WHERE x.id IN $around AND x.id <> y.id AND type(r) <> 'PLACE' AND type(s) <> 'PLACE'
  AND e.status IN ['actual', 'disputed']                                                    // @if happened
RETURN DISTINCT x.id AS near, e.id AS event, y.id AS far
ORDER BY near, event, far
