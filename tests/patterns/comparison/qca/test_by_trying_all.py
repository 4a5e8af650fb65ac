"""Solutions of small tables, held to what trying everything finds."""

from itertools import combinations, product

from hypothesis import given, settings
from hypothesis import strategies as st

from patterns.comparison.hitting import Steps, bits
from patterns.comparison.qca.analysis import Settings, analyse
from patterns.comparison.qca.covers import Chart
from patterns.comparison.qca.intermediate import expected_literals
from patterns.comparison.qca.sets import Condition, Sets
from patterns.comparison.qca.truthtable import Output

NAMES = "ABCD"


@st.composite
def tables(draw, unknown=False, most_levels=3):
    """Cases with two to four conditions, two or three values each, some unknown."""
    levels = draw(st.lists(st.integers(2, most_levels), min_size=2, max_size=4))
    cells = [st.integers(0, each - 1) for each in levels]
    if unknown:
        cells = [st.one_of(st.none(), each) for each in cells]
    cases = draw(st.lists(st.tuples(*cells, st.integers(0, 1)), min_size=1, max_size=7))
    conditions = tuple(
        Condition(name, tuple(case[place] for case in cases), level)
        for place, (name, level) in enumerate(zip(NAMES, levels, strict=False))
    )
    outcome = Condition("Y", tuple(case[-1] for case in cases))
    return Sets(tuple(str(place) for place in range(len(cases))), conditions, outcome)


def all_terms(space):
    """Every combination of values of some conditions."""
    for values in product(*([None, *range(each.levels)] for each in space.conditions)):
        yield sum(space.bit(place, value) for place, value in enumerate(values) if value is not None)


def all_rows(space, mask=0):
    """Every full row within a term."""
    choices = [list(bits(mask & block) if mask & block else bits(block)) for block in space.blocks]
    return [sum(each) for each in product(*choices)]


def shortest(masks):
    found = set(masks)
    return {each for each in found if not any(other != each and other & each == other for other in found)}


def inside(row, term):
    return row & term == term


def masks_of(space, terms):
    return {space.mask(each) for each in terms}


def smallest_covers(primes, rows):
    """Every choice of the fewest terms that covers what can be covered."""
    rows = [row for row in rows if any(inside(row, term) for term in primes)]
    for size in range(len(rows) + 1):
        found = {
            frozenset(chosen)
            for chosen in combinations(sorted(primes), size)
            if all(any(inside(row, term) for term in chosen) for row in rows)
        }
        if found:
            return found if size else set()
    return set()


def models(solution):
    return {frozenset(each.masks) for each in solution.models}


@settings(max_examples=150, deadline=None)
@given(tables())
def test_parsimonious(sets):
    analysis = analyse(sets)
    positive = [row.mask for row in analysis.table.positive]
    negative = [row.mask for row in analysis.table.negative]
    primes = shortest(
        term
        for term in all_terms(sets.space)
        if any(inside(row, term) for row in positive) and not any(inside(row, term) for row in negative)
    )
    if negative:
        assert masks_of(sets.space, analysis.parsimonious.primes) == primes
        assert models(analysis.parsimonious) == smallest_covers(primes, positive)
    assert analysis.parsimonious.proven


@settings(max_examples=150, deadline=None)
@given(tables())
def test_conservative(sets):
    analysis = analyse(sets)
    positive = {row.mask for row in analysis.table.positive}
    primes = shortest(term for term in all_terms(sets.space) if set(all_rows(sets.space, term)) <= positive)
    assert masks_of(sets.space, analysis.conservative.primes) == primes
    assert models(analysis.conservative) == smallest_covers(primes, positive)
    assert {
        row
        for model in analysis.conservative.models
        for mask in model.masks
        for row in all_rows(sets.space, mask)
    } == positive


