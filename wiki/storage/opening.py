"""Opening the file: creating it, bringing it up to date, and the doors it offers."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, select

from ontology.shapes import load_ontology
from patterns.projection import Projected
from wiki.errors import StorageError
from wiki.storage import titles
from wiki.storage.accounts import SqlAccounts
from wiki.storage.backup import backup, sync
from wiki.storage.batches import SqlBatches
from wiki.storage.blind import SqlBlindCodings
from wiki.storage.checking import Progress, Project, check
from wiki.storage.database import WAIT, Database
from wiki.storage.dismissals import SqlDismissals
from wiki.storage.mentions import SqlMentions
from wiki.storage.migrations import MIGRATIONS, Migration
from wiki.storage.originals import SqlOriginals
from wiki.storage.pages import SqlPages
from wiki.storage.questions import SqlQuestions
from wiki.storage.rebuilding import Retell, rebuild
from wiki.storage.runs import SqlRuns
from wiki.storage.schema import meta


@dataclass(frozen=True)
class Storage:
    """The doors of one open file."""

    database: Database
    pages: SqlPages = field(init=False)
    accounts: SqlAccounts = field(init=False)
    batches: SqlBatches = field(init=False)
    originals: SqlOriginals = field(init=False)
    runs: SqlRuns = field(init=False)
    questions: SqlQuestions = field(init=False)
    mentions: SqlMentions = field(init=False)
    dismissals: SqlDismissals = field(init=False)
    blind: SqlBlindCodings = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "pages", SqlPages(self.database))
        object.__setattr__(self, "accounts", SqlAccounts(self.database))
        object.__setattr__(self, "batches", SqlBatches(self.database))
        object.__setattr__(self, "originals", SqlOriginals(self.database))
        object.__setattr__(self, "runs", SqlRuns(self.database))
        object.__setattr__(self, "questions", SqlQuestions(self.database))
        object.__setattr__(self, "mentions", SqlMentions(self.database))
        object.__setattr__(self, "dismissals", SqlDismissals(self.database))
        object.__setattr__(self, "blind", SqlBlindCodings(self.database))

    @property
    def path(self) -> Path:
        """Where the file is."""
        return self.database.path

    @contextmanager
    def search_connection(self) -> Iterator[Connection]:
        """Give a connection for reading the search tables; it sees one state of the file."""
        with self.database.reading() as connection:
            yield connection

    def check(self, project: Project | None = None, progress: Progress | None = None) -> list[str]:
        """Verify the file; return a sentence for each thing that is wrong, with what repairs it.

        `project` (title, text → Projected) is needed to compare the projections with the texts.
        """
        found: list[str] = []
        try:
            found.extend(check(self.database, project, progress))
        except StorageError as error:  # damaged beyond reading: what was found before still counts
            found.append(str(error))
        return found

    def rebuild(
        self, what: str, project: Project, progress: Progress | None = None, retell: Retell | None = None
    ) -> int:
        """Make "links", "search", "graph" or "all" again from the texts; return how many were read.

        Without `retell` the facts of earlier revisions are read by `project` as well.
        """

        def always(_page: int, title: str, text: str | None) -> Projected | None:
            return None if text is None else project(title, text)

        return rebuild(self.database, what, project, progress, retell or always)

    def backup(self, dest: Path, progress: Progress | None = None) -> int:
        """Copy the file while it is in use; see `wiki.storage.backup.backup`."""
        return backup(self.path, dest, progress)

    def note(self, key: str, value: str) -> None:
        """Keep a word about the whole file."""
        with self.database.writing() as connection:
            set_meta(connection, key, value)

    def noted(self, key: str) -> str:
        """Return the word kept under a key, "" when there is none."""
        with self.database.reading() as connection:
            return connection.execute(select(meta.c.value).where(meta.c.key == key)).scalar() or ""

    def close(self) -> None:
        """Close this process's connections to the file."""
        self.database.close()


def open_storage(
    path: Path,
    *,
    create: bool = False,
    kinds: Sequence[str] | None = None,
    migrations: Sequence[Migration] = MIGRATIONS,
    wait: float = WAIT,
) -> Storage:
    """Open the file at `path`, made first if `create`, and bring its tables up to date.

    `kinds`: names of the page kinds in the order in which they are tried for a bare link target; None = the
    installed ontology's. `wait`: seconds to wait for another process's write. Raises StorageError when the
    file is not there (and not `create`), newer than the program, damaged, or not writable.
    """
    _check_place(path, create=create)
    database = Database(path, wait)
    try:
        _migrate(database, migrations, create=create)
        _order_kinds(
            database, [kind.name for kind in load_ontology().kinds] if kinds is None else list(kinds)
        )
    except BaseException:
        database.close()
        raise
    return Storage(database)


def _check_place(path: Path, *, create: bool) -> None:
    if path.is_dir():
        raise StorageError(f"{path} is a folder; the wiki's data is a file. Move the folder away.")
    if path.exists() and path.stat().st_size:
        return
    if not create:
        raise StorageError(
            f"There is no wiki at {path}. Create it with: python -m wiki --data {shlex.quote(str(path.parent))} init"
        )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(
            mode=0o600
        )  # accounts and blind codings are in it; SQLite gives its companions the same mode
        sync(path.parent)
    except OSError as error:
        raise StorageError(
            f"{path} cannot be created: {error.strerror}. Check the rights on its folder."
        ) from error


def version(connection: Connection, path: Path) -> int:
    """Return how many migrations the file has seen; raises StorageError for a foreign file."""
    names = set(connection.exec_driver_sql("SELECT name FROM sqlite_schema WHERE type = 'table'").scalars())
    if not names:
        return 0
    if not {"meta", "revisions"} <= names:
        raise StorageError(f"{path} is a database of another program. Choose another data folder.")
    return int(connection.execute(select(meta.c.value).where(meta.c.key == "version")).scalar_one())


def _migrate(database: Database, migrations: Sequence[Migration], *, create: bool) -> None:
    """Apply what is missing, one transaction each; several processes may try at once."""
    with database.reading() as connection:
        found = version(connection, database.path)
    if found == 0 and not create:
        raise StorageError(
            f"There is no wiki at {database.path} yet. Create it with: "
            f"python -m wiki --data {shlex.quote(str(database.path.parent))} init"
        )
    while found < len(migrations):
        found = _next(database, migrations)
    if found > len(migrations):
        raise StorageError(
            f"{database.path} was written by a newer version of this program (file version {found}, known "
            f"here: {len(migrations)}). Install that version or a later one; nothing was changed."
        )


def _next(database: Database, migrations: Sequence[Migration]) -> int:
    """Apply one migration, unless another process was quicker; return the version reached."""
    with database.writing() as connection:
        found = version(connection, database.path)
        if found >= len(migrations):
            return found
        migrations[found].apply(connection)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        set_meta(connection, f"migration {found + 1}", f"{now} {migrations[found].words}")
        set_meta(connection, "version", str(found + 1))
        return found + 1


def _order_kinds(database: Database, kinds: list[str]) -> None:
    """Make bare link targets follow this order of kinds, if the file follows another."""
    wanted = json.dumps(kinds)
    with database.reading() as connection:
        if connection.execute(select(meta.c.value).where(meta.c.key == titles.KINDS)).scalar() == wanted:
            return
    with database.writing() as connection:
        set_meta(connection, titles.KINDS, wanted)
        titles.rank_again(connection, wanted)


def set_meta(connection: Connection, key: str, value: str) -> None:
    """Keep a fact about the file."""
    connection.exec_driver_sql("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (key, value))
