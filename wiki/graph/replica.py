"""An in-memory copy of the facts: loading it, keeping it up to date, asking it."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import IO, Any, cast

import pyoxigraph as ox

from ontology.graphs import turtle_of_graphs
from wiki.boxes.worker import Task, Verdict
from wiki.errors import BadInputError, QuerySyntaxError
from wiki.graph.guard import names_graphs
from wiki.graph.rdfxml import NotRdfXmlError, writable
from wiki.graph.verdicts import Verdicts, concerns_licences

_log = logging.getLogger(__name__)
_BATCH = 4 << 20  # bytes of N-Quads loaded at once
_PLACE = re.compile(r"(?:error at )?(?P<line>\d+):(?P<column>\d+): (?P<why>.*)", re.DOTALL)
_WHY_LENGTH = 120  # characters of the parser's list of what it expected


class Replica:
    """One store: the default graph of its queries is the union of all pages' graphs."""

    def __init__(self) -> None:
        self._store = ox.Store()
        self._verdicts: Verdicts | None = None

    def __len__(self) -> int:
        return len(self._store)

    def load(self, pages: Iterable[bytes]) -> None:
        """Load many pages' N-Quads, each valid by itself; a page that is not is left out and logged."""
        batch: list[bytes] = []
        size = 0
        for facts in pages:
            batch.append(facts)
            size += len(facts)
            if size > _BATCH:
                self._load(batch)
                batch, size = [], 0
        self._load(batch)
        if self._verdicts:
            self._verdicts.refresh()

    def load_words(self) -> None:
        """Load the ontology's own graphs: the vocabulary, the licences, and verdicts among those that have pages."""
        for graph, path in turtle_of_graphs():
            self._store.load(path=str(path), format=ox.RdfFormat.TURTLE, to_graph=ox.NamedNode(graph))
        self._verdicts = Verdicts(self._store)

    def apply(self, changes: Iterable[tuple[Sequence[str], bytes]]) -> None:
        """Replace page graphs: (IRIs of the graphs to drop, N-Quads to add), in the log's order."""
        made = list(changes)
        for graphs, facts in made:
            for graph in graphs:
                self._drop(graph)
            self._load_one(facts)
        if self._verdicts and concerns_licences(made):
            self._verdicts.refresh()

    def answer(self, task: Task) -> Verdict:
        """Evaluate a query (the work of a graph worker). See `wiki.graph.pool` for the header."""
        if task.news:
            self.apply((graphs, facts.encode()) for graphs, facts in json.loads(task.news))
        length = task.header.get("text", len(task.payload))
        with self._beside(task.payload[length:], task.header.get("beside", ())):
            return self._write(self._evaluate(task.payload[:length].decode(), task.header), task)

    @contextmanager
    def _beside(self, facts: bytes, graphs: Sequence[str]) -> Iterator[None]:
        """Tell facts that are no page's, as long as one query needs them."""
        if facts:
            self._load([facts])
        try:
            yield
        finally:
            for graph in graphs:
                self._drop(graph)

    def _evaluate(self, text: str, header: dict[str, Any]) -> Any:
        try:
            return self._store.query(text, **_dataset(text, header))
        except SyntaxError as error:
            raise QuerySyntaxError(syntax_sentence(str(error))) from error
        except (ValueError, RuntimeError) as error:
            raise BadInputError(f"The query cannot be answered: {error}.") from error

    def _write(self, results: Any, task: Task) -> Verdict:
        form = "graph" if isinstance(results, ox.QueryTriples) else "select"
        form = "ask" if isinstance(results, ox.QueryBoolean) else form
        media_type = task.header["accept_graph" if form == "graph" else "accept"]
        formats = ox.RdfFormat if form == "graph" else ox.QueryResultsFormat
        serialization = formats.from_media_type(media_type)
        if serialization is None:
            raise BadInputError(f"A result of this query cannot be written as {media_type}.")
        try:
            if serialization == ox.RdfFormat.RDF_XML:
                ox.serialize(writable(results), cast("IO[bytes]", task.out), ox.RdfFormat.RDF_XML)
            else:
                results.serialize(task.out, serialization)
        except NotRdfXmlError as error:
            raise BadInputError(f"{error}. Ask for another format.") from error
        except (ValueError, RuntimeError) as error:
            raise BadInputError(f"The query cannot be answered: {error}.") from error
        return {"form": form, "media_type": media_type}

    def _drop(self, graph: str) -> None:
        try:
            self._store.remove_graph(ox.NamedNode(graph))
        except ValueError:
            _log.exception("%r is no IRI of a page graph; rename its page and save it.", graph)

    def _load(self, batch: list[bytes]) -> None:
        """Load pages in one go; page by page when one is broken or blank nodes must not be mixed up."""
        if not any(b"_:" in facts for facts in batch):
            try:
                self._store.load(b"".join(batch), ox.RdfFormat.N_QUADS)
            except (SyntaxError, ValueError):
                pass
            else:
                return
        for facts in batch:
            self._load_one(facts)

    def _load_one(self, facts: bytes) -> None:
        try:
            self._store.load(facts, ox.RdfFormat.N_QUADS)
        except (SyntaxError, ValueError) as error:
            _log.error(
                "The facts of a page do not load and are left out (%s): %r … Mend the page and save it, or run:"
                " python -m wiki rebuild graph",
                error,
                facts[:120],
            )


def syntax_sentence(error: str) -> str:
    """Say where and why a query does not parse."""
    match = _PLACE.fullmatch(error)
    if not match:
        return f"The query is not valid SPARQL 1.1: {error}"
    why = " ".join(match["why"].split())
    shown = why if len(why) <= _WHY_LENGTH else why[:_WHY_LENGTH] + " …"
    return f"The query is not valid SPARQL 1.1 at line {match['line']}, column {match['column']}: {shown}"


def _dataset(text: str, header: dict[str, Any]) -> dict[str, Any]:
    """Choose the graphs: those of the request (SPARQL Protocol §2.1.4), of the query, or all of them."""
    default, named = header.get("default_graphs"), header.get("named_graphs")
    if default or named:
        try:
            return {
                "default_graph": [ox.NamedNode(graph) for graph in default or ()],
                "named_graphs": [ox.NamedNode(graph) for graph in named or ()],
            }
        except ValueError as error:
            raise BadInputError(f"A graph of the request is not named by an IRI: {error}.") from error
    return {"use_default_graph_as_union": not names_graphs(text)}
