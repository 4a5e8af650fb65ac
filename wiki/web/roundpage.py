"""What the page of a coding round shows below its prose: the codings as they were made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from patterns.rounds.reading import ROUND, Round, round_of
from wiki.web.cells import writer_for

if TYPE_CHECKING:
    from wiki.assembly import Wiki


@dataclass(frozen=True, slots=True)
class ShownCoding:
    """One coding of a round."""

    anchor: str  # "" = one that says the very same has it
    variable: str
    coder: str
    html: Markup


@dataclass(frozen=True, slots=True)
class OnPage:
    """All a round's page says of its codings."""

    round: Round
    by_case: tuple[tuple[str, tuple[ShownCoding, ...]], ...]


def round_on_page(wiki: Wiki, kind: str, title: str, text: str) -> OnPage | None:
    """Return the codings of a round's text, None for a page of another kind. Two storage calls."""
    of = round_of(text, title, wiki.ontology) if kind == ROUND else None
    if of is None:
        return None
    writer = writer_for(wiki, (each.coding for each in of.codings))
    by_case: dict[str, list[ShownCoding]] = {}
    seen: set[str] = set()
    for each in of.codings:
        anchor = "" if each.anchor in seen else each.anchor
        seen.add(each.anchor)
        html = Markup(writer.coding(each.coding))  # noqa: S704 - escaped by the writer
        by_case.setdefault(each.case, []).append(ShownCoding(anchor, each.coding.field, each.coder, html))
    return OnPage(of, tuple((case, tuple(said)) for case, said in by_case.items()))
