"""The SPARQL endpoint: the protocol's requests, complete answers in the format asked for, the query page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from urllib.parse import urlencode

from flask import Blueprint, Response, current_app, make_response, render_template, request
from flask.blueprints import BlueprintSetupState
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wsgi import FileWrapper

from ontology.queries import example_queries
from ontology.variables import variables_of
from patterns.links import split_title
from wiki.beside import Beside
from wiki.comparing import MOST
from wiki.errors import BadInputError, CommonloomError
from wiki.figures import Figures, wanted
from wiki.parameters import Parameters
from wiki.ports import GraphAnswer, GraphQuery
from wiki.web import protocol, sharing
from wiki.web.description import service_description
from wiki.web.formats import (
    GRAPHS,
    HTML,
    NTRIPLES,
    RESULTS,
    TSV,
    Chosen,
    Format,
    by_accept,
    by_name,
    names_of,
    prefers_page,
)
from wiki.web.listing import stamp
from wiki.web.protocol import Asked, Sent
from wiki.web.refusals import NotAcceptableError, QueryTooLongError, UnsupportedMediaTypeError
from wiki.web.security import open_to_all
from wiki.web.session import the_wiki
from wiki.web.statuses import sentence_of, status_of
from wiki.web.tables import MOST_ROWS, Table, Words, read_ask, read_graph, read_select
from wiki.web.turns import Turns

door = Blueprint("sparql", __name__)
TURNS = "commonloom turns"
FIGURES = "commonloom figures"
LONGEST_ADDRESS = 6_000  # characters of an address every browser, proxy and web server passes on
MOST_BYTES = 4 * protocol.LONGEST  # of a request: every byte of the query may be percent-encoded as three


@dataclass(frozen=True, slots=True)
class Shown:
    """What the query page shows below the query."""

    table: Table | None = None
    truth: bool | None = None  # the answer to an ASK
    answer: GraphAnswer | None = None
    problem: str = ""
    line: int = 0  # of the query, where the problem is; 0 = not known


@door.record_once
def prepare(state: BlueprintSetupState) -> None:
    """Give the application its count of running queries."""
    state.app.extensions[TURNS] = Turns()


@door.route("/sparql", methods=["GET", "POST", "OPTIONS"])
@open_to_all
def endpoint() -> Response:
    """Answer a request of the SPARQL 1.1 Protocol."""
    if request.method == "OPTIONS":
        return sharing.share(make_response("", 204))
    asked = Asked()
    try:
        asked = protocol.read(receive())
        response = answer_page(asked) if wants_page(asked) else answer_program(asked)
    except CommonloomError as error:
        response = page(asked, problem_of(error), error) if wants_page(asked) else sharing.refusal(error)
    response.vary.add("Accept")
    return sharing.share(response)


def receive() -> Sent:
    """Take the request's pieces as they came, undecoded; a compressed body is refused (RFC 9110, section 8.4)."""
    request.max_content_length = MOST_BYTES
    coding = request.headers.get("Content-Encoding", "identity").strip().lower()
    if coding != "identity":
        raise UnsupportedMediaTypeError(
            f"The body is sent with Content-Encoding {coding}; send it as it is, without one."
        )
    try:
        body = request.get_data(cache=False) if request.method == "POST" else b""
    except RequestEntityTooLarge as error:
        raise QueryTooLongError(
            f"The request is too long; a query may have {protocol.LONGEST:,} bytes."
        ) from error
    return Sent(request.method, request.query_string, request.mimetype, body)


def wants_page(asked: Asked) -> bool:
    """Say whether the query page is wanted: a browser asks, and names no other format."""
    if asked.format:
        return asked.format.lower() in {"html", HTML}
    return prefers_page(request.headers.get("Accept"), (*RESULTS, *GRAPHS))


def answer_program(asked: Asked) -> Response:
    """Answer in a format for programs: a result, or what this endpoint is if no query was sent."""
    if asked.text.strip():
        return answer_query(asked)
    chosen = by_accept(request.headers.get("Accept"), GRAPHS)
    if chosen is None or request.method == "POST" or asked.format:
        raise BadInputError("No query was sent. Send a SPARQL 1.1 query as the parameter “query”.")
    response = make_response(service_description(the_wiki(), chosen.format))
    response.headers["Content-Type"] = chosen.content_type
    return response


