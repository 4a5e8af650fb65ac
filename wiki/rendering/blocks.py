"""A page's blocks, read line by line as CommonMark 0.31.2 describes it (appendix "A parsing strategy").

Python-Markdown cuts a text at its blank lines first, and therefore misreads a list after a paragraph, a fence
inside a list or two-space nesting. Here each line is matched against the blocks that are still open; what is
left starts new blocks or continues a paragraph. Tables follow GitHub's rules, footnotes Python-Markdown's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum, auto
from itertools import pairwise

from wiki.rendering import rawhtml
from wiki.rendering.lists import Marker, after_marker, read_marker
from wiki.rendering.tables import is_header_for

DEEPEST = 40  # open blocks; what nests deeper is text, so that no input can exhaust the stack

_QUOTE = re.compile(r" {0,3}> ?")
_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ ]+(.*?))??(?:[ ]+#+)?[ ]*$")
_UNDERLINE = re.compile(r" {0,3}(=+|-+) *$")
_RULE = re.compile(r" {0,3}(?:(?:\* *){3,}|(?:_ *){3,}|(?:- *){3,})$")
_FENCE = re.compile(r"( {0,3})(?:(`{3,})([^`]*)|(~{3,})(.*))$")
_NOTE = re.compile(r" {0,3}\[\^([^\]\s]{1,80})\]: *")
_DEFINED = re.compile(r"\[[^\[\]^]+\]: *\S+ *$")  # alone, they leave no paragraph to underline
_CODE_INDENT = 4


class Kind(Enum):
    """What a block is."""

    DOCUMENT = auto()
    QUOTE = auto()
    LIST = auto()
    ITEM = auto()
    NOTE = auto()
    PARAGRAPH = auto()
    HEADING = auto()
    RULE = auto()
    FENCE = auto()
    INDENTED = auto()
    HTML = auto()
    TABLE = auto()


_HOLDERS = {Kind.DOCUMENT, Kind.QUOTE, Kind.LIST, Kind.ITEM, Kind.NOTE}
_VERBATIM = {Kind.FENCE, Kind.INDENTED, Kind.HTML}


@dataclass(slots=True)
class Block:
    """One block while it is being read; `first` and `last` are line numbers."""

    kind: Kind
    first: int
    last: int
    lines: list[str] = field(default_factory=list)
    children: list[Block] = field(default_factory=list)
    level: int = 0  # of a heading; of a fence: columns to take off its lines
    label: str = ""  # info string of a fence, name of a footnote, fence characters before it is closed
    fence: str = ""  # the characters that opened a fence
    end: re.Pattern[str] | None = None  # what ends an HTML block, None = a blank line
    marker: Marker | None = None  # of a list and its items

    @property
    def tight(self) -> bool:
        """Say whether a list has no blank line between items or between the parts of one (section 5.3)."""
        parts = [self.children, *(item.children for item in self.children)]
        return all(not _gap(blocks) for blocks in parts)


def _gap(blocks: list[Block]) -> bool:
    return any(after.first - before.last > 1 for before, after in pairwise(blocks))


def read_blocks(lines: Iterable[str]) -> Block:
    """Read lines without tabs and line ends into a document block. Takes any text; never raises."""
    reader = _Reader()
    for line in lines:
        reader.feed(line)
    return reader.root


class _Reader:
    """The blocks still open, outermost first, and how many of them the current line continues."""

    def __init__(self) -> None:
        self.root = Block(Kind.DOCUMENT, 0, 0)
        self.open = [self.root]
        self.kept = 1
        self.line = 0

    def feed(self, line: str) -> None:
        """Take the next line."""
        self.line += 1
        rest = self._match(line)
        if rest is None:
            return
        started = False
        while self._may_hold(started=started) and (after := self._start(rest)) is not None:
            rest, started = after, True
        if started and self._kind() is Kind.FENCE:
            return
        if rest.strip() or self._kind() in _VERBATIM:
            self._add(rest, started=started)
        else:
            self._touch_if_new(started=started)

    def _may_hold(self, *, started: bool) -> bool:
        """Say whether a block may begin here: not inside code, nor on the line of dashes that made a table."""
        return self._kind() not in _VERBATIM and not (started and self._kind() is Kind.TABLE)

    def _kind(self) -> Kind:
        return self.open[self.kept - 1].kind

    def _match(self, line: str) -> str | None:
        """Walk the open blocks the line continues; None when the line closed a fence and is used up."""
        self.kept, rest = 1, line
        for block in self.open[1:]:
            if block.kind is Kind.FENCE and _closes(rest, block.fence):
                self._reach()
                del self.open[self.kept :]
                return None
            remaining = _continuation(block, rest)
            if remaining is None:
                break
            rest = remaining
            self.kept += 1
        return rest

    def _start(self, rest: str) -> str | None:
        """Begin one block if the line begins one here; the rest of the line, None when nothing begins."""
        if len(self.open) > DEEPEST or not rest.strip():
            return None
        if rest.startswith("    "):
            return self._start_indented(rest)
        for start in _STARTS:
            after = start(self, rest)
            if after is not None:
                return after
        return None

    def _start_indented(self, rest: str) -> str | None:
        if self.open[-1].kind is Kind.PARAGRAPH or self._kind() is Kind.TABLE:
            return None
        self.begin(Kind.INDENTED)
        return rest[_CODE_INDENT:]

    def begin(self, kind: Kind) -> Block:
        """Open a block in the innermost kept block that can hold it; what the line did not continue ends."""
        del self.open[self.kept :]
        while not _holds(self.open[-1].kind, kind):
            self.open.pop()
        block = Block(kind, self.line, self.line)
        self.open[-1].children.append(block)
        self.open.append(block)
        self.kept = len(self.open)
        self._reach()
        return block

    def paragraph(self) -> Block | None:
        """Return the paragraph the line would continue properly, not lazily."""
        block = self.open[self.kept - 1]
        return block if block.kind is Kind.PARAGRAPH else None

    def lazy(self) -> bool:
        """Say whether the line could continue a paragraph at all."""
        return self.open[-1].kind is Kind.PARAGRAPH

    def close(self, block: Block) -> None:
        """End a block of one line; it holds nothing more."""
        self.open.remove(block)
        self.kept = len(self.open)

    def _add(self, rest: str, *, started: bool) -> None:
        lazy = not started and self.kept < len(self.open) and self.lazy() and self._kind() not in _VERBATIM
        if not lazy:
            del self.open[self.kept :]
            if self.open[-1].kind in _HOLDERS:
                self._begin_paragraph(rest)
        tip = self.open[-1]
        if tip.kind in {Kind.PARAGRAPH, Kind.TABLE}:
            rest = rest.lstrip(" ")
        if tip.kind is not Kind.RULE and tip.kind is not Kind.HEADING:
            tip.lines.append(rest)
        if rest.strip() or tip.kind is Kind.FENCE:
            self._reach()
        if tip.kind is Kind.HTML and tip.end is not None and tip.end.search(rest):
            self.close(tip)

    def _begin_paragraph(self, rest: str) -> None:
        if rest.strip():
            self.begin(Kind.PARAGRAPH)

    def _touch_if_new(self, *, started: bool) -> None:
        if not started:
            del self.open[self.kept :]

    def _reach(self) -> None:
        for block in self.open:
            block.last = self.line


def _holds(holder: Kind, kind: Kind) -> bool:
    if holder is Kind.LIST:
        return kind is Kind.ITEM
    return holder in _HOLDERS and kind is not Kind.ITEM


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip(" "))


def _closes(rest: str, fence: str) -> bool:
    text = rest.strip(" ")
    return len(text) >= len(fence) and not text.strip(fence[0]) and _indent(rest) < _CODE_INDENT


def _continuation(block: Block, rest: str) -> str | None:  # noqa: PLR0911 - one for each kind
    """Return the line without the block's prefix when the block goes on, None when it ends before it."""
    blank = not rest.strip()
    match block.kind:
        case Kind.LIST:
            return rest
        case Kind.QUOTE:
            found = _QUOTE.match(rest)
            return rest[found.end() :] if found else None
        case Kind.ITEM | Kind.NOTE | Kind.INDENTED:
            return _indented_continuation(block, rest, blank=blank)
        case Kind.FENCE:
            return rest[min(block.level, _indent(rest)) :]
        case Kind.HTML:
            return None if blank and block.end is None else rest
        case Kind.PARAGRAPH:
            return None if blank else rest
        case Kind.TABLE:
            return None if blank or rest.startswith("    ") else rest
        case _:
            return None


