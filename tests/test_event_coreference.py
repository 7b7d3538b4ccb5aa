"""Which mentions of a document are one event."""

from dataclasses import replace
from typing import Any

from graphkit.affiliations import Standing
from graphkit.event_coreference import join_mentions
from graphkit.model import EventMention
from graphkit.same_event import same_event


def mention(start: int, **values: Any) -> EventMention:
    base: dict[str, Any] = {"type": "Meeting", "trigger": "görüştü", "sentence": 0, "line": 1, "zone": "body"}
    return EventMention(**{**base, "start": start, "end": start + 7, **values})


PAIR = {"participant": ("Ayla Yurt", "Mira Kovaç")}


def test_join_mentions_gives_one_label_and_the_place_to_both_but_no_date() -> None:
    one, two = join_mentions([mention(0, roles=PAIR, time="2026-03-17", place=("Lahey",)), mention(50, roles=PAIR)])
    assert one.same_as == two.same_as == "e1"
    assert (two.time, two.place) == (None, ("Lahey",))


def test_join_mentions_gives_a_noun_that_points_back_its_roles_as_inferred() -> None:
    _, two = join_mentions([mention(0, roles=PAIR), mention(50, trigger="görüşme")])
    assert two.roles == PAIR
    assert two.inferred == (("participant", "Ayla Yurt"), ("participant", "Mira Kovaç"))


def test_join_mentions_puts_a_denial_to_what_it_denies() -> None:
    one, two = join_mentions([mention(0, roles=PAIR, time="2026-03-17"), mention(60, roles=PAIR, polarity="negative", line=2)])
    assert one.same_as == two.same_as == "e1"
    assert (one.polarity, two.polarity) == ("positive", "negative")


def test_join_mentions_keeps_other_days_and_actors_apart() -> None:
    other = {"participant": ("Ayla Yurt", "Can Tuna")}
    apart = [
        mention(0, roles=PAIR, time="2026-03-17"),
        mention(20, roles=PAIR, time="2026-03-19"),
        mention(40, roles=other),
        mention(80, type="Visit", roles={"visitor": ("Ayla Yurt",)}),
    ]
    assert all(m.same_as is None for m in join_mentions(apart))


def test_join_mentions_keeps_another_sender_to_another_place_apart() -> None:
    sent = {"type": "TroopDeployment", "trigger": "gönderdi"}
    one, two = join_mentions(
        [
            mention(0, roles={"sender": ("İngiltere",), "destination": ("Kızıldeniz",)}, line=2, **sent),
            mention(50, roles={"sender": ("Fransa",), "destination": ("Doğu Akdeniz",)}, line=4, **sent),
        ]
    )
    assert one.same_as is None and two.same_as is None


def test_join_mentions_lets_no_teaser_join_the_story() -> None:
    one, two = join_mentions([mention(0, roles=PAIR), mention(50, roles=PAIR, zone="teaser")])
    assert one.same_as is None and two.same_as is None


def test_join_mentions_keeps_words_of_other_speakers_apart() -> None:
    said = {"type": "Demand", "trigger": "istedi"}
    one, two = join_mentions(
        [mention(0, roles={"speaker": ("ABD",), "addressee": ("İran",)}, **said), mention(50, roles={"speaker": ("AB",)}, **said)]
    )
    assert one.same_as is None and two.same_as is None


def test_join_mentions_keeps_what_goes_the_other_way_and_other_things_apart() -> None:
    there = {"provider": ("Malta",), "recipient": ("Fas",)}
    back = {"provider": ("Fas",), "recipient": ("Malta",)}
    one, two = join_mentions([mention(0, type="Aid", roles=there), mention(20, type="Aid", roles=back)])
    assert one.same_as is None and two.same_as is None
    aid = {"type": "Aid", "trigger": "yardım", "roles": there}
    one, two = join_mentions([mention(0, **aid, item="tıbbi yardım"), mention(20, **aid, item="tıbbi malzeme")])
    assert one.same_as == two.same_as == "e1"
    told, other = mention(0, **aid, item="tıbbi yardım"), mention(20, **aid, item="çadır")
    assert same_event(told, other) < same_event(told, mention(20, **aid, item="yardım"))


