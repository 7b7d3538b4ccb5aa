// Events that some sentences affirm and others deny: one row per event.
MATCH (x1:Entity)<--(e:Event) WHERE x1.id IN $actor                                         // @if actor
MATCH (e:Event)
WHERE e.status = 'disputed'
  AND e.type = $type                                                                        // @if type
  AND e.end >= $since                                                                       // @if since
  AND e.begin <= $until                                                                     // @if until
RETURN e.id AS event, e.begin AS begin, e.time AS time, e.type AS type, e.label AS label,
  [(e)-[:EVIDENCE]->(v:Evidence) WHERE v.polarity = 'positive' | v.id] AS affirm,
  [(e)-[:EVIDENCE]->(v:Evidence) WHERE v.polarity = 'negative' | v.id] AS deny,
  [(e)-[:EVIDENCE]->(v:Evidence)-[:SOURCE]->(s:Entity) WHERE v.polarity = 'positive' | s.name] AS affirmed_by,
  [(e)-[:EVIDENCE]->(v:Evidence)-[:SOURCE]->(s:Entity) WHERE v.polarity = 'negative' | s.name] AS denied_by,
  e.confidence AS confidence,
  [(e)-[:EVIDENCE]->(:Evidence)-[:DOCUMENT]->(d:Document) | d.id] AS documents
ORDER BY begin, event
