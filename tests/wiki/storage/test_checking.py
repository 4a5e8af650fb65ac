from __future__ import annotations

import os
import zlib
from pathlib import Path

import pytest

from patterns.projection import FacetRow, LinkRow, Projected
from tests.fakes.projected import KINDS, delete, projected, rename, save, undelete
from wiki.storage import Storage, open_storage
from wiki.storage.schema import pack


@pytest.fixture
def storage(tmp_path: Path) -> Storage:
    """A file with something of everything."""
    storage = open_storage(tmp_path / "commonloom.sqlite3", create=True, kinds=KINDS)
    storage.pages.commit(
        [save("Case:A", "also AA\nlinks to Case:B, Nowhere"), save("Case:B"), save("Case:C")]
    )
    storage.pages.commit([rename("Case:B", "Case:D", 2), save("Case:B", "moved to Case:D")])
    storage.pages.commit([delete("Case:C", 3), save("Talk:Case:A", "links to Case:A")])
    storage.pages.commit([undelete("Case:C"), save("Case:E")])
    storage.pages.commit([delete("Case:E", 9)])
    return storage


def damage(storage: Storage, statement: str, *parameters: object) -> None:
    with storage.database.writing() as connection:
        connection.exec_driver_sql("DROP TRIGGER IF EXISTS revisions_stay")
        connection.exec_driver_sql("DROP TRIGGER IF EXISTS revisions_stay_as_they_are")
        connection.exec_driver_sql(statement, parameters)


def test_a_sound_file_has_no_problems(storage: Storage) -> None:
    seen: list[tuple[int, int]] = []
    assert storage.check(projected, lambda done, total: seen.append((done, total))) == []
    assert seen[-1] == (10, 10)


PROJECTIONS = [
    ("DELETE FROM titles WHERE key = 'AA'", "“Case:A”: its rows in “titles”", "links"),
    ("UPDATE titles SET rank = 1 WHERE key = 'A'", "“Case:A”: its rows in “titles”", "links"),
    ("UPDATE links SET target = 'Case:X' WHERE number = 1", "“Case:A”: its rows in “links”", "links"),
    (
        "INSERT INTO links VALUES (1, 7, 'Case:A', 'Case:X', '', '', '')",
        "“Case:A”: its rows in “links”",
        "links",
    ),
    ("DELETE FROM facets WHERE page = 2", "“Case:D”: its rows in “facets”", "links"),
    (
        "INSERT INTO codings VALUES (1, 0, 'input', 'x', 'x', 'present', '', '', '[]')",
        "“Case:A”: its rows in “codings”",
        "links",
    ),
    ("INSERT INTO findings VALUES (1, 0, 'info', '', 'odd', 0)", "“Case:A”: its rows in “findings”", "links"),
    (
        "UPDATE pages SET redirect = '', shelf = 'case' WHERE title = 'Case:B'",
        "“Case:B”: its kind, redirect",
        "links",
    ),
    ("UPDATE pages SET graph = 'x' WHERE title = 'Case:A'", "“Case:A”: its kind, redirect or graph", "links"),
    ("UPDATE revisions SET facts = x'' WHERE position = 1", "“Case:A”: its facts", "graph"),
    (
        "UPDATE documents SET body = 'else' WHERE page = 1",
        "“Case:A”: its entry in the search index",
        "search",
    ),
    ("DELETE FROM documents WHERE page = 1", "“Case:A”: its entry in the search index", "search"),
    ("INSERT INTO facets VALUES (5, 'f', 'v', 'l')", None, None),
]


@pytest.mark.parametrize(("statement", "words", "remedy"), PROJECTIONS)
def test_a_projection_that_differs_is_named_and_mended(
    storage: Storage, statement: str, words: str | None, remedy: str | None
) -> None:
    damage(storage, statement)
    found = storage.check(projected)
    if words is None:
        words, remedy = "“Talk:Case:A”: its rows in “facets”", "links"
    assert any(words in each and f"rebuild {remedy}" in each for each in found)
    assert storage.rebuild(str(remedy), projected) > 0
    assert storage.check(projected) == []


def test_rows_of_deleted_pages_are_found_and_cleared(storage: Storage) -> None:
    page = storage.pages.deleted("Case:E").page  # type: ignore[union-attr]
    damage(storage, "INSERT INTO titles VALUES ('E', 0, ?, 'title')", page)
    assert storage.check(projected) == [
        "“titles” has 1 rows of deleted pages. Run: python -m wiki rebuild links"
    ]
    storage.rebuild("links", projected)
    assert storage.check(projected) == []


