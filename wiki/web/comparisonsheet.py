"""What a kept comparison finds today, and what has changed since it was kept, for its page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from patterns.comparison.kept import Kept, kept_of
from wiki.dates import read_date
from wiki.errors import BadInputError
from wiki.keeping import Retold, permanent, present, retell, way_of
from wiki.parameters import Parameters
from wiki.ports import Heading
from wiki.revisions import Revision
from wiki.web.words import moment

if TYPE_CHECKING:
    from wiki.assembly import Wiki

SHOWN = 200
"""Changed cells that are listed."""


@dataclass(frozen=True)
class ComparisonSheet:
    """All that is worked out of one kept comparison."""

    template = "comparison-sheet.html"
    headings = (Heading(2, "The result", "result"),)

    kept: Kept
    problem: str = ""  # why it cannot be computed, "" = it can
    retold: Retold | None = None
    addresses: tuple[tuple[str, str], ...] = field(default=())  # (words, address)
    permalink: str = ""
    kept_at: str = ""  # when the result was kept, in words

    @property
    def shown(self) -> int:
        """Changed cells that are listed."""
        return SHOWN


def comparison_sheet_of(wiki: Wiki, revision: Revision) -> ComparisonSheet | None:
    """Return the sheet for a comparison's page; None when it is none."""
    kept = kept_of(revision.text, revision.title, wiki.ontology)
    if kept is None:
        return None
    try:
        way, retold = way_of(kept), retell(wiki, kept)
        kept_at = moment(read_date(kept.as_of)) if kept.as_of else ""
    except BadInputError as error:
        return ComparisonSheet(kept, problem=str(error))
    permalink = permanent(kept).address(way.path) if kept.as_of else ""
    again = present(kept).without({"case"})
    anew = Parameters((*Parameters.read(kept.selection), *again)) if kept.selection else None
    addresses = [("these cases as they are now", present(kept).address(way.path))]
    if anew is not None:
        addresses.append(("the cases the selection finds now", anew.address(way.path)))
    return ComparisonSheet(kept, "", retold, tuple(addresses), permalink, kept_at)
