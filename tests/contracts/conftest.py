"""Every implementation of the storage of pages, for all suites that hold them to their contract."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.fakes.pages import MemoryPages
from tests.fakes.projected import KINDS
from wiki.ports import Pages
from wiki.storage import open_storage


def in_memory(_folder: Path) -> Pages:
    return MemoryPages(KINDS)


def in_sqlite(folder: Path) -> Pages:
    return open_storage(folder / "commonloom.sqlite3", create=True, kinds=KINDS).pages


@pytest.fixture(params=[in_memory, in_sqlite])
def pages(request: pytest.FixtureRequest, tmp_path: Path) -> Pages:
    make: Callable[[Path], Pages] = request.param
    return make(tmp_path)
