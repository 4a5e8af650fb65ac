"""The main text of an HTML page: navigation, scripts, forms and asides left out, what it says of itself taken."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from importers.documents.document import Document

_LEFT_OUT = frozenset(
    [
        "script", "style", "noscript", "noframes", "template", "nav", "form", "button", "select", "iframe", "object", "svg",
        "aside", "footer", "canvas", "dialog", "menu", "textarea", "audio", "video", "head",
    ]
)  # fmt: skip
_BLOCKS = frozenset(
    [
        "p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "tr", "dt", "dd", "section", "summary",
        "article", "main", "ul", "ol", "table", "caption", "figure", "figcaption", "header", "address", "hr", "body", "html",
        "dl",
    ]
)  # fmt: skip
_VOID = frozenset(
    [
        "br",
        "frame",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "area",
        "base",
        "col",
        "embed",
        "source",
        "track",
        "wbr",
    ]
)
_BOILERPLATE = re.compile(
    r"(?:^|[\s_-])(?:nav(?:bar|igation)?|menu|sidebar|breadcrumbs?|cookies?|share|social|related|newsletter|advert\w*|ads?"
    r"|promo|toc|skip|pagination|comment-form|masthead|footer)(?:$|[\s_-])",
    re.IGNORECASE,
)
_ROLES = frozenset(["navigation", "banner", "contentinfo", "search", "complementary", "dialog"])
_META = {
    "author": "authors", "dc.creator": "authors", "dcterms.creator": "authors", "citation_author": "authors",
    "article:author": "authors", "dc.date": "date", "dcterms.date": "date", "dcterms.issued": "date", "date": "date",
    "citation_publication_date": "date", "citation_date": "date", "article:published_time": "date",
    "dc.title": "title", "dcterms.title": "title", "citation_title": "title", "og:title": "title",
    "dc.rights": "licence", "dcterms.license": "licence", "license": "licence", "og:site_name": "container",
    "citation_journal_title": "container", "description": "about", "og:description": "about", "og:url": "address",
    "dc.language": "language",
}  # fmt: skip
"""Names of meta elements (HTML, Dublin Core, Open Graph, Highwire) → what they say."""

DEEPEST = 400
"""Elements inside each other; what is deeper is read as if it stood there."""


_CELLS = frozenset({"td", "th"})
_BETWEEN = "\ufdd0"  # before each cell of a row


@dataclass
class _Region:
    """Paragraphs of one part of the page."""

    paragraphs: list[str] = field(default_factory=list)

    def letters(self) -> int:
        return sum(map(len, self.paragraphs))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: dict[str, list[str]] = {}
        self.regions = {"main": _Region(), "article": _Region(), "all": _Region()}
        self.data: list[str] = []
        self._open: list[tuple[str, bool]] = []  # element, whether it is left out
        self._text: list[str] = []
        self._title: list[str] | None = None
        self._script: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {key: value or "" for key, value in attrs}
        self._meta(tag, said)
        if tag == "title" and not any(name == "svg" for name, _ in self._open):
            self._title = []
        if tag == "script":
            self._script = [] if said.get("type", "").lower() == "application/ld+json" else None
        if tag in _BLOCKS:
            self._end()
        if tag in _CELLS:
            self._text.append(_BETWEEN)
        if tag in {"frame", "iframe"} and said.get("src", "").strip():
            self._say("frames", said["src"])
        if tag == "br":
            self._text.append(" ")
        if tag not in _VOID and len(self._open) < DEEPEST:
            self._open.append((tag, self._is_left_out(tag, said)))

    def _is_left_out(self, tag: str, said: dict[str, str]) -> bool:
        named = f"{said.get('class', '')} {said.get('id', '')}"
        whole = tag in {"html", "body", "main", "article"}
        marked = not whole and bool(_BOILERPLATE.search(named) or said.get("role") in _ROLES)
        return tag in _LEFT_OUT or marked or "hidden" in said or said.get("aria-hidden") == "true"

    def _meta(self, tag: str, said: dict[str, str]) -> None:
        name = (said.get("name") or said.get("property") or "").lower()
        if tag == "meta" and name in _META and said.get("content", "").strip():
            self._say(_META[name], said["content"])
        rel = said.get("rel", "").lower().split()
        if tag in {"a", "link"} and "license" in rel and said.get("href"):
            self._say("licence", said["href"])
        if tag == "link" and "canonical" in rel and said.get("href"):
            self._say("address", said["href"])
        if tag == "html" and (language := said.get("lang") or said.get("xml:lang", "")).strip():
            self._say("language", language)
        if tag == "time" and said.get("datetime"):
            self._say("time", said["datetime"])

    def _say(self, what: str, text: str) -> None:
        self.said.setdefault(what, []).append(" ".join(text.split()))

    def handle_endtag(self, tag: str) -> None:
        if tag == "title" and self._title is not None:
            self._say("page title", "".join(self._title))
            self._title = None
        if tag == "script" and self._script is not None:
            self.data.append("".join(self._script))
            self._script = None
        if tag in _BLOCKS:
            self._end()
        if any(name == tag for name, _ in self._open):
            while self._open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self._title is not None:
            self._title.append(data)
        elif self._script is not None:
            self._script.append(data)
        elif not any(left_out for _, left_out in self._open):
            self._text.append(data)

    def _end(self) -> None:
        """End a paragraph."""
        cells = [" ".join(each.split()) for each in "".join(self._text).split(_BETWEEN)]
        words = " | ".join(cells).strip(" |") if len(cells) > 1 else cells[0]
        self._text.clear()
        if not words:
            return
        open_ones = {name for name, _ in self._open}
        self.regions["all"].paragraphs.append(words)
        for name in open_ones & {"main", "article"}:
            self.regions[name].paragraphs.append(words)

    def close(self) -> None:
        super().close()
        self._end()


def read_html(text: str) -> Document:
    """Read an HTML page. Never raises; the main text is that of `main` or `article` when it holds most of the words."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    said = _with_linked_data(reader.said, reader.data)
    whole = reader.regions["all"].letters()
    region = next(
        (each for name in ("article", "main") if (each := reader.regions[name]).letters() * 4 > whole > 0),
        reader.regions["all"],
    )
    return Document(
        title=_one(said, "title") or _one(said, "page title"),
        authors=[each for each in dict.fromkeys(said.get("authors", ())) if not each.startswith("http")],
        date=_one(said, "date") or _one(said, "time"),
        language=_one(said, "language"),
        licence=_one(said, "licence"),
        address=next((each for each in said.get("address", ()) if each.startswith("http")), ""),
        container=_one(said, "container"),
        about=_one(said, "about"),
        pages=[region.paragraphs],
        frames=list(dict.fromkeys(said.get("frames", ()))),
    )


def _one(said: dict[str, list[str]], what: str) -> str:
    return next(iter(said.get(what, ())), "")


def _with_linked_data(said: dict[str, list[str]], scripts: list[str]) -> dict[str, list[str]]:
    """Add what JSON-LD of schema.org says of the page, behind what is said already."""
    for script in scripts:
        try:
            read = json.loads(script)
        except (ValueError, RecursionError):
            continue
        for each in read if isinstance(read, list) else [read]:
            if isinstance(each, dict) and "headline" in each:
                _take(said, each)
    return said


def _take(said: dict[str, list[str]], each: dict[str, Any]) -> None:
    for key, what in (
        ("headline", "title"),
        ("datePublished", "date"),
        ("license", "licence"),
        ("inLanguage", "language"),
    ):
        if isinstance(each.get(key), str):
            said.setdefault(what, []).append(" ".join(each[key].split()))
    authors = each.get("author")
    for author in authors if isinstance(authors, list) else [authors]:
        name = author.get("name") if isinstance(author, dict) else author
        if isinstance(name, str):
            said.setdefault("authors", []).append(" ".join(name.split()))
