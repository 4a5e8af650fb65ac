"""Shared features as a result."""

from __future__ import annotations

import csv
import io
import json

import pytest

from patterns.comparison.features.burmeister import read_context
from patterns.comparison.features.exploration import Answer
from patterns.comparison.features.lattice import draw_from
from tests.fakes.wiki import memory_wiki, written
from wiki.choices import choose_by
from wiki.errors import BadInputError
from wiki.parameters import Parameters
from wiki.ways.features import OWN, cxt_file, found_of, read_answer, written_answer
from wiki.ways.featuretable import FEATURES

PEER = "input: open input\nprocess: participatory process\nmateriality: immaterial"
CASES = {
    "Loom": f"{PEER}\nstage: growing\nstarted: 1991",
    "Weft": f"{PEER}\nstage: parity\nstarted: 2001",
    "Warp": f"{PEER}\nstage: growing\nstarted: 2004\nfork_of: Loom",
    "Reed": "input: open input\nprocess: participatory process\nmateriality: material\nstage: growing\nstarted: 2008",
    "Bare": "input: open input\nprocess: participatory process",
    "Mill": "input: restricted input\nprocess: absent\nmateriality: material\nstage: parity",
}
KEYS = ("input", "process", "materiality", "stage")
CHOSEN = "&".join(f"case={name}" for name in CASES)
ASKED = CHOSEN + "".join(f"&variable={key}" for key in KEYS)


@pytest.fixture
def wiki():
    wiki = memory_wiki()
    for name, said in CASES.items():
        written(wiki, f"Case:{name}", f"---\nkind: case\n{said}\n---\n")
    return wiki


def result(wiki, more="", asked=ASKED):
    return FEATURES.result(wiki, Parameters.read(asked + more))


def found(wiki, more="", asked=ASKED):
    parameters = Parameters.read(asked + more)
    return found_of(wiki, choose_by(wiki, parameters, OWN, FEATURES.most), parameters)


def rows(wiki, word, more=""):
    table = csv.DictReader(io.StringIO(result(wiki, more).csv()))
    return [row for row in table if row["found"] == word]


def test_a_card_names_its_cases_its_exception_and_what_is_worth_coding(wiki):
    card = next(
        each for each in rows(wiki, "card") if each["support"] == "3" and "immaterial" in each["features"]
    )
    assert card["cases"] == "Case:Loom; Case:Weft; Case:Warp"
    assert card["lineages"] == "2", "a fork is no case of its own"
    assert card["exceptions"] == "Case:Reed (Materiality of the good: material)".replace(
        ": material", ": immaterial"
    )
    assert card["undecided"] == "Case:Bare (Materiality of the good: immaterial)"


def test_what_ties_cases_need_not_be_compared(wiki):
    assert found(wiki).lineages.count(["Case:Loom", "Case:Warp"]) == 1
    assert {row.field.key for row in found(wiki).comparison.rows} == set(KEYS)


def test_an_implication_and_a_rule_with_its_exception(wiki):
    implied = [
        each for each in rows(wiki, "implication", "&support=3") if each["features"] == "Input: open input"
    ]
    assert [each["conclusion"] for each in implied] == ["Process: participatory process"]
    assert implied[0]["support"] == "5"
    (rule,) = (
        each
        for each in rows(wiki, "rule", "&support=3&confidence=60")
        if each["conclusion"] == "Materiality of the good: immaterial"
    )
    assert (rule["exceptions"], rule["undecided"], rule["confidence"]) == ("Case:Reed", "Case:Bare", "0.6000")


def test_the_same_is_found_each_time_and_is_written_as_json(wiki):
    first, second = result(wiki), result(wiki)
    assert first.csv() == second.csv()
    document = json.loads(json.dumps(first.document))
    assert document == json.loads(json.dumps(second.document))
    assert next(each["sentence"] for each in document["cards"]) in first.sentences
    assert document["lattice"]["nodes"][0]["cases"] == [f"Case:{name}" for name in CASES]


def test_what_suffices_for_a_feature(wiki):
    premises = found(wiki, "&target=materiality=immaterial").premises
    assert premises.target.label == "Materiality of the good: immaterial"
    assert "Case:Reed" in premises.blocking
    assert rows(wiki, "premise", "&target=input=open-input&support=3")[0]["conclusion"] == "Input: open input"


def test_a_confirmed_implication_is_not_asked_again_and_a_broken_one_is_named(wiki):
    before = found(wiki, "&support=3").exploration
    answers = [written_answer(each.answer) for each in before.questions]
    assert "input=open-input>process=participatory-process" in answers
    after = found(wiki, "&support=3&yes=input%3Dopen-input>process%3Dparticipatory-process").exploration
    assert len(after.questions) < len(before.questions)
    broken = found(wiki, "&yes=input%3Dopen-input>materiality%3Dimmaterial").exploration.broken
    assert [rule.exceptions for _, rule in broken] == [("Case:Reed",)]


