"""What a page says of its subject: every statement with its field, its reading and its status.

Facts, facets, links and checks are all read from here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from ontology.kinds import Field, Kind, Ontology, ValueType
from patterns.frontmatter import mapping, statements
from patterns.links import Title, addressed_links, canonical_title, find_links, split_title, title_problem
from patterns.page import Link, Page, Section, Statement, Value
from patterns.propertykeys import property_iri, read_term
from patterns.sections import section_text
from patterns.values import Form, Reading, lexical, option_word, read_value

LOOM = "https://w3id.org/commonloom/ns#"
PRESENT = "present"
_REFUTING = LOOM + "refuting"
PAGE_KEYS = frozenset({"kind", "title", "redirect"})
"""Keys that are about the page as such and make no statement."""

VALUELESS = {"unknown": "unknown", "not applicable": "not-applicable", "absent": "absent"}
"""Words that stand in the place of a coded value and say its status: last segment of the status' IRI."""

_STATUSES = {PRESENT, "absent", "unknown", "not-applicable", "contested"}

COMMON: Mapping[str, Field] = {
    each.key: each
    for each in (
        Field("aliases", "http://www.w3.org/2004/02/skos/core#altLabel", "Also called", "", ValueType.TEXT),
        Field("tags", "https://schema.org/keywords", "Tags", "", ValueType.TEXT, facet=True),
        Field(
            "license",
            "http://purl.org/dc/terms/license",
            "Licence",
            "",
            ValueType.PAGE,
            ("license",),
            facet=True,
            of_page=True,
        ),
    )
}
"""Fields every page may have, whether or not its shape says so."""


@dataclass(frozen=True, slots=True)
class Qualifier:
    """One qualifier of a statement, understood."""

    key: str
    field: Field | None
    reading: Reading


@dataclass(frozen=True, slots=True)
class Said:
    """One statement, understood."""

    key: str
    field: Field | None  # None: the kind has no such field
    reading: Reading | None  # None: a status without a value
    status: str = PRESENT  # last segment of the status' IRI; "" = a word that is no status
    qualifiers: tuple[Qualifier, ...] = ()
    statement: Statement | None = None  # None: from a typed link or a section

    @property
    def refuting(self) -> bool:
        """Whether it is an instance that speaks against its pattern."""
        return any(each.key == "bearing" and each.reading.text == _REFUTING for each in self.qualifiers)

    @property
    def holds(self) -> bool:
        """Whether the plain statement may be made: a value is given, present, and no refuting instance."""
        return self.reading is not None and self.status == PRESENT and not self.refuting


@dataclass(frozen=True, slots=True)
class Saying:
    """A page understood under its title."""

    page: Page
    title: str  # full, in its one spelling
    parts: Title
    kind: Kind | None  # None: the ontology has no such kind
    said: tuple[Said, ...] = ()
    sections: tuple[tuple[Field, Section], ...] = ()  # section fields that are there
    links: tuple[Link, ...] = ()
    typed: tuple[Said, ...] = ()  # one for each link with a property, in the order of the links
    redirect: str = ""  # full title of the target if the page is a redirect, and to another page
    values: Mapping[str, object] = field(default_factory=dict)  # the front matter


def understand(page: Page, title: str, ontology: Ontology) -> Saying:
    """Read everything the page says in the light of the ontology."""
    parts = split_title(title, ontology)
    kind = ontology.by_name.get(parts.kind)
    links = (*find_links(page), *addressed_links(page, ontology))
    values = mapping(page)
    return Saying(
        page=page,
        title=canonical_title(title, ontology),
        parts=parts,
        kind=kind,
        said=tuple(said_of(each, kind, ontology) for each in statements(page) if each.key not in PAGE_KEYS),
        sections=tuple(_section_fields(page, kind)),
        links=links,
        typed=tuple(_typed_link(each, kind, ontology) for each in links if each.key),
        redirect=_redirect(values, canonical_title(title, ontology), ontology),
        values=values,
    )


def field_of(key: str, kind: Kind | None) -> Field | None:
    """Return the kind's field of that key, or the one all pages have."""
    found = kind.by_key.get(key) if kind else None
    return found or COMMON.get(key)


