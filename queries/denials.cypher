// Events that a source denies: one row per event.
MATCH (x1:Entity)<-[:SOURCE]-(n1:Evidence)<-[:EVIDENCE]-(e:Event) WHERE x1.id IN $denier AND n1.polarity = 'negative'// @if denier
MATCH (x2:Entity)<-[:SOURCE]-(v2:Evidence)<-[:EVIDENCE]-(e:Event) WHERE x2.id IN $claimer AND v2.polarity = 'positive'// @if claimer
MATCH (x3:Entity)<--(e:Event) WHERE x3.id = $actor                                          // @if actor
MATCH (e:Event)-[:EVIDENCE]->(n:Evidence)-[:SOURCE]->(:Entity)
WHERE n.polarity = 'negative'
  AND e.status IN $status                                                                   // @if status
  AND e.type = $type                                                                        // @if type
  AND e.end >= $since                                                                       // @if since
  AND e.begin <= $until                                                                     // @if until
WITH DISTINCT e
RETURN e.id AS event, e.begin AS begin, e.time AS time, e.type AS type, e.label AS label, e.status AS status,
  [(e)-[:EVIDENCE]->(v:Evidence)-[:SOURCE]->(s:Entity) WHERE v.polarity = 'negative' | s.name] AS deniers,
  [(e)-[:EVIDENCE]->(v:Evidence)-[:SOURCE]->(s:Entity) WHERE v.polarity = 'positive' | s.name] AS claimers,
  [(e)-[:EVIDENCE]->(v:Evidence)-[:DOCUMENT]->(d:Document) WHERE v.polarity = 'negative' AND EXISTS { (v)-[:SOURCE]->(:Entity) }
    | toString(d.published)] AS denied_on,
  [(e)-[:EVIDENCE]->(:Evidence)-[:DOCUMENT]->(d:Document) | d.id] AS documents
ORDER BY begin, event
