"""Markup inside a line that is this wiki's own: links between pages, citations, formulas left alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from xml.etree.ElementTree import Element

from markdown.inlinepatterns import InlineProcessor
from markdown.util import ETX, STX, AtomicString

from patterns.anchors import anchor_written
from patterns.links import LINK, LinkSpan, link_spans, normalize_title, page_path, title_problem

WIKILINK = LINK.pattern
CITATION = rf"\[@([^\[\](),;|#@\n{STX}{ETX}]{{1,200}})(,[^\[\]\n{STX}{ETX}]{{1,200}})?\](?![\[(])"
FORMULA = r"(?<![\w$\\])(\$\$?)(?=[^\s$])([^$\n`]{1,500}?)(?<=[^\s\\$])\1(?![\w$])"
SOURCES = "Source"  # namespace a citation leads to

_RAW_TAG = re.compile(r"(<!--.*?-->|<[^<>]*>)", re.DOTALL)
_ESCAPED = re.compile(rf"{STX}(\d+){ETX}")

Matched = tuple[Element | None, int | None, int | None]


class WikilinkProcessor(InlineProcessor):
    """`[[Page]]`, `[[Page#Section|label]]`, `[[property::Page]]`, by the grammar of `patterns.links`."""

    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(self, m: re.Match[str], data: str) -> Matched:  # type: ignore[override]  # noqa: ARG002, N802
        """Make an anchor that carries target and property; what cannot be a title stays text."""
        written = _ESCAPED.sub(lambda found: "\\" + chr(int(found.group(1))), self.unescape(m.group(0)))
        span = next(link_spans(written), None)
        if span is None or title_problem(span.target):
            return None, None, None
        return _wikilink(span), m.start(0), m.end(0)


class CitationProcessor(InlineProcessor):
    """`[@Title, p. 12]`: a link to the page of that source."""

    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(self, m: re.Match[str], data: str) -> Matched:  # type: ignore[override]  # noqa: ARG002, N802
        """Make an anchor to the page in the namespace of sources."""
        name = m.group(1).strip()
        title = normalize_title(name if name.startswith(f"{SOURCES}:") else f"{SOURCES}:{name}")
        if not name or title_problem(title):
            return None, None, None
        link = _anchor("wikilink citation", title, "")
        link.text = AtomicString(name.removeprefix(f"{SOURCES}:") + (m.group(2) or ""))
        return link, m.start(0), m.end(0)


class FormulaProcessor(InlineProcessor):
    """`$…$`: shown as written, no emphasis inside."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str, int, int]:  # type: ignore[override]  # noqa: ARG002, N802
        """Keep the text from the patterns that come later."""
        return AtomicString(m.group(0)), m.start(0), m.end(0)


def link_raw_html(html: str, keep: Callable[[Mapping[str, str]], str]) -> str:
    """Replace the page links in the text of raw HTML; `keep` returns the attributes a marked element is written with."""
    if "[[" not in html:
        return html
    pieces = _RAW_TAG.split(html)
    pieces[::2] = [LINK.sub(lambda found: _raw_link(found.group(), keep), piece) for piece in pieces[::2]]
    return "".join(pieces)


def _raw_link(written: str, keep: Callable[[Mapping[str, str]], str]) -> str:
    span = next(link_spans(written), None)
    if span is None or title_problem(span.target):
        return written
    link = _wikilink(span)
    return f"<a {keep(link.attrib)}>{link.text}</a>"


def _wikilink(span: LinkSpan) -> Element:
    target = normalize_title(span.target)
    link = _anchor("wikilink", target, span.fragment)
    if span.key:
        link.set("data-key", span.key)
    link.text = span.label or AtomicString(target + (f"#{span.fragment}" if span.fragment else ""))
    return link


def _anchor(classes: str, title: str, fragment: str) -> Element:
    address = page_path(title) + (f"#{anchor_written(fragment)}" if fragment else "")
    return Element("a", {"class": classes, "href": address, "data-target": title})
