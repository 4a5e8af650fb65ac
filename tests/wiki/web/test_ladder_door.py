"""The ladder of a pattern as a page, and proposing a common parent."""

from __future__ import annotations

import pytest

from tests.fakes.formfilling import opened
from tests.fakes.visitor import Visitor
from tests.fakes.wiki import memory_wiki, written

PATTERNS = {
    "Patrol": "larger_pattern: [Peer review]",
    "Talk": "larger_pattern: [Review]",
    "Peer review": "smaller_pattern: [Talk]",
    "Review": "redirect: Pattern:Peer review",
    "Openness": "smaller_pattern: [Peer review]",
    "Lonely": "stars: 1",
}


@pytest.fixture
def visitor():
    wiki = memory_wiki()
    for name, said in PATTERNS.items():
        written(wiki, f"Pattern:{name}", f"---\nkind: pattern\n{said}\n---\n")
    written(wiki, "Case:Loom", "---\nkind: case\n---\n")
    return Visitor(wiki)


def document(visitor, query):
    return visitor.get(f"/special/ladder?{query}&format=json").get_json()


def test_what_is_said_on_either_page_counts_and_redirects_are_followed(visitor):
    found = document(visitor, "pattern=Talk")
    assert [each["way"] for each in found["above"]] == [
        ["Pattern:Talk", "Pattern:Peer review"],
        ["Pattern:Talk", "Pattern:Peer review", "Pattern:Openness"],
    ]
    assert found["beside"] == {"Pattern:Peer review": ["Pattern:Patrol"]}
    assert document(visitor, "pattern=Openness")["below"] == ["Pattern:Peer review"]
    assert found["whole"] is True


def test_where_two_patterns_meet(visitor):
    found = document(visitor, "pattern=Talk&with=Pattern:Patrol")
    assert [each["title"] for each in found["common"]] == ["Pattern:Peer review", "Pattern:Openness"]
    text = visitor.text("/special/ladder?pattern=Talk&with=Lonely")
    assert "have no larger pattern in common" in text
    assert '<input type="hidden" name="other" value="Pattern:Lonely">' in text


def test_the_page_of_a_pattern_leads_to_its_ladder(visitor):
    assert '<a href="/special/ladder?pattern=Pattern%3ATalk">' in visitor.text("/wiki/Pattern:Talk")
    assert "Patrol" in visitor.text("/special/ladder?pattern=Pattern%3ATalk")


def test_a_common_parent_is_proposed_in_its_form_and_nothing_is_saved(visitor):
    visitor.log_in("ana")
    answer = visitor.get("/special/ladder/parent?one=Talk&other=Lonely&title=Living+together")
    assert answer.status_code == 302
    form = visitor.get(answer.headers["Location"]).text
    assert 'value="Talk"' in form
    assert 'value="Lonely"' in form
    assert visitor.get("/wiki/Pattern:Living_together").status_code == 404


SEEN = "known_instances: [Loom, Weft, Warp]"


def seen_alike(visitor):
    """Two patterns with three cases each, all of which have open input."""
    for name in ("Weft", "Warp", "Loom"):
        written(visitor.wiki, f"Case:{name}", "---\nkind: case\ninput: open input\n---\n")
    written(
        visitor.wiki, "Pattern:Patrol", f"---\nkind: pattern\nlarger_pattern: [Peer review]\n{SEEN}\n---\n"
    )
    written(visitor.wiki, "Pattern:Lonely", f"---\nkind: pattern\n{SEEN}\n---\n")
    visitor.log_in("ana")


def test_a_special_pattern_begins_with_its_larger_one_its_conditions_and_the_revision_it_comes_from(visitor):
    seen_alike(visitor)
    shown = visitor.text("/special/ladder?pattern=Patrol")
    assert "Input: open input" in shown
    answer = visitor.get("/special/ladder/child?of=Patrol&title=Night+patrol")
    form = opened(visitor, answer.headers["Location"])
    assert form["v.larger_pattern.0"] == "Patrol"
    assert "- Input: open input (known of 3 cases)" in form["t.s-context"]
    position = visitor.wiki.pages.get("Pattern:Patrol").position
    assert (
        f"- Specialized from [[Pattern:Patrol]], [revision {position}](/wiki/Pattern:Patrol?oldid={position})"
        in (form["t.s-references"])
    )
    assert visitor.wiki.pages.get("Pattern:Night patrol") is None
    form.send()
    assert document(visitor, "pattern=Night+patrol")["above"][0]["way"] == [
        "Pattern:Night patrol",
        "Pattern:Patrol",
    ]


def test_a_common_parent_begins_with_what_both_share_and_the_revisions_it_comes_from(visitor):
    seen_alike(visitor)
    found = document(visitor, "pattern=Patrol&with=Lonely")
    assert found["conditions"] == [{"variable": "input", "value": "open input", "cases": 3}]
    answer = visitor.get("/special/ladder/parent?one=Patrol&other=Lonely&title=Openness+of+work")
    form = opened(visitor, answer.headers["Location"])
    assert (form["v.smaller_pattern.0"], form["v.smaller_pattern.1"]) == ("Patrol", "Lonely")
    assert "Where [[Pattern:Patrol]] and [[Pattern:Lonely]] have been seen" in form["t.s-context"]
    assert form["t.s-references"].count("Generalized from") == 2


def test_patterns_that_share_no_condition_say_so(visitor):
    assert "No condition is known that both share." in visitor.text(
        "/special/ladder?pattern=Talk&with=Lonely"
    )


def test_the_nearest_place_where_two_meet_is_marked(visitor):
    found = document(visitor, "pattern=Talk&with=Patrol")["common"]
    assert [each["nearest"] for each in found] == [True, False]
    assert "Nearest: <strong>" in visitor.text("/special/ladder?pattern=Talk&with=Patrol")


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/special/ladder/child?of=Talk&title=", 400, "Name the new pattern"),
        ("/special/ladder/child?of=Talk&title=Talk", 400, "is the pattern itself"),
        ("/special/ladder/child?of=Nobody&title=X", 404, "There is no page"),
        ("/special/ladder", 400, "Name a pattern"),
        ("/special/ladder?pattern=Nobody", 404, "There is no page “Pattern:Nobody”"),
        ("/special/ladder?pattern=Talk&with=Talk", 400, "name another one"),
        ("/special/ladder?pattern=Talk&with=[x]", 400, ""),
        ("/special/ladder?pattern=Talk&format=csv", 400, "A ladder is no table"),
        ("/special/ladder/parent?one=Talk&other=Lonely&title=", 400, ""),
        ("/special/ladder/parent?one=Talk&other=Lonely&title=Talk", 400, "is one of the two"),
    ],
)
def test_nonsense_is_refused_in_a_sentence(visitor, address, status, words):
    answer = visitor.get(address)
    assert answer.status_code == status
    assert words in answer.text
