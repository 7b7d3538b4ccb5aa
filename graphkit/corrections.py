"""What grammar decides better than scores: negated verbs, future verbs, members of a list, a name inside another.

The heads look at a sentence as a whole and now and then overlook a suffix or the second member of a list. What a suffix
or a list says is certain, so it is read by rule here, for candidates of heads and frames alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from graphkit.attribution import find_according
from graphkit.clauses import word_form
from graphkit.denied_claims import denied_claim
from graphkit.events import EQUAL_ROLES
from graphkit.features import feature
from graphkit.forces import with_forces
from graphkit.modality import is_origin, modality_of, polarity_of, words_of
from graphkit.model import Candidate, Filler, Sentence
from graphkit.naming import nominative
from graphkit.phrases import Phrase, read_phrases
from graphkit.receiving import touches, with_giver
from graphkit.text import lower

_ONE = frozenset({"place", "source", "appointer", "organization"})  # a list may hold other things than fillers of these

_AGENTS = {
    "Visit": "visitor", "Meeting": "participant", "Agreement": "party", "Pledge": "speaker", "Threat": "speaker",
    "Demand": "speaker", "Accusation": "speaker", "Condemnation": "speaker", "Praise": "speaker", "Denial": "speaker",
    "Aid": "provider", "ArmsTransfer": "supplier", "TroopDeployment": "sender",
}  # fmt: skip
"""Type → role of the verb's subject."""

_BACK = 2  # sentences to look back for a subject that goes on
_REACH = 2  # words behind the trigger in which a negated governor counts; what stands farther off the heads see better
_TREATIES = ("anlaşma", "antlaşma", "sözleşme", "protokol", "mutabakat", "bildiri", "muhtıra")


def correct(candidates: Iterable[Candidate], sentences: Sequence[Sentence],
            framed: Iterable[Candidate] = ()) -> tuple[Candidate, ...]:  # fmt: skip
    """Candidates as the grammar of their sentences has them.

    Parameters
    ----------
    candidates
        What the heads and frames propose, decided.
    sentences
        Those of the document.
    framed
        All that the frames find: some know an idiom of which a head sees the end.

    Returns
    -------
    tuple of Candidate
        In the same order, without those that saw only the end of another's idiom.

    Examples
    --------
    >>> from graphkit.model import Word
    >>> words = (Word(1, "Heyetler", 0, 8), Word(2, "görüşmedi", 9, 18, "görüş", "VERB"))
    >>> sentence = Sentence(0, 0, 18, "Heyetler görüşmedi", 1, "body", words)
    >>> correct([Candidate("Meeting", 0, 9, 18, "head:1", polarity="positive")], [sentence])[0].polarity
    'negative'
    """
    idioms: dict[int, list[Candidate]] = {}
    for frame in framed:
        idioms.setdefault(frame.end, []).append(frame)
    return tuple(
        _with_subject(_corrected(candidate, sentences[candidate.sentence]), sentences)
        for candidate in candidates
        if not any(_misreads(candidate, other, sentences[other.sentence]) for other in idioms.get(candidate.end, ()))
    )


def _misreads(candidate: Candidate, idiom: Candidate, sentence: Sentence) -> bool:
    """Whether a head saw only the end of an idiom of three words or more that a frame knows as something else (``dışı
    edildi`` in ``sınır dışı edildi``).
    """
    if idiom.type == candidate.type:
        return False
    inside = [word.start for word in sentence.words if idiom.start <= word.start < idiom.end]
    return len(inside) >= 3 and inside[0] < candidate.start < inside[-1]


def _corrected(candidate: Candidate, sentence: Sentence) -> Candidate:
    polarity, modality, title = candidate.polarity, candidate.modality, _whole_title(candidate.title, sentence)
    if polarity_of(sentence, candidate.start, candidate.end, type=candidate.type, reach=_REACH) == "negative":
        polarity = "negative"
    elif is_origin(sentence, words_of(sentence, candidate.start, candidate.end)[1]):
        polarity = "positive"
    if modality is None or (modality == "actual" and _is_future(candidate, sentence)):
        modality = modality_of(sentence, candidate.start, candidate.end, type=candidate.type)
    if candidate.type == "Sanction" and modality == "planned" and _is_adopted(candidate, sentence):
        modality = "actual"
    denied = denied_claim(sentence, candidate.start, candidate.end, type=candidate.type)
    if denied is not None and not denied.deniers:
        polarity = "negative"
    own = _of_its_clause(_without_tellers(candidate, sentence), candidate, sentence)
    own = with_giver(_without_other_holder(own, candidate, sentence), candidate, sentence)
    own = with_forces(own, candidate, sentence)
    fillers = _outermost(_near(_listed(own, sentence), sentence))
    deniers = denied.deniers if denied else ()
    return replace(candidate, polarity=polarity, modality=modality, title=title, fillers=(*fillers, *deniers))


