"""Judgements on entities: which two are one, which are not, who says so and why; all kept, each can be taken back.

A graph folder keeps them in ``judgements.jsonl``, a log to which lines are added only; the records of the documents are
never rewritten. The vocabulary is that of nomenklatura (https://github.com/opensanctions/nomenklatura), whose resolver asks
for a database and for followthemoney's own entities and is therefore not used.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from graphkit.errors import QueryError, StoreError
from graphkit.files import append_lines, whole_lines

Verdict = Literal["same", "not same", "undecided"]
By = Literal["rule", "model", "person"]
_RANK: Mapping[str, int] = {"person": 0, "rule": 1, "model": 2}


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is held of the entities `left` and `right` (ids, `left` before `right`): `verdict`, and by whom and why.

    An id may end in ``@`` and the id of a document: the entity as that document names it, so that
    ``person:ali_er`` and ``person:ali_er@d5`` can be two persons of one name. `at` is the UTC time, where it is known.

    Examples
    --------
    >>> judge("person:xi_jinping", "Q15031", "same", "another spelling").left
    'Q15031'
    """

    left: str
    right: str
    verdict: Verdict
    reason: str = ""
    by: By = "person"
    score: float | None = None
    at: str | None = None

    @property
    def pair(self) -> tuple[str, str]:
        """The two ids.

        Examples
        --------
        >>> judge("b", "a", "undecided").pair
        ('a', 'b')
        """
        return self.left, self.right


def judge(left: str, right: str, verdict: str, reason: str = "", *, by: By = "person", score: float | None = None,
          at: str | None = None) -> Judgement:  # fmt: skip
    """A judgement on two entities in any order.

    Raises
    ------
    QueryError
        When they are one id, or there is no such verdict.

    Examples
    --------
    >>> judge("b", "a", "not same").pair
    ('a', 'b')
    """
    if left == right:
        raise QueryError(f"{left!r} is one entity already")
    if verdict not in get_args(Verdict):
        raise QueryError(f"{verdict!r} is no judgement; allowed: {', '.join(get_args(Verdict))}")
    one, two = sorted((left, right))
    return Judgement(one, two, verdict, reason, by, score, at)  # type: ignore[arg-type]


class JudgementFile:
    """The judgements at a path; the file need not be there yet.

    Examples
    --------
    >>> import tempfile
    >>> file = JudgementFile(Path(tempfile.mkdtemp()) / "judgements.jsonl")
    >>> file.add([judge("a", "b", "same"), judge("a", "b", "not same", "other years")])
    >>> [one.verdict for one in file.read()]
    ['not same']
    >>> file.undo().reason, [one.verdict for one in file.read()]
    ('other years', ['same'])
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> list[Judgement]:
        """The judgement that counts on each pair (the last one that was not taken back), in the order given."""
        return list({one.pair: one for one in self._standing()}.values())

    def add(self, judgements: Iterable[Judgement]) -> None:
        """Add judgements, each whole on disk before the next."""
        if lines := [json.dumps(dataclasses.asdict(one), ensure_ascii=False) for one in judgements]:
            append_lines(self.path, lines)

    def undo(self) -> Judgement:
        """Take the last judgement back; what was held of its pair before counts again.

        Raises
        ------
        QueryError
            When there is none.
        """
        standing = self._standing()
        if not standing:
            raise QueryError("no judgement to take back")
        append_lines(self.path, ['{"undone": 1}'])
        return standing[-1]

    def _standing(self) -> list[Judgement]:
        found: list[Judgement] = []
        for number, line in whole_lines(self.path):
            try:
                data = json.loads(line)
                if "undone" in data:
                    found.pop()
                else:
                    found.append(Judgement(**data))
            except (ValueError, TypeError, IndexError) as error:
                raise StoreError(f"{self.path}:{number}: damaged judgement: {error}") from error
        return found


def merge(judgements: Sequence[Judgement]) -> tuple[dict[str, str], list[Judgement]]:
    """Which id stands for which, and the judgements that contradict surer ones and therefore do nothing.

    Parameters
    ----------
    judgements
        One a pair. A person's come before a rule's, a rule's before a model's; ``not same`` of one rank before ``same``.

    Returns
    -------
    dict, list
        Every id that another one stands for → that one (its Wikidata id where it has one, else the smallest); and what
        was left out.

    Examples
    --------
    >>> told = [judge("b", "a", "same"), judge("b", "c", "same", by="rule"), judge("a", "c", "not same")]
    >>> merge(told)[0], [one.pair for one in merge(told)[1]]
    ({'b': 'a'}, [('b', 'c')])
    """
    group: dict[str, set[str]] = {}
    apart: list[tuple[str, str]] = []
    refused: list[Judgement] = []
    decided = (one for one in judgements if one.verdict != "undecided")
    for one in sorted(decided, key=lambda one: (_RANK[one.by], one.verdict == "same", one.pair)):
        left, right = group.setdefault(one.left, {one.left}), group.setdefault(one.right, {one.right})
        if one.verdict == "not same" and left is not right:
            apart.append(one.pair)
        elif left is right and one.verdict == "not same" or _are_apart(left, right, apart):
            refused.append(one)
        elif left is not right:
            left |= right
            group.update(dict.fromkeys(right, left))
    return {key: first for key, members in sorted(group.items()) if (first := min(members, key=_order)) != key}, refused


def _are_apart(left: set[str], right: set[str], apart: Iterable[tuple[str, str]]) -> bool:
    return any((a in left and b in right) or (a in right and b in left) for a, b in apart)


def _order(key: str) -> tuple[bool, int, str]:
    wikidata = key[:1] == "Q" and key[1:].isdigit()
    return not wikidata, int(key[1:]) if wikidata else 0, key
