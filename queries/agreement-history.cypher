// The status of agreements on each day that tells of them: one row per event and day.
MATCH (x1:Entity)<-[:PARTY]-(e:Agreement) WHERE x1.id IN $actor                             // @if actor
MATCH (x2:Entity)<-[:PARTY]-(e:Agreement) WHERE x2.id IN $other                             // @if other
MATCH (e:Agreement)-[:EVIDENCE]->(:Evidence)-[:DOCUMENT]->(d:Document)
WHERE d.published IS NOT NULL
  AND x1.id <> x2.id                                                                        // @if actor other
  AND d.published >= $since                                                                 // @if since
  AND d.published <= $until                                                                 // @if until
WITH DISTINCT e, d.published AS published
MATCH (e)-[:EVIDENCE]->(v:Evidence)-[:DOCUMENT]->(o:Document)
WHERE o.published <= published
WITH e, published, collect(DISTINCT CASE WHEN v.polarity = 'negative' THEN 'negative' ELSE v.modality END) AS status
RETURN e.id AS event, published, e.time AS time, e.title AS title,
  [(e)-[:PARTY]->(x:Entity) | x.name] AS parties, status
ORDER BY event, published
