"""Published analyses with what R's package QCA makes of them; tests/patterns/comparison/qca has small twins."""

import csv
import json

import pytest

from patterns.comparison.qca.analysis import Settings, analyse
from patterns.comparison.qca.fit import members, necessity, sufficiency
from patterns.comparison.qca.necessity import necessary
from patterns.comparison.qca.sets import Condition, Sets
from patterns.comparison.qca.truthtable import CutOffs
from tests.shared import shared

pytestmark = pytest.mark.skipif(
    shared("analysis") is None,
    reason="the shared collections are not at hand; tests/patterns/comparison/qca has twins",
)
EXPECTED = sorted(shared("analysis").glob("qca_*/expected_*_incl*.json")) if shared("analysis") else []


def read(path):
    expected = json.loads(path.read_text(encoding="utf-8"))
    with (path.parent / "data.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    outcome = expected["outcome"].removeprefix("~")

    def column(name):
        return Condition(name, tuple(float(row[name]) for row in rows))

    sets = Sets(
        tuple(row["case"] for row in rows), tuple(map(column, expected["conditions"])), column(outcome)
    )
    return expected, sets.negated() if expected["outcome"].startswith("~") else sets


@pytest.fixture(scope="module", params=EXPECTED, ids=lambda path: f"{path.parent.name}/{path.stem}")
def analysed(request):
    expected, sets = read(request.param)
    cutoffs = CutOffs(expected["n.cut"], expected["incl.cut"], pri=expected["pri.cut"])
    expectations = {
        name: [value] for name, value in zip(sets.space.conditions, expected.get("dir.exp", []), strict=False)
    }
    expectations = {condition.name: values for condition, values in expectations.items()}
    return expected, analyse(sets, Settings(cutoffs, expectations))


def near(value):
    return pytest.approx(0 if value == "NA" else value, abs=1e-9)


def model_set(models):
    return {frozenset(each["terms"]) for each in models}


def ours(solution):
    return {frozenset(term.expression for term in model.terms) for model in solution.models}


def same_fits(solution, models):
    by_terms = {frozenset(term.expression for term in each.terms): each for each in solution.models}
    for expected in models:
        model = by_terms[frozenset(expected["terms"])]
        fits = {term.expression: fit for term, fit in zip(model.terms, model.fits, strict=True)}
        for each in expected["fit"]:
            fit = fits[each["term"]]
            assert [fit.inclusion, fit.pri, fit.coverage] == [
                near(each[name]) for name in ("inclS", "PRI", "covS")
            ]
            if each["covU"] != "NA":
                assert fit.unique == near(each["covU"])
        whole = expected["solution"]
        assert [model.fit.inclusion, model.fit.pri, model.fit.coverage] == [
            near(whole[name]) for name in ("inclS", "PRI", "covS")
        ]


def test_there_are_analyses():
    assert len(EXPECTED) >= 11


def test_the_truth_table(analysed):
    expected, analysis = analysed
    assert [
        (row.number, str(row.output), len(row.cases), ",".join(row.cases)) for row in analysis.table.rows
    ] == [(row["row"], row["OUT"], row["n"], row["cases"]) for row in expected["truth_table"]]
    for row, other in zip(analysis.table.rows, expected["truth_table"], strict=True):
        assert [row.inclusion, row.pri] == [near(other["incl"]), near(other["PRI"])]


@pytest.mark.parametrize("kind", ["conservative", "parsimonious"])
def test_the_solutions(analysed, kind):
    expected, analysis = analysed
    solution = getattr(analysis, kind)
    assert ours(solution) == model_set(expected[kind])
    assert solution.count == len(expected[kind])
    assert solution.proven
    same_fits(solution, expected[kind])
    assert {term.expression for term in solution.primes} == set(expected[f"{kind}_primes"])


def test_all_irredundant_models(analysed):
    expected, analysis = analysed
    everything = {frozenset(each) for each in expected.get("parsimonious_all_irredundant", [])}
    if everything:
        solution = analysis.parsimonious
        further = {frozenset(term.expression for term in each) for each in solution.further}
        assert ours(solution) | further == everything
        assert solution.count + solution.further_count == len(everything)


def test_the_simplifying_assumptions(analysed):
    expected, analysis = analysed
    by_model = dict(zip(analysis.parsimonious.models, analysis.assumptions, strict=True))
    for number, model in enumerate(expected["parsimonious"], 1):
        terms = set(model["terms"])
        found = next(
            rows for each, rows in by_model.items() if {term.expression for term in each.terms} == terms
        )
        assert list(found.rows) == expected["simplifying_assumptions"][f"M{number}"]


def test_the_intermediate_solutions(analysed):
    expected, analysis = analysed
    long, short = analysis.conservative.models, analysis.parsimonious.models

    def key(model):
        return frozenset(term.expression for term in model.terms)

    by_pair = {
        (key(long[each.conservative]), key(short[each.parsimonious])): each for each in analysis.intermediate
    }
    assert len(by_pair) == len(expected.get("intermediate", {}))
    for each in expected.get("intermediate", {}).values():
        found = by_pair[frozenset(each["c.sol"]), frozenset(each["p.sol"])]
        assert ours(found.solution) == model_set(each["models"])
        same_fits(found.solution, each["models"])
        assert list(found.easy.rows) == each["EC"]
        assert list(found.refused.rows) == each["DC"]


def test_single_conditions(analysed):
    expected, analysis = analysed
    sets = analysis.sets
    masks = {
        sets.space.term(bit).expression: bit
        for place in range(len(sets.conditions))
        for bit in (sets.space.bit(place, 0), sets.space.bit(place, 1))
    }
    for each in expected["necessity_single"]:
        need = necessity(members(sets, masks[each["expr"]]), sets.outcome.scores)
        assert [need.inclusion, need.coverage, need.relevance] == [
            near(each[name]) for name in ("inclN", "covN", "RoN")
        ]
    for each in expected["sufficiency_single"]:
        fit = sufficiency(members(sets, masks[each["expr"]]), sets.outcome.scores)
        assert [fit.inclusion, fit.pri, fit.coverage] == [
            near(each[name]) for name in ("inclS", "PRI", "covS")
        ]


def test_necessary_combinations(analysed):
    expected, analysis = analysed
    if "superSubset_necessity" not in expected:
        return
    cuts = expected["superSubset_necessity"]
    found = necessary(analysis.sets, cuts["incl.cut"])
    kept = {
        each.expression: each.need
        for each in found.found
        if not each.trivial and each.need.coverage >= cuts["cov.cut"] - 1e-9
    }
    assert set(kept) == {each["expr"] for each in cuts["rows"]}
    for each in cuts["rows"]:
        need = kept[each["expr"]]
        assert [need.inclusion, need.coverage, need.relevance] == [
            near(each[name]) for name in ("inclN", "covN", "RoN")
        ]
