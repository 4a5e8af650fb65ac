"""From lines with marks to blocks of Markdown: paragraphs, lists, quotations by indentation, preformatted lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby

from importers.wikitext.escaping import code_span, fence, plain, starting
from importers.wikitext.writing import BREAK, CLOSE, MARK, OPEN, Writing

_BLOCK = re.compile(rf"{OPEN}(\d+){CLOSE}")
_PREFIX = re.compile(rf"(?:{MARK}[*#:;])+")
_LATER = re.compile(rf"(?<=[^{MARK}*#:;]){MARK}:")
_LINE_END = re.compile(rf"{BREAK}[ \t]*\n")
"""A break at the end of a line: one break, not two."""

_MARKUP = re.compile(r"\[\[|\]\(|(?<!\\)(?:\*(?=\S)|~~|`|<\w)|\$\S|\[\^")
"""What a block of code would show as signs."""

_FENCE = re.compile(r"(?P<ticks>`{3,})[^\n]*\n(?P<inside>.*)\n(?P=ticks)", re.DOTALL)


def assemble(text: str, writing: Writing) -> str:
    """Return Markdown for text with marks: blocks with an empty line between them."""
    return "\n\n".join(block for block in _blocks(text, writing) if block)


def flat(text: str, writing: Writing) -> str:
    """Return text as one line, for a caption or a note."""
    whole = _BLOCK.sub(
        lambda found: f" {_in_line(writing.blocks[int(found[1])], writing)} ", text.replace(MARK, "")
    )
    return " ".join(whole.replace(BREAK, " ").split())


def _in_line(block: str, writing: Writing) -> str:
    """Return a block as it can stand in a line: code as code, of a quotation and a heading the words."""
    code = _FENCE.fullmatch(block)
    if code:
        return code_span(code["inside"])
    words = re.sub(r"(?m)^(?:> ?|#{1,6} |[-*] |\d+\. )+", "", block)
    return flat(words, writing)


def quoted(markdown: str) -> str:
    """Return Markdown as a quotation."""
    return "\n".join(f"> {line}".rstrip() for line in markdown.split("\n"))


@dataclass(frozen=True, slots=True)
class Line:
    """One line and what kind of block it belongs to."""

    kind: str  # "blank", "list", "block", "preformatted", "text"
    text: str


def _blocks(text: str, writing: Writing) -> Iterator[str]:
    lines = [line for raw in text.split("\n") for line in _lines(raw)]
    for kind, group in groupby(_preformatted(lines), key=lambda line: line.kind):
        texts = [line.text for line in group]
        if kind == "list":
            yield from _lists(texts, writing)
        elif kind == "block":
            yield from (writing.blocks[int(each)] for each in texts)
        elif kind == "preformatted":
            yield _spaced(texts)
        elif kind == "text":
            yield paragraph("\n".join(each.strip() for each in texts))


def _lines(raw: str) -> Iterator[Line]:
    """Split a line at the blocks that stand in it."""
    if _PREFIX.match(raw):
        first, *later = _split_terms(raw)
        yield Line("list", first)
        yield from (Line("list", each) for each in later)
        return
    pieces = _BLOCK.split(raw)
    for at, piece in enumerate(pieces):
        if at % 2:
            yield Line("block", piece)
        elif piece.strip(" " + BREAK):
            yield Line("preformatted" if piece.startswith(" ") and len(pieces) == 1 else "text", piece)
        elif len(pieces) == 1:
            yield Line("blank", "")


def _split_terms(raw: str) -> list[str]:
    """`; term : what it means` is two lines of a list."""
    prefix = _PREFIX.match(raw)
    if prefix is None or ";" not in prefix[0]:
        return [raw]
    before = prefix[0][: prefix[0].rindex(MARK)]
    parts = _LATER.split(raw[prefix.end() :])
    return [prefix[0] + parts[0], *(f"{before}{MARK}:{part}" for part in parts[1:])]


def _preformatted(lines: list[Line]) -> Iterator[Line]:
    """Lines that begin with a blank are preformatted when several stand together and are plain, else text."""
    for kind, group in groupby(lines, key=lambda line: line.kind):
        found = list(group)
        if kind == "preformatted" and (len(found) == 1 or any(_MARKUP.search(line.text) for line in found)):
            words = BREAK.join(line.text.strip() for line in found)
            yield Line("text", words)
        else:
            yield from found


def _spaced(texts: list[str]) -> str:
    return fence("\n".join(plain(each[1:]) for each in texts))


def paragraph(text: str) -> str:
    """Return a paragraph whose lines begin nothing else."""
    lines = _LINE_END.sub(BREAK, text.strip("\n " + BREAK)).replace(BREAK, "\\\n")
    tidy = "\n".join(line.strip(" \t") for line in lines.split("\n"))
    return starting(re.sub(r"(?:\\\n)+(?=\n|\Z)", "", tidy)).strip()


# -- lists


@dataclass
class _Item:
    kind: str  # "*", "#", ";", ":", "" = goes on in the item above
    text: str = ""
    blocks: list[str] = field(default_factory=list)
    below: list[_Item] = field(default_factory=list)


def _lists(texts: list[str], writing: Writing) -> Iterator[str]:
    """Yield one block for each list: a run of items whose outermost mark is of one kind."""
    roots: list[_Item] = []
    for text in texts:
        prefix = _PREFIX.match(text)
        if prefix is not None:
            _place(roots, prefix[0].replace(MARK, ""), _content(text[prefix.end() :], writing))
    roots = _filled(roots)
    for _, group in groupby(
        roots, key=lambda item: "d" if item.kind in ";:" and _described(roots) else item.kind
    ):
        yield _written(list(group))


def _filled(items: list[_Item]) -> list[_Item]:
    """Return the items that show something; MediaWiki hides those that are empty."""
    for item in items:
        item.below = _filled(item.below)
    return [item for item in items if item.text or item.blocks or item.below]


def _described(roots: list[_Item]) -> bool:
    return any(item.kind == ";" for item in roots)


def _content(text: str, writing: Writing) -> _Item:
    pieces = _BLOCK.split(text)
    item = _Item("")
    item.text = paragraph(pieces[0].replace(MARK, ""))
    for at, piece in enumerate(pieces[1:], start=1):
        if at % 2:
            item.blocks.append(writing.blocks[int(piece)])
        elif piece.strip(" " + BREAK):
            item.blocks.append(paragraph(piece.replace(MARK, "")))
    return item


def _place(roots: list[_Item], prefix: str, item: _Item) -> None:
    """Hang an item where its prefix says; levels that were skipped are made as MediaWiki makes them."""
    level, siblings = 0, roots
    while level < len(prefix) - 1:
        if not siblings or _family(siblings[-1].kind) != _family(prefix[level]):
            siblings.append(_Item(prefix[level]))
        siblings, level = siblings[-1].below, level + 1
    item.kind = prefix[-1]
    siblings.append(item)


def _family(kind: str) -> str:
    return ":" if kind == ";" else kind


def _written(items: list[_Item]) -> str:
    pieces: list[str] = []
    described = _described(items)
    number = 0
    for item in items:
        number = number + 1 if item.kind == "#" else 0
        pieces.append(_item(item, number, described=described))
    if items and items[0].kind in ";:":
        return _described_list(items, pieces) if described else "\n>\n".join(pieces)
    return "\n".join(pieces)


def _described_list(items: list[_Item], pieces: list[str]) -> str:
    """Terms and what they mean; a new term after a meaning begins after an empty line."""
    lines: list[str] = []
    for at, (item, piece) in enumerate(zip(items, pieces, strict=True)):
        if at and item.kind == ";" and items[at - 1].kind == ":":
            lines.append("")
        lines.append(piece)
    return "\n".join(lines)


def _item(item: _Item, number: int, *, described: bool) -> str:
    inner = "\n".join([item.text, *_parts(item)]) if item.text else "\n".join(_parts(item)).lstrip("\n")
    if item.kind == ";":
        return (
            inner.replace("\\\n", "<br>").replace("\n", " ")
            if not item.below and not item.blocks
            else _hung(inner, "", "  ")
        )
    if not item.kind:
        return inner
    if item.kind == ":":
        return _hung(inner, ": ", "  ") if described else quoted(inner)
    return _hung(inner, f"{number}. ", "   ") if item.kind == "#" else _hung(inner, "- ", "  ")


def _parts(item: _Item) -> Iterator[str]:
    for block in item.blocks:
        yield "\n" + block
    for _, group in groupby(item.below, key=lambda each: _family(each.kind)):
        below = list(group)
        if below[0].kind in ":;" and not _described(below) and item.kind in "*#":
            yield from ("\n" + _item(replace(each, kind=""), 0, described=False) for each in below)
        else:
            yield ("\n" if below[0].kind in ":;" else "") + _written(below)


def _hung(text: str, mark: str, indent: str) -> str:
    """Return text with the mark before its first line and the others indented below it."""
    first, *rest = text.split("\n")
    return "\n".join([mark + first, *(indent + line if line else "" for line in rest)]).rstrip()
