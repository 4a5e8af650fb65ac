"""A page as a form: its kind's fields in the order of the shape, each value with its evidence, and the texts of its body.

What a form holds is read from the page's text and the ontology alone; `patterns.formwriting` makes a new text of what
was filled in.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from ontology.kinds import Field, Kind, Ontology, Severity, ValueType
from patterns.formtexts import FormText, texts_of
from patterns.links import find_links
from patterns.page import Entry, Page
from patterns.saying import COMMON, VALUELESS, link_field
from patterns.values import choices, lexical

STATUS = "status"
_NO_TEXTS: Mapping[str, tuple[str, ...]] = {}


@dataclass(frozen=True, slots=True)
class FormValue:
    """One value of a field, as a form holds it: everything is text."""

    text: str = ""  # an option's label, true or false, or the value as written
    evidence: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: _NO_TEXTS)  # by qualifier's key
    place: int | None = None  # which value of the entry it is, counted from 0; None: a new one
    fixed: str = ""  # how a value is written that has no place in a form, and so can only be removed there
    kept: tuple[tuple[str, str], ...] = ()  # qualifiers a form does not change: key and words
    removed: bool = False

    @property
    def is_blank(self) -> bool:
        """Whether nothing is said."""
        return not (self.text.strip() or self.fixed or self.kept or any(map(any, self.evidence.values())))


@dataclass(frozen=True, slots=True)
class FormField:
    """A field of the front matter in a form."""

    field: Field
    values: tuple[FormValue, ...] = ()
    qualifiers: tuple[Field, ...] = ()  # those its values are asked for
    linked: tuple[str, ...] = ()  # what typed links in the text say with the field

    @property
    def is_checked(self) -> bool:
        """Whether the values are ticked in a list: a closed list, many of which may hold, without evidence."""
        kind = self.field
        return (
            kind.type is ValueType.CHOICE
            and kind.many
            and not self.qualifiers
            and all(_is_plain_option(each, kind) for each in self.values)
        )


@dataclass(frozen=True, slots=True)
class PageForm:
    """A page's text as a form."""

    kind: Kind
    fields: tuple[FormField, ...]
    texts: tuple[FormText, ...]  # of the body, in the order of the page; then those that are not there yet
    strange: tuple[tuple[str, str], ...] = ()  # keys that are no field of the kind, and how they are written

    @property
    def size(self) -> int:
        """Number of values and of what qualifies them."""
        values = [value for each in self.fields for value in each.values]
        return len(values) + sum(len(texts) for each in values for texts in each.evidence.values())


def is_readable(page: Page) -> bool:
    """Say whether the page's front matter can be read as a whole; only then it can be shown as a form."""
    return not any(each.severity is Severity.VIOLATION for each in page.problems)


def form_of(page: Page, kind: Kind, ontology: Ontology) -> PageForm:
    """Read a page of the kind as a form."""
    linked = _linked(page, kind, ontology)
    known = form_fields(kind)
    fields = tuple(
        FormField(
            each,
            values_of(entry_of(page, each.key), each, ontology),
            ontology.qualifiers_of(each),
            tuple(linked.get(each.key, ())),
        )
        for each in known
    )
    keys = {"kind", "title", *(each.key for each in known)}
    strange = tuple((each.key, each.raw) for each in page.entries if each.key and each.key not in keys)
    return PageForm(kind, fields, texts_of(page, kind), strange)


def form_fields(kind: Kind) -> tuple[Field, ...]:
    """Return the fields of the front matter a form of that kind has: the shape's, then those all pages have."""
    own = tuple(each for each in kind.fields if not each.section)
    return (*own, *(each for key, each in COMMON.items() if key not in kind.by_key))


def entry_of(page: Page, key: str) -> Entry | None:
    """Return the entry that counts for a key: the first with a value, else the first."""
    found = [each for each in page.entries if each.key == key]
    return next((each for each in found if each.value is not None), found[0] if found else None)


