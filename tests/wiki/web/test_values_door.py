"""Values as a page."""

from __future__ import annotations

import doctest

import pytest

from tests.fakes.formfilling import back
from tests.fakes.visitor import Visitor
from tests.fakes.wiki import memory_wiki, written
from tests.wiki.ways.test_values import ASKED, CASES, WEIGHED
from wiki.web import values


@pytest.fixture
def visitor():
    wiki = memory_wiki()
    for name, said in CASES.items():
        written(wiki, f"Case:{name}", f"---\nkind: case\n{said}\n---\n")
    return Visitor(wiki)


def test_examples():
    assert doctest.testmod(values).failed == 0


def test_without_weights_there_is_the_front_and_no_sum(visitor):
    text = visitor.text(f"/compare/values?{ASKED}")
    assert "Surely on the front" in text
    assert "Weighed</h2>" not in text
    assert 'Left out: nothing is said of them under these values <span class="remark">1</span>' in text


def test_each_sum_is_written_out_and_each_summand_opens_its_codings(visitor):
    text = visitor.text(f"/compare/values?{WEIGHED}")
    assert (
        '2 × (0.9) <span class="remark">freedom: serves 0.9; does not harm</span></summary><details class="coding">'
        in text
    )
    assert "<summary>serves freedom</summary>" in text
    assert "<td>2.2</td>" in text
    assert "freedom left out" in text
    assert "Could decide: freedom of Weft" in text


def test_an_order_says_on_which_codings_and_weights_it_rests(visitor):
    text = visitor.text(f"/compare/values?{WEIGHED}")
    assert (
        "Without any one of these codings it would not be known: Weft serves equality (ana)"
        " and Reed serves freedom." in text
    )
    assert (
        "It stays so as long as freedom weighs more than 1; or, the others as they are, equality weighs less than 2."
        in text
    )


def test_what_is_open_leads_to_where_it_can_be_coded(visitor):
    here = f"/compare/values?{WEIGHED}"
    to = f"/wiki/Case:Weft?action=form&amp;field=values_served{back(here)}"
    assert f'href="{to}">assessors differ' in visitor.text(here)


def test_the_form_it_leads_to_is_there_for_patterns_too(visitor):
    said = "values_served:\n  - {value: freedom, coder: ana}\nvalues_harmed: absent"
    written(visitor.wiki, "Pattern:Sharing", f"---\nkind: pattern\n{said}\n---\n")
    here = "/compare/values?kind=pattern&case=Sharing&weight=freedom:1"
    to = f"/wiki/Pattern:Sharing?action=form&amp;field=values_served{back(here)}"
    assert f'href="{to}">how far is not said' in visitor.text(here)
    visitor.log_in("ana")
    assert visitor.get("/wiki/Pattern:Sharing?action=form&field=values_served").status_code == 200


def test_assessors_who_differ_are_named(visitor):
    text = visitor.text(f"/compare/values?{ASKED}")
    assert "1 was assessed by several; in 1 they do not say the same." in text
    assert '<ul class="opinions"><li>ana: 0.5</li><li>ben: 0.7</li></ul>' in text


def test_the_form_keeps_values_and_weights(visitor):
    text = visitor.text(f"/compare/values?{ASKED}&value=freedom&weight=freedom:1.5&reading=certain")
    assert 'name="value" value="freedom" checked>' in text
    assert '<option value="freedom:1.5" selected>× 1.5</option>' in text
    assert '<option value="certain" selected>' in text
    assert '<input type="hidden" name="case" value="Loom">' in text


def test_what_makes_no_sense_is_a_sentence(visitor):
    answer = visitor.get(f"/compare/values?{ASKED}&weight=fredom:2")
    assert answer.status_code == 400
    assert "“fredom” is none of the values" in answer.text


def test_without_a_choice_there_is_the_form_with_cases_and_patterns(visitor):
    text = visitor.text("/compare/values")
    assert "Choose what to compare" in text
    assert "/compare/values?find=&amp;kind=pattern" in text
    assert "kind=institution" not in text


def test_where_nothing_is_assessed_it_says_so(visitor):
    text = visitor.text("/compare/values?case=Bare")
    assert "Nobody has said of any of these pages" in text
    assert '<h2 id="front">' not in text


def test_as_csv_and_json(visitor):
    assert visitor.get(f"/compare/values?{WEIGHED}&format=csv").text.startswith(
        "case,value,stands,least,greatest"
    )
    assert visitor.get(f"/compare/values?{WEIGHED}&format=json").get_json()["ranking"]["in_order"] == 5
    assert visitor.get(f"/compare/values?{WEIGHED}&format=xlsx").data[:2] == b"PK"


def test_a_block_in_a_page_shows_it(visitor):
    written(visitor.wiki, "Live", f"```comparison\n/compare/values?{WEIGHED}\n```\n")
    text = visitor.text("/wiki/Live")
    assert "5 of 6 pairs are in a known order" in text
    assert "surely on the front" in text


def test_it_can_be_kept(visitor):
    assert "values" in visitor.text(
        f"/compare/keep?way=values&of={WEIGHED.replace('&', '%26').replace('=', '%3D')}"
    )
