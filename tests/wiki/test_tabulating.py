"""Pages of a kind as one table."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.wiki.test_publishing import fill, quiet
from wiki.errors import BadInputError
from wiki.tabulating import STANDARD_OUTPUT, write_table

TEXTS = {
    "Variable:Funding": "---\nkind: variable\nquestion: Who pays?\noptions: [gifts, fees]\n---\n",
    "Case:B": "---\nkind: case\nfunding: gifts\nprocess: unknown\nshoes: 3\n---\n",
    "Case:=A": "---\nkind: case\nfunding:\n  - {value: fees, coder: ana}\n  - {value: gifts, coder: ben}\n---\n",
    "Case:Old": "---\nkind: case\nredirect: Case:B\n---\n",
    "Institution:C": "---\nkind: institution\nfounded: 1999\n---\n",
}


@pytest.fixture
def filled(wiki):
    fill(wiki, TEXTS)
    return wiki


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t" if path.suffix == ".tsv" else ","))


def test_a_row_a_page_by_title_without_redirects(filled, tmp_path):
    done = write_table(filled, tmp_path / "new" / "cases.csv", "case", quiet)
    first, second = rows(tmp_path / "new" / "cases.csv")
    assert (first["title"], first["funding"]) == ("Case:=A", "fees [present, ana] | gifts [present, ben]")
    assert (second["title"], second["funding"], second["process"], second["input"]) == (
        "Case:B",
        "gifts",
        "[unknown]",
        "",
    )
    assert (done.kind, done.pages, done.rows, done.further_keys) == ("case", 2, 2, {"shoes": 1})
    assert list(first) == list(done.columns)


def test_a_row_a_coding(filled, tmp_path):
    done = write_table(filled, tmp_path / "codings.tsv", "case", quiet, long=True)
    found = [
        (each["title"], each["field"], each["value"], each["status"], each["coder"])
        for each in rows(tmp_path / "codings.tsv")
    ]
    assert found == [
        ("Case:=A", "funding", "fees", "present", "ana"),
        ("Case:=A", "funding", "gifts", "present", "ben"),
        ("Case:B", "funding", "gifts", "present", ""),
        ("Case:B", "process", "", "unknown", ""),
    ]
    assert (done.pages, done.rows) == (2, 4)


def test_another_kind_and_a_kind_without_pages(filled, tmp_path):
    write_table(filled, tmp_path / "x.csv", "institution", quiet)
    assert [each["founded"] for each in rows(tmp_path / "x.csv")] == ["1999"]
    write_table(filled, tmp_path / "y.csv", "pattern", quiet)
    assert rows(tmp_path / "y.csv") == []


def test_the_same_pages_give_the_same_bytes_and_replace_what_was_there(filled, tmp_path):
    dest = tmp_path / "cases.csv"
    write_table(filled, dest, "case", quiet)
    before = dest.read_bytes()
    dest.write_text("old")
    write_table(filled, dest, "case", quiet)
    assert dest.read_bytes() == before
    assert [
        each.name for each in tmp_path.iterdir() if each.suffix != ".sqlite3" and "sqlite" not in each.name
    ] == ["cases.csv"]


def test_standard_output_gets_the_same_bytes(filled, tmp_path, capfdbinary):
    write_table(filled, tmp_path / "cases.csv", "case", quiet)
    write_table(filled, STANDARD_OUTPUT, "case", quiet)
    assert capfdbinary.readouterr().out == (tmp_path / "cases.csv").read_bytes()


@pytest.mark.parametrize(
    ("name", "kind", "sentence"),
    [("cases.xlsx", "case", "Use .csv or .tsv"), ("cases.csv", "cases", "There is no kind “cases”")],
)
def test_what_cannot_be_written_is_said(filled, tmp_path, name, kind, sentence):
    with pytest.raises(BadInputError, match=sentence):
        write_table(filled, tmp_path / name, kind, quiet)
    assert not (tmp_path / name).exists()
