"""Language tags that are none, put right in a document before it is parsed: one wrong tag must not cost a statement. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

_TAG = re.compile(
    r"""(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})   # language
        (?:-[a-z]{4})?                                # script
        (?:-(?:[a-z]{2}|[0-9]{3}))?                   # region
        (?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*      # variants
        (?:-[0-9a-wyz](?:-[a-z0-9]{2,8})+)*           # extensions
        (?:-x(?:-[a-z0-9]{1,8})+)?                    # private use
      | x(?:-[a-z0-9]{1,8})+""",
    re.VERBOSE | re.IGNORECASE,
)
"""A well-formed tag: RFC 5646, section 2.1."""

_TURTLE = re.compile(
    r'''<[^<>"{}|^`\\\s]*+>
      | \#[^\n\r]*+
      | (?:"""(?:[^"\\]|\\.|"{1,2}(?!"))*+"""|\'\'\'(?:[^'\\]|\\.|'{1,2}(?!'))*+\'\'\'
          |"(?:[^"\\\n\r]|\\.)*+"|'(?:[^'\\\n\r]|\\.)*+')
        (?:@(?P<tag>[\w-]++))?''',
    re.VERBOSE | re.DOTALL,
)
_LOOKS_TAGGED = re.compile(r"[\"']@([\w-]+)")
_XML = re.compile(r"(?P<before>\bxml:lang\s*=\s*)(?P<mark>[\"'])(?P<tag>[^\"'<>]*)(?P=mark)")

Told = Callable[[int, str], None]
"""Takes the line and the sentence of something that was put right."""


def is_tag(tag: str) -> bool:
    """Say whether a language tag is well-formed."""
    return _TAG.fullmatch(tag) is not None


def mended_tag(tag: str) -> str:
    """Return the tag that was meant: with hyphens, else the same letters as a tag for private use."""
    joined = re.sub(r"[^A-Za-z0-9]+", "-", tag).strip("-")
    if is_tag(joined):
        return joined
    parts = [part[:8] for part in joined.split("-") if part]
    return "-".join(["x", *parts]) if parts else "und"


def mend_turtle(text: str, told: Told) -> str:
    """Put right the tags of a text in Turtle, TriG, N-Triples or N-Quads."""
    if all(is_tag(found[1]) for found in _LOOKS_TAGGED.finditer(text)):
        return text
    return "".join(_mended(text, _TURTLE, told))


def mend_xml(text: str, told: Told) -> str:
    """Put right the tags of RDF/XML; an empty one says that there is no language, and stays."""
    return "".join(_mended(text, _XML, told))


def _mended(text: str, tokens: re.Pattern[str], told: Told) -> Iterator[str]:
    done = line = counted = 0
    for found in tokens.finditer(text):
        tag = found["tag"]
        if not tag or is_tag(tag):
            continue
        start, end = found.span("tag")
        line += text.count("\n", counted, start)
        counted = start
        better = mended_tag(tag)
        told(line + 1, f"“{tag}” is no language tag; it was read as “{better}”")
        yield text[done:start]
        yield better
        done = end
    yield text[done:]
