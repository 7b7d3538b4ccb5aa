// Documents that support a fact: one row per evidence.
MATCH (a:Entity)<-[r]-(e:Event) WHERE a.id IN $actor AND type(r) <> 'PLACE'                 // @if actor
MATCH (b:Entity)<-[s]-(e:Event) WHERE b.id IN $other AND type(s) <> 'PLACE'                 // @if other
MATCH (e:Event)-[:EVIDENCE]->(v:Evidence)-[:DOCUMENT]->(d:Document)
WHERE true
  AND e.id = $event                                                                         // @if event
  AND a.id <> b.id                                                                          // @if actor other
  AND e.type = $type                                                                        // @if type
  AND v.polarity = $polarity                                                                // @if polarity
  AND d.published >= $since                                                                 // @if since
  AND d.published <= $until                                                                 // @if until
RETURN d.id AS document, d.title AS title, d.published AS published, d.outlet AS outlet, d.url AS url,
  v.id AS evidences, e.id AS events, v.quote AS quotes
ORDER BY published, document
