// What a source says about an actor: one row per evidence, way of saying it and role of the actor.
MATCH (x1:Entity)<-[q]-(v:Evidence)-[c]->(x2:Entity)
WHERE x1.id IN $source AND x2.id IN $actor AND (type(q) = 'SOURCE' OR type(q) = 'CLAIMS_SPEAKER')
  AND type(c) STARTS WITH 'CLAIMS_' AND NOT (type(q) = 'CLAIMS_SPEAKER' AND type(c) = 'CLAIMS_SPEAKER')
MATCH (e:Event)-[:EVIDENCE]->(v)-[:DOCUMENT]->(d:Document)
WHERE true
  AND v.type = $type                                                                        // @if type
  AND d.published >= $since                                                                 // @if since
  AND d.published <= $until                                                                 // @if until
RETURN d.published AS published, e.id AS event, v.type AS type, e.label AS label,
  CASE type(q) WHEN 'SOURCE' THEN 'quoted' ELSE 'speaks' END AS how,
  substring(type(c), 7) AS roles, v.polarity AS polarity, v.modality AS modality, v.quote AS quote,
  d.id AS document, v.id AS evidence
ORDER BY published, document, event, evidence
