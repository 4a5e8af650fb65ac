"""Sections of a page's body, and plain text from Markdown."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence

from patterns.anchors import ATTRIBUTES
from patterns.markup import Line, scan_lines, split_lines
from patterns.page import Page, Section

_ATX = re.compile(r" {0,3}+(#{1,6})(?:[ \t]++([^\r\n]*+))?+[\r\n]*+\Z")
_ATX_CLOSE = re.compile(r"(?:\A|[ \t])#++[ \t]*+\Z")
_UNDERLINE = re.compile(r" {0,3}+(=++|-++)[ \t]*+[\r\n]*+\Z")
_NO_PARAGRAPH = re.compile(
    r"[ \t]*+(?:[-*+>|][ \t]|\d{1,9}[.)][ \t]|#{1,6}[ \t\r\n]|(?:[-*_][ \t]*+){3,}+[\r\n]*+\Z)| {4}|\t"
)

_FENCE_LINE = re.compile(r"^[ \t]*+(?:`{3,}+[^`\r\n]*+|~{3,}+[^\r\n]*+)$", re.MULTILINE)
_TAG = re.compile(r"</?+[A-Za-z][^<>]*+>")
_WIKILINK = re.compile(r"\[\[([^\[\]|\r\n]*+)(?:\|([^\[\]\r\n]*+))?+\]\]")
_INLINE_LINK = re.compile(r"(?:!\[|\[)([^\[\]]*+)\](?:\([^()\r\n]*+\)|\[[^\[\]\r\n]*+\])")
# A fixed sign or a set of signs stands first where it can: `re` then looks for it many times faster.
_LINE_MARKS = re.compile(r"\n[ \t]*+(?:(?:>|[-*+]|\d{1,9}[.)]|#{1,6})[ \t]++)*+")
_RULES = re.compile(r"\n[ \t]*+(?:[-=*_|:][ \t]*+){2,}+(?=\n|\Z)")
# A backslash before a sign; signs of emphasis, code and tables; underscores outside of words.
_MARKS = re.compile(r"[\\*`~|_](?:(?<=\\)([^\w\s])|(?<=[*`~|])[*`~|]*+|(?<=_)(?:(?<!\w_)_*+|_*+(?!\w)))")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*+(?=\s)|(?:\r\n|\n|\r)[ \t]*+(?=[\r\n])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|cf|vs|etc|Dr|Mr|Mrs|Ms|St|Prof|No|al|ca|approx|pp|p|ed|eds)|\b[A-Z])\.\Z"
)


def split_sections(body: str, first_line: int = 1) -> tuple[Section, ...]:
    """Split a body at its headings; the raw texts of the sections, joined, are the body.

    ATX and setext headings (CommonMark sections 4.2, 4.3; a setext heading is one line); none inside code
    or comments. What stands before the first heading is a section of level 0. `first_line` is the 1-based
    line the body starts at in its text.
    """
    lines = scan_lines(body)
    starts = _heading_starts(lines)
    bounds = sorted({0, *starts})
    if not body:
        return ()
    ends = [*bounds[1:], len(lines)]
    return tuple(
        _section(lines[a:b], starts.get(a), first_line + a) for a, b in zip(bounds, ends, strict=True)
    )


def find_section(page: Page, headings: Iterable[str]) -> Section | None:
    """Return the first section with one of these headings (case, outer blanks and a final colon apart)."""
    wanted = {_folded(each) for each in headings}
    return next((each for each in page.sections if each.level and _folded(each.heading) in wanted), None)


def heading_span(section: Section) -> tuple[int, int]:
    """Return where in the raw text of a section its heading's words stand, with the attributes behind them."""
    written = next(iter(split_lines(section.raw[: len(section.raw) - len(section.body)])), "")
    atx = _ATX.match(written)
    start, end = (
        (atx.span(2) if atx[2] is not None else (atx.end(1), atx.end(1))) if atx else (0, len(written))
    )
    words = written[start:end]
    left = start + len(words) - len(words.lstrip())
    return left, left + len(_ATX_CLOSE.sub("", words.strip()) if atx else words.strip())


