"""Content negotiation by the `Accept` field: pure, after RFC 9110 section 12.5.1."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_TOKEN = r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+"  # noqa: S105 – RFC 9110 section 5.6.2, not a password
_RANGE = re.compile(rf"\s*({_TOKEN})/({_TOKEN})\s*")
_PARAMETER = re.compile(rf'\s*({_TOKEN})\s*=\s*(?:({_TOKEN})|"((?:[^"\\]|\\.)*)")\s*')
_QUALITY = re.compile(r"(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)")
_PARTS = re.compile(r'(?:[^,;"]|"(?:[^"\\]|\\.)*")+|[,;]')
_NO_DIFFERENCE = {"charset", "profile"}
"""Parameters that choose between forms of a type we have one form of: UTF-8, plain JSON-LD."""
_LONGEST = 4096  # characters of an Accept field that are read; browsers send about 150


@dataclass(frozen=True, slots=True)
class MediaRange:
    """One entry of an `Accept` field: `text/*;q=0.5`."""

    type: str
    subtype: str
    parameters: tuple[tuple[str, str], ...] = ()  # sorted, lower-case names; without q
    quality: float = 1.0

    @property
    def precision(self) -> int:
        """Say how specific the range is: 0 `*/*`, 1 `text/*`, 2 `text/html`, more with parameters."""
        if self.type == "*":
            return 0
        return 1 if self.subtype == "*" else 2 + len(self.parameters)

    def covers(self, offer: MediaRange) -> bool:
        """Say whether the offered type lies in this range."""
        if self.type not in ("*", offer.type):
            return False
        if self.subtype not in ("*", offer.subtype):
            return False
        return set(self.parameters) <= set(offer.parameters)


def read_accept(header: str) -> tuple[MediaRange, ...]:
    """Read an `Accept` field; entries that do not follow the grammar are left out, as if not sent.

    >>> [each.quality for each in read_accept("text/html, */*;q=0.1")]
    [1.0, 0.1]
    """
    entries: list[list[str]] = [[]]
    for part in _PARTS.findall(header[:_LONGEST]):
        if part == ",":
            entries.append([])
        elif part != ";":
            entries[-1].append(part)
    ranges = (_read_range(parts) for parts in entries if parts)
    return tuple(each for each in ranges if each is not None)


def _read_range(parts: list[str]) -> MediaRange | None:
    found = _RANGE.fullmatch(parts[0])
    if found is None or (found[1] == "*" and found[2] != "*"):
        return None
    parameters: list[tuple[str, str]] = []
    for part in parts[1:]:
        parameter = _PARAMETER.fullmatch(part)
        if parameter is None:
            if part.strip():
                return None
            continue
        name, value = parameter[1].lower(), parameter[2] or parameter[3] or ""
        if name == "q":  # everything after q is an accept extension (RFC 7231), which nothing uses
            quality = float(value) if _QUALITY.fullmatch(value) else None
            return None if quality is None else _media_range(found, parameters, quality)
        if name not in _NO_DIFFERENCE:
            parameters.append((name, value.lower()))
    return _media_range(found, parameters, 1.0)


def _media_range(found: re.Match[str], parameters: list[tuple[str, str]], quality: float) -> MediaRange:
    return MediaRange(found[1].lower(), found[2].lower(), tuple(sorted(parameters)), quality)


def weigh(offer: str, ranges: Sequence[MediaRange]) -> tuple[float, int]:
    """Return the quality the client gives this media type, and how specifically it says so.

    The most specific range that covers the type decides; (0.0, 0) when none does.
    """
    offered = read_accept(offer)[0]
    covering = [each for each in ranges if each.covers(offered)]
    if not covering:
        return 0.0, 0
    best = max(covering, key=lambda each: (each.precision, each.quality))
    return best.quality, best.precision


def choose(header: str | None, offers: Sequence[str]) -> str | None:
    """Return the media type to answer with, None when the client accepts none of them.

    Highest quality first; among equals the one that was named, not the one only a wildcard lets in;
    then the order of `offers`. No field, or one without a readable entry, accepts everything.

    >>> choose("text/*;q=0.5, application/json", ["text/html", "application/json"])
    'application/json'
    """
    ranges = read_accept(header or "")
    if not ranges:
        return offers[0]
    weights = [(*weigh(offer, ranges), -place, offer) for place, offer in enumerate(offers)]
    quality, _, _, chosen = max(weights)
    return chosen if quality > 0 else None
