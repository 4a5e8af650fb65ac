"""The last pass over sanitized HTML: heading levels and anchors, addresses, images, our own attributes.

Sanitized HTML is canonical: every `<` begins a tag, every attribute is in double quotes. That makes one
regular expression enough, and nothing written here has passed through anybody's text unescaped.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape, unescape
from urllib.parse import unquote

from wiki.ports import Heading
from wiki.rendering.anchors import anchor_for, anchor_written
from wiki.rendering.sanitize import MARK

TOP_LEVEL = 2  # the page's title is the h1
LOWEST_LEVEL = 6

_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)((?: [a-z-]+=\"[^\"]*\")*)>")
_ATTRIBUTE = re.compile(r" ([a-z-]+)=\"([^\"]*)\"")
_LEVEL = re.compile(r"<h([1-6])>")
_OWN_MEDIA = re.compile(r"/media/[\w./%~-]+")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_BLANKS = re.compile(r"[\x00-\x20\x7f]+")
_REFERENCE = re.compile(r"<sup><a class=\"footnote-ref\".*?</sup>")


def finish(html: str, marks: Mapping[str, Mapping[str, str]]) -> tuple[str, tuple[Heading, ...]]:
    """Complete sanitized HTML; `marks` are the attributes of our own elements by the value of their mark."""
    finisher = _Finisher(html, marks)
    return finisher.run(html), tuple(heading for heading in finisher.headings if heading.text)


class _Finisher:
    def __init__(self, html: str, marks: Mapping[str, Mapping[str, str]]) -> None:
        levels = [int(level) for level in _LEVEL.findall(html)]
        self.shift = TOP_LEVEL - min(levels, default=TOP_LEVEL)
        self.marks = marks
        self.headings: list[Heading] = []
        self.anchors: dict[str, int] = {}
        self.out: list[str] = []
        self.begun: list[tuple[int, int]] = []  # number and place in `out` of headings not yet closed
        self.links = 0

    def run(self, html: str) -> str:
        done = 0
        for found in _TAG.finditer(html):
            self.out.append(html[done : found.start()])
            done = found.end()
            closing, tag, attributes = found.groups()
            self.out.append(self._close(tag) if closing else self._open(tag, attributes))
        self.out.append(html[done:])
        return "".join(self.out)

    def _open(self, tag: str, written: str) -> str:
        if tag in _HEADINGS:
            return self._open_heading(int(tag[1]))
        self.links += tag == "a"
        if not written:
            return f"<{tag}>"
        attributes = {key: unescape(value) for key, value in _ATTRIBUTE.findall(written)}
        mark = attributes.pop(MARK, "")
        if mark in self.marks:
            return _tag(tag, self.marks[mark])
        if tag == "img":
            return self._image(attributes)
        if tag == "a":
            attributes = _anchor(attributes)
        return _tag(tag, attributes)

    def _open_heading(self, written: int) -> str:
        before = self.headings[-1].level if self.headings else TOP_LEVEL - 1
        level = min(written + self.shift, before + 1, LOWEST_LEVEL)
        self.begun.append((len(self.headings), len(self.out)))
        self.headings.append(Heading(level, "", ""))
        return ""

    def _close(self, tag: str) -> str:
        if tag in _HEADINGS and self.begun:
            return self._close_heading()
        self.links -= tag == "a"
        return f"</{tag}>"

    def _close_heading(self) -> str:
        number, place = self.begun.pop()
        level = self.headings[number].level
        inner = _REFERENCE.sub("", "".join(self.out[place:]))
        text = " ".join(unescape(_TAG.sub("", inner)).split())
        anchor = self._unique(anchor_for(text))
        self.headings[number] = Heading(level, text, anchor)
        self.out[place] = f'<h{level} id="{escape(anchor)}">'
        return f"</h{level}>"

    def _unique(self, anchor: str) -> str:
        count = self.anchors[anchor] = self.anchors.get(anchor, 0) + 1
        return anchor if count == 1 else self._unique(f"{anchor}-{count}")

    def _image(self, attributes: Mapping[str, str]) -> str:
        source, alt = attributes.get("src", ""), attributes.get("alt", "")
        if _OWN_MEDIA.fullmatch(source) and ".." not in unquote(source):
            return _tag("img", {"src": source, "alt": alt, "loading": "lazy"})
        label = escape(f"image: {alt or attributes.get('title') or 'without description'}")
        if self.links or not source:
            return f'<span class="remote-image">{label}</span>'
        return _tag("a", {**_anchor({"href": source}), "class": "remote-image"}) + label + "</a>"


_HEADINGS = {f"h{level}" for level in range(1, 7)}


def _tag(tag: str, attributes: Mapping[str, str]) -> str:
    written = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items())
    return f"<{tag}{written}>"


def _anchor(attributes: Mapping[str, str]) -> dict[str, str]:
    """Complete the attributes of a link somebody wrote: where it leads is told by class and rel."""
    address = attributes.get("href", "")
    kept = dict(attributes)
    if address.startswith("#"):
        kept["href"] = "#" + anchor_written(unquote(address[1:], errors="replace"))
    elif is_external(address):
        kept |= {"class": "external", "rel": "nofollow noopener"}
    return kept


def is_external(address: str) -> bool:
    """Say whether an address may leave this site, as browsers read it (WHATWG URL, section 4.4)."""
    plain = _BLANKS.sub("", address)
    if plain.lower().startswith("mailto:"):
        return False
    return bool(_SCHEME.match(plain)) or plain[:2].replace("\\", "/") == "//"
