"""Creating a wiki: the data folder, its settings, its seed corpus."""

from __future__ import annotations

from pathlib import Path

import patterns
from importers.formats import read
from importers.source import Source
from wiki.assembly import open_wiki
from wiki.config import BASE, DATABASE, load_config, write_config
from wiki.errors import BadInputError, StorageError
from wiki.importing import Progress, Tally, Wish, run_import
from wiki.storage import open_storage
from wiki.undoing import SEED

CORPUS = Path(patterns.__file__).parent / "corpus"
AUTHOR = "Commonloom"
"""In whose name the seed corpus is written."""


def found(data: Path, base: str | None = None) -> None:
    """Create the data folder with an empty wiki. Raises StorageError when there is one already, or it cannot be written."""
    if (data / DATABASE).exists():
        raise StorageError(
            f"{data} holds a wiki already; nothing was changed. Choose another folder with --data."
        )
    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not (data / "commonloom.toml").exists():
            write_config(data, **({"base": base.rstrip("/")} if base else {}))
    except OSError as error:
        raise StorageError(f"The data folder {data} cannot be created: {error.strerror}.") from error
    try:
        config = load_config(data)
    except BadInputError:
        (data / "commonloom.toml").unlink()
        raise
    storage = open_storage(data / DATABASE, create=True)
    storage.note(BASE, config.base)
    storage.close()


def load_corpus(data: Path, progress: Progress | None = None) -> Tally:
    """Import the seed corpus by the ordinary importer."""
    wiki = open_wiki(data)
    if not CORPUS.is_dir():
        raise StorageError(
            f"The seed corpus is missing at {CORPUS}. Install the program anew, or use init --empty."
        )
    source = Source(CORPUS, wiki.ontology, profile="commonloom")
    wish = Wish("markdown", SEED, AUTHOR, profile="commonloom", license=wiki.config.license)
    return run_import(wiki, wish, read("markdown", source), progress)
