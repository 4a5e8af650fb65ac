"""The truth table: which combinations of conditions go with an outcome, the formulas for it, and what speaks against them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from patterns.comparison.qca.analysis import Analysis
from patterns.comparison.qca.exports import as_dict, fsqca_csv, r_script
from patterns.comparison.qca.fit import Part
from patterns.comparison.qca.necessity import Necessary
from patterns.comparison.qca.robustness import Range, Robustness
from patterns.comparison.qca.solutions import Model
from patterns.links import page_path
from wiki.assembly import Wiki
from wiki.choices import Choice
from wiki.errors import BadInputError
from wiki.parameters import Parameters
from wiki.ways.calibrating import Calibrated
from wiki.ways.configurations import MOST, OWN, Found, found_of
from wiki.ways.testing import Tests
from wiki.ways.way import Cell, File, Result, Way

COLUMNS = (
    "part",
    "expression",
    "words",
    "output",
    "cases",
    "with outcome",
    "without outcome",
    "inclusion",
    "pri",
    "coverage",
    "unique coverage",
    "relevance",
)
"""Of the table: a line a row, a term of a model, a necessary condition."""

LISTED = 10
"""Models of each solution in the table; the JSON has up to fifty."""

SAID = 5
"""Warnings among the findings."""


def work(wiki: Wiki, choice: Choice, parameters: Parameters) -> Result:
    """Return table, solutions and necessary conditions as a result."""
    found = found_of(wiki, choice, parameters)
    return Result(tuple(sentences(found)), COLUMNS, tuple(_lines(found)), _document(found))


IN_TERM = (Part.TYPICAL, Part.DEVIANT_IN_DEGREE, Part.DEVIANT_IN_KIND)
"""What a case in a term may be to it."""


def sentences(found: Found) -> Iterator[str]:
    """Say what comes out, in plain words, most important first."""
    if found.outcome is None:
        yield from found.refused or [
            "Name an outcome, as in outcome=stage, and conditions that may explain it."
        ]
        return
    if found.analysis is None:
        yield from found.refused or ["Name conditions that may explain the outcome, as in condition=process."]
        return
    yield summary(found.goal, found.analysis)
    yield from _told(found)
    if found.tested and found.tested.chance:
        yield found.tested.chance.words
    yield from (each.words for each in found.cautions[:SAID])


def _lines(found: Found) -> Iterator[tuple[Cell, ...]]:
    if found.analysis is None:
        return
    for row in found.analysis.table.rows:
        yield (
            "row",
            row.term.expression,
            found.words(row.term),
            str(row.output),
            "; ".join(row.cases),
            "; ".join(row.with_outcome),
            "; ".join(row.without_outcome),
            _round(row.inclusion),
            _round(row.pri),
            None,
            None,
            None,
        )
    for sort, solution in found.solutions():
        for number, model in enumerate(solution.models[:LISTED], 1):
            yield from _terms(found, f"{sort} {number}", model)
    for each in found.necessity.found if found.necessity else ():
        yield _necessary(found, each)


def _terms(found: Found, part: str, model: Model) -> Iterator[tuple[Cell, ...]]:
    for place, (term, fit) in enumerate(zip(model.terms, model.fits, strict=True)):
        parts = model.parts_of(place)
        inside = {each: cases for each, cases in parts.items() if each in IN_TERM}
        yield (
            part,
            term.expression,
            found.words(term),
            None,
            "; ".join(case for cases in inside.values() for case in cases),
            "; ".join(
                case for each, cases in inside.items() if each is not Part.DEVIANT_IN_KIND for case in cases
            ),
            "; ".join(parts.get(Part.DEVIANT_IN_KIND, ())),
            _round(fit.inclusion),
            _round(fit.pri),
            _round(fit.coverage),
            _round(fit.unique),
            None,
        )


def _necessary(found: Found, each: Necessary) -> tuple[Cell, ...]:
    words = " or ".join(map(found.words, each.alternatives))
    trivial = "trivial" if each.trivial else None
    need = each.need
    measures = (_round(need.inclusion), None, _round(need.coverage), None, _round(need.relevance))
    return ("necessary", each.expression, words, trivial, None, None, None, *measures)


def _round(number: float | None) -> float | None:
    return None if number is None else round(number, 6)


def _document(found: Found) -> Mapping[str, object]:
    used = [each for each in (found.outcome, *found.conditions) if each]
    return {
        "kind": found.choice.kind.name,
        "pages": [{"title": each, "url": page_path(each)} for each in found.choice.titles],
        "goal": found.goal or None,
        "negated": found.negated,
        "mode": found.mode,
        "calibration": [_calibration(each) for each in used],
        "analysis": as_dict(found.analysis) if found.analysis else None,
        "necessary": [_need(found, each) for each in found.necessity.found] if found.necessity else [],
        "tests": _tests(found.tested) if found.tested else None,
        "warnings": [{"words": each.words, "cases": list(each.cases)} for each in found.cautions],
        "notes": list(found.choice.notes),
    }


def _calibration(each: Calibrated) -> dict[str, object]:
    return {
        "variable": each.field.key,
        "name": each.condition.name,
        "values": list(each.words),
        "calibration": dict(each.saved),
        "proposed": each.proposed,
        "cases": dict(each.counts),
    }


def _need(found: Found, each: Necessary) -> dict[str, object]:
    return {
        "expression": each.expression,
        "words": " or ".join(map(found.words, each.alternatives)),
        "inclusion": each.need.inclusion,
        "coverage": each.need.coverage,
        "relevance": each.need.relevance,
        "trivial": each.trivial,
    }


def _tests(tests: Tests) -> dict[str, Any]:
    return {
        "chance": None
        if tests.chance is None
        else {
            "shuffles": tests.chance.shuffles,
            "as_good": tests.chance.as_good,
            "seed": tests.chance.seed,
            "share": tests.chance.share,
        },
        "one_case_less": None if tests.dropped is None else _robustness(tests.dropped),
        "other_cutoffs": None if tests.cutoffs is None else _robustness(tests.cutoffs),
        "moved": None if tests.moved is None else [_range(each) for each in tests.moved],
    }


def _robustness(each: Robustness) -> dict[str, object]:
    return {
        "tried": len(each.variations),
        "same": each.same,
        "changed": [
            {
                "change": one.change,
                "kept": one.kept,
                "models": sorted(" + ".join(formula) for formula in one.formulas),
            }
            for one in each.variations
            if not one.same
        ],
    }


def _range(each: Range) -> dict[str, object]:
    return {"name": each.name, "anchor": each.anchor, "lowest": each.lowest, "highest": each.highest}


def summary(goal: str, analysis: Analysis) -> str:
    """Say how much of the table goes with the outcome, and how much of what is possible cases show."""
    table, possible = analysis.table, analysis.sets.space.rows
    complete = sum(row.number is not None for row in table.rows)
    return (
        f"{goal} goes with {len(table.positive):,} of {len(table.rows):,} {'row' if len(table.rows) == 1 else 'rows'}; cases that"
        f" are known in all conditions show {complete:,} of the {possible:,} combinations there are."
    )


def _told(found: Found) -> Iterator[str]:
    main = found.main()
    if main is None:
        yield "There is no solution: nothing known sets the rows that go with it apart from the others."
        return
    sort, solution = main
    model = solution.models[0]
    several = f", one of {solution.count:,} that fit equally well" if solution.ambiguous else ""
    measures = [("inclusion", model.fit.inclusion), ("coverage", model.fit.coverage)]
    fit = ", ".join(f"{words} {number:.2f}" for words, number in measures if number is not None)
    yield f"The {sort} solution{several}: {found.formula(model)} ({fit})."


def _complete(wiki: Wiki, choice: Choice, parameters: Parameters) -> Analysis:
    found = found_of(wiki, choice, parameters)
    if found.analysis is None:
        raise BadInputError(" ".join(sentences(found)))
    return found.analysis


def _file(ending: str, media_type: str, write: Callable[[Analysis], str]) -> Callable[..., File]:
    def make(wiki: Wiki, choice: Choice, parameters: Parameters) -> File:
        """Write the analysis for another program."""
        text = write(_complete(wiki, choice, parameters))
        return File(ending, f"{media_type}; charset=utf-8", text.encode(errors="replace"))

    return make


TRUTH_TABLE = Way(
    "truth table",
    "/compare/truth-table",
    "Truth table",
    "Which combinations of conditions go with an outcome, and what speaks against it.",
    OWN,
    MOST,
    work,
    {
        "r": ("an R script", _file("R", "text/plain", r_script)),
        "fsqca": ("a table for fsQCA", _file("csv", "text/csv", lambda each: fsqca_csv(each.sets))),
    },
)
