"""A page as a row of a table, one column a field; or as rows, one a coding with its evidence. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from ontology.kinds import Kind, Ontology
from patterns.codings import CODER, STATUS
from patterns.saying import PAGE_KEYS, PRESENT, Said, Saying
from patterns.sections import section_text
from patterns.tabletext import BETWEEN, Entry, write_cell
from patterns.values import Form

TITLE = "title"
FURTHER = "further"
"""Column of the qualifiers that the shape of qualifiers does not know."""


def wide_columns(kind: Kind) -> tuple[str, ...]:
    """Return the columns of a table with a row a page: its full title, then the kind's fields in their order."""
    return (TITLE, *(field.key for field in kind.fields if field.key != TITLE))


def wide_row(saying: Saying, kind: Kind) -> list[str]:
    """Return a page's cells under `wide_columns`."""
    sections = {field.key: section_text(saying.page, section) for field, section in saying.sections}
    said: dict[str, list[Said]] = {}
    for each in _all_said(saying):
        said.setdefault(each.key, []).append(each)
    return [
        saying.title,
        *(
            sections[field.key] if field.key in sections else cell(said.get(field.key, ()))
            for field in kind.fields
            if field.key != TITLE
        ),
    ]


def cell(said: Iterable[Said]) -> str:
    """Write what a page says under one field; coders are named where they do not say the same.

    Evidence for neither a value nor a status says nothing, and is in the long form alone.
    """
    found = tuple(each for each in said if value_of(each) or status_of(each))
    named = _disagree(found)
    return write_cell(
        Entry(value_of(each), status_of(each), _coders(each) if named else ()) for each in found
    )


def _disagree(said: Iterable[Said]) -> bool:
    sets: dict[str, set[tuple[str, str]]] = {}
    for each in said:
        for coder in _coders(each):
            sets.setdefault(coder, set()).add((status_of(each), value_of(each)))
    return len({frozenset(each) for each in sets.values()}) > 1


def value_of(said: Said) -> str:
    """Return a value as an import reads it: a full title, an option's label, a text or number; "" = none is given."""
    if said.reading is None:
        return ""
    return said.reading.text if said.reading.form is Form.TITLE else said.reading.label


def status_of(said: Said) -> str:
    """Return the status in words, or what stands in its place when it is none."""
    if said.status:
        return said.status.replace("-", " ")
    return BETWEEN.join(_of(said, STATUS))


def long_columns(ontology: Ontology) -> tuple[str, ...]:
    """Return the columns of a table with a row a coding: the qualifiers in their order, and those that are none."""
    return (TITLE, "field", "value", STATUS, *_qualifiers(ontology), FURTHER)


def long_rows(saying: Saying, ontology: Ontology) -> Iterator[list[str]]:
    """Yield a row under `long_columns` for each value of a coded field, and for any other value with evidence."""
    known = _qualifiers(ontology)
    for said in _all_said(saying):
        if said.field is not None and (said.field.codable or said.qualifiers):
            further = [
                f"{each.key}: {each.reading.text}"
                for each in said.qualifiers
                if each.key not in known and each.key != STATUS
            ]
            yield [
                saying.title,
                said.key,
                value_of(said),
                status_of(said),
                *(_joined(_of(said, key)) for key in known),
                _joined(further),
            ]


def further_keys(saying: Saying) -> list[str]:
    """Return the keys of a page that its kind's shape does not know: a table has no column for them."""
    return [said.key for said in saying.said if said.field is None and said.key not in PAGE_KEYS]


def _qualifiers(ontology: Ontology) -> Sequence[str]:
    return [each.key for each in ontology.qualifiers if each.key != STATUS]


def _all_said(saying: Saying) -> Iterator[Said]:
    """Return the front matter's statements and the typed links of the text that say more, those of a field together."""
    known = {(each.key, value_of(each)) for each in saying.said}
    by_key: dict[str, list[Said]] = {}
    for each in saying.said:
        by_key.setdefault(each.key, []).append(each)
    for each in saying.typed:
        if (each.key, value_of(each)) not in known:
            known.add((each.key, value_of(each)))
            by_key.setdefault(each.key, []).append(each)
    return chain.from_iterable(by_key.values())


def _coders(said: Said) -> tuple[str, ...]:
    return tuple(_of(said, CODER))


def _of(said: Said, key: str) -> list[str]:
    return [
        each.reading.text if each.reading.form is Form.TITLE else each.reading.label
        for each in said.qualifiers
        if each.key == key
    ]


def _joined(values: Iterable[str]) -> str:
    return write_cell(Entry(each, PRESENT) for each in values if each)
