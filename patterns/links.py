r"""Titles, their addresses and IRIs, and the links that a page's text makes.

Grammar of a link: `[[Page]]`, `[[Page|label]]`, `[[property::Page]]`, `[[property::Page|label]]`, each with
an optional `#Section` behind the page. It stands on one line and holds no further square bracket; what is
not so formed is text. Code, comments and `\[[` make no links. Finding them takes linear time.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, unquote

from ontology.kinds import Field, Ontology
from patterns.blocknames import named_as, names_in
from patterns.liveblocks import LiveBlock, live_blocks
from patterns.markup import mask
from patterns.page import Link, Page, Section
from patterns.sections import plain_text, sentence_ends

TALK = "talk"
PAGE = "page"
_TALK_PREFIX = "Talk:"
_SAFE = "/:@!$&'()*+,;=~-._"
_TITLE_BYTES = 240
_SENTENCE_LENGTH = 300
MOST_SENTENCES = 2_000
"""Links of a page that are kept with the sentence they stand in; a page with more of them is a list."""


PATHS_KEPT = 8_192
"""Titles whose addresses are remembered: a table of a hundred pages names each of them in every row."""

_FORBIDDEN = re.compile(
    r"[#<>\[\]|{}\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff]"
)
LINK = re.compile(r"\[\[([^\[\]|\r\n]++)(?:\|([^\[\]\r\n]*+))?+\]\]")
_NO_KEY = re.compile(r"[:#]")
_BLOCK_START = re.compile(r"(?:\r\n|\n|\r)(?=[ \t]*+(?:[\r\n>#|]|[-*+][ \t]|\d{1,9}[.)][ \t]))")


@dataclass(frozen=True, slots=True)
class Title:
    """A full title taken apart: "Case:Wikipedia" is kind "case", name "Wikipedia"."""

    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class LinkSpan:
    """Where a link stands in a text and what it says: offsets are those of the trimmed page title."""

    start: int
    end: int
    target: str  # as written, trimmed, without property and fragment
    key: str
    fragment: str
    label: str  # "" = none given


def normalize_title(title: str) -> str:
    """Return the title in its one spelling: NFC, `_` and runs of blanks as one space, trimmed. Idempotent."""
    return " ".join(unicodedata.normalize("NFC", title).replace("_", " ").split())


def split_title(full: str, ontology: Ontology) -> Title:
    """Take a full title apart; a prefix that is no namespace belongs to the name of a plain page."""
    full = normalize_title(full)
    prefix, colon, name = full.partition(":")
    prefix, name = prefix.rstrip(" "), name.lstrip(" ")
    if not (colon and prefix and name):
        return Title(PAGE, full)
    kind = ontology.by_namespace.get(prefix)
    if kind is None:
        return Title(TALK, name) if prefix == "Talk" else Title(PAGE, full)
    return Title(kind.name, name)


def full_title(kind_name: str, name: str, ontology: Ontology) -> str:
    """Join kind and name; an unknown kind has no namespace."""
    kind = ontology.by_name.get(kind_name)
    if kind is None:
        return (_TALK_PREFIX if kind_name == TALK else "") + name
    return f"{kind.namespace}:{name}" if kind.namespace else name


def canonical_title(full: str, ontology: Ontology) -> str:
    """Return the full title in its one spelling, no blanks around the namespace's colon."""
    title = split_title(full, ontology)
    return full_title(title.kind, title.name, ontology)


def qualified_title(value: str, field: Field, ontology: Ontology) -> str:
    """Return the full title a value of a page field means; without prefix it is of the field's first kind."""
    title = split_title(value, ontology)
    if title.kind == PAGE and field.kinds:
        return full_title(field.kinds[0], title.name, ontology)
    return full_title(title.kind, title.name, ontology)


def title_problem(full: str) -> str:
    """Return "" when a page may have this title, else a sentence that says why not and what to do."""
    title = normalize_title(full)
    if found := _FORBIDDEN.search(title):
        return (
            f"The title contains {_character(found[0])}: leave it out, as well as # < > [ ] | {{ }} and "
            "control characters."
        )
    if size := _over_long(title):
        return f"The title is {size} bytes long; at most {_TITLE_BYTES} are possible: shorten it."
    parts = title.replace(":", "/").split("/")
    problems = {
        "The title is empty: give the page a name.": not title,
        f"The title begins with “{title[:1]}”: leave it out.": title.startswith((":", "/")),
        "The title ends with a colon: add the name after it.": title.endswith(":"),
        "The title has “.” or “..” as a part of its path: rename that part.": "." in parts or ".." in parts,
    }
    return next((problem for problem, applies in problems.items() if applies), "")


def _over_long(title: str) -> int:
    """Return the title's length in bytes if it is too long, else 0."""
    size = len(title.encode(errors="replace"))
    return size if size > _TITLE_BYTES else 0


def slug(name: str) -> str:
    """Return the name as a path of an address: `_` for spaces, percent-encoded; injective if normalized."""
    return quote(name.replace(" ", "_"), safe=_SAFE, errors="replace")


@lru_cache(PATHS_KEPT)
def page_path(full: str) -> str:
    """Return the path of the page's address: "/wiki/Case:Free_Culture"."""
    return "/wiki/" + slug(normalize_title(full))


def title_of_path(segment: str) -> str:
    """Return the title of a path behind "/wiki/", still percent-encoded: the inverse of `page_path`."""
    return normalize_title(unquote(segment, errors="replace"))


