"""CSL-JSON (Citation Style Language, schema 1.0.2): a list of items, or one item. Never raises."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from importers.citations.entry import BibEntry, Name, Said, Trouble
from importers.citations.marked import unmarked
from importers.citations.names import person

_BETWEEN = re.compile(r"[\s,\[\]\ufeff]*")
_NEXT_ITEM = re.compile(r"\}\s*,?\s*(?=\{)")
_PARTS = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix")
_NO_FIELD = frozenset({"id", "type", "citation-key", "citation-label"})
_WRAPPERS = ("items", "references")


def read_csl(text: str) -> Iterator[BibEntry | Trouble]:
    """Yield the items in the order of the file, and what was wrong in it: an item that is no JSON costs itself."""
    decoder = json.JSONDecoder()
    place, counted, line = 0, 0, 1
    while True:
        gap = _BETWEEN.match(text, place)
        place = gap.end() if gap else place
        if place >= len(text):
            return
        line, counted = line + text.count("\n", counted, place), place
        try:
            item, place = decoder.raw_decode(text, place)
        except (ValueError, RecursionError) as error:
            wrong = line + text.count("\n", counted, getattr(error, "pos", counted))
            yield Trouble(
                wrong, f"no JSON ({getattr(error, 'msg', 'nested too deeply')}); the item was left out"
            )
            found = _NEXT_ITEM.search(text, place)
            if not found:
                return
            place = found.end()
            continue
        yield from _items(item, line)


def _items(item: Any, line: int) -> Iterator[BibEntry | Trouble]:
    if not isinstance(item, dict):
        yield Trouble(line, f"{str(item)[:40]!r} is no item of a bibliography; it was left out")
        return
    wrapped = next((item[key] for key in _WRAPPERS if isinstance(item.get(key), list)), None)
    if wrapped is not None and "type" not in item:
        for each in wrapped:
            yield from _items(each, line)
        return
    key = str(item.get("citation-key") or item.get("id") or "")
    fields = tuple(
        Said(str(name), *_text(value, line))
        for name, value in item.items()
        if name not in _NO_FIELD and value not in ("", None, [], {})
    )
    yield BibEntry(key, str(item.get("type") or ""), line, tuple(each for each in fields if each.text))


def _text(value: Any, line: int) -> tuple[str, int, tuple[Name, ...]]:
    """Return what follows a field's name in `Said`: plain text, line, names."""
    names = tuple(_names(value))
    if names:
        return "; ".join(each.text for each in names), line, names
    if isinstance(value, dict) and (date := _date(value)):
        return date, line, ()
    if isinstance(value, list) and all(isinstance(each, str | int) for each in value):
        return "; ".join(map(str, value)), line, ()
    if isinstance(value, bool | dict | list):
        return json.dumps(value, ensure_ascii=False), line, ()
    return unmarked(str(value)).strip(), line, ()


def _names(value: Any) -> Iterator[Name]:
    if not isinstance(value, list):
        return
    for each in value:
        if not isinstance(each, dict):
            continue
        if each.get("literal"):
            written = str(each["literal"])
            yield person(written) if "," in written else Name(" ".join(written.split()), institution=True)
        elif words := " ".join(str(each[part]) for part in _PARTS if each.get(part)).split():
            yield Name(" ".join(words))


def _date(value: dict[str, Any]) -> str:
    """Return a CSL date as ISO 8601, a range with a slash; "" if it is none."""
    parts = value.get("date-parts")
    if isinstance(parts, list) and all(isinstance(each, list) for each in parts):
        days = ["-".join(_padded(number, part) for number, part in enumerate(each) if part) for each in parts]
        if any(days):
            about = "c. " if value.get("circa") not in {None, False, "0", "", "false"} else ""
            return about + "/".join(filter(None, days))
    return str(value.get("raw") or value.get("literal") or "")


def _padded(place: int, part: Any) -> str:
    return str(part).zfill(2) if place else str(part)
