"""The languages that documents and bibliographies name, as tags of BCP 47 (RFC 5646). Pure but for its table of names."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

_BETWEEN = re.compile(r"\s*(?:[;,/|\n]|&|(?<=\s)(?:and|und|et|y|e)(?=\s))\s*", re.IGNORECASE)
_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8}){0,6}")
_LOCALE = re.compile(r"[.@][\w-]+\Z")
_SCRIPT = re.compile(r"[A-Za-z]{4}")
_REGION = re.compile(r"[A-Za-z]{2}|[0-9]{3}")
_VARIANT = re.compile(r"[A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}")
_NOT_SAID = "und"
"""The tag of what is not said in which language it is."""

_LONGEST = 400
"""Characters in which languages are looked for."""


def language_tags(written: str) -> tuple[list[str], list[str]]:
    """Return the tags of the languages that a text names, by tag, code or name, and what in it is none that is known.

    Read are tags as `pt_BR`, codes of ISO 639-1 and 639-2, English names and those in the language itself, and the words of
    babel and biblatex (`ngerman`, `langfrench`). `und` says nothing.
    """
    whole = " ".join(written[:_LONGEST].split())
    parts = [whole] if _one(whole) else [each for each in _BETWEEN.split(whole) if each.strip()]
    found: dict[str, None] = {}
    unknown = []
    for each in parts:
        tag = _one(each)
        if tag is None:
            unknown.append(each)
        elif tag != _NOT_SAID:
            found[tag] = None
    return list(found), unknown


def _one(written: str) -> str | None:
    bare = written.strip(" .")
    known = _names()
    return (
        known.get(_plain(bare))
        or known.get(_plain(bare).removeprefix("lang"))
        or _tagged(_LOCALE.sub("", bare))
    )


def _tagged(written: str) -> str | None:
    """Return a tag in the spelling of RFC 5646, 2.1.1, None when it is none."""
    if not _TAG.fullmatch(written):
        return None
    first, *rest = re.split("[-_]", written)
    language = _names().get(first.casefold()) if len(first) <= 3 else None  # noqa: PLR2004 - a code
    made = [language] if language else []
    for place, part in enumerate(rest):
        if len(part) == 1:
            return "-".join([*made, *(each.lower() for each in rest[place:])]) if made else None
        if _SCRIPT.fullmatch(part) and place == 0:
            made.append(part.title())
        elif _REGION.fullmatch(part):
            made.append(part.upper())
        elif _VARIANT.fullmatch(part):
            made.append(part.lower())
        else:
            return None
    return "-".join(made) if language else None


def _plain(text: str) -> str:
    bare = unicodedata.normalize("NFKD", text).casefold()
    kept = "".join(each for each in bare if unicodedata.category(each) != "Mn" or each > "\u0500")
    return " ".join(re.sub(r"[^\w\s]|_", " ", kept).split())


@cache
def _names() -> dict[str, str]:
    """Return what languages are called → their tags: tags and codes too."""
    found = {_NOT_SAID: _NOT_SAID}
    for line in Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        tag, codes, names = line.split("|")
        called = [*([] if "-" in tag else [tag]), *codes.split(), *filter(None, names.split(", "))]
        for each in called:
            found.setdefault(_plain(each), tag)
    return found
