"""People's names as bibliographies write them, as a page's title would. Pure."""

from __future__ import annotations

import re

from importers.citations.entry import Name

_INSTITUTION = re.compile(
    r"\b(?:universit|foundation|commission|committee|institut|ministr|association|society|union\b|organi[sz]ation"
    r"|council|agency|bureau|office|department|dept\b|network|project\b|group\b|team\b|consortium|cent(?:er|re)\b"
    r"|corporation|company|inc\b|ltd\b|llc\b|gmbh\b|press\b|bank\b|united nations|parliament|government|library|museum"
    r"|academy|school\b|college\b|laborator|cooperative|collective\b|contributors\b|federation|alliance|initiative"
    r"|trust\b|fund\b|partnership|verlag\b|stiftung\b|verein\b|fondation\b|wikipedia\b|ngo\b)",
    re.IGNORECASE,
)
_KEYED = re.compile(r"\s*(?:given|family|prefix|suffix)(?:-i)?\s*=", re.IGNORECASE)
_KEYED_PARTS = re.compile(r"([A-Za-z]+(?:-i)?)\s*=\s*(\"[^\"]*\"|[^,]*)")
_SUFFIX = re.compile(r"(?:jr|sr|[ivx]+|ph\.?d|m\.?d|esq)\.?", re.IGNORECASE)


def split_names(written: str) -> tuple[list[str], bool]:
    """Cut a BibTeX list of names at "and" outside braces; say whether it ends with "and others"."""
    parts: list[str] = []
    depth = start = 0
    for found in re.finditer(r"[{}]|(?<=\s)and(?=\s)", written, re.IGNORECASE):
        if found[0] in "{}":
            depth += 1 if found[0] == "{" else -1
        elif depth <= 0:
            parts.append(written[start : found.start()])
            start = found.end()
    parts.append(written[start:])
    names = [each.strip() for each in parts if each.strip()]
    others = len(names) > 1 and names[-1].casefold() in {"others", "et al.", "et al"}
    return (names[:-1] if others else names), others


def person(written: str) -> Name:
    """Read "von Last, Jr, First", "Last, First" or "First Last"; a name that says so is an institution's.

    Names of biblatex that say what each part is (`given=Jo, family=Doe`, its manual 2.3.3) are read too.
    """
    if _KEYED.match(written):
        said = {
            key.casefold(): " ".join(words.strip(' "').split())
            for key, words in _KEYED_PARTS.findall(written)
        }
        return Name(
            " ".join(filter(None, (said.get(key) for key in ("given", "prefix", "family", "suffix"))))
        )
    parts = [" ".join(each.split()) for each in written.split(",")]
    if _INSTITUTION.search(written) and not (len(parts) > 1 and len(parts[0].split()) == 1 and parts[1]):
        return Name(" ".join(written.split()), institution=True)
    if len(parts) >= 3 and _SUFFIX.fullmatch(parts[1]):  # noqa: PLR2004 - last, suffix, first
        return Name(" ".join(filter(None, (parts[2], parts[0], parts[1]))))
    if len(parts) >= 3 and _SUFFIX.fullmatch(parts[2]):  # noqa: PLR2004 - RIS: last, first, suffix
        return Name(" ".join(filter(None, (parts[1], parts[0], parts[2]))))
    first = " ".join(filter(None, parts[1:]))
    return Name(" ".join(filter(None, (first, parts[0]))))


def surname(name: Name) -> str:
    """Return what the name is called by for short."""
    words = [each for each in name.text.split() if not _SUFFIX.fullmatch(each)]
    return name.text if name.institution or not words else words[-1]
