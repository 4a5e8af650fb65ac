"""The tables as the program sees them now. How a file gets there is in `wiki.storage.migrations`.

Times are whole microseconds since 1970 (UTC); texts and facts are compressed with zlib, b"" standing for
nothing. The search tables are described in `wiki.search.schema`.
"""

from __future__ import annotations

import zlib
from datetime import UTC, datetime, timedelta

from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, MetaData, Table, Text, insert
from sqlalchemy.dialects import sqlite
from sqlalchemy.engine.default import DefaultDialect

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
LEVEL = 4
"""zlib level: 255 Markdown pages of 2.8 kB become 47 % at level 1, 45 % at 4 and 45 % at 9, in 51, 50 and 59 µs."""

metadata = MetaData()


def _text(*names: str) -> list[Column[str]]:
    return [Column(name, Text, nullable=False) for name in names]


def _number(*names: str) -> list[Column[int]]:
    return [Column(name, Integer, nullable=False) for name in names]


meta = Table("meta", metadata, Column("key", Text, primary_key=True), *_text("value"))

accounts = Table(
    "accounts",
    metadata,
    Column("id", Integer, primary_key=True),
    *_text("name", "folded", "role", "password_hash"),
    *_number("created", "blocked"),
)
sessions = Table(
    "sessions",
    metadata,
    Column("key_hash", Text, primary_key=True),
    Column("account", Integer, ForeignKey("accounts.id"), nullable=False),
    *_number("expires"),
)
tokens = Table(
    "tokens",
    metadata,
    Column("key_hash", Text, primary_key=True),
    Column("account", Integer, ForeignKey("accounts.id"), nullable=False),
    *_text("label"),
    *_number("created"),
)
drafts = Table(
    "drafts",
    metadata,
    Column("account", Integer, ForeignKey("accounts.id"), primary_key=True),
    Column("title", Text, primary_key=True),
    *_text("text", "summary"),
    Column("base", Integer),
    *_number("saved"),
)
batches = Table(
    "batches",
    metadata,
    Column("number", Integer, primary_key=True),
    *_text("format", "profile", "source", "license", "author"),
    *_number("started"),
    Column("finished", Integer),
    Column("undone", Integer),
    *_text("counts"),  # JSON object
)
pages = Table(
    "pages",
    metadata,
    Column("id", Integer, primary_key=True),
    *_text("title", "kind", "redirect", "shelf", "graph"),  # shelf: the list it stands in, kind or "redirect"
    *_number("current", "deleted", "size", "time"),  # of the current revision
)
revisions = Table(
    "revisions",
    metadata,
    Column("position", Integer, primary_key=True),
    *_number("page"),
    Column("parent", Integer),
    Column("batch", Integer),
    *_number("time", "size"),
    *_text(
        "action", "kind", "sha256", "title", "author", "summary", "origin", "graphs"
    ),  # graphs: one a line
    Column("text", LargeBinary, nullable=False),
    Column("facts", LargeBinary, nullable=False),
)
originals = Table(
    "originals",
    metadata,
    Column("page", Integer, primary_key=True),
    Column("origin", Text, primary_key=True),
    Column("time", Text, primary_key=True),  # as the source writes it
    Column("number", Text, primary_key=True),
    *_text("author", "summary", "model"),
    *_number("size", "batch"),  # size: bytes of text
    Column("text", LargeBinary, nullable=False),
)
described_sources = Table(
    "described_sources",
    metadata,
    Column("name", Text, primary_key=True),  # begins the origins of its pages
    *_text("said"),  # for the reader of its format
)
runs = Table(
    "runs",
    metadata,
    Column("number", Integer, primary_key=True),
    *_text("author", "upload", "name"),
    *_number("size", "created", "changed"),
    *_text("state"),
    *_number("preview"),
    *_text("chosen"),  # JSON object
    *_number("stopping", "read"),
    Column("expected", Integer),
    *_text("counts"),  # JSON object
    Column("batch", Integer),
    *_text("message"),
)
run_lines = Table(
    "run_lines",
    metadata,
    Column("run", Integer, primary_key=True),
    Column("number", Integer, primary_key=True),
    *_text("what", "title", "words"),
)
questions = Table(
    "questions",
    metadata,
    Column("number", Integer, primary_key=True),
    *_text(
        "key", "place", "sentence", "options", "preset"
    ),  # options: JSON [[value, label], …]; preset: the default
    *_number("asked"),
    *_text("answer", "by"),
    Column("answered", Integer),
)
batch_issues = Table(
    "batch_issues",
    metadata,
    Column("batch", Integer, primary_key=True),
    Column("number", Integer, primary_key=True),
    *_text("place", "message"),
)
dismissals = Table(
    "dismissals",
    metadata,
    Column("queue", Text, primary_key=True),
    Column("page", Integer, primary_key=True),
    Column("other", Integer, primary_key=True),
    *_text("author"),
    *_number("time"),
)
dismissed_links = Table(
    "dismissed_links",
    metadata,
    Column("target", Text, primary_key=True),  # as the red link says it
    Column("page", Integer, primary_key=True),  # which it does not mean
    *_text("author"),
    *_number("time"),
)
mentions = Table(
    "mentions",
    metadata,
    Column("page", Integer, primary_key=True),
    *_number("position"),  # the revision that was read
    *_text("found"),  # JSON: {"spots": [[start, words, key, named], …], "links": [title, …]}
)
mention_names = Table("mention_names", metadata, Column("mark", Text, primary_key=True))
blind = Table(
    "blind",
    metadata,
    Column("round", Integer, primary_key=True),  # page of the round
    Column("page", Integer, primary_key=True),  # that is coded
    Column("coder", Text, primary_key=True),
    Column("text", LargeBinary, nullable=False),
    *_number("done", "saved"),
)
titles = Table(
    "titles",
    metadata,
    Column("key", Text, primary_key=True),
    Column("rank", Integer, primary_key=True),  # the page with the lowest rank (then id) is meant by the key
    Column("page", Integer, primary_key=True),
    *_text("role"),  # "title", "name", "alias"
)
links = Table(
    "links",
    metadata,
    Column("page", Integer, primary_key=True),
    Column("number", Integer, primary_key=True),
    *_text("title", "target", "key", "sentence", "section"),  # title: of the linking page, to list by
)
facets = Table(
    "facets",
    metadata,
    Column("page", Integer, primary_key=True),
    Column("field", Text, primary_key=True),
    Column("value", Text, primary_key=True),
    *_text("label"),
)
codings = Table(
    "codings",
    metadata,
    Column("page", Integer, primary_key=True),
    Column("number", Integer, primary_key=True),
    *_text("field", "value", "label", "status", "title"),
    *_text("coders"),  # names, one a line
    *_text("evidence"),  # JSON: [[key, words, full title or ""], …]
)
findings = Table(
    "findings",
    metadata,
    Column("page", Integer, primary_key=True),
    Column("number", Integer, primary_key=True),
    *_text("severity", "key", "message"),
    *_number("line"),
)

PROJECTIONS = (titles, links, facets, codings, findings)
"""Tables that follow from the current texts, besides those of the search index."""


def insertion(table: Table) -> str:
    """Return the table's INSERT with a "?" per column in their order: for rows as tuples, many at once."""
    dialect: DefaultDialect = sqlite.dialect()
    return str(insert(table).compile(dialect=dialect))


def pack(content: bytes) -> bytes:
    """Compress for keeping."""
    return zlib.compress(content, LEVEL) if content else b""


def unpack(kept: bytes) -> bytes:
    """Undo `pack`; raises zlib.error on damage."""
    return zlib.decompress(kept) if kept else b""


def to_number(when: datetime) -> int:
    """Return microseconds since 1970 of an aware time; raises TypeError for a naive one."""
    return (when - EPOCH) // MICROSECOND


def to_time(number: int) -> datetime:
    """Undo `to_number`."""
    return EPOCH + number * MICROSECOND
