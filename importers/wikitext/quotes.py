"""Bold and italic marks as elements, closed at the end of their line as MediaWiki closes them.

The rules are those of MediaWiki's parser for runs of apostrophes: two are italic, three bold, five both; of four and of
more than five the first ones are text; where both kinds are left open, one run of three is read as an apostrophe and two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_RUN = re.compile(r"'{2,}")
_SKIP = re.compile(
    r"(?is)<(nowiki|pre|syntaxhighlight|source|math)\b[^<>]*(?<!/)>.*?</\1\s*>|<!--.*?-->|\{\{.*?\}\}"
    r"|<[a-z][^<>']*''[^<>]*>"
    r"|(?P<link>\[(?:\[[^\[\]|]*\||[^\s\[\]'|]*//[^\s\[\]']*\s))(?P<words>[^\[\]\n]*)(?P<end>\]\]?)|\[\[[^\[\]]*\]\]"
)
_TAG = re.compile(r"<(?P<closes>/?)(?P<name>[A-Za-z][A-Za-z0-9]*)\b[^<>]*>")
_VOID = frozenset({"br", "hr", "wbr", "img"})
_ITALIC, _BOLD, _BOTH = 2, 3, 5
_APOSTROPHE = "&#39;"
_ELEMENTS = ("b", "i")


def closed(text: str) -> str:
    """Return wikitext with `<i>` and `<b>` for bold and italic marks, none of which is left open at the end of its line."""
    if "''" not in text:
        return text
    kept: list[str] = []

    def hidden(found: re.Match[str]) -> str:
        words = found["words"]
        kept.append(f"{found['link']}{closed(words)}{found['end']}" if words and "''" in words else found[0])
        return f"\ufdd4{len(kept) - 1}\ufdd5"

    masked = _SKIP.sub(hidden, text)
    lines = "\n".join(_line(line) if "''" in line else line for line in masked.split("\n"))
    return re.sub("\ufdd4(\\d+)\ufdd5", lambda found: kept[int(found[1])], lines)


def _line(line: str) -> str:
    pieces = _RUN.split(line)
    runs = [len(found[0]) for found in _RUN.finditer(line)]
    for at, length in enumerate(runs):
        extra = length - (_BOLD if length == _BOLD + 1 else min(length, _BOTH))
        pieces[at] += _APOSTROPHE * extra
        runs[at] -= extra
    bolds = sum(1 for each in runs if each in {_BOLD, _BOTH})
    italics = sum(1 for each in runs if each in {_ITALIC, _BOTH})
    if bolds % 2 and italics % 2:
        _apostrophe(pieces, runs)
    return _joined(pieces, runs)


def _apostrophe(pieces: list[str], runs: list[int]) -> None:
    """Read the most likely run of three as an apostrophe and an italic mark."""
    threes = [at for at, length in enumerate(runs) if length == _BOLD]
    if not threes:
        return
    chosen = min(threes, key=lambda at: (_rank(pieces[at]), at))
    pieces[chosen] += _APOSTROPHE
    runs[chosen] = _ITALIC


def _rank(before: str) -> int:
    if before[-1:] == " ":
        return 2
    return 0 if before[-2:-1] == " " else 1


def _joined(pieces: list[str], runs: list[int]) -> str:
    """Write the line with elements in place of marks, closed at its end."""
    written, marks = [pieces[0]], _Marks()
    for length, piece in zip(runs, pieces[1:], strict=True):
        written.append(marks.meet(length, len(written)))
        if marks.first:
            written[marks.both] = marks.first
            marks.both, marks.first = -1, ""
        written.append(piece)
    if not marks.opened:
        return "".join(written)
    at = max(marks.opened.values())
    mark = f"<{[name for name in marks.opened if marks.opened[name] == at][-1]}>"
    start = len("".join(written[:at])) + written[at].rindex(mark) + len(mark)
    line = "".join(written)
    end = start + _end(line[start:])
    return line[:end] + _ends(marks.opened) + line[end:]


def _ends(opened: Iterable[str]) -> str:
    return "".join(f"</{name}>" for name in reversed([*opened]))


class _Marks:
    """What is open on a line. Five apostrophes open both; which of them is outside is known when one is closed."""

    def __init__(self) -> None:
        self.opened: dict[str, int] = {}  # element → number of the piece that opened it, the outermost first
        self.both = -1  # number of the piece that opened both, while neither is closed
        self.first = ""  # what that piece is, once it is known

    def meet(self, length: int, at: int) -> str:
        """Return the tags for a run of apostrophes, the piece with this number."""
        if length == _BOTH:
            return self._both(at)
        name, other = ("i", "b") if length == _ITALIC else ("b", "i")
        if self.both >= 0:
            self.opened, self.first = {other: self.both, name: self.both}, f"<{other}><{name}>"
        if name not in self.opened:
            self.opened[name] = at
            return f"<{name}>"
        inner = [*self.opened][-1]
        del self.opened[name]
        if inner == name:
            return f"</{name}>"
        self.opened[inner] = at
        return f"</{inner}></{name}><{inner}>"

    def _both(self, at: int) -> str:
        ends = _ends(self.opened)
        fresh = (
            [name for name in _ELEMENTS if name not in self.opened]
            if len(self.opened) < len(_ELEMENTS)
            else []
        )
        self.both = at if fresh == [*_ELEMENTS] else -1
        self.opened = dict.fromkeys(fresh, at)
        return ends + "".join(f"<{name}>" for name in fresh)


def _end(text: str) -> int:
    """Return where an element ends that was begun before this text, else the text's end."""
    depth = 0
    for tag in _TAG.finditer(text):
        if tag[0].endswith("/>") or tag["name"].casefold() in _VOID:
            continue
        depth += -1 if tag["closes"] else 1
        if depth < 0:
            return tag.start()
    return len(text)
