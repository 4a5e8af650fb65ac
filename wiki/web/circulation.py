"""Where the circulation of the commons closes, leaks and breaks, over all cases of the wiki."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing

from flask import Blueprint, Response, current_app, request

from ontology.licensing import Answer, Fate, Reason
from ontology.licensing.practices import Course, Flows
from ontology.namespaces import LOOM
from patterns.links import page_path
from wiki.circulation import FEEDS, INPUT, OUTPUT, USES, Said, flows_among
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
    wiki = the_wiki()
    with current_app.extensions[TURNS].taken(request.remote_addr or ""):
        answer = wiki.graph.query(GraphQuery(QUERY))
    with closing(answer.body) as body:
        rows = json.loads(body.read())["results"]["bindings"]
    found: dict[str, dict[str, list[str]]] = {}
    for row in rows:
        case = title_of(row["case"]["value"], wiki.config.base, wiki.ontology)
        said = found.setdefault(case, {OUTPUT: [], INPUT: [], USES: [], FEEDS: []})
        if "key" in row:
            title = title_of(row["value"]["value"], wiki.config.base, wiki.ontology)
            said[row["key"]["value"]].append(title)
    return {
        case: Said(*(tuple(sorted(filter(None, titles))) for titles in said.values()))
        for case, said in sorted(found.items())
        if case
    }


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
