"""Reading the YAML of a front matter: a safe, typed subset that no input can make slow, deep or large.

Scalars resolve as in the YAML 1.2 core schema, narrowed: true/false, integers and decimals are typed; what
has leading zeros, exponents or more than 18 digits stays text as written, so do dates, times and `no`.
Anchors, aliases, tags and merge keys are refused. Events are checked one by one before anything is built.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import yaml

MAX_DEPTH = 12
MAX_CHARACTERS = 256 * 1024

_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})\Z")
_DECIMAL = re.compile(r"(?=[-+0-9.]{1,20}\Z)[-+]?(?:0|[1-9][0-9]*)?\.[0-9]+\Z")
_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
}
_UNREADABLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\ud800-\udfff\ufffe\uffff\u2028\u2029\ufeff]"
)
_HINTS = {
    "mapping values are not allowed in this context": "a value that contains “: ” needs quotes around it",
    "could not find expected ':'": "every line of the front matter is `key: value`",
    "found character that cannot start any token": "indent by spaces; quote values that begin with @ ` %",
    "did not find expected key": "check the indentation and the quotes of this entry",
    "did not find expected ',' or ']'": "close the list with “]”",
    "found unexpected end of stream": "close the quotes",
}

Event = Any  # the events' marks are optional in the type stubs, never in what the parser yields


class Trouble(Exception):  # noqa: N818 - a signal between these functions, never seen outside of them
    """Why a text cannot be read: a clause for people, and the offset it belongs to."""

    def __init__(self, clause: str, index: int = 0) -> None:
        super().__init__(clause)
        self.clause = clause
        self.index = index


@dataclass(frozen=True, slots=True)
class Scalar:
    """One scalar of a block mapping: where it stands and the keys it stands under."""

    path: tuple[str, ...]
    start: int
    end: int
    value: str
    plain: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """One entry of the root mapping; `key` is None when it is no scalar."""

    key: str | None
    value: Any
    start: int  # offset of the key in the text read


def resolve(text: str) -> str | int | Decimal | bool | None:
    """Return the value a plain scalar stands for."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] in "+-.0123456789":
        if _INTEGER.match(text):
            return int(text)
        if _DECIMAL.match(text):
            return Decimal(text)
    return text


def read_pairs(text: str) -> list[Pair]:
    """Read a block mapping's entries; raises Trouble. Offsets count characters of `text`."""
    events = _checked(text)
    first = next(events, None)
    if first is None:
        return []
    if not isinstance(first, yaml.MappingStartEvent):
        raise Trouble("it is not written as `key: value` lines", 0)
    if first.flow_style:
        raise Trouble("it is written in braces; write one `key: value` a line instead", 0)
    pairs = list(_pairs(events))
    for _ in events:  # what follows the mapping may still be wrong
        pass
    return pairs


def read_scalars(text: str) -> list[Scalar]:
    """Return the values of a mapping that are scalars, with their keys and offsets; raises Trouble."""
    return list(_walk(_checked(text), (), keyed=None))


def item_starts(text: str) -> list[int] | None:
    """Return where the items of the one entry's list begin, None when its value is no list in block style; raises Trouble."""
    events = _checked(text)
    opening = [next(events, None) for _ in range(3)]  # the mapping, its key, its value
    if not isinstance(opening[2], yaml.SequenceStartEvent) or opening[2].flow_style:
        return None
    starts: list[int] = []
    depth = 0
    for event in events:
        if depth == 0 and isinstance(event, yaml.SequenceEndEvent):
            break
        if depth == 0:
            starts.append(_offset(event))
        depth += _depth_change(event)
    return starts