def _is_future(candidate: Candidate, sentence: Sentence) -> bool:
    """Whether the trigger ends in a finite future verb (``görüşecek``); what governs other forms the heads see better."""
    last = next((word for word in reversed(sentence.words) if candidate.start < word.end <= candidate.end), None)
    form = word_form(last) if last else None
    return form is not None and form.kind == "finite" and form.tense == "future"


def _is_adopted(candidate: Candidate, sentence: Sentence) -> bool:
    """Whether the verb right behind the trigger says that it was passed (``yaptırım paketini oy birliğiyle kabul etti``)."""
    behind = [word for word in sentence.words if word.start >= candidate.end][: _REACH + 2]
    before = ""
    for word in behind:
        text, form = lower(word.text), word_form(word)
        if form is not None and form.kind == "finite":
            passed = text.startswith("onayla") or before == "kabul" and text.startswith(("et", "edil"))
            return passed and form.tense == "past" and not form.negative
        if text in (",", ";"):
            return False
        before = text
    return False


def _whole_title(title: str | None, sentence: Sentence) -> str | None:
    """The title of an agreement or a post with the noun that ends it (``ticaret`` → ``ticaret anlaşması``, ``Dışişleri`` →
    ``Dışişleri Bakanı``); none for a noun alone.
    """
    if not title or lower(title).startswith(_TREATIES) and " " not in title:
        return None
    at = sentence.text.find(title)
    post = next((name for name in sentence.names if name.label == "TITLE" and name.start == sentence.start + at), None)
    if post is not None and post.text.startswith(f"{title} "):
        return post.text
    if at < 0 or any(noun in lower(title) for noun in _TREATIES):
        return title
    end = sentence.start + at + len(title)
    after = next((word for word in sentence.words if word.start >= end), None)
    if after is None or not lower(after.text).startswith(_TREATIES):
        return title
    return nominative(sentence.text[at : after.end - sentence.start], after, label="LAW")


def _listed(fillers: Sequence[Filler], sentence: Sentence) -> Iterator[Filler]:
    """Fillers, those that end a list (``Ukrayna, ABD ve Güney Kore’nin bakanları``) with the members before them."""
    phrases = read_phrases(sentence)
    known = {(filler.start, filler.end) for filler in fillers}
    given: set[tuple[str, int, int]] = set()
    for filler in fillers:
        own, members = (None, ()) if filler.role in _ONE else _members(filler, phrases)
        ranges = [(filler.start, filler.end)]
        if own is not None:
            name = _owner(own, sentence) if _plural(sentence, filler.end) else None  # their ministers: each sends its own
            ranges = [name or ranges[0], *((p.start, p.end) for p in members if (p.start, p.end) not in known)]
        for start, end in ranges:
            if (filler.role, start, end) not in given:
                given.add((filler.role, start, end))
                yield replace(filler, start=start, end=end)


def _without_tellers(candidate: Candidate, sentence: Sentence) -> tuple[Filler, ...]:
    """Fillers; those by whom it is told (``Fas ve Mısır kaynaklarına göre``) are its sources, and play no other part."""
    told = find_according(sentence, candidate.start, candidate.end)
    inside = {one for one in candidate.fillers for by in told if one.start < by.end and by.start < one.end}
    others = (one for one in candidate.fillers if one not in inside and not (told and one.role == "source"))
    return (*others, *told)


def _of_its_clause(fillers: Iterable[Filler], candidate: Candidate, sentence: Sentence) -> list[Filler]:
    """Fillers without whom an earlier finite verb has beside its subject (``Macarlarla görüştü, ardından imzaladı``): that
    one is not known to take part in what the subject does next.
    """
    verbs = [word.start for word in sentence.words if (form := word_form(word)) and form.kind == "finite"]

    def elsewhere(filler: Filler) -> bool:
        last = next((word for word in sentence.words if word.start < filler.end <= word.end), None)
        beside = filler.role in EQUAL_ROLES and last is not None and feature(last, "Case") == "Ins"
        return beside and any(filler.end <= verb < candidate.start for verb in verbs)

    return [filler for filler in fillers if not elsewhere(filler)]


