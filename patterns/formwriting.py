"""A filled-in form as a new text of the page: what was changed is written anew, everything else stays byte for byte."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from ontology.kinds import Field, Ontology, ValueType
from patterns import frontmatter
from patterns.entrywriting import entry_text
from patterns.forms import (
    STATUS,
    FormField,
    FormValue,
    PageForm,
    as_sent,
    entry_of,
    is_same,
    items_of,
    said_texts,
)
from patterns.formtexts import LEAD, FormText, body_of, cut, name_of
from patterns.page import Page, Value
from patterns.saying import PRESENT, VALUELESS
from patterns.yamlreading import resolve

_NUMBERS = frozenset({ValueType.INTEGER, ValueType.DECIMAL, ValueType.YEAR})


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody filled in. Fields, values and texts that are not in it stay as they are."""

    values: Mapping[str, tuple[FormValue, ...]] = field(default_factory=dict)  # by key of the field
    texts: Mapping[str, str] = field(default_factory=dict)  # by name of the text


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a value says nothing as it was filled in: a sentence for beside it."""

    key: str
    index: int  # which of the given values of the field
    message: str


@dataclass(frozen=True, slots=True)
class Filled:
    """The page's new text with all that was given, and what is amiss with it beyond what checks find."""

    text: str
    troubles: tuple[Trouble, ...] = ()


def fill(page: Page, form: PageForm, given: Given, ontology: Ontology) -> Filled:
    """Write what was given into the page from which the form was made."""
    body = frontmatter.parse(_front(page) + written_body(page, form, given.texts))
    written: dict[str, str | None] = {}
    troubles: list[Trouble] = []
    for each in form.fields:
        values = given.values.get(each.field.key, ())
        troubles += _troubles(each, values)
        if _is_changed(each, values):
            written[each.field.key] = _entry(page, each, values, ontology)
    return Filled(frontmatter.write(frontmatter.with_entries(body, written)), tuple(troubles))


def _front(page: Page) -> str:
    return "".join((page.opening, *(entry.raw for entry in page.entries), page.closing))


def _is_changed(known: FormField, values: Sequence[FormValue]) -> bool:
    return any(
        not given.is_blank if before is None else not is_same(given, before)
        for given, before in _paired(known, values)
    )


def _paired(known: FormField, values: Sequence[FormValue]) -> list[tuple[FormValue, FormValue | None]]:
    """Put each given value beside the one it was shown for; of two for the same place the second is new."""
    pairs: list[tuple[FormValue, FormValue | None]] = []
    taken: set[int] = set()
    for given in values:
        place = given.place
        if place is not None and 0 <= place < len(known.values) and place not in taken:
            taken.add(place)
            pairs.append((given, known.values[place]))
        elif not given.removed:
            pairs.append((given, None))
    return pairs


def _troubles(known: FormField, values: Sequence[FormValue]) -> list[Trouble]:
    """Find evidence that was left without the value it speaks for."""
    before = {each.place: each for each in known.values}
    found = []
    for index, given in enumerate(values):
        old = before.get(given.place) if given.place is not None else None
        if given.removed or (old and (is_same(given, old) or old.fixed)) or as_sent(given.text):
            continue
        evidence = _evidence(given, old)
        status = said_texts(evidence.pop(STATUS, ()))
        if status[:1] not in ((), (PRESENT,)):
            continue
        if any(said_texts(texts) for texts in evidence.values()) or (old and old.kept):
            message = f"{known.field.label} has evidence but no value: give the value or a status, or tick “Remove”."
            found.append(Trouble(known.field.key, index, message))
    return found


def _evidence(given: FormValue, before: FormValue | None) -> dict[str, tuple[str, ...]]:
    return {**(before.evidence if before else {}), **given.evidence}


def _entry(page: Page, known: FormField, values: Sequence[FormValue], ontology: Ontology) -> str | None:
    """Write the entry of a field; None when nothing is left to say."""
    entry = entry_of(page, known.field.key)
    items = items_of(entry)
    pairs = {before.place: given for given, before in _paired(known, values) if before is not None}
    kept: list[tuple[int | None, Any]] = []
    for place, (item, before) in enumerate(zip(items, known.values, strict=True)):
        given = pairs.get(place, before)
        said = item if is_same(given, before) else _changed(item, given, before, known.field, ontology)
        if said is not None:
            kept.append((place if said is item else None, said))
    for given, old in _paired(known, values):
        said = None if old is not None else _new(given, known.field, ontology)
        if said is not None:
            kept.append((None, said))
    return entry_text(page, entry, known.field, kept) if kept else None


def _new(given: FormValue, known: Field, ontology: Ontology) -> Any:
    """Return a new value as plain data, None when it says nothing; a status that stands for a value comes first."""
    said = None if given.is_blank else _changed({}, given, FormValue(), known, ontology)
    if isinstance(said, dict) and STATUS in said and "value" not in said:
        return {STATUS: said[STATUS], **said}
    return said