TRUTH = [
    (
        "UPDATE revisions SET text = ? WHERE position = 1",
        pack(b"other"),
        "Revision 1 (“Case:A”): its text does not match",
    ),
    (
        "UPDATE revisions SET text = ? WHERE position = 1",
        b"junk",
        "Revision 1 (“Case:A”): its text cannot be unpacked",
    ),
    (
        "UPDATE revisions SET facts = ? WHERE position = 1",
        b"junk",
        "Revision 1 (“Case:A”): its facts cannot be unpacked",
    ),
    ("UPDATE revisions SET size = ? WHERE position = 5", 7, "Revision 5 (“Case:B”): its size"),
    ("UPDATE revisions SET parent = ? WHERE position = 4", 1, "Revision 4 (“Case:D”) names a wrong revision"),
    ("UPDATE pages SET title = ? WHERE title = 'Case:A'", "Case:Z", "Page 1 (“Case:Z”) does not stand"),
    ("UPDATE pages SET deleted = ? WHERE title = 'Case:A'", 1, "Page 1 (“Case:A”) does not stand"),
    ("UPDATE pages SET current = ? WHERE title = 'Case:D'", 2, "Page 2 (“Case:D”) does not stand"),
    (
        "UPDATE sqlite_sequence SET seq = ? WHERE name = 'revisions'",
        12,
        "The log ends at 10, but revision 12",
    ),
]


@pytest.mark.parametrize(("statement", "value", "words"), TRUTH)
def test_damage_to_the_truth_is_named(storage: Storage, statement: str, value: object, words: str) -> None:
    damage(storage, statement, value)
    assert any(words in each for each in storage.check())


def test_a_gap_in_the_log_is_named(storage: Storage) -> None:
    with storage.database.reading() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        connection.exec_driver_sql("DROP TRIGGER revisions_stay")
        connection.exec_driver_sql("DELETE FROM revisions WHERE position IN (6, 7)")
        connection.exec_driver_sql("INSERT INTO titles VALUES ('x', 0, 99, 'title')")
    storage.close()
    found = storage.check()
    assert any("The log has no revisions 6 to 7" in each for each in found)
    assert any("of titles refers to a row of pages" in each for each in found)
    assert any("does not stand as its newest revision says" in each for each in found)


def test_every_flipped_bit_of_a_text_is_noticed(storage: Storage) -> None:
    with storage.database.reading() as connection:
        kept = connection.exec_driver_sql("SELECT text FROM revisions WHERE position = 1").scalar_one()
    for place in range(0, len(kept) * 8, 7):
        changed = bytearray(kept)
        changed[place // 8] ^= 1 << place % 8
        if unpacked(bytes(changed)) == unpacked(kept):
            continue  # a bit zlib does not look at: the text is still right
        damage(storage, "UPDATE revisions SET text = ? WHERE position = 1", bytes(changed))
        assert any("Revision 1 " in each for each in storage.check())


def unpacked(kept: bytes) -> bytes | None:
    try:
        return zlib.decompress(kept)
    except zlib.error:
        return None


def test_a_file_damaged_beyond_reading_is_said(storage: Storage) -> None:
    storage.pages.commit([save(f"Practice:{n}", f"text {n} " * 300) for n in range(100)])
    storage.close()
    content = bytearray(storage.path.read_bytes())
    content[20_000:] = os.urandom(len(content) - 20_000)
    storage.path.write_bytes(content)
    found = storage.check(projected)
    assert any("is damaged" in each and "backup" in each for each in found)


# -- rebuilding under new rules


def changed_rules(title: str, text: str) -> Projected:
    """Another version's projection: other facts, links, facets, redirects and graphs."""
    before = projected(title, text)
    return projected(
        title,
        text,
        graph=before.graph + "/v2",
        facts=before.facts.replace(b"text", b"content"),
        links=(*before.links, LinkRow("Case:D", "new")),
        facets=(*before.facets, FacetRow("colour", "grey", "grey")),
        aliases=(),
        redirect="",
    )


def test_all_is_rebuilt_under_new_rules(storage: Storage) -> None:
    assert len(storage.check(changed_rules)) > 10
    seen: list[tuple[int, int]] = []
    assert storage.rebuild("all", changed_rules, lambda done, total: seen.append((done, total))) == 5 + 5 + 10
    assert seen[-1] == (10, 10)
    assert storage.check(changed_rules) == []
    assert [link.key for link in storage.pages.links_to("Case:D")] == ["new"] * 5
    assert not storage.pages.resolve(["AA"])["AA"].exists


def test_facts_of_earlier_revisions_follow_new_rules_too(storage: Storage) -> None:
    storage.rebuild("graph", changed_rules)
    changes = storage.pages.changes(0)
    assert changes[0].facts == changed_rules("Case:A", "also AA\nlinks to Case:B, Nowhere").facts
    assert changes[3].graphs == (changed_rules("Case:D", "").graph, changed_rules("Case:B", "").graph)
    assert changes[5].facts == b""
    assert changes[5].graphs == (changed_rules("Case:C", "").graph,)


def test_rebuilding_with_the_same_rules_changes_nothing(storage: Storage) -> None:
    def dumped() -> list[str]:
        with storage.database.reading() as connection:
            raw = connection.connection.driver_connection
            return [line for line in raw.iterdump() if not line.startswith('INSERT INTO "search')]  # type: ignore[union-attr]

    before = dumped()
    storage.rebuild("links", projected)
    storage.rebuild("graph", projected)
    assert dumped() == before
