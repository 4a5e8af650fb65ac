"""The texts of a page's body in a form: the beginning, the sections that are fields, and what stands between them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ontology.kinds import Field, Kind
from patterns.page import Page, Section
from patterns.saying import folded, section_fields

LEAD = "lead"
"""Name of the text before the first heading."""

_BLANK_LINES = re.compile(r"(?:[ \t]*+(?:\r\n|\n|\r|\Z))++")


@dataclass(frozen=True, slots=True)
class FormText:
    """A stretch of a page's body: the sections from `start` up to `stop`."""

    name: str  # LEAD, "s-KEY" for a field's section, "r-N" for other sections
    label: str
    text: str  # without outer blank lines; a field's without its heading
    field: Field | None = None
    start: int = 0
    stop: int = 0  # = start: not there yet


def texts_of(page: Page, kind: Kind) -> tuple[FormText, ...]:
    """Cut the body into texts: every section belongs to one of them, in the order of the page; then the absent ones.

    A section field's text is its section with the deeper ones that follow, up to another field's section.
    """
    present = list(_present(page.sections, kind))
    seen = {each.name for each in present}
    lead = [] if LEAD in seen else [FormText(LEAD, "Beginning", "")]
    absent = [
        FormText(name_of(each), each.label, "", each)
        for each in kind.fields
        if each.section and name_of(each) not in seen
    ]
    return (*lead, *present, *absent)


def name_of(section: Field) -> str:
    """Return the name of the text of a section field."""
    return f"s-{section.key}"


def _present(sections: Sequence[Section], kind: Kind) -> Iterator[FormText]:
    fields = _first_sections(sections, kind)
    position = further = 0
    while position < len(sections):
        stop = position + 1
        found = fields.get(position)
        if position == 0 and sections[0].level == 0:
            yield FormText(LEAD, "Beginning", cut(sections[0].raw)[1], None, 0, 1)
        elif found is not None:
            while (
                stop < len(sections)
                and stop not in fields
                and sections[stop].level > sections[position].level
            ):
                stop += 1
            text = cut(body_of(sections[position:stop]))[1]
            yield FormText(name_of(found), found.label, text, found, position, stop)
        else:
            while stop < len(sections) and stop not in fields:
                stop += 1
            text = cut("".join(each.raw for each in sections[position:stop]))[1]
            yield FormText(f"r-{further}", _headings(sections[position:stop]), text, None, position, stop)
            further += 1
        position = stop


def _first_sections(sections: Sequence[Section], kind: Kind) -> dict[int, Field]:
    """Return the field of each section that is the first of its field, by the section's place."""
    known = section_fields(kind)
    found: dict[int, Field] = {}
    seen: set[str] = set()
    for place, section in enumerate(sections):
        each = known.get(folded(section.heading)) if section.level else None
        if each is not None and each.key not in seen:
            seen.add(each.key)
            found[place] = each
    return found


def _headings(sections: Sequence[Section]) -> str:
    return ", ".join(f"“{each.heading}”" for each in sections)


def cut(text: str) -> tuple[str, str, str]:
    """Cut a text into the blank lines it begins with, what it says, and the blanks it ends with.

    An indented first line keeps its indentation: it may be code.
    """
    before = _BLANK_LINES.match(text)
    start = before.end() if before else 0
    stop = max(start, len(text.rstrip(" \t\r\n")))
    return text[:start], text[start:stop], text[stop:]


def body_of(sections: Sequence[Section]) -> str:
    """Return what stands below the heading of the first section."""
    return sections[0].body + "".join(each.raw for each in sections[1:])
