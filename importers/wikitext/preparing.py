"""What MediaWiki does to a text before it reads its markup, where the parser we use does not.

Comments go, with their line when nothing else stands on it; a heading is one only when nothing follows on its line; a table
may be indented (https://www.mediawiki.org/wiki/Help:Tables, https://www.mediawiki.org/wiki/Markup_spec).
"""

from __future__ import annotations

import re

LITERAL = (
    r"<(?P<literal>nowiki|pre|syntaxhighlight|source|math|chem|ce|score|timeline|graph|templatedata)\b[^<>]*(?<!/)>"
    r".*?</(?P=literal)\s*>"
)
"""An element whose content is not read as wikitext."""

_COMMENT = r"<!--(?:(?!-->).)*-->"
_COMMENTS = re.compile(
    rf"{LITERAL}|^[ \t]*(?:{_COMMENT}[ \t]*)+(?:\n|\Z)|(?P<one>{_COMMENT})|(?P<open><!--.*)",
    re.IGNORECASE | re.DOTALL | re.MULTILINE,
)
_NO_HEADING = r"^(?P<equals>=)(?=[^\n<{]*[^=\s<{][ \t]*$)"
_INDENTED = r"^(?P<indent>:+[ \t]*)(?=\{\|)"
_MARK = r"</?(?:noinclude|onlyinclude|includeonly)\s*/?>"
_MARKS = re.compile(rf"{LITERAL}|{_MARK}", re.IGNORECASE | re.DOTALL)
_INCLUSIONS = re.compile(rf"{LITERAL}|<includeonly>.*?</includeonly\s*>|{_MARK}", re.IGNORECASE | re.DOTALL)
_ANY = re.compile(rf"{_NO_HEADING}|{_INDENTED}", re.MULTILINE)
_LINES = re.compile(rf"{LITERAL}|{_NO_HEADING}|{_INDENTED}", re.IGNORECASE | re.DOTALL | re.MULTILINE)


def without_comments(text: str) -> tuple[str, bool]:
    """Return wikitext without its comments, and whether the last one is never closed: it hides the rest of the page."""
    if "<!--" not in text:
        return text, False
    opened = False

    def left(found: re.Match[str]) -> str:
        nonlocal opened
        opened = opened or found["open"] is not None
        return found[0] if found["literal"] else ""

    return _COMMENTS.sub(left, text), opened


def without_inclusions(text: str) -> str:
    """Return wikitext as it is shown on its own page: what only other pages show is left out."""
    folded = text.casefold()
    if "include" not in folded:
        return text
    found_by = (
        _INCLUSIONS if "</includeonly" in folded else _MARKS
    )  # else each would be looked for to the end
    return found_by.sub(lambda found: found[0] if found["literal"] else "", text)


def prepared(text: str) -> str:
    """Return wikitext in which lines that only begin like a heading are none, and indented tables stand at the margin."""

    def meant(found: re.Match[str]) -> str:
        return found[0] if found["literal"] else "&#61;" if found["equals"] else ""

    return _LINES.sub(meant, text) if _ANY.search(text) else text
