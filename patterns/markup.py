"""Which parts of a Markdown text are code or comments: there, links and headings are not meant.

All of it takes time linear in the text. Lines end with CR LF, LF or CR (CommonMark section 2.1).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_LINE = re.compile(r"[^\r\n]*+(?:\r\n|\n|\r)|[^\r\n]++\Z")
_FENCE = re.compile(
    r"[ \t]*+(?:>[ \t]?+)*+(?:(?:[-*+]|\d{1,9}[.)])[ \t]++)?+(`{3,}+(?=[^`\r\n]*+(?:[\r\n]|\Z))|~{3,}+)"
)
_LIST_ITEM = re.compile(r"[ \t]*+(?:[-*+]|\d{1,9}[.)])(?:[ \t]|[\r\n]|\Z)")
_INDENTED = re.compile(r" {0,3}+(?: |\t)")
_ATX = re.compile(r" {0,3}+#{1,6}+(?:[ \t\r\n]|\Z)")
_OF_TEXT = frozenset("[(\"'|!_$&/“‘")  # signs that, like letters, begin no block in which something is code
_INLINE = re.compile(r"\\[\\`<\[]|`++|<!--")
_TICKS = re.compile(r"`++")
_PLAIN = re.compile(r"[^\r\n]")
_INDENT = re.compile(r"(?:[\r\n]|\A)(?:    | {0,3}\t)")


class Line(NamedTuple):
    """One line of a text and what the block structure makes of it. A tuple, because texts have many."""

    text: str  # with its line end
    start: int  # offset of its first character
    code: bool = False  # fence, inside a fence, indented code, or inside a block comment


def split_lines(text: str) -> list[str]:
    """Split into lines with their ends; CR LF, LF and CR end a line, nothing else does."""
    return _LINE.findall(text)


def scan_lines(text: str) -> list[Line]:
    """Classify every line; concatenating their texts gives the text back."""
    if _is_plain(text):
        return _unmarked_lines(text)
    scanner = _Scanner(text)
    lines: list[Line] = []
    start = 0
    for line in split_lines(text):
        lines.append(Line(line, start, scanner.is_code(line, start)))
        start += len(line)
    return lines


def mask(text: str) -> str:
    """Blank out code, comments and what is escaped by a backslash; same length, same line ends."""
    if _is_plain(text):
        return text
    return "".join(_mask_blocks(scan_lines(text)))


class Fence(NamedTuple):
    """A fenced block of code."""

    info: str  # what stands behind the opening fence, trimmed
    lines: tuple[tuple[int, str], ...]  # each with its offset, without the signs of a quotation before it
    start: int  # offset of its opening line

    @property
    def text(self) -> str:
        """Its lines."""
        return "".join(line for _, line in self.lines)


def fences(text: str) -> Iterator[Fence]:
    """Yield the fenced blocks of a text in order; one that nothing closes goes on to the end (CommonMark section 4.5)."""
    scanner, start, opened, info = _Scanner(text), 0, -1, ""
    inside: list[tuple[int, str]] = []
    for line in split_lines(text):
        was_open = bool(scanner.fence)
        scanner.is_code(line, start)
        if was_open and scanner.fence:
            bare = line.lstrip("> \t")
            inside.append((start + len(line) - len(bare), bare))
        elif was_open:
            yield Fence(info, tuple(inside), opened)
        elif scanner.fence:
            opened, info, inside = start, line.partition(scanner.fence)[2].strip(), []
        start += len(line)
    if scanner.fence:
        yield Fence(info, tuple(inside), opened)


def _is_plain(text: str) -> bool:
    """Say, fast, that nothing in the text can be code, a comment or an escape."""
    if "`" in text or "\\" in text or "<!--" in text or "~~~" in text:
        return False
    return not (("    " in text or "\t" in text) and _INDENT.search(text))


def _unmarked_lines(text: str) -> list[Line]:
    lines: list[Line] = []
    start = 0
    for line in split_lines(text):
        lines.append(Line(line, start))
        start += len(line)
    return lines


class _Scanner:
    """Walks over lines and remembers what is open: a fence, a comment, a list."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.fence = ""
        self._comment_end = -1
        self._last_end = text.rfind("-->")  # an opening behind it is never closed, so is text
        self._in_list = False
        self._after_blank = True

    def is_code(self, line: str, start: int) -> bool:
        if self.fence:
            return self._inside_fence(line)
        if start < self._comment_end:
            return True
        if line[0].isalpha() or line[0] in _OF_TEXT:
            return self._prose()
        blank = not line.strip()
        code = not blank and (
            self._opens_fence(line) or self._opens_comment(line, start) or self._indented(line)
        )
        if not blank and not code:
            self._note_list(line)
        self._after_blank = blank or code or bool(_ATX.match(line))
        return code

    def _prose(self) -> bool:
        """Note a line that begins with text."""
        if self._after_blank:
            self._in_list = self._after_blank = False
        return False

    def _inside_fence(self, line: str) -> bool:
        stripped = line.strip().lstrip("> \t")
        if len(stripped) >= len(self.fence) and not stripped.strip(self.fence[0]):
            self.fence = ""
            self._after_blank = True
        return True

    def _opens_fence(self, line: str) -> bool:
        if self._indented(line):
            return False
        found = _FENCE.match(line)
        if found:
            self.fence = found[1]
        return found is not None

    def _opens_comment(self, line: str, start: int) -> bool:
        """Say whether the line begins a comment that ends; the rest of its last line counts as comment."""
        stripped = line.lstrip(" ")
        begin = start + len(line) - len(stripped)
        if not stripped.startswith("<!--") or begin + 4 > self._last_end:
            return False
        end = self._text.find("-->", begin + 4) + 3
        if end < start + len(line.rstrip()):
            return False  # ends on this line with text behind it: an inline comment
        self._comment_end = end
        return True

    def _indented(self, line: str) -> bool:
        return self._after_blank and not self._in_list and bool(_INDENTED.match(line)) and _wide(line)

    def _note_list(self, line: str) -> None:
        if _LIST_ITEM.match(line):
            self._in_list = True
        elif self._after_blank and line[0] not in " \t":
            self._in_list = False


