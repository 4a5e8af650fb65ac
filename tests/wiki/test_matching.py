"""Records that may be about a page that is here already are asked about, and the answers are heeded and remembered."""

from __future__ import annotations

import pytest

from importers.draft import Draft
from patterns.frontmatter import mapping, parse
from wiki.editing import Edit, Saved, save
from wiki.importing import Wish, run_import

WISH = Wish("markdown", "somewhere", "importer")


def draft(title: str, front: str = "", body: str = "What the source says.\n", **more) -> Draft:
    kind, _, name = title.partition(":")
    return Draft(
        title,
        f"---\nkind: {kind.lower()}\ntitle: {name}\n{front}---\n{body}",
        f"{name}.md",
        f"test:{title}",
        **more,
    )


def here(wiki, title: str, front: str = "") -> None:
    made = draft(title, front, "What was here.\n")
    assert isinstance(save(wiki, Edit(title, made.text, "ana")), Saved)


def question(wiki):
    (asked,) = wiki.questions.queue(answered=False)
    return asked.question


def values(wiki) -> list[str]:
    return [each.value for each in question(wiki).options]


def test_a_page_of_the_same_name_and_another_kind_is_asked_about_and_made_meanwhile(wiki):
    here(wiki, "Practice:Crowdfunding")
    tally = run_import(wiki, WISH, [draft("Concept:Crowdfunding"), draft("Concept:Other")])
    assert (tally.counts["created"], tally.counts["questions"], tally.counts["problems"]) == (2, 1, 0)
    assert values(wiki) == ["separate", "same:Practice:Crowdfunding", "leave"]
    assert question(wiki).default == "separate"
    assert "Practice:Crowdfunding" in question(wiki).sentence


def test_a_page_of_nearly_the_same_name_is_asked_about_and_the_answer_is_remembered(wiki):
    here(wiki, "Practice:Crowdfunding", "tags: [money]\n")
    here(wiki, "Practice:The crowd-funding")
    given = [draft("Practice:Crowdfundings", "aliases: [crowds]\n"), draft("Concept:Crowdfundung")]
    tally = run_import(wiki, WISH, given)
    assert (tally.counts["created"], tally.counts["questions"]) == (2, 1)
    assert values(wiki) == ["separate", "same:Practice:Crowdfunding", "leave"]
    assert (
        "“Practice:Crowdfunding” (titles that differ by small words or a plural)" in question(wiki).sentence
    )
    wiki.questions.answer(question(wiki).key, "same:Practice:Crowdfunding", "ana")
    tally = run_import(wiki, WISH, given)
    assert tally.questions == []
    assert "crowds" in wiki.pages.get("Practice:Crowdfunding").text
    assert run_import(wiki, WISH, given).counts["unchanged"] == 2


def test_names_near_to_each_other_in_one_source_are_no_doubt(wiki):
    first = [draft("Practice:peer Production"), draft("Practice:Peer production")]
    assert run_import(wiki, WISH, first).questions == []
    assert run_import(wiki, WISH, first).questions == []


def test_what_this_import_itself_brought_is_no_doubt(wiki):
    tally = run_import(wiki, WISH, [draft("Practice:Crowdfunding"), draft("Concept:Crowdfunding")])
    assert tally.questions == []
    more = run_import(wiki, WISH, [draft("Practice:Crowdfunding"), draft("Concept:Crowdfunding")])
    assert more.questions == []
    assert more.counts["unchanged"] == 2


def test_redirects_and_talk_pages_are_no_doubt(wiki):
    assert isinstance(
        save(wiki, Edit("Practice:Gift", "---\nredirect: Concept:Gift economy\n---\n", "ana")), Saved
    )
    redirect = Draft("Concept:Loan", "---\nredirect: Practice:Loan\n---\n", "l", "test:l")
    here(wiki, "Practice:Loan")
    assert run_import(wiki, WISH, [draft("Concept:Gift"), redirect]).questions == []


