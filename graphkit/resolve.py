"""One entity for what several documents name, by judgements that can be taken back.

`propose` makes the rule's judgements of a graph, `resolve` lets judgements tell which entity each document means. Nothing
is rewritten: the records of the documents stay as they were read, and a graph assembled without judgements is the one
before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from graphkit.assemble import local_id
from graphkit.candidates import find_candidates
from graphkit.judgements import Judgement, judge, merge
from graphkit.model import Extraction, Graph, LocalEntity
from graphkit.spellings import load_spelling


def propose(graph: Graph, judgements: Sequence[Judgement] = ()) -> list[Judgement]:
    """The rule's judgements on pairs that are surely one entity and that nobody has judged yet.

    Examples
    --------
    >>> from graphkit.model import Entity
    >>> two = [Entity(f"person:{n}", "Person", n) for n in ("Xi Jinping", "Şi Cinping")]
    >>> [(one.verdict, one.by, one.reason) for one in propose(Graph(entities={one.id: one for one in two}))]
    [('same', 'rule', 'same key')]
    """
    pairs = find_candidates(graph, least=load_spelling().sure, skip={one.pair for one in judgements})
    told = [judge(pair.left, pair.right, "same", ", ".join(pair.reasons), by="rule", score=pair.score) for pair in pairs]
    refused = {one.pair for one in merge([*judgements, *told])[1]}
    return [one for one in told if one.pair not in refused]


def resolve(extractions: Iterable[Extraction], judgements: Sequence[Judgement]) -> Iterator[Extraction]:
    """The extractions with the entity that each local one is by the judgements.

    Yields
    ------
    Extraction
        In the same order; one that no judgement is about as it is.

    Examples
    --------
    >>> from graphkit.model import Document, LocalEntity
    >>> told = Extraction(Document("d1", "", ""), (LocalEntity("Şi Cinping", "Person"),))
    >>> [next(resolve([told], [judge("person:şi_cinping", "Q15031", "same")])).entities[0].id]
    ['Q15031']
    """
    same, _ = merge(judgements)
    own = {key for one in judgements for key in one.pair if "@" in key}
    for extraction in extractions:
        changed = {}
        for local in extraction.entities:
            plain = local_id(local)
            here = f"{plain}@{extraction.document.id}"
            found = here if here in own else plain
            if (found := same.get(found, found)) != plain:
                changed[local.name] = found
        if changed:
            extraction = replace(extraction, entities=tuple(_known(one, changed) for one in extraction.entities))
        yield extraction


def _known(local: LocalEntity, ids: Mapping[str, str]) -> LocalEntity:
    """The local entity with its id; one that is called by a Wikidata id has that, too."""
    found = ids.get(local.name)
    if found is None:
        return local
    wikidata = found if re.fullmatch(r"Q\d+", found) else local.wikidata
    return replace(local, id=found, wikidata=wikidata)