def section_text(page: Page, section: Section) -> str:
    """Return what the section says: its body and the deeper sections that follow it, outer blanks trimmed."""
    parts: list[str] = []
    begun = False
    for each in page.sections:
        if begun and each.level <= section.level:
            break
        if begun:
            parts.append(each.raw)
        elif each is section:
            begun = True
            parts.append(each.body)
    return "".join(parts).strip()


def plain_text(markdown: str) -> str:
    """Return the words of a Markdown text on one line: markup, comments and HTML tags removed, code kept."""
    text = _without_comments(markdown)
    if "`" in text or "~" in text:
        text = _FENCE_LINE.sub(" ", text)
    if "<" in text:
        text = _TAG.sub(" ", text)
    if "[" in text:
        text = _INLINE_LINK.sub(r"\1", _WIKILINK.sub(_shown, text))
    text = _MARKS.sub(r"\1", _LINE_MARKS.sub("\n", _RULES.sub("\n", f"\n{text}")))
    if "&" in text:
        text = html.unescape(text)
    return _one_line(text)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def sentences(text: str) -> tuple[str, ...]:
    """Split plain text into sentences, blanks collapsed; common English abbreviations do not end one."""
    found: list[str] = []
    start = 0
    for end in sentence_ends(text):
        found.append(text[start:end])
        start = end
    return tuple(filter(None, (_one_line(each) for each in [*found, text[start:]])))


def sentence_ends(text: str) -> list[int]:
    """Return the offsets at which sentences end: after a full stop and the like, and at a blank line."""
    return [
        each.end()
        for each in _SENTENCE_END.finditer(text)
        if not (each[0][0] == "." and _ABBREVIATION.search(text, max(0, each.start() - 8), each.start() + 1))
    ]


def _heading_starts(lines: Sequence[Line]) -> dict[int, tuple[int, str, int]]:
    """Index of a heading's first line → level, raw text, number of lines."""
    found: dict[int, tuple[int, str, int]] = {}
    paragraph = 0  # lines of the paragraph so far
    for index, line in enumerate(lines):
        if paragraph and not line.code and line.text[0].isalpha():
            paragraph += 1
            continue
        atx = None if line.code else _ATX.match(line.text)
        if atx:
            found[index] = (len(atx[1]), _ATX_CLOSE.sub("", (atx[2] or "").strip()), 1)
        elif paragraph == 1 and not line.code and (underline := _UNDERLINE.match(line.text)):
            found[index - 1] = (1 if underline[1][0] == "=" else 2, lines[index - 1].text, 2)
        elif line.text.strip() and not line.code and (paragraph or not _NO_PARAGRAPH.match(line.text)):
            paragraph += 1
            continue
        elif line.text.strip() and not line.code:
            paragraph = 2  # a list item, quotation or table row: no setext heading follows directly
            continue
        paragraph = 0
    return found


def _section(lines: Sequence[Line], heading: tuple[int, str, int] | None, line: int) -> Section:
    raw = "".join(each.text for each in lines)
    if heading is None:
        return Section(raw=raw, body=raw, line=line)
    level, text, size = heading
    body = "".join(each.text for each in lines[size:])
    return Section(raw, level, plain_text(ATTRIBUTES.sub("", text.strip())), body, line)


def _folded(heading: str) -> str:
    return heading.strip().rstrip(":").rstrip().casefold()


def _without_comments(text: str) -> str:
    pieces: list[str] = []
    done = 0
    while (start := text.find("<!--", done)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        pieces += (text[done:start], " ")
        done = end + 3
    return "".join([*pieces, text[done:]]) if pieces else text


def _shown(link: re.Match[str]) -> str:
    if link[2] and link[2].strip():
        return link[2]
    return link[1].rpartition("::")[2].partition("#")[0] or link[1]
