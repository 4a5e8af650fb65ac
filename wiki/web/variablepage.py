"""What a Variable page shows below its prose: its field, how completely it is coded, and by which pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from markupsafe import Markup

from ontology.kinds import Field, Kind
from patterns.codebook import VARIABLE
from patterns.codings import Coding
from patterns.comparison.cells import Cell
from patterns.comparison.completeness import Completeness, completeness
from patterns.links import split_title
from wiki.comparing import MOST, under
from wiki.web.cells import writer_for
from wiki.web.wayback import form_at, here

if TYPE_CHECKING:
    from wiki.assembly import Wiki

SHOWN = 50
"""Pages that code a variable, and pages that do not, that are listed; the list of codings has the rest."""


@dataclass(frozen=True, slots=True)
class CodedKind:
    """One kind of page that a variable is asked of."""

    kind: Kind
    field: Field
    completeness: Completeness
    rows: tuple[tuple[str, Markup], ...]  # (full title, its codings as HTML)
    uncoded: tuple[tuple[str, str], ...]  # (full title, address at which it can be coded)
    compare: str  # address of the pages listed, side by side


@dataclass(frozen=True, slots=True)
class OnPage:
    """All a Variable page says of its field."""

    field: Field
    kinds: tuple[Kind, ...]
    coded: tuple[CodedKind, ...]  # () when values of the field carry no evidence


def variable_on_page(wiki: Wiki, title: str) -> OnPage | None:
    """Return what is known of a Variable page's field; None when the page is no variable or makes no field."""
    fields = under(wiki, title) if split_title(title, wiki.shapes).kind == VARIABLE else ()
    if not fields:
        return None
    coded = tuple(_coded(wiki, kind, field) for kind, field in fields if field.codable)
    return OnPage(fields[0][1], tuple(kind for kind, _ in fields), coded)


def _coded(wiki: Wiki, kind: Kind, field: Field) -> CodedKind:
    """Gather one kind. Four storage calls."""
    listed = wiki.pages.coded(kind.name, field.key, limit=SHOWN)
    uncoded = [each.title for each in wiki.pages.uncoded(kind.name, field.key, limit=SHOWN)]
    back = here(len(uncoded))
    (counted,) = completeness([field], wiki.pages.coding_counts(kind.name, field.key))
    return CodedKind(
        kind=kind,
        field=field,
        completeness=counted,
        rows=tuple(written(wiki, listed)),
        uncoded=tuple((each, form_at(each, field.key, back)) for each in uncoded),
        compare=compared(title for title, _ in listed),
    )


def written(wiki: Wiki, listed: Iterable[tuple[str, tuple[Coding, ...]]]) -> Iterable[tuple[str, Markup]]:
    """Write the codings of pages as cells. Two storage calls."""
    found = list(listed)
    writer = writer_for(wiki, (each for _, codings in found for each in codings))
    return [(title, writer.cell(Cell(codings))) for title, codings in found]


def compared(titles: Iterable[str]) -> str:
    """Return the address that puts these pages side by side, "" when there are fewer than two."""
    chosen = list(titles)[:MOST]
    return f"/compare?{urlencode([('case', each) for each in chosen])}" if len(chosen) > 1 else ""
