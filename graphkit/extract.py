"""From the parsed sentences of one document to its entities, positions and event mentions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from graphkit.acting import cast_of, standings, without_owners
from graphkit.attribution import find_source
from graphkit.coreference import Entities, entities_of, gather, local_entities
from graphkit.corrections import correct
from graphkit.denials import with_accused
from graphkit.denied_claims import DENIER
from graphkit.event_coreference import join_mentions
from graphkit.events import EQUAL_ROLES, Thresholds, decide, head_candidates
from graphkit.frames import Frame, frame_candidates
from graphkit.gazetteer import Gazetteer
from graphkit.mentions import Mention, make_mention, phrase_start
from graphkit.model import Candidate, Document, EventMention, Extraction, Filler, LocalPosition, Sentence
from graphkit.model_reading import Reading
from graphkit.persons import document_mentions
from graphkit.posts import local_position
from graphkit.quantities import quantity_for
from graphkit.terms import since_told, with_terms
from graphkit.time_choice import is_long_past, tense_of
from graphkit.times import Tense, date_at, time_of


@dataclass(frozen=True, slots=True)
class Extractor:
    """What extraction needs besides the sentences: tables, frames, thresholds, the version of the heads and the event types
    that they know.

    Examples
    --------
    >>> from graphkit.pages import load_language
    >>> len(load_language().extractor.frames) > 20
    True
    """

    gazetteer: Gazetteer
    frames: tuple[Frame, ...]
    thresholds: Thresholds
    version: str
    types: frozenset[str] = frozenset()

    def least(self, kind: str) -> float:
        """Lowest score of an event of that type which only a frame proposes.

        Examples
        --------
        >>> from graphkit.pages import load_language
        >>> extractor = load_language().extractor
        >>> extractor.least("Meeting") > extractor.least("Blackout")
        True
        """
        return self.thresholds.known_frame if kind in self.types else self.thresholds.frame


def extract(document: Document, sentences: Sequence[Sentence], reading: Reading, extractor: Extractor) -> Extraction:
    """All events, entities and positions of one document.

    Parameters
    ----------
    document
        The text and its zones.
    sentences, reading
        Its sentences and what the encoder said of each, in the same order.

    Returns
    -------
    Extraction
        Event mentions in text order; entities only where an event, a source or a position names them.

    Examples
    --------
    >>> from graphkit.pages import load_language
    >>> extract(Document("d1", "", ""), (), Reading((), ()), load_language().extractor).events
    ()
    """
    entities, mentions, told = read_events(document, sentences, reading, extractor)
    actors = {name for event in told for names in event.roles.values() for name in names}
    events = join_mentions(told, standings(entities, actors))
    positions = with_terms(tuple(_positions(entities, mentions, sentences)), events, extractor.gazetteer)
    used = {name for e in events for names in (*e.roles.values(), e.place, e.source, e.denied_by) for name in names}
    used |= {name for p in positions for name in (p.person, p.organization) if name}
    return Extraction(document, local_entities(entities, frozenset(used)), positions, events,
                      tuple((s.start, s.end) for s in sentences))  # fmt: skip


def read_events(document: Document, sentences: Sequence[Sentence], reading: Reading, extractor: Extractor) -> tuple[
    Entities, list[Mention], tuple[EventMention, ...]
]:  # fmt: skip
    """The entities, the mentions and the events of a document, each event as its own sentence and the ones near it have it:
    those that tell one event are not joined yet.

    Examples
    --------
    >>> from graphkit.pages import load_language
    >>> read_events(Document("d1", "", ""), (), Reading((), ()), load_language().extractor)[1:]
    ([], ())
    """
    mentions = document_mentions(sentences, reading.sentences, extractor.gazetteer)
    entities = gather(sentences, mentions, extractor.gazetteer, document.published)
    framed = frame_candidates(sentences, extractor.frames)
    seconds = [c for c in framed if c.type in extractor.types]  # of a type that the heads do not know they say nothing
    heads = head_candidates(sentences, mentions, reading.proposals, extractor.thresholds, extractor.version, seconds,
                            cast_of(entities))  # fmt: skip
    chosen = correct(decide([*heads, *framed], least=extractor.least), sentences, framed)
    by_range = {(m.start, m.end): m for m in mentions}

    def names_of(filler: Filler) -> tuple[str, ...]:
        mention = by_range.get((filler.start, filler.end)) or _loose_mention(sentences, mentions, filler)
        return entities_of(entities, mention, filler.role)

    sure = (replace(candidate, score=extractor.thresholds.calibrated(candidate.score)) for candidate in chosen)
    told = with_accused([_mention(document, sentences, names_of, entities, candidate) for candidate in sure])
    return entities, mentions, tuple(told)


def _positions(entities: Entities, mentions: Sequence[Mention], sentences: Sequence[Sentence]) -> Iterator[LocalPosition]:
    """The posts of the document, each once, with the names that its entities bear."""
    by_name = {m.name: m for m in reversed(mentions)}
    seen: set[tuple[str, str]] = set()
    told = sorted(entities.posts, key=lambda post: (post.organization is None, post.at))
    for post in told:
        position = local_position(post, entities.gazetteer, entities.published)
        holder = by_name.get(post.person)
        if position is None or holder is None:
            continue
        body = post.body
        if body is None and position.organization:
            body = Mention(0, 0, 0, 0, 0, position.organization, "GPE")
        bodies = entities_of(entities, body, "organization") if body else ()
        for person in entities_of(entities, holder, "person")[:1]:
            if (person, position.title) not in seen:
                seen.add((person, position.title))
                here = next(sentence for sentence in sentences if sentence.start <= post.at < sentence.end)
                since = since_told(here, post.at, entities.published)
                yield replace(position, person=person, organization=bodies[0] if bodies else None, since=since)


def _mention(document: Document, sentences: Sequence[Sentence], names_of: Callable[[Filler], tuple[str, ...]],
             entities: Entities, candidate: Candidate) -> EventMention:  # fmt: skip
    sentence = sentences[candidate.sentence]
    roles: dict[str, list[str]] = {}
    inferred: set[tuple[str, str]] = set()
    fillers = [filler for filler in candidate.fillers if filler.role != DENIER]
    denied_by = dict.fromkeys(name for filler in candidate.fillers if filler.role == DENIER for name in names_of(filler))
    named = [(filler, name) for filler in fillers for name in names_of(filler)]
    for filler, name in _in_one_role(named):
        if name not in roles.setdefault(filler.role, []):
            roles[filler.role].append(name)
            if filler.role != "source" and not sentence.start <= filler.start < sentence.end:
                inferred.add((filler.role, name))
    if "source" not in roles and candidate.proposer.startswith("frame"):  # the heads know better who says nothing
        told = find_source(sentence, candidate.start, candidate.end, type=candidate.type)
        roles["source"] = list(dict.fromkeys(name for filler in told for name in names_of(filler)))
    place, source = roles.pop("place", []), roles.pop("source", [])
    roles |= {role: without_owners(entities, roles[role]) for role in EQUAL_ROLES & roles.keys()}
    start, end = candidate.start - sentence.start, candidate.end - sentence.start
    counted = quantity_for(sentence.text, start, end, candidate.type)
    return EventMention(
        candidate.type, document.text[candidate.start : candidate.end], candidate.start, candidate.end, sentence.index,
        sentence.line, sentence.zone, {role: tuple(names) for role, names in sorted(roles.items()) if names},
        tuple(sorted(inferred)), _time(sentences, candidate, document.published), tuple(place),
        counted.value if counted else candidate.quantity,
        candidate.item, candidate.title, candidate.polarity or "positive", candidate.modality or "actual",
        tuple(name for name in source if name not in roles.get("speaker", [])), None, candidate.proposer,
        round(candidate.score, 4), tuple(denied_by),
    )  # fmt: skip


def _in_one_role(named: Sequence[tuple[Filler, str]]) -> Iterator[tuple[Filler, str]]:
    """Fillers and their names; who has two parts in one event keeps the surer one (a place or source may have another)."""
    best: dict[str, Filler] = {}
    for filler, name in named:
        if filler.role not in ("place", "source"):
            best[name] = max(best.get(name, filler), filler, key=lambda one: one.score)
    yield from (
        (filler, name) for filler, name in named if filler.role in ("place", "source") or filler.role == best[name].role
    )


def _loose_mention(sentences: Sequence[Sentence], mentions: Sequence[Mention], filler: Filler) -> Mention:
    """A mention for a range that no head named (a frame's noun phrase), with the modifiers before it."""
    for sentence in sentences:
        inside = [i for i, w in enumerate(sentence.words) if w.start < filler.end and w.end > filler.start]
        if inside:
            first, last = inside[0], inside[-1]
            here = [m for m in mentions if m.sentence == sentence.index]
            person = next((m for m in here if m.label == "PER" and m.last == last and m.first >= first), None)
            if person:
                return person
            starts = {m.last: (m.first, m.label) for m in here if m.label not in ("", "DATE", "TITLE")}
            first = phrase_start(sentence, first, last, starts) if first == last else first
            titled = any(m.label == "TITLE" and m.last == last for m in here)
            return make_mention(sentence, first, last, "", "Person" if titled else None)
    raise ValueError(f"no sentence holds the range {filler.start}..{filler.end}")


def _time(sentences: Sequence[Sentence], candidate: Candidate, published: dt.date | None) -> str | None:
    """The date of an event: what the heads point at, wherever it stands; a frame looks in its own sentence."""
    here = sentences[candidate.sentence]
    start, end = candidate.start - here.start, candidate.end - here.start
    tenses: dict[str | None, Tense] = {"planned": "future", "actual": "past"}
    if not candidate.proposer.startswith("head:"):
        planned: Tense | None = "future" if candidate.modality == "planned" else None
        return time_of(here.text, start, end, published=published, tense=planned, event_type=candidate.type)
    if candidate.when is None:
        return None
    tense = tenses.get(candidate.modality) or tense_of(here.text, start, end)
    first, last = candidate.when
    there = next(s for s in sentences if s.start <= first < s.end)
    if tense == "future" and is_long_past(there.text, last - there.start):
        tense = "past"  # `gitmeyeceklerini aralıkta duyurmuştu`
    return date_at(there.text, first - there.start, last - there.start, published=published, tense=tense)
