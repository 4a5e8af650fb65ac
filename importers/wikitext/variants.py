"""The language converter's markup, `-{…}-`: what readers see of it in one variant of the language.

The markup is described at https://www.mediawiki.org/wiki/Writing_systems/Syntax.
"""

from __future__ import annotations

import re

from importers.wikitext.preparing import LITERAL

LANGUAGES = frozenset(
    "ban crh gan iu kk ku mni sh shi sr tg tly uz wuu zgh zh".split()  # noqa: SIM905 - a table of codes
)
"""Languages written in several ways, whose wikis read this markup."""

_INNERMOST = re.compile(rf"{LITERAL}|-\{{(?P<inside>(?:(?!-\{{|\}}-).)*)\}}-", re.IGNORECASE | re.DOTALL)
_FLAGS = re.compile(r"\s*(?P<flags>[A-Z+;\s-]+|[a-z-]+(?:\s*;\s*[a-z-]+)*)?\s*\|(?P<rest>.*)", re.DOTALL)
_RULE = re.compile(r"(?:^|;)\s*(?:[^;:=]*=>\s*)?[a-z]{2,8}(?:-[A-Za-z]+)*\s*:")
_DEEPEST = 8


def one_variant(text: str) -> tuple[str, bool]:
    """Return wikitext with the words of the first variant in place of every choice, and whether there was a choice."""
    if "-{" not in text:
        return text, False
    chosen = False

    def shown(found: re.Match[str]) -> str:
        nonlocal chosen
        if found["literal"]:
            return found[0]
        words, choice = _shown(found["inside"])
        chosen = chosen or choice
        return words

    for _ in range(_DEEPEST):
        before, text = text, _INNERMOST.sub(shown, text)
        if text == before:
            break
    return text, chosen


def _shown(inside: str) -> tuple[str, bool]:
    found = _FLAGS.fullmatch(inside)
    flags = {each.strip() for each in (found["flags"] or "").split(";")} if found else set()
    rest = found["rest"] if found else inside
    if flags & {"H", "T", "-"}:
        return "", False
    first = _RULE.match(rest)
    if "R" in flags or not first:
        return rest, False
    after = _RULE.search(rest, first.end())
    return rest[first.end() : after.start() if after else len(rest)].strip().rstrip(";"), True