def _walk(events: Iterator[Event], path: tuple[str, ...], *, keyed: bool | None) -> Iterator[Scalar]:
    """Yield value scalars; `keyed` says whether the collection being walked is a mapping (None: the root)."""
    key: str | None = None
    for event in events:
        if isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            return
        here = (*path, key) if key is not None else path
        if isinstance(event, yaml.ScalarEvent):
            if keyed and key is None:
                key = event.value
                continue
            yield Scalar(here, _offset(event), _end(event), event.value, event.style == "")
        else:
            yield from _walk(events, here, keyed=isinstance(event, yaml.MappingStartEvent))
        key = None


def _checked(text: str) -> Iterator[Event]:
    """Yield the content events of a one-document text; raises Trouble before taking in anything dangerous."""
    if len(text) > MAX_CHARACTERS:
        raise Trouble(f"it is longer than {MAX_CHARACTERS // 1024} KiB; move long texts into the body")
    if (found := _UNREADABLE.search(text)) and found[0] not in "\x85\u2028\u2029\ufeff":
        raise Trouble(f"it contains the invisible character U+{ord(found[0]):04X}; remove it", found.start())
    depth = 0
    try:
        event: Event
        for event in yaml.parse(_UNREADABLE.sub(" ", text), Loader=yaml.CSafeLoader):
            depth += _depth_change(event)
            if depth > MAX_DEPTH:
                raise Trouble(f"it is nested more than {MAX_DEPTH} levels deep", _offset(event))
            if isinstance(event, yaml.NodeEvent | yaml.CollectionEndEvent):
                _refuse(event)
                yield event
    except yaml.MarkedYAMLError as error:
        problem = str(error.problem)
        mark = error.problem_mark or error.context_mark
        raise Trouble(_HINTS.get(problem, problem), int(mark.index) if mark else 0) from error
    except yaml.YAMLError as error:
        raise Trouble("it contains a character YAML does not allow", getattr(error, "position", 0)) from error


def _offset(event: Event) -> int:
    return int(event.start_mark.index)


def _end(event: Event) -> int:
    return int(event.end_mark.index)


def _depth_change(event: Event) -> int:
    if isinstance(event, yaml.CollectionStartEvent):
        return 1
    return -1 if isinstance(event, yaml.CollectionEndEvent) else 0


def _refuse(event: Event) -> None:
    """Raise Trouble for what this subset leaves out."""
    if isinstance(event, yaml.CollectionEndEvent):
        return
    if event.anchor is not None:
        raise Trouble(
            "anchors (&name) and aliases (*name) are not used here: write the value out, or in quotes if it "
            "begins with & or *",
            _offset(event),
        )
    if event.tag is not None:
        raise Trouble(
            "tags (!name) are not used here: put a value that begins with ! in quotes", _offset(event)
        )


def _pairs(events: Iterator[Event]) -> Iterator[Pair]:
    for event in events:
        if isinstance(event, yaml.MappingEndEvent):
            return
        start = _offset(event)
        key = _key(event, events)
        yield Pair(key, _value(next(events), events), start)


def _key(event: Event, events: Iterator[Event]) -> str | None:
    if not isinstance(event, yaml.ScalarEvent):
        _value(event, events)
        return None
    if event.value == "<<" and event.style == "":
        raise Trouble("merge keys (<<) are not used here: write the entries out", _offset(event))
    return str(event.value)


def _value(event: Event, events: Iterator[Event]) -> Any:
    """Build one value; empty items and entries are left out. Recursion is bounded by MAX_DEPTH."""
    if isinstance(event, yaml.ScalarEvent):
        return resolve(event.value) if event.style == "" else event.value
    if isinstance(event, yaml.SequenceStartEvent):
        return _sequence(events)
    found: dict[str, Any] = {}
    for pair in _pairs(events):
        if pair.key is not None and pair.value is not None:
            found.setdefault(pair.key, pair.value)
    return found


def _sequence(events: Iterator[Event]) -> list[Any]:
    found: list[Any] = []
    for event in events:
        if isinstance(event, yaml.SequenceEndEvent):
            return found
        value = _value(event, events)
        if value is not None:
            found.append(value)
    return found
