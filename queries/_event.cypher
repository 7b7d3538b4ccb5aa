// The event of that id.
MATCH (e:Event {id: $event})
RETURN e.id AS id, e.label AS label