def _indented_continuation(block: Block, rest: str, *, blank: bool) -> str | None:
    width = block.marker.content if block.marker else _CODE_INDENT
    if blank:
        return rest[width:] if block.children or block.kind is Kind.INDENTED else None
    return rest[width:] if _indent(rest) >= width else None


def _start_table(reader: _Reader, rest: str) -> str | None:
    paragraph = reader.paragraph()
    if paragraph is None or not is_header_for(paragraph.lines[-1], rest):
        return None
    header = paragraph.lines.pop()
    if not paragraph.lines:
        reader.open[reader.kept - 2].children.pop()
    table = reader.begin(Kind.TABLE)
    table.first -= 1
    table.lines.append(header)
    return rest


def _start_quote(reader: _Reader, rest: str) -> str | None:
    found = _QUOTE.match(rest)
    if found is None:
        return None
    reader.begin(Kind.QUOTE)
    return rest[found.end() :]


def _start_heading(reader: _Reader, rest: str) -> str | None:
    found = _HEADING.match(rest)
    if found is None:
        return None
    block = reader.begin(Kind.HEADING)
    block.level = len(found.group(1))
    block.lines.append((found.group(2) or "").strip())
    reader.close(block)
    return ""


def _start_fence(reader: _Reader, rest: str) -> str | None:
    found = _FENCE.match(rest)
    if found is None:
        return None
    block = reader.begin(Kind.FENCE)
    block.level = len(found.group(1))
    block.fence = found.group(2) or found.group(4)
    block.label = (found.group(3) or found.group(5) or "").strip()
    return ""


