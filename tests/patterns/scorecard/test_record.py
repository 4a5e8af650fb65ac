"""How a signature has fared since it was frozen."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patterns.codings import Coding
from patterns.scorecard.cases import kin
from patterns.scorecard.freezing import stated_in
from patterns.scorecard.instances import standings
from patterns.scorecard.record import Record, Seen, Verdict, record, verdict
from tests.patterns.scorecard.saying import case, exhibits, instances
from tests.patterns.scorecard.test_freezing import NONE, OPEN, PAID, at, says

HIT = {"input": "open", "scale": "large"}
MISS = {"input": "open", "scale": "small"}
OUT = {"input": "paid", "scale": "large"}
HALF = {"input": "open"}


def trace(name: str, *states: tuple[int | None, dict[str, str]], batch: int | None = None) -> list[Seen]:
    return [Seen(None if place is None else at(place, batch), case(name, **said)) for place, said in states]


def fared(*traces: list[Seen], history=None, lineages=None) -> Record:
    (stated, *_) = stated_in(history or [(at(10), OPEN)])
    return record(stated, {each[-1].facts.title: each for each in traces}, lineages)


@pytest.mark.parametrize(
    ("said", "found"),
    [
        (HIT, Verdict.HIT),
        (MISS, Verdict.MISS),
        (OUT, Verdict.OUTSIDE),
        (HALF, None),
        ({"scale": "large"}, None),
        ({"input": "open", "scale": "?"}, None),
        ({"input": "open", "scale": "!large"}, Verdict.MISS),
        ({"input": "open", "scale": "-"}, Verdict.MISS),
    ],
)
def test_a_case_is_a_hit_a_miss_outside_or_not_judged(said, found):
    assert verdict(OPEN, case("A", **said), None) is found


def test_what_is_contested_is_neither_hit_nor_miss():
    disputed = case("A", Coding("scale", "large", "large", "contested"), input="open")
    assert verdict(OPEN, disputed, None) is None
    doubted = standings(instances(A=[exhibits(), exhibits("contested")]))[0]
    assert verdict(says("input = open"), case("A", input="open"), doubted) is None


def test_cases_judged_afterwards_count_in_their_order_with_the_running_rate():
    found = fared(
        trace("Late", (None, {}), (30, HIT)),
        trace("Early", (None, HALF), (20, MISS)),
        trace("Known", (None, HIT)),
        trace("Apart", (None, {}), (25, OUT)),
        trace("Open", (None, {}), (25, HALF)),
    )
    assert [(each.case, each.verdict, each.hits, each.of) for each in found.tested] == [
        ("Case:Early", Verdict.MISS, 0, 1),
        ("Case:Late", Verdict.HIT, 1, 2),
    ]
    assert [each.case for each in found.outside] == ["Case:Apart"]
    assert (found.before, found.between) == (("Case:Known",), ())
    assert (found.rate, found.base, found.base_of) == (Fraction(1, 2), Fraction(3, 4), 4)
    assert [field.key for field in found.tested[0].settled] == ["scale"]
    assert [field.key for field in found.tested[1].settled] == ["input", "scale"]
    assert found.note.startswith("Only 2 cases have tested it")


def test_the_verdict_is_todays_and_those_before_are_told():
    found = fared(
        trace("A", (None, {}), (20, MISS), (25, {"input": "?", **MISS} | HALF), (30, HIT), (40, HIT))
    )
    (tested,) = found.tested
    assert (tested.verdict, tested.was) == (Verdict.HIT, (Verdict.MISS,))
    assert (tested.first.position, tested.since.position) == (20, 30)


def test_a_case_that_is_not_judged_any_more_does_not_count():
    found = fared(trace("A", (None, {}), (20, MISS), (30, HALF), (40, HALF)))
    assert (found.tested, found.outside, found.before) == ((), (), ())
    (gone,) = found.withdrawn
    assert (gone.verdict, gone.first.position, gone.since.position) == (Verdict.MISS, 20, 30)
    assert fared(trace("A", (None, {}), (20, OUT), (30, HALF))).withdrawn == ()
    assert "neither good nor bad" in found.note


def test_a_case_that_was_known_cannot_be_coded_again_into_a_hit():
    found = fared(trace("A", (None, MISS), (20, {}), (30, HIT)))
    assert (found.tested, found.before) == ((), ("Case:A",))


def test_what_came_by_the_import_that_froze_it_was_known():
    found = fared(trace("A", (None, {}), (12, HIT), batch=3), history=[(at(10, batch=3), OPEN)])
    assert (found.tested, found.before) == ((), ("Case:A",))
    later = fared(trace("A", (None, {}), (12, HIT), batch=4), history=[(at(10, batch=3), OPEN)])
    assert later.tested[0].first.batch == 4


def test_what_was_coded_while_something_else_was_stated_does_not_count():
    history = [(at(10), OPEN), (at(20), PAID), (at(30), OPEN)]
    found = fared(
        trace("A", (None, {}), (15, HIT)),
        trace("B", (None, {}), (25, HIT)),
        trace("C", (None, {}), (35, MISS)),
        history=history,
    )
    assert [each.case for each in found.tested] == ["Case:A", "Case:C"]
    assert found.between == ("Case:B",)


def test_a_miss_is_not_lost_by_changing_the_signature_and_changing_it_back():
    history = [(at(10), OPEN), (at(20), NONE), (at(21), OPEN)]
    assert [each.case for each in fared(trace("A", (None, {}), (15, MISS)), history=history).misses] == [
        "Case:A"
    ]


def test_an_earlier_signature_keeps_its_record():
    present, earlier = stated_in([(at(10), OPEN), (at(20), PAID)])
    traces = {"Case:A": trace("A", (None, {}), (15, MISS)), "Case:B": trace("B", (None, {}), (25, OUT))}
    assert [each.case for each in record(earlier, traces).misses] == ["Case:A"]
    assert [each.case for each in record(present, traces).hits] == ["Case:B"]
    assert record(present, traces).before == ("Case:A",)


def test_cases_of_one_lineage_count_once_and_as_a_miss_when_one_of_them_is():
    traces = [
        trace("A", (None, {}), (20, HIT)),
        trace("B", (None, {}), (21, HIT)),
        trace("C", (None, {}), (22, HIT)),
        trace("D", (None, {}), (23, MISS)),
    ]
    names = kin(
        [
            case("A", lineage="Case:A"),
            case("B", lineage="Case:A", stewards="Institution:Guild"),
            case("C", lineage=""),
            case("D", stewards="Institution:Guild"),
        ]
    )
    found = fared(*traces, lineages=names)
    assert (len(found.hits), len(found.misses)) == (3, 1)
    assert (found.hits_once, found.misses_once) == (1, 1)
    assert [(each.hits_once, each.of_once) for each in found.tested] == [(1, 1), (1, 1), (2, 2), (1, 2)]


def test_who_coded_it_is_who_signed_it_else_who_wrote_the_revision():
    signed = case(
        "A", Coding("scale", "large", "large", evidence=exhibits(coder="ben", source="Report").evidence)
    )
    both = [Seen(None, case("A", input="open")), Seen(at(20), case("A", *signed.codings, input="open"))]
    (tested,) = fared(both).tested
    assert (tested.coders, tested.sources) == (("ben",), ("Source:Report",))
    assert fared(trace("B", (None, {}), (20, HIT))).tested[0].coders == ("ana",)


def test_without_a_claim_instances_judge():
    stated = stated_in([(at(10), says("input = open"))])
    here = standings(instances(A=exhibits(bearing="refuting")))[0]
    seen = [Seen(None, case("A", input="open")), Seen(at(20), case("A", input="open"), here)]
    (tested,) = record(stated[0], {"Case:A": seen}).tested
    assert (tested.verdict, tested.settled) == (Verdict.MISS, ())


def test_cautions():
    hits = [trace(f"H{at_}", (None, {}), (20 + at_, HIT)) for at_ in range(6)]
    assert "no more often than guessing" in fared(*hits).note
    outside = [
        trace(f"O{at_}", (None, {}), (40 + at_, {"input": "paid", "scale": "small"})) for at_ in range(6)
    ]
    found = fared(*hits, *outside)
    assert (found.note, found.chance) == ("", pytest.approx(1 / 924))
    mixed = fared(*hits, outside[0], trace("M", (None, {}), (50, MISS)))
    assert "Dealt out at random" in mixed.note


STATES = st.lists(st.sampled_from([HIT, MISS, OUT, HALF, {}]), min_size=1, max_size=5)


@given(st.lists(STATES, max_size=5), st.integers(5, 25))
def test_every_case_that_is_judged_today_stands_in_one_place(histories, frozen):
    traces = [
        trace(
            f"N{number}",
            *((None if place == 0 else 10 + 3 * place, each) for place, each in enumerate(states)),
        )
        for number, states in enumerate(histories)
    ]
    found = fared(*traces, history=[(at(frozen), OPEN)])
    placed = [each.case for each in (*found.tested, *found.outside)] + [*found.before, *found.between]
    judged = [
        f"Case:N{number}"
        for number, each in enumerate(histories)
        if verdict(OPEN, case("x", **each[-1]), None)
    ]
    assert sorted(placed) == judged
    assert len(found.hits) + len(found.misses) == len(found.tested)
    assert found.misses_once <= len(found.misses)
    assert all(each.first.position > frozen for each in found.tested)
