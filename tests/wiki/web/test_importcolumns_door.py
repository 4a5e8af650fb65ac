"""The columns of a table that was sent, chosen one by one in the browser."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from tests.fakes.visitor import Visitor
from tests.fakes.wiki import memory_wiki
from tests.wiki.web.test_imports_door import press, send
from wiki.assembly import Wiki
from wiki.runs import State
from wiki.uploads import Uploads

TABLE = (
    "name,town,rule,begun,open,notes\n"
    "Ash,Bari,vote,-500,yes,\n"
    "Birch,Bari,vote,12,no,A word\n"
    "Cedar,Turin,?,1990,yes,<b>\n"
)
COLUMNS = "/import/1/columns"


@pytest.fixture
def wiki(tmp_path: Path) -> Wiki:
    return replace(memory_wiki(), uploads=Uploads(tmp_path / "uploads", tmp_path / "run" / "bell", 1))


@pytest.fixture
def ana(wiki: Wiki) -> Visitor:
    visitor = Visitor(wiki, "ana")
    send(visitor, "gardens.csv", TABLE.encode())
    press(visitor, "preview", format="table")
    return visitor


def mapping(wiki: Wiki) -> dict:
    return yaml.safe_load(wiki.runs.get(1).chosen.mapping)["tables"][0]


def number_of(visitor: Visitor, column: str) -> int:
    text = visitor.text(COLUMNS)
    return int(text.partition(f'" value="{column}">')[0].rpartition('name="c')[2])


def fill(visitor: Visitor, column: str, do: str = "save", show: str = "", **said: str):
    number = number_of(visitor, column)
    fields = {f"c{number}": column, **{f"c{number}-{key}": value for key, value in said.items()}}
    return visitor.post(COLUMNS, **({"show": str(number)} if show else {"do": do}), **fields)


def test_a_table_is_shown_column_by_column_with_what_stands_in_it(ana):
    assert 'name="do" value="columns">Correct it column by column' in ana.text("/import/1")
    text = ana.text(COLUMNS)
    assert '<option value="case" selected>Case</option>' in text
    assert '<option value="name" selected>name</option>' in text
    assert "<q>Bari</q>, <q>Turin</q>" in text
    assert "none empty of 3 rows" in text.replace("\n", " ") or "none empty" in text
    assert "empty in 1" in text
    assert "&lt;b&gt;" in text


def test_what_is_chosen_is_in_the_mapping_and_shows_in_the_preview(ana, wiki):
    before = mapping(wiki)
    assert fill(ana, "begun", what="field:started").status_code == 303
    fill(ana, "town", what="field:place")
    fill(ana, "notes", what="section:Description")
    assert mapping(wiki)["columns"] == {
        **before["columns"],
        "begun": "started",
        "town": "place",
        "notes": "section:Description",
    }
    answer = fill(ana, "town", do="preview", what="ignored")
    assert answer.headers["Location"] == "/import/1"
    assert wiki.runs.get(1).state is State.WAITING
    press(ana, "preview", format="table", mapping=wiki.runs.get(1).chosen.mapping)
    assert "500 BCE" in ana.text("/import/1")
    problems = [line.words for line in wiki.runs.lines(1, ("problem",))]
    assert any("12" in each and "is not a year" in each for each in problems)


def test_nothing_chosen_leaves_the_text_as_it_is_remarks_and_all(ana, wiki):
    before = wiki.runs.get(1).chosen.mapping
    assert "#" in before
    assert ana.post(COLUMNS, do="save").status_code == 303
    assert wiki.runs.get(1).chosen.mapping == before


def test_a_new_variable_gets_its_name_question_and_scale(ana, wiki):
    fill(ana, "rule", what="new variable")
    assert "Name of the variable" in ana.text(COLUMNS)
    fill(ana, "rule", what="new variable", name="House rule", question="Which?", scale="nominal")
    assert mapping(wiki)["columns"]["rule"]["variable"] == {
        "name": "House rule",
        "question": "Which?",
        "scale": "nominal",
        **{k: v for k, v in mapping(wiki)["columns"]["rule"]["variable"].items() if k == "options"},
    }


def test_texts_of_a_column_are_given_meanings(ana, wiki):
    fill(ana, "rule", what="field:decision_making")
    answer = fill(ana, "rule", show="yes")
    number = number_of(ana, "rule")
    assert answer.headers["Location"] == f"{COLUMNS}?table=0&start=0&show={number}#c{number}"
    text = ana.text(answer.headers["Location"].partition("#")[0])
    assert 'name="t0" value="vote"' in text
    assert '<option value="formal democratic rules">' in text
    fields = {f"c{number}": "rule", "shown": str(number)}
    ana.post(COLUMNS, do="save", t0="vote", v0="formal democratic rules", t1="?", v1="unknown", **fields)
    assert mapping(wiki)["columns"]["rule"]["values"] == {"vote": "formal democratic rules", "?": "unknown"}
    assert "2 texts have a meaning" in ana.text(COLUMNS)
    ana.post(COLUMNS, do="save", t0="vote", v0="", t1="?", v1="unknown", **fields)
    assert mapping(wiki)["columns"]["rule"]["values"] == {"?": "unknown"}


def test_kind_and_key_are_chosen_above(ana, wiki):
    ana.post(COLUMNS, do="save", kind="institution", key="town")
    assert (mapping(wiki)["kind"], mapping(wiki)["key"]) == ("institution", "town")


def test_what_the_form_cannot_say_stays_and_is_said(ana, wiki):
    text = wiki.runs.get(1).chosen.mapping.replace("town: place", "town: {key: place, refers: 'x.csv: id'}")
    ana.post("/import/1", do="columns", format="table", mapping=text)
    assert (
        "Its values are found in another table (x.csv: id)." in ana.text(COLUMNS) or "town: place" not in text
    )
    fill(ana, "begun", what="ignored")
    assert mapping(wiki)["columns"]["begun"] == ""


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"kind": "nonsense"}, "There is no such kind of page"),
        ({"key": "nonsense"}, "The table has no column"),
    ],
)
def test_nonsense_is_answered_with_a_sentence(ana, wiki, fields, words):
    before = wiki.runs.get(1).chosen
    answer = ana.post(COLUMNS, do="save", **fields)
    assert answer.status_code == 422
    assert words in answer.text
    assert wiki.runs.get(1).chosen == before
    assert fill(ana, "town", what="nonsense").status_code == 422
    assert ana.get(f"{COLUMNS}?table=7").status_code == 422


def test_a_run_without_a_mapping_or_that_is_done_changes_nothing(ana, wiki):
    chosen = wiki.runs.get(1).chosen
    wiki.runs.change(1, set(State), chosen=replace(chosen, mapping="tables: ["))
    assert "mend it as text first" in ana.get(COLUMNS).text
    wiki.runs.change(1, set(State), chosen=replace(chosen, mapping=""))
    assert "no mapping of columns yet" in ana.get(COLUMNS).text
    wiki.runs.change(1, set(State), chosen=chosen, state=State.DONE, preview=False)
    assert "under way or done" in ana.text(COLUMNS)
    assert fill(ana, "town", what="ignored").status_code == 422


def test_who_may_not_import_sees_nothing(ana, wiki):
    for answer in (Visitor(wiki).get(COLUMNS), Visitor(wiki, "reader", "reader").post(COLUMNS, do="save")):
        assert answer.status_code == 403
