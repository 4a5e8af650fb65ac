"""What a page codes: each value of a coded field with its status and its evidence, as tables and counts read it. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from patterns.saying import PRESENT, Qualifier, Said, Saying
from patterns.values import Form, option_word

STATUS = "status"
CODER = "coder"
STATUSES = ("contested", PRESENT, "absent", "not-applicable", "unknown", "")
"""What the status of a coding may be: the five, and a word that is none of them."""


class Evidence(NamedTuple):
    """One qualifier of a coding: its source, quotation, coder, date or confidence, say.

    A tuple, because a table of a hundred cases has some ten thousand of them.
    """

    key: str
    words: str
    title: str = ""  # full title of the page it names, "" = none


@dataclass(frozen=True, slots=True)
class Coding:
    """One value, or a status without a value, under one coded field."""

    field: str  # the field's key
    value: str = (
        ""  # as compared: an option's word, a full title, a number or text as written; "" = none is given
    )
    label: str = ""  # as shown
    status: str = (
        PRESENT  # or "absent", "unknown", "not-applicable", "contested"; "" = a word that is none of these
    )
    title: str = ""  # full title of the page that is the value, "" = it is no page
    evidence: tuple[Evidence, ...] = ()

    @property
    def coders(self) -> tuple[str, ...]:
        """Who coded it."""
        return self.all_of(CODER)

    def all_of(self, key: str) -> tuple[str, ...]:
        """Return all words under one key of its evidence."""
        return tuple(each.words for each in self.evidence if each.key == key)


def codings(saying: Saying) -> tuple[Coding, ...]:
    """Return what a page that has been understood codes, in its order; a redirect codes nothing.

    A typed link of the text counts as a coding without evidence, unless the front matter has the same value.
    """
    if saying.redirect:
        return ()
    written = tuple(coding_of(each) for each in saying.said if _is_coded(each))
    known = {(each.field, each.value) for each in written}
    linked = (coding_of(each) for each in saying.typed if _is_coded(each))
    return (*written, *dict.fromkeys(each for each in linked if (each.field, each.value) not in known))


def _is_coded(said: Said) -> bool:
    return said.field is not None and said.field.codable


def coding_of(said: Said) -> Coding:
    """Return a statement as a coding."""
    reading = said.reading
    evidence = tuple(_evidence(said.qualifiers))
    if reading is None:
        return Coding(said.key, status=said.status, evidence=evidence)
    is_option = reading.form is Form.IRI and said.field is not None and bool(said.field.options)
    return Coding(
        field=said.key,
        value=option_word(reading.text) if is_option else reading.text,
        label=reading.label,
        status=said.status,
        title=reading.text if reading.form is Form.TITLE else "",
        evidence=evidence,
    )


def _evidence(qualifiers: Iterable[Qualifier]) -> Iterable[Evidence]:
    for each in qualifiers:
        if each.key != STATUS:
            page = each.reading.form is Form.TITLE
            yield Evidence(each.key, each.reading.label, each.reading.text if page else "")