def answer_query(asked: Asked) -> Response:
    """Answer a query with its complete result, or with 304 if the client has it."""
    result, graph = formats_for(asked)
    tag = sharing.mark(the_wiki().pages.head(), asked, result, graph)
    if sharing.is_steady(asked.text) and sharing.is_known(tag):
        return sharing.unchanged(tag)
    answer = run(asked, _media_type(result, RESULTS), _media_type(graph, GRAPHS))
    chosen = graph if answer.form == "graph" else result
    if chosen is None:
        answer.body.close()
        fitting = GRAPHS if answer.form == "graph" else RESULTS
        raise BadInputError(f"This query cannot be answered as {asked.format}. Ask for {names_of(fitting)}.")
    response = send(answer, chosen)
    if sharing.is_steady(asked.text):
        # An answer for a past time follows from that time's position, but a later import may still add to it.
        fresh = tag if asked.as_of else sharing.mark(answer.position, asked, result, graph)
        return sharing.marked(response, fresh)
    response.headers["Cache-Control"] = "no-store"
    return response


def formats_for(asked: Asked) -> tuple[Chosen | None, Chosen | None]:
    """Return the formats for a result and for a graph.

    One named in the address is kept to: None is where it does not exist. By `Accept`, a client that
    names formats of one form only gets the default of the other, as RFC 9110 section 12.5.1 allows.
    """
    if asked.format:
        named = by_name(asked.format, RESULTS), by_name(asked.format, GRAPHS)
        if named == (None, None):
            raise BadInputError(
                f"There is no format “{asked.format}”. "
                f"Ask for {names_of(RESULTS)}, or for a graph {names_of(GRAPHS)}."
            )
        return named
    accept = request.headers.get("Accept")
    result, graph = by_accept(accept, RESULTS), by_accept(accept, GRAPHS)
    if result is None and graph is None:
        raise NotAcceptableError(
            "Nothing that you accept can be given. "
            f"Results come as {names_of(RESULTS)}, graphs as {names_of(GRAPHS)}."
        )
    return result or by_accept("*/*", RESULTS), graph or by_accept("*/*", GRAPHS)


def _media_type(chosen: Chosen | None, formats: tuple[Format, ...]) -> str:
    return (chosen.format if chosen else formats[0]).media_type


def run(asked: Asked, accept: str, accept_graph: str) -> GraphAnswer:
    """Ask the graph, in the client's turn."""
    query = GraphQuery(
        text=asked.text,
        accept=accept,
        accept_graph=accept_graph,
        default_graphs=asked.default_graphs,
        named_graphs=asked.named_graphs,
        as_of=asked.as_of,
        beside=figures(asked),
    )
    turns: Turns = current_app.extensions[TURNS]
    with turns.taken(request.remote_addr or ""):
        return the_wiki().graph.query(query)


def figures(asked: Asked) -> Beside:
    """Return the figures that a query names, worked out from the pages as they are; raises BadInputError for the past."""
    kept: Figures = current_app.extensions.setdefault(FIGURES, Figures())
    return kept.asked(the_wiki(), asked.text, (*asked.default_graphs, *asked.named_graphs), asked.as_of)


def send(answer: GraphAnswer, chosen: Chosen) -> Response:
    """Send a result that lies ready: with its length, and its file closed afterwards."""
    response = Response(FileWrapper(answer.body, 1 << 16), direct_passthrough=True)
    response.call_on_close(answer.body.close)
    response.headers["Content-Type"] = chosen.content_type
    response.headers["Content-Disposition"] = f'inline; filename="result.{chosen.format.ending}"'
    response.headers["Content-Length"] = str(answer.size)
    response.headers[sharing.POSITION] = str(answer.position)
    return sharing.as_bytes(response)


def answer_page(asked: Asked) -> Response:
    """Show the query page, with the first rows of the result if a query was sent.

    The page sends its form by POST, because web servers refuse long addresses; where the address is short
    enough the browser is led to it, so that it can be shared and gone back to.
    """
    if not asked.text.strip():
        return page(asked, Shown())
    if request.method == "POST" and len(address(asked)) <= LONGEST_ADDRESS:
        return sharing.see_other(address(asked))
    answer = run(asked, TSV.media_type, NTRIPLES.media_type)
    with closing(answer.body):
        return page(asked, read_shown(answer))


