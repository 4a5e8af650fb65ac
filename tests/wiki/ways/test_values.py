"""Values as a result."""

from __future__ import annotations

import json

import pytest

from patterns.comparison.assessments import Assessed, Side
from tests.fakes.wiki import memory_wiki, written
from tests.patterns.comparison.test_assessments import serves
from wiki.choices import choose_by
from wiki.errors import BadInputError
from wiki.keeping import keep, present, way_of
from wiki.parameters import Parameters
from wiki.ways.valuelens import OWN, lens_of
from wiki.ways.values import COLUMNS, VALUES
from wiki.ways.valuewords import unread

CASES = {
    "Loom": "values_served:\n  - {value: freedom, membership: 0.9, rubric: Marks, coder: ana}\n"
    "  - {value: equality, membership: 0.4, coder: ana}\nvalues_harmed:\n  - {status: absent, coder: ana}",
    "Weft": "values_served:\n  - {value: freedom, membership: 0.5, rubric: Marks, coder: ana}\n"
    "  - {value: freedom, membership: 0.7, rubric: Scale, coder: ben}\n"
    "  - {value: equality, membership: 0.8, coder: ana}",
    "Warp": "values_harmed:\n  - {value: freedom, membership: 0.6, coder: ben}\n  - {value: equality, coder: ben}",
    "Reed": "values_served:\n  - {value: freedom, membership: 0.3}\n  - {value: equality, status: contested}",
    "Heddle": "values_served:\n  - {value: freedom}\n  - {value: equality, status: not applicable}",
    "Bare": "stage: growing",
}
ASKED = "&".join(f"case={name}" for name in CASES)
WEIGHED = f"{ASKED}&weight=freedom:2&weight=equality:1"


@pytest.fixture
def wiki():
    wiki = memory_wiki()
    for name, said in CASES.items():
        written(wiki, f"Case:{name}", f"---\nkind: case\n{said}\n---\n")
    return wiki


def result(wiki, query):
    return VALUES.result(wiki, Parameters.read(query))


def document(wiki, query):
    return json.loads(json.dumps(result(wiki, query).document))


def test_without_weights_nothing_is_weighed(wiki):
    found = result(wiki, ASKED)
    assert found.document["ranking"] is None
    assert found.sentences[0] == (
        "No other is better by freedom, equality at once than Case:Loom and Case:Weft: surely on the front as coded."
    )
    assert "Weighed" not in " ".join(found.sentences)
    assert {row[COLUMNS.index("weight")] for row in found.rows} == {None}


def test_what_it_says_when_weighed(wiki):
    found = " ".join(result(wiki, WEIGHED).sentences)
    assert "Weighed with freedom × 2, equality × 1, 5 of 6 pairs are in a known order." in found
    assert "Case:Loom and Case:Weft: not decided. Could decide: freedom of Case:Weft." in found
    assert "Left out, for nothing is said of them" in found
    assert "Case:Bare" in found
    assert "Left out: Case:Heddle, to which equality does not apply." in found
    assert "Freedom was judged by 2 rubrics (Marks and Scale): their degrees may not mean the same." in found
    assert "No rubric says what the degree means: equality of Case:Loom" in found


def test_a_row_for_each_case_and_value_and_what_is_not_known_is_no_zero(wiki):
    rows = {(row[0], row[1]): dict(zip(COLUMNS, row, strict=True)) for row in result(wiki, WEIGHED).rows}
    assert len(rows) == 12
    weft = rows["Case:Weft", "freedom"]
    assert (weft["least"], weft["greatest"], weft["assessors"]) == (0.5, 0.7, "ana; ben")
    assert (weft["adds at least"], weft["adds at most"], weft["front"]) == (1.0, 1.4, "surely on the front")
    bare = rows["Case:Bare", "freedom"]
    assert (bare["stands"], bare["least"], bare["greatest"], bare["adds at least"]) == (
        "not coded",
        -1,
        1,
        None,
    )
    heddle = rows["Case:Heddle", "equality"]
    assert (heddle["stands"], heddle["least"], heddle["open because"]) == ("not applicable", None, None)
    assert rows["Case:Warp", "equality"]["stands"] == "harms, how far is not said"
    assert rows["Case:Warp", "freedom"]["first place"] == 4


def test_all_of_it_as_a_document(wiki):
    found = document(wiki, WEIGHED)
    assert found["weights"] == {"freedom": 2.0, "equality": 1.0}
    assert found["front"]["surely"] == ["Case:Loom", "Case:Weft"]
    (warp,) = found["front"]["dominated"]
    assert (warp["case"], warp["by"][0]) == (
        "Case:Warp",
        {"case": "Case:Loom", "better_in": ["freedom", "equality"]},
    )
    first = found["ranking"]["sums"][0]
    assert (first["case"], first["summands"][0]["adds"]["least"], first["sum"]["least"]) == (
        "Case:Loom",
        1.8,
        2.2,
    )
    assert found["left_out"]["nothing_assessed"] == ["Case:Bare"]
    assert found["left_out"]["not_applicable"] == [{"case": "Case:Heddle", "values": ["equality"]}]
    assert {each["side"] for each in found["ranking"]["codings"]} == {"served", "harmed"}
    assert found["worth_coding"][0]["open"]


