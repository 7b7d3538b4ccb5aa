// Posts and who holds them: one row per post.
MATCH (p:Position)-[:PERSON]->(who:Entity)
MATCH (p)-[:ORGANIZATION]->(x2:Entity) WHERE x2.id = $organization                          // @if organization
WITH p, who
WHERE true
  AND who.id = $person                                                                      // @if person
  AND toLower(p.title) CONTAINS toLower($post)                                              // @if post
MATCH (p)-[:DOCUMENT]->(d:Document)
WHERE true
  AND d.published <= $day                                                                   // @if day
WITH p, who, min(d.published) AS first_said, max(d.published) AS last_said, collect(DISTINCT d.id) AS documents
OPTIONAL MATCH (p)-[:ORGANIZATION]->(o:Entity)
OPTIONAL MATCH (who)<-[:PERSON]-(i:Appointment)-[:ORGANIZATION]->(b:Entity)
  WHERE i.status = 'actual' AND b.id = o.id
WITH p, who, o, first_said, last_said, documents, max(i.begin) AS appointed
OPTIONAL MATCH (who)<-[:PERSON]-(u:Dismissal)-[:ORGANIZATION]->(b:Entity)
  WHERE u.status = 'actual' AND b.id = o.id
WITH p, who, o, first_said, last_said, documents, appointed, max(u.begin) AS dismissed,
  max(CASE WHEN u.begin <= $day THEN u.begin END) AS gone                                   // @if day
  count(u) AS leavings                                                                      // @unless day
WHERE gone IS NULL OR gone <= last_said                                                     // @if day
RETURN p.id AS position, who.name AS holder, p.title AS title, o.name AS body, first_said, last_said, appointed, dismissed,
  documents
ORDER BY body, title, holder, position
