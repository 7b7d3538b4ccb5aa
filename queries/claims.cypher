// Who says what: one row per evidence.
MATCH (:Entity {id: $source})<-[:SOURCE]-(v:Evidence)                                       // @if source
MATCH (:Entity {id: $actor})<--(e:Event)                                                    // @if actor
MATCH (e:Event {id: $event})                                                                // @if event
MATCH (e:Event)-[:EVIDENCE]->(v:Evidence)-[:DOCUMENT]->(d:Document)
WHERE true
  AND v.type = $type                                                                        // @if type
  AND v.polarity = $polarity                                                                // @if polarity
  AND v.modality = $modality                                                                // @if modality
  AND d.published >= $since                                                                 // @if since
  AND d.published <= $until                                                                 // @if until
RETURN v.id AS evidence, e.id AS event, v.type AS type, e.label AS label,
  [(v)-[:SOURCE]->(s:Entity) | s.name] AS sources,
  d.outlet AS outlet, d.published AS published, v.polarity AS polarity, v.modality AS modality, v.time AS time,
  v.quantity AS quantity, v.quote AS quote, d.id AS document
ORDER BY published, document, event, evidence
