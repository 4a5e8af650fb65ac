"""BibTeX as people's files have it: read entry by entry, so that a mistake costs no more than the field it is in.

The grammar is that of BibTeX 0.99 (btxdoc, 1988) and biblatex. What is wrong – a brace too many or too few, a missing
comma, a quotation mark inside a value – is mended where it can be guessed from the next field or entry, and told.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from importers.citations.entry import Trouble

MOST_REPAIRS = 50
"""Repairs in one entry; what is wrong oftener is no bibliography."""

_START = re.compile(r"@[ \t]*([A-Za-z]+)\s*([{(])")
_LINE_START = re.compile(r"^[ \t]*@[ \t]*[A-Za-z]+\s*[{(]", re.MULTILINE)
_KEY = re.compile(r"\s*([^\s,{}()=\"#]*)\s*(,|(?=[})])|(?=\s[^=]*=)|\Z)")
_GAP = re.compile(r"(?:[\s,]|%[^\n]*(?:\n|\Z))+")
_FIELD = re.compile(r"([^\s,={}()\"#%@]+)\s*=\s*")
_BARE = re.compile(r"[^\s,{}()\"#=%]+")
_WORDS = re.compile(r"[^,{}\"#\n]*")
_JOIN = re.compile(r"\s*#\s*")
_NEXT_FIELD = re.compile(r"\s*,?\s*[A-Za-z][\w:+-]*\s*=\s*[{\"\w]")
_CUT = re.compile(r",?\s*\n\s*(?=[A-Za-z][\w:+-]*\s*=)|,\s*(?=[A-Za-z][\w:+-]*\s*=)|,?\s*\n\s*(?=[})])")
_QUOTE_ENDS = re.compile(r"\s*(?:[,})#]|\Z|\s[A-Za-z][\w:+-]*\s*=)")
_QUOTED = re.compile(r"[{}\"]")
_NO_FIELD = re.compile(r"[^,\n})]+|[})]")

_COMMENT = re.compile(r"@[ \t]*comment\s*\{", re.IGNORECASE)
_BRACES = re.compile("[{}]")

PIECE = 1 << 20
"""Characters read at a time, as far as entries end there: what is kept of braces and lines is no more than that."""

MONTHS = {
    name[:3]: name
    for name in (
        [
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        ]
    )
}


@dataclass(frozen=True, slots=True)
class RawField:
    """A field with its value as written, macros put in."""

    name: str
    value: str
    line: int
    whole: bool = False  # one pair of braces holds all of it: a name that is not to be taken apart


@dataclass(frozen=True, slots=True)
class RawEntry:
    """An entry before its values are read."""

    type: str
    key: str
    line: int
    fields: tuple[RawField, ...]


def read_bibtex(text: str) -> Iterator[RawEntry | Trouble]:
    """Yield the entries in the order of the file, and what was wrong in it. Never raises."""
    macros, start, above = dict(MONTHS), 0, 0
    while start < len(text):
        end = _boundary(text, start + PIECE)
        yield from _Reading(text[start:end], macros, above).entries()
        above += text.count("\n", start, end)
        start = end


def _boundary(text: str, place: int) -> int:
    """Return where the next entry begins at the start of a line, but for those inside a comment."""
    while found := _LINE_START.search(text, place):
        closing = _comment_end(text, found.start())
        if closing < found.start():
            return found.start()
        place = closing
    return len(text)


def _comment_end(text: str, place: int) -> int:
    """Return where the comment closes that holds a place, -1 when none does."""
    last = max(_COMMENT.finditer(text, max(0, place - PIECE), place), key=re.Match.start, default=None)
    depth = 0
    for brace in _BRACES.finditer(text, last.end() - 1, place + PIECE) if last else ():
        depth += 1 if brace[0] == "{" else -1
        if not depth:
            return brace.start()
    return -1


@dataclass
class _Reading:
    text: str
    macros: dict[str, str]
    above: int  # lines of the file before the text

    def __post_init__(self) -> None:
        self._breaks = [found.start() for found in re.finditer("\n", self.text)]
        self._starts = [found.start() for found in _LINE_START.finditer(self.text)]
        self._closing = _matching(self.text)

    def line(self, place: int) -> int:
        return self.above + bisect_right(self._breaks, place - 1) + 1

    def entries(self) -> Iterator[RawEntry | Trouble]:
        place = 0
        while found := _START.search(self.text, place):
            line_start = self.text.rfind("\n", max(place - 1, 0), found.start()) + 1
            if "%" in self.text[max(line_start, place) : found.start()]:
                place = found.end()
                continue
            kind = found[1].lower()
            if kind == "comment":
                place = self._after_comment(found)
                continue
            reading = _Entry(self, found, self._bound(found.end()))
            place = reading.read(kind)
            yield from reading.troubles
            if kind == "string":
                self.macros |= {each.name: each.value for each in reading.fields}
            elif kind != "preamble":
                yield RawEntry(kind, reading.key, self.line(found.start()), tuple(reading.fields))

    def _after_comment(self, found: re.Match[str]) -> int:
        opening = found.end() - 1
        if found[2] == "{" and opening in self._closing:
            return self._closing[opening] + 1
        end = self.text.find("\n", opening)
        return len(self.text) if end < 0 else end

    def _bound(self, place: int) -> int:
        """Return where the next entry begins at the start of a line: no value goes on behind it."""
        after = bisect_right(self._starts, place)
        return self._starts[after] if after < len(self._starts) else len(self.text)

    def closing(self, opening: int, bound: int) -> int:
        """Return the place of the brace that closes one, -1 if there is none before the next entry."""
        found = self._closing.get(opening, -1)
        return found if found < bound else -1


def _matching(text: str) -> dict[int, int]:
    """Return for each opening brace the place of its closing one."""
    open_ones: list[int] = []
    found: dict[int, int] = {}
    for brace in re.finditer("[{}]", text):
        if brace[0] == "{":
            open_ones.append(brace.start())
        elif open_ones:
            found[open_ones.pop()] = brace.start()
    return found


@dataclass
class _Entry:
    file: _Reading
    start: re.Match[str]
    bound: int
    key: str = ""
    fields: list[RawField] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)

    def read(self, kind: str) -> int:
        """Read the entry, and return the place behind it."""
        place = self.start.end()
        if kind == "preamble":
            closing = self.file.closing(place - 1, self.bound)
            return closing + 1 if closing >= 0 else place
        if kind != "string":
            found = _KEY.match(self.file.text, place, self.bound)
            self.key = found[1] if found else ""
            place = found.end() if found else place
        return self._fields(place)

    def _fields(self, place: int) -> int:
        text, close = self.file.text, "}" if self.start[2] == "{" else ")"
        while len(self.troubles) < MOST_REPAIRS:
            if gap := _GAP.match(text, place, self.bound):
                place = gap.end()
            if place >= self.bound:
                self._trouble(self.start.start(), "the entry is never closed; it was read up to the next one")
                return place
            if text[place] == close:
                if not _NEXT_FIELD.match(text, place + 1, self.bound):
                    return place + 1
                self._trouble(place, f"a {close!r} too many was passed over")
                place += 1
            elif found := _FIELD.match(text, place, self.bound):
                place = self._field(found)
            else:
                place = self._passed_over(place)
        self._trouble(place, f"more than {MOST_REPAIRS} mistakes; the rest of the entry was left out")
        return self.bound

    def _field(self, found: re.Match[str]) -> int:
        name, line = found[1].lower(), self.file.line(found.start())
        value, place, whole = self._value(found.end())
        if any(each.name == name for each in self.fields) and value.strip():
            self._trouble(found.start(), f"the field {name!r} is there twice; both were kept")
        self.fields.append(RawField(name, value, line, whole))
        return place

    def _passed_over(self, place: int) -> int:
        """Leave out what is no field."""
        text = self.file.text
        found = _NO_FIELD.match(text, place, self.bound)
        end = found.end() if found else place + 1
        if left_out := text[place:end].strip(" \t\r\n%"):
            self._trouble(place, f"{_short(left_out)} is no field; it was left out")
        return end

    def _value(self, place: int) -> tuple[str, int, bool]:
        """Return a value, the place behind it, and whether one pair of braces holds all of it."""
        parts: list[str] = []
        whole = False
        while True:
            part, place, braced = self._part(place)
            whole = braced and not parts
            parts.append(part)
            joined = _JOIN.match(self.file.text, place, self.bound)
            if not joined:
                return "".join(parts), place, whole and _is_whole(parts[0])
            place = joined.end()

    def _part(self, place: int) -> tuple[str, int, bool]:
        text = self.file.text
        opening = text[place : place + 1] if place < self.bound else ""
        if opening == "{":
            closing = self.file.closing(place, self.bound)
            if closing < 0:
                return (*self._cut(place, "brace"), False)
            return text[place + 1 : closing], closing + 1, True
        if opening == '"':
            closing = self._closing_quote(place)
            if closing < 0:
                return (*self._cut(place, "quotation mark"), False)
            return text[place + 1 : closing], closing + 1, False
        return (*self._bare(place), False)

    def _closing_quote(self, place: int) -> int:
        """Return where a quoted value ends: a mark inside it, outside braces, is one more mistake."""
        text, depth, wrong = self.file.text, 0, -1
        for found in _QUOTED.finditer(text, place + 1, self.bound):
            if found[0] == "{":
                depth += 1
            elif found[0] == "}":
                depth -= 1
                if depth < 0:
                    return wrong
            elif not depth and _QUOTE_ENDS.match(text, found.end(), self.bound):
                if wrong >= 0:
                    self._trouble(wrong, "a quotation mark inside the value was taken as part of it")
                return found.start()
            elif not depth:
                wrong = found.start()
        return -1

    def _cut(self, place: int, what: str) -> tuple[str, int]:
        """End a value that is not closed where the next field or the end of the entry seems to be."""
        text = self.file.text
        found = _CUT.search(text, place + 1, self.bound)
        end = found.start() if found else self.bound
        self._trouble(
            place, f"the {what} that opens the value is never closed; it was read to the next field"
        )
        return text[place + 1 : end].rstrip().rstrip('"},').rstrip(), found.end() if found else self.bound

    def _bare(self, place: int) -> tuple[str, int]:
        text = self.file.text
        found = _BARE.match(text, place, self.bound)
        if found is None:
            self._trouble(place, "the field has no value")
            return "", place
        word = found[0]
        if word.lower() in self.file.macros:
            return self.file.macros[word.lower()], found.end()
        if word.isdigit():
            return word, found.end()
        if _NEXT_FIELD.match(text, found.end(), self.bound):
            end = found.end()
        else:
            words = _WORDS.match(text, place, self.bound)
            end = max(words.end() if words else 0, found.end())
        written = text[place:end].strip()
        self._trouble(
            place, f"{_short(written)} is no abbreviation that @string defines; it was taken as text"
        )
        return written, end

    def _trouble(self, place: int, message: str) -> None:
        self.troubles.append(Trouble(self.file.line(place), message))


def _is_whole(value: str) -> bool:
    """Say whether a value is held by a second pair of braces: `{{European Commission}}`."""
    value = value.strip()
    return value.startswith("{") and _matching(value).get(0) == len(value) - 1


def _short(text: str, most: int = 40) -> str:
    flat = " ".join(text.split())
    return repr(flat if len(flat) <= most else flat[: most - 1] + "…")
