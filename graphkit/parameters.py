"""Parameters of named queries as people type them: names, dates, choices; checked and made ready for a store."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from rapidfuzz import fuzz, process

from graphkit.errors import OntologyError, QueryError, UnknownName
from graphkit.gazetteer import load_gazetteer
from graphkit.model import Entity, EntityType
from graphkit.ontology import load_ontology
from graphkit.query_files import NamedQuery, Parameter, load_query
from graphkit.query_values import parse_date, to_value
from graphkit.rows import Rows
from graphkit.stores import Store
from graphkit.text import fold, fold_ascii

__all__ = ["bind_parameters", "parse_date", "resolve_entity"]

_NEAR = 70  # of 100: weakest likeness of a name that is worth proposing


def bind_parameters(store: Store, query: NamedQuery, given: Mapping[str, object]) -> dict[str, object]:
    """Values for every parameter of a query, ready for a store; None where a parameter does not narrow the answer.

    Raises
    ------
    QueryError
        If a parameter is unknown, missing or of the wrong type; the message names the allowed ones.
    UnknownName
        If an entity or event is not in the graph.

    Examples
    --------
    >>> from graphkit.query_files import load_query
    >>> from graphkit.stores.rdf import RdfStore
    >>> values = bind_parameters(RdfStore.open(None), load_query("meetings"), {"until": "2024-02", "status": "any"})
    >>> values["until"], values["status"], values["officials"], values["actor"]
    (datetime.date(2024, 2, 29), None, True, None)
    """
    for name in given:
        query.parameter(name)
    values: dict[str, object] = {}
    for parameter in query.parameters:
        value = given.get(parameter.name)
        if isinstance(value, str) and not value.strip() and not parameter.required:
            raise QueryError(f"query {query.name!r}, parameter {parameter.name!r} is empty; leave it out to ask for all")
        if value is None or value == "" or value == ():
            if parameter.required:
                raise QueryError(f"query {query.name!r} needs {parameter.name!r}: {parameter.help_en}")
            value = parameter.default
        values[parameter.name] = None if value is None else _bound(store, query, parameter, value)
    since, until = values.get("since"), values.get("until")
    if isinstance(since, dt.date) and isinstance(until, dt.date) and since > until:
        raise QueryError(f"query {query.name!r}: 'since' is {since}, after 'until', {until}")
    if {"actor", "other"} <= values.keys() and values["actor"] is not None and values["actor"] == values["other"]:
        raise QueryError(f"query {query.name!r}: 'actor' and 'other' are the same: {values['actor']}")
    for parameter in query.parameters:
        value = values[parameter.name]
        if parameter.officials and isinstance(value, str):
            values[parameter.name] = (value, *(_officials(store, value) if values.get("officials") else ()))
    return values


def resolve_entity(store: Store, text: str, *, prefer: Sequence[str] = ()) -> str:
    """Id of the entity that a name as typed means.

    An id (``Q159``) is taken as it stands. A name may carry a suffix and any case; it finds an entity by its name or
    another of its names, in the graph or in the shipped tables (``Amerika``), else by a part of one (``putin``, also
    behind a title) if only one entity has it. Of several the one with
    exactly this name wins, then the first type of `prefer`, then a state over a place.

    Raises
    ------
    UnknownName
        If no entity bears the name; the message lists what is near.
    QueryError
        If several do; the message lists them.

    Examples
    --------
    >>> from graphkit.model import Entity, Graph
    >>> from graphkit.stores.rdf import RdfStore
    >>> store = RdfStore.open(None)
    >>> oslo = Entity("Q585", "Place", "Oslo", (), ("oslo",), "Q585")
    >>> _ = store.write(Graph(entities={"Q585": oslo}))
    >>> resolve_entity(store, "OSLO'nun")
    'Q585'
    >>> resolve_entity(store, "Osllo")
    Traceback (most recent call last):
    graphkit.errors.UnknownName: no entity is named 'Osllo'; did you mean: Oslo (Q585)?
    """
    text = text.strip()
    if re.fullmatch(r"[Qq]\d+", text) or ":" in text:
        wanted = text.upper() if text[:1] in "Qq" and text[1:].isdigit() else text
        named = load_query("_entity")
        language = named.sparql if store.language == "sparql" else named.cypher
        if store.query(language, {"entity": wanted}):
            return wanted
    key = fold(text)
    if not key:
        raise QueryError(f"not a name: {text!r}")
    candidates = list(store.find_entities(key))
    if candidates:
        return _chosen(text, key, candidates, prefer)
    everyone = _everyone(store)
    plain = fold_ascii(text)
    candidates = [entity for entity in everyone if plain in map(fold_ascii, _keys(entity))]
    if candidates:
        return _chosen(text, key, candidates, prefer)
    known = {entry.wikidata for entry in load_gazetteer().find(text)}
    candidates = [entity for entity in everyone if entity.id in known]
    if candidates:  # a name that no document of the graph uses: `Amerika`
        return _chosen(text, key, candidates, prefer)
    persons = [entity for entity in everyone if entity.type == "Person"]
    # as typed, else as a foreign keyboard writes it, `Bakirhan`, else without a title before it
    candidates = (_with_words(everyone, key, fold) or _with_words(everyone, plain, fold_ascii)
                  or next(filter(None, (_with_words(persons, name, fold) for name in _behind_titles(key))), []))  # fmt: skip
    if len(candidates) == 1:
        return candidates[0].id
    if candidates:
        raise QueryError(f"{text!r} may be: {_listed(candidates)}; give the full name or the id")
    raise UnknownName(f"no entity is named {text!r}{_suggestion(key, everyone)}")


def _with_words(everyone: Iterable[Entity], key: str, form: Callable[[str], str]) -> list[Entity]:
    """The entities of which one name holds every word of `key`."""
    words = set(key.split())
    return [entity for entity in everyone if any(words <= set(form(known).split()) for known in _keys(entity))]


def _behind_titles(key: str) -> Iterator[str]:
    """What may be a name behind a title, the longest first: ``rusya devlet başkanı putin`` → ``putin``."""
    words, title = key.split(), load_gazetteer().title
    for end in range(1, len(words)):
        if any(title(" ".join(words[start:end])) for start in range(end)):
            yield " ".join(words[end:])


def _chosen(text: str, key: str, candidates: Sequence[Entity], prefer: Sequence[str]) -> str:
    exact = [entity for entity in candidates if fold(entity.name) == key]
    left = exact or list(candidates)
    for kind in prefer or ("State",):
        of_kind = [entity for entity in left if entity.type == kind]
        if of_kind and (prefer or all(entity.type in ("State", "Place") for entity in left)):
            left = of_kind
            break
    if len(left) > 1:
        raise QueryError(f"{text!r} may be: {_listed(left)}; give the id")
    return left[0].id


def _everyone(store: Store) -> list[Entity]:
    named = load_query("_names")
    rows: Rows = store.query(named.sparql if store.language == "sparql" else named.cypher, {})
    names: dict[str, tuple[str, EntityType, set[str]]] = {}
    for row in rows:
        kind: EntityType = row["type"]  # type: ignore[assignment]
        found = names.setdefault(str(row["id"]), (str(row["name"]), kind, set()))
        for value in (row["keys"], row["aliases"]):
            parts = value if isinstance(value, (list, tuple)) else (value,)
            found[2].update(fold(str(part)) for part in parts if part)
    return [Entity(key, kind, name, (), tuple(sorted(keys))) for key, (name, kind, keys) in sorted(names.items())]


def _keys(entity: Entity) -> tuple[str, ...]:
    return tuple(sorted({*entity.keys, fold(entity.name)}))


def _suggestion(key: str, everyone: Iterable[Entity]) -> str:
    """What is near, whatever keyboard it was typed on: `Yildirm` is one letter off `Yıldırım`."""
    owners = {fold_ascii(known): entity for entity in everyone for known in _keys(entity)}
    near = process.extract(fold_ascii(key), sorted(owners), scorer=fuzz.WRatio, limit=10, score_cutoff=_NEAR)
    entities = list({owners[name].id: owners[name] for name, _, _ in near}.values())[:3]
    return f"; did you mean: {_listed(entities)}?" if entities else ""


def _listed(entities: Iterable[Entity]) -> str:
    return ", ".join(f"{entity.name} ({entity.id})" for entity in entities)


def _bound(store: Store, query: NamedQuery, parameter: Parameter, value: object) -> object:
    where = f"query {query.name!r}, parameter {parameter.name!r}"
    match parameter.type:
        case "entity":
            return resolve_entity(store, str(value), prefer=parameter.prefer)
        case "event":
            return _event(store, str(value).strip())
        case "text" if parameter.name == "type":
            return _event_type(str(value), where)
    return to_value(parameter, value, where)


def _officials(store: Store, entity: str) -> tuple[str, ...]:
    named = load_query("_officials")
    rows = store.query(named.sparql if store.language == "sparql" else named.cypher, {"entity": entity})
    return tuple(sorted(str(row["id"]) for row in rows))


def _event(store: Store, key: str) -> str:
    named = load_query("_event")
    if not store.query(named.sparql if store.language == "sparql" else named.cypher, {"event": key}):
        raise UnknownName(f"no event has the id {key!r}; ids of events stand in the column 'event' of other queries")
    return key


def _event_type(text: str, where: str) -> str:
    key = fold(text)
    for event in load_ontology().events:
        if key in (fold(event.name), event.name.lower(), fold(event.label_tr), fold(event.label_en)):
            return event.name
    try:
        return load_ontology().event(text).name
    except OntologyError as error:
        raise QueryError(f"{where}: {error}") from None
