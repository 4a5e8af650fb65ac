"""Formulas of LaTeX as one line of text, where signs say all of it, as in `CO$_2$` and `$O(n^2)$`. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from importers.citations.latexsigns import (
    DOUBLE_STRUCK,
    FORMULA_ACCENTS,
    FORMULA_FONTS,
    LOWERED,
    RAISED,
    SIGNS,
)

LONGEST = 400
"""Characters of a formula that is looked at; a longer one stays as it is written."""

DEEPEST = 12
"""Braces inside each other."""

_PART = re.compile(r"\\(?P<command>[A-Za-z]+|.)[ \t\n]*|(?P<script>[_^])[ ]*|(?P<plain>.)", re.DOTALL)
_ORDINAL = re.compile(r"(?:st|nd|rd|th|er|re|e|o|a)\Z")


class _UnsaidError(Exception):
    """The formula says what signs in a line cannot."""


def formula_text(formula: str, before: str = "") -> str | None:
    """Return what is between the dollar signs as text, None when signs in a line cannot say it.

    `before` is the character before the formula: `10$^{th}$` is “10th”, while `2^n` must not become “2n”.
    """
    if len(formula) > LONGEST:
        return None
    try:
        text = _Formula(formula, before).all()
    except _UnsaidError:
        return None
    return unicodedata.normalize("NFC", re.sub(r"[ \t\n]+", " ", text).strip())


def scripted(text: str, signs: Mapping[str, str]) -> str | None:
    """Return text in raised or lowered signs, None when some of it has none."""
    return "".join(signs[each] for each in text) if all(each in signs for each in text) else None


@dataclass
class _Formula:
    text: str
    before: str
    place: int = 0
    depth: int = 0

    def all(self) -> str:
        made = self._until("")
        if self.place < len(self.text):
            raise _UnsaidError
        return made

    def _until(self, closing: str) -> str:
        made = ""
        while self.place < len(self.text) and self.text[self.place] != "}":
            made += self._next(made[-1:] or self.before)
        if closing:
            if self.place >= len(self.text):
                raise _UnsaidError
            self.place += 1
        return made

    def _next(self, before: str) -> str:
        found = _PART.match(self.text, self.place)
        if found is None:
            raise _UnsaidError
        self.place = found.end()
        if found["command"]:
            return self._command(found["command"], found[0])
        if found["script"]:
            return self._script(found["script"], before)
        if found[0] == "{":
            return self._group()
        return {"-": "−", "'": "′", "~": " "}.get(found[0], found[0])

    def _group(self) -> str:
        self.depth += 1
        if self.depth > DEEPEST:
            raise _UnsaidError
        made = self._until("}")
        self.depth -= 1
        return made

    def _argument(self) -> str:
        while self.text[self.place : self.place + 1] == " ":
            self.place += 1
        if self.place >= len(self.text) or self.text[self.place] == "}":
            raise _UnsaidError
        return self._next("")

    def _command(self, name: str, written: str) -> str:
        if name in SIGNS:
            sign = SIGNS[name]
            return f"{sign} " if sign and written[-1:].isspace() and name.isalpha() else sign
        if name == "mathbb":
            return "".join(DOUBLE_STRUCK.get(each, each) for each in self._argument())
        if name in FORMULA_FONTS:
            return self._argument()
        if name in FORMULA_ACCENTS and len(letter := self._argument()) == 1:
            return letter + FORMULA_ACCENTS[name]
        raise _UnsaidError

    def _script(self, script: str, before: str) -> str:
        said = self._argument().strip()
        if script == "^" and before.isdigit() and _ORDINAL.match(said):
            return said
        written = scripted(said, RAISED if script == "^" else LOWERED)
        if written is None:
            raise _UnsaidError
        return written
