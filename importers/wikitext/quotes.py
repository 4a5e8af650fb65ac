"""Bold and italic marks, closed at the end of their line as MediaWiki closes them.

The rules are those of MediaWiki's parser for runs of apostrophes: two are italic, three bold, five both; of four and of
more than five the first ones are text; where both kinds are left open, one run of three is read as an apostrophe and two.
"""

from __future__ import annotations

import re

_RUN = re.compile(r"'{2,}")
_SKIP = re.compile(
    r"(?is)<(nowiki|pre|syntaxhighlight|source|math)\b[^<>]*>.*?</\1\s*>|<!--.*?-->|\{\{.*?\}\}|\[\[[^\[\]]*\]\]"
)
_TAG = re.compile(r"<(?P<closes>/?)(?P<name>[A-Za-z][A-Za-z0-9]*)\b[^<>]*>")
_VOID = frozenset({"br", "hr", "wbr", "img"})
_ITALIC, _BOLD, _BOTH = 2, 3, 5
_APOSTROPHE = "&#39;"


def closed(text: str) -> str:
    """Return wikitext whose lines have no open bold or italic mark."""
    if "''" not in text:
        return text
    kept: list[str] = []

    def hidden(found: re.Match[str]) -> str:
        kept.append(found[0])
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
    if before[-1:] == " " or not before:
        return 2
    return 0 if before[-2:-1] == " " else 1


def _joined(pieces: list[str], runs: list[int]) -> str:
    """Write the line again with the marks that are missing at its end; one opened there marks nothing and goes."""
    opened: dict[int, int] = {}  # mark → where it was opened
    written = [pieces[0]]
    for length, piece in zip(runs, pieces[1:], strict=True):
        marks = (_ITALIC, _BOLD) if length == _BOTH else (length,)
        fresh = {mark: len(written) for mark in marks if mark not in opened}
        opened = {mark: at for mark, at in opened.items() if mark not in marks} | fresh
        written += ["'" * length, piece]
    if opened and not pieces[-1].strip() and len(fresh) == len(marks):
        written[-2] = ""
        opened = {mark: at for mark, at in opened.items() if mark not in fresh}
    if not opened:
        return "".join(written)
    at = max(opened.values()) + 1
    before, inside = "".join(written[:at]), "".join(written[at:])
    end = _end(inside)
    marked = inside[:end] if not inside[:end].endswith("'") else inside[: end - 1] + _APOSTROPHE
    return before + marked + "'" * sum(opened) + inside[end:]


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
