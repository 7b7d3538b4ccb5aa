"""What people read for types and roles, in Turkish and English, as the ontology has it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from graphkit.ontology import Ontology, load_ontology

Labels = dict[str, dict[str, str]]


def find_labels(types: Iterable[str], roles: Iterable[str], *, ontology: Ontology | None = None) -> dict[str, Labels]:
    """Labels of types and roles.

    Parameters
    ----------
    types, roles
        Names as they stand in the graph.
    ontology
        Where to look them up; None: the built-in one.

    Returns
    -------
    dict
        ``{"types": {name: {"tr": …, "en": …}}, "roles": …}``, roles in the order of the ontology, then the others
        by name. A name that the ontology does not know is taken apart at its capitals.

    Examples
    --------
    >>> labels = find_labels(["Meeting", "SpaceLaunch"], ["target", "sender"])
    >>> labels["types"]["Meeting"]["tr"], labels["types"]["SpaceLaunch"]["tr"], list(labels["roles"])
    ('Görüşme', 'Space launch', ['sender', 'target'])
    """
    known = ontology or load_ontology()
    order = {role.name: number for number, role in enumerate(known.roles)}
    sorted_roles = sorted(set(roles), key=lambda role: (order.get(role, len(order)), role))
    return {
        "types": {name: _label(name, known) for name in sorted(set(types))},
        "roles": {name: _label(name, known) for name in sorted_roles},
    }


def find_roles(type_name: str, *, ontology: Ontology | None = None) -> list[str]:
    """List the roles of an event type in the order in which people name them; none for any other type.

    Examples
    --------
    >>> find_roles("TroopWithdrawal"), find_roles("State")
    (['sender', 'origin'], [])
    """
    known = ontology or load_ontology()
    return next((list(event.roles) for event in known.events if event.name == type_name), [])


def _label(name: str, ontology: Ontology) -> dict[str, str]:
    return {language: _apart(ontology.label(name, language), name) for language in ("tr", "en")}


def _apart(label: str, name: str) -> str:
    """Return the label; where it is only the name itself again, its words."""
    if label != name or not name.isascii():
        return label
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    return words[:1] + words[1:].lower()
