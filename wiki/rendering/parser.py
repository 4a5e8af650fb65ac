"""Python-Markdown's block parser, reading blocks the way CommonMark does."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from urllib.parse import quote
from xml.etree.ElementTree import Element, ElementTree, SubElement

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.util import AtomicString, code_escape

from patterns.anchors import without_kept
from wiki.rendering.blocks import Block, Kind, read_blocks
from wiki.rendering.definitions import build_definitions
from wiki.rendering.inline import link_raw_html
from wiki.rendering.tables import build_table

LONGEST_QUERY_ADDRESS = 3500  # characters; common servers take a request line of 4 kB
STASHED = "stashed-html"

_REFERENCE = re.compile(
    r" {0,3}\[(?!\^)((?:[^\[\]\\]|\\.){1,999})\]:[ ]*+\n?[ ]*+(<[^<>\n]*>|[^\s<]\S*)"
    r"(?:(?: +\n? *|\n *)(?:\"((?:[^\"\\]|\\.)*)\"|'((?:[^'\\]|\\.)*)'|\(((?:[^()\\]|\\.)*)\)))?[ ]*(?:\n|$)"
)
_TITLELESS = re.compile(
    r" {0,3}\[(?!\^)((?:[^\[\]\\]|\\.){1,999})\]:[ ]*+\n?[ ]*+(<[^<>\n]*>|[^\s<]\S*)[ ]*(?:\n|$)"
)
_LANGUAGE = re.compile(r"[a-z][a-z0-9+#-]{0,23}")
_QUERY_LANGUAGES = {"sparql", "query"}
_TASK = re.compile(r"\[([ xX])\](?= )")


class CommonMarkParser(BlockParser):
    """Builds the element tree from the blocks of `wiki.rendering.blocks`."""

    root: Element

    def __init__(
        self,
        md: Markdown,
        footnote: Callable[[str, list[Block]], None],
        keep_attributes: Callable[[Mapping[str, str]], str],
    ) -> None:
        """Take over the registered processors; `footnote` is told of each footnote's blocks.

        `keep_attributes` keeps those of an element of ours inside raw HTML and returns what marks it.
        """
        super().__init__(md)
        self.blockprocessors = md.parser.blockprocessors
        for processor in self.blockprocessors:
            processor.parser = self
        self.footnote = footnote
        self.keep_attributes = keep_attributes

    def parseDocument(self, lines: Iterable[str]) -> ElementTree:  # noqa: N802 - Python-Markdown's name
        """Parse all lines of a text."""
        self.root = Element(self.md.doc_tag)
        self.build(self.root, read_blocks(lines).children)
        for block in self.root:
            block.tail = "\n"
        return ElementTree(self.root)

    def build(self, parent: Element, blocks: list[Block]) -> None:
        """Append the elements of some blocks."""
        for block in blocks:
            _BUILDERS[block.kind](self, parent, block)

    def build_footnote(self, parent: Element, block: Block) -> None:  # noqa: ARG002 - one of the builders
        """Keep a footnote for the end of the page."""
        self.footnote(block.label, block.children)

    def build_list(self, parent: Element, block: Block) -> None:
        """Append a list; the items of a tight one hold their text without paragraphs."""
        marker = block.marker
        ordered = marker is not None and marker.ordered
        element = SubElement(parent, "ol" if ordered else "ul")
        if marker is not None and marker.start > 1:
            element.set("start", str(marker.start))
        tight = block.tight
        for item in block.children:
            entry = SubElement(element, "li")
            self.build(entry, item.children)
            _show_task(entry)
            if tight:
                _unwrap_paragraphs(entry)

    def build_quote(self, parent: Element, block: Block) -> None:
        """Append a quotation."""
        self.build(SubElement(parent, "blockquote"), block.children)

    def build_paragraph(self, parent: Element, block: Block) -> None:
        """Append a paragraph, or a definition list when a line of it begins with a colon."""
        text = self._without_references("\n".join(block.lines)).rstrip()
        if text and not build_definitions(parent, text):
            SubElement(parent, "p").text = text

    def _without_references(self, text: str) -> str:
        while text.startswith("["):
            found = _REFERENCE.match(text) or _TITLELESS.match(text)
            if found is None:
                return text
            self._keep_reference(*found.groups())
            text = text[found.end() :]
        return text

    def _keep_reference(self, label: str, address: str, *titles: str | None) -> None:
        title = next((title for title in titles if title), None)
        name = " ".join(label.split()).lower()
        self.md.references.setdefault(name, (address.strip("<>"), title or ""))


def _build_heading(parser: CommonMarkParser, parent: Element, block: Block) -> None:  # noqa: ARG001
    heading = SubElement(parent, f"h{block.level}")
    heading.text, kept = without_kept("\n".join(block.lines).strip())
    if kept:
        heading.set("id", " ".join(kept))


def _build_rule(parser: CommonMarkParser, parent: Element, block: Block) -> None:  # noqa: ARG001
    SubElement(parent, "hr")


def _build_table(parser: CommonMarkParser, parent: Element, block: Block) -> None:  # noqa: ARG001
    build_table(parent, block.lines)


def _build_fence(parser: CommonMarkParser, parent: Element, block: Block) -> None:  # noqa: ARG001
    language = block.label.partition(" ")[0].lower()
    code = "\n".join(block.lines)
    if language in _QUERY_LANGUAGES:
        _build_query(parent, code)
    else:
        _build_code(parent, code, language)


def _build_indented(parser: CommonMarkParser, parent: Element, block: Block) -> None:  # noqa: ARG001
    _build_code(parent, "\n".join(block.lines).rstrip("\n "), "")


def _build_html(parser: CommonMarkParser, parent: Element, block: Block) -> None:
    linked = link_raw_html("\n".join(block.lines), parser.keep_attributes)
    key = parser.md.htmlStash.store(linked + "\n")
    SubElement(parent, STASHED).text = AtomicString(key)


def _build_code(parent: Element, code: str, language: str) -> None:
    element = SubElement(SubElement(parent, "pre"), "code")
    if _LANGUAGE.fullmatch(language):
        element.set("class", f"language-{language}")
    element.text = AtomicString(code_escape(code) + "\n" if code else "")


def _build_query(parent: Element, query: str) -> None:
    figure = SubElement(parent, "figure", {"class": "query"})
    _build_code(figure, query, "sparql")
    address = "/sparql?query=" + quote(query, safe="")
    if len(address) <= LONGEST_QUERY_ADDRESS:
        caption = SubElement(figure, "figcaption")
        SubElement(caption, "a", {"class": "run-query", "href": address}).text = AtomicString(
            "Run this query"
        )


def _show_task(item: Element) -> None:
    """Show `[ ]` and `[x]` at the beginning of an item as ballot boxes; a form field would do nothing."""
    first = item[0] if len(item) else None
    if first is None or first.tag != "p" or not first.text:
        return
    found = _TASK.match(first.text)
    if found is not None:
        first.text = ("☐" if found.group(1) == " " else "☑") + first.text[found.end() :]


def _unwrap_paragraphs(item: Element) -> None:
    children = list(item)
    for child in children:
        item.remove(child)
    for child in children:
        if child.tag != "p":
            item.append(child)
        elif len(item):
            item[-1].tail = child.text
        else:
            item.text = child.text


_BUILDERS: dict[Kind, Callable[[CommonMarkParser, Element, Block], None]] = {
    Kind.QUOTE: CommonMarkParser.build_quote,
    Kind.LIST: CommonMarkParser.build_list,
    Kind.NOTE: CommonMarkParser.build_footnote,
    Kind.PARAGRAPH: CommonMarkParser.build_paragraph,
    Kind.HEADING: _build_heading,
    Kind.RULE: _build_rule,
    Kind.FENCE: _build_fence,
    Kind.INDENTED: _build_indented,
    Kind.HTML: _build_html,
    Kind.TABLE: _build_table,
}
