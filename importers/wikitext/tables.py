"""Tables, as Markdown where each cell fits on a line, as HTML where cells span others."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import cast

import mwparserfromhell
from mwparserfromhell.nodes import Node, Tag, Template
from mwparserfromhell.wikicode import Wikicode

from importers.wikitext import blocks
from importers.wikitext.templates import name_of
from importers.wikitext.writing import Writing

Inline = Callable[[Wikicode | None, Writing], str]

_ROWS = frozenset({"tbody", "thead", "tfoot", "tr"})
_CELLS = frozenset({"td", "th"})
_PARTS = _ROWS | _CELLS | {"caption"}
_UNFIT = re.compile(r"^(?:```|~~~|<table|\|)", re.MULTILINE)
_WIDEST = 50


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its Markdown, and how many columns and rows it takes."""

    text: str
    heads: bool
    columns: int = 1
    rows: int = 1


def table(node: Tag, writing: Writing, inline: Inline) -> str:
    """Return a table of any kind of markup as Markdown."""
    apart = (part for row in _rows(node) for part in _with_rows_of_templates(row, writing))
    rows = [row for row in (_cells(row, writing, inline) for row in apart) if row]
    pieces = (*_captions(node, writing, inline), _written(rows))
    return "\n\n".join(filter(None, pieces))


_Row = list[Wikicode | Tag]


def _rows(node: Tag) -> Iterator[_Row]:
    """Yield the cells of each row; cells before the first row mark are a row too, and so is what stands in no cell."""
    row: _Row = []
    outside: list[Node] = []
    for each in node.contents.nodes if node.contents else ():
        name = str(each.tag).casefold() if isinstance(each, Tag) else ""
        if name not in _PARTS:
            outside.append(each)
            continue
        if name in _ROWS or _says(outside):
            yield from _whole(row, outside)
            row = []
        outside = []
        if name in _ROWS:
            yield from _rows(cast("Tag", each))
        elif name in _CELLS and not _is_caption(cast("Tag", each)):
            row.append(cast("Tag", each))
    yield from _whole(row, outside)


def _whole(row: _Row, outside: list[Node]) -> Iterator[_Row]:
    """Yield a row that is complete, and what stands in no cell below it."""
    if row:
        yield row
    if _says(outside):
        yield [Wikicode(outside)]


def _with_rows_of_templates(row: _Row, writing: Writing) -> Iterator[_Row]:
    """Yield a row, and what stands below its last cell: templates that nobody knows here, which make further rows there."""
    last = row[-1]
    nodes = list(last.contents.nodes) if isinstance(last, Tag) and last.wiki_markup and last.contents else []
    at = len(nodes)
    while at and (isinstance(nodes[at - 1], Template) or not str(nodes[at - 1]).strip()):
        at -= 1
    tail = nodes[at:]
    while tail and not (isinstance(tail[0], Template) and str(nodes[at - 1]).endswith("\n")):
        tail, at = tail[1:], at + 1
    if not at or not tail or not "".join(map(str, nodes[:at])).strip() or not _are_rows(tail, writing):
        yield row
        return
    cast("Tag", last).contents = Wikicode(nodes[:at])
    yield row
    for each in tail:
        if isinstance(each, Template):
            yield [Wikicode([each])]


def _are_rows(nodes: list[Node], writing: Writing) -> bool:
    """Say whether all templates among the nodes are such as stay visible as code."""
    rules = writing.rules
    names = [name_of(each) for each in nodes if isinstance(each, Template)]
    return not any(
        name in rules.dropped or name in rules.taken or name in rules.texts or name.startswith("#")
        for name in names
    )


def _says(nodes: list[Node]) -> bool:
    """Say whether anything but blanks and strokes of row marks stands there."""
    return bool("".join(map(str, nodes)).strip(" \t\n-|"))


def _cells(cells: _Row, writing: Writing, inline: Inline) -> list[Cell]:
    found = []
    for each in cells:
        if isinstance(each, Tag):
            text = blocks.assemble(inline(_content(each), writing), writing)
            heads = str(each.tag).casefold() == "th"
            found.append(Cell(text, heads, _span(each, "colspan"), _span(each, "rowspan")))
        elif text := blocks.assemble(inline(each, writing), writing):
            found.append(Cell(text, heads=False))
    return found


def _content(cell: Tag) -> Wikicode | None:
    """Return what a cell holds; what stands before a bar is no attribute when a link is in it."""
    before = "".join(map(str, cell.attributes))
    if "[[" not in before:
        return cell.contents
    return mwparserfromhell.parse(f"{before}{cell.wiki_style_separator or '|'}{cell.contents}")


def _span(cell: Tag, name: str) -> int:
    written = str(cell.get(name).value).strip().strip("\"'") if cell.has(name) else "1"
    return max(1, min(int(written), _WIDEST)) if written.isdecimal() else 1


def _captions(node: Tag, writing: Writing, inline: Inline) -> Iterator[str]:
    """Yield the words of each `|+` or `<caption>`; the parser takes the first for a cell that begins with a plus."""
    for each in node.contents.ifilter_tags(recursive=False) if node.contents else ():
        if str(each.tag).casefold() == "caption" or _is_caption(each):
            text = blocks.flat(blocks.assemble(inline(each.contents, writing), writing), writing)
            yield text.removeprefix("\\+").removeprefix("+").strip() if each.wiki_markup else text


def _is_caption(cell: Tag) -> bool:
    return str(cell.wiki_markup or "") == "|" and str(cell).lstrip().startswith("|+")


def _written(rows: list[list[Cell]]) -> str:
    if not rows:
        return ""
    if all(len(row) == 1 and row[0].columns == 1 and row[0].rows == 1 for row in rows):
        return "\n\n".join(row[0].text for row in rows if row[0].text)
    spans = any(cell.columns > 1 or cell.rows > 1 for row in rows for cell in row)
    if spans or any(_UNFIT.search(cell.text) for row in rows for cell in row):
        return _html(rows)
    width = max(len(row) for row in rows)
    head = rows[0] if all(cell.heads for cell in rows[0]) else []
    body = rows[1:] if head else rows
    lines = [_line(head, width), "|" + " --- |" * width]
    return "\n".join([*lines, *(_line(row, width) for row in body)])


def _line(row: list[Cell], width: int) -> str:
    texts = [_on_one_line(cell) for cell in row] + [""] * (width - len(row))
    return "| " + " | ".join(texts) + " |"


def _on_one_line(cell: Cell) -> str:
    """Return a cell's paragraphs and items with line breaks between them."""
    text = re.sub(r"(?m)^(\s*)(?:- |\d+\. )", lambda found: "\u2003" * (len(found[1]) // 2) + "• ", cell.text)
    text = re.sub(r"(?m)^#+ (.*)$", r"**\1**", text)
    text = re.sub(r"(?m)^>\s?", "", text)
    text = re.sub(r"\\\n|\n+(?=\u2003*• )|\n{2,}", "<br>", text).replace("\n", " ")
    return re.sub(r"(?<!\\)\|(?![^\[\]]*\]\])", r"\\|", text).strip()


def _html(rows: list[list[Cell]]) -> str:
    lines = ["<table>"]
    for row in rows:
        lines.append("<tr>")
        for cell in row:
            name = "th" if cell.heads else "td"
            columns = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
            tall = f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
            lines.append(
                f"<{name}{columns}{tall}>\n\n{cell.text}\n\n</{name}>"
                if cell.text
                else f"<{name}{columns}{tall}></{name}>"
            )
        lines.append("</tr>")
    return "\n".join([*lines, "</table>"])
