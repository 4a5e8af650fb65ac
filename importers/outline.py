"""The body of a foreign page as an outline: headings and run-in labels become sections in our words. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from patterns.page import Section
from patterns.sections import split_sections

TOP = 2
"""Level of a page's own sections; the title is the level above."""

HEADINGS_KEPT = 4096
"""Headings whose word is remembered: those of a collection come again and again …"""

SHORT = 80
"""… and are no longer than so many characters."""

_OPTIONAL = re.compile(r"(?<!\s)\s*+\((?:optional[^)]*)\)\s*$", re.IGNORECASE)
_CLOSED = re.compile(r"(?:\A|[ \t])#+[ \t]*\Z")
_LABEL = re.compile(r"^\*\*([^*\n]{2,60}?)\s*(?::\s*\*\*|\*\*\s*:)[ \t]*", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Part:
    """One section of the outline."""

    level: int  # 0 = what stands before the first heading
    heading: str  # its plain text, by which it is known
    body: str
    written: str = ""  # the heading as it was written, with its links and images; "" = as `heading`


def outline(body: str, headings: Mapping[str, str], labels: Mapping[str, str], title: str = "") -> list[Part]:
    """Split a body into parts with our headings, top sections at level 2 and no level skipped above them.

    A heading above all others that says only the page's title is left out; what it heads stays.
    """
    parts = [
        Part(each.level, _plain(each.heading), each.body, _plain(_as_written(each)))
        for each in split_sections(body)
    ]
    parts = _untitled(parts, title)
    if labels:
        parts = [piece for part in parts for piece in _split_labels(part, labels)]
    return [_ours(part, headings) for part in _lifted(parts)]


def _ours(part: Part, headings: Mapping[str, str]) -> Part:
    """Give a part our heading; one the profile names is a top section even where it was written one level too deep."""
    heading = translated(part.heading, headings)
    known = heading != part.heading and part.level == TOP + 1
    return replace(
        part,
        heading=heading,
        level=TOP if known else part.level,
        written=part.written if heading == part.heading else "",
    )


def text_of(parts: list[Part]) -> str:
    """Write parts as Markdown again."""
    pieces = [_written(part) for part in parts]
    return "\n".join(piece for piece in pieces if piece)


def translated(heading: str, headings: Mapping[str, str]) -> str:
    """Return our word for a heading; a word with * at its end stands for all that begin so."""
    find = _known if len(heading) <= SHORT else _translated
    return find(heading, tuple(headings.items()))


def _translated(heading: str, headings: tuple[tuple[str, str], ...]) -> str:
    folded = {key.casefold(): value for key, value in headings}
    exact = folded.get(heading.casefold())
    if exact is not None:
        return exact
    for key, value in folded.items():
        if key.endswith("*") and heading.casefold().startswith(key[:-1]):
            return value
    return heading


_known = lru_cache(HEADINGS_KEPT)(_translated)


def _as_written(section: Section) -> str:
    """Return a heading with its markup, without the marks that make it one."""
    if not section.level:
        return ""
    first = section.raw.lstrip().splitlines()[0]
    return _CLOSED.sub("", first.lstrip("#")).strip() if first.startswith("#") else first.strip()


def _plain(heading: str) -> str:
    return _OPTIONAL.sub("", heading).strip()


def _split_labels(part: Part, labels: Mapping[str, str]) -> list[Part]:
    """Cut a part where a paragraph begins with a bold label that the profile knows."""
    cuts = [
        found
        for found in _LABEL.finditer(part.body)
        if translated(found[1], labels) != found[1] or found[1] in labels
    ]
    if not cuts:
        return [part]
    bounds = [*(cut.start() for cut in cuts), len(part.body)]
    pieces = (
        [replace(part, body=part.body[: bounds[0]])] if part.body[: bounds[0]].strip() or part.heading else []
    )
    for cut, end in zip(cuts, bounds[1:], strict=True):
        pieces.append(
            Part(max(part.level, TOP), translated(cut[1], labels), "\n" + part.body[cut.end() : end].lstrip())
        )
    return pieces


def _untitled(parts: list[Part], title: str) -> list[Part]:
    headed = [part for part in parts if part.level]
    first = headed[0] if headed else None
    if (
        not title
        or first is None
        or first.written != title
        or any(part.level <= first.level for part in headed[1:])
    ):
        return parts
    return [Part(0, "", part.body) if part is first else part for part in parts]


def _lifted(parts: list[Part]) -> list[Part]:
    """Shift levels so that the highest heading is a top section."""
    levels = [part.level for part in parts if part.level]
    shift = TOP - min(levels) if levels else 0
    return [replace(part, level=min(part.level + shift, 6)) if part.level else part for part in parts]


def _written(part: Part) -> str:
    body = part.body.strip("\n").rstrip()
    if not part.level:
        return f"{body}\n" if body else ""
    return f"{'#' * part.level} {part.written or part.heading}\n" + (f"\n{body}\n" if body.strip() else "")
