import csv
import json
import re

from hypothesis import given
from hypothesis import strategies as st

from patterns.comparison.qca.analysis import Settings, analyse
from patterns.comparison.qca.exports import RESERVED, as_dict, fsqca_csv, r_script, short_names
from patterns.comparison.qca.sets import Condition, Sets
from patterns.comparison.qca.truthtable import CutOffs
from tests.patterns.comparison.qca.made import IRRIGATION, sets_from

ODD = Sets(
    ('Case:"Quoted"', "Case:Two\nlines", "c"),
    (
        Condition("licence: open", (1, 0, None)),
        Condition("if", (0.25, 1, 0)),
        Condition("if!", (1, 0, 2), levels=3),
    ),
    Condition("~lasts", (1, 0, 1)),
)


def test_everything_as_plain_data():
    data = as_dict(analyse(IRRIGATION, Settings(expectations={"A": [1], "R": [1]})))
    assert json.loads(json.dumps(data)) == data
    assert data["parsimonious"]["count"] == 5
    assert data["parsimonious"]["core"] == ["R*F"]
    assert data["rows"][3]["cases"] == ["1", "2"]
    term = data["parsimonious"]["models"][0]["terms"][0]
    assert {"term", "inclusion", "pri", "coverage", "unique", "lowest", "highest", "cases"} == set(term)
    assert len(data["intermediate"]) == 5
    assert data["look_for"][0].startswith("A case with A absent, R absent")
    assert data["worth_coding"] == []
    assert "ambiguous" in {each["kind"] for each in data["cautions"]}


def test_what_is_unknown_as_plain_data():
    data = as_dict(analyse(ODD))
    assert json.loads(json.dumps(data)) == data
    assert data["optimistic"] is not None
    assert data["worth_coding"] == ["Code licence: open of c: it could add a difference to 1 pair of cases."]


def test_no_more_models_are_written_than_asked_for():
    data = as_dict(analyse(IRRIGATION), models=2)
    assert (len(data["parsimonious"]["models"]), data["parsimonious"]["count"]) == (2, 5)


def test_reserved_words_and_names_of_signs_alone_become_names():
    odd = sets_from("NA 3x ** Inf nan Y\na 1 1 0 1 0 1")
    assert short_names(odd) == {"NA": "XNA", "3x": "X3X", "**": "X", "Inf": "XINF", "nan": "XNAN", "Y": "Y"}


@given(st.lists(st.text(min_size=1, max_size=40), min_size=2, max_size=6, unique=True))
def test_every_name_is_one_that_r_takes_and_none_is_there_twice(names):
    columns = [Condition(each, (0,)) for each in names]
    found = short_names(Sets(("a",), tuple(columns[:-1]), columns[-1]))
    assert len(set(found.values())) == len(found) == len(names)
    assert all(re.fullmatch("[A-Z][A-Z0-9]*", each) and each not in RESERVED for each in found.values())


def test_the_script_says_where_the_package_is_known_to_come_to_something_else():
    gap = sets_from("A B Y\na 0 1 1\nb 2 0 0", levels={"A": 3})
    script = r_script(analyse(gap, Settings(CutOffs(2, 0.8, 0.5))))
    assert "# No case shows A = 1. The package does not know" in script
    assert "one for exclusion the package" in script
    assert "# No case" not in r_script(analyse(IRRIGATION))
    assert "exclusion" not in r_script(analyse(IRRIGATION))


def test_what_the_package_refuses_ends_no_script():
    script = r_script(analyse(IRRIGATION, Settings(expectations={"A": [1]})))
    assert script.count("try(minimize(table,") == script.count("minimize(") == 3


def test_who_is_halfway_is_left_out_for_r():
    script = r_script(analyse(sets_from("A Y\na 0.5 1\nb 1 1\nc 0 0")))
    assert "  A = c(1, 0)," in script
    assert "exactly .5: a" in script


def test_names_that_r_and_fsqca_take():
    assert short_names(ODD) == {"licence: open": "LICENCEOPEN", "if": "IF", "if!": "IF2", "~lasts": "LASTS"}


def test_the_table_for_fsqca():
    rows = list(csv.reader(fsqca_csv(ODD).splitlines(keepends=True)))
    assert rows[0] == ["case", "LICENCEOPEN", "IF", "IF2", "LASTS"]
    assert rows[1] == ['Case:"Quoted"', "1", "0.25", "1", "0"]
    assert rows[3] == ["c", "", "0", "2", "0"]


def test_the_script_for_r():
    script = r_script(
        analyse(IRRIGATION.negated(), Settings(CutOffs(2, 0.9, 0.4, 0.5), {"A": [0], "R": [0, 1]}))
    )
    assert "  A = c(0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 1, 1, 1, 1)," in script
    assert 'outcome = "~W", conditions = "A, R, F, L, C"' in script
    assert "incl.cut = c(0.9, 0.4), n.cut = 2, pri.cut = 0.5" in script
    assert 'dir.exp = "0, 0;1, -, -, -"' in script
    assert (
        "  W = c(1, 0, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 1, 1, 1)," in script
    )  # the outcome itself, negated by the call


def test_the_script_for_r_keeps_to_its_lines_whatever_cases_are_called():
    script = r_script(analyse(ODD))
    assert '  row.names = c("Case:\\"Quoted\\"", "Case:Two lines")' in script
    assert "# Left out, for something is unknown of them or exactly .5: c" in script
    assert "# LICENCEOPEN = licence: open" in script
    assert "dir.exp" not in script


def test_cases_without_a_place_are_written_too():
    assert fsqca_csv(sets_from("A Y\na ? 1")) == "case,A,Y\na,,1\n"
