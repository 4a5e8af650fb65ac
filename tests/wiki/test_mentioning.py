"""The queue of unlinked mentions, from texts to decisions."""

from __future__ import annotations

import pytest

from patterns.mentions import Specificity
from tests.fakes.wiki import memory_wiki, written
from wiki.editing import delete
from wiki.errors import BadInputError
from wiki.mentioning import (
    QUEUE,
    Place,
    Wanted,
    accept,
    catch_up,
    names_of,
    offers,
    reject,
)


@pytest.fixture
def wiki():
    wiki = memory_wiki()
    written(
        wiki, "Practice:Peer production", "---\nkind: practice\naliases: [social production]\n---\nText.\n"
    )
    written(wiki, "Concept:Value", "---\nkind: concept\n---\nText.\n")
    written(wiki, "Case:A", "---\nkind: case\n---\nBy peer production, of value. Social production too.\n")
    written(wiki, "Case:B", "---\nkind: case\n---\nSocial production makes it.\n")
    return wiki


def queue(wiki, **wanted):
    return [(each.mention.page, each.mention.target) for each in offers(wiki, Wanted(**wanted))[0]]


def place(wiki, page, words):
    revision = wiki.pages.get(page)
    start = revision.text.index(words)
    return Place(revision.position, start, start + len(words))


def test_the_surest_come_first_and_common_words_last(wiki):
    found, left = offers(wiki, Wanted())
    assert left == 0
    assert [(each.mention.page, each.mention.target) for each in found] == [
        ("Case:A", "Practice:Peer production"),
        ("Case:B", "Practice:Peer production"),
        ("Case:A", "Concept:Value"),
    ]
    assert [each.specificity for each in found][-1] is Specificity.COMMON


def test_the_queue_of_a_page_of_a_target_and_of_some_pages(wiki):
    assert queue(wiki, page="Case:A") == [("Case:A", "Practice:Peer production"), ("Case:A", "Concept:Value")]
    assert queue(wiki, target="Concept:Value") == [("Case:A", "Concept:Value")]
    assert queue(wiki, pages={"Case:B"}) == [("Case:B", "Practice:Peer production")]
    assert queue(wiki, page="Case:Missing") == []


def test_accepting_sets_the_links_in_one_revision_a_page(wiki):
    before = wiki.pages.head()
    places = [
        place(wiki, "Case:A", "peer production"),
        place(wiki, "Case:A", "value"),
        place(wiki, "Case:B", "Social production"),
    ]
    outcome = accept(wiki, places, "ana")
    assert (outcome.links, outcome.pages, outcome.problems) == (3, 2, [])
    assert wiki.pages.head() == before + 2
    a = wiki.pages.get("Case:A")
    assert "By [[Practice:Peer production|peer production]], of [[Concept:Value|value]]. Social" in a.text
    assert (a.author, a.summary) == ("ana", "Linked mentions of Practice:Peer production, Concept:Value")
    assert queue(wiki) == []


def test_an_edit_made_meanwhile_is_merged(wiki):
    where = place(wiki, "Case:A", "peer production")
    text = wiki.pages.get("Case:A").text
    written(wiki, "Case:A", text + "\nMore.\n", "ben")
    assert accept(wiki, [where], "ana").links == 1
    assert wiki.pages.get("Case:A").text.endswith("too.\n\nMore.\n")


def test_a_place_that_was_rewritten_meanwhile_is_left_alone(wiki):
    where = place(wiki, "Case:B", "Social production")
    written(wiki, "Case:B", "---\nkind: case\n---\nSomething else makes it.\n", "ben")
    outcome = accept(wiki, [where], "ana")
    assert (outcome.links, len(outcome.problems)) == (0, 1)
    assert "Something else" in wiki.pages.get("Case:B").text


def test_places_without_a_name_are_refused(wiki):
    good = place(wiki, "Case:B", "Social production")
    for bad in (Place(good.position, 0, 3), Place(99, 0, 3)):
        with pytest.raises(BadInputError, match="Open the list anew"):
            accept(wiki, [good, bad], "ana")
    assert "[[" not in wiki.pages.get("Case:B").text


