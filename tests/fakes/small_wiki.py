"""A wiki in memory with a few pages, a graph and a search that answer what they are told to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from io import BytesIO

from ontology.kinds import Field, Kind, Ontology, ValueType
from tests.fakes.accounts import MemoryAccounts
from tests.fakes.batches import MemoryBatches
from tests.fakes.blind import MemoryBlindCodings
from tests.fakes.mentions import MemoryDismissals, MemoryMentions
from tests.fakes.originals import MemoryOriginals
from tests.fakes.pages import MemoryPages
from tests.fakes.projected import BASE
from tests.fakes.runs import MemoryQuestions, MemoryRuns, no_uploads
from wiki.assembly import Wiki
from wiki.config import Config
from wiki.errors import QueryError
from wiki.ports import GraphAnswer, GraphQuery, SearchAnswer, SearchRequest

LOOM = "https://w3id.org/commonloom/ns#"
TAGS = Field("tags", f"{LOOM}tag", "Tags", "", ValueType.TEXT, facet=True)
STARTED = Field("started", f"{LOOM}started", "Started", "", ValueType.YEAR, facet=True)


def kind(name: str, namespace: str, plural: str, *fields: Field) -> Kind:
    return Kind(
        name,
        f"{LOOM}{namespace or 'Page'}",
        namespace,
        namespace or "Page",
        plural,
        f"What {plural.lower()} are.",
        fields,
    )


ONTOLOGY = Ontology(
    (
        kind("pattern", "Pattern", "Patterns", TAGS),
        kind("case", "Case", "Cases", TAGS, STARTED),
        kind("practice", "Practice", "Practices"),
        kind("page", "", "Pages"),
        kind("talk", "Talk", "Talk pages"),
    ),
    prefixes={"loom": LOOM, "rdfs": "http://www.w3.org/2000/01/rdf-schema#"},
)


@dataclass
class CannedGraph:
    """Answers every query with the same body, or the same error, and remembers what it was asked."""

    form: str = "select"
    bodies: Mapping[str, bytes] = field(default_factory=dict)  # by media type
    error: QueryError | None = None
    is_ready: bool = True
    asked: list[GraphQuery] = field(default_factory=list)
    given: list[BytesIO] = field(default_factory=list)
    position: int = 0

    def query(self, query: GraphQuery) -> GraphAnswer:
        self.asked.append(query)
        if self.error:
            raise self.error
        media_type = query.accept_graph if self.form == "graph" else query.accept
        body = self.bodies.get(media_type, f"answer in {media_type}".encode())
        self.given.append(BytesIO(body))
        return GraphAnswer(self.form, media_type, self.given[-1], len(body), self.position, 0.012)

    def ready(self) -> bool:
        return self.is_ready


@dataclass
class CannedSearch:
    """Gives every search the same answer and remembers what was looked for."""

    answer: SearchAnswer = field(default_factory=lambda: SearchAnswer(0, (), {}))
    titles: tuple[tuple[str, str], ...] = ()
    asked: list[SearchRequest] = field(default_factory=list)

    def search(self, request: SearchRequest) -> SearchAnswer:
        self.asked.append(request)
        return self.answer

    def titles_found(self, request: SearchRequest, most: int) -> tuple[list[str], int]:
        self.asked.append(request)
        return [hit.title for hit in self.answer.hits[:most]], self.answer.total

    def suggest(self, prefix: str, limit: int = 10) -> list[tuple[str, str]]:
        return [pair for pair in self.titles if pair[1].lower().startswith(prefix.lower())][:limit]


def small_wiki(**parts: object) -> Wiki:
    """An empty wiki; `parts` replace its doors."""
    wiki = Wiki(
        config=Config(base=BASE, secret=b"0" * 32),
        shapes=ONTOLOGY,
        pages=MemoryPages([each.name for each in ONTOLOGY.kinds]),
        accounts=MemoryAccounts(),
        batches=MemoryBatches(MemoryPages()),
        originals=MemoryOriginals(MemoryPages()),
        mentions=MemoryMentions(MemoryPages()),
        dismissals=MemoryDismissals(MemoryPages()),
        blind=MemoryBlindCodings(MemoryPages()),
        runs=MemoryRuns(),
        questions=MemoryQuestions(),
        graph=CannedGraph(),
        search=CannedSearch(),
        renderer=None,
        cache=None,
        uploads=no_uploads(),
    )
    return replace(wiki, **parts)
