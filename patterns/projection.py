"""From a page's text to everything that follows from it: facts, links, facets, search text, findings."""

from __future__ import annotations

from dataclasses import dataclass

from patterns.page import Finding


@dataclass(frozen=True, slots=True)
class LinkRow:
    """One link of the page, from text or from a front matter value that names a page."""

    target: str  # full title when the text or the field's range says the kind, else the bare name as written
    key: str = ""  # property key, "" = plain mention
    sentence: str = ""
    section: str = ""


@dataclass(frozen=True, slots=True)
class FacetRow:
    """One value by which lists and searches can be narrowed."""

    field: str  # field key: "kind", "license", "tags", "mode_of_production", "year" …
    value: str  # as used in addresses
    label: str


@dataclass(frozen=True, slots=True)
class SearchText:
    """What full-text search sees of a page: plain text, markup removed."""

    title: str
    aliases: str  # one a line
    body: str


@dataclass(frozen=True, slots=True)
class Projected:
    """Everything that follows from a page's title and text."""

    title: str  # full title
    kind: str
    graph: str  # IRI of the page's named graph
    facts: bytes  # N-Quads, sorted, each in that graph; b"" for a redirect's or talk page's lack of facts
    redirect: str = ""  # full title of the target if the page is a redirect
    aliases: tuple[str, ...] = ()
    links: tuple[LinkRow, ...] = ()
    facets: tuple[FacetRow, ...] = ()
    search: SearchText = SearchText("", "", "")
    findings: tuple[Finding, ...] = ()
