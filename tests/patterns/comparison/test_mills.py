"""Most similar with different outcome, most different with same outcome."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from ontology.kinds import ValueType
from patterns.comparison.mills import Design, pairs
from tests.patterns.comparison.tables import cases, tables

SIMILAR, DIFFERENT = Design.MOST_SIMILAR, Design.MOST_DIFFERENT
TABLE = cases(
    {
        "A": "p=1 q=1 r=1 s=1 end=lives",
        "B": "p=1 q=1 r=1 s=2 end=dies",
        "C": "p=2 q=2 r=1 s=2 end=lives",
        "D": "p=1 q=1 r=1 s=2 end=lives",
        "E": "p=1 q=? r=? s=? end=dies",
        "F": "p=1 q=1 r=1 s=1 end=?",
    }
)


def named(found) -> list[tuple[str, str]]:
    return [(each.one, each.other) for each in found.found]


def test_nearly_the_same_cases_that_end_differently():
    found = pairs(TABLE, "end", SIMILAR)
    assert named(found) == [("B", "D"), ("A", "B"), ("B", "C")]
    assert found.found[0].sentence() == (
        "B and D are coded alike and end differently: name a condition that tells them apart."
    )
    pair = found.found[1]
    assert [(each.label, each.one, each.other) for each in pair.differ] == [("S", ("1",), ("2",))]
    assert pair.sentence() == "A and B end differently and differ in S alone."


def test_many_differences_explain_nothing_alone():
    table = cases({"A": "p=1 q=1 r=1 s=1 t=1 end=x", "B": "p=2 q=2 r=2 s=2 t=1 end=y"})
    (pair,) = pairs(table, "end", SIMILAR).found
    assert pair.sentence().startswith("A and B end differently and differ in 4 of 5 conditions: ")


def test_unlike_cases_that_end_alike():
    found = pairs(TABLE, "end", DIFFERENT)
    assert named(found)[0] == ("A", "C")
    assert found.found[0].sentence() == "A and C end alike and share R; they differ in 3 of 4 conditions."


def test_what_is_unknown_never_distinguishes_and_hardly_known_pairs_are_left_out():
    assert all("E" not in pair for pair in named(pairs(TABLE, "end", SIMILAR)))
    found = pairs(TABLE, "end", SIMILAR, least=Fraction(1, 4))
    pair = next(each for each in found.found if each.other == "E" and each.one == "A")
    assert (pair.compared, set(pair.unknown)) == (1, {"q", "r", "s"})
    assert all("F" not in pair for pair in named(found))


def test_conditions_can_be_chosen():
    found = pairs(TABLE, "end", SIMILAR, conditions=["s"], most=1)
    (pair,) = found.found
    assert [each.field for each in (*pair.differ, *pair.share)] == ["s"]


def test_what_cannot_be_answered_is_said():
    assert "is no variable" in pairs(TABLE, "weather", SIMILAR).remark
    assert "no conditions" in pairs(TABLE, "end", SIMILAR, conditions=[]).remark
    text = cases({"A": "p=1 end=well", "B": "p=1 end=badly"}, {"end": ValueType.TEXT})
    assert "is free text" in pairs(text, "end", SIMILAR).remark
    alike = cases({"A": "p=1 end=x", "B": "p=2 end=x"})
    assert "known to end differently" in pairs(alike, "end", SIMILAR).remark
    assert pairs(alike, "end", DIFFERENT).remark == ""


def slow(table, outcome, similar, least) -> set[frozenset[str]]:
    ends = next(row for row in table.rows if row.field.key == outcome)
    rows = [row for row in table.rows if row is not ends]
    found = set()
    for one in range(len(table.titles)):
        for other in range(one):
            left, right = ends.cells[one].known, ends.cells[other].known
            known = sum(
                row.cells[one].known is not None and row.cells[other].known is not None for row in rows
            )
            if (
                None not in (left, right)
                and (left != right) is similar
                and known
                and known >= least * len(rows)
            ):
                found.add(frozenset({table.titles[one], table.titles[other]}))
    return found


@given(tables(), st.sampled_from([SIMILAR, DIFFERENT]), st.sampled_from([Fraction(0), Fraction(1, 2)]))
def test_all_pairs_of_the_design_are_found_best_first(table, design, least):
    found = pairs(table, "v0", design, most=99, least=least).found
    assert {frozenset({each.one, each.other}) for each in found} == slow(
        table, "v0", design is SIMILAR, least
    )
    shares = [Fraction(len(each.differ), each.compared) for each in found]
    assert shares == sorted(shares, reverse=design is DIFFERENT)
    for each in found:
        assert len(each.differ) + len(each.share) + len(each.unknown) == len(table.rows) - 1


def test_a_sentence_names_eight_variables_at_most():
    many = " ".join(f"v{number}=x" for number in range(10))
    table = cases({"A": f"{many} end=yes", "B": f"{many} end=yes"})
    (pair,) = pairs(table, "end", Design.MOST_DIFFERENT).found
    assert "V7 and 2 more; they differ in 0 of 10 conditions." in pair.sentence()
