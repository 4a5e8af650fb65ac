"""When a page stated which signature."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from patterns.scorecard.freezing import Moment, meant, stated_in
from patterns.scorecard.signature import Signature, signature
from tests.patterns.scorecard.saying import FIELDS

MONDAY = datetime(2026, 3, 2, 12, tzinfo=UTC)


def at(position: int, batch: int | None = None) -> Moment:
    return Moment(position, MONDAY + timedelta(days=position), "ana", "Pattern:Talk", batch)


def says(conditions: str = "", claims: str = "") -> Signature:
    return signature(conditions.split(";") if conditions else [], [claims] if claims else [], FIELDS)


OPEN, PAID, NONE = says("input = open", "scale = large"), says("input = paid", "scale = large"), says()


def test_wording_and_order_do_not_matter_and_values_do():
    one = says("input = open; materiality = immaterial")
    assert meant(one) == meant(says("Materiality of the good is Immaterial; INPUT is open"))
    assert meant(one) != meant(says("input = open"))
    assert meant(OPEN) != meant(says("input != open", "scale = large"))
    assert meant(says("input = open | paid")) == meant(says("input = paid | open"))


def test_a_signature_is_frozen_by_the_revision_that_first_said_it_whole():
    history = [(at(1), NONE), (at(3), says("input = open")), (at(5), OPEN), (at(9), OPEN)]
    present, earlier = stated_in(history)
    assert (present.frozen.position, present.present) == (5, True)
    assert (earlier.frozen.position, earlier.present) == (3, False)
    assert [present.covers(at(each)) for each in (4, 5, 6, 99)] == [False, False, True, True]
    assert [earlier.covers(at(each)) for each in (3, 4, 5, 6)] == [False, True, False, False]


def test_a_signature_stated_again_goes_on_where_it_was():
    history = [(at(1), OPEN), (at(5), PAID), (at(9), NONE), (at(12), OPEN)]
    present, earlier = stated_in(history)
    assert present.frozen.position == 1
    assert [present.covers(at(each)) for each in (2, 6, 10, 13)] == [True, False, False, True]
    assert [earlier.covers(at(each)) for each in (2, 6, 10)] == [False, True, False]


def test_what_the_same_import_brought_is_not_later():
    (stated,) = stated_in([(at(2, batch=7), OPEN)])
    assert not stated.covers(at(5, batch=7))
    assert stated.covers(at(5, batch=8))


def test_nothing_stated_is_nothing_frozen():
    assert stated_in([]) == ()
    assert stated_in([(at(1), NONE), (at(2), NONE)]) == ()


@given(st.lists(st.sampled_from([OPEN, PAID, NONE]), max_size=9))
def test_every_moment_is_covered_by_the_signature_that_was_stated_then_and_no_other(said):
    history = [(at(2 * place), each) for place, each in enumerate(said)]
    found = stated_in(history)
    for place, each in enumerate(said):
        covering = [one for one in found if one.covers(at(2 * place + 1))]
        assert [meant(one.signature) for one in covering] == ([meant(each)] if each else [])
    assert [one.present for one in found] == ([bool(said and said[-1])] + [False] * len(found))[: len(found)]