def items_of(entry: Entry | None) -> list[object]:
    """Return an entry's values, lists in lists unfolded: `[[Page]]` without quotes is such a one."""
    return [] if entry is None or entry.value is None else list(_flat(entry.value))


def values_of(entry: Entry | None, known: Field, ontology: Ontology) -> tuple[FormValue, ...]:
    """Return an entry's values as a form holds them."""
    return tuple(_value(each, place, known, ontology) for place, each in enumerate(items_of(entry)))


def shown(value: object, known: Field) -> str:
    """Return a plain value as a form shows it: an option by its label, however it is written."""
    words = lexical(value) if isinstance(value, str | int | Decimal) else _json(value)
    if known.type is ValueType.CHOICE:
        option = choices(known).get(words.casefold().strip())
        return option.label if option else words
    return words


def as_sent(text: str) -> str:
    """Return a text as a browser sends it back: one kind of line end, no NUL, no outer blanks (HTML 13.2.3.5, 4.10.22.4)."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd").strip()


def is_same(given: FormValue, before: FormValue) -> bool:
    """Say whether a value came back as it was shown; evidence that did not come back counts as such."""
    return (
        not given.removed
        and as_sent(given.text) == as_sent(before.text)
        and all(
            said_texts(texts) == said_texts(before.evidence.get(key, ()))
            for key, texts in given.evidence.items()
        )
    )


def said_texts(texts: Sequence[str]) -> tuple[str, ...]:
    """Return the texts that say something, as a browser sends them."""
    return tuple(filter(None, map(as_sent, texts)))


def with_one_more(form: PageForm, key: str, value: FormValue | None = None) -> PageForm:
    """Return the form with one more value in that field, an empty one unless it is given, if it has the field."""
    fields = tuple(
        replace(each, values=(*each.values, value or FormValue())) if each.field.key == key else each
        for each in form.fields
    )
    return replace(form, fields=fields)


def _flat(value: object) -> Iterator[object]:
    if isinstance(value, list):
        for each in value:
            yield from _flat(each)
    else:
        yield value


def _value(item: object, place: int, known: Field, ontology: Ontology) -> FormValue:
    if not isinstance(item, Mapping):
        return _without_value(FormValue(shown(item, known), place=place), known)
    value = item.get("value", "")
    if not ("value" in item or STATUS in item) or not _is_scalar(value):
        return FormValue(fixed=_json(item), place=place)
    evidence: dict[str, tuple[str, ...]] = {}
    kept: list[tuple[str, str]] = []
    for key, said in item.items():
        qualifier = ontology.qualifier_by_key.get(key)
        texts = list(_flat(said))
        if key == "value":
            continue
        if qualifier is None or not all(map(_is_scalar, texts)):
            kept.append((key, lexical(said) if isinstance(said, str | int | Decimal) else _json(said)))
        else:
            evidence[key] = tuple(shown(each, qualifier) for each in texts)
    return _without_value(FormValue(shown(value, known), evidence, place, kept=tuple(kept)), known)


def _without_value(value: FormValue, known: Field) -> FormValue:
    """Show `unknown` and the like, written in a value's place, as the status it means."""
    word = value.text.casefold().strip()
    if not known.codable or word not in VALUELESS or STATUS in value.evidence:
        return value
    return replace(value, text="", evidence={**value.evidence, STATUS: (word,)})


def _is_plain_option(value: FormValue, known: Field) -> bool:
    return bool(not value.evidence and not value.kept and value.text.casefold().strip() in choices(known))


def _is_scalar(value: object) -> bool:
    return isinstance(value, str | int | Decimal)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)


def _linked(page: Page, kind: Kind, ontology: Ontology) -> dict[str, list[str]]:
    """Return what typed links in the text say, by the key of the field they mean."""
    found: dict[str, list[str]] = {}
    for link in find_links(page):
        known = link_field(link.key, kind, ontology) if link.key else None
        if known is not None and link.target not in found.setdefault(known.key, []):
            found[known.key].append(link.target)
    return found
