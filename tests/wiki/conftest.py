"""A wiki on a real file, for the verbs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ontology.shapes import load_ontology
from tests.fakes.small_wiki import small_wiki
from wiki.assembly import Wiki
from wiki.storage import open_storage
from wiki.uploads import Uploads


@pytest.fixture
def wiki(tmp_path: Path) -> Iterator[Wiki]:
    """An empty wiki with the real ontology and storage; its graph and renderer are stand-ins."""
    yield from _made(tmp_path)


@pytest.fixture
def another_wiki(tmp_path: Path) -> Iterator[Wiki]:
    """Another one, to be compared with it."""
    (tmp_path / "another").mkdir()
    yield from _made(tmp_path / "another")


def _made(folder: Path) -> Iterator[Wiki]:
    storage = open_storage(folder / "commonloom.sqlite3", create=True)
    made = replace(
        small_wiki(),
        shapes=load_ontology(),
        pages=storage.pages,
        accounts=storage.accounts,
        batches=storage.batches,
        originals=storage.originals,
        runs=storage.runs,
        questions=storage.questions,
        mentions=storage.mentions,
        dismissals=storage.dismissals,
        uploads=Uploads(folder / "uploads", folder / "run" / "bell", 1),
    )
    yield made
    storage.close()
