"""The ontology as records: event types with their roles, entity types, labels; read from ``ontologies/graphkit.ttl``,
and the codes of other schemes from ``mappings.ttl`` beside it.

Every other place that needs a type or a role (stores, frames, queries, pages, docs) takes it from here.
"""

from __future__ import annotations

import difflib
import functools
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox

from graphkit import resources
from graphkit.errors import OntologyError
from graphkit.ontology_types import EntityType, EventType, Ontology, Role

__all__ = ["NAMESPACE", "EntityType", "EventType", "Ontology", "Role", "claims_property", "extended", "inferred_property",
           "load_ontology", "relationship_type"]  # fmt: skip

NAMESPACE = "https://w3id.org/graphkit/ontology#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_SCHEMA = "https://schema.org/"
_CODES = "https://w3id.org/graphkit/codes/"
_OWN_WORDS = frozenset({"roles", "details", "example"})  # what an extension says of a type in words of graphkit
_MARKED = re.compile(r"\[([^\]]+)\]\(([a-z]+)\)")
_ROLE_NAME = re.compile(r"[a-z]+")
_TYPE_NAME = re.compile(r"[A-Z][A-Za-z]*")

_Subjects = Mapping[str, Mapping[str, list[ox.NamedNode | ox.BlankNode | ox.Literal]]]


def relationship_type(role: str) -> str:
    """The relationship type of a role in Cypher.

    Examples
    --------
    >>> relationship_type("participant")
    'PARTICIPANT'
    """
    return role.upper()


def claims_property(role: str) -> str:
    """Local name of the property by which evidence claims a role (`docs/graph-model.md`).

    Examples
    --------
    >>> claims_property("sender"), relationship_type("claims_" + "sender")
    ('claimsSender', 'CLAIMS_SENDER')
    """
    return "claims" + role.capitalize()


def inferred_property(role: str) -> str:
    """Local name of the property for a claimed filler that does not stand in the sentence.

    Examples
    --------
    >>> inferred_property("sender")
    'inferredSender'
    """
    return "inferred" + role.capitalize()


_extensions: list[Path] = []


@contextmanager
def extended(extra: Path | None) -> Iterator[None]:
    """Have the types and roles of an extension known to the whole process while the ``with`` block runs.

    Parameters
    ----------
    extra : Path, optional
        A Turtle file, or a folder of them (`load_ontology`); None changes nothing.

    Raises
    ------
    OntologyError
        If there is no such file, or it is wrong.

    Examples
    --------
    >>> with extended(None):
    ...     len(load_ontology().events)
    23
    """
    if extra is None:
        yield
        return
    load_ontology(extra)
    _extensions.append(extra)
    try:
        yield
    finally:
        _extensions.pop()


def load_ontology(extra: Path | None = None) -> Ontology:
    """The built-in ontology, with the types and roles of one more Turtle file where one is given.

    Without one, those of `extended` are known, where that is in force.

    Parameters
    ----------
    extra : Path, optional
        A file, or a folder of such files, written like ``ontologies/graphkit.ttl``: classes below ``gk:Event`` with
        ``gk:roles``, and roles with ``schema:rangeIncludes``; ``skos:closeMatch`` names a code as in ``mappings.ttl``.

    Raises
    ------
    OntologyError
        If the file cannot be read, is no Turtle, or names a role or type that does not exist.

    Examples
    --------
    >>> ontology = load_ontology()
    >>> len(ontology.events), len(ontology.entities), ontology.events[0].plover
    (23, 6, 'CONSULT')
    """
    if extra is None and _extensions:
        extra = _extensions[-1]
    return _load(() if extra is None else _texts(Path(extra)))


def _texts(extra: Path) -> tuple[tuple[str, bytes], ...]:
    """Name and content of an extension's Turtle files."""
    files = sorted(extra.glob("*.ttl")) if extra.is_dir() else [extra]
    if not files:
        raise OntologyError(f"{extra}: no Turtle file (.ttl) there")
    try:
        return tuple((str(file), file.read_bytes()) for file in files)
    except OSError as error:
        raise OntologyError(f"{extra}: cannot be read: {error.strerror}") from error


@functools.cache
def _load(extra: tuple[tuple[str, bytes], ...]) -> Ontology:
    own = [(name, (resources.find("ontologies") / name).read_bytes()) for name in ("graphkit.ttl", "mappings.ttl")]
    subjects = _parsed({}, own)
    if not extra:
        return _checked(_build(subjects), own[0][0])
    source, terms, known = extra[-1][0], set(subjects), _build(subjects)
    subjects = _parsed(subjects, extra)
    _check_new(subjects, terms, known, source)
    return _checked(_build(subjects), source)


def _parsed(known: _Subjects, sources: Iterable[tuple[str, bytes]]) -> _Subjects:
    """What is known of each subject, with what Turtle texts say besides."""
    subjects = {name: {key: list(nodes) for key, nodes in words.items()} for name, words in known.items()}
    for name, turtle in sources:
        try:
            for triple in ox.parse(turtle, format=ox.RdfFormat.TURTLE):
                if isinstance(triple.object, ox.Triple) or not isinstance(triple.subject, ox.NamedNode):
                    continue
                subject = subjects.setdefault(triple.subject.value.removeprefix(NAMESPACE), {})
                subject.setdefault(triple.predicate.value.removeprefix(NAMESPACE), []).append(triple.object)
        except SyntaxError as error:
            raise OntologyError(f"{name}: not valid Turtle: {error}") from error
    return subjects


