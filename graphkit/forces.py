"""Whose troops move, and against whom, where the words say it (``Türk askerlerinin çekilmesi``, ``Eş-Şebab'a karşı görev
yapacak``).

The heads sometimes see only the place. Troops that bear the name of a state are sent by it, and who stands before
``karşı`` in the clause of the trigger is the opponent.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graphkit.clauses import Region, region_of, with_list, word_form
from graphkit.modality import words_of
from graphkit.model import Candidate, Filler, Sentence
from graphkit.phrases import Phrase, read_phrases
from graphkit.receiving import ADDED, touches
from graphkit.text import lower

_MOVES = frozenset(["TroopDeployment", "TroopWithdrawal"])
_AGAINST = frozenset(["TroopDeployment", "MilitaryExercise"])
_TROOPS = ("asker", "birli", "güçler", "gücü", "kuvvet", "tugay", "tabur")
_FIGHTS = ("savaş", "mücadele", "çarpış")  # the clause of the troops themselves: `X'e karşı savaşacak 500 asker`


def with_forces(fillers: Sequence[Filler], candidate: Candidate, sentence: Sentence) -> list[Filler]:
    """The fillers of a candidate with the sender and the opponent that the words name, where it has none.

    Parameters
    ----------
    fillers : sequence of Filler
        Those known so far.
    candidate : Candidate
        Its type and trigger count.
    sentence : Sentence
        In which the trigger stands.

    Examples
    --------
    >>> from graphkit.model import Name, Word
    >>> words = (Word(1, "Çad", 0, 3, "Çad", "PROPN"), Word(2, "birlikleri", 4, 14, "birlik", "NOUN"),
    ...          Word(3, "çekildi", 15, 22, "çekil", "VERB"))
    >>> sentence = Sentence(0, 0, 22, "Çad birlikleri çekildi", 1, "body", words, (Name(0, 3, "Çad", "GPE"),))
    >>> with_forces([], Candidate("TroopWithdrawal", 0, 15, 22, "head:1"), sentence)
    [Filler(role='sender', start=0, end=3, score=0.5)]
    """
    first, last = words_of(sentence, candidate.start, candidate.end)
    if last < first or candidate.type not in _MOVES | _AGAINST:
        return list(fillers)
    phrases = [phrase for phrase in read_phrases(sentence) if phrase.last < first]
    region = region_of(sentence, first, last)
    senders = list(_senders(phrases, region, sentence)) if candidate.type in _MOVES else []
    opponents = list(_opponents(phrases, region, sentence, first)) if candidate.type in _AGAINST else []
    # nobody moves troops on the side of whom they stand against
    found = [f for f in fillers if f.role != "beneficiary" or not any(touches(f, one) for one in opponents)]
    known, parts = {f.role for f in found}, [f for f in found if f.role not in ("place", "source")]
    added = [one for one in (*senders, *opponents) if one.role not in known and not any(touches(f, one) for f in parts)]
    return [*found, *added]


def _senders(phrases: Sequence[Phrase], region: Region, sentence: Sentence) -> Iterator[Filler]:
    """The states whose troops are the subject that stands nearest."""
    subjects = [p for p in phrases if p.first >= region.inner and p.slot in ("nominative", "genitive")]
    if subjects and lower(sentence.words[subjects[-1].last].text).startswith(_TROOPS):
        inside = sentence.words[subjects[-1].first], sentence.words[subjects[-1].last]
        for name in sentence.names:
            if name.label in ("GPE", "NORP") and inside[0].start <= name.start and name.end <= inside[1].start:
                yield Filler("sender", name.start, name.end, ADDED)


def _opponents(phrases: Sequence[Phrase], region: Region, sentence: Sentence, first: int) -> Iterator[Filler]:
    """Those before ``karşı`` in the clause of the trigger, or in that which tells what the troops will do."""
    words = [lower(word.text) for word in sentence.words]
    named = [p for p in phrases if p.first >= region.begin and p.slot == "against"]
    against = [p for p in named if "karşı" in words[p.last + 1 : p.last + 2]]  # not ``yönelik``
    own = [p for p in against if _fights(words, p) or p.first >= region.inner and not _of_another(sentence, p, first)]
    if own:
        yield from (Filler("opponent", p.start, p.end, ADDED) for p in with_list(own[-1], named) if p.case == own[-1].case)


def _fights(words: Sequence[str], phrase: Phrase) -> bool:
    """Whether the troops themselves fight (``savaşacak 500 asker``), not a third one (``savaşan İran'ı caydırmak``)."""
    behind = words[phrase.last + 2 : phrase.last + 6]
    return bool(behind) and behind[0].startswith(_FIGHTS) and any(word.startswith(_TROOPS) for word in behind[1:])


def _of_another(sentence: Sentence, phrase: Phrase, first: int) -> bool:
    """Whether ``karşı`` belongs to a participle before the trigger (``X'e karşı kurulan güce asker gönderdi``)."""
    behind = phrase.last + 2
    if behind >= first:
        return False
    word = sentence.words[behind]
    return word_form(word) is not None or word.morphemes[:1] == ("Verb",)
