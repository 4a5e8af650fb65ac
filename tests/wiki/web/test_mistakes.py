"""What cannot be followed in the address of a comparison, at every door: a sentence, and for people their form again."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qsl, quote

import pytest

from tests.fakes.visitor import Visitor
from tests.fakes.wiki import memory_wiki, written
from wiki.comparisons import result_as, way_named
from wiki.errors import BadInputError
from wiki.parameters import Parameters
from wiki.ways import WAYS
from wiki.web.mistakes import WORDS

CASES = {
    "Loom": "process: participatory process\nstage: growing\ncontributors: 900\nstarted: 1999",
    "Weft": "process: participatory process\nstage: dominant\ncontributors: 300\nstarted: 2004",
    "Warp": "process: closed process\nstage: declining\ncontributors: 20\nstarted: 1987",
    "Woof": "process: closed process\nstage: ended\ncontributors: 5\nstarted: 1950",
}
CHOSEN = "&".join(f"case={name}" for name in CASES)
TABLE = f"{CHOSEN}&outcome=stage&in=stage:growing&condition=process&condition=contributors"
"""A question that can be answered."""

WRONG = [
    ("side by side", CHOSEN, "only", "colours", "no choice of rows"),
    ("matrix", CHOSEN, "sort", "upwards", "no order of rows"),
    ("matrix", CHOSEN, "sort", "likeness", "needs a case to be like"),
    ("matrix", CHOSEN, "pin", "Nobody", "none of the chosen pages"),
    ("likeness", CHOSEN, "pin", "Nobody", "none of the chosen pages"),
    ("likeness", CHOSEN, "outcome", "colour", "has no variable"),
    ("likeness", CHOSEN, "weight", "process:much", "a weight is a number"),
    ("likeness", CHOSEN, "weight", "process:-1", "a weight is a number"),
    ("likeness", CHOSEN, "weight", "colour:2", "none of the variables compared"),
    ("shared features", CHOSEN, "support", "many", "not a number of cases"),
    ("shared features", CHOSEN, "support", "-1", "not a number of cases"),
    ("shared features", CHOSEN, "top", "1e9", "not a number of cards"),
    ("shared features", CHOSEN, "confidence", "20", "a share in percent"),
    ("shared features", CHOSEN, "deals", "-3", "not a number of deals"),
    ("shared features", CHOSEN, "reading", "tea leaves", "write one of as coded, certain"),
    ("shared features", CHOSEN, "absence", "perhaps", "write one of as scaled, yes, no"),
    ("shared features", CHOSEN, "target", "process=knitted", "no feature of these cases"),
    ("shared features", CHOSEN, "yes", "no sign", "cannot be read"),
    ("shared features", CHOSEN, "scale", "started:rainbow", "cannot be read"),
    ("shared features", CHOSEN, "scale", "started:interval:late", "is no cut"),
    ("shared features", CHOSEN, "scale", "stage:ordinal:ended|asleep", "no option of"),
    ("truth table", TABLE, "n.cut", "two", "is no cut-off: write a number from 1 to 1,000, as in n.cut=2"),
    ("truth table", TABLE, "n.cut", "1.5", "whole numbers"),
    ("truth table", TABLE, "n.cut", "0", "is no cut-off"),
    ("truth table", TABLE, "incl.cut", "0,8", "from 0 to 1, as in incl.cut=0.8"),
    ("truth table", TABLE, "incl.cut", "nan", "is no cut-off"),
    ("truth table", TABLE, "incl.cut", "80", "from 0 to 1"),
    ("truth table", TABLE, "excl.cut", "2", "is no cut-off"),
    ("truth table", f"{TABLE}&incl.cut=0.7", "excl.cut", "0.8", "is above incl.cut=0.7"),
    ("truth table", TABLE, "pri.cut", "-1", "is no cut-off"),
    ("truth table", TABLE, "cut", "contributors:many", "write numbers with commas"),
    ("truth table", TABLE, "cut", "contributors:9,3", "must follow each other"),
    ("truth table", TABLE, "cut", "contributors:inf", "must be numbers"),
    ("truth table", TABLE, "cut", "contributors", "write the key of a variable, a colon"),
    ("truth table", TABLE, "cut", "colour:3", "there is no variable “colour”"),
    ("truth table", TABLE, "anchors", "contributors:1,2", "give three numbers"),
    ("truth table", TABLE, "anchors", "contributors:1,5,3", "must follow each other"),
    ("truth table", TABLE, "in", "process:knitted", "has no such value"),
    ("truth table", TABLE, "each", "colour", "there is no variable “colour”"),
    ("truth table", TABLE, "na", "process:ignored", "Write one of: out, excluded, value"),
    ("truth table", TABLE, "na", "contributors:value", "write out or excluded"),
    ("truth table", TABLE, "expect", "stage:present", "none of the conditions"),
    ("truth table", TABLE, "expect", "process:sideways", "write KEY:VALUE"),
    ("truth table", TABLE, "mode", "gloomy", "write one of sound, optimistic"),
    ("truth table", TABLE, "tests", "none", "write one of few, all"),
    ("truth table", TABLE, "negate", "maybe", "write one of no, yes"),
    ("truth table", TABLE, "condition", "colour", "has no variable"),
    ("truth table", CHOSEN, "outcome", "colour", "has no variable"),
    ("values", CHOSEN, "value", "speed", "none of the values"),
    ("values", CHOSEN, "weight", "freedom:much", "a weight is a number"),
    ("values", CHOSEN, "reading", "tea leaves", "write one of"),
    *((way, CHOSEN, "kind", "dream", "There is no kind “dream”") for way in WAYS),
    *((way, CHOSEN, "asof", "yesterday", "not a date or a time") for way in WAYS),
]


@pytest.fixture(scope="module")
def visitor():
    wiki = memory_wiki()
    for name, said in CASES.items():
        written(wiki, f"Case:{name}", f"---\nkind: case\n{said}\n---\n")
    return Visitor(wiki)


@pytest.mark.parametrize(("way", "chosen", "name", "value", "words"), WRONG)
def test_people_see_their_form_again_with_the_sentence_and_all_they_asked(
    visitor, way, chosen, name, value, words
):
    answer = visitor.get(f"{WAYS[way].path}?{chosen}&{name}={quote(value)}")
    assert answer.status_code == 400
    text = unescape(answer.text)
    assert words in text
    assert "Traceback" not in text
    kept = dict.fromkeys(re.findall(r'name="([a-z]+)" value="([^"]*)"', text))
    assert {("case", title) for title in CASES} <= kept.keys() or {
        ("case", f"Case:{title}") for title in CASES
    } <= kept.keys()
    for pair in parse_qsl(chosen):
        if pair[0] in {"condition", "in"} and pair[0] != name:
            assert pair in kept, pair


@pytest.mark.parametrize(("way", "chosen", "name", "value", "words"), WRONG)
def test_programs_get_one_plain_sentence(visitor, way, chosen, name, value, words):
    for form in ("json", "csv", "tsv"):
        answer = visitor.get(f"{WAYS[way].path}?{chosen}&{name}={quote(value)}&format={form}")
        assert answer.status_code == 400
        assert answer.mimetype == "text/plain"
        assert words in answer.text
        assert answer.text.count("\n") == 1


@pytest.mark.parametrize(("way", "chosen", "name", "value", "words"), WRONG)
def test_the_command_line_says_the_same(visitor, way, chosen, name, value, words):
    with pytest.raises(BadInputError) as caught:
        result_as(visitor.wiki, way_named(way), Parameters.read(f"{chosen}&{name}={quote(value)}"), "csv")
    assert words in str(caught.value)
    assert caught.value.parameter == name


FIELDS = [
    (f"{TABLE}&n.cut=two", "n-cut", "two"),
    (f"{TABLE}&pri.cut=-1", "pri-cut", "-1"),
    (f"{TABLE}&cut=contributors:9,3", "cut-contributors", "9,3"),
    (f"{TABLE}&anchors=contributors:1,2", "anchors-contributors", "1,2"),
]


@pytest.mark.parametrize(("asked", "at", "value"), FIELDS)
def test_a_number_of_the_truth_table_is_mended_where_it_was_written(visitor, asked, at, value):
    text = visitor.text(f"/compare/truth-table?{asked}&incl.cut=0.75&expect=process:1&negate=yes")
    field = re.search(rf'<input id="{at}"[^>]*>', text)
    assert field
    assert f'value="{value}"' in field[0]
    assert f'aria-invalid="true" aria-describedby="{at}-problem"' in field[0]
    assert f'<p class="problem" id="{at}-problem">' in text
    assert f'<a href="#{at}">' in text
    assert 'name="incl.cut" inputmode="decimal" value="0.75"' in text
    assert '<option value="process:1" selected>' in text
    assert 'name="negate" value="yes" checked' in text
    assert 'name="in" value="stage:growing" checked' in text
    assert "Which combinations go with it" not in text


def test_several_wrong_numbers_are_said_at_once(visitor):
    text = visitor.text(f"/compare/truth-table?{TABLE}&n.cut=x&incl.cut=y&cut=contributors:z")
    assert text.count('class="problem"') == 3
    assert "Nothing was worked out" in text


def test_numbers_sent_by_the_form_come_back_to_it(visitor):
    sent = visitor.get(f"/compare/truth-table?{TABLE}&cut-contributors=some,+more")
    again = visitor.get(sent.headers["Location"])
    assert again.status_code == 400
    assert re.search(r'id="cut-contributors"[^>]*value="some, more"', again.text)


def test_too_many_conditions_leave_the_form_as_it_was_filled_in(visitor):
    keys = [each.key for each in visitor.wiki.ontology.by_name["case"].fields if each.options][:18]
    asked = "&".join(f"condition={key}" for key in keys)
    answer = visitor.get(f"/compare/truth-table?{CHOSEN}&outcome=stage&{asked}")
    assert answer.status_code == 400
    assert "are more than the 16 of one truth table" in answer.text
    assert re.search(rf'name="condition" value="{keys[1]}" checked', answer.text)


def test_the_field_at_fault_stands_first_and_is_described(visitor):
    text = visitor.text(f"/compare/likeness?{CHOSEN}&pin=Loom&weight=process:2&weight=stage:x")
    fields = re.findall(r'<input id="entry-\d+" name="(\w+)" inputmode="text" value="([^"]*)"([^>]*)>', text)
    assert [(name, value) for name, value, _ in fields] == [
        ("weight", "stage:x"),
        ("pin", "Loom"),
        ("weight", "process:2"),
    ]
    assert ["aria-invalid" in more for _, _, more in fields] == [True, False, False]


def test_a_case_against_a_rule_that_cannot_be_a_title_is_asked_for_again(visitor):
    for title in ("", "a[b"):
        answer = visitor.get(f"/compare/features/against?kind=case&variable=process&title={quote(title)}")
        assert answer.status_code == 400
        assert 'name="variable" value="process"' in answer.text
        assert 'name="title"' in answer.text
        assert 'class="problem"' in answer.text


def test_a_form_that_there_is_not_is_said_with_those_there_are(visitor):
    answer = visitor.get(f"/compare/truth-table?{TABLE}&format=spss")
    assert answer.status_code == 400
    assert "Ask for html, json, csv, tsv, xlsx, r, fsqca, " in answer.text


def test_every_parameter_of_a_way_has_words():
    own = {name for way in WAYS.values() for name in way.own}
    assert own <= WORDS.keys()
