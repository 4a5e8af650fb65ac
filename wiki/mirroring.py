"""The bias mirror of a choice of cases: where they come from, and whom one believes about them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from patterns.comparison.bias import Facts, Mirror, Shares, decades, mirror, shares, source_types
from patterns.comparison.resting import Rests, pages_of, rests_of
from wiki.assembly import Wiki
from wiki.choices import Choice

REGION, BEGUN = "country", "started"
"""Keys of the fields that say where and when a case is."""

SOURCE_TYPE, SOURCE_LANGUAGE = "type", "in_language"
"""Facets of sources."""


def mirror_of(wiki: Wiki, choice: Choice) -> Mirror:
    """Count the chosen cases by region, period, language and type of their sources, and their codings by source and coder.

    What is overrepresented is said against all cases of the kind. Regions, periods and sources are those of today, also
    when the cases are compared as they were. A number of storage calls that does not grow with the choice.
    """
    rests = _rests(wiki, choice)
    sources = {source for rest in rests for source in rest.pages}
    resting = pages_of(rests)
    begun = {title: decades(years) for title, years in _values(wiki, choice.titles, BEGUN).items()}
    aspects: dict[str, Facts] = {
        "region": _values(wiki, choice.titles, REGION),
        "period": begun,
        "source type": source_types(resting, _values(wiki, sources, SOURCE_TYPE)),
        "source language": source_types(resting, _values(wiki, sources, SOURCE_LANGUAGE)),
    }
    return mirror(choice.titles, rests, aspects, _usual(wiki, choice.kind.name))


def _rests(wiki: Wiki, choice: Choice) -> Rests:
    return wiki.pages.rests(choice.titles) if choice.when is None else rests_of(choice.titles, choice.said)


def _usual(wiki: Wiki, kind: str) -> Mapping[str, Shares]:
    """Return what is usual among all cases of the kind."""
    regions, periods = Counter[tuple[str, ...]](), Counter[tuple[str, ...]]()
    for values, count in wiki.pages.facet_sets(kind, REGION).items():
        regions[tuple(map(_in_words, values))] += count
    for values, count in wiki.pages.facet_sets(kind, BEGUN).items():
        periods[decades(values)] += count
    return {"region": shares(regions), "period": shares(periods)}


def _values(wiki: Wiki, titles: Iterable[str], facet: str) -> dict[str, list[str]]:
    """Return the values of a facet in words, by title."""
    found = wiki.pages.facet_values(titles, facet)
    return {title: list(map(_in_words, values)) for title, values in found.items()}


def _in_words(value: str) -> str:
    return value.replace("-", " ")
