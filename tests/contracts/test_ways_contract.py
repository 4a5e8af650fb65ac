"""Every way of comparing, in situations that tell little or too much: plain sentences, and never a traceback or a table made up.

Too few cases, columns of which nothing is known, conditions that never vary, coders and cases that contradict each other, free
text, and more cases than fit.
"""

from __future__ import annotations

import csv
import io
import json
from html import unescape

import pytest

from tests.fakes.visitor import Visitor
from tests.fakes.wiki import memory_wiki, written
from wiki.comparisons import result_as, way_named
from wiki.errors import BadInputError
from wiki.parameters import Parameters
from wiki.ways import WAYS

NAMES = ("Loom", "Weft", "Warp", "Woof", "Reed")
ENDS = dict(zip(NAMES, ("growing", "ended", "growing", "ended", "growing"), strict=True))
QUESTION = "outcome=stage&in=stage:growing&condition=process&condition=contributors&condition=input"
ASKED = {
    "side by side": "",
    "matrix": "",
    "likeness": "pin=Loom&outcome=stage",
    "shared features": "",
    "truth table": QUESTION,
    "spread": "",
    "values": "",
}
"""What is asked of each way."""

SITUATIONS = {
    "one case": {"Loom": "process: closed process\nstage: growing\ncontributors: 5"},
    "nothing coded": dict.fromkeys(NAMES, "tags: [weaving]"),
    "all unknown": dict.fromkeys(
        NAMES, "process: unknown\nstage: unknown\ncontributors: unknown\ninput: unknown"
    ),
    "an unknown column": {
        name: f"process: unknown\nstage: {end}\ncontributors: {at}"
        for at, (name, end) in enumerate(ENDS.items())
    },
    "constant conditions": {
        name: f"process: closed process\nstage: {end}\ncontributors: 7\ninput: open input"
        for name, end in ENDS.items()
    },
    "a constant outcome": {
        name: f"process: {process}\nstage: growing\ninput: open input"
        for name, process in zip(NAMES, ("closed process", "participatory process") * 2, strict=False)
    },
    "coders who disagree": {
        name: "process:\n  - {value: closed process, coder: ana}\n  - {value: participatory process, coder: ben}\n"
        f"stage: {end}\ncontributors: [{at}, {at + 10}]\ninput: {{value: open input, status: contested}}"
        for at, (name, end) in enumerate(ENDS.items())
    },
    "free text": {
        name: f"stage: {end}\ngood: something or other {at}" for at, (name, end) in enumerate(ENDS.items())
    },
}
SAID = {
    ("one case", "side by side"): ["One page alone has nothing to be compared with"],
    ("one case", "matrix"): ["One page alone", "Nothing is known under"],
    ("one case", "likeness"): [
        "Too little is known to say which cases are like Case:Loom",
        "code more of them",
    ],
    ("one case", "shared features"): ["1 case has 2 features", "No two of these cases are known to share"],
    ("one case", "truth table"): [
        "goes with 1 of 1 row",
        "nothing tells what it depends on: add cases that ended differently",
        "Input is unknown of every case: code it, or leave it out",
    ],
    ("one case", "spread"): ["None has coordinates"],
    ("one case", "values"): ["Nobody has said of any of these pages"],
    ("nothing coded", "side by side"): ["known to differ in 0 of"],
    ("nothing coded", "matrix"): ["0 % of the cells are known"],
    ("nothing coded", "likeness"): ["Too little is known"],
    ("nothing coded", "shared features"): ["Nothing that could be a feature is known of 5 cases"],
    ("nothing coded", "truth table"): ["No case has a known place", "code conditions and outcome first"],
    ("all unknown", "side by side"): ["known to differ in 0 of"],
    ("all unknown", "matrix"): ["0 % of the cells are known"],
    ("all unknown", "likeness"): [
        "No two cases are known to end differently in “Stage”",
        "choose fewer variables",
    ],
    ("all unknown", "shared features"): ["code more of them, or choose other variables"],
    ("all unknown", "truth table"): [
        "There is no solution",
        "No case has a known place",
        "Process is unknown of every case",
        "they are in no row",
    ],
    ("all unknown", "spread"): ["Of none it is known when it began"],
    ("an unknown column", "truth table"): [
        "Process is unknown of every case: code it, or leave it out",
        "the conservative solution, which rests on such cases alone, is empty",
    ],
    ("an unknown column", "matrix"): ["Nothing is known under"],
    ("constant conditions", "truth table"): [
        "Process is the same in every case that is known, so it can explain no difference: leave it out",
        "In 1 row cases with the same conditions ended differently",
        "There is no solution",
    ],
    ("constant conditions", "shared features"): ["No two of these cases are known to share two features"],
    ("constant conditions", "likeness"): ["are 100 % alike"],
    ("a constant outcome", "truth table"): [
        "No combination goes without Stage",
        "add cases that ended differently",
    ],
    ("coders who disagree", "side by side"): ["In 2 of them a coding is contested or coders disagree"],
    ("coders who disagree", "shared features"): [
        "Under Process, coders do not agree on 5 cases, Case:Loom among them: what any of them saw counts. Reconcile them"
    ],
    ("coders who disagree", "truth table"): [
        "Under Process, coders do not agree on 5 cases",
        "Under Number of contributors, 5 cases say two things at once and count as unknown there: decide",
    ],
    ("free text", "shared features"): ["5 cases have"],
}
"""What a person has to be told, by situation and way."""

