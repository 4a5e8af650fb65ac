import pytest
from hypothesis import given
from hypothesis import strategies as st

from patterns.comparison.qca.sets import BadSets, Condition, Literal, Sets, Space, Term


def sets(*conditions, outcome=(1, 0)):
    return Sets(("a", "b"), conditions, Condition("Y", outcome))


@pytest.mark.parametrize(
    "build",
    [
        sets,
        lambda: sets(Condition("A", (1, 0)), Condition("A", (1, 0))),
        lambda: sets(Condition("Y", (1, 0))),
        lambda: sets(Condition("A", (1,))),
        lambda: sets(Condition("A", (1, 1.5))),
        lambda: sets(Condition("A", (1, 3), levels=3)),
        lambda: sets(Condition("A", (1, 0.5), levels=3)),
        lambda: Sets(("a", "a"), (Condition("A", (1, 0)),), Condition("Y", (1, 0))),
        lambda: Sets(("a",), (Condition("A", (1,)),), Condition("Y", (1,), levels=3)),
    ],
)
def test_what_does_not_fit_together_is_refused_in_words(build):
    with pytest.raises(BadSets, match=r"^[A-Z'].*\.$"):
        build()


def test_negating_twice_gives_the_same():
    condition = Condition("A", (0.1, None, 0.7))
    assert condition.negated().scores == (0.9, None, 0.3)
    assert condition.negated().name == "~A"
    assert condition.negated().negated() == condition


def test_cases_are_left_out():
    left = sets(Condition("A", (1, 0)), outcome=(1, None)).without([0])
    assert left.cases == ("b",)
    assert left.conditions[0].scores == (0,)
    assert left.without_outcome == (0,)


def test_corners():
    space = Space(
        (
            Condition("A", (0.6, 0.5, None, 1)),
            Condition("B", (2, 1, 0, None), levels=3, labels=("none", "some", "much")),
        )
    )
    assert space.term(space.corner(0)).expression == "A*B[2]"
    assert space.term(space.corner(0)).words == "A present, B is much"
    assert space.corner(1) is None
    assert space.term(space.corner(2)).expression == "B[0]"
    assert space.term(space.corner(3)).expression == "A"
    assert space.number(space.corner(3)) is None


@given(st.integers(1, 36))
def test_rows_are_numbered_with_the_first_condition_most_significant(number):
    space = Space(tuple(Condition(str(place), (), levels) for place, levels in enumerate((2, 3, 2, 3))))
    assert space.rows == 36
    assert space.number(space.row(number)) == number
    assert space.mask(space.term(space.row(number))) == space.row(number)


def test_a_term_of_other_conditions_is_refused():
    space = Space((Condition("A", (1,)),))
    with pytest.raises(BadSets):
        space.mask(Term((Literal("B", 1),)))


def test_two_values_of_one_condition_are_no_term():
    space = Space((Condition("A", ()), Condition("B", (), 3)))
    assert space.consistent(space.bit(0, 1) | space.bit(1, 2))
    assert not space.consistent(space.bit(0, 0) | space.bit(0, 1))
    assert not space.consistent(space.bit(1, 0) | space.bit(1, 2))
    assert space.consistent(space.bit(0, 1) | space.bit(1, 0))


def test_the_empty_term_is_every_case():
    assert Term(()).expression == "1"
    assert Term(()).words == "always"
