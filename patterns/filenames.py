"""Where a page lies in an exported folder, and which page a file there is: exact inverses of each other.

A file is `<kind>s/<name>.md`. Characters some file system refuses are percent-encoded; a name too long for one
file name is continued in folders below, so that no title is ever shortened.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

from ontology.kinds import Ontology
from patterns.links import full_title, split_title

SUFFIX = ".md"
LONGEST = 200
"""Bytes of one path segment; file systems allow 255, archives and copies add to it."""

_REFUSED = re.compile(r'[%/\\:*?"<>|\x00-\x1f\x7f]|^[. ]|[. ]$')
_LETTER_OR_REFUSED = re.compile(rf"[^\W\d_]|{_REFUSED.pattern}")
_DEVICE = re.compile(r"(?i)^(con|prn|aux|nul|com\d|lpt\d)(?=$|\.)")


def file_of_title(title: str, ontology: Ontology, taken: set[str] | None = None) -> str:
    """Return the page's path in an export, with "/" between segments.

    `taken` collects the paths used so far, folded; a name differing from an earlier one in case only gets its
    letters encoded, since some file systems do not tell the two apart.
    """
    parts = split_title(title, ontology)
    name = _encoded(parts.name)
    path = f"{parts.kind}s/{_segments(name)}{SUFFIX}"
    if taken is not None:
        if path.casefold() in taken:
            path = f"{parts.kind}s/{_segments(_LETTER_OR_REFUSED.sub(_percent, parts.name))}{SUFFIX}"
        taken.add(path.casefold())
    return path


def title_of_file(path: str, ontology: Ontology) -> str:
    """Return the full title of the page at that path of an export; "" when the path is not one of an export."""
    folder, _, rest = path.partition("/")
    kind = folder.removesuffix("s")
    if kind not in ontology.by_name or not folder.endswith("s") or not rest.endswith(SUFFIX):
        return ""
    name = unquote(rest.removesuffix(SUFFIX).replace("/", ""), errors="strict")
    return full_title(kind, name, ontology)


def _encoded(name: str) -> str:
    return _DEVICE.sub(lambda found: _percent_all(found[0]), _REFUSED.sub(_percent, name))


def _percent(found: re.Match[str]) -> str:
    return _percent_all(found[0])


def _percent_all(text: str) -> str:
    return "".join(f"%{byte:02X}" for byte in text.encode())


def _segments(name: str) -> str:
    """Cut an over-long name between characters, never inside a percent code."""
    pieces, size = [""], 0
    for token in re.findall(r"(?:%[0-9A-F]{2})+|.", name, re.DOTALL):
        if size + len(token.encode()) > LONGEST and pieces[-1]:
            pieces.append("")
            size = 0
        pieces[-1] += token
        size += len(token.encode())
    return "/".join(pieces)