def _without_other_holder(fillers: Sequence[Filler], candidate: Candidate, sentence: Sentence) -> list[Filler]:
    """Fillers; where one person takes another's place (``X'in yerine Y getirildi``), who goes is not appointed and who comes
    is not dismissed.
    """
    at = next((n for n, word in enumerate(sentence.words) if n and lower(word.text) == "yerine"), None)
    if at is None or candidate.type not in ("Appointment", "Dismissal"):
        return list(fillers)
    before, after = sentence.words[at - 1], sentence.words[at]
    named = feature(before, "Case") == "Gen"

    def other(filler: Filler) -> bool:
        goes = named and filler.start <= before.start < filler.end + 1
        comes = filler.start >= after.end and any(f.role == "person" and f.end <= after.start for f in fillers)
        return filler.role == "person" and (goes if candidate.type == "Appointment" else comes)

    return [filler for filler in fillers if not other(filler)]


def _near(fillers: Iterable[Filler], sentence: Sentence) -> Iterator[Filler]:
    """Fillers; where two of equal standing meet in the sentence itself, none from another sentence joins them."""
    rows = list(fillers)
    here = [filler for filler in rows if sentence.start <= filler.start < sentence.end]
    full = {role for role in EQUAL_ROLES if sum(filler.role == role for filler in here) > 1}
    yield from (filler for filler in rows if filler.role not in full or filler in here)


def _members(filler: Filler, phrases: Sequence[Phrase]) -> tuple[Phrase | None, tuple[Phrase, ...]]:
    """The phrase that the filler is, if it stands in a list, and the other members of the list."""
    own = [p for p in phrases if p.group and touches(p, filler)]
    if len(own) != 1 or own[0].case == "modifier":
        return None, ()
    return own[0], tuple(p for p in phrases if p.group == own[0].group and p is not own[0] and p.label != "TITLE")


def _owner(phrase: Phrase, sentence: Sentence) -> tuple[int, int] | None:
    """Range of the state or body with which a phrase begins (``Güney Kore’nin dışişleri bakanları``)."""
    begin = sentence.words[phrase.first].start
    return next((
        (name.start, name.end) for name in sentence.names
        if name.label in ("GPE", "ORG", "NORP") and name.start <= begin < name.end
    ), None)  # fmt: skip


def _plural(sentence: Sentence, end: int) -> bool:
    """Whether the word that ends at `end` (or holds it) says `their …s`: ``heyetleri``, ``bakanlarıyla``; a person's name
    (``Hatimoğulları``) does not.
    """
    if any(name.label == "PER" and name.start < end <= name.end for name in sentence.names):
        return False
    text = next((lower(word.text) for word in sentence.words if word.start < end <= word.end), "")
    return "ları" in text or "leri" in text


def _outermost(fillers: Iterable[Filler]) -> Iterator[Filler]:
    """Fillers without those that lie inside a longer one of the same role (``Avrupa`` in ``Avrupa Birliği``)."""
    rows = list(fillers)
    for one in rows:
        if not any(
            other.role == one.role not in ("place", "source") and other.start <= one.start and one.end <= other.end
            and (other.start, other.end) != (one.start, one.end)
            for other in rows
        ):  # fmt: skip
            yield one


def _with_subject(candidate: Candidate, sentences: Sequence[Sentence]) -> Candidate:
    """The candidate with the person who is the subject of the sentence before, where its own verb has no subject."""
    role = _AGENTS.get(candidate.type)
    filled = sum(filler.role == role for filler in candidate.fillers)
    if role is None or filled > (role in ("participant", "party")):
        return candidate
    sentence = sentences[candidate.sentence]
    words = sentence.words
    last = max((i for i, word in enumerate(words) if word.start < candidate.end), default=0)
    form = word_form(words[last]) if words else None
    if form is None or form.kind not in ("finite", "converb") or form.passive or "lar" in lower(words[last].text)[-4:]:
        return candidate
    if any(_acts(phrase) and phrase.first <= last for phrase in read_phrases(sentence)):
        return candidate
    for before in reversed(sentences[max(0, candidate.sentence - _BACK) : candidate.sentence]):
        acting = [phrase for phrase in read_phrases(before) if _acts(phrase)] if before.zone == sentence.zone else []
        if acting:
            one = acting[0]
            if one.label != "PER" or one.group or any(f.role == role and touches(one, f) for f in candidate.fillers):
                return candidate
            return replace(candidate, fillers=(*candidate.fillers, Filler(role, one.start, one.end, 0.5)))
    return candidate


def _acts(phrase: Phrase) -> bool:
    return phrase.slot == "nominative" and phrase.label in ("PER", "GPE", "ORG", "TITLE", "NOUN", "NORP")
