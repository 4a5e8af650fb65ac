"""Links and names of pages in a text that follow new titles: in prose, in live blocks and in the front matter. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from ontology.kinds import Field, Ontology, ValueType
from patterns.blocknames import named_as, names_in
from patterns.frontmatter import body_text, mapping, parse
from patterns.headings import still_found
from patterns.links import PAGE, canonical_title, link_spans, qualified_title, split_title
from patterns.liveblocks import live_blocks
from patterns.page import Entry
from patterns.yamlreading import Trouble, read_scalars
from patterns.yamlwriting import is_plain, quoted

_Change = tuple[int, int, str]
_FENCE = re.compile("`{3}|~{3}")
_REDIRECT = Field("redirect", "", "Redirect", "", ValueType.PAGE)


def rewrite_links(text: str, renames: Mapping[str, str], ontology: Ontology, kind: str = "") -> str:
    """Give the pages named in a text their new titles; every other byte stays, labels and `#Section` too.

    `renames`: old full title, or bare target as written in prose → new full title. In the front matter the
    values of page fields, `redirect`, page qualifiers and `[[Page]]` under any key are rewritten, in live blocks the
    title or the pages that an address names; `kind` is the page's kind ("" = what the text says). A value, typed link
    or block that relied on its kind keeps doing so where it can. A heading whose words change so keeps its anchors.
    """
    known = {canonical_title(old, ontology): new for old, new in renames.items()}
    page = parse(text)
    kind = kind or str(mapping(page).get("kind", ""))
    front = [_rewrite_entry(entry, kind, known, ontology) for entry in page.entries]
    body = _rewrite_body(body_text(page), kind, known, ontology)
    return "".join((page.opening, *front, page.closing, still_found(page.sections, body)))


def _rewrite_body(body: str, kind: str, known: Mapping[str, str], ontology: Ontology) -> str:
    return _replaced(
        body, sorted([*_in_prose(body, kind, known, ontology), *_in_blocks(body, known, ontology)])
    )


def _in_prose(body: str, kind: str, known: Mapping[str, str], ontology: Ontology) -> Iterator[_Change]:
    for span in link_spans(body):
        field = _field(span.key.replace(" ", "_"), kind, ontology) if span.key else None
        if new := _renamed(span.target, field, known, ontology):
            yield span.start, span.end, new


def _in_blocks(body: str, known: Mapping[str, str], ontology: Ontology) -> Iterator[_Change]:
    for block in live_blocks(body):
        for named in names_in(block):
            field = named_as(named, ontology)
            new = _renamed(named.written, field, known, ontology) if field else ""
            if new and not _FENCE.match(new):
                yield named.start, named.end, named.write(new)


def _replaced(text: str, changes: Iterable[_Change]) -> str:
    pieces: list[str] = []
    done = 0
    for start, end, new in changes:
        pieces += (text[done:start], new)
        done = end
    return "".join([*pieces, text[done:]])


def _rewrite_entry(entry: Entry, kind: str, known: Mapping[str, str], ontology: Ontology) -> str:
    """Rewrite the scalars of one entry that name a page; one that YAML cannot read stays as it is."""
    raw = entry.raw
    if not entry.key or entry.value is None:
        return raw
    try:
        scalars = read_scalars(raw)
    except Trouble:
        return raw
    changes: list[_Change] = []
    for scalar in scalars:
        field = _entry_field(scalar.path, kind, ontology)
        block, written = raw[scalar.start] in "|>", raw[scalar.start : scalar.end]
        if (
            "[[" in scalar.value
        ):  # a link as it is written in prose: under a property of another vocabulary, in a text
            text = _rewrite_body(written if block else scalar.value, kind, known, ontology)
            new = "" if text in {written, scalar.value} else text if block else quoted(text)
        else:
            title = _renamed(scalar.value, field, known, ontology) if field and not block else ""
            new = title and _as_scalar(title, plain=scalar.plain)
        if new:
            changes.append((scalar.start, scalar.end, new))
    return _replaced(raw, changes)


def _entry_field(path: tuple[str, ...], kind: str, ontology: Ontology) -> Field | None:
    """Return the page field a scalar of the front matter is a value of."""
    if path == ("redirect",):
        return _REDIRECT
    qualifier = len(path) > 1 and path[-1] != "value"
    field = ontology.qualifier_by_key.get(path[-1]) if qualifier else _field(path[0], kind, ontology)
    return field if field and field.type is ValueType.PAGE else None


def _field(key: str, kind: str, ontology: Ontology) -> Field | None:
    own = ontology.by_name.get(kind)
    return (own.by_key.get(key) if own else None) or ontology.by_key.get(key)


def _renamed(written: str, field: Field | None, known: Mapping[str, str], ontology: Ontology) -> str:
    """Return what to write instead, "" to leave it."""
    full = qualified_title(written, field, ontology) if field else canonical_title(written, ontology)
    new = known.get(full, "")
    if not new or field is None or not field.kinds:
        return new
    was_bare = split_title(written, ontology).kind == PAGE
    title = split_title(new, ontology)
    bare = title.name if was_bare and title.kind == field.kinds[0] else new
    return bare if qualified_title(bare, field, ontology) == canonical_title(new, ontology) else new


def _as_scalar(title: str, *, plain: bool) -> str:
    """Write a title where a YAML scalar stood, safe inside a flow list too."""
    return title if plain and is_plain(title) and "," not in title else quoted(title)
