"""What every graph promises: the replica pool and its fake, over the same pages."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from rdflib import Graph as Triples

from tests.fakes.graph import MemoryGraph
from tests.fakes.pages import MemoryPages
from tests.fakes.projected import graph_of, projected
from wiki.beside import Beside
from wiki.errors import QueryError, QueryRefusedError, QuerySyntaxError
from wiki.graph import ReplicaPool, start_graph_host
from wiki.ports import Graph, GraphAnswer, GraphQuery, Pages
from wiki.revisions import Action, Write
from wiki.storage import open_storage

NAMES = "SELECT ?name { ?page <https://example.org/name> ?name } ORDER BY ?name"
EARLY, LATER = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 3, 1, tzinfo=UTC)


@dataclass
class World:
    """A graph and the pages it follows."""

    graph: Graph
    pages: Pages

    def save(self, title: str, *names: str, when: datetime | None = None) -> int:
        graph = graph_of(title)
        facts = "".join(f'<{graph}#it> <https://example.org/name> "{name}" <{graph}> .\n' for name in names)
        current = self.pages.get(title)
        write = Write(
            Action.SAVE,
            title,
            "text",
            projected(title, facts=facts.encode()),
            "ana",
            expected=current.position if current else None,
        )
        return self.pages.commit([write], time=when)[0]

    def ask(self, text: str, **given: object) -> GraphAnswer:
        return self.graph.query(GraphQuery(text, **given))  # type: ignore[arg-type]

    def names(self, text: str = NAMES, **given: object) -> list[str]:
        with self.ask(text, **given).body as body:
            rows = json.load(body)["results"]["bindings"]
        return sorted(row["name"]["value"] for row in rows)


def _pool(tmp_path: Path) -> Iterator[World]:
    storage = open_storage(tmp_path / "wiki.db", create=True)
    host = start_graph_host(tmp_path / "wiki.db", tmp_path / "run")
    assert host.wait_ready()
    yield World(ReplicaPool(host.socket), storage.pages)
    host.stop()
    storage.close()


def _fake(tmp_path: Path) -> Iterator[World]:
    pages = MemoryPages()
    yield World(MemoryGraph(pages), pages)


@pytest.fixture(params=[_pool, _fake], ids=["pool", "fake"])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    make: Callable[[Path], Iterator[World]] = request.param
    yield from make(tmp_path)


def test_an_empty_wiki_answers(world: World):
    assert world.graph.ready()
    assert world.names() == []
    assert world.ask(NAMES).position == 0


def test_a_save_is_in_the_next_answer(world: World):
    for number in range(5):
        position = world.save(f"Case:C{number}", f"name {number}")
        assert world.names() == [f"name {n}" for n in range(number + 1)]
        assert world.ask(NAMES).position == position


def test_a_second_save_replaces_the_facts(world: World):
    world.save("Case:A", "old", "kept")
    world.save("Case:A", "new", "kept")
    assert world.names() == ["kept", "new"]


def test_a_delete_takes_the_facts_away(world: World):
    position = world.save("Case:A", "a")
    world.save("Case:B", "b")
    gone = Write(Action.DELETE, "Case:A", "", projected("Case:A", facts=b""), "ana", expected=position)
    world.pages.commit([gone])
    assert world.names() == ["b"]


def test_a_rename_moves_the_facts_to_the_new_graph(world: World):
    position = world.save("Case:A", "a")
    graph = graph_of("Case:Z")
    facts = f'<{graph}#it> <https://example.org/name> "a" <{graph}> .\n'.encode()
    moved = projected("Case:Z", facts=facts)
    world.pages.commit([Write(Action.RENAME, "Case:A", "text", moved, "ana", "", position, "Case:Z")])
    answer = world.ask("SELECT DISTINCT ?name { GRAPH ?name { ?s ?p ?o } }")
    with answer.body as body:
        rows = json.load(body)["results"]["bindings"]
    assert [row["name"]["value"] for row in rows] == [graph]


def test_many_changes_between_two_queries(world: World):
    world.save("Case:A", "a")
    assert world.names() == ["a"]
    for number in range(450):  # more than a step of following, more than workers are sent
        world.save(f"Case:C{number % 50}", f"{number:03}")
    assert world.names() == [f"{number:03}" for number in range(400, 450)] + ["a"]


def test_past_states_are_answered(world: World):
    first = world.save("Case:A", "old", when=EARLY)
    world.save("Case:A", "new", when=LATER)
    between = datetime(2026, 2, 1, tzinfo=UTC)
    assert world.names(as_of=between) == ["old"]
    assert world.ask(NAMES, as_of=between).position == first
    assert world.names(as_of=datetime(2025, 1, 1, tzinfo=UTC)) == []
    assert world.names() == ["new"]
    assert world.names(as_of=LATER) == ["new"]


def test_the_default_graph_is_the_union_unless_the_query_names_graphs(world: World):
    world.save("Case:A", "a")
    world.save("Case:B", "b")
    a, b = graph_of("Case:A"), graph_of("Case:B")
    where = "{ ?page <https://example.org/name> ?name }"
    assert world.names(f"SELECT ?name FROM <{a}> WHERE {where}") == ["a"]
    assert world.names(f"SELECT ?name FROM <{a}> FROM <{b}> WHERE {where}") == ["a", "b"]
    assert world.names(f"SELECT ?name FROM NAMED <{a}> WHERE {where}") == []
    assert world.names(f"SELECT ?name FROM NAMED <{a}> WHERE {{ GRAPH ?g {where} }}") == ["a"]
    assert world.names(f"SELECT ?name WHERE {{ GRAPH <{b}> {where} }}") == ["b"]
    assert world.names(f"# FROM <{a}>\nSELECT ?name WHERE {where}") == ["a", "b"]


def test_the_datasets_of_the_request_win(world: World):
    world.save("Case:A", "a")
    world.save("Case:B", "b")
    a, b = graph_of("Case:A"), graph_of("Case:B")
    named = "SELECT ?name { GRAPH ?g { ?page <https://example.org/name> ?name } }"
    assert world.names(default_graphs=(a,)) == ["a"]
    assert world.names(default_graphs=(a, b)) == ["a", "b"]
    assert world.names(named, default_graphs=(a,)) == []
    assert world.names(named, named_graphs=(b,)) == ["b"]
    assert world.names(named_graphs=(b,)) == []
    assert world.names(NAMES.replace("{", f"FROM <{a}> {{", 1), default_graphs=(b,)) == ["b"]


def test_a_graph_of_the_request_that_is_no_iri_is_refused(world: World):
    with pytest.raises(QueryRefusedError, match="not named by an IRI"):
        world.ask(NAMES, default_graphs=("not an iri",))


SELECT_TYPES = {
    "application/sparql-results+json": lambda body: json.loads(body)["results"]["bindings"][0]["name"][
        "value"
    ],
    "application/sparql-results+xml": lambda body: body.split(b"<literal>")[1].split(b"<")[0].decode(),
    "text/csv": lambda body: list(csv.reader(io.StringIO(body.decode())))[1][0],
    "text/tab-separated-values": lambda body: body.decode().splitlines()[1].strip('"'),
}


@pytest.mark.parametrize("media_type", SELECT_TYPES)
def test_select_in_every_result_format(world: World, media_type: str):
    world.save("Case:A", "Wikipédia")
    answer = world.ask(NAMES, accept=media_type)
    body = answer.body.read()
    assert (answer.form, answer.media_type, answer.size) == ("select", media_type, len(body))
    assert SELECT_TYPES[media_type](body) == "Wikipédia"


@pytest.mark.parametrize(
    ("media_type", "name"),
    [
        ("text/turtle", "turtle"),
        ("application/n-triples", "nt"),
        ("application/rdf+xml", "xml"),
        ("application/ld+json", "json-ld"),
        ("application/trig", "trig"),
        ("application/n-quads", "nquads"),
    ],
)
def test_construct_in_every_graph_format(world: World, media_type: str, name: str):
    from rdflib import Dataset

    world.save("Case:A", "Wikipédia")
    answer = world.ask("CONSTRUCT WHERE { ?s ?p ?o }", accept_graph=media_type)
    assert (answer.form, answer.media_type) == ("graph", media_type)
    read = Dataset() if name in {"trig", "nquads"} else Triples()
    read.parse(data=answer.body.read(), format=name)
    assert [str(quad[2]) for quad in read] == ["Wikipédia"]


@pytest.mark.parametrize("property_", ["http://example.org/2008", "http://example.org/"])
def test_what_rdf_xml_cannot_write_is_refused_not_written_wrongly(world: World, property_: str):
    world.save("Case:A", "a")
    query = f"CONSTRUCT {{ ?s <{property_}> ?o }} {{ ?s ?p ?o }}"
    with pytest.raises(QueryError, match="cannot be written in RDF/XML"):
        world.ask(query, accept_graph="application/rdf+xml")
    assert world.ask(query, accept_graph="text/turtle").size > 0


def test_describe_and_ask(world: World):
    world.save("Case:A", "a")
    described = world.ask(f"DESCRIBE <{graph_of('Case:A')}#it>")
    assert (described.form, described.body.read().count(b'"a"')) == ("graph", 1)
    asked = world.ask('ASK { ?s ?p "a" }')
    assert (asked.form, json.load(asked.body)["boolean"]) == ("ask", True)


def test_unknown_media_types_are_refused(world: World):
    with pytest.raises(QueryRefusedError, match="cannot be written as text/fancy"):
        world.ask(NAMES, accept="text/fancy")


def test_syntax_errors_name_line_and_column(world: World):
    with pytest.raises(QuerySyntaxError, match=r"at line 2, column \d+: expected"):
        world.ask("SELECT ?s\n  HWERE { ?s ?p ?o }")


def test_unsupported_functions_are_refused_by_name(world: World):
    with pytest.raises(QueryRefusedError, match=r"https://example\.org/f"):
        world.ask("SELECT (<https://example.org/f>(1) AS ?x) {}")


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <https://example.org/> { ?s ?p ?o } }",
        "SELECT * { SERVICE SILENT <https://example.org/> { ?s ?p ?o } }",
        "LOAD <https://example.org/>",
        "INSERT DATA { <a:a> <a:b> <a:c> }",
        "DELETE WHERE { ?s ?p ?o }",
        "#" + "x" * 70_000 + "\n" + NAMES,
        "SELECT * " + "{" * 10_000 + "}" * 10_000,
    ],
)
def test_what_reaches_out_or_writes_is_refused(world: World, text: str):
    with pytest.raises(QueryRefusedError):
        world.ask(text)


def test_a_page_with_broken_facts_harms_no_other(world: World):
    world.save("Case:A", "a")
    broken = Write(Action.SAVE, "Case:B", "text", projected("Case:B", facts=b"<broken"), "ana")
    world.pages.commit([broken])
    world.save("Case:C", "c")
    assert world.names() == ["a", "c"]
    world.save("Case:B", "mended")
    assert world.names() == ["a", "c", "mended"]


def test_text_is_taken_verbatim(world: World):
    world.save("Case:A", "100%41")
    assert world.names('SELECT ?name { ?s ?p ?name FILTER(?name = "100%41") }') == ["100%41"]
    assert world.names('SELECT ?name { ?s ?p ?name FILTER(?name = "100A") }') == []


def test_blank_nodes_of_pages_stay_apart(world: World):
    for title in ("Case:A", "Case:B"):
        graph = graph_of(title)
        facts = f'_:b <https://example.org/name> "{title}" <{graph}> .\n'.encode()
        world.pages.commit([Write(Action.SAVE, title, "text", projected(title, facts=facts), "ana")])
    with world.ask("SELECT (COUNT(DISTINCT ?s) AS ?name) { ?s ?p ?o }").body as body:
        assert json.load(body)["results"]["bindings"][0]["name"]["value"] == "2"


def test_facts_beside_the_pages_are_told_for_one_query_alone(world: World):
    world.save("Case:A", "Anna")
    beside = Beside(("https://example.org/figures",), _named("Ben", "https://example.org/figures"))
    assert world.names(beside=beside) == ["Anna", "Ben"]
    assert world.names(
        "SELECT ?name { GRAPH <https://example.org/figures> { ?s ?p ?name } }", beside=beside
    ) == ["Ben"]
    for _ in range(4):  # whichever worker answers
        assert world.names() == ["Anna"]


def test_many_facts_beside_the_pages(world: World):
    graph = "https://example.org/figures"
    many = b"".join(_named(f"N{number}", graph) for number in range(3_000))
    query = f"SELECT (COUNT(?s) AS ?count) {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
    with world.ask(query, beside=Beside((graph,), many), accept="text/csv").body as body:
        assert body.read().decode().split() == ["count", "3000"]


def test_facts_beside_the_pages_are_gone_also_after_a_query_that_fails(world: World):
    graph = "https://example.org/figures"
    beside = Beside((graph,), _named("Ben", graph))
    with pytest.raises(QuerySyntaxError):
        world.ask("SELECT {", beside=beside)
    with pytest.raises(QueryError):
        world.ask("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", beside=beside, accept_graph="text/nothing")
    for _ in range(4):
        assert world.names() == []


def _named(name: str, graph: str) -> bytes:
    return f'<{graph}#{name}> <https://example.org/name> "{name}" <{graph}> .\n'.encode()