PAIRS = [(situation, way) for situation in SITUATIONS for way in WAYS]


@pytest.fixture(scope="module")
def wikis():
    made = {}
    for situation, cases in SITUATIONS.items():
        made[situation] = memory_wiki()
        for name, said in cases.items():
            written(made[situation], f"Case:{name}", f"---\nkind: case\n{said}\n---\n")
    return made


def asked(situation, way):
    chosen = "&".join(f"case={name}" for name in SITUATIONS[situation])
    return f"{chosen}&{ASKED[way]}"


@pytest.mark.parametrize(("situation", "way"), PAIRS)
def test_it_says_what_there_is_and_what_to_do(wikis, situation, way):
    text = result_as(
        wikis[situation], way_named(way), Parameters.read(asked(situation, way)), "text"
    ).decode()
    assert text.strip()
    for words in SAID.get((situation, way), ()):
        assert words in text


@pytest.mark.parametrize(("situation", "way"), PAIRS)
def test_page_table_and_data_are_whole(wikis, situation, way):
    visitor, address = Visitor(wikis[situation]), f"{WAYS[way].path}?{asked(situation, way)}"
    page = visitor.get(address)
    assert page.status_code == 200
    assert "Traceback" not in page.text
    assert ">None<" not in page.text
    assert "nan" not in page.text.split()
    rows = list(csv.reader(io.StringIO(visitor.get(f"{address}&format=csv").text, newline="")))
    assert {len(row) for row in rows} == {len(rows[0])}
    assert json.loads(visitor.get(f"{address}&format=json").text)
    for form in WAYS[way].files:
        assert visitor.get(f"{address}&format={form}").status_code == 200, form


@pytest.mark.parametrize("way", WAYS)
def test_no_case_at_all_is_a_form_for_people_and_a_sentence_for_programs(way):
    visitor = Visitor(memory_wiki())
    address = f"{WAYS[way].path}?kind=case"
    page = visitor.get(address)
    assert page.status_code == 200
    assert "Choose what to compare" in page.text
    answer = visitor.get(f"{address}&format=csv")
    assert answer.status_code == 400
    assert "Name pages to compare" in answer.text


def test_an_outcome_or_a_condition_in_free_text_is_refused_in_a_sentence(wikis):
    wiki = wikis["free text"]
    chosen = "&".join(f"case={name}" for name in NAMES)
    for question in ("outcome=good&condition=stage", "outcome=stage&in=stage:growing&condition=good"):
        text = result_as(
            wiki, way_named("truth table"), Parameters.read(f"{chosen}&{question}"), "text"
        ).decode()
        assert (
            "Good is free text, whose wordings are no sets: code it as a closed list or a number first"
            in text
        )
        page = Visitor(wiki).get(f"/compare/truth-table?{chosen}&{question}")
        assert page.status_code == 200
        assert "Good is free text" in unescape(page.text)
    with pytest.raises(BadInputError, match="is free text and has no scale"):
        result_as(wiki, way_named("shared features"), Parameters.read(f"{chosen}&scale=good:nominal"), "text")


MANY = 1_100
CUT = {
    "side by side": "Only the first 100 of 1,000 pages are side by side.",
    "truth table": "Only the first 1,000 of 1,100 titles were looked up.",
    "spread": "Only the first 500 of 1,000 pages are side by side.",
    "values": "Only the first 500 of 1,000 pages are side by side.",
}


@pytest.fixture(scope="module")
def crowd():
    wiki = memory_wiki()
    for number in range(MANY):
        end = ("growing", "ended", "parity")[number % 3]
        process = ("closed process", "participatory process")[number % 2]
        front = f"process: {process}\nstage: {end}\ncontributors: {number % 97}\ninput: open input"
        written(wiki, f"Case:Case {number}", f"---\nkind: case\n{front}\n---\n")
    return wiki


@pytest.mark.parametrize("way", WAYS)
def test_more_than_a_thousand_cases_are_counted_or_the_cut_is_said(crowd, way):
    cases = "&".join(f"case=Case+{number}" for number in range(MANY))
    keys = "&".join(f"variable={key}" for key in ("process", "stage", "contributors", "input"))
    more = ASKED[way].replace("Loom", "Case+1")
    text = result_as(crowd, way_named(way), Parameters.read(f"{cases}&{keys}&{more}"), "text").decode()
    words = CUT.get(way, f"{MANY:,} cases" if way != "likeness" else "Case:Case 1")
    assert words in text
