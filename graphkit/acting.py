"""Who acts in a document: whom its mentions mean to the one who chooses fillers, and for whom its entities act."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache, partial

from graphkit.affiliations import Standing, standing_of
from graphkit.coreference import Entities, meant
from graphkit.role_choice import Cast
from graphkit.text import fold


def cast_of(entities: Entities) -> Cast:
    """Whom a document speaks of, how often, and where first.

    Examples
    --------
    >>> from graphkit.coreference import gather
    >>> from graphkit.gazetteer import load_gazetteer
    >>> from graphkit.mentions import Mention
    >>> cast_of(gather([], [], load_gazetteer(), None)).meant(Mention(0, 0, 0, 0, 7, "Moskova", "GPE"), "participant")
    (('Rusya', 'State'),)
    """
    first = {one.name: one.sentence for one in reversed(entities.told)}
    return Cast(cache(partial(meant, entities)), Counter(one.name for one in entities.told), first)


def standings(entities: Entities, names: Iterable[str]) -> dict[str, Standing]:
    """Whom each of the entities with these names acts for, by name.

    Examples
    --------
    >>> from graphkit.coreference import entities_of, gather
    >>> from graphkit.gazetteer import load_gazetteer
    >>> from graphkit.mentions import Mention
    >>> entities = gather([], [], load_gazetteer(), None)
    >>> _ = entities_of(entities, Mention(0, 0, 0, 0, 12, "Sudan ordusu", "ORG", "MilitaryForce"), "attacker")
    >>> sorted(standings(entities, ["Sudan ordusu"])["Sudan ordusu"].owners)
    ['Sudan']
    """
    posts: dict[str, list[str]] = {}
    for post in entities.posts:
        if post.organization:
            posts.setdefault(post.person, []).append(post.organization)
    kinds = {name: cluster.type for name, cluster in entities.clusters.items()}
    return {
        name: standing_of(name, kinds[name], entities.gazetteer, posts.get(name, ())) for name in set(names) & kinds.keys()
    }


def without_owners(entities: Entities, names: Sequence[str]) -> list[str]:
    """Those who do something together, without the states and bodies for which others of them act there (where ministers
    sign, their states do not besides), and without words for two of them (``iki bakan``) where two are named.

    Examples
    --------
    >>> from graphkit.coreference import gather
    >>> from graphkit.gazetteer import load_gazetteer
    >>> without_owners(gather([], [], load_gazetteer(), None), ["Kenya", "Uganda"])
    ['Kenya', 'Uganda']
    """
    owners = {post.organization for post in entities.posts if post.person in names}
    actors = [name for name in names if name not in owners]
    named = [name for name in actors if not fold(name).startswith(("iki ", "her iki "))]
    return named if len(named) > 1 else actors