def _start_html(reader: _Reader, rest: str) -> str | None:
    kind = rawhtml.opening(rest, in_paragraph=reader.lazy())
    if kind is None:
        return None
    block = reader.begin(Kind.HTML)
    block.end = kind.end
    return rest


def _start_underlined(reader: _Reader, rest: str) -> str | None:
    paragraph, found = reader.paragraph(), _UNDERLINE.match(rest)
    if paragraph is None or found is None or all(_DEFINED.match(line) for line in paragraph.lines):
        return None
    paragraph.kind = Kind.HEADING
    paragraph.level = 1 if found.group(1).startswith("=") else 2
    reader.close(paragraph)
    return ""


def _start_rule(reader: _Reader, rest: str) -> str | None:
    if not _RULE.match(rest):
        return None
    reader.close(reader.begin(Kind.RULE))
    return ""


def _start_item(reader: _Reader, rest: str) -> str | None:
    marker = read_marker(rest, in_paragraph=reader.paragraph() is not None)
    if marker is None:
        return None
    holder = reader.open[reader.kept - 1]
    if holder.marker is None or holder.kind is not Kind.LIST or not marker.continues(holder.marker):
        reader.begin(Kind.LIST).marker = marker
    reader.begin(Kind.ITEM).marker = marker
    return after_marker(rest, marker)


def _start_note(reader: _Reader, rest: str) -> str | None:
    found = _NOTE.match(rest)
    if found is None or reader.paragraph() is not None:
        return None
    reader.begin(Kind.NOTE).label = found.group(1)
    return rest[found.end() :]


_STARTS = (
    _start_table,
    _start_quote,
    _start_heading,
    _start_fence,
    _start_html,
    _start_underlined,
    _start_rule,
    _start_item,
    _start_note,
)
