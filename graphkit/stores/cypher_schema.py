"""Constraints, indexes and relationship types of a Cypher store, from the ontology and the graph model.

The statements of all Cypher modules keep to what Neo4j 5 and ArcadeDB both understand. Labels and relationship types
never come from data; values are parameters.
"""

from __future__ import annotations

from typing import Any, Protocol, cast

from graphkit.ontology import Ontology
from graphkit.stores.nodes import KINDS, Kind, relationship_type

INDEXES: tuple[tuple[Kind, str], ...] = (("Event", "begin"), ("Document", "published"))
"""Indexed properties besides ids: dates only, for Neo4j refuses to index a text longer than 8 kB."""


class Transaction(Protocol):
    """As much of a driver's transaction as is needed here."""

    def run(self, query: Any, parameters: Any = None) -> Any:
        """Send one statement."""


def values(tx: Transaction, text: str, **parameters: object) -> list[list[Any]]:
    """The records of an answer as lists.

    Examples
    --------
    As little as a transaction needs:

    >>> class Answering:
    ...     def run(self, query, parameters=None):
    ...         return self
    ...     def values(self):
    ...         return [["Q159", "Rusya"]]
    >>> values(Answering(), "MATCH (n:Entity) RETURN n.id, n.name")
    [['Q159', 'Rusya']]
    """
    return cast(list[list[Any]], tx.run(text, parameters).values())


def schema() -> list[tuple[Kind, str]]:
    """One statement for each constraint and index, with the label it is for.

    Examples
    --------
    >>> schema()[1][1]
    'CREATE CONSTRAINT graphkit_entity_id IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE'
    """
    unique: list[tuple[Kind, str]] = [
        (kind, f"CREATE CONSTRAINT graphkit_{kind.lower()}_id IF NOT EXISTS FOR (n:{kind}) REQUIRE n.id IS UNIQUE")
        for kind in KINDS
    ]
    return unique + [
        (kind, f"CREATE INDEX graphkit_{kind.lower()}_{key} IF NOT EXISTS FOR (n:{kind}) ON (n.{key})")
        for kind, key in INDEXES
    ]


def relationship_types(ontology: Ontology) -> dict[Kind, list[str]]:
    """The relationship types that may leave each kind of node, without EVIDENCE.

    Examples
    --------
    >>> from graphkit.ontology import load_ontology
    >>> relationship_types(load_ontology())["Position"]
    ['PERSON', 'ORGANIZATION', 'DOCUMENT']
    """
    roles = [role.name for role in ontology.roles]
    claims = [relationship_type(prefix + role.capitalize()) for prefix in ("claims", "inferred") for role in roles]
    return {
        "Document": ["PART_OF"],
        "Entity": [],
        "Position": ["PERSON", "ORGANIZATION", "DOCUMENT"],
        "Event": [relationship_type(role) for role in roles],
        "Evidence": ["DOCUMENT", "SOURCE", *claims],
        "Naming": ["DOCUMENT", "ENTITY"],
    }
