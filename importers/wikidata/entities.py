"""Entities out of a file of JSON: Special:EntityData, a list, or a dump with one entity a line; plain, .gz or .bz2."""

from __future__ import annotations

import bz2
import gzip
import json
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast

from importers.citations.entry import Trouble

MOST_BYTES = 256 * 1024 * 1024
"""Of a file that is one value over many lines, which is held in memory as a whole; lines of a dump are bounded by it too."""

_OPENERS: dict[str, Callable[..., Any]] = {".gz": gzip.open, ".bz2": bz2.open}


@dataclass(frozen=True, slots=True)
class Found:
    """One entity and where it stands."""

    line: int
    entity: dict[str, Any]


def read_entities(path: Path) -> Iterator[Found | Trouble]:
    """Yield the entities of a file one by one, in its order. What is no JSON is told and passed over.

    Raises OSError when the file cannot be opened.
    """
    opener = _OPENERS.get(path.suffix.lower(), open)
    with cast("IO[bytes]", opener(path, "rb")) as file:
        try:
            yield from _read(file)
        except (OSError, EOFError, zlib.error) as error:
            yield Trouble(0, f"the file breaks off ({error}); what stands before was read")


def _read(file: IO[bytes]) -> Iterator[Found | Trouble]:
    whole, number, parsed, opening = bytearray(), 0, 0, b""
    while raw := file.readline(MOST_BYTES):
        number += 1
        line = raw.strip().removeprefix(b"\xef\xbb\xbf").rstrip(b",").strip()
        if whole:
            whole += raw
            if len(whole) > MOST_BYTES:
                yield Trouble(1, "one value over many lines, and too large; write one entity a line")
                return
            continue
        if line in {b"", b"[", b"]"}:
            opening = opening if parsed or line != b"[" else b"[\n"
            continue
        try:
            read = json.loads(line)
        except (ValueError, RecursionError) as error:
            if not parsed:
                whole += opening + raw
            else:
                yield Trouble(number, f"no JSON ({error}); the entity was left out")
            continue
        parsed += 1
        yield from _unfolded(read, number)
    if whole:
        yield from _whole(bytes(whole))


def _whole(text: bytes) -> Iterator[Found | Trouble]:
    try:
        yield from _unfolded(json.loads(text), 1)
    except (ValueError, RecursionError) as error:
        yield Trouble(getattr(error, "lineno", 1), f"no JSON ({error}); it was left out")


def _unfolded(read: Any, line: int) -> Iterator[Found | Trouble]:
    if isinstance(read, list):
        for each in read:
            yield from _unfolded(each, line)
    elif isinstance(read, dict) and isinstance(read.get("entities"), dict | list):
        inner = read["entities"]
        for asked, each in inner.items() if isinstance(inner, dict) else (("", each) for each in inner):
            yield from _unfolded(_redirected(each, asked), line)
    elif isinstance(read, dict) and isinstance(read.get("id"), str) and "missing" in read:
        yield Trouble(line, f"{read['id']} is not there any more, or never was; it was left out")
    elif isinstance(read, dict) and isinstance(read.get("id"), str):
        yield Found(line, _redirected(read, ""))
    else:
        yield Trouble(line, "this is no entity with an id; it was left out")


def _redirected(entity: Any, asked: str) -> Any:
    """Return an entity with the number it was asked for by, or said to be merged from, under `merged`."""
    if not isinstance(entity, dict) or "missing" in entity:
        return entity
    said = entity.get("redirects")
    before = said.get("from") if isinstance(said, dict) else asked
    known = before and before != entity.get("id") and re.fullmatch(r"[QP]\d+", str(before))
    return {**entity, "merged": str(before)} if known else entity