def entity_iri(base: str, full: str, ontology: Ontology) -> str:
    """Return the IRI of what the page is about: {base}/id/{kind}/{slug}."""
    title = split_title(full, ontology)
    return f"{base}/id/{title.kind}/{slug(title.name)}"


def graph_iri(base: str, full: str, ontology: Ontology) -> str:
    """Return the IRI of the page's named graph: {base}/data/{kind}/{slug}."""
    title = split_title(full, ontology)
    return f"{base}/data/{title.kind}/{slug(title.name)}"


def find_links(page: Page) -> tuple[Link, ...]:
    """Return the links of the page's body in order, the first MOST_SENTENCES with the sentence they stand in.

    A link to a section of the same page is none.
    """
    found: list[Link] = []
    for section in page.sections:
        found += _section_links(section, MOST_SENTENCES - len(found))
        found += block_links(section)
    return tuple(found)


def link_spans(text: str) -> Iterator[LinkSpan]:
    """Find the links of a Markdown text and where their page titles stand."""
    if "[[" not in text:
        return
    for found in LINK.finditer(mask(text)):
        key, separator, _ = found[1].partition("::")
        typed = bool(separator) and bool(key.strip()) and not _NO_KEY.search(key)
        offset = len(key) + 2 if typed else 0
        written, _, fragment = text[found.start(1) + offset : found.end(1)].partition("#")
        target = written.strip()
        if not target.strip("_ "):
            continue
        start = found.start(1) + offset + len(written) - len(written.lstrip())
        label = text[found.start(2) : found.end(2)].strip() if found[2] else ""
        yield LinkSpan(
            start, start + len(target), target, key.strip() if typed else "", fragment.strip(), label
        )


def _section_links(section: Section, most: int) -> Iterator[Link]:
    """Yield the links of a section, the first `most` with their sentences."""
    counted, line = 0, section.line
    body = len(section.raw) - len(section.body)
    for number, span in enumerate(link_spans(section.raw)):
        line += _line_ends(section.raw, counted, span.start)
        counted = span.start
        target = normalize_title(span.target)
        yield Link(
            target=target,
            label=span.label or target,
            key=span.key,
            fragment=span.fragment,
            sentence=_sentence(section.raw, span.start, span.end, body if span.start >= body else 0)
            if number < most
            else "",
            section=section.heading,
            line=line,
        )


def addressed_links(page: Page, ontology: Ontology) -> Iterator[Link]:
    """Yield a link for each page that the address in a live block names, once for each block."""
    for section in page.sections:
        for block, line in _blocks_with_lines(section):
            named = ((each, named_as(each, ontology)) for each in names_in(block) if each.parameter)
            titles = (qualified_title(each.written, field, ontology) for each, field in named if field)
            for title in dict.fromkeys(titles):
                if not title_problem(title):
                    yield Link(title, title, section=section.heading, line=line)


def block_links(section: Section) -> Iterator[Link]:
    """Yield a link for each live block of a section that holds the title of a page."""
    for block, line in _blocks_with_lines(section):
        title = normalize_title(block.title)
        if title and not title_problem(title):
            yield Link(title, title, section=section.heading, line=line)


def _blocks_with_lines(section: Section) -> Iterator[tuple[LiveBlock, int]]:
    """Yield the live blocks of a section, each with the number of its first line on the page."""
    counted, line = 0, section.line
    for block in live_blocks(section.raw):
        line += _line_ends(section.raw, counted, block.start)
        counted = block.start
        yield block, line


def _line_ends(text: str, start: int, end: int) -> int:
    """Count line ends in text[start:end]; CR LF is one."""
    return text.count("\n", start, end) + (
        text.count("\r", start, end) - text.count("\r\n", start, end) if "\r" in text else 0
    )


def _sentence(text: str, start: int, end: int, floor: int) -> str:
    """Return the sentence around text[start:end] as plain text, looking at most 300 characters either way."""
    left = max(floor, start - _SENTENCE_LENGTH)
    before, after = _between_links(text[left:start], text[end : end + _SENTENCE_LENGTH])
    begins = sentence_ends(before) + [found.end() for found in _BLOCK_START.finditer(before)]
    begin = max(begins, default=0)
    ends = sentence_ends(after) + [found.start() for found in _BLOCK_START.finditer(after)]
    stop = min(ends, default=len(after))
    sentence = plain_text(before[begin:] + text[start:end] + after[:stop])
    if len(sentence) <= _SENTENCE_LENGTH:
        return sentence
    near = _SENTENCE_LENGTH // 2 - 10
    before, after = before[begin:][-near:].partition(" ")[2], after[:stop][:near].rpartition(" ")[0]
    before, after = _between_links(before, after)
    return plain_text(before + text[start:end] + after)[:_SENTENCE_LENGTH]


def _character(character: str) -> str:
    if character.isprintable():
        return f"“{character}”"
    return f"the invisible character U+{ord(character):04X}"


def _between_links(before: str, after: str) -> tuple[str, str]:
    """Leave out a link that was cut in two at the far end of either text."""
    closing, opening = before.find("]]"), after.rfind("[[")
    if closing >= 0 and "[[" not in before[:closing]:
        before = before[closing + 2 :]
    if opening >= 0 and "]]" not in after[opening:]:
        after = after[:opening]
    return before, after
