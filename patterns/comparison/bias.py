"""The bias mirror: where the cases one compares come from, and whom one believes about them.

A comparison generalizes at most over what its cases vary in (B. Geddes, "How the Cases You Choose Affect the Answers You
Get: Selection Bias in Comparative Politics", Political Analysis 2, 1990), and rests on its sources and coders. The mirror
counts; it corrects nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from patterns.codings import Coding

SOURCE = "source"
"""Key of the qualifier that names a coding's source."""

MOST_OF = Fraction(1, 2)
"""Share of the codings on one source, or by one coder, from which on the mirror warns."""

TWICE = 2
"""How many times its share of all cases a value has among those chosen to be called overrepresented."""

FEW = 3
"""Cases with a value below which nothing is called overrepresented."""


@dataclass(frozen=True, slots=True)
class Count:
    """One value and the cases, or codings, that have it."""

    value: str
    number: int
    share: Fraction  # of those chosen that have any value
    usual: Fraction | None  # share among all cases of the wiki that have any; None = not asked
    cases: tuple[str, ...]  # of those chosen


@dataclass(frozen=True, slots=True)
class Reflection:
    """One respect in which cases are counted: regions, languages, periods."""

    name: str
    counts: tuple[Count, ...]  # most frequent first; a case with two values counts under both
    without: tuple[str, ...]  # cases chosen that say nothing


@dataclass(frozen=True, slots=True)
class Mirror:
    """What the choice of cases and of evidence leans to."""

    cases: int
    aspects: tuple[Reflection, ...]
    sources: tuple[Count, ...]  # codings per source
    coders: tuple[Count, ...]  # codings per coder
    codings: int
    without_source: int  # codings
    without_coder: int  # codings
    warnings: tuple[str, ...]


Facts = Mapping[str, Iterable[str]]
"""Values by title of a case."""


def mirror(
    titles: Sequence[str],
    codings: Mapping[str, Iterable[Coding]],
    aspects: Mapping[str, Facts],
    everyone: Iterable[str] = (),
) -> Mirror:
    """Count the chosen cases in each aspect – {"region": {title: values}} – and their codings by source and coder.

    With `everyone`, the titles of all cases there are, what is overrepresented among the chosen is said too.
    """
    whole = tuple(everyone)
    found = tuple(_aspect(name, titles, facts, whole) for name, facts in aspects.items())
    listed = [(title, each) for title in titles for each in codings.get(title, ())]
    sources = _evidence((title, each.all_of(SOURCE)) for title, each in listed)
    coders = _evidence((title, each.coders) for title, each in listed)
    return Mirror(
        cases=len(titles),
        aspects=found,
        sources=sources,
        coders=coders,
        codings=len(listed),
        without_source=sum(not each.all_of(SOURCE) for _, each in listed),
        without_coder=sum(not each.coders for _, each in listed),
        warnings=(
            *_leaning("source", sources, len(listed), "Find a second source for some of them."),
            *_leaning("coder", coders, len(listed), "Ask a second person to code some cases blind."),
            *(warning for each in found for warning in _warnings(each, len(titles))),
        ),
    )


def source_types(titles: Iterable[str], codings: Mapping[str, Iterable[Coding]], types: Facts) -> Facts:
    """Return the types of the sources each case rests on, as an aspect; `types` are by full title of a source."""
    return {
        title: sorted(
            {
                kind
                for coding in codings.get(title, ())
                for each in coding.evidence
                if each.key == SOURCE
                for kind in types.get(each.title, ())
            }
        )
        for title in titles
    }


def decades(years: Mapping[str, Iterable[str]]) -> Facts:
    """Return periods of ten years by case, from years or dates; what is neither is left out.

    >>> dict(decades({"Case:A": ["1998"], "Case:B": ["2008-05-01"], "Case:C": ["long ago"]}))
    {'Case:A': ['1990–1999'], 'Case:B': ['2000–2009'], 'Case:C': []}
    """
    return {title: sorted({_decade(each) for each in found} - {""}) for title, found in years.items()}


def _decade(text: str) -> str:
    year = text[:4]
    if len(year) < 4 or not (year.isascii() and year.isdigit()):  # noqa: PLR2004 - digits of a year
        return ""
    start = int(year) // 10 * 10
    return f"{start}–{start + 9}"


def _aspect(name: str, titles: Sequence[str], facts: Facts, everyone: Sequence[str]) -> Reflection:
    chosen = {title: frozenset(facts.get(title, ())) for title in titles}
    saying = sum(bool(each) for each in chosen.values())
    usual = _shares([frozenset(facts.get(title, ())) for title in everyone])
    number = Counter(value for each in chosen.values() for value in each)
    return Reflection(
        name,
        tuple(
            Count(
                value,
                count,
                Fraction(count, saying),
                usual.get(value, Fraction(0)) if usual else None,
                tuple(title for title, each in chosen.items() if value in each),
            )
            for value, count in sorted(number.items(), key=lambda each: (-each[1], each[0]))
        ),
        tuple(title for title, each in chosen.items() if not each),
    )


def _shares(values: Sequence[frozenset[str]]) -> Mapping[str, Fraction]:
    saying = sum(bool(each) for each in values)
    number = Counter(value for each in values for value in each)
    return {value: Fraction(count, saying) for value, count in number.items()}


def _evidence(named: Iterable[tuple[str, Iterable[str]]]) -> tuple[Count, ...]:
    number: Counter[str] = Counter()
    cases: dict[str, dict[str, None]] = {}
    total = 0
    for title, names in named:
        unique = set(names)
        total += bool(unique)
        number.update(unique)
        for each in unique:
            cases.setdefault(each, {})[title] = None
    return tuple(
        Count(name, count, Fraction(count, total), None, tuple(cases[name]))
        for name, count in sorted(number.items(), key=lambda each: (-each[1], each[0]))
    )


def _leaning(what: str, counts: Sequence[Count], codings: int, remedy: str) -> Iterable[str]:
    """Warn where all that names a source or coder, or most of it, is one."""
    if not codings:
        return
    if not counts:
        yield f"No coding names its {what}."
    elif counts[0].share == 1 and len(counts) == 1:
        yield f"All codings that name a {what} rest on one: {counts[0].value}. {remedy}"
    elif counts[0].share > MOST_OF:
        percent = round(100 * counts[0].share)
        yield f"{percent} % of the codings that name a {what} rest on {counts[0].value} (warned above 50 %). {remedy}"


def _warnings(aspect: Reflection, cases: int) -> Iterable[str]:
    if cases < 2:  # noqa: PLR2004 - one case leans to itself
        return
    if len(aspect.counts) == 1 and aspect.counts[0].number > 1:
        only = aspect.counts[0]
        yield f"All cases that name a {aspect.name} have the same one: {only.value}. What is found may hold there alone."
    elif aspect.counts:
        for each in aspect.counts:
            if each.usual is not None and each.number >= FEW and each.share > TWICE * each.usual:
                yield (
                    f"{aspect.name.capitalize()} {each.value}: {round(100 * each.share)} % of these cases, "
                    f"{round(100 * each.usual)} % of all."
                )
    if len(aspect.without) > cases / 2:
        yield f"{len(aspect.without)} of {cases} cases name no {aspect.name}: the mirror is blind there."