def link_field(key: str, kind: Kind | None, ontology: Ontology) -> Field | None:
    """Return the field a typed link means: by key or label, this kind's first, then any kind's."""
    word = key.strip().replace(" ", "_")
    return field_of(word, kind) or ontology.by_key.get(word) or ontology.by_key.get(word.casefold())


def section_fields(kind: Kind) -> dict[str, Field]:
    """Return the kind's section fields by heading, in lower case; labels before other headings."""
    fields = [each for each in kind.fields if each.section]
    found = {folded(each.label): each for each in fields}
    for each in fields:
        for heading in each.headings:
            found.setdefault(folded(heading), each)
    return found


def folded(heading: str) -> str:
    """Return the heading as compared: case, outer blanks and a final colon apart."""
    return heading.strip().rstrip(":").rstrip().casefold()


def coding_anchor(statement: Statement | None) -> str:
    """Name a coding by what it says, whatever the order: "c-" and 12 hex digits of SHA-256.

    It is what follows the `#` in the coding's IRI and in the address of the value on its page.
    """
    if statement is None:
        return "c-" + "0" * 12
    qualifiers = sorted((key, lexical(value)) for key, value in statement.qualifiers)
    content = json.dumps([statement.key, lexical(statement.value), qualifiers])
    return "c-" + sha256(content.encode()).hexdigest()[:12]


def redirect_target(values: Mapping[str, object], ontology: Ontology) -> str:
    """Return the full title the `redirect` entry names, usable or not; "" when there is none."""
    written = values.get("redirect")
    if not isinstance(written, str):
        return ""
    return canonical_title(written.strip().removeprefix("[[").removesuffix("]]"), ontology)


def _redirect(values: Mapping[str, object], own: str, ontology: Ontology) -> str:
    target = redirect_target(values, ontology)
    return "" if target == own or title_problem(target) else target


def said_of(statement: Statement, kind: Kind | None, ontology: Ontology) -> Said:
    """Understand one statement of a page of that kind."""
    known = field_of(statement.key, kind)
    qualifiers = tuple(_qualifier(key, value, ontology) for key, value in statement.qualifiers)
    status = _status(statement, qualifiers)
    value = lexical(statement.value)
    if known and known.codable and value.casefold() in VALUELESS:
        return Said(statement.key, known, None, VALUELESS[value.casefold()], qualifiers, statement)
    reading = _read(statement.key, statement.value, known, ontology) if value else None
    return Said(statement.key, known, reading, status, qualifiers, statement)


def _read(key: str, value: Value, known: Field | None, ontology: Ontology) -> Reading:
    if known is not None:
        return read_value(value, known, ontology)
    if ":" in key and property_iri(key, ontology):
        return read_term(value, ontology)
    return Reading(Form.LITERAL, lexical(value), lexical(value))


def _qualifier(key: str, value: Value, ontology: Ontology) -> Qualifier:
    known = ontology.qualifier_by_key.get(key)
    return Qualifier(key, known, _read(key, value, known, ontology))


def _status(statement: Statement, qualifiers: Iterable[Qualifier]) -> str:
    for each in qualifiers:
        if each.key == "status":
            word = option_word(each.reading.text) if each.reading.form is Form.IRI else each.reading.text
            word = word.casefold().replace(" ", "-")
            return word if word in _STATUSES else ""
    return PRESENT if lexical(statement.value) else ""


def _typed_link(link: Link, kind: Kind | None, ontology: Ontology) -> Said:
    known = link_field(link.key, kind, ontology)
    if known is None:
        title = canonical_title(link.target, ontology)
        return Said(link.key, None, Reading(Form.TITLE, title, split_title(title, ontology).name))
    return Said(known.key, known, read_value(link.target, known, ontology))


_headings: dict[int, tuple[Kind, dict[str, Field]]] = {}


def _section_fields(page: Page, kind: Kind | None) -> Iterator[tuple[Field, Section]]:
    """Find the section of each section field; the first section of a field wins."""
    if kind is None:
        return
    known = _headings.get(id(kind))
    if known is None or known[0] is not kind:
        if len(_headings) > 512:  # noqa: PLR2004 - far more kinds than an ontology has
            _headings.clear()
        known = _headings[id(kind)] = (kind, section_fields(kind))
    seen: set[str] = set()
    for section in page.sections:
        found = known[1].get(folded(section.heading)) if section.level else None
        if found and found.key not in seen:
            seen.add(found.key)
            if section_text(page, section):
                yield found, section
