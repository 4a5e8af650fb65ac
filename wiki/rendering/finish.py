"""The last pass over sanitized HTML: heading levels and anchors, addresses, images, our own attributes.

Sanitized HTML is canonical: every `<` begins a tag, every attribute is in double quotes. That makes one
regular expression enough, and nothing written here has passed through anybody's text unescaped.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from html import escape, unescape
from urllib.parse import unquote

from patterns.anchors import Anchored, anchor_for, anchor_written, share_out
from wiki.ports import Heading
from wiki.rendering.sanitize import MARK

TOP_LEVEL = 2  # the page's title is the h1
LOWEST_LEVEL = 6

_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)((?: [a-z-]+=\"[^\"]*\")*)>")
_ATTRIBUTE = re.compile(r" ([a-z-]+)=\"([^\"]*)\"")
_LEVEL = re.compile(r"<h([1-6])[ >]")
_OWN_MEDIA = re.compile(r"/media/[\w./%~-]+")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_BLANKS = re.compile(r"[\x00-\x20\x7f]+")
_REFERENCE_START, _REFERENCE_END = '<sup><a class="footnote-ref"', "</a></sup>"
_REFERENCE = re.compile(r"<sup><a class=\"footnote-ref\".*?</sup>")


def finish(html: str, marks: Mapping[str, Mapping[str, str]]) -> tuple[str, tuple[Heading, ...]]:
    """Complete sanitized HTML; `marks` are the attributes of our own elements by the value of their mark."""
    finisher = _Finisher(html, marks)
    return _parted(finisher.run(html)), tuple(heading for heading in finisher.headings if heading.text)


def _parted(html: str) -> str:
    """Put a comma between references to notes that follow each other: notes 1 and 2 are not note 12."""
    return html.replace(
        f"{_REFERENCE_END}{_REFERENCE_START}", f"{_REFERENCE_END}<sup>, </sup>{_REFERENCE_START}"
    )


class _Finisher:
    def __init__(self, html: str, marks: Mapping[str, Mapping[str, str]]) -> None:
        levels = [int(level) for level in _LEVEL.findall(html)]
        self.shift = TOP_LEVEL - min(levels, default=TOP_LEVEL)
        self.marks = marks
        self.headings: list[Heading] = []
        self.anchored: list[Anchored] = []
        self.out: list[str] = []
        self.places: list[int] = []  # in `out`, of headings
        self.begun: list[int] = []  # numbers of headings not yet closed
        self.links = 0

    def run(self, html: str) -> str:
        done = 0
        for found in _TAG.finditer(html):
            self.out.append(html[done : found.start()])
            done = found.end()
            closing, tag, attributes = found.groups()
            self.out.append(self._close(tag) if closing else self._open(tag, attributes))
        self.out.append(html[done:])
        for number, found_by in enumerate(share_out(self.anchored)):
            self._anchor_heading(number, found_by)
        return "".join(self.out)

    def _open(self, tag: str, written: str) -> str:
        if tag in _HEADINGS:
            return self._open_heading(int(tag[1]), written)
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

    def _open_heading(self, level: int, written: str) -> str:
        before = self.headings[-1].level if self.headings else TOP_LEVEL - 1
        mark = dict(_ATTRIBUTE.findall(written)).get(MARK, "")
        self.begun.append(len(self.headings))
        self.places.append(len(self.out))
        self.headings.append(Heading(min(level + self.shift, before + 1, LOWEST_LEVEL), "", ""))
        self.anchored.append(Anchored("", tuple(self.marks.get(mark, {}).get("id", "").split())))
        return ""

    def _close(self, tag: str) -> str:
        if tag in _HEADINGS and self.begun:
            return self._close_heading()
        self.links -= tag == "a"
        return f"</{tag}>"

    def _close_heading(self) -> str:
        number = self.begun.pop()
        inner = _REFERENCE.sub("", "".join(self.out[self.places[number] :]))
        text = " ".join(unescape(_TAG.sub("", inner)).split())
        self.headings[number] = replace(self.headings[number], text=text)
        self.anchored[number] = Anchored(anchor_for(text), self.anchored[number].kept)
        return f"</h{self.headings[number].level}>"

    def _anchor_heading(self, number: int, found_by: Anchored) -> None:
        self.headings[number] = heading = replace(self.headings[number], anchor=found_by.own)
        also = "".join(f'<span id="{escape(each)}"></span>' for each in found_by.kept)
        self.out[self.places[number]] = f'<h{heading.level} id="{escape(found_by.own)}">{also}'

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