def test_join_mentions_takes_a_minister_for_the_state() -> None:
    standings = {name: Standing("Person", frozenset({state})) for name, state in (("Ayla Yurt", "Malta"), ("Mira Kovaç", "Fas"))}
    states = mention(0, roles={"participant": ("Malta", "Fas")})
    ministers = mention(50, roles=PAIR, line=2)
    assert [one.same_as for one in join_mentions([states, ministers], standings)] == ["e1", "e1"]
    assert [one.same_as for one in join_mentions([states, ministers])] == [None, None]
    said = {"type": "Accusation", "trigger": "suçladı"}
    blames = [mention(at, roles={"speaker": (who,), "target": ("İran",)}, line=line, **said)
              for at, line, who in ((0, 1, "Malta"), (50, 2, "Ayla Yurt"))]  # fmt: skip
    assert [one.same_as for one in join_mentions(blames, standings)] == ["e1", "e1"]


def test_join_mentions_gives_a_bare_noun_to_the_only_event_of_its_type() -> None:
    told = mention(0, type="Agreement", trigger="imzaladı", roles={"party": ("Malta", "Fas")}, line=2)
    bare = mention(90, type="Agreement", trigger="anlaşmanın", line=5)
    assert [one.same_as for one in join_mentions([told, bare])] == ["e1", "e1"]
    other = mention(50, type="Agreement", trigger="imzaladı", roles={"party": ("Kenya", "Uganda")}, line=3)
    assert join_mentions([told, other, bare])[2].same_as is None


def test_join_mentions_tells_who_took_part_to_a_mention_that_names_nobody() -> None:
    roles = {"provider": ("Malta",), "recipient": ("Fas",)}
    told = mention(0, type="Aid", trigger="yardım", roles=roles)
    bare = mention(50, type="Aid", trigger="yardımı")
    part = mention(90, type="Aid", trigger="yardımı", roles={"provider": ("Malta",)})
    _, filled, kept = join_mentions([told, bare, part])
    assert (filled.roles, set(filled.inferred)) == (roles, {("provider", "Malta"), ("recipient", "Fas")})
    assert filled.same_as == kept.same_as == "e1"
    assert (kept.roles, kept.inferred) == ({"provider": ("Malta",)}, ())


def test_same_event_a_leader_who_signs_is_the_state_that_is_bound() -> None:
    def agreed(number: int, *parties: str) -> EventMention:
        return EventMention("Agreement", "anlaşma", number, number + 1, number, number, "body", {"party": parties}, title="Dostluk Anlaşması")

    standings = {"Kenya": Standing("State"), "Uganda": Standing("State"), "Amina Oduya": Standing("Person", frozenset({"Kenya"}))}
    states, leader = join_mentions((agreed(1, "Kenya", "Uganda"), agreed(2, "Amina Oduya")), standings)
    assert (states.roles["party"], leader.roles["party"]) == (("Kenya", "Uganda"), ("Kenya",))
    assert ("party", "Kenya") in leader.inferred and states.inferred == ()
    alone = join_mentions((agreed(1, "Amina Oduya", "Uganda"),), standings)
    assert alone[0].roles["party"] == ("Amina Oduya", "Uganda")


def test_join_mentions_keeps_the_plan_of_another_apart() -> None:
    done = EventMention("TroopDeployment", "gönderdi", 0, 8, 0, 1, "body", {"sender": ("Fas",), "destination": ("Mali",)})
    plan = EventMention("TroopDeployment", "göndermeyi", 20, 30, 1, 2, "body", {"sender": ("Kenya",)}, modality="planned")
    assert [mention.same_as for mention in join_mentions((done, plan))] == [None, None]
    own = replace(plan, roles={"sender": ("Fas",)})
    assert same_event(done, own) > 0
    assert same_event(done, replace(plan, roles={"sender": ("Kenya",)}, inferred=(("sender", "Kenya"),))) > 0
