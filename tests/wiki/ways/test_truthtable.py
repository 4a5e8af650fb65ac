"""The truth table as a result: published tables as cases of a wiki, calibration by parameters, and bad input."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from patterns.comparison.qca.analysis import analyse
from patterns.comparison.qca.sets import Condition, Sets
from tests.fakes.wiki import memory_wiki, written
from wiki.choices import choose_by
from wiki.errors import BadInputError
from wiki.keeping import keep, retell
from wiki.parameters import Parameters
from wiki.ways.configurations import asked_of, possible
from wiki.ways.testing import try_out
from wiki.ways.truthtable import TRUTH_TABLE

PUBLISHED = json.loads(
    (Path(__file__).parents[2] / "fixtures" / "qca" / "published.json").read_text(encoding="utf-8")
)
PREDICTED = [
    (table, each)
    for table in PUBLISHED
    for each in table["analyses"]
    if "parsimonious" in each or "intermediate" in each
]


def case(wiki, name, said):
    written(wiki, f"Case:{name}", f"---\nkind: case\n{said}\n---\n")


def variable(wiki, name, scale):
    written(wiki, f"Variable:{name}", f"---\nkind: variable\nquestion: How far?\nscale: {scale}\n---\n")


def told(wiki, table):
    """Write a table as cases and variables; return the parameters that choose and calibrate them."""
    columns = [*table["conditions"], {**table["outcome"], "levels": 2}]
    for each in columns:
        variable(wiki, each["name"], "fuzzy" if each["levels"] == 2 else "ratio")
    for place, name in enumerate(table["cases"]):
        case(wiki, name, "\n".join(f"{each['name'].casefold()}: {each['scores'][place]}" for each in columns))
    chosen = [("case", f"Case:{name}") for name in table["cases"]]
    conditions = [("condition", each["name"].casefold()) for each in table["conditions"]]
    cuts = [
        (
            "cut",
            f"{each['name'].casefold()}:{','.join(str(level - 0.5) for level in range(1, each['levels']))}",
        )
        for each in table["conditions"]
        if each["levels"] > 2
    ]
    return [*chosen, ("outcome", table["outcome"]["name"].casefold()), *conditions, *cuts]


@pytest.mark.parametrize(
    ("table", "expected"),
    PREDICTED,
    ids=lambda each: each["name"] + str(len(each["analyses"])) if "name" in each else str(sorted(each)[:2]),
)
def test_published_tables_come_out_as_published(table, expected):
    wiki = memory_wiki()
    asked = [
        *told(wiki, table),
        ("negate", "yes" if expected.get("negated") else "no"),
        ("incl.cut", str(expected["inclusion"])),
        ("n.cut", str(expected.get("cases", 1))),
        *(
            ("expect", f"{name.casefold()}:{value}")
            for name, values in expected.get("expectations", {}).items()
            for value in values
        ),
    ]
    found = TRUTH_TABLE.result(wiki, Parameters(tuple(asked))).document["analysis"]
    models = [{term["term"] for term in each["terms"]} for each in found["parsimonious"]["models"]]
    if "parsimonious" in expected:
        assert sorted(map(sorted, models)) == sorted(map(sorted, expected["parsimonious"]))
    if "intermediate" in expected:
        between = {
            frozenset(term["term"] for term in model["terms"])
            for each in found["intermediate"]
            for model in each["models"]
        }
        assert between == {frozenset(each) for each in expected["intermediate"]}
    assert models


CASES = {
    "Loom": "process: participatory process\nstage: growing\ninput: open input\ncontributors: 900",
    "Weft": "process: participatory process\nstage: dominant\ninput: open input\ncontributors: 300",
    "Warp": "process: closed process\nstage: declining\ninput: restricted input\ncontributors: 20",
    "Woof": "process: closed process\nstage: ended\ninput: open input\ncontributors: 5",
    "Heddle": "process: not-applicable\nstage: ended\ninput: unknown",
    "Bare": "",
}
ASKED = (
    "&".join(f"case={name}" for name in CASES) + "&outcome=stage&in=stage:growing&in=stage:Dominant"
    "&condition=process&in=process:participatory-process"
)


@pytest.fixture
def wiki():
    wiki = memory_wiki()
    for name, said in CASES.items():
        case(wiki, name, said.replace("not-applicable", "{status: not-applicable}"))
    return wiki


def result(wiki, more=""):
    return TRUTH_TABLE.result(wiki, Parameters.read(ASKED + more))


def warned(found):
    return [each["words"] for each in found.document["warnings"]]


def counted(found, key):
    return next(each["cases"] for each in found.document["calibration"] if each["variable"] == key)


def test_which_values_count_as_in_is_said_and_counted(wiki):
    found = result(wiki)
    assert counted(found, "stage") == {
        "Stage: growing or dominant": 2,
        "Stage: not growing or dominant": 3,
        "unknown": 1,
    }
    rows = [row for row in found.rows if row[0] == "row"]
    assert [(row[2], row[3], row[4]) for row in rows] == [
        ("Process: not participatory process", "0", "Case:Warp; Case:Woof; Case:Heddle"),
        ("Process: participatory process", "1", "Case:Loom; Case:Weft"),
    ]
    assert "The parsimonious solution: Process: participatory process" in found.sentences[1]


def test_the_negated_outcome_is_an_analysis_of_its_own(wiki):
    found = result(wiki, "&negate=yes")
    assert found.sentences[0].startswith("Stage: not growing or dominant")
    assert found.document["analysis"]["outcome"] == "~Stage"


def test_what_does_not_apply_is_out_or_left_out_or_a_value(wiki):
    assert counted(result(wiki, "&na=process:excluded"), "process")["left out"] == 1
    assert "Case:Heddle" not in result(wiki, "&na=process:excluded").document["analysis"]["cases"]
    assert counted(result(wiki, "&na=process:value"), "process")["Process: not applicable"] == 1


def test_numbers_are_cut_or_calibrated_by_anchors(wiki):
    cut = result(wiki, "&condition=contributors&cut=contributors:10,100")
    assert counted(cut, "contributors") == {
        "Number of contributors 100 or more": 2,
        "Number of contributors from 10 to below 100": 1,
        "Number of contributors below 10": 1,
        "unknown": 2,
    }
    fuzzy = result(wiki, "&condition=contributors&anchors=contributors:5,50,900")
    assert counted(fuzzy, "contributors")["Number of contributors towards 900"] == 2
    assert next(each for each in fuzzy.document["calibration"] if each["variable"] == "contributors")[
        "calibration"
    ] == {"method": "direct", "out": 5.0, "crossover": 50.0, "in": 900.0}


def test_an_outcome_named_as_a_condition_is_left_out_and_that_is_said(wiki):
    case(wiki, "A", "stage: parity")
    asked = Parameters((("case", "Case:A"), ("outcome", "stage"), ("condition", "stage")))
    found = asked_of(wiki, choose_by(wiki, asked, TRUTH_TABLE.own, TRUTH_TABLE.most), asked)
    assert found.conditions == ()
    assert found.refused == ("Stage is the outcome and explains itself: it is not among the conditions.",)


def test_of_options_in_an_order_the_half_above_is_proposed(wiki):
    written(
        wiki,
        "Variable:Size",
        "---\nkind: variable\nquestion: How many?\nscale: ordinal\noptions: [few, some, many, all]\n---\n",
    )
    variable(wiki, "Lasting", "boolean")
    for name, size in (("A", "few"), ("B", "some"), ("C", "many"), ("D", "all"), ("E", "[some, many]")):
        case(wiki, name, f"size: {size}\nlasting: {'yes' if name in 'CDE' else 'no'}")
    chosen = [("case", f"Case:{name}") for name in "ABCDE"]
    asked = Parameters((*chosen, ("outcome", "lasting"), ("condition", "size")))
    choice = choose_by(wiki, asked, TRUTH_TABLE.own, TRUTH_TABLE.most)
    (size,) = asked_of(wiki, choice, asked).conditions
    assert [each.value for each in size.offers if each.chosen] == ["many", "all"]
    assert size.words == ("Size: below many", "Size: at least many")
    assert [size.condition.corner(place) for place in range(5)] == [0, 0, 1, 1, 1]
    lower = Parameters((*asked.pairs, ("in", "size:few"), ("in", "size:some")))
    assert asked_of(wiki, choice, lower).conditions[0].words == ("Size: above some", "Size: at most some")


def test_what_nobody_decided_is_proposed_and_said(wiki):
    found = result(wiki, "&condition=contributors&condition=input")
    assert any("Nobody has decided" in each and "Input" in each for each in warned(found))
    assert counted(found, "contributors")["Number of contributors 300 or more"] == 2


def test_naming_one_related_page_says_nothing_of_another(wiki):
    case(wiki, "Reed", "stage: growing\nexhibits: [Sharing]")
    case(wiki, "Shed", "stage: ended\nexhibits: [Selling]")
    found = result(wiki, "&case=Reed&case=Shed&condition=exhibits&in=exhibits:Pattern:Sharing")
    assert list(counted(found, "exhibits").values()) == [1, 0, 7]


def test_free_text_is_left_out_with_a_sentence(wiki):
    found = result(wiki, "&condition=good")
    assert any("free text" in each for each in warned(found))
    assert [each["name"] for each in found.document["analysis"]["conditions"]] == ["Process"]


def test_warnings_of_bad_tables(wiki):
    warnings = " ".join(warned(result(wiki, "&condition=scale&condition=input&in=input:open-input")))
    assert "Scale is unknown of every case" in warnings


def test_that_there_is_no_solution_is_said(wiki):
    case(wiki, "Odd", "stage: ended\nprocess: participatory process")
    assert "There is no solution" in " ".join(result(wiki, "&case=Odd").sentences)


def test_it_can_be_kept_with_its_settings_and_computed_again(wiki):
    kept, _ = keep(
        wiki, TRUTH_TABLE, Parameters.read(f"{ASKED}&incl.cut=0.8"), "Growth", "What grows?", "ana"
    )
    assert ("in", "stage:growing") in kept.settings
    assert ("incl.cut", "0.8") in kept.settings
    assert retell(wiki, kept).same


def test_steps_on_the_way(wiki):
    cases = "&".join(f"case={name}" for name in CASES)
    assert "Name an outcome" in TRUTH_TABLE.result(wiki, Parameters.read(cases)).sentences[0]
    more = Parameters.read(f"{cases}&outcome=stage")
    assert "Name conditions" in TRUTH_TABLE.result(wiki, more).sentences[0]
    chosen = Parameters.read(f"{cases}&outcome=stage&variable=process&variable=stage")
    assert [each["name"] for each in TRUTH_TABLE.result(wiki, chosen).document["analysis"]["conditions"]] == [
        "Process"
    ]


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ("&condition=colour", "has no variable “colour”"),
        ("&in=process", "write the key of a variable, a colon"),
        ("&in=colour:red", "there is no variable “colour”"),
        ("&in=process:purple", "has no such value. It may be: "),
        ("&cut=contributors:many", "write numbers with commas"),
        ("&condition=contributors&cut=contributors:9,3", "must follow each other"),
        ("&condition=contributors&cut=contributors:inf", "must be numbers"),
        ("&anchors=contributors:1,2", "give three numbers"),
        ("&na=process:maybe", "Write one of: out, excluded, value"),
        ("&incl.cut=high", "is no cut-off"),
        ("&incl.cut=2", "from 0 to 1"),
        ("&n.cut=1.5", "whole numbers"),
        ("&n.cut=0", "from 1 to 1,000"),
        ("&mode=hopeful", "write one of sound, optimistic"),
        ("&expect=input:present", "none of the conditions"),
        ("&expect=process:maybe", "write KEY:VALUE"),
        ("&in=stage:parity&each=stage", "say which of them count as the outcome"),
    ],
)
def test_what_makes_no_sense_is_said(wiki, more, words):
    with pytest.raises(BadInputError, match=words):
        result(wiki, more)


def test_the_same_question_has_the_same_answer(wiki):
    more = "&condition=contributors&condition=input&tests=all"
    assert result(wiki, more) == result(wiki, more)
    assert all(len(row) == len(result(wiki, more).columns) for row in result(wiki, more).rows)
    json.dumps(result(wiki, more).document)


def test_more_than_can_be_worked_out_is_refused_before_it_is_tried(wiki):
    keys = [each.key for each in possible(choose_by(wiki, Parameters.read(ASKED), TRUTH_TABLE.own, 10))]
    few = "".join(f"&condition={key}" for key in keys[:17])
    with pytest.raises(BadInputError, match="more than the 16 of one truth table"):
        result(wiki, few)
    many = "".join(f"&case=N{number}" for number in range(130))
    for number in range(130):
        case(wiki, f"N{number}", "stage: growing")
    with pytest.raises(BadInputError, match="are more than are worked out at once"):
        result(wiki, many + "".join(f"&condition={key}" for key in keys[:16]))


def test_large_tables_are_tried_less_and_never_without_chance():
    cases = tuple(map(str, range(400)))
    conditions = [
        Condition(f"c{place}", tuple((number >> place) & 1 for number in range(400))) for place in range(9)
    ]
    outcome = Condition("y", tuple(float(number % 2) for number in range(400)))
    small = try_out(analyse(Sets(cases[:20], tuple(map(first, conditions)), first(outcome))), [], whole=False)
    large = try_out(analyse(Sets(cases, tuple(conditions), outcome)), [], whole=False)
    assert len(small.dropped.variations) == 20
    assert len(small.cutoffs.variations) == 63
    assert small.chance.shuffles == 100
    assert large.dropped is None
    assert large.cutoffs is None
    assert large.chance.shuffles == 20


def first(condition):
    return Condition(condition.name, condition.scores[:20])


def test_files_for_other_programs(wiki):
    parameters = Parameters.read(f"{ASKED}&condition=contributors")
    choice_and_more = (wiki, TRUTH_TABLE, parameters)
    script = made(*choice_and_more, "r")
    assert 'truthTable(data, outcome = "STAGE"' in script
    table = list(csv.reader(made(*choice_and_more, "fsqca").splitlines()))
    assert table[0] == ["case", "PROCESS", "NUMBEROFCONTRIBUTORS", "STAGE"]
    assert table[1] == ["Case:Loom", "1", "1", "1"]


def made(wiki, way, parameters, form):
    choice = choose_by(wiki, parameters, way.own, way.most)
    return way.files[form][1](wiki, choice, parameters).content.decode()


def test_a_file_needs_a_whole_question(wiki):
    with pytest.raises(BadInputError, match="Name conditions"):
        made(wiki, TRUTH_TABLE, Parameters.read("case=Loom&case=Weft&outcome=stage"), "r")
