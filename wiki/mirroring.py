"""The bias mirror of a choice of cases: where they come from, and whom one believes about them."""

from __future__ import annotations

from collections.abc import Iterable

from patterns.comparison.bias import SOURCE, Facts, Mirror, decades, mirror, source_types
from wiki.assembly import Wiki
from wiki.choices import Choice

REGION, BEGUN = "country", "started"
"""Keys of the fields that say where and when a case is."""

READ = 1_000
"""Titles read at once."""

SOURCE_TYPE, SOURCE_LANGUAGE = "type", "in_language"
"""Facets of sources."""


def mirror_of(wiki: Wiki, choice: Choice) -> Mirror:
    """Count the chosen cases by region, period, language and type of their sources, and their codings by source and coder.

    What is overrepresented is said against all cases of the kind. Regions, periods and sources are those of today, also
    when the cases are compared as they were. A number of storage calls that does not grow with the choice.
    """
    said = choice.said
    everyone = _everyone(wiki, choice)
    sources = {
        each.title
        for codings in said.values()
        for coding in codings
        for each in coding.evidence
        if each.key == SOURCE and each.title
    }
    aspects: dict[str, Facts] = {
        "region": _named(wiki, everyone, REGION),
        "period": decades(_named(wiki, everyone, BEGUN)),
    }
    for name, facet in (("source type", SOURCE_TYPE), ("source language", SOURCE_LANGUAGE)):
        aspects[name] = source_types(choice.titles, said, _named(wiki, sources, facet))
    return mirror(choice.titles, said, aspects, everyone)


def _everyone(wiki: Wiki, choice: Choice) -> list[str]:
    """Return the titles of all cases of the kind, and of those chosen that are not there any more."""
    found, after = dict.fromkeys(choice.titles), ""
    while listed := wiki.pages.list_pages(choice.kind.name, after, READ):
        after = listed[-1].title
        found |= dict.fromkeys(each.title for each in listed)
    return list(found)


def _named(wiki: Wiki, titles: Iterable[str], facet: str) -> dict[str, list[str]]:
    """Return the values of a facet in words, by title."""
    return {
        title: [each.replace("-", " ") for each in values]
        for title, values in wiki.pages.facet_values(titles, facet).items()
    }