def _wide(line: str) -> bool:
    """Say whether the line is indented by four columns or more (CommonMark section 4.4)."""
    indent = line[: len(line) - len(line.lstrip(" \t"))]
    return len(indent.expandtabs(4)) >= 4  # noqa: PLR2004


def _mask_blocks(lines: list[Line]) -> Iterator[str]:
    """Blank code lines wholly, and code spans inside each paragraph."""
    paragraph: list[str] = []
    for line in lines:
        if not line.code and line.text.strip():
            paragraph.append(line.text)
            continue
        yield _mask_inline("".join(paragraph))
        paragraph.clear()
        yield _PLAIN.sub(" ", line.text) if line.code else line.text
    yield _mask_inline("".join(paragraph))


def _mask_inline(text: str) -> str:
    """Blank code spans (CommonMark section 6.1), closed comments and backslash escapes of one paragraph."""
    if "`" not in text and "<!--" not in text and "\\" not in text:
        return text
    closers = _closers(text)
    last_comment_end = text.rfind("-->")
    pieces: list[str] = []
    done = 0
    for found in _INLINE.finditer(text):
        start, run = found.start(), found[0]
        if start < done:
            continue
        if run == "<!--":
            end = text.find("-->", start + 4) + 3 if start + 4 <= last_comment_end else start
        else:
            end = _span_end(start, run, closers)
        if end > start:
            pieces += (text[done:start], _PLAIN.sub(" ", text[start:end]))
            done = end
    return "".join([*pieces, text[done:]])


def _closers(text: str) -> dict[str, list[int]]:
    """Offsets of backtick runs by run, last first: `_span_end` pops those it has passed."""
    closers: dict[str, list[int]] = {}
    for found in _TICKS.finditer(text):
        closers.setdefault(found[0], []).append(found.start())
    for positions in closers.values():
        positions.reverse()
    return closers


def _span_end(start: int, token: str, closers: dict[str, list[int]]) -> int:
    """Offset behind the code span or escape the token opens, or `start` when it opens none."""
    if token[0] == "\\":
        return start + len(token)
    positions = closers.get(token, [])
    while positions and positions[-1] <= start:
        positions.pop()
    return positions[-1] + len(token) if positions else start
