"""The bias mirror."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from patterns.codings import Coding, Evidence
from patterns.comparison.bias import decades, mirror, shares, source_types
from patterns.comparison.resting import pages_of, rests_of
from tests.patterns.comparison.tables import coding

TITLES = ("A", "B", "C")


def test_cases_are_counted_in_every_aspect_and_those_that_say_nothing_are_named():
    found = mirror(TITLES, {}, {"region": {"A": ["Europe", "Asia"], "B": ["Europe"]}})
    (aspect,) = found.aspects
    assert [(each.value, each.number, each.share, each.cases) for each in aspect.counts] == [
        ("Europe", 2, Fraction(1), ("A", "B")),
        ("Asia", 1, Fraction(1, 2), ("A",)),
    ]
    assert aspect.without == ("C",)


def test_one_source_and_one_coder_are_warned_of():
    codings = {title: [coding("v", "x", source="The interview", coder="ana")] for title in TITLES}
    found = mirror(TITLES, rests_of(TITLES, codings), {})
    assert found.warnings == (
        "All codings that name a source rest on one: The interview. Find a second source for some of them.",
        "All codings that name a coder rest on one: ana. Ask a second person to code some cases blind.",
    )
    assert (found.codings, found.without_source, found.without_coder) == (3, 0, 0)
    assert (found.sources[0].value, found.sources[0].number) == ("The interview", 3)


def test_most_on_one_source_is_warned_of_and_half_is_not():
    two = [coding("v", "x", source="S"), coding("w", "x", source="S"), coding("u", "x", source="T")]
    assert (
        "67 % of the codings that name a source rest on S"
        in mirror(["A"], rests_of("A", {"A": two}), {}).warnings[0]
    )
    even = mirror(["A"], rests_of("A", {"A": two[1:]}), {}).warnings
    assert even == ("No coding names its coder.",)


def test_one_region_alone_and_a_blind_spot_are_warned_of():
    found = mirror(TITLES, {}, {"region": {"A": ["Europe"], "B": ["Europe"]}, "language": {"A": ["en"]}})
    assert found.warnings == (
        "All cases that name a region have the same one: Europe. What is found may hold there alone.",
        "2 of 3 cases name no language: the mirror is blind there.",
    )


def test_what_is_overrepresented_against_all_cases_is_said():
    facts = {"A": ["Europe"], "B": ["Europe"], "C": ["Europe"], "D": ["Asia"]}
    usual = {"region": shares({("Europe",): 3, ("Asia",): 7, (): 5})}
    found = mirror(["A", "B", "C", "D"], {}, {"region": facts}, usual)
    assert found.warnings == ("Region Europe: 75 % of these cases, 30 % of all.",)


def test_the_types_of_sources_are_an_aspect():
    codings = {"A": [Coding("v", "x", evidence=(Evidence("source", "The book", "Source:The book"),))]}
    rests = pages_of(rests_of(["A", "B"], codings))
    assert rests == {"A": {"Source:The book"}}
    types = source_types(rests, {"Source:The book": ["book"], "Source:Other": ["web page"]})
    assert types == {"A": ["book"]}


def test_years_and_dates_fall_into_decades():
    assert decades(["2001-02-03", "1999", "1990"]) == ("1990–1999", "2000–2009")
    assert decades(["no year", "20", ""]) == ()
    assert decades(["-0499", "0000", "0003"]) == ("10–1 BCE", "1–9", "500–491 BCE")


def test_no_cases_and_no_codings_say_nothing():
    found = mirror([], {}, {"region": {}})
    assert (found.cases, found.codings, found.warnings) == (0, 0, ())


NAMES = st.sampled_from(["S", "T", "U"])
VALUES = st.dictionaries(st.sampled_from(TITLES), st.lists(NAMES, max_size=3))


@given(VALUES, VALUES)
def test_every_case_is_counted_or_named_as_saying_nothing(facts, sources):
    codings = {title: [coding("v", "x", source=each) for each in found] for title, found in sources.items()}
    together = Counter(tuple(sorted(set(each))) for each in facts.values())
    found = mirror(TITLES, rests_of(TITLES, codings), {"region": facts}, {"region": shares(together)})
    (aspect,) = found.aspects
    assert {case for each in aspect.counts for case in each.cases} | set(aspect.without) == set(TITLES)
    assert all(each.share == each.usual for each in aspect.counts)
    assert sum(each.number for each in found.sources) + found.without_source == found.codings
