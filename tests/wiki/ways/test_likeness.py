"""Likeness as a result."""

from __future__ import annotations

import json

import pytest

from tests.fakes.wiki import memory_wiki, written
from wiki.errors import BadInputError
from wiki.parameters import Parameters
from wiki.ways.likeness import LIKENESS

SAME = "process: participatory process\noutput: commons output\ninput: open input\nrivalry: non-rival"
CASES = {
    "Loom": f"{SAME}\nstage: growing\nexhibits: [Sharing]",
    "Weft": f"{SAME}\nstage: declining",
    "Warp": "process: closed process\noutput: enclosed output\ninput: restricted input\nrivalry: rival\nstage: growing\nexhibits: [Selling]",
    "Bare": "process: unknown",
}
ASKED = "&".join(f"case={name}" for name in CASES) + "".join(
    f"&variable={key}" for key in ("process", "output", "input", "rivalry")
)


@pytest.fixture
def wiki():
    wiki = memory_wiki()
    for name, said in CASES.items():
        written(wiki, f"Case:{name}", f"---\nkind: case\n{said}\n---\n")
    return wiki


def result(wiki, more):
    return LIKENESS.result(wiki, Parameters.read(ASKED + more))


def document(wiki, more):
    return json.loads(json.dumps(result(wiki, more).document))


def test_similar_cases_come_with_reasons_and_what_is_not_known(wiki):
    found = document(wiki, "&pin=Weft")
    assert [(each["title"], each["likeness"]) for each in found["like"]] == [
        ("Case:Loom", 1.0),
        ("Case:Warp", 0.0),
    ]
    assert {each["variable"] for each in found["like"][0]["alike"]} == {
        "process",
        "output",
        "input",
        "rivalry",
    }
    assert found["like"][1]["unlike"][0]["one"] != found["like"][1]["unlike"][0]["other"]
    assert found["too_little_known"] == ["Case:Bare"]


def test_a_pinned_case_is_found_by_another_name(wiki):
    written(wiki, "Case:Loom", f"---\nkind: case\naliases: [Hand loom]\n{CASES['Loom']}\n---\n")
    assert result(wiki, "&pin=Hand+loom").digest() == result(wiki, "&pin=Loom").digest()


def test_what_neighbours_do_is_a_question(wiki):
    (first, *_) = document(wiki, "&pin=Weft")["neighbours_do"]
    assert (first["value"], first["neighbours"], first["here"]) == (
        "Pattern:Selling",
        ["Case:Warp"],
        "not coded",
    ) or (
        first["value"],
        first["neighbours"],
    ) == ("Pattern:Sharing", ["Case:Loom"])


def test_pairs_tell_about_an_outcome_that_is_not_among_the_variables(wiki):
    found = document(wiki, "&outcome=stage")
    (similar, *_) = found["most_similar_with_different_outcome"]["pairs"]
    assert {similar["one"], similar["other"]} == {"Case:Loom", "Case:Weft"}
    assert similar["differ"] == []
    (different, *_) = found["most_different_with_same_outcome"]["pairs"]
    assert {different["one"], different["other"]} == {"Case:Loom", "Case:Warp"}
    assert different["share"] == []
    assert "coded alike and end differently" in " ".join(result(wiki, "&outcome=stage").sentences)


def test_weights_count(wiki):
    written(wiki, "Case:Woof", f"---\nkind: case\n{SAME.replace('non-rival', 'rival')}\n---\n")
    plain = {each["title"]: each["likeness"] for each in document(wiki, "&case=Woof&pin=Weft")["like"]}
    without = {
        each["title"]: each["likeness"]
        for each in document(wiki, "&case=Woof&pin=Weft&weight=rivalry:0")["like"]
    }
    assert plain["Case:Woof"] < 1
    assert without["Case:Woof"] == 1
    assert document(wiki, "&pin=Weft&weight=rivalry:2.5")["weights"] == {"rivalry": 2.5}


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ("&pin=Nobody", "none of the chosen"),
        ("&outcome=colour", "has no variable “colour”"),
        ("&weight=process:-1", "a weight is a number"),
        ("&weight=process:nan", "a weight is a number"),
        ("&weight=process", "KEY:NUMBER"),
        ("&weight=colour:1", "none of the variables"),
    ],
)
def test_what_makes_no_sense_is_said(wiki, more, words):
    with pytest.raises(BadInputError, match=words):
        result(wiki, more)


def test_an_outcome_in_words_is_refused_in_a_sentence(wiki):
    assert "free text" in document(wiki, "&outcome=good")["most_similar_with_different_outcome"]["remark"]


def test_the_table_has_a_row_for_everything_found(wiki):
    found = result(wiki, "&pin=Weft&outcome=stage")
    assert {row[0] for row in found.rows} == {"like", "neighbours do", "most similar", "most different"}
    assert all(len(row) == len(found.columns) for row in found.rows)
    assert result(wiki, "&pin=Weft&outcome=stage").digest() == found.digest()


def test_without_a_question_nothing_is_looked_for(wiki):
    assert result(wiki, "").sentences == ("Name a case to be like, or an outcome.",)


def test_what_patterns_list_as_their_instances_neighbours_do(wiki):
    listed = "---\nkind: pattern\nknown_instances: [Loom, {value: Warp, bearing: refuting}]\n---\n"
    written(wiki, "Pattern:Weaving", listed)
    written(wiki, "Case:Lm", "---\nredirect: Case:Loom\n---\n")
    written(wiki, "Pattern:Spinning", "---\nkind: pattern\nknown_instances: [Lm]\n---\n")
    found = document(wiki, "&pin=Weft")["neighbours_do"]
    assert {each["value"]: each["neighbours"] for each in found} == {
        "Pattern:Selling": ["Case:Warp"],
        "Pattern:Sharing": ["Case:Loom"],
        "Pattern:Spinning": ["Case:Loom"],
        "Pattern:Weaving": ["Case:Loom"],
    }
