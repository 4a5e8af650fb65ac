"""A real server on a real data folder, and people who use it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.journeys.people import Person
from tests.journeys.servers import Server, command, serving


@pytest.fixture(scope="session")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the seed corpus, made by `init` once and only copied."""
    data = tmp_path_factory.mktemp("corpus") / "data"
    done = command(data, "init")
    assert done.returncode == 0, done.stderr
    return data


@pytest.fixture(scope="module")
def corpus_data(untouched: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The corpus for one journey's file, so that the order of the files tells nothing."""
    return Path(shutil.copytree(untouched, tmp_path_factory.mktemp("journey") / "data"))


@pytest.fixture(scope="module")
def site(corpus_data: Path) -> Iterator[Server]:
    """The corpus, served; shared by the tests of a file, each of which uses titles of its own."""
    with serving(corpus_data) as server:
        yield server


@pytest.fixture(scope="session")
def without_pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder without pages, made by `init` once and only copied."""
    data = tmp_path_factory.mktemp("empty") / "data"
    done = command(data, "init", "--empty")
    assert done.returncode == 0, done.stderr
    return data


@pytest.fixture
def empty_data(without_pages: Path, tmp_path: Path) -> Path:
    """A data folder without pages."""
    return Path(shutil.copytree(without_pages, tmp_path / "data"))


@pytest.fixture
def newcomer(site: Server) -> Callable[[str], Person]:
    """Register a person on the site."""

    def register(name: str) -> Person:
        person = Person(site.address)
        person.register(name)
        return person

    return register
