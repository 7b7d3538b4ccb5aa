// Who says what: one row per evidence.
MATCH (e:Event)-[:EVIDENCE]->(v:Evidence)-[:DOCUMENT]->(d:Document)
WHERE ($event IS NULL OR e.id = $event)
  AND ($type IS NULL OR v.type = $type)
  AND ($polarity IS NULL OR v.polarity = $polarity)
  AND ($modality IS NULL OR v.modality = $modality)
  AND ($since IS NULL OR d.published >= $since)
  AND ($until IS NULL OR d.published <= $until)
  AND ($actor IS NULL OR EXISTS { MATCH (e)-->(:Entity {id: $actor}) })
  AND ($source IS NULL OR EXISTS { MATCH (v)-[:SOURCE]->(:Entity {id: $source}) })
RETURN v.id AS evidence, e.id AS event, v.type AS type, e.label AS label,
  [(v)-[:SOURCE]->(s:Entity) | s.name] AS sources,
  d.outlet AS outlet, d.published AS published, v.polarity AS polarity, v.modality AS modality, v.time AS time,
  v.quantity AS quantity, v.quote AS quote, d.id AS document
ORDER BY published, document, event, evidence
