"""A file of an earlier version gets the codings of the texts it holds."""

from __future__ import annotations

from pathlib import Path

from ontology.shapes import load_ontology
from patterns.projection import project
from tests.fakes.projected import BASE
from wiki.revisions import Action, Write
from wiki.storage import Storage, open_storage
from wiki.storage.migrations import MIGRATIONS

CASE = "---\nkind: case\ninput:\n  - value: open input\n    coder: ana\nfunding: gifts\n---\nText.\n"
VARIABLE = "---\nkind: variable\nquestion: Who pays?\noptions: [gifts, fees]\n---\n"


def tables(storage: Storage) -> set[str]:
    with storage.database.reading() as connection:
        found = connection.exec_driver_sql("SELECT name FROM sqlite_schema WHERE type = 'table'")
        return set(found.scalars())


def first_tables(folder: Path) -> set[str]:
    """The tables of a file of version 1."""
    return tables(open_storage(folder / "first.sqlite3", create=True, migrations=MIGRATIONS[:1]))


def test_codings_are_filled_from_the_texts_variables_included(tmp_path: Path) -> None:
    path = tmp_path / "commonloom.sqlite3"
    storage = open_storage(path, create=True)
    ontology = load_ontology()
    storage.pages.commit(
        [
            Write(Action.SAVE, title, text, project(text, title, ontology, BASE), "ana")
            for title, text in (("Case:A", CASE), ("Variable:Funding", VARIABLE), ("Help", ""))
        ]
    )
    with storage.database.writing() as connection:  # as a file of version 1 is
        for later in tables(storage) - first_tables(tmp_path):
            connection.exec_driver_sql(f"DROP TABLE {later}")
        connection.exec_driver_sql("UPDATE meta SET value = '1' WHERE key = 'version'")
    storage.close()

    again = open_storage(path)
    found = [(each.field, each.value, each.coders) for each in again.pages.codings(["Case:A"])["Case:A"]]
    assert found == [("input", "open-input", ("ana",)), ("funding", "gifts", ())]
    assert again.noted("version") == str(len(MIGRATIONS))