def test_answers_are_written_and_read():
    answer = Answer(("a=1", "b≥2"), ("c=3",))
    assert read_answer(written_answer(answer)) == answer
    assert read_answer(">c=3").premise == ()


def test_scales_are_said_and_followed(wiki):
    asked = f"{CHOSEN}&variable=started"
    assert found(wiki, asked=asked).scaled.scales[0].cuts
    cut = found(wiki, "&scale=started:interval:2000:both", asked=asked).context
    assert [each.key for each in cut.features] == ["started≥2000", "started<2000"]
    assert cut.titles(cut.has[0]) == ("Case:Weft", "Case:Warp", "Case:Reed")
    chain = found(wiki, "&scale=stage:ordinal:growing|parity").context
    assert chain.titles(chain.has[chain.number_of["stage≥parity"]]) == ("Case:Weft", "Case:Mill")


def test_what_is_absent_gives_features_unless_nobody_wants_them(wiki):
    assert "process≠" in found(wiki).context.number_of
    assert "process≠" not in found(wiki, "&absence=no").context.number_of
    assert "process≠" not in found(wiki, "&scale=process:nominal:no-absence").context.number_of


def test_variables_in_words_are_refused_by_name(wiki):
    refused = [each for each in found(wiki, "&variable=good").scaled.remarks if each.refused]
    assert [each.field for each in refused] == ["good"]
    assert "free text" in refused[0].sentence


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ("&support=none", "support='none' is not a number of cases"),
        ("&support=-1", "from 0 to 10,000"),
        ("&top=5000", "from 1 to 1,000"),
        ("&confidence=30", "from 50 to 100"),
        ("&reading=loosely", "as coded, certain"),
        ("&absence=perhaps", "as scaled, yes, no"),
        ("&target=colour=red", "no feature of these cases"),
        ("&yes=nothing", "cannot be read"),
        ("&scale=input", "nominal, ordinal, interval"),
        ("&scale=colour:nominal", "none of the variables compared"),
        ("&scale=stage:interval:3", "cuts are numbers"),
        ("&scale=stage:ordinal:growing|purple", "“purple” is no option"),
        ("&scale=stage:nominal:growing", "more than a method takes"),
        ("&variable=good&scale=good:nominal", "“Good” is free text"),
    ],
)
def test_what_makes_no_sense_is_said(wiki, more, words):
    with pytest.raises(BadInputError) as raised:
        result(wiki, more)
    assert words in str(raised.value)


@pytest.mark.parametrize(
    "asked", ["case=Loom", "case=Bare&case=Mill&variable=good", "case=Loom&variable=nothing"]
)
def test_too_little_gives_sentences_and_no_cards(wiki, asked):
    made = result(wiki, asked=asked)
    assert not made.document["cards"]
    assert any(
        "share two features" in each or "Nothing that could be a feature" in each for each in made.sentences
    )


def test_files_for_programs_of_the_field(wiki):
    parameters = Parameters.read(ASKED)
    choice = choose_by(wiki, parameters, OWN, FEATURES.most)
    made = read_context(cxt_file("?")(wiki, choice, parameters).content.decode())
    context = found(wiki).context
    assert (made.cases, made.has, made.lacks) == (context.cases, context.has, context.lacks)
    plain = cxt_file(".")(wiki, choice, parameters).content.decode()
    assert "?" not in plain


def test_what_a_single_case_has_is_not_looked_for_and_the_picture_shows_the_best_supported(wiki):
    made = found(wiki)
    assert made.concepts.support == 2
    assert all(each.support > 1 for each in made.concepts.found)
    assert made.lattice == draw_from(made.context)
    for number in range(40):
        written(wiki, f"Case:N{number}", f"---\nkind: case\nstarted: {1950 + number}\nstage: growing\n---\n")
    many = "&".join(f"case=N{number}" for number in range(40)) + "&variable=started&variable=stage"
    cuts = "|".join(str(1951 + number) for number in range(39))
    wide = found(wiki, f"&scale=started:interval:{cuts}", asked=many)
    assert len(wide.concepts.found) > 30
    assert wide.lattice == draw_from(wide.context)


def test_chance_is_looked_at_as_often_as_wanted(wiki):
    assert found(wiki, "&deals=3").chance.shuffles == 3
    assert found(wiki, "&deals=0").chance is None
    assert any("as was asked" in each for each in result(wiki, "&deals=0").sentences)


def test_chance_is_not_looked_at_unasked_where_that_takes_long(wiki, monkeypatch):
    monkeypatch.setattr("wiki.ways.features.DEALT", 100)
    assert found(wiki).chance is None
    assert any("deals=5" in each for each in result(wiki).sentences)
    monkeypatch.setattr("wiki.ways.features.MOST_DEALT", 100)
    with pytest.raises(BadInputError, match="4 deals at most"):
        result(wiki, "&deals=5")
