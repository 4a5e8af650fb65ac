"""The matrix as a result."""

from __future__ import annotations

import csv
import io
import json

import pytest

from tests.fakes.wiki import memory_wiki, written
from wiki.choices import choose_by
from wiki.errors import BadInputError
from wiki.parameters import Parameters
from wiki.ways.matrix import MATRIX, qca_file

CASES = {
    "Loom": "process: participatory process\noutput: commons output\nstage: growing\ninput: open input",
    "Weft": "process: participatory process\noutput: commons output\nstage: parity\ninput: open input",
    "Warp": "process: absent\noutput: unknown\nstage: growing",
    "Bare": "",
}
ASKED = "&".join(f"case={name}" for name in CASES) + "".join(
    f"&variable={key}" for key in ("process", "output", "stage", "input")
)


@pytest.fixture
def wiki():
    wiki = memory_wiki()
    for name, said in CASES.items():
        written(wiki, f"Case:{name}", f"---\nkind: case\n{said}\n---\n")
    return wiki


def result(wiki, more=""):
    return MATRIX.result(wiki, Parameters.read(ASKED + more))


def order(found):
    return [row[0].removeprefix("Case:") for row in found.rows]


def test_a_row_a_case_most_known_first(wiki):
    found = result(wiki)
    assert order(found) == ["Loom", "Weft", "Warp", "Bare"]
    assert found.columns[0] == "case"
    assert set(found.columns[1:]) == {"process", "output", "stage", "input"}
    warp = dict(zip(found.columns, found.rows[2], strict=True))
    assert (warp["process"], warp["output"], warp["input"]) == ("[absent]", "[unknown]", "")


def test_the_cases_most_like_a_pinned_one_come_first_with_how_much(wiki):
    found = result(wiki, "&pin=Weft")
    assert order(found)[:2] == ["Weft", "Loom"]
    weft, loom, *_ = (dict(zip(found.columns, row, strict=True)) for row in found.rows)
    assert (weft["likeness"], weft["compared"]) == (1.0, None)
    assert 0 < loom["likeness"] < 1
    assert loom["compared"] == 4
    assert order(found)[-1] == "Bare"
    assert "Case:Weft and Case:Loom are" in found.sentences[-1]


def test_orders(wiki):
    assert order(result(wiki, "&sort=title")) == ["Bare", "Loom", "Warp", "Weft"]
    assert order(result(wiki, "&pin=Weft&sort=known")) == ["Loom", "Weft", "Warp", "Bare"]


@pytest.mark.parametrize(
    ("more", "words"),
    [("&sort=colour", "no order"), ("&sort=likeness", "pin=TITLE"), ("&pin=Nobody", "none of the chosen")],
)
def test_what_makes_no_sense_is_said(wiki, more, words):
    with pytest.raises(BadInputError, match=words):
        result(wiki, more)


def test_what_is_known_is_counted_by_column(wiki):
    document = json.loads(json.dumps(result(wiki).document))
    by_key = {each["variable"]: each for each in document["variables"]}
    assert by_key["process"]["known"] == 3
    assert by_key["output"]["states"] == {
        "contested": 0, "present": 2, "absent": 0, "not applicable": 0, "unknown": 1, "not coded": 1,
    }  # fmt: skip
    assert result(wiki).sentences[0] == "4 cases × 4 variables; 62 % of the cells are known."


def test_r_gets_ones_and_noughts_and_nothing_where_nothing_is_known(wiki):
    parameters = Parameters.read(ASKED)
    made = qca_file(wiki, choose_by(wiki, parameters, MATRIX.own), parameters)
    rows = list(csv.reader(io.StringIO(made.content.decode())))
    table = {row[0]: dict(zip(rows[0][1:], row[1:], strict=True)) for row in rows[1:]}
    (process,) = (name for name in rows[0] if name.startswith("PROCESS") and "PARTICIPATORY" in name)
    assert [table[f"Case:{name}"][process] for name in CASES] == ["1", "1", "0", ""]
    (output,) = (name for name in rows[0] if name.startswith("OUTPUT"))
    assert [table[f"Case:{name}"][output] for name in CASES] == ["1", "1", "", ""]
