"""Where the circulation of the commons closes, leaks and breaks, over all cases of the wiki."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing

from flask import Blueprint, Response, current_app, request

from ontology.licensing import Answer, Fate, Reason
from ontology.licensing.practices import Course, Flows
from ontology.namespaces import DCTERMS, LOOM
from patterns.links import page_path, split_title
from wiki.circulation import FEEDS, INPUT, OUTPUT, USES, Said, evidence_of, flows_among, said_by
from wiki.ports import GraphQuery
from wiki.web.listing import Listing, Value, give
from wiki.web.session import the_wiki
from wiki.web.shelf import shelf
from wiki.web.sparql import TURNS
from wiki.web.tables import title_of

door = Blueprint("circulation", __name__)
COLUMNS = ("finding", "case", "with", "input", "output", "says", "reason", "clause", "url")
QUERY = f"""PREFIX loom: <{LOOM}>
SELECT ?case ?key ?value WHERE {{
  ?case a loom:Case
  OPTIONAL {{
    VALUES (?property ?key) {{
      (loom:outputLicense "{OUTPUT}") (loom:inputLicense "{INPUT}") (loom:uses "{USES}")
    }}
    ?case ?property ?value
    FILTER (
      EXISTS {{
        ?now loom:codedCase ?case ; loom:codedVariable ?property ; loom:codedValue ?value ; loom:status loom:present
        FILTER NOT EXISTS {{ ?now loom:until ?end }}
      }}
      || NOT EXISTS {{
        ?then loom:codedCase ?case ; loom:codedVariable ?property ; loom:codedValue ?value ; loom:until ?end
      }}
    )
    FILTER (?key != "{USES}" || NOT EXISTS {{
      ?then loom:codedCase ?value ; loom:codedVariable loom:feeds ; loom:codedValue ?case ; loom:until ?end
    }})
  }}
}}"""
"""What all cases say of their circulation and is not over; what one case feeds is stated of the other too, as what it uses."""


EVIDENCE = f"""PREFIX loom: <{LOOM}>
SELECT ?case ?value ?quote ?source WHERE {{
  ?coding loom:codedCase ?case ; loom:codedVariable loom:outputLicense ; loom:codedValue ?value ;
    loom:status loom:present ; <{DCTERMS.source}> ?source
  OPTIONAL {{ ?coding loom:quote ?quote }}
  FILTER NOT EXISTS {{ ?coding loom:until ?end }}
}}"""
"""On what the licences of what cases make are coded."""


@door.get("/special/circulation")
def circulation() -> Response:
    """List the loops, the leaks, the clauses that appropriate, and what is missing."""
    wiki = the_wiki()
    cases = cases_of_graph()
    titles = {each for said in cases.values() for each in (*said.outputs, *said.inputs)}
    found = flows_among(cases, wiki.pages.resolve(titles), shelf(), wiki.ontology)
    listing = Listing("circulation", COLUMNS, list(rows_of(found)))
    silent = len(cases) - len(found.courses)
    return give(
        listing, "circulation.html", found=found, silent=silent, total=len(cases), closing=closing_of(found)
    )


def cases_of_graph() -> Mapping[str, Said]:
    """Ask the graph, in the client's turn, what all cases say. Raises a QueryError."""
    with current_app.extensions[TURNS].taken(request.remote_addr or ""):
        rows, evidence = answered(QUERY), answered(EVIDENCE)
    found: dict[str, dict[str, set[str]]] = {}
    for row in rows:
        said = found.setdefault(row["case"], {OUTPUT: set(), INPUT: set(), USES: set(), FEEDS: set()})
        if "key" in row:
            said[row["key"]].add(row["value"])
    grounds: dict[str, dict[str, Reason]] = {}
    for row in evidence:
        source = split_title(row["source"], the_wiki().ontology).name
        grounds.setdefault(row["case"], {})[row["value"]] = evidence_of(row.get("quote", ""), source)
    return {
        case: said_by({key: sorted(titles - {""}) for key, titles in said.items()}, grounds.get(case, {}))
        for case, said in sorted(found.items())
        if case
    }


def answered(query: str) -> list[dict[str, str]]:
    """Return the rows of a query, entities of this wiki by the full titles of their pages, others as ""."""
    wiki = the_wiki()
    with closing(wiki.graph.query(GraphQuery(query)).body) as body:
        rows = json.loads(body.read())["results"]["bindings"]

    def value(cell: Mapping[str, str]) -> str:
        if cell["type"] != "uri":
            return cell["value"]
        return title_of(cell["value"], wiki.config.base, wiki.ontology)

    return [{key: value(cell) for key, cell in row.items()} for row in rows]


def closing_of(found: Flows) -> list[Course]:
    """Return the courses whose own loop closes, fully or with conditions."""
    return [each for each in found.courses.values() if each.closes.allows]


def rows_of(found: Flows) -> Iterator[Mapping[str, Value]]:
    """Put all findings into the columns of COLUMNS: loops first, what is missing last."""
    for ring in found.rings:
        way = " → ".join(ring.names)
        says = "certain" if ring.certain else "possible: it depends on which work an input goes into"
        for name in ring.names:
            yield row("loop", name, {"with": way, "says": says})
    for course in closing_of(found):
        yield row("closes", course.practice.name, {"says": course.closes.value})
    for course in found.courses.values():
        yield from breaks_of(course)
    for course in found.courses.values():
        for sentence in course.missing:
            yield row("missing", course.practice.name, {"reason": sentence})


def breaks_of(course: Course) -> Iterator[Mapping[str, Value]]:
    """Return a row for each leak, each input that may not be taken, each clause that appropriates."""
    name = course.practice.name
    for each in course.passings:
        if each.fate in {Fate.LEAVES, Fate.FORBIDDEN}:
            said = {
                "with": each.taken.practice,
                "input": each.taken.licence.name if each.taken.licence else "",
                "output": each.output.name,
                "says": each.fate.value,
                **ground(each.reasons),
            }
            yield row("leak" if each.fate is Fate.LEAVES else "not allowed", name, said)
    for licence, clause in course.appropriations:
        yield row(
            "appropriation", name, {"output": licence.name, "says": Answer.NO.value, **ground((clause,))}
        )


def ground(reasons: Iterable[Reason]) -> Mapping[str, str]:
    """Return the first reason with where it stands."""
    first = next(iter(reasons), Reason(""))
    place = " ".join(filter(None, (first.licence, first.clause))) or first.source
    return {"reason": first.text, "clause": f"{place}: “{first.quote}”" if first.quote else place}


def row(finding: str, case: str, said: Mapping[str, str]) -> Mapping[str, Value]:
    """Return a row with all columns."""
    return {**dict.fromkeys(COLUMNS, ""), "finding": finding, "case": case, "url": page_path(case), **said}
