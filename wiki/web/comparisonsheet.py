"""What a kept comparison finds today, and what has changed since it was kept, for its page."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from patterns.comparison.kept import Kept, kept_of
from patterns.comparison.rows import Table, read_rows
from patterns.links import entity_iri
from wiki.dates import read_date
from wiki.errors import BadInputError
from wiki.keeping import Retold, as_kept, permanent, present, retell, way_of
from wiki.parameters import Parameters
from wiki.ports import Heading
from wiki.revisions import Revision
from wiki.ways import Way
from wiki.web.words import moment

if TYPE_CHECKING:
    from wiki.assembly import Wiki

ROWS_QUERY = """PREFIX loom: <https://w3id.org/commonloom/ns#>
PREFIX qb: <http://purl.org/linked-data/cube#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?row ?column ?value WHERE {
  COMPARISON qb:structure/qb:component ?component .
  ?component qb:measure|qb:attribute ?property ; qb:order ?place .
  ?property rdfs:label ?column FILTER (LANG(?column) IN ("", "en"))
  ?observation qb:dataSet COMPARISON ; loom:resultRow ?row ; ?property ?value .
}
ORDER BY ?row ?place ?value
"""
"""Asks for the rows of a comparison, a line a value."""

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
    table: Table | None = None  # its rows as its page has them
    rows_query: str = ""  # address that asks the graph for these rows, "" = it has none

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
        way, kept_at = way_of(kept), moment(read_date(kept.as_of)) if kept.as_of else ""
    except BadInputError as error:
        return ComparisonSheet(kept, problem=str(error))
    permalink = permanent(as_kept(wiki, kept)).address(way.path) if kept.as_of else ""
    table = read_rows(kept.rows)
    query = rows_address(entity_iri(wiki.config.base, kept.title, wiki.shapes)) if table else ""
    sheet = ComparisonSheet(kept, permalink=permalink, kept_at=kept_at, table=table, rows_query=query)
    try:
        retold = retell(wiki, kept)
    except BadInputError as error:
        return replace(sheet, problem=str(error))
    return replace(sheet, retold=retold, addresses=addresses_of(kept, way))


def addresses_of(kept: Kept, way: Way) -> tuple[tuple[str, str], ...]:
    """Return where the same question is asked of the pages as they are: (words, address)."""
    again = present(kept).without({"case"})
    anew = Parameters((*Parameters.read(kept.selection), *again)) if kept.selection else None
    addresses = [("these cases as they are now", present(kept).address(way.path))]
    if anew is not None:
        addresses.append(("the cases the selection finds now", anew.address(way.path)))
    return tuple(addresses)


def rows_address(entity: str) -> str:
    """Return the address of the query page with the query for the rows of the comparison with this IRI."""
    return "/sparql?" + urlencode({"query": ROWS_QUERY.replace("COMPARISON", f"<{entity}>")})
