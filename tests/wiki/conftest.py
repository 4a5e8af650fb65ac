"""A wiki on a real file, for the verbs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from ontology.shapes import load_ontology
from tests.fakes.small_wiki import small_wiki
from wiki.assembly import Wiki
from wiki.storage import open_storage
from wiki.uploads import Uploads


@pytest.fixture
def wiki(tmp_path: Path) -> Wiki:
    """An empty wiki with the real ontology and storage; its graph and renderer are stand-ins."""
    storage = open_storage(tmp_path / "commonloom.sqlite3", create=True)
    made = replace(
        small_wiki(),
        shapes=load_ontology(),
        pages=storage.pages,
        accounts=storage.accounts,
        batches=storage.batches,
        runs=storage.runs,
        questions=storage.questions,
        uploads=Uploads(tmp_path / "uploads", tmp_path / "run" / "bell", 1),
    )
    yield made
    storage.close()
