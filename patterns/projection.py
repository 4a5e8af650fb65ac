"""From a page's text to everything that follows from it: facts, links, facets, codings, search text, findings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ontology.kinds import Ontology, ValueType
from patterns.checks import check_saying
from patterns.codings import Coding, codings
from patterns.comparison.rows import is_rows
from patterns.facts import facts, place_of
from patterns.frontmatter import body_text, parse
from patterns.links import canonical_title, normalize_title
from patterns.maturity import maturity
from patterns.page import Finding
from patterns.saying import Said, Saying, understand
from patterns.sections import plain_text
from patterns.values import Form, Reading, option_word
from patterns.years import shown

_YEAR_KEYS = frozenset({"year", "date", "started"})
_MARKUP = re.compile(r"[^\w ,.:;()/’-]")
_YEAR = re.compile(r"[0-9]{4}(?![0-9])|-[0-9]{4,6}(?![0-9])")


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
    codings: tuple[Coding, ...] = ()
    search: SearchText = SearchText("", "", "")
    findings: tuple[Finding, ...] = ()
    mark: str = ""  # of the ontology it was read under
    words: tuple[str, ...] = field(default=(), compare=False)
    """What the search index keeps of `search`, where it was worked out ahead; () = it is still to be."""


def project(text: str, title: str, ontology: Ontology, base: str) -> Projected:
    """Derive everything from a page's text under a full title. Pure; never raises on any text or title.

    `base` is the installation's address without a trailing slash.
    """
    page = parse(text)
    saying = understand(page, title, ontology)
    place = place_of(saying.title, ontology, base)
    return Projected(
        title=saying.title,
        kind=saying.parts.kind,
        graph=place.graph,
        facts=facts(saying, place),
        redirect=saying.redirect,
        aliases=_aliases(saying),
        links=tuple(dict.fromkeys(_link_rows(saying, ontology))),
        facets=() if saying.redirect else tuple(dict.fromkeys(_facet_rows(saying))),
        codings=codings(saying),
        search=SearchText(saying.parts.name, "\n".join(_aliases(saying)), _search_body(saying)),
        findings=check_saying(saying, ontology),
        mark=ontology.mark,
    )


def _aliases(saying: Saying) -> tuple[str, ...]:
    said = (each.reading.text for each in saying.said if each.key == "aliases" and each.reading)
    return tuple(dict.fromkeys(filter(None, map(normalize_title, said))))


def _link_rows(saying: Saying, ontology: Ontology) -> Iterator[LinkRow]:
    if saying.redirect:
        yield LinkRow(saying.redirect, "redirect")
    for said in saying.said:
        for key, reading in (
            (said.key, said.reading),
            *((each.key, each.reading) for each in said.qualifiers),
        ):
            if reading and reading.form is Form.TITLE:
                yield LinkRow(reading.text, key)
    typed = iter(saying.typed)
    for link in saying.links:
        said_by = next(typed) if link.key else None
        if said_by is None or said_by.reading is None:
            yield LinkRow(canonical_title(link.target, ontology), "", link.sentence, link.section)
        elif said_by.reading.form is Form.TITLE:
            yield LinkRow(said_by.reading.text, said_by.key, link.sentence, link.section)


def _facet_rows(saying: Saying) -> Iterator[FacetRow]:
    kind = saying.kind
    yield FacetRow("kind", saying.parts.kind, kind.label if kind else saying.parts.kind)
    for said in (*saying.said, *saying.typed):
        if said.reading is None or not said.holds:
            continue
        if said.key in _YEAR_KEYS and (found := _YEAR.match(said.reading.text)):
            yield FacetRow("year", found[0], shown(int(found[0])))
        if said.key == "language" or (said.field is not None and said.field.facet):
            yield _facet(said, said.reading)
    if saying.parts.kind == "pattern" and "maturity" not in saying.values:
        level = maturity(saying.page).level
        yield FacetRow("maturity", level, level)


def _facet(said: Said, reading: Reading) -> FacetRow:
    is_option = reading.form is Form.IRI and said.field is not None and said.field.type is ValueType.CHOICE
    return FacetRow(said.key, option_word(reading.text) if is_option else reading.text, reading.label)


def _search_body(saying: Saying) -> str:
    if saying.redirect:
        return ""
    lines = [plain_text(body_text(saying.page))]
    for said in saying.said:
        readings = [said.reading, *(each.reading for each in said.qualifiers)]
        lines += [
            _words(each.label) for each in readings if each and said.key != "aliases" and not is_rows(said)
        ]
    return "\n".join(dict.fromkeys(filter(None, lines)))


def _words(label: str) -> str:
    return plain_text(label) if _MARKUP.search(label) else label
