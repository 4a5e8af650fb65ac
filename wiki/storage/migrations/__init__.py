"""Steps from an empty file to the present tables: numbered, in order, each in a transaction of its own.

A step, once released, is never changed; a new need is a new step.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection

from wiki.storage.migrations import (
    m0001_beginning,
    m0002_codings,
    m0003_originals,
    m0004_runs,
    m0005_after_imports,
    m0006_blind,
    m0007_described_sources,
    m0007_links_turned_down,
)


@dataclass(frozen=True, slots=True)
class Migration:
    """One step: what it is for, and what it does inside a write transaction."""

    words: str
    apply: Callable[[Connection], None]


MIGRATIONS = (
    Migration("the first tables", m0001_beginning.apply),
    Migration("what pages code", m0002_codings.apply),
    Migration("what imported pages are at their source", m0003_originals.apply),
    Migration("imports through the browser, and open questions", m0004_runs.apply),
    Migration("what comes after an import", m0005_after_imports.apply),
    Migration("codings of rounds that are not to be seen yet", m0006_blind.apply),
    Migration("what sources say of themselves", m0007_described_sources.apply),
    Migration("links that do not mean what they nearly say", m0007_links_turned_down.apply),
)
"""In order: the first makes version 1 of the file."""
