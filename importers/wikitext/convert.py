"""The conversion of one page's wikitext."""

from __future__ import annotations

import re

import mwparserfromhell
from mwparserfromhell.parser import ParserError

from importers.wikitext import blocks
from importers.wikitext.elements import with_ends
from importers.wikitext.escaping import fence
from importers.wikitext.inline import inline
from importers.wikitext.preparing import prepared, without_comments, without_inclusions
from importers.wikitext.quotes import closed
from importers.wikitext.templates import apart
from importers.wikitext.variants import one_variant
from importers.wikitext.writing import RESERVED, Converted, Rules, Writing

_RESERVED = re.compile(f"[{RESERVED}]")
_UNSEEN = re.compile("\ufeff|(?<![^\\s\u200b])\u200b+|\u200b+(?![^\\s\u200b])")
"""Marks of byte order, which texts get from pasting, and blanks without width where a visible one is."""

_LINES = re.compile(r"\n{3,}")


def convert(text: str, rules: Rules) -> Converted:
    """Return a page's wikitext as Markdown, and what it says beside its text.

    Every text is converted: markup that is not closed is text, as MediaWiki shows it; what cannot be read at all is
    kept as code and reported. May be slow on hostile text, so run it where it can be stopped.
    """
    writing = Writing(rules)
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    clean = _RESERVED.sub("", lines)
    if clean != lines:
        writing.note("characters that no text may hold were taken out")
    clean = _UNSEEN.sub("", clean)
    clean = _read_first(clean, writing)
    try:
        without, writing.kept = apart(with_ends(clean))
        code = mwparserfromhell.parse(closed(without))
        body = blocks.assemble(inline(code, writing), writing)
    except (ParserError, RecursionError):
        writing = Writing(rules)
        writing.note("the text could not be read as wikitext; it was kept as it is, as code")
        body = fence(clean, "wikitext")
    body = _without_marks(body, writing)
    for key, label in writing.names.items():
        if label not in writing.notes and writing.spare.get(key):
            writing.notes[label] = writing.spare[key]
    notes = "\n".join(f"[^{label}]: {words}" for label, words in sorted(writing.notes.items(), key=_number))
    for label in sorted(set(writing.names.values()) - set(writing.notes), key=int):
        writing.note(f"footnote {label} is referred to but has no text")
    whole = f"{body}\n\n{notes}" if notes else body
    return Converted(
        body=_LINES.sub("\n\n", whole).strip("\n") + "\n" if whole.strip() else "",
        categories=tuple(writing.categories),
        calls=tuple(writing.calls),
        statements=tuple(writing.statements),
        languages=tuple(writing.languages),
        unknown=dict(writing.unknown),
        issues=tuple(writing.issues),
    )


def _read_first(text: str, writing: Writing) -> str:
    """Return wikitext without comments, in one way to write its language, and with its lines as MediaWiki reads them."""
    text, hidden = without_comments(text)
    if hidden:
        writing.note(
            "a comment is never closed; what follows it was left out, as the source shows none of it"
        )
    if writing.rules.variants:
        text, chosen = one_variant(text)
        if chosen:
            writing.note(
                "where the text gives a choice of words by variant of its language, the first was taken"
            )
    return prepared(without_inclusions(text))


def _without_marks(body: str, writing: Writing) -> str:
    """Return Markdown in which no mark of ours is left where no block could stand, as in the words of a link."""
    if not _RESERVED.search(body):
        return body
    return "\n".join(
        blocks.flat(line, writing) if _RESERVED.search(line) else line for line in body.split("\n")
    )


def _number(note: tuple[str, str]) -> int:
    return int(note[0])