def test_the_same_completes_the_page_there_is(wiki):
    here(wiki, "Practice:Crowdfunding", "tags: [money]\n")
    given = [draft("Concept:Crowdfunding", "aliases: [crowd funding]\n")]
    run_import(wiki, WISH, given)  # made as a page of its own
    wiki.questions.answer(question(wiki).key, "same:Practice:Crowdfunding", "ana")
    tally = run_import(wiki, WISH, given)
    text = wiki.pages.get("Practice:Crowdfunding").text
    assert mapping(parse(text)) == {
        "kind": "practice", "title": "Crowdfunding", "tags": ["money"], "aliases": ["crowd funding"],
    }  # fmt: skip
    assert "What was here." in text
    assert "What the source says." in text
    (issue,) = tally.issues
    assert "'Concept:Crowdfunding' was imported before" in issue.message
    again = run_import(wiki, WISH, given)
    assert (again.counts["unchanged"], again.counts["updated"], again.questions) == (1, 0, [])


def test_left_out_stays_out(wiki):
    here(wiki, "Practice:Crowdfunding")
    first = run_import(
        wiki, Wish("markdown", "somewhere", "importer", dry_run=True), [draft("Concept:Crowdfunding")]
    )
    assert wiki.questions.count_open() == 0  # a dry run writes nothing
    wiki.questions.ask(first.questions)
    wiki.questions.answer(question(wiki).key, "leave", "ana")
    tally = run_import(wiki, WISH, [draft("Concept:Crowdfunding")])
    assert (tally.counts["skipped"], tally.questions) == (1, [])
    assert wiki.pages.get("Concept:Crowdfunding") is None


@pytest.mark.parametrize(
    ("ours", "theirs", "doubtful"),
    [
        ("doi: 10.1/a\n", "doi: 10.1/b\n", True),
        ("doi: 10.1/a\n", "doi: https://doi.org/10.1/A\n", False),
        ("isbn: [978-0-1, 978-0-2]\n", "isbn: 9780 2\n", False),
        ("doi: 10.1/a\n", "isbn: 978-0-1\n", False),
        ("orcid: {value: 0000-1, source: X}\n", "orcid: 0000-2\n", True),
    ],
)
def test_other_identifiers_under_the_same_title_are_asked_about(wiki, ours, theirs, doubtful):
    here(wiki, "Source:Commons", ours)
    tally = run_import(wiki, WISH, [draft("Source:Commons", theirs)])
    assert bool(tally.questions) is doubtful
    assert "What was here." in wiki.pages.get("Source:Commons").text
    if doubtful:
        assert (tally.counts["skipped"], tally.batch) == (1, None)
        assert question(wiki).default == "leave"


def test_something_else_of_the_same_title_gets_a_title_of_its_own(wiki):
    here(wiki, "Person:Ana Diaz", "orcid: 0000-0001\n")
    given = [draft("Person:Ana Diaz", "orcid: 0000-0002\n")]
    run_import(wiki, WISH, given)
    own = "separate:Person:Ana Diaz (0000-0002)"
    assert values(wiki) == ["leave", "same:Person:Ana Diaz", own]
    wiki.questions.answer(question(wiki).key, own, "ana")
    run_import(wiki, WISH, given)
    made = wiki.pages.get("Person:Ana Diaz (0000-0002)")
    assert mapping(parse(made.text))["title"] == "Ana Diaz (0000-0002)"
    assert run_import(wiki, WISH, given).counts["unchanged"] == 1


def test_same_under_one_title_completes(wiki):
    here(wiki, "Person:Ana Diaz", "orcid: 0000-0001\n")
    given = [draft("Person:Ana Diaz", "orcid: 0000-0002\ntags: [weaver]\n")]
    run_import(wiki, WISH, given)
    wiki.questions.answer(question(wiki).key, "same:Person:Ana Diaz", "ana")
    tally = run_import(wiki, WISH, given)
    assert tally.issues == []
    said = mapping(parse(wiki.pages.get("Person:Ana Diaz").text))
    assert (said["orcid"], said["tags"]) == ("0000-0001", ["weaver"])
