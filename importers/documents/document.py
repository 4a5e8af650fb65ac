"""A document as it was read: what it says of itself, and its text in paragraphs, on pages where it has them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

SHORT, SHORTER = 0.85, 0.6
"""Shares of the usual length below which a line may end a paragraph, and below which it may be a heading."""
LONGEST_TITLE = 150
"""Characters of a first line that is taken for a title."""

_BLANK_LINES = re.compile(r"(?:\r\n|\n|\r)[ \t]*(?:\r\n|\n|\r)\s*")
_ITEM = re.compile(r"(?:[•◦▪‣·–—*]|\(?\d{1,3}[.)]|\(?[a-z]\)|\d{1,2}(?:\.\d{1,2}){1,3})\s+\S")
_SENTENCE = re.compile(r"[.!?:;][\"'”’)\]]*\Z")
_NUMBER = re.compile(r"\W*(?:\d+|[ivxlc]+)\W*")
_LIGATURES = {
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
}
_HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u00ad\u2010]\n(?=[a-zà-öø-ÿœß])")


MOST_HEADS = 3
"""Lines that run along the head or the foot of pages."""


@dataclass
class Document:
    """A text and where it comes from; what is not said is empty."""

    title: str = ""
    pictures: int = 0  # pages that hold pictures and no text
    frames: list[str] = field(default_factory=list)  # addresses of the pages it shows in frames
    authors: list[str] = field(default_factory=list)
    date: str = ""
    language: str = ""
    licence: str = ""  # an address or identifier, as the document writes it
    address: str = ""
    container: str = ""
    about: str = ""
    pages: list[list[str]] = field(default_factory=list)  # paragraphs by page; one page where there are none
    paged: bool = False
    notes: list[str] = field(default_factory=list)  # what a person should know


def paragraphs_of(text: str) -> list[str]:
    """Return the paragraphs of a text, each as one line: blank lines part them."""
    found = (" ".join(each.replace("\u00ad", "").split()) for each in _BLANK_LINES.split(text))
    return [each for each in found if each]


def paragraphs_of_page(text: str) -> list[str]:
    """Return the paragraphs of a page of a PDF, each as one line, words put together that a line's end parts.

    Where no blank line parts them, a line much shorter than the others ends one when it ends a sentence or is a
    heading, and a mark or number at the beginning of a line begins one.
    """
    blocks = (block.split("\n") for block in _BLANK_LINES.split(text.translate(_LIGATURES)))
    pieces = (piece for block in blocks for piece in _parted(block))
    found = (" ".join(mended("\n".join(piece)).replace("\u00ad", "").split()) for piece in pieces)
    return [each for each in found if each]


def _parted(lines: list[str]) -> list[list[str]]:
    lengths = sorted(len(line.rstrip()) for line in lines)
    usual = lengths[len(lengths) * 9 // 10]
    parts: list[list[str]] = [[]]
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        parts[-1].append(line)
        if _ends(line.strip(), following.strip(), usual):
            parts.append([])
    return parts


def _ends(line: str, following: str, usual: int) -> bool:
    """Say whether a paragraph ends with a line, as far as its length and the next line tell."""
    if _ITEM.match(following) and not line.endswith(","):
        return True
    if len(line) >= usual * SHORT:
        return False
    return bool(_SENTENCE.search(line)) or (
        len(line) < usual * SHORTER and following[:1].isupper() and line[:1].isalnum()
    )


def read_text(text: str) -> Document:
    """Read plain text; a short first paragraph that is no sentence is its title."""
    found = paragraphs_of(text)
    title = (
        found[0]
        if found and len(found[0]) <= LONGEST_TITLE and not found[0].endswith((".", "?", "!", ":", ","))
        else ""
    )
    return Document(title=title, pages=[found])


def mended(text: str) -> str:
    """Return a page's text with words put together that a hyphen parts at the end of a line.

    Only before a small letter; a word that is written with a hyphen anyway loses it when it is broken there.
    """
    return _HYPHEN.sub("", text)


def without_running_heads(pages: list[str]) -> tuple[list[str], int]:
    """Return the pages without first and last lines that most of them share, page numbers apart; and how many lines.

    A line counts when it stands first or last on three pages at least and on more than half of them; beside one that was
    left out, only a page number, or a line that is the same letter by letter.
    """
    cut = 0
    for place, outermost in [(0, True), (-1, True), *[(0, False), (-1, False)] * (MOST_HEADS - 1)]:
        lines = [_edge(page, place) for page in pages]
        shapes = [_shape(each) if outermost or _NUMBER.fullmatch(each) else each for each in lines]
        count = Counter(shapes)
        running = {shape for shape, times in count.items() if shape and times >= 3 and times * 2 > len(pages)}  # noqa: PLR2004
        for number, each in enumerate(shapes):
            if each in running:
                pages[number] = _without(pages[number], place)
                cut += 1
    return pages, cut


def _edge(page: str, place: int) -> str:
    lines = page.strip("\n ").split("\n")
    return lines[place].strip()


def _shape(line: str) -> str:
    return re.sub(r"\d+|\b[ivxlc]+\b", "#", line.casefold())


def _without(page: str, place: int) -> str:
    lines = page.strip("\n ").split("\n")
    return "\n".join(lines[1:] if place == 0 else lines[:-1])
