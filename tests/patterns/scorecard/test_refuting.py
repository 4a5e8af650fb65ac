"""What would refute a signature: cases to code, configurations to look for, rival formulas."""

from __future__ import annotations

from itertools import combinations, product

from hypothesis import given
from hypothesis import strategies as st

from patterns.scorecard.instances import standings
from patterns.scorecard.refuting import NO_HIT, NOTHING_KEPT_OUT, Refuters, refuters
from patterns.scorecard.signature import Proposition, Sign, all_hold
from tests.patterns.scorecard.saying import FIELDS, GOOD, INPUT, SCALE, case, exhibits, instances
from tests.patterns.scorecard.test_freezing import says

OPEN = says("input = open", "scale = large")


def found(*cases, signature=OPEN, judged=None) -> Refuters:
    return refuters(signature, cases, judged or {}, FIELDS)


def test_cases_to_code_begin_with_those_nearest_to_a_miss():
    hit = case("Hit", input="open", scale="large")
    result = found(
        hit,
        case("Nothing", materiality="material"),
        case("Fails", scale="small"),
        case("Holds", input="open", scale="?"),
        case("Cannot", scale="large"),
        case("Outside", input="paid"),
        case("Miss", input="open", scale="small"),
    )
    assert [
        (each.case, [one.key for one in each.fields], each.given, each.claim) for each in result.breaking
    ] == [
        ("Case:Holds", ["scale"], True, None),
        ("Case:Fails", ["input"], None, False),
        ("Case:Nothing", ["input", "scale"], None, None),
    ]


def test_without_a_claim_the_instance_is_what_is_missing():
    signature = says("input = open")
    judged = {each.case: each for each in standings(instances(A=exhibits()))}
    result = found(case("A", input="open"), case("B", input="open"), signature=signature, judged=judged)
    assert [(each.case, each.fields) for each in result.breaking] == [("Case:B", ())]


def test_alternatives_that_no_case_tested_are_to_be_looked_for():
    either = says("input = open | paid; materiality = immaterial", "scale = large")
    result = found(
        case("A", input="open", materiality="immaterial", scale="large"),
        case("B", input="paid", materiality="immaterial"),
        signature=either,
    )
    assert [(each.words, each.cases, each.known) for each in result.unseen] == [
        ("input = paid and materiality of the good = immaterial", ("Case:B",), 1)
    ]


def test_what_is_excluded_stands_for_all_other_values():
    result = found(
        case("A", scale="large", input="open"), signature=says("scale is not small", "input = open")
    )
    assert [each.words for each in result.unseen] == ["scale = nested"]


def test_a_signature_that_was_never_tested_is_to_be_looked_for_itself():
    assert [each.words for each in found(case("A", input="paid", scale="large")).unseen] == ["input = open"]


def test_contexts_that_cases_have_and_no_tested_one():
    result = found(
        case("A", input="open", scale="large", materiality="immaterial"),
        case("B", input="open", materiality="material"),
        case("C", input="paid", scale="large", materiality="material"),
    )
    assert [(each.words, each.cases, each.known) for each in result.unseen] == [
        ("materiality of the good = material", ("Case:B",), 2)
    ]


def test_a_rival_holds_in_all_hits_and_keeps_out_the_same_cases():
    result = found(
        case("A", input="open", scale="large", materiality="immaterial"),
        case("B", input="open", scale="large", materiality="immaterial"),
        case("C", input="paid", scale="small", materiality="material"),
        case("M", input="open", scale="small", materiality="immaterial"),
    )
    (rival,) = result.rivals
    assert (rival.words, rival.misses, rival.unknown, rival.part) == (
        "materiality of the good = immaterial",
        ("Case:M",),
        (),
        False,
    )
    assert (result.note, result.complete) == ("", True)


def test_a_rival_that_rests_on_unknown_cells_names_them():
    result = found(
        case("A", input="open", scale="large", materiality="immaterial"),
        case("B", input="open", scale="large"),
        case("C", input="paid", scale="small", materiality="material"),
    )
    (rival,) = result.rivals
    assert rival.unknown == (("Case:B", GOOD),)


def test_fewer_conditions_that_do_as_well_are_a_rival():
    both = says("input = open; materiality = immaterial", "scale = large")
    result = found(
        case("A", input="open", scale="large", materiality="immaterial"),
        case("C", input="paid", scale="small", materiality="material"),
        signature=both,
    )
    assert [(each.words, each.part) for each in result.rivals] == [
        ("input = open", True),
        ("materiality of the good = immaterial", True),
    ]


def test_why_there_are_no_rivals():
    assert found(case("A", input="paid")).note == NO_HIT
    assert found(case("A", input="open", scale="large")).note == NOTHING_KEPT_OUT
    unknown = found(case("A", input="open", scale="large"), case("B", input="paid", scale="small"))
    assert unknown.rivals == ()
    assert "No other formula of up to 3 conditions" in unknown.note


CASES = st.lists(
    st.fixed_dictionaries(
        {
            "input": st.sampled_from(["open", "paid", "?"]),
            "scale": st.sampled_from(["small", "large", "nested", "?"]),
            "materiality": st.sampled_from(["material", "immaterial", "?"]),
        }
    ),
    max_size=7,
)


@given(CASES)
def test_rivals_are_the_shortest_formulas_that_do_as_well(said):
    """Against going through all formulas of the other variables one by one."""
    signature = says("input = open", "materiality = immaterial")
    cases = [case(f"N{at}", **each) for at, each in enumerate(said)]
    result = refuters(signature, cases, {}, FIELDS)
    hits, kept_out = [], []
    for each in cases:
        given, claim = all_hold(signature.conditions, each), all_hold(signature.claims, each)
        hits += [each] * (given is True and claim is True)
        kept_out += [each] * (given is False and claim is False)
    literals = [
        Proposition(field, Sign.IS, (option,), (option,))
        for field, options in ((INPUT, ("open", "paid")), (SCALE, ("small", "large", "nested")))
        for option in options
    ]

    def does(tests) -> bool:
        holds = [[test.holds(one.cell(test.field.key)) for one in hits] for test in tests]
        may = all(False not in each and 2 * each.count(True) >= len(each) for each in holds)
        return may and all(all_hold(tests, each) is False for each in kept_out)

    wanted = set()
    if hits and kept_out:
        good = [frozenset(one) for size in (1, 2) for one in combinations(literals, size) if does(one)]
        wanted = {one for one in good if not any(other < one for other in good)}
        wanted = {frozenset((each.field.key, each.values) for each in one) for one in wanted}
        wanted.discard(frozenset({("input", ("open",))}))
    assert {frozenset((one.field.key, one.values) for one in each.tests) for each in result.rivals} == wanted


@given(CASES)
def test_coding_a_breaking_case_can_make_a_miss(said):
    cases = [case(f"N{at}", **each) for at, each in enumerate(said)]
    for each in found(*cases).breaking:
        before = next(one for one in cases if one.title == each.case)
        known = {key: each for key, each in said[int(each.case[6:])].items() if each != "?"}
        ways = [
            {**known, **dict(zip([field.key for field in each.fields], values, strict=True))}
            for values in product(*([option.label for option in field.options] for field in each.fields))
        ]
        assert before.title == each.case
        assert any(
            all_hold(OPEN.conditions, case("x", **way)) and all_hold(OPEN.claims, case("x", **way)) is False
            for way in ways
        )