def _changed(item: Any, given: FormValue, before: FormValue, known: Field, ontology: Ontology) -> Any:
    """Return a value as it was changed, as plain data: what was not changed of it stays; None takes it out."""
    if given.removed:
        return None
    if before.fixed:
        return item
    said = _mapping(item, before)
    texts = said_texts((given.text,))
    if as_sent(given.text) != as_sent(before.text) or not texts:
        said["value"] = typed(texts[0], known) if texts else None
    for key, all_texts in _ordered(given.evidence, ontology):
        new, old = said_texts(all_texts), said_texts(before.evidence.get(key, ()))
        if new != old:
            said[key] = _one_or_many([typed(each, ontology.qualifier_by_key[key]) for each in new])
    return _shortest({key: each for key, each in said.items() if each is not None}, known)


def _mapping(item: Any, before: FormValue) -> dict[str, Any]:
    """Return a value as a mapping of what it says; `unknown` in a value's place becomes the status it means."""
    said: dict[str, Any] = dict(item) if isinstance(item, Mapping) else {"value": item}
    if not before.text and STATUS in before.evidence and STATUS not in said:
        del said["value"]
        return {STATUS: before.evidence[STATUS][0], **said}
    return said


def _ordered(
    evidence: Mapping[str, tuple[str, ...]], ontology: Ontology
) -> list[tuple[str, tuple[str, ...]]]:
    return [(each.key, evidence[each.key]) for each in ontology.qualifiers if each.key in evidence]


def _one_or_many(values: list[Value]) -> Any:
    return None if not values else values[0] if len(values) == 1 else values


def _shortest(said: dict[str, Any], known: Field) -> Any:
    """Write a value alone, and a status alone, without a mapping; None when nothing is said."""
    if list(said) == ["value"]:
        return said["value"]
    status = said[STATUS] if list(said) == [STATUS] else None
    if isinstance(status, str) and known.codable and status in VALUELESS:
        return status
    if status == PRESENT:
        return None
    return said or None


def typed(text: str, known: Field) -> Value:
    """Return a text as the value its field wants, if it can be read as one; else as the text it is."""
    text = as_sent(text)
    if known.type is ValueType.BOOLEAN and text in ("true", "false"):
        return text == "true"
    if known.type in _NUMBERS:
        found = resolve(text)
        if isinstance(found, int | Decimal) and not isinstance(found, bool):
            return found
    return text


def written_body(page: Page, form: PageForm, given: Mapping[str, str]) -> str:
    """Return the body with the given texts, by name, in place of those that were there; "" takes one out.

    A section that is not there yet comes before the first section of a field that follows it in the shape, else last.
    """
    end = frontmatter.line_end(page)
    pieces = [
        (each, _piece(page, each, given.get(each.name), end)) for each in form.texts if each.stop > each.start
    ]
    for each in form.texts:
        words = _with_ends(given.get(each.name, ""), end)
        if each.stop == each.start and words:
            _insert(page, pieces, each, words, form)
    return "".join(piece for _, piece in pieces)


def _piece(page: Page, text: FormText, given: str | None, end: str) -> str:
    """Return what stands in the body for a text: as it was, or with the new words between the old blanks."""
    sections = page.sections[text.start : text.stop]
    raw = "".join(each.raw for each in sections)
    if given is None or as_sent(given) == as_sent(text.text):
        return raw
    new = _with_ends(given, end)
    if not new:
        return end if text.name == LEAD and text.stop < len(page.sections) else ""
    head = raw[: len(raw) - len(body_of(sections))] if text.field else ""
    before, said, after = cut(raw[len(head) :])
    gap = end if head and head[-1] not in "\r\n" else ""
    if not said:
        before, after = end if head else before, end + (end if text.stop < len(page.sections) else "")
    return head + gap + (before or (end if head else "")) + new + (after or end)


def _with_ends(text: str, end: str) -> str:
    """Return a text as sent, its outer blank lines off, with the page's line ends."""
    return cut(text.replace("\r\n", "\n").replace("\r", "\n"))[1].replace("\n", end)


def _insert(
    page: Page, pieces: list[tuple[FormText, str]], text: FormText, words: str, form: PageForm
) -> None:
    """Put a new text into its place, with a blank line before and after it."""
    end = frontmatter.line_end(page)
    order = [name_of(each) for each in form.kind.fields if each.section]
    is_lead = text.name == LEAD
    later = {each.name for each, _ in pieces} if is_lead else {*order[order.index(text.name) + 1 :]}
    place = next((at for at, (each, _) in enumerate(pieces) if each.name in later), len(pieces))
    before = "".join(each for _, each in pieces[:place])
    gap = "" if not before or before[-1] in "\r\n" else end
    is_apart = (before + gap).endswith((end + end, "\n\n")) or (before and not before.strip())
    if not is_lead and (before or page.opening) and not is_apart:
        gap += end
    head = "" if is_lead else f"## {text.label}{end}{end}"
    follows = any(each for _, each in pieces[place:])
    pieces.insert(place, (text, f"{gap}{head}{words}{end}{end if follows else ''}"))
