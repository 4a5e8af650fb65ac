"""The pages that a live block names, and where in the text their names stand. Pure.

A block holds the title of one page, or the address of a way of comparing, in whose parameters pages are named. An address
that says as of when it compares names pages by the titles they had then, so it names none of today.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote_plus

from ontology.kinds import Field, Ontology, ValueType
from patterns.liveblocks import NAMESPACES, LiveBlock

CASES = frozenset({"case", "pin", "against"})
"""Parameters that name a page of the kind that is compared."""

_ADDRESS = re.compile(r"(?:https?://[^/?#\s]+)?/compare[^?#]*\?([^#]*)")
_PAIR = re.compile(r"([^&=]*)=([^&]*)")
_KIND, _AS_OF, _USUAL_KIND = "kind", "asof", "case"
_RESERVED = re.compile(r"[%&+#=?\"<>\\^`\x00-\x20\x7f]")


@dataclass(frozen=True, slots=True)
class Named:
    """A page's name in a live block."""

    start: int  # offsets in the text
    end: int
    written: str  # the title as it is meant, percent-encoding read
    parameter: str = ""  # of an address, "" = the block holds a title
    kind: str = ""  # name of the kind that the address compares, "" = the block holds a title
    namespace: str = ""  # of a title without one
    space: str = " "  # how the address writes a space

    def write(self, title: str) -> str:
        """Return a title as it is written in this place."""
        return _RESERVED.sub(self._encoded, title) if self.parameter else title

    def _encoded(self, found: re.Match[str]) -> str:
        return self.space if found[0] == " " else f"%{ord(found[0]):02X}"


def names_in(block: LiveBlock) -> Iterator[Named]:
    """Yield what may be a name, in the order of the text: of an address, each parameter that has a value."""
    if block.title:
        yield Named(*block.place(0, len(block.content)), block.content, namespace=NAMESPACES[block.word])
        return
    found = _ADDRESS.match(block.content)
    if not found:
        return
    pairs = list(_PAIR.finditer(block.content, *found.span(1)))
    said = {unquote_plus(pair[1]): unquote_plus(pair[2]).strip() for pair in reversed(pairs)}
    if said.get(_AS_OF):
        return
    for pair in pairs:
        value = unquote_plus(pair[2]).strip()
        if value:
            space = next((each for each in ("+", "%20", " ") if each in pair[2]), "+")
            yield Named(
                *block.place(*pair.span(2)),
                value,
                unquote_plus(pair[1]).strip(),
                said.get(_KIND) or _USUAL_KIND,
                space=space,
            )


def named_as(named: Named, ontology: Ontology) -> Field | None:
    """Return the field by which a name is read, so that a bare one is of its kind; None when it names no page."""
    kind = ontology.by_namespace.get(named.namespace) if named.namespace else ontology.by_name.get(named.kind)
    if named.namespace or named.parameter in CASES:
        return Field("", "", "", "", ValueType.PAGE, kinds=(kind.name,)) if kind else None
    field = (kind.by_key.get(named.parameter) if kind else None) or ontology.by_key.get(named.parameter)
    return field if field and field.type is ValueType.PAGE else None
