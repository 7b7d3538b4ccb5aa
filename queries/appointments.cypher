// Appointments and dismissals: one row per event.
MATCH (x1:Entity)<-[:PERSON]-(e:Event) WHERE x1.id = $person                                // @if person
MATCH (x2:Entity)<-[:ORGANIZATION]-(e:Event) WHERE x2.id = $organization                    // @if organization
MATCH (e:Event)
WHERE e.type IN ['Appointment', 'Dismissal']
  AND e.type IN $kind                                                                       // @if kind
  AND e.status IN $status                                                                   // @if status
  AND e.end >= $since                                                                       // @if since
  AND e.begin <= $until                                                                     // @if until
RETURN e.id AS event, e.begin AS begin, e.end AS end, e.time AS time, e.type AS type,
  [(e)-[:PERSON]->(x:Entity) | x.name] AS persons,
  [(e)-[:ORGANIZATION]->(x:Entity) | x.name] AS organizations,
  [(e)-[:APPOINTER|AGENT]->(x:Entity) | x.name] AS appointers,
  e.title AS title,
  e.status AS status, e.confidence AS confidence,
  [(e)-[:EVIDENCE]->(:Evidence)-[:DOCUMENT]->(d:Document) | d.id] AS documents
ORDER BY begin, end, event
