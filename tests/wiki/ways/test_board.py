"""Pages side by side, as a result."""

from __future__ import annotations

import hashlib
import json

from tests.fakes.wiki import memory_wiki, written
from wiki.parameters import Parameters
from wiki.ways.board import BOARD, COLUMNS


def result(query):
    wiki = memory_wiki()
    written(wiki, "Case:Loom", "---\nkind: case\nprocess: participatory process\noutput: unknown\n---\n")
    written(wiki, "Case:Weft", "---\nkind: case\nprocess: absent\n---\n")
    return BOARD.result(wiki, Parameters.read(query))


def test_a_row_a_variable_and_a_column_a_page():
    found = result("case=Loom&case=Weft&variable=process&variable=output")
    assert found.columns == (*COLUMNS, "Case:Loom", "Case:Weft")
    assert [(row[0], *row[-2:]) for row in found.rows] == [
        ("process", "participatory process", "[absent]"),
        ("output", "[unknown]", ""),
    ]


def test_the_result_says_what_it_shows_and_is_plain_data():
    found = result("case=Loom&case=Weft&variable=process&variable=output")
    assert found.sentences[0] == "2 cases side by side, known to differ in 1 of 2 variables."
    assert found.sentences[1] == "What tells them apart most: Process."
    assert json.loads(json.dumps(found.document))["pages"][0] == {
        "title": "Case:Loom",
        "url": "/wiki/Case:Loom",
    }


def test_the_csv_has_the_rows_and_the_hash_is_that_of_its_bytes():
    found = result("case=Loom&case=Weft&variable=process&variable=output")
    assert found.csv().splitlines()[1].endswith("participatory process,[absent]")
    assert found.digest() == hashlib.sha256(found.csv().encode()).hexdigest()


def test_only_some_rows():
    found = result("case=Loom&case=Weft&variable=process&variable=output&only=unknowns")
    assert [row[0] for row in found.rows] == ["output"]
