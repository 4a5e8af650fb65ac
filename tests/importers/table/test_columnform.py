"""A mapping read as a form and written back."""

from dataclasses import replace

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from importers.table.columnform import (
    IGNORED,
    KEPT,
    NEW,
    OWN,
    TITLE,
    ColumnChoice,
    TableChoice,
    mapping_text,
    read_choices,
    with_choices,
)
from importers.table.mapping import read_mapping

NAMES = ("name", "town", "since", "rule", "has_a", "has_b", "partners", "story", "id", "rest", "quote")
WRITTEN = yaml.safe_load("""
match: gardens.csv
kind: case
key: name
title: "{name}"
columns:
  town: place
  since: {key: started, years: astronomical}
  rule: {key: decision_making, values: {vote: formal democratic rules, "?": unknown, "1": true}}
  rule quote: {of: decision_making, key: quote}
  partners: {key: uses, separator: ",", refers: "partners.xlsx: id"}
  story: "section:Description"
  has_*: {variable: {name: "Garden has {*}", question: "Does it have {*}?", scale: yes or no}}
  id: ""
  quote: {variable: {name: Quote, tags: [x]}, decimal: ","}
""")


def read(written=WRITTEN, names=NAMES):
    (rule,) = read_mapping("m", {"format": "table", "tables": [written]}).tables
    return read_choices(written, rule, names)


def chosen(choice: TableChoice, **columns: dict) -> TableChoice:
    return replace(
        choice, columns=tuple(replace(each, **columns.get(each.column, {})) for each in choice.columns)
    )


def test_each_column_is_said_in_the_words_of_the_form():
    said = {each.column: each for each in read().columns}
    assert {name: each.what for name, each in said.items()} == {
        "name": TITLE,
        "town": "field:place",
        "since": "field:started",
        "rule": "field:decision_making",
        "has_*": KEPT,
        "partners": KEPT,
        "story": "section:Description",
        "id": IGNORED,
        "rest": OWN,
        "quote": NEW,
    }
    assert said["has_*"].covers == 2
    assert said["since"].years == "astronomical"
    assert said["rule"].values == {"vote": "formal democratic rules", "?": "unknown", "1": "true"}
    assert "found in another table (partners.xlsx: id)" in said["partners"].why
    assert (said["quote"].name, said["quote"].decimal) == ("Quote", ",")


def test_nothing_chosen_changes_nothing():
    assert with_choices(WRITTEN, read(), read()) == WRITTEN


def test_what_is_chosen_is_written_and_the_rest_stays():
    made = with_choices(
        WRITTEN,
        read(),
        chosen(
            read(),
            town={"what": IGNORED},
            rest={"what": NEW, "name": "Rest", "scale": "nominal"},
            id={"what": OWN, "separator": ";"},
            rule={"values": {"?": "not applicable", "1": "false"}},
            partners={"what": "field:uses"},
            quote={"question": "What?"},
        ),
    )
    assert made["columns"] == {
        **WRITTEN["columns"],
        "town": "",
        "rest": {"variable": {"name": "Rest", "question": "Rest?", "scale": "nominal"}},
        "id": {"key": "id", "separator": ";"},
        "rule": {"key": "decision_making", "values": {"?": "not applicable", "1": False}},
        "partners": "uses",
        "quote": {"variable": {"name": "Quote", "tags": ["x"], "question": "What?"}, "decimal": ","},
    }
    assert read_mapping("m", {"format": "table", "tables": [made]})


def test_a_mapping_written_as_text_says_the_same():
    columns = {"a": None, "b": {"key": "x", "values": {"n": None, "y": 1.5}}}
    said = {**WRITTEN, "columns": columns, "header": [1, 2]}
    assert yaml.safe_load(mapping_text(said)) == {
        **said,
        "columns": {"a": "", "b": {"key": "x", "values": {"n": "not coded", "y": 1.5}}},
    }


def test_another_key_takes_its_title_with_it():
    was = read()
    made = with_choices(WRITTEN, was, TableChoice("institution", ("town",), was.title, was.columns))
    assert (made["kind"], made["key"], "title" in made) == ("institution", "town", False)


choices = st.builds(
    ColumnChoice,
    st.sampled_from(["town", "rest"]),
    st.sampled_from([OWN, IGNORED, "field:place", "section:Context", NEW]),
    separator=st.sampled_from(["", ";"]),
    dates=st.sampled_from(["", "day first"]),
    years=st.sampled_from(["", "astronomical"]),
    decimal=st.sampled_from(["", ","]),
    name=st.text(min_size=1, max_size=20).map(str.strip).filter(bool),
    question=st.text(min_size=1, max_size=20).map(str.strip).filter(bool),
    scale=st.sampled_from(["", "nominal"]),
    values=st.dictionaries(
        st.text(max_size=8), st.sampled_from(["unknown", "not coded", "true", "false", "a word"])
    ),
)


@given(choices)
def test_what_was_chosen_is_read_again_from_the_text_it_gives(choice):
    was = read(names=("name", choice.column))
    made = with_choices(WRITTEN, was, TableChoice("case", ("name",), "", (was.columns[0], choice)))
    again = yaml.safe_load(mapping_text(made))
    (found,) = [each for each in read(again, ("name", choice.column)).columns if each.column == choice.column]
    assert found.what == choice.what
    if choice.what != IGNORED:
        assert (found.separator, found.dates, found.years, found.decimal) == (
            choice.separator,
            choice.dates,
            choice.years,
            choice.decimal,
        )
        assert found.values == choice.values
    if choice.what == NEW:
        assert (found.name, found.question, found.scale) == (choice.name, choice.question, choice.scale)


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        ({"key": "a", "of": "b"}, "something of the codings of b"),
        ({"key": "a", "values": {"x": ["y", "z"]}}, "several values"),
        ({"key": "a", "values": ["x"]}, "several values"),
        ({"key": "a", "later": 1}, "no place in this form"),
    ],
)
def test_what_has_no_place_in_the_form_is_said(rule, why):
    (rules,) = read_mapping("m", {"format": "table", "tables": [WRITTEN]}).tables
    written = {**WRITTEN, "columns": {**WRITTEN["columns"], "town": rule}}
    said = {each.column: each for each in read_choices(written, rules, NAMES).columns}
    assert said["town"].what == KEPT
    assert why in said["town"].why