def read_shown(answer: GraphAnswer) -> Shown:
    """Read as much of the result as is shown."""
    words = Words(the_wiki().config.base, the_wiki().ontology)
    if answer.form == "ask":
        return Shown(truth=read_ask(answer.body), answer=answer)
    read = read_graph if answer.form == "graph" else read_select
    return Shown(table=read(answer.body, words), answer=answer)


def problem_of(error: CommonloomError) -> Shown:
    """Put an error on the page, at its line where the sentence names one."""
    found = re.search(r"\bline (\d+)", str(error))
    return Shown(problem=sentence_of(error), line=int(found[1]) if found else 0)


def page(asked: Asked, shown: Shown, error: CommonloomError | None = None) -> Response:
    """Render the query page."""
    status = status_of(error)[0] if error else 200
    shapes = GRAPHS if shown.answer and shown.answer.form == "graph" else RESULTS
    body = render_template(
        "sparql.html",
        asked=asked,
        shown=shown,
        most=MOST_ROWS,
        lines=asked.text.splitlines(),
        examples=example_queries(),
        starting=start_text(),
        citable=citable(asked),
        waiting=next(
            (each for each in example_queries() if each.until and is_same(each.text, asked.text)), None
        ),
        downloads=[(each.label, address(replace(asked, format=each.name))) for each in shapes],
        permalink=address(replace(asked, format="")),
        comparisons=list(comparisons(shown.table, asked.as_of_text)) if shown.table else [],
    )
    response = make_response(body, status)
    response.headers["Cache-Control"] = "private, no-cache" if error is None else "no-store"
    return response


def citable(asked: Asked) -> str:
    """Return the address that gives the same rows later; "" for a past it names already, and for figures, which have none."""
    if asked.as_of_text or wanted(asked.text, (*asked.default_graphs, *asked.named_graphs)):
        return ""
    return address(replace(asked, format="", as_of_text=now_text()))


def is_same(one: str, other: str) -> bool:
    """Say whether two queries are the same but for white space: forms write the ends of lines otherwise."""
    return one.split() == other.split()


def comparisons(table: Table, as_of_text: str) -> Iterator[tuple[str, str]]:
    """Yield where the pages among the shown rows can be compared, a kind with variables at a time: (words, address).

    A kind of which there are fewer than two or more than fit side by side, or into an address, is left out.
    """
    cells = (cell for row in table.rows for cell in row if cell.sort == "page")
    titles: dict[str, list[str]] = {}
    for title in dict.fromkeys(cell.text for cell in cells):
        titles.setdefault(split_title(title, the_wiki().ontology).kind, []).append(title)
    for kind in the_wiki().ontology.kinds:
        found = titles.get(kind.name, ())
        if variables_of(kind) and 1 < len(found) <= MOST:
            when = [("asof", as_of_text)] if as_of_text else []
            chosen = Parameters((("kind", kind.name), *(("case", each) for each in found), *when))
            to = chosen.address("/compare")
            if len(to) <= LONGEST_ADDRESS:
                yield f"Compare the {len(found)} {kind.plural.lower()}", to


def start_text() -> str:
    """Return the query the empty page begins with: the prefixes, and all patterns."""
    known = the_wiki().ontology.prefixes
    return "".join(f"PREFIX {prefix}: <{known[prefix]}>\n" for prefix in STARTERS if prefix in known) + START


def now_text() -> str:
    """Return the present second as `asof` takes it, so that a citation gives the same rows later."""
    return stamp(datetime.now(UTC))


STARTERS = ("loom", "rdf", "rdfs", "dcterms", "skos", "xsd")
START = """
SELECT ?pattern ?title WHERE {
  ?pattern a loom:Pattern ;
           rdfs:label ?title .
}
ORDER BY ?title
LIMIT 100
"""


def address(asked: Asked) -> str:
    """Return the address that asks the same again."""
    return "/sparql?" + urlencode(list(_parameters(asked)))


def _parameters(asked: Asked) -> Iterator[tuple[str, str]]:
    yield "query", asked.text
    for iri in asked.default_graphs:
        yield "default-graph-uri", iri
    for iri in asked.named_graphs:
        yield "named-graph-uri", iri
    if asked.as_of_text:
        yield "asof", asked.as_of_text
    if asked.format:
        yield "format", asked.format
