// Evidence of an event: one row per evidence.
MATCH (:Event {id: $event})-[:EVIDENCE]->(v:Evidence)-[:DOCUMENT]->(d:Document)
RETURN v.id AS evidence, d.id AS document, d.title AS document_title, d.published AS published, d.outlet AS outlet,
  d.url AS url, v.line AS line, v.zone AS zone, v.quote AS quote, v.trigger AS trigger, v.polarity AS polarity,
  v.modality AS modality, v.time AS time, v.quantity AS quantity, v.item AS item, v.title AS title,
  [(v)-[:SOURCE]->(s:Entity) | s.name] AS sources,
  [(v)-[r]->(x:Entity) WHERE type(r) STARTS WITH 'CLAIMS_' | substring(type(r), 7) + ': ' + x.name] AS claims
ORDER BY published, document, line, evidence