def test_what_is_turned_down_stays_down_until_it_is_taken_back(wiki):
    assert reject(wiki, [place(wiki, "Case:A", "value")], "ana") == 1
    assert ("Case:A", "Concept:Value") not in queue(wiki)
    assert queue(wiki, page="Case:A") == [("Case:A", "Practice:Peer production")]
    wiki.dismissals.restore(QUEUE, [("Case:A", "Concept:Value")])
    assert ("Case:A", "Concept:Value") in queue(wiki)


def test_the_queue_follows_the_log(wiki):
    assert len(queue(wiki)) == 3
    written(wiki, "Concept:It", "---\nkind: concept\n---\nAnd peer production.\n")
    assert ("Concept:It", "Practice:Peer production") in queue(wiki)
    assert ("Case:B", "Concept:It") in queue(wiki)
    delete(wiki, "Practice:Peer production", "ana", "gone")
    assert queue(wiki, target="Practice:Peer production") == []


def test_names_are_built_anew_only_when_one_changed(wiki):
    first = names_of(wiki)
    written(wiki, "Case:A", "---\nkind: case\n---\nOther words.\n")
    assert names_of(wiki) is first
    written(wiki, "Case:A", "---\nkind: case\naliases: [Alpha]\n---\nOther words.\n")
    assert names_of(wiki).meaning("alpha", "alpha") == "Case:A"


def test_redirects_are_names_of_where_they_lead(wiki):
    written(wiki, "Practice:CBPP", "---\nkind: practice\nredirect: Practice:Peer production\n---\n")
    written(wiki, "Practice:Round", "---\nkind: practice\nredirect: Practice:Trip\n---\n")
    written(wiki, "Practice:Trip", "---\nkind: practice\nredirect: Practice:Round\n---\n")
    written(wiki, "Practice:Lost", "---\nkind: practice\nredirect: Practice:Nowhere\n---\n")
    names = names_of(wiki)
    assert names.meaning("cbpp", "CBPP") == "Practice:Peer production"
    assert names.meaning("round", "round") == names.meaning("lost", "lost") == ""


def test_reading_can_be_cut_short_and_goes_on(wiki):
    told = []
    assert catch_up(wiki, seconds=-1.0) == 4
    assert queue(wiki, page="Case:B") == [("Case:B", "Practice:Peer production")]
    assert catch_up(wiki, None, lambda done, total: told.append((done, total))) == 0
    assert told == [(4, 4)]


def test_a_long_list_is_put_in_order_over_several_requests(wiki, monkeypatch):
    monkeypatch.setattr("wiki.mentioning.BLOCK", 1)
    catch_up(wiki, None)
    answers = [offers(wiki, Wanted(), 0.0)]
    while answers[-1][1]:
        answers.append(offers(wiki, Wanted(), 0.0))
    assert answers[0] == ([], 4)
    assert len(answers) > 4
    whole = [(each.mention.page, each.mention.target) for each in answers[-1][0]]
    assert (
        whole
        == queue(wiki)
        == [
            ("Case:A", "Practice:Peer production"),
            ("Case:B", "Practice:Peer production"),
            ("Case:A", "Concept:Value"),
        ]
    )


def test_what_was_in_order_stays_while_it_is_worked_out_anew(wiki, monkeypatch):
    before = queue(wiki)
    monkeypatch.setattr("wiki.mentioning.BLOCK", 1)
    written(wiki, "Concept:Makes", "---\nkind: concept\n---\nText.\n")
    catch_up(wiki, None)
    found, left = offers(wiki, Wanted(), 0.0)
    assert [(each.mention.page, each.mention.target) for each in found] == before
    assert left > 0
    assert ("Case:B", "Concept:Makes") in queue(wiki)


def test_a_text_that_is_to_be_read_and_put_in_order_counts_once(wiki, monkeypatch):
    monkeypatch.setattr("wiki.mentioning.BLOCK", 1)
    catch_up(wiki, None)
    written(wiki, "Case:B", "---\nkind: case\n---\nPeer production makes it.\n")
    assert offers(wiki, Wanted(), -1.0)[1] == 4
