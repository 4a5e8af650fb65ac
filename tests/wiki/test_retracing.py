"""Records told from the histories of pages: what was coded after a signature was frozen, and what became of it."""

from __future__ import annotations

import pytest

from tests.fakes.wiki import memory_wiki, written
from wiki.assembly import Wiki
from wiki.editing import Rename, delete, rename
from wiki.revisions import Action, Write
from wiki.scorecards import all_scorecards, scorecard_of_page

SIGNED = "signature_if: input = open input\nsignature_then: validation = after publication\n"
HIT = "input: open input\nvalidation: after publication"
MISS = "input: open input\nvalidation: before publication"


def pattern(said: str = SIGNED) -> str:
    return f"---\nkind: pattern\n{said}---\n## Problem\n\np\n"


def case(said: str) -> str:
    return f"---\nkind: case\n{said}\n---\nText.\n"


@pytest.fixture
def wiki() -> Wiki:
    wiki = memory_wiki()
    written(wiki, "Case:Known", case(HIT))
    written(wiki, "Case:Half", case("input: open input"))
    written(wiki, "Pattern:Talk", pattern())
    return wiki


def card(wiki: Wiki):
    page = wiki.pages.get("Pattern:Talk")
    assert page is not None
    found = scorecard_of_page(wiki, page)
    assert found is not None
    (same,) = [each for each in all_scorecards(wiki) if each.pattern.title == "Pattern:Talk"]
    assert same.record == found.record
    return found


def record(wiki: Wiki):
    return card(wiki).record


def test_what_is_coded_afterwards_counts_and_what_was_known_does_not(wiki):
    found = record(wiki)
    assert (found.tested, found.before) == ((), ("Case:Known",))
    half = written(wiki, "Case:Half", case(MISS), "ben")
    new = written(wiki, "Case:New", case(HIT), "cleo")
    written(wiki, "Case:Apart", case(HIT.replace("open", "restricted")))
    written(wiki, "Case:Known", case(MISS))
    found = record(wiki)
    assert [(each.case, each.verdict, each.first.position, each.coders) for each in found.tested] == [
        ("Case:Half", "miss", half, ("ben",)),
        ("Case:New", "hit", new, ("cleo",)),
    ]
    assert [each.case for each in found.outside] == ["Case:Apart"]
    assert found.before == ("Case:Known",)


def test_an_edit_of_something_else_moves_nothing(wiki):
    first = written(wiki, "Case:Half", case(MISS), "ben")
    written(wiki, "Case:Half", case(MISS + "\nmateriality: material"), "dora")
    written(wiki, "Pattern:Talk", pattern("stars: 1\n" + SIGNED))
    (tested,) = record(wiki).tested
    assert (tested.first.position, tested.since.position, tested.coders) == (first, first, ("ben",))


def test_a_correction_shows_what_the_verdict_was(wiki):
    written(wiki, "Case:Half", case(MISS), "ben")
    later = written(wiki, "Case:Half", case(HIT), "ana")
    (tested,) = record(wiki).tested
    assert (tested.verdict, tested.was, tested.since.position) == ("hit", ("miss",), later)


def test_a_case_renamed_or_deleted_stays_what_it_was(wiki):
    at = written(wiki, "Case:Half", case(MISS))
    rename(wiki, Rename("Case:Half", "Case:Whole", "ana"))
    assert [(each.case, each.first.position) for each in record(wiki).tested] == [("Case:Whole", at)]
    delete(wiki, "Case:Whole", "ana", "Not a case")
    assert record(wiki).tested == ()


def test_a_change_of_the_signature_begins_a_new_record_and_keeps_the_old_one(wiki):
    written(wiki, "Case:Half", case(MISS))
    written(wiki, "Pattern:Talk", pattern(SIGNED.replace("open input", "restricted input")))
    written(wiki, "Case:Shut", case(HIT.replace("open", "restricted")))
    found = card(wiki)
    present, earlier = found.records
    assert [each.case for each in present.hits] == ["Case:Shut"]
    assert present.before == ("Case:Half", "Case:Known")
    assert [each.case for each in earlier.misses] == ["Case:Half"]
    written(wiki, "Pattern:Talk", pattern(""))
    bare = scorecard_of_page(wiki, wiki.pages.get("Pattern:Talk"))
    assert (bare.record, len(bare.records)) == (None, 2)


def test_without_a_claim_what_instances_say_counts_from_either_page(wiki):
    written(wiki, "Pattern:Talk", pattern("signature_if: input = open input\n"))
    here = written(wiki, "Case:Half", case("input: open input\nexhibits: Talk"), "ben")
    known = "known_instances: [{value: Known, bearing: refuting}]\n"
    there = written(wiki, "Pattern:Talk", pattern("signature_if: input = open input\n" + known), "cleo")
    assert [
        (each.case, each.verdict, each.first.position, each.first.title) for each in record(wiki).tested
    ] == [
        ("Case:Half", "hit", here, "Case:Half"),
        ("Case:Known", "miss", there, "Pattern:Talk"),
    ]


def test_an_institution_that_another_pattern_was_seen_in_does_not_test_it(wiki):
    written(
        wiki,
        "Pattern:Other",
        "---\nkind: pattern\nknown_instances: [{value: 'Institution:Guild', source: S}]\n---\n",
    )
    written(wiki, "Institution:Guild", "---\nkind: institution\nvalidation: after publication\n---\n")
    written(wiki, "Case:Half", case(HIT))
    (each,) = [one for one in all_scorecards(wiki) if one.pattern.title == "Pattern:Talk"]
    assert each.prediction == card(wiki).prediction
    assert each.record.base_of == 2


def test_cases_kept_by_one_institution_or_forks_of_one_another_count_once(wiki):
    for name, tie in (("A", "steward: Guild"), ("B", "steward: Guild"), ("C", "fork_of: B"), ("D", "")):
        written(wiki, f"Case:{name}", case(f"{HIT}\n{tie}"))
    found = record(wiki)
    assert (len(found.hits), found.hits_once) == (4, 2)


def test_an_import_that_brings_pattern_and_cases_tells_nothing_of_their_order():
    wiki = memory_wiki()

    def brought(title: str, text: str, batch: int) -> None:
        wiki.pages.commit([Write(Action.SAVE, title, text, wiki.project(title, text), "ana")], batch=batch)

    brought("Pattern:Talk", pattern(), 1)
    brought("Case:A", case(HIT), 1)
    brought("Case:B", case(MISS), 2)
    found = record(wiki)
    assert found.before == ("Case:A",)
    assert [(each.case, each.first.batch) for each in found.tested] == [("Case:B", 2)]


def test_more_cases_and_revisions_ask_storage_no_more_often(wiki):
    def calls(number: int) -> int:
        for at in range(number):
            written(wiki, f"Case:N{at}", case(HIT))
            written(wiki, f"Case:N{at}", case(MISS))
        wiki.pages.calls.clear()
        card(wiki)
        return sum(wiki.pages.calls.values())

    assert calls(1) == calls(12)