def test_what_holds_only_as_coded_says_so(wiki):
    sentences = " ".join(result(wiki, "case=Loom&case=Warp&weight=freedom:1").sentences)
    assert (
        "Case:Loom comes before Case:Warp as coded: nobody has said whether Case:Warp serves freedom."
        in sentences
    )
    written(wiki, "Case:Warp", f"---\nkind: case\n{CASES['Warp']}\nvalues_served: absent\n---\n")
    sentences = " ".join(result(wiki, "case=Loom&case=Warp&weight=freedom:1").sentences)
    assert "Case:Loom comes before Case:Warp, whatever the unknown cells turn out to be." in sentences


def test_the_certain_reading_leaves_open_what_nobody_assessed(wiki):
    assert document(wiki, f"{WEIGHED}&reading=certain")["ranking"]["in_order"] < 5


def test_values_are_named_by_key_or_words(wiki):
    written(wiki, "Case:Loom", "---\nkind: case\nvalues_served: efficiency in creating social value\n---\n")
    for word in ("efficiency-in-creating-social-value", "Efficiency in creating social value"):
        found = document(wiki, f"case=Loom&case=Weft&value={word}")
        assert [each["key"] for each in found["values"]] == ["efficiency-in-creating-social-value"]


def test_values_named_beside_a_weight_weigh_one_and_zero_leaves_out(wiki):
    found = document(wiki, f"{ASKED}&value=equality&weight=freedom:2")
    assert found["weights"] == {"freedom": 2.0, "equality": 1.0}
    found = document(wiki, f"{ASKED}&value=equality&weight=equality:0&weight=freedom:2")
    assert found["weights"] == {"freedom": 2.0}
    assert [each["key"] for each in found["values"]] == ["freedom", "equality"]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("&weight=fredom:2", "“fredom” is none of the values. There are: freedom, equality"),
        ("&value=fun", "“fun” is none of the values"),
        ("&weight=freedom:much", "a weight is a number from 0"),
        ("&weight=freedom:-1", "a weight is a number from 0"),
        ("&weight=freedom:0&weight=equality:0", "All weights are 0"),
        ("&reading=hopeful", "write one of as coded, certain"),
    ],
)
def test_what_makes_no_sense_is_said(wiki, asked, said):
    with pytest.raises(BadInputError) as error:
        result(wiki, ASKED + asked)
    assert said in str(error.value)


def test_where_nothing_is_assessed_it_says_so_and_where_to_code_it(wiki):
    (only,) = result(wiki, "case=Bare").sentences
    assert only.startswith("Nobody has said of any of these pages that it serves or harms a value.")
    assert "“Serves” or “Harms”" in only
    assert len(result(wiki, "case=Bare&weight=freedom:1").sentences) == 1


def test_one_case_alone_is_not_ranked(wiki):
    assert (
        "one alone has nothing to be compared with" in result(wiki, "case=Loom&weight=freedom:1").sentences[0]
    )


def test_kinds_without_values_say_so(wiki):
    written(wiki, "Institution:Guild", "---\nkind: institution\n---\n")
    assert result(wiki, "kind=institution&case=Guild").sentences == (
        "Pages of the kind Institution are not assessed by values. Compare cases or patterns.",
    )


def test_a_degree_that_cannot_be_read_is_named():
    cell = Assessed("Case:Loom", "freedom", Side((serves(degree=7), serves(degree=0.7))))
    assert list(unread(cell)) == ["7"]


def test_patterns_are_read_from_their_text_now_and_then(wiki):
    for name, said in {
        "Sharing": "{value: freedom, membership: 0.8}",
        "Selling": "{value: freedom, membership: 0.1}",
    }.items():
        written(
            wiki,
            f"Pattern:{name}",
            f"---\nkind: pattern\nvalues_served:\n  - {said}\nvalues_harmed: absent\n---\n",
        )
    asked = "kind=pattern&case=Sharing&case=Selling&weight=freedom:1"
    assert "Pattern:Sharing comes before all others." in result(wiki, asked).sentences
    then = "kind=pattern&case=Pattern:Sharing&case=Pattern:Selling&weight=freedom:1&asof=2100-01-01"
    assert result(wiki, then).rows == result(wiki, asked).rows


def test_cases_that_serve_and_harm_are_named(wiki):
    written(
        wiki,
        "Case:Loom",
        "---\nkind: case\nvalues_served: freedom\nvalues_harmed: [equality, freedom]\n---\n",
    )
    found = document(wiki, "case=Loom&case=Weft&value=freedom")["conflicts"]
    assert {(each["served"], each["harmed"], *each["cases"]) for each in found} == {
        ("freedom", "equality", "Case:Loom"),
        ("freedom", "freedom", "Case:Loom"),
    }


def test_a_value_that_is_in_no_list_is_a_value_too(wiki):
    written(wiki, "Case:Loom", "---\nkind: case\nvalues_served: beauty\n---\n")
    parameters = Parameters.read("case=Loom&value=beauty")
    found = lens_of(wiki, choose_by(wiki, parameters, OWN), parameters)
    assert found.values == ("beauty",)
    assert found.compared


def test_a_kept_result_comes_out_the_same_from_its_page(wiki):
    kept, found = keep(wiki, VALUES, Parameters.read(WEIGHED), "Looms", "Which serve freedom?", "ana")
    assert kept.method == "values"
    assert ("weight", "freedom:2") in kept.settings
    assert way_of(kept) is VALUES
    assert VALUES.result(wiki, present(kept)).digest() == found.digest() == kept.result_hash
