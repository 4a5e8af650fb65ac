"""An analysis to take along: as plain data, as a table for fsQCA, as an R script that makes it anew."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any

from patterns.comparison.qca.analysis import Analysis
from patterns.comparison.qca.cautions import cautions
from patterns.comparison.qca.fit import Part
from patterns.comparison.qca.intermediate import Assumed
from patterns.comparison.qca.sets import Condition, Sets, Term
from patterns.comparison.qca.solutions import Model, Solution
from patterns.comparison.qca.truthtable import Row, remainders
from patterns.comparison.qca.unknowns import worth_coding

_UNSAFE = re.compile(r"[^A-Za-z0-9]")
RESERVED = frozenset({"TRUE", "FALSE", "NULL", "NA", "NAN", "INF", "INFINITY"})
"""Words in capitals that R, or its package QCA, takes for something else than a name: truth values, nothing, numbers."""


def as_dict(analysis: Analysis, models: int = 50) -> dict[str, Any]:
    """Return everything as plain data: for JSON, and to be compared with a later run.

    Of the models of each solution no more than `models` are written, each with its measures; `count` says how many there are.
    """
    cutoffs = analysis.table.cutoffs
    return {
        "outcome": analysis.sets.outcome.name,
        "conditions": [_condition(each) for each in analysis.sets.conditions],
        "cases": list(analysis.sets.cases),
        "cutoffs": asdict(cutoffs),
        "expectations": {name: list(values) for name, values in analysis.settings.expectations.items()},
        "rows": [_row(each) for each in analysis.table.rows],
        "conservative": _solution(analysis.conservative, models),
        "parsimonious": {
            **_solution(analysis.parsimonious, models),
            "assumptions": [_assumed(each) for each in analysis.assumptions],
        },
        "optimistic": None if analysis.optimistic is None else _solution(analysis.optimistic, models),
        "intermediate": [
            {
                "conservative": each.conservative + 1,
                "parsimonious": each.parsimonious + 1,
                **_solution(each.solution, models),
                "easy": _assumed(each.easy),
                "refused": _assumed(each.refused),
            }
            for each in analysis.intermediate
        ],
        "look_for": [each.words for each in remainders(analysis.table, analysis.sets)],
        "worth_coding": [each.words for each in worth_coding(analysis)],
        "cautions": [
            {
                "kind": each.kind,
                "words": each.words,
                "cases": list(each.cases),
                "conditions": list(each.conditions),
            }
            for each in cautions(analysis)
        ],
    }


def _condition(condition: Condition) -> dict[str, Any]:
    return {"name": condition.name, "levels": condition.levels, "labels": list(condition.labels)}


def _row(row: Row) -> dict[str, Any]:
    return {
        "number": row.number,
        "term": row.term.expression,
        "cases": list(row.cases),
        "with_outcome": list(row.with_outcome),
        "without_outcome": list(row.without_outcome),
        "inclusion": row.inclusion,
        "pri": row.pri,
        "output": str(row.output),
    }


def _solution(solution: Solution, models: int) -> dict[str, Any]:
    return {
        "primes": _expressions(solution.primes),
        "models": [_model(each) for each in solution.models[:models]],
        "count": solution.count,
        "proven": solution.proven,
        "core": _expressions(solution.core),
        "further": [_expressions(each) for each in solution.further],
        "further_count": solution.further_count,
        "further_proven": solution.further_proven,
        "unexplained": [row.term.expression for row in solution.unexplained],
    }


def _model(model: Model) -> dict[str, Any]:
    terms = [
        {"term": term.expression, **asdict(fit), "cases": _parts(model.parts_of(place))}
        for place, (term, fit) in enumerate(zip(model.terms, model.fits, strict=True))
    ]
    whole = {"inclusion": model.fit.inclusion, "pri": model.fit.pri, "coverage": model.fit.coverage}
    return {"terms": terms, **whole, "cases": _parts(model.parts)}


def _parts(parts: Mapping[Part, tuple[str, ...]]) -> dict[str, list[str]]:
    return {str(part): list(cases) for part, cases in parts.items()}


def _expressions(terms: Iterable[Term]) -> list[str]:
    return [each.expression for each in terms]


def _assumed(assumed: Assumed) -> dict[str, Any]:
    return {"rows": list(assumed.rows), "total": assumed.total}


def short_names(sets: Sets) -> dict[str, str]:
    """Return for each condition and the outcome a name that R and fsQCA take: capitals and digits, none twice."""
    taken: dict[str, str] = {}
    for each in (*sets.conditions, sets.outcome):
        name = _UNSAFE.sub("", each.name.removeprefix("~"))[:24].upper() or "X"
        name = name if name[0].isalpha() and name not in RESERVED else f"X{name}"
        unique, number = name, 1
        while unique in taken.values():
            number += 1
            unique = f"{name}{number}"
        taken[each.name] = unique
    return taken


def _plain_outcome(sets: Sets) -> Condition:
    return sets.outcome.negated() if sets.outcome.name.startswith("~") else sets.outcome


def fsqca_csv(sets: Sets) -> str:
    """Return a table as the program fsQCA reads it: a row a case, the outcome last, nothing where something is unknown."""
    names = short_names(sets)
    columns = (*sets.conditions, _plain_outcome(sets))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["case", *names.values()])
    for place, case in enumerate(sets.cases):
        writer.writerow(
            [case, *("" if (score := each.scores[place]) is None else _number(score) for each in columns)]
        )
    return out.getvalue()


def _number(score: float) -> str:
    return repr(int(score)) if score == int(score) else repr(round(score, 12))


def r_script(analysis: Analysis) -> str:
    """Return a script for R's package QCA that makes the truth table and the solutions anew.

    Cases with something unknown, or exactly halfway in a condition, are left out there, for the package refuses them; a
    comment says so. What those that are halfway add to the measures of rows is then missing. Comments say too where the
    package (3.25) is known to come to something else: it takes the values that cases show for all there are, and mixes up
    rows where a cut-off for cases meets one for exclusion. What it refuses is said by R, and the script goes on.
    """
    sets = analysis.sets
    names = short_names(sets)
    complete = [
        place
        for place in range(len(sets.cases))
        if all(each.scores[place] is not None for each in (*sets.conditions, sets.outcome))
        and not any(each.halfway(place) for each in sets.conditions)
    ]
    return "\n".join(
        [*_head(sets, names, complete), *_known(analysis, names, complete), *_calls(analysis, names), ""]
    )


def _head(sets: Sets, names: Mapping[str, str], complete: list[int]) -> list[str]:
    lines = ['# Needs R and its package QCA: install.packages("QCA")', "library(QCA)", ""]
    lines += [f"# {short} = {_line(name)}" for name, short in names.items() if short != name]
    left_out = [case for place, case in enumerate(sets.cases) if place not in set(complete)]
    if left_out:
        lines.append(
            f"# Left out, for something is unknown of them or exactly .5: {_line(', '.join(left_out))}"
        )
    columns = [
        f"  {names[key]} = c({', '.join(_score(each, place) for place in complete)}),"
        for key, each in zip(names, (*sets.conditions, _plain_outcome(sets)), strict=True)
    ]
    cases = ", ".join(_quoted(sets.cases[place]) for place in complete)
    return [*lines, "data <- data.frame(", *columns, f"  row.names = c({cases})", ")", ""]


def _known(analysis: Analysis, names: Mapping[str, str], complete: Collection[int]) -> Iterator[str]:
    """Say where the package is known to come to something else."""
    cut = analysis.table.cutoffs
    for each in analysis.sets.conditions:
        shown = {each.scores[place] for place in complete}
        unseen = [value for value in range(each.levels) if value not in shown] if each.multi else []
        if unseen:
            values = ", ".join(map(str, unseen))
            yield (
                f"# No case shows {names[each.name]} = {values}. The package does not know of values that no case shows: it"
            )
            yield "# refuses the table, or finds other solutions."
    if cut.cases > 1 and cut.exclusion is not None:
        yield "# With a cut-off for cases and one for exclusion the package, 3.25, marks the wrong rows C: compare the table."


def _calls(analysis: Analysis, names: Mapping[str, str]) -> list[str]:
    sets, cut = analysis.sets, analysis.table.cutoffs
    outcome = ("~" if sets.outcome.name.startswith("~") else "") + names[sets.outcome.name]
    inclusion = f"{cut.inclusion:g}" if cut.exclusion is None else f"c({cut.inclusion:g}, {cut.exclusion:g})"
    conditions = ", ".join(names[each.name] for each in sets.conditions)
    lines = [
        f'table <- truthTable(data, outcome = "{outcome}", conditions = "{conditions}",',
        f"  incl.cut = {inclusion}, n.cut = {cut.cases}, pri.cut = {cut.pri:g}, show.cases = TRUE)",
        "table",
        "try(minimize(table, details = TRUE))",
        'try(minimize(table, include = "?", details = TRUE))',
    ]
    if analysis.settings.expectations:
        asked = f'include = "?", dir.exp = "{_directions(analysis)}"'
        lines.append(f"try(minimize(table, {asked}, details = TRUE))")
    return lines


def _directions(analysis: Analysis) -> str:
    expected = analysis.settings.expectations
    return ", ".join(
        ";".join(map(str, expected[each.name])) if expected.get(each.name) else "-"
        for each in analysis.sets.conditions
    )


def _score(condition: Condition, place: int) -> str:
    score = condition.scores[place]
    return "NA" if score is None else _number(score)


def _quoted(text: str) -> str:
    escaped = _line(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _line(text: str) -> str:
    """Return a text without line breaks, which would end a comment."""
    return " ".join(text.split())