def _check_new(subjects: _Subjects, terms: Collection[str], before: Ontology, source: str) -> None:
    """That an extension leaves the terms of the graph model as they are, puts its types where types stand, and names no term
    of graphkit's namespace that there is not.
    """
    events = set(_below("Event", subjects))
    roles = {name for name, words in subjects.items() if _SCHEMA + "rangeIncludes" in words}
    for name, words in subjects.items():
        parents = set(map(_local, words.get(_RDFS + "subClassOf", [])))
        if other := sorted(parents & events):
            raise OntologyError(f"{source}: {name}: an event type stands below gk:Event, not below gk:{other[0]}")
        _refuse_unknown(f"{source}: {name}", words.keys() - _OWN_WORDS, "property", _OWN_WORDS)
        _refuse_unknown(f"{source}: {name}", parents - subjects.keys(), "class", subjects)
        if "roles" in words and name not in events:
            raise OntologyError(f"{source}: {name}: has gk:roles and is no event type; say rdfs:subClassOf gk:Event")
    entities = set(_below("Entity", subjects))
    for kind, names, known in (("event type", events, before.events), ("role", roles, before.roles),
                               ("entity type", entities, before.entities)):  # fmt: skip
        if taken := sorted(names.intersection(terms) - {one.name for one in known}):
            raise OntologyError(f"{source}: {kind} {taken[0]!r}: the graph model has a term of that name; take another")
    after = _build(subjects)
    changed = [one.name for one in before.events if one not in after.events]
    changed += [one.name for one in before.entities if one not in after.entities]
    if changed:
        raise OntologyError(f"{source}: {changed[0]}: the graph model says what it is; name a type of your own")
    for role in before.roles:
        if replace(after.role(role.name), events=role.events) != role:
            raise OntologyError(f"{source}: {role.name}: the graph model says what it is; name a role of your own")


def _refuse_unknown(where: str, names: Iterable[str], kind: str, known: Collection[str]) -> None:
    """Names of graphkit's namespace that it does not have; other IRIs have a colon, and are not our business."""
    for strange in sorted(name for name in names if ":" not in name):
        near = difflib.get_close_matches(strange, known, n=1)
        hint = f"; did you mean gk:{near[0]}?" if near else ""
        raise OntologyError(f"{where}: no {kind} gk:{strange}{hint}")


def _build(subjects: _Subjects) -> Ontology:
    events = tuple(_event(name, subjects) for name in _below("Event", subjects))
    roles = []
    for name in subjects:
        if _SCHEMA + "rangeIncludes" not in subjects[name]:
            continue
        users = tuple(event.name for event in events if name == "place" or name in event.roles)
        ranges = tuple(_local(node) for node in subjects[name][_SCHEMA + "rangeIncludes"])
        roles.append(Role(name, *_words(name, subjects), ranges, users))
    entities = tuple(EntityType(name, *_words(name, subjects)) for name in _below("Entity", subjects))
    return Ontology(events, tuple(roles), entities, frozenset(name for name in subjects if "/" not in name and name))


def _event(name: str, subjects: _Subjects) -> EventType:
    def text(key: str) -> str | None:
        found = subjects[name].get(key)
        return found[0].value if found else None

    def words(key: str) -> tuple[str, ...]:
        return tuple(word for node in subjects[name].get(key, []) for word in node.value.split())

    def code(scheme: str) -> str | None:
        start = f"{_CODES}{scheme}#"
        matches = subjects[name].get(_SKOS + "closeMatch", [])
        return next((node.value.removeprefix(start) for node in matches if node.value.startswith(start)), None)

    marked = text("example") or ""
    return EventType(
        name,
        *_words(name, subjects),
        roles=words("roles"),
        details=words("details"),
        plover=code("plover"),
        cameo=code("cameo"),
        example=_MARKED.sub(r"\1", marked),
        example_roles=tuple((found[2], found[1]) for found in _MARKED.finditer(marked)),
    )


def _below(parent: str, subjects: _Subjects) -> list[str]:
    return [name for name in subjects if parent in map(_local, subjects[name].get(_RDFS + "subClassOf", []))]


def _words(name: str, subjects: _Subjects) -> tuple[str, str, str, str]:
    def word(key: str, language: str, default: str) -> str:
        literals = (node for node in subjects[name].get(key, []) if isinstance(node, ox.Literal))
        return next((literal.value for literal in literals if literal.language == language), default)

    label, definition = _RDFS + "label", _SKOS + "definition"
    return (
        word(label, "tr", name),
        word(label, "en", name),
        word(definition, "tr", ""),
        word(definition, "en", ""),
    )


def _local(node: ox.NamedNode | ox.BlankNode | ox.Literal) -> str:
    return f"_:{node.value}" if isinstance(node, ox.BlankNode) else node.value.removeprefix(NAMESPACE)


def _checked(ontology: Ontology, source: str) -> Ontology:
    """The ontology itself, if every name in it is well formed and known."""
    roles = {role.name for role in ontology.roles}
    entities = {entity.name for entity in ontology.entities}
    for event in ontology.events:
        if not _TYPE_NAME.fullmatch(event.name):
            raise OntologyError(f"{source}: event type {event.name!r}: a name is ASCII letters, the first a capital")
        unknown = [name for name in event.roles if name not in roles]
        if unknown:
            raise OntologyError(f"{source}: {event.name}: no role {unknown[0]!r}; roles: {', '.join(sorted(roles))}")
    for role in ontology.roles:
        if not _ROLE_NAME.fullmatch(role.name):
            raise OntologyError(f"{source}: role {role.name!r}: a name is one word of small ASCII letters")
        strange = [name for name in role.ranges if name not in entities]
        if strange:
            raise OntologyError(
                f"{source}: {role.name}: no entity type {strange[0]!r}; entity types: {', '.join(sorted(entities))}"
            )
    return ontology
