"""Known instances: which institution an item of a list names. What names none is left in the text. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from patterns.sections import plain_text

LONGEST = 300
"""Characters of a quotation kept with an instance."""
MOST_WORDS = 6

_ITEM = re.compile(r"^[-*+][ \t]+(.*(?:\n[ \t]+(?![-*+] ).*)*)", re.MULTILINE)
_BOLD = re.compile(r"\*\*(?:\[)?([^*\[\]]+?)(?:\]\([^)]*\))?\*\*")
_POSSESSIVE = re.compile(r"['’]s?$")
_END = re.compile(
    r"\s[-–—]\s|[,:;(]|(?<!Inc)(?<!Ltd)(?<!Corp)\.(?:\s|$)| has | is | are | uses | used | have "
)
_NO_NAME = re.compile(
    r"^(?:an?|the(?= (?:same|following|above))|large|some|many|several|one|two|three|various|none|tbd|to be|being|see"
    r"|this|we|our|in|at|where|elements|community|program|principles?)\b|\d",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Instance:
    """One institution in which the pattern was seen."""

    name: str
    quote: str


def find_instances(
    section: str, subheadings: list[tuple[str, str]], names: Mapping[str, str]
) -> Iterator[Instance]:
    """Yield the institutions a section names: by its list items, else by its sub-headings (heading, body)."""
    seen: set[str] = set()
    for text, name in [*_by_item(section, names), *_by_heading(subheadings, names)]:
        if name and name not in seen:
            seen.add(name)
            yield Instance(name, text)


def unnamed_items(section: str, names: Mapping[str, str]) -> list[str]:
    """Return the list items in which no institution was recognized, for a person to look at."""
    return [text for text, name in _by_item(section, names) if not name and not _empty(text)]


def _by_item(section: str, names: Mapping[str, str]) -> list[tuple[str, str]]:
    items = [found[1] for found in _ITEM.finditer(section)]
    return [(_quote(item), _name(item, names)) for item in items]


def _by_heading(subheadings: list[tuple[str, str]], names: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(_quote(body) or heading, _spelled(heading, names)) for heading, body in subheadings]


def _name(item: str, names: Mapping[str, str]) -> str:
    bold = _BOLD.search(item)
    if bold:
        return "" if _NO_NAME.search(bold[1]) and bold[1] not in names else _spelled(bold[1], names)
    lead = plain_text(item)
    for written, name in names.items():
        if lead.startswith(written):
            return name
    candidate = _END.split(lead, maxsplit=1)[0].strip()
    words = candidate.split()
    if (
        not words
        or len(words) > MOST_WORDS
        or not candidate[0].isupper()
        or _NO_NAME.search(candidate)
        or item.startswith(("[", "_"))
    ):
        return ""
    return _spelled(candidate, names)


def _spelled(written: str, names: Mapping[str, str]) -> str:
    name = _POSSESSIVE.sub("", plain_text(written).strip().rstrip(".:,")).strip()
    restored = written.strip().rstrip(":,") if written.strip().endswith(("Inc.", "Ltd.", "Corp.")) else name
    return "" if _empty(name) else names.get(restored, names.get(name, restored))


def _quote(text: str) -> str:
    plain = plain_text(text)
    return plain if len(plain) <= LONGEST else plain[: LONGEST - 1].rsplit(" ", 1)[0] + "…"


def _empty(text: str) -> bool:
    return text.strip("*_(). ").casefold() in {
        "",
        "tbd",
        "none",
        "to-be-done",
        "known instances to be added",
        "n/a",
    }
