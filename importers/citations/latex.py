"""LaTeX in bibliographies as plain text: accents, special letters, dashes, formulas, and marks of emphasis taken away."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from importers.citations.formulas import formula_text, scripted
from importers.citations.latexsigns import (
    ACCENTS,
    ARGUMENT_DROPPED,
    AROUND,
    LETTERS,
    LOWERED,
    RAISED,
    SIGNS,
    STANDING,
    TRANSPARENT,
)

_TOKEN = re.compile(
    r"""\\(?P<command>[A-Za-z]+\*?(?:[ \t]*\n?[ \t]*)|[^A-Za-z]|\Z)
      | (?P<math>\$\$?[^$]*\$\$?)
      | (?P<dash>---?) | (?P<open>``) | (?P<close>'') | (?P<space>~) | (?P<brace>[{}])
      | (?P<plain>[^\\$~{}\-`']+|.)""",
    re.VERBOSE | re.DOTALL,
)
_FORMULA = re.compile(r"(\$\$?)(?=\S)([^$]*)(?<=\S)\1")
_MARKED = re.compile(r"[\\^_]")
"""What no sum of dollars has in it."""
_ENSURED = re.compile(r"\s*\{((?:[^{}]|\{[^{}]*\})*)\}")
_ARGUMENT = re.compile(
    r"\s*(?:\{\s*(?P<braced>\\?[^{}\\]{0,3})\s*\}|(?P<letter>\\[ij](?![A-Za-z])|[^\s{}\\]))"
)
_BLANKS = re.compile(r"[ \t\r\n]+")
_DROPPED = re.compile(r"\s*(?:\[[^][{}]*\])?\s*\{[^{}]*\}")
_OPENING = re.compile(r"\s*\{")
_SCRIPT = re.compile(r"\s*\{([^{}\\$]*)\}")
_SINGLE_QUOTED = re.compile(r"(?<!\w)`([^`'\n]{1,300}(?:'\w[^`'\n]{0,300}){0,9})'(?!\w)")
_SPACE = {"dash": {"---": "—", "--": "–"}, "open": {"``": "“"}, "close": {"''": "”"}, "space": {"~": " "}}
_SCRIPTS = {"textsuperscript": RAISED, "textsubscript": LOWERED, "sp": RAISED, "sb": LOWERED}
_KEEPS = "}"
"""What closes the braces of a command that is not known: they stay."""


def plain_of_latex(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a value as plain text in NFC, and the commands that are not known: they stay as they are written.

    A formula is text where signs in a line can say it, else it stays as written; blank lines part paragraphs.
    Never raises.
    """
    reading = _Reading(text)
    paragraphs = re.split(r"\n[ \t\r]*\n\s*", reading.all())
    tidy = "\n\n".join(filter(None, (_BLANKS.sub(" ", each).strip() for each in paragraphs)))
    return unicodedata.normalize("NFC", _SINGLE_QUOTED.sub("‘\\1’", tidy)), tuple(reading.unknown)


@dataclass
class _Reading:
    text: str
    unknown: dict[str, None] = field(default_factory=dict)
    place: int = 0
    _closing: list[str] = field(default_factory=list)  # what each open brace ends with
    _made: list[str] = field(default_factory=list)

    def all(self) -> str:
        while found := _TOKEN.match(self.text, self.place):
            self.place = found.end()
            kind = found.lastgroup or ""
            if kind == "brace":
                self._brace(found[0])
            elif kind == "math":
                self._made.append(self._math(found[0]))
            elif kind == "command":
                self._made.append(self._command(found[0][1:]))
            else:
                self._made.append(_SPACE[kind][found[0]] if kind in _SPACE else found[0])
        return "".join(self._made) + "".join(reversed(self._closing))

    def _brace(self, brace: str) -> None:
        if brace == "{":
            self._closing.append("")
        elif self._closing:
            closing = self._closing.pop()
            self._made.append(closing)
            if closing == _KEEPS:
                self._keep_braces()

    def _around(self, opening: str, closing: str) -> str:
        """Put signs in the place of the braces that follow; without braces they are left out."""
        if not (found := _OPENING.match(self.text, self.place)):
            return ""
        self.place = found.end()
        self._closing.append(closing)
        return opening

    def _keep_braces(self) -> None:
        self._made.append(self._around("{", _KEEPS))

    def _math(self, written: str) -> str:
        found = _FORMULA.fullmatch(written)
        if not found or (self.text[self.place : self.place + 1].isdigit() and not _MARKED.search(found[2])):
            return written
        before = next((each[-1] for each in reversed(self._made) if each), "")
        said = formula_text(found[2], before)
        return written if said is None else said

    def _command(self, written: str) -> str:
        """Return what a command stands for, and go on behind it with what it takes."""
        name = written.strip(" \t\n") or written[:1]
        bare = name.rstrip("*")
        if name in ACCENTS and (accented := self._accented(name)) is not None:
            return accented
        if name in LETTERS:
            return LETTERS[name]
        if bare in AROUND:
            return self._around(*AROUND[bare])
        if name in _SCRIPTS:
            return self._script(name)
        return "" if self._is_silent(name, bare) else self._sign(name, written)

    def _is_silent(self, name: str, bare: str) -> bool:
        """Say whether a command only changes how text looks; an argument that is no text is passed over."""
        if bare in ARGUMENT_DROPPED and (found := _DROPPED.match(self.text, self.place)):
            self.place = found.end()
            return True
        return name in ACCENTS or bare in TRANSPARENT

    def _accented(self, name: str) -> str | None:
        """Return the letter under an accent, None when none follows that can bear one."""
        found = _ARGUMENT.match(self.text, self.place)
        if not found:
            return None
        letter = found["braced"] if found["braced"] is not None else found["letter"] or found[0].strip()
        letter = {"\\i": "i", "\\j": "j"}.get(letter, letter)
        if letter.startswith("\\"):
            return None
        self.place = found.end()
        return letter[:1] + ACCENTS[name] + letter[1:] if letter else STANDING.get(name, "")

    def _script(self, name: str) -> str:
        """Return what stands above or below the line; letters in their place in it, as “21st”."""
        found = _SCRIPT.match(self.text, self.place)
        raised = scripted(found[1], _SCRIPTS[name]) if found and not found[1].isalpha() else None
        if found and raised is not None:
            self.place = found.end()
            return raised
        return ""

    def _sign(self, name: str, written: str) -> str:
        if name == "ensuremath":
            return self._formula_argument()
        if name.isalpha() and SIGNS.get(name):
            return SIGNS[name]
        self.unknown["\\" + name] = None
        return "\\" + written + self._around("{", _KEEPS)

    def _formula_argument(self) -> str:
        found = _ENSURED.match(self.text, self.place)
        said = formula_text(found[1]) if found else None
        if found is None or said is None:
            return ""
        self.place = found.end()
        return said
