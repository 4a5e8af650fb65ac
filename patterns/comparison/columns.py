"""What the columns of kept results are: each a property of the rows in the graph, with the sort of its cells.

The columns that a method always has are terms of the vocabulary (`ontology/vocabulary/results.ttl`). Those that follow
from what is compared – a column a case, a column a variable – are properties of the one result alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from patterns.saying import LOOM


class Sort(Enum):
    """What stands in the cells of a column."""

    WORDS = "words"
    COUNT = "count"  # a whole number
    NUMBER = "number"
    CASES = "cases"  # titles of compared pages, "; " between them, each with or without a remark in brackets
    VARIABLE = "variable"  # the key of a field
    VALUES = "values"  # what one case says under one variable (`patterns.tabletext.write_cell`)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a result's table."""

    name: str
    sort: Sort = Sort.WORDS
    term: str = ""  # last segment of the property's IRI in the vocabulary, "" = of this result alone
    always: bool = False  # no row leaves it empty: a measure of the data cube, else an attribute
    case: str = ""  # full title of the case it is about
    variable: str = ""  # key of the variable it is about

    @property
    def iri(self) -> str:
        """The property's IRI, where the vocabulary has one."""
        return LOOM + self.term


def _columns(*columns: Column) -> Mapping[str, Column]:
    return {each.name: each for each in columns}


_WORDS, _COUNT, _NUMBER, _CASES = Sort.WORDS, Sort.COUNT, Sort.NUMBER, Sort.CASES

COLUMNS: Mapping[str, Mapping[str, Column]] = {
    "side by side": _columns(
        Column("variable", Sort.VARIABLE, "rowVariable"),
        Column("label", _WORDS, "rowWords", always=True),
        Column("question", _WORDS, "rowQuestion"),
        Column("coded", _COUNT, "codedCount", always=True),
        Column("known", _COUNT, "knownCount", always=True),
        Column("apart", _COUNT, "pairsApart", always=True),
        Column("pairs", _COUNT, "pairsCompared", always=True),
        Column("score", _NUMBER, "discrimination"),
    ),
    "matrix": _columns(
        Column("case", _CASES, "rowCase", always=True),
        Column("likeness", _NUMBER, "likenessScore"),
        Column("compared", _COUNT, "comparedCount"),
    ),
    "likeness": _columns(
        Column("about", _WORDS, "rowSort", always=True),
        Column("case", _CASES, "rowCase", always=True),
        Column("other", _CASES, "otherCase"),
        Column("likeness", _NUMBER, "likenessScore"),
        Column("compared", _COUNT, "comparedCount"),
        Column("what", _WORDS, "rowValue"),
        Column("differ", _WORDS, "differsIn"),
        Column("share", _WORDS, "sharesIn"),
        Column("unknown", _WORDS, "notKnownIn"),
    ),
    "shared features": _columns(
        Column("found", _WORDS, "rowSort", always=True),
        Column("features", _WORDS, "rowFeatures"),
        Column("conclusion", _WORDS, "conclusion"),
        Column("support", _COUNT, "support", always=True),
        Column("lineages", _COUNT, "lineageCount"),
        Column("stability", _NUMBER, "stability"),
        Column("confidence", _NUMBER, "ruleConfidence"),
        Column("usual", _NUMBER, "usualShare"),
        Column("cases", _CASES, "coveredCase"),
        Column("exceptions", _CASES, "exceptionCase"),
        Column("undecided", _CASES, "undecidedCase"),
        Column("untested", _CASES, "untestedCase"),
    ),
    "truth table": _columns(
        Column("part", _WORDS, "rowSort", always=True),
        Column("expression", _WORDS, "expression", always=True),
        Column("words", _WORDS, "rowWords", always=True),
        Column("output", _WORDS, "rowOutput"),
        Column("cases", _CASES, "coveredCase"),
        Column("with outcome", _CASES, "caseWithOutcome"),
        Column("without outcome", _CASES, "caseWithoutOutcome"),
        Column("inclusion", _NUMBER, "inclusion"),
        Column("pri", _NUMBER, "proportionalReduction"),
        Column("coverage", _NUMBER, "solutionCoverage"),
        Column("unique coverage", _NUMBER, "uniqueCoverage"),
        Column("relevance", _NUMBER, "relevance"),
    ),
    "spread": _columns(
        Column("about", _WORDS, "rowSort", always=True),
        Column("case", _CASES, "rowCase", always=True),
        Column("what", _WORDS, "rowTopic"),
        Column("value", _WORDS, "rowValue"),
        Column("since", _WORDS, "rowSince"),
        Column("until", _WORDS, "rowUntil"),
        Column("disputed", _WORDS, "rowDisputed"),
    ),
    "values": _columns(
        Column("case", _CASES, "rowCase", always=True),
        Column("value", _WORDS, "rowTopic"),
        Column("stands", _WORDS, "rowValue"),
        Column("least", _NUMBER, "leastPosition"),
        Column("greatest", _NUMBER, "greatestPosition"),
        Column("open because", _WORDS, "openBecause"),
        Column("assessors", _WORDS, "rowAssessors"),
        Column("rubric", _WORDS, "rowRubric"),
        Column("front", _WORDS, "placeOnFront"),
        Column("weight", _NUMBER, "rowWeight"),
        Column("adds at least", _NUMBER, "addsAtLeast"),
        Column("adds at most", _NUMBER, "addsAtMost"),
        Column("first place", _COUNT, "firstPlace"),
        Column("last place", _COUNT, "lastPlace"),
    ),
}
"""By method, as a Comparison page names it, and by the name that heads the column."""


def columns_of(method: str, names: Iterable[str], cases: Iterable[str]) -> tuple[Column, ...]:
    """Return what the columns of a result's table are, in their order; `cases` are the full titles compared.

    A name that the method does not know is a case where it is one, under a matrix a variable, else words.
    """
    known, titles = COLUMNS.get(method, {}), frozenset(cases)
    return tuple(known.get(name) or _own(name, method, name in titles) for name in names)


def _own(name: str, method: str, is_case: bool) -> Column:  # noqa: FBT001 - a fact about the name
    if is_case:
        return Column(name, Sort.VALUES, case=name)
    return Column(name, Sort.VALUES, variable=name) if method == "matrix" else Column(name)


def cases_in(cell: str, titles: Iterable[str]) -> tuple[str, ...]:
    """Return the compared pages that a cell lists, each the longest title that fits; what is no title is passed over.

    >>> cases_in("Case:A; Case:A; B (open input)", ["Case:A", "Case:A; B"])
    ('Case:A', 'Case:A; B')
    """
    known = sorted(titles, key=len, reverse=True)
    found: dict[str, None] = {}
    rest = cell
    while rest:
        title = next((each for each in known if rest.startswith(each) and _ends(rest[len(each) :])), "")
        if title:
            found[title] = None
        rest = rest[len(title) :].partition("; ")[2]
    return tuple(found)


def _ends(rest: str) -> bool:
    return not rest or rest.startswith(("; ", " ("))
