// Documents that tell a post: one row per sentence there that tells an event; one without where there is none.
MATCH (p:Position {id: $position})-[:DOCUMENT]->(d:Document)
OPTIONAL MATCH (v:Evidence)-[:DOCUMENT]->(d)
RETURN d.id AS document, d.title AS document_title, d.published AS published, d.outlet AS outlet, d.url AS url,
  v.id AS evidence, v.line AS line, v.quote AS quote, v.polarity AS polarity,
  [(v)-[:SOURCE]->(s:Entity) | s.name] AS sources
ORDER BY published, document, line, evidence
