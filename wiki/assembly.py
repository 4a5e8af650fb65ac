"""The only place that knows all adapters: it puts a wiki together from a data folder."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, field
from pathlib import Path

from ontology.kinds import Ontology
from ontology.shapes import load_ontology
from patterns.projection import Projected, project
from wiki.blind import BlindCodings
from wiki.codebook import LiveCodebook, PinnedCodebook
from wiki.config import DATABASE, MEBIBYTE, Config, load_config
from wiki.graph.limits import GraphLimits
from wiki.ports import Accounts, Batches, Graph, Originals, Pages, Questions, Renderer, Runs, Search
from wiki.queues import Dismissals, Mentions
from wiki.storage import Storage, open_storage
from wiki.storage.cache import HtmlCache
from wiki.uploads import BELL, FOLDER, Uploads

RUN = "run"
"""Folder in the data folder where running hosts leave their sockets."""
GRAPH_SOCKET = "graph.socket"
BOX_SOCKET = "boxes.socket"


@dataclass(frozen=True)
class Wiki:
    """An installation, with a door for everything its verbs need."""

    config: Config
    shapes: Ontology  # as installed
    pages: Pages
    accounts: Accounts
    batches: Batches
    originals: Originals
    runs: Runs
    questions: Questions
    mentions: Mentions
    dismissals: Dismissals
    blind: BlindCodings
    graph: Graph
    search: Search
    renderer: Renderer
    cache: HtmlCache
    uploads: Uploads
    codebook: LiveCodebook | PinnedCodebook = field(init=False)

    def __post_init__(self) -> None:
        """Let the codebook follow the pages."""
        object.__setattr__(self, "codebook", LiveCodebook(self.shapes, self.pages, self.config.base))

    def pinned(self) -> Wiki:
        """Return the same wiki, for one request: its ontology stays as it is when first asked for."""
        same = copy(self)
        object.__setattr__(same, "codebook", PinnedCodebook(self.codebook))
        return same

    @property
    def ontology(self) -> Ontology:
        """All kinds with their fields as they are at this moment, those of Variable pages included."""
        return self.codebook.ontology

    def project(self, title: str, text: str) -> Projected:
        """Return everything that follows from a page's title and text under this installation's base."""
        return project(text, title, self.ontology, self.config.base)


def open_wiki(data: Path) -> Wiki:
    """Open the wiki of a data folder; its hosts (graph, boxes) may be running or not yet.

    Raises StorageError or BadInputError with what to do.
    """
    from wiki.boxes.client import BoxClient
    from wiki.graph.pool import ReplicaPool
    from wiki.rendering.boxed import BoxedRenderer
    from wiki.search.fulltext import FullText

    config, shapes, storage = load_config(data), load_ontology(), storage_of(data)
    return Wiki(
        config=config,
        shapes=shapes,
        pages=storage.pages,
        accounts=storage.accounts,
        batches=storage.batches,
        originals=storage.originals,
        runs=storage.runs,
        questions=storage.questions,
        mentions=storage.mentions,
        dismissals=storage.dismissals,
        blind=storage.blind,
        graph=ReplicaPool(data / RUN / GRAPH_SOCKET),
        search=FullText(storage),
        renderer=BoxedRenderer(BoxClient(data / RUN / BOX_SOCKET), seconds=config.render_seconds),
        cache=HtmlCache(data),
        uploads=Uploads(data / FOLDER, data / RUN / BELL, config.upload_mebibytes),
    )


def graph_limits(config: Config) -> GraphLimits:
    """Return what the settings allow queries to use."""
    return GraphLimits(
        seconds=config.query_seconds,
        memory=config.query_mebibytes * MEBIBYTE,
        total_memory=3 * config.query_mebibytes * MEBIBYTE,
        result_bytes=config.result_mebibytes * MEBIBYTE,
        spare=config.query_workers,
        words=True,
    )


def storage_of(data: Path) -> Storage:
    """Open the storage of a data folder."""
    return open_storage(data / DATABASE)
