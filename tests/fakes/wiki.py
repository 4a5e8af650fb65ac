"""A whole wiki in memory: the real verbs, ontology and rendering over fakes of everything that keeps something."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

from ontology.shapes import load_ontology
from tests.fakes.accounts import MemoryAccounts
from tests.fakes.batches import MemoryBatches
from tests.fakes.blind import MemoryBlindCodings
from tests.fakes.mentions import MemoryDismissals, MemoryMentions
from tests.fakes.originals import MemoryOriginals
from tests.fakes.pages import MemoryPages
from tests.fakes.runs import MemoryQuestions, MemoryRuns, no_uploads
from wiki.assembly import Wiki
from wiki.config import Config
from wiki.editing import Edit, Saved, save
from wiki.errors import GraphUnavailableError
from wiki.ports import GraphAnswer, GraphQuery, Rendered, SearchAnswer, SearchRequest
from wiki.rendering.markdown import render_body

BASE = "https://wiki.example.org"


class Counting:
    """Passes every call on and counts it by name."""

    def __init__(self, inner: Any) -> None:
        self.inner = inner
        self.calls: Counter[str] = Counter()

    def __getattr__(self, name: str) -> Any:
        method = getattr(self.inner, name)

        def call(*args: Any, **given: Any) -> Any:
            self.calls[name] += 1
            return method(*args, **given)

        return call if callable(method) else method


class PlainRenderer:
    """Renders in this process, without a box."""

    def render(self, body: str) -> Rendered:
        return render_body(body)


class MemoryCache:
    """Rendered bodies in a dictionary."""

    def __init__(self) -> None:
        self.kept: dict[int, Rendered] = {}

    def get(self, position: int) -> Rendered | None:
        return self.kept.get(position)

    def put(self, position: int, rendered: Rendered) -> None:
        self.kept[position] = rendered


class NoGraph:
    """A graph host that is not there."""

    def query(self, query: GraphQuery) -> GraphAnswer:
        raise GraphUnavailableError("There is no graph here.")

    def ready(self) -> bool:
        return False


class NoSearch:
    """Finds nothing."""

    def search(self, request: SearchRequest) -> SearchAnswer:
        return SearchAnswer(0, (), {"kind": ()})

    def titles_found(self, request: SearchRequest, most: int) -> tuple[list[str], int]:
        return [], 0

    def suggest(self, prefix: str, limit: int = 10) -> list[tuple[str, str]]:
        return []


def memory_wiki(**settings: Any) -> Wiki:
    """An empty wiki; settings are those of the configuration."""
    ontology = load_ontology()
    pages = MemoryPages([kind.name for kind in ontology.kinds])
    config = replace(Config(base=BASE, secret=b"not a secret"), **settings)
    return Wiki(
        config=config,
        shapes=ontology,
        pages=Counting(pages),
        accounts=Counting(MemoryAccounts()),
        batches=MemoryBatches(pages),
        originals=MemoryOriginals(pages),
        runs=MemoryRuns(),
        questions=MemoryQuestions(),
        mentions=MemoryMentions(pages),
        dismissals=MemoryDismissals(pages),
        blind=MemoryBlindCodings(pages),
        graph=NoGraph(),
        search=NoSearch(),
        renderer=PlainRenderer(),
        cache=MemoryCache(),  # type: ignore[arg-type]
        uploads=no_uploads(),
    )


def written(wiki: Wiki, title: str, text: str, author: str = "ana", base: int | None = None) -> int:
    """Save a page and return the revision."""
    current = wiki.pages.get(title)
    outcome = save(wiki, Edit(title, text, author, base=base or (current.position if current else None)))
    assert isinstance(outcome, Saved), outcome
    return outcome.revision
