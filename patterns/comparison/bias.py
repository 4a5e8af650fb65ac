"""The bias mirror: where the cases one compares come from, and whom one believes about them.

A comparison generalizes at most over what its cases vary in (B. Geddes, "How the Cases You Choose Affect the Answers You
Get: Selection Bias in Comparative Politics", Political Analysis 2, 1990), and rests on its sources and coders. The mirror
counts; it corrects nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from patterns.comparison.resting import Rest, Rests

_COUNTED = re.compile(r"-?[0-9]{4,6}(?![0-9])")

MOST_OF = Fraction(1, 2)
"""Share of the codings on one source, or by one coder, from which on the mirror warns."""

TWICE = 2
"""How many times its share of all cases a value has among those chosen to be called overrepresented."""

FEW = 3
"""Cases with a value below which nothing is called overrepresented."""


@dataclass(frozen=True, slots=True)
class Count:
    """One value and the cases that have it."""

    value: str
    number: int
    share: Fraction  # of those chosen that have any value
    usual: Fraction | None  # share among all cases of the wiki that have any; None = not asked
    cases: tuple[str, ...]  # of those chosen


@dataclass(frozen=True, slots=True)
class Named:
    """A source or coder and the codings that name it."""

    value: str
    number: int
    share: Fraction  # of those that name any


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
    sources: tuple[Named, ...]  # most named first
    coders: tuple[Named, ...]
    codings: int
    without_source: int  # codings
    without_coder: int  # codings
    warnings: tuple[str, ...]


Facts = Mapping[str, Iterable[str]]
"""Values by title of a case."""

Shares = Mapping[str, Fraction]
"""How many of all cases that have any value have this one."""


def mirror(
    titles: Sequence[str],
    rests: Rests,
    aspects: Mapping[str, Facts],
    usual: Mapping[str, Shares] | None = None,
) -> Mirror:
    """Count the chosen cases in each aspect – {"region": {title: values}} – and by source and coder what their codings rest on.

    `usual`, by aspect: the shares among all cases there are, see `shares`; with them, what is overrepresented among the
    chosen is said too.
    """
    found = tuple(
        _aspect(name, titles, facts, (usual or {}).get(name, {})) for name, facts in aspects.items()
    )
    number = sum(map(len, rests.values()))
    sources, naming_source = _named(rests, lambda rest: rest.sources)
    coders, naming_coder = _named(rests, lambda rest: rest.coders)
    return Mirror(
        cases=len(titles),
        aspects=found,
        sources=sources,
        coders=coders,
        codings=number,
        without_source=number - naming_source,
        without_coder=number - naming_coder,
        warnings=(
            *_leaning("source", sources, number, "Find a second source for some of them."),
            *_leaning("coder", coders, number, "Ask a second person to code some cases blind."),
            *(warning for each in found for warning in _warnings(each, len(titles))),
        ),
    )


def source_types(sources: Facts, types: Facts) -> Facts:
    """Return the types of the sources each case rests on, as an aspect; `types` are by full title of a source."""
    return {
        title: sorted({kind for source in found for kind in types.get(source, ())})
        for title, found in sources.items()
    }


def shares(together: Mapping[tuple[str, ...], int]) -> Shares:
    """Return the share of each value, from how many cases have which values together.

    >>> shares({("Europe",): 3, ("Asia", "Europe"): 1})["Asia"]
    Fraction(1, 4)
    """
    saying = sum(count for values, count in together.items() if values)
    number: Counter[str] = Counter()
    for values, count in together.items():
        number.update(dict.fromkeys(values, count))
    return {value: Fraction(count, saying) for value, count in number.items()}


def decades(years: Iterable[str]) -> tuple[str, ...]:
    """Return the periods of ten years that years or dates fall into, in their order; what is neither is left out.

    >>> decades(["2008-05-01", "1998", "long ago"])
    ('1990–1999', '2000–2009')
    """
    return tuple(sorted({_decade(each) for each in years} - {""}))


def _decade(text: str) -> str:
    found = _COUNTED.match(text)
    if not found:
        return ""
    year = int(found[0])
    if year <= 0:
        last = -year // 10 * 10 + 1
        return f"{last + 9}–{last} BCE"
    return f"{max(year // 10 * 10, 1)}–{year // 10 * 10 + 9}"


def _aspect(name: str, titles: Sequence[str], facts: Facts, usual: Shares) -> Reflection:
    cases: dict[str, list[str]] = {}
    without = []
    for title in titles:
        values = frozenset(facts.get(title, ()))
        for value in values:
            cases.setdefault(value, []).append(title)
        if not values:
            without.append(title)
    saying = len(titles) - len(without)
    return Reflection(
        name,
        tuple(
            Count(
                value,
                len(found),
                Fraction(len(found), saying),
                usual.get(value, Fraction(0)) if usual else None,
                tuple(found),
            )
            for value, found in sorted(cases.items(), key=lambda each: (-len(each[1]), each[0]))
        ),
        tuple(without),
    )


def _named(rests: Rests, names: Callable[[Rest], Iterable[str]]) -> tuple[tuple[Named, ...], int]:
    """Count the codings by what they name; return also how many name anything."""
    number: Counter[str] = Counter()
    naming = 0
    for rest, pages in rests.items():
        found = dict.fromkeys(names(rest), len(pages))
        number.update(found)
        naming += len(pages) if found else 0
    ordered = sorted(number.items(), key=lambda each: (-each[1], each[0]))
    return tuple(Named(name, count, Fraction(count, naming)) for name, count in ordered), naming


def _leaning(what: str, counts: Sequence[Named], codings: int, remedy: str) -> Iterable[str]:
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
