"""From codings to features."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.kinds import Field, Option, ValueType
from patterns.codings import Coding, Evidence
from patterns.comparison.features.scaling import Method, NoScaleError, Scale, propose_scale, scaled
from patterns.comparison.table import compare

STAGES = tuple(Option(f"https://example.org/{each}", each.title()) for each in ("germ", "growing", "parity"))


def field(key: str, kind: ValueType = ValueType.CHOICE, options: tuple[Option, ...] = ()) -> Field:
    return Field(key, f"https://example.org/{key}", key.title(), "", kind, options=options)


def coding(value: str = "", status: str = "present", key: str = "v") -> Coding:
    return Coding(key, value, value.title(), status)


def table(one: Field, *cells: list[Coding]):
    titles = [chr(ord("A") + number) for number in range(len(cells))]
    return compare([one], titles, dict(zip(titles, cells, strict=True)))


def features(found) -> dict[str, tuple[str, str]]:
    """Return {label: (cases that have it, cases that lack it)}."""
    context = found.context
    return {
        each.label: ("".join(context.titles(has)), "".join(context.titles(lacks)))
        for each, has, lacks in zip(context.features, context.has, context.lacks, strict=True)
    }


def test_a_feature_per_value_and_nothing_from_what_is_not_settled():
    contested, unknown = coding("x", "contested"), coding(status="unknown")
    found = scaled(table(field("v"), [coding("x")], [coding("y")], [contested], [unknown], []))
    assert features(found) == {"V: X": ("A", "B"), "V: Y": ("B", "A")}


def test_absence_is_a_feature_of_its_own_and_is_no_unknown():
    found = scaled(table(field("v"), [coding("x")], [coding("x", "absent")], [coding(status="absent")], []))
    assert features(found) == {
        "V: X": ("A", "BC"),
        "V: not X": ("B", "A"),
        "V: absent": ("C", "A"),
    }
    without = scaled(
        table(field("v"), [coding("x")], [coding("x", "absent")]), {"v": Scale("v", absence=False)}
    )
    assert features(without) == {"V: X": ("A", "B")}


def test_of_a_yes_or_no_question_yes_is_the_feature_unless_no_is_wanted_too():
    asked = table(
        field("v", ValueType.BOOLEAN), [coding("true")], [coding("false")], [coding(status="unknown")]
    )
    assert features(scaled(asked)) == {"V: yes": ("A", "B")}
    both = scaled(asked, {"v": Scale("v", absence=True)})
    assert features(both) == {"V: yes": ("A", "B"), "V: no": ("B", "A")}


def test_what_does_not_apply_is_a_feature_and_excludes_every_value():
    found = scaled(
        table(field("v"), [coding("x")], [coding(status="not-applicable")], [coding("x", "absent")])
    )
    assert features(found) == {
        "V: X": ("A", "BC"),
        "V: not X": ("C", "AB"),
        "V: not applicable": ("B", "AC"),
    }


def test_a_case_with_a_blank_beside_its_value_may_have_others_too():
    open_cell = [coding("x"), coding("z", "unknown")]
    found = scaled(table(field("v"), open_cell, [coding("y")]))
    assert features(found) == {"V: X": ("A", "B"), "V: Y": ("B", "")}


def test_what_is_said_and_denied_at_once_is_neither():
    found = scaled(
        table(
            field("v"),
            [coding("x"), coding("x", "absent")],
            [coding("x"), coding(status="absent")],
            [coding("x")],
            [coding("x", "absent")],
        )
    )
    assert features(found) == {"V: X": ("C", "D"), "V: not X": ("D", "C")}


def test_an_order_becomes_a_chain_with_and_without_below():
    ordered = field("v", options=STAGES)
    cells = [[coding("germ")], [coding("growing")], [coding("parity")], [coding("growing"), coding("parity")]]
    scale = propose_scale(table(ordered, *cells).rows[0], "ordinal-scale")
    assert scale == Scale("v", Method.ORDINAL, order=("germ", "growing", "parity"))
    assert features(scaled(table(ordered, *cells), {"v": scale})) == {
        "V: at least Growing": ("BCD", "A"),
        "V: at least Parity": ("C", "AB"),
    }
    both = Scale("v", Method.ORDINAL, order=scale.order, both=True)
    found = scaled(table(ordered, *cells), {"v": both})
    assert features(found)["V: below Parity"] == ("AB", "C")
    context = found.context
    below = context.numbers(["v<growing", "v<parity"])
    assert [each.key for each in context.named(context.strongest(below))] == ["v<growing"]


def test_years_are_later_or_before():
    years = table(field("v", ValueType.YEAR), [coding("1999")], [coding("2008")])
    scale = Scale("v", Method.INTERVAL, cuts=("2000",), both=True)
    assert features(scaled(years, {"v": scale})) == {
        "V: 2000 or later": ("B", "A"),
        "V: before 2000": ("A", "B"),
    }


@pytest.mark.parametrize(
    ("kind", "values", "cuts"),
    [
        (ValueType.INTEGER, ["1", "2", "30", "4", "50", "6"], ("4", "30")),
        (ValueType.DECIMAL, ["0.5", "0.5", "0.5", "2"], ("2",)),
        (ValueType.YEAR, ["1999", "2008"], ("2008",)),
        (ValueType.DATE, ["2008-05-01", "1999-01-02", "2020-02-02"], ("2008-05-01", "2020-02-02")),
        (ValueType.INTEGER, ["3", "3"], ()),
    ],
)
def test_cuts_of_numbers_are_proposed_and_saved(kind, values, cuts):
    one = table(field("v", kind), *([coding(each)] for each in values))
    assert propose_scale(one.rows[0]).cuts == cuts
    found = scaled(one)
    assert [each.key for each in found.context.features] == [f"v≥{each}" for each in cuts]
    assert found.scales[0].cuts == cuts


def test_a_fuzzy_scale_is_cut_where_it_crosses():
    one = table(field("v", ValueType.DECIMAL), [coding("0.2")], [coding("0.9")])
    scale = propose_scale(one.rows[0], "fuzzy-scale")
    assert features(scaled(one, {"v": scale})) == {"V: at least 0.5": ("B", "A")}


def test_a_number_that_does_not_apply_is_neither_high_nor_low_and_a_text_is_unknown():
    cells = [[coding("5")], [coding(status="not-applicable")], [coding("many")], [coding("1"), coding("9")]]
    scale = Scale("v", Method.INTERVAL, cuts=("3",), both=True)
    found = scaled(table(field("v", ValueType.INTEGER), *cells), {"v": scale})
    assert features(found) == {"V: at least 3": ("A", "B"), "V: not applicable": ("B", "ACD")}


@pytest.mark.parametrize("kind", [ValueType.TEXT, ValueType.PROSE, ValueType.URL])
def test_free_text_is_refused_with_a_sentence(kind):
    found = scaled(table(field("v", kind), [coding("yarn")], [coding("wool")]))
    assert not found.context.features
    (remark,) = found.remarks
    assert remark.refused
    assert remark.sentence.startswith("“V” is free text")


def test_a_variable_of_which_nothing_is_settled_is_refused_and_a_constant_one_called_so():
    (blank,) = scaled(table(field("v"), [coding(status="unknown")], [])).remarks
    assert (blank.refused, blank.sentence.split(".")[0]) == (
        True,
        "Nothing is settled of “V” for any of these cases",
    )
    (same,) = scaled(table(field("v"), [coding("x")], [coding("x")])).remarks
    assert (same.refused, "the same for all" in same.sentence) == (False, True)
    (uncut,) = scaled(table(field("v", ValueType.YEAR), [coding("2008")])).remarks
    assert "no cut between its values" in uncut.sentence


@pytest.mark.parametrize(
    ("kind", "scale", "words"),
    [
        (ValueType.INTEGER, Scale("v", Method.INTERVAL, cuts=("ten",)), "“ten” is no cut of “V”"),
        (ValueType.CHOICE, Scale("v", Method.INTERVAL), "There are no cuts of “V”"),
        (ValueType.CHOICE, Scale("v", Method.ORDINAL, order=("x",)), "needs two different options"),
        (ValueType.CHOICE, Scale("v", Method.ORDINAL, order=("x", "x")), "needs two different options"),
        (
            ValueType.CHOICE,
            Scale("v", Method.ORDINAL, order=("1", "2")),
            "“2” is no value of “V”.* Its values are: 1",
        ),
    ],
)
def test_a_scale_that_does_not_fit_is_refused(kind, scale, words):
    with pytest.raises(NoScaleError, match=words):
        scaled(table(field("v", kind), [coding("1")]), {"v": scale})


STATUSES = st.sampled_from(["present", "absent", "not-applicable", "unknown", "contested", ""])
CODED = st.builds(
    lambda value, status, coder: Coding("v", value, value, status, evidence=(Evidence("coder", coder),)),
    st.sampled_from(["", "x", "y", "z"]),
    STATUSES,
    st.sampled_from(["ana", "ben"]),
)


@given(st.lists(st.lists(CODED, max_size=3), max_size=6))
def test_no_case_has_and_lacks_a_feature_and_only_settled_cells_say_anything(cells):
    one = table(field("v"), *cells)
    found = scaled(one)
    settled = sum(1 << number for number, cell in enumerate(one.rows[0].cells) if cell.known is not None)
    for has, lacks in zip(found.context.has, found.context.lacks, strict=True):
        assert has
        assert not has & lacks
        assert (has | lacks) & ~settled == 0