@settings(max_examples=100, deadline=None)
@given(tables(), st.data())
def test_intermediate(sets, data):
    expectations = {
        each.name: data.draw(st.lists(st.integers(0, each.levels - 1), max_size=2))
        for each in sets.conditions
    }
    analysis = analyse(sets, Settings(expectations=expectations))
    space = sets.space
    expected = expected_literals(space, expectations)
    observed = {row.mask for row in analysis.table.rows if row.output is not Output.REMAINDER}
    for each in analysis.intermediate:
        long = analysis.conservative.models[each.conservative].masks
        short = analysis.parsimonious.models[each.parsimonious].masks
        dropped = [mask & (part | expected) for mask in long for part in short if inside(mask, part)]
        easy = {row for row in all_rows(space) if any(inside(row, term) for term in dropped)} - observed
        used = easy | {row.mask for row in analysis.table.positive}
        primes = shortest(term for term in all_terms(space) if set(all_rows(space, term)) <= used)
        assert masks_of(space, each.solution.primes) == primes
        assert models(each.solution) == smallest_covers(primes, [row.mask for row in analysis.table.positive])
        assert [space.row(number) for number in each.easy.rows] == sorted(easy, key=space.number)
        refused = (
            {row for row in all_rows(space) if any(inside(row, term) for term in short)} - observed - easy
        )
        assert each.refused.total == len(refused)


def completions(space, mask):
    return all_rows(space, mask)


@settings(max_examples=150, deadline=None)
@given(tables(unknown=True))
def test_sound_terms_hold_whatever_the_blanks_turn_out_to_be(sets):
    analysis = analyse(sets)
    space = sets.space
    positive = [row.mask for row in analysis.table.positive]
    negative = [row.mask for row in analysis.table.negative]
    if not negative:
        return

    def holds(term):
        sure = any(all(inside(full, term) for full in completions(space, row)) for row in positive)
        return sure and not any(inside(full, term) for row in negative for full in completions(space, row))

    assert masks_of(space, analysis.parsimonious.primes) == shortest(filter(holds, all_terms(space)))


@settings(max_examples=150, deadline=None)
@given(tables(unknown=True))
def test_optimistic_terms_hold_if_the_blanks_turn_out_well(sets):
    analysis = analyse(sets)
    space = sets.space
    positive = [row.mask for row in analysis.table.positive]
    negative = [row.mask for row in analysis.table.negative]
    if not negative or analysis.optimistic is None:
        return

    def may_hold(term):
        some = any(any(inside(full, term) for full in completions(space, row)) for row in positive)
        return some and all(
            any(not inside(full, term) for full in completions(space, row)) for row in negative
        )

    assert masks_of(space, analysis.optimistic.primes) == shortest(filter(may_hold, all_terms(space)))


@settings(max_examples=100, deadline=None)
@given(tables(unknown=True))
def test_conservative_terms_with_blanks_have_observed_rows_alone(sets):
    analysis = analyse(sets)
    space = sets.space
    negative = [full for row in analysis.table.negative for full in completions(space, row.mask)]
    positive = {row.mask for row in analysis.table.positive if space.is_full(row.mask)} - set(negative)
    primes = shortest(term for term in all_terms(space) if set(all_rows(space, term)) <= positive)
    assert masks_of(space, analysis.conservative.primes) == primes


@given(
    st.lists(st.integers(0, 31), min_size=1, max_size=6, unique=True),
    st.lists(st.integers(0, 31), min_size=1, max_size=6, unique=True),
)
def test_all_irredundant_covers(terms, rows):
    found = Chart(sorted(terms), rows).irredundant(Steps(100_000), 1000)
    coverable = [row for row in rows if any(row & term == term for term in terms)]
    useful = [term for term in terms if any(row & term == term for row in rows)]

    def covers(chosen):
        return all(any(row & term == term for term in chosen) for row in coverable)

    expected = {
        frozenset(chosen)
        for size in range(1, len(useful) + 1)
        for chosen in combinations(useful, size)
        if covers(chosen) and not any(covers([each for each in chosen if each != left]) for left in chosen)
    }
    assert {frozenset(each) for each in found.models} == expected
    assert found.count == len(expected)
    assert found.proven
