// The people who hold a post in a state or an organization.
MATCH (:Entity {id: $entity})<-[:ORGANIZATION]-(:Position)-[:PERSON]->(holder:Entity)
RETURN DISTINCT holder.id AS id
ORDER BY id
