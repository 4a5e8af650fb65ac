"""Nodes of wikitext as one string: Markdown inside the lines, marks where lists and blocks stand."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from html.entities import html5

from mwparserfromhell.nodes import (
    Argument,
    Comment,
    ExternalLink,
    Heading,
    HTMLEntity,
    Node,
    Tag,
    Template,
    Text,
    Wikilink,
)
from mwparserfromhell.wikicode import Wikicode

from importers.wikitext import blocks, links, pictures, tags, templates
from importers.wikitext.escaping import escaped, escaped_sign
from importers.wikitext.writing import Writing

_SWITCH = re.compile(r"(?<!\w)__([^\W\d_](?:_?[^\W\d_])+)__(?!\w)")
"""A behaviour switch such as `__NOTOC__`, in any wiki's language."""

_SWITCHES = frozenset(
    [
        "notoc",
        "toc",
        "forcetoc",
        "noeditsection",
        "newsectionlink",
        "nonewsectionlink",
        "nogallery",
        "hiddencat",
    ]
)
"""Switches that MediaWiki understands in small letters too."""

_NAMED = re.compile(r"&[A-Za-z][A-Za-z0-9]*;")
_ENDS = frozenset("\n\r\t\f")
_TRAIL = re.compile(r"[^\W\d_]+")
_NOTE = re.compile(r"\[\^[^\[\]]+\]")
_TOP = 6
_TOGETHER = {("!", "["), ("[", "["), ("]", "("), ("]", "["), ("]", ":")}
"""Ends of one piece and beginnings of the next that would make an image, a link or a definition."""


def inline(code: Wikicode | None, writing: Writing) -> str:
    """Return what stands in `code`, in order."""
    pieces: list[str] = []
    nodes = list(code.nodes) if code is not None else []
    at = 0
    while at < len(nodes):
        node, at = nodes[at], at + 1
        if isinstance(node, Wikilink):
            _add(pieces, _linked(node, nodes, at, writing))
        elif tags.opens_raw(node):
            at, written = tags.html_element(nodes, at - 1, writing, inline)
            _add(pieces, written)
        else:
            _add(pieces, _written(node, writing))
    return "".join(pieces)


def _linked(node: Wikilink, nodes: list[Node], at: int, writing: Writing) -> str:
    """Return a link or a file, with what belongs to it of the text that follows."""
    after = nodes[at] if at < len(nodes) else None
    if node.text is not None and isinstance(after, Text) and _goes_on(str(node.text), str(after.value)):
        node.text, after.value = f"{node.text}]", str(after.value)[1:]
    if name := links.file_name(node, writing):
        return pictures.picture(name, node.text, writing, inline)
    trail, rest = _trail(after)
    if trail:
        nodes[at] = Text(rest)
    return links.wikilink(node, trail, writing, inline)


def _goes_on(label: str, after: str) -> bool:
    """Say whether the bracket after a link is the end of one that its words began: `[[Page|[words]]]`."""
    return after.startswith("]") and label.count("[") > label.count("]")


def _add(pieces: list[str], written: str) -> None:
    """Append; signs that would begin something together with what stands before them are escaped."""
    meet = bool(written and pieces and (pieces[-1][-1], written[0]) in _TOGETHER)
    if written.startswith("`") and pieces and pieces[-1].endswith("`") and not pieces[-1].endswith("\\`"):
        written = f" {written}"
    if meet and _NOTE.fullmatch(pieces[-1]):
        written = f"\\{written}" if written.startswith(":") else written
    elif meet and pieces[-1][-2:-1] not in {"\\", "]"}:
        pieces[-1] = f"{pieces[-1][:-1]}\\{pieces[-1][-1]}"
    if written:
        pieces.append(written)


def _trail(node: Node | None) -> tuple[str, str]:
    """Return the letters that belong to the link before them, and what follows."""
    if not isinstance(node, Text):
        return "", ""
    found = _TRAIL.match(str(node.value))
    return (found[0], str(node.value)[found.end() :]) if found else ("", "")


def _written(node: Node, writing: Writing) -> str:
    writer = next((write for kind, write in _WRITERS.items() if isinstance(node, kind)), None)
    return writer(node, writing) if writer else escaped(str(node))


def _text(node: Text, writing: Writing) -> str:
    text = str(node.value)
    text = tags.without_strays(text, writing) if "<" in text else text
    text = _NAMED.sub(lambda entity: html5.get(entity[0][1:], entity[0]), text) if "&" in text else text
    return escaped(_SWITCH.sub(lambda word: "" if _is_switch(word[1]) else word[0], text))


def _is_switch(word: str) -> bool:
    return word.isupper() or word.casefold() in _SWITCHES


def _entity(node: HTMLEntity, writing: Writing) -> str:
    del writing
    written = str(node)
    meant = unescape(written)
    if meant in {written, "", "\ufffd"}:
        return escaped(written)
    return escaped_sign(" " if meant in _ENDS else meant)


def _heading(node: Heading, writing: Writing) -> str:
    words = blocks.flat(inline(node.title, writing), writing)
    if not words:
        return ""
    return writing.block(f"{'#' * min(node.level, _TOP)} {words.rstrip('#').rstrip() or words}")


def _comment(node: Comment, writing: Writing) -> str:
    del node, writing
    return ""


def _argument(node: Argument, writing: Writing) -> str:
    """Return what stands in for a parameter outside a template's own page, else the parameter as it is written."""
    return inline(node.default, writing) if node.default is not None else escaped(str(node))


def _external(node: ExternalLink, writing: Writing) -> str:
    return links.external(node, writing, inline)


def _template(node: Template, writing: Writing) -> str:
    return templates.template(node, writing, inline)


def _tag(node: Tag, writing: Writing) -> str:
    return tags.tag(node, writing, inline)


_WRITERS: dict[type[Node], Callable[..., str]] = {
    Text: _text,
    HTMLEntity: _entity,
    Heading: _heading,
    Comment: _comment,
    Argument: _argument,
    ExternalLink: _external,
    Template: _template,
    Tag: _tag,
}
