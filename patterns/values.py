"""What one value of a field means: a page, an option of a closed list, or a literal – or why it is none of these."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from enum import Enum

from ontology.kinds import Field, Ontology, Option, ValueType
from patterns.links import PAGE, qualified_title, split_title, title_problem
from patterns.nquads import web_iri
from patterns.page import Value
from patterns.years import counted, read_year, shown

_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`\x00-\x1f\x7f\ud800-\udfff]+")
_COMPARED = 80  # characters: comparing longer texts is slow and no use
_Choices = Mapping[str, Option]
_choices: dict[int, tuple[Field, _Choices]] = {}


class Form(Enum):
    """What kind of term a value became."""

    TITLE = "title"  # text is the full title of a page
    IRI = "iri"
    LITERAL = "literal"


@dataclass(frozen=True, slots=True)
class Reading:
    """A value as understood. With a problem it is still kept: as text."""

    form: Form
    text: str  # full title, IRI or lexical form
    label: str  # as shown to people
    datatype: str = "string"  # local name of the XSD datatype of a literal
    problem: str = ""  # a clause: what is wrong, and what to write
    out_of_range: bool = False  # a page of another kind than the field expects
    language: str = ""  # tag of a literal's language, "" = none is said


def lexical(value: Value) -> str:
    """Write the value as text: true, 12, 0.5."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def read_value(value: Value, field: Field, ontology: Ontology) -> Reading:
    """Understand a value as its field wants it."""
    if field.type is ValueType.PAGE:
        return _read_page(lexical(value), field, ontology)
    return _within(_READERS[field.type](value, field), field)


def _within(reading: Reading, field: Field) -> Reading:
    """Hold a value against its field's bounds and pattern; out of them it keeps its form and has a problem."""
    if reading.problem or reading.form is not Form.LITERAL:
        return reading
    if field.pattern and not re.search(field.pattern, reading.text):
        return replace(reading, problem="is not written as this field wants it.")
    if field.minimum is not None and Decimal(reading.text) < field.minimum:
        return replace(reading, problem=f"is too small: write {field.minimum:g} or more.")
    if field.maximum is not None and Decimal(reading.text) > field.maximum:
        return replace(reading, problem=f"is too large: write {field.maximum:g} or less.")
    return reading


def suggest(word: str, known: list[str]) -> str:
    """Return " Did you mean “…”?" when a known word is near, else ""."""
    near = get_close_matches(word[:_COMPARED].casefold(), [each.casefold() for each in known], 1, 0.6)
    written = next((each for each in known if near and each.casefold() == near[0]), "")
    return f" Did you mean “{written}”?" if written else ""


def choices(field: Field) -> _Choices:
    """Options of a closed list by label and by the last segment of the IRI, both in lower case; labels win."""
    known = _choices.get(id(field))
    if known is None or known[0] is not field:
        by_segment = {_segment(option).casefold(): option for option in field.options}
        by_label = {option.label.casefold(): option for option in field.options}
        known = (field, {**by_segment, **by_label})
        if len(_choices) > 4096:  # noqa: PLR2004 - far more fields than an ontology has
            _choices.clear()
        _choices[id(field)] = known
    return known[1]


def option_word(option_iri: str) -> str:
    """Return the last segment of an option's IRI: its word in addresses."""
    return re.split(r"[#/]", option_iri)[-1]


def _segment(option: Option) -> str:
    return option_word(option.iri)


def _text(value: Value, problem: str = "") -> Reading:
    written = lexical(value)
    return Reading(Form.LITERAL, written, written, problem=problem)


def _typed(text: str, datatype: str) -> Reading:
    return Reading(Form.LITERAL, text, text, datatype)


def _read_page(written: str, field: Field, ontology: Ontology) -> Reading:
    if iri := web_iri(written):
        return Reading(Form.IRI, iri, written)
    if written.startswith("[[") and written.endswith("]]"):
        written = written[2:-2]
    title = qualified_title(written, field, ontology)
    if problem := title_problem(title):
        return _text(written, f"is not the title of a page. {problem}")
    parts = split_title(title, ontology)
    reading = Reading(Form.TITLE, title, parts.name)
    if not field.kinds or parts.kind in field.kinds or (parts.kind == PAGE and PAGE not in ontology.by_name):
        return reading
    wanted = " or ".join(_kind_label(each, ontology) for each in field.kinds)
    problem = f"is a page of the kind {_kind_label(parts.kind, ontology)}, not {wanted}: name such a page."
    return replace(reading, problem=problem, out_of_range=True)


def _kind_label(name: str, ontology: Ontology) -> str:
    kind = ontology.by_name.get(name)
    return kind.label if kind else name


def _read_choice(value: Value, field: Field) -> Reading:
    written = lexical(value)
    option = choices(field).get(written.casefold().strip())
    if option:
        return Reading(Form.IRI, option.iri, option.label)
    labels = [each.label for each in field.options]
    shown = ", ".join(f"“{each}”" for each in labels[:12]) + (" …" if len(labels) > 12 else "")  # noqa: PLR2004
    return _text(value, f"is none of its values: write one of {shown}.")


def _read_text(value: Value, _field: Field) -> Reading:
    return _text(value)


def _read_integer(value: Value, _field: Field) -> Reading:
    if isinstance(value, int) and not isinstance(value, bool):
        return _typed(str(value), "integer")
    return _text(value, "is not a whole number: write digits only, at most 18, as in 12000.")


def _read_decimal(value: Value, _field: Field) -> Reading:
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return _typed(lexical(value), "decimal")
    return _text(value, "is not a number: write it as in 0.5.")


def _read_boolean(value: Value, _field: Field) -> Reading:
    if isinstance(value, bool):
        return _typed(lexical(value), "boolean")
    return _text(value, "is neither true nor false: write one of these words.")


def _read_date(value: Value, _field: Field) -> Reading:
    written = lexical(value)
    if _DATE.fullmatch(written) and written.isascii() and _is_date(written):
        return _typed(written, "date")
    return _text(value, "is not a date: write year, month and day, as in 2008-05-01.")


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _read_year(value: Value, _field: Field) -> Reading:
    year = read_year(lexical(value))
    if year is not None:
        return Reading(Form.LITERAL, counted(year), shown(year), "gYear")
    return _text(value, "is not a year: write four digits, as in 2008, or the era with it, as in 500 BCE.")


def _read_url(value: Value, _field: Field) -> Reading:
    written = lexical(value)
    if _URL.fullmatch(written):
        return _typed(written, "anyURI")
    return _text(value, "is not a web address: write it in full, as in https://example.org/page.")


_READERS: Mapping[ValueType, Callable[[Value, Field], Reading]] = {
    ValueType.CHOICE: _read_choice,
    ValueType.TEXT: _read_text,
    ValueType.PROSE: _read_text,
    ValueType.INTEGER: _read_integer,
    ValueType.DECIMAL: _read_decimal,
    ValueType.BOOLEAN: _read_boolean,
    ValueType.DATE: _read_date,
    ValueType.YEAR: _read_year,
    ValueType.URL: _read_url,
}
