"""Published analyses; the fixture names the source of every table and result."""

import json
from pathlib import Path

import pytest

from patterns.comparison.qca.analysis import Settings, analyse
from patterns.comparison.qca.fit import members, sufficiency
from patterns.comparison.qca.sets import Condition, Sets
from patterns.comparison.qca.truthtable import CutOffs

FIXTURE = Path(__file__).resolve().parents[3] / "fixtures" / "qca" / "published.json"
TABLES = json.loads(FIXTURE.read_text(encoding="utf-8"))
ANALYSES = [(table, each) for table in TABLES for each in table["analyses"]]


def sets_of(table):
    conditions = [
        Condition(each["name"], tuple(each["scores"]), each["levels"]) for each in table["conditions"]
    ]
    outcome = Condition(table["outcome"]["name"], tuple(table["outcome"]["scores"]))
    return Sets(tuple(table["cases"]), tuple(conditions), outcome)


@pytest.fixture(
    scope="module",
    params=ANALYSES,
    ids=lambda pair: f"{pair[0]['name']}{' negated' * pair[1].get('negated', False)}",
)
def pair(request):
    table, expected = request.param
    sets = sets_of(table)
    sets = sets.negated() if expected.get("negated") else sets
    cutoffs = CutOffs(expected.get("cases", 1), expected["inclusion"], expected.get("exclusion"))
    return expected, analyse(sets, Settings(cutoffs, expected.get("expectations", {})))


def terms(model):
    return frozenset(each.expression for each in model.terms)


def rounded(fit):
    return [round(each, 3) for each in (fit.inclusion, fit.pri, fit.coverage)]


@pytest.mark.parametrize("kind", ["conservative", "parsimonious"])
def test_the_models(pair, kind):
    expected, analysis = pair
    if kind in expected:
        found = getattr(analysis, kind)
        assert {terms(each) for each in found.models} == {frozenset(each) for each in expected[kind]}
        assert found.count == len(expected[kind])


def test_the_fit_of_terms_and_models(pair):
    expected, analysis = pair
    for kind in ("parsimonious", "conservative"):
        for number, model in enumerate(expected.get(kind, [])):
            found = next(each for each in getattr(analysis, kind).models if terms(each) == frozenset(model))
            fits = {term.expression: fit for term, fit in zip(found.terms, found.fits, strict=True)}
            for term, fit in fits.items():
                if term in expected.get("fits", {}):
                    assert rounded(fit) == expected["fits"][term]
            if kind == "parsimonious" and "unique" in expected:
                for term, unique in expected["unique"][number].items():
                    assert round(fits[term].unique, 3) == unique
            if kind == "parsimonious" and "whole" in expected:
                assert rounded(found.fit) == expected["whole"][number]


def test_the_prime_implicants_and_the_core(pair):
    expected, analysis = pair
    solution = analysis.parsimonious
    if "primes" in expected:
        assert {each.expression for each in solution.primes} == set(expected["primes"])
        assert {each.expression for each in solution.core} == set(expected["core"])


def test_the_simplifying_assumptions(pair):
    expected, analysis = pair
    for model, rows in zip(expected.get("parsimonious", []), expected.get("assumptions", []), strict=False):
        place = next(
            place
            for place, each in enumerate(analysis.parsimonious.models)
            if terms(each) == frozenset(model)
        )
        assert list(analysis.assumptions[place].rows) == rows
        assert analysis.assumptions[place].total == len(rows)


def test_the_intermediate_solution(pair):
    expected, analysis = pair
    if "intermediate" not in expected:
        return
    for place, each in enumerate(analysis.intermediate):
        assert {terms(model) for model in each.solution.models} == {
            frozenset(m) for m in expected["intermediate"]
        }
        if "easy" in expected:
            assert list(each.easy.rows) == expected["easy"][place]
        model = each.solution.models[0]
        fits = {term.expression: rounded(fit) for term, fit in zip(model.terms, model.fits, strict=True)}
        assert fits == expected["intermediate_fits"]
        assert rounded(model.fit) == expected["intermediate_whole"]


def test_the_rows(pair):
    expected, analysis = pair
    if "rows" in expected:
        found = [
            [row.number, str(row.output), len(row.cases), round(row.inclusion, 3)]
            for row in analysis.table.rows
        ]
        assert [each for each in found if each[0] in {row[0] for row in expected["rows"]}] == expected["rows"]


def test_a_formula_measured_against_the_negation():
    table = next(each for each in TABLES if each["name"] == "Emmenegger")
    sets = sets_of(table).negated()
    found = {}
    for expression in ("S*R*~V", "S*C*R*P", "S*L*R*P", "C*L*P*~V"):
        mask = 0
        for part in expression.split("*"):
            place = next(p for p, each in enumerate(sets.conditions) if each.name == part.removeprefix("~"))
            mask |= sets.space.bit(place, int(not part.startswith("~")))
        found[expression] = rounded(sufficiency(members(sets, mask), sets.outcome.scores))
    assert found == {
        "S*R*~V": [0.438, 0.017, 0.198],
        "S*C*R*P": [0.557, 0.0, 0.178],
        "S*L*R*P": [0.492, 0.0, 0.193],
        "C*L*P*~V": [0.756, 0.128, 0.259],
    }
