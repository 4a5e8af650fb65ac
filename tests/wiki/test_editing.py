"""Saving, renaming, deleting: what each does to the log, and what is never lost."""

import threading

import pytest

from patterns.frontmatter import mapping, parse
from wiki.editing import Blocked, Conflict, Edit, Rename, Saved, delete, rename, revert, save, undelete
from wiki.errors import BadInputError, NotFoundError, TitleTakenError
from wiki.revisions import Action, Write

TEXT = "---\nkind: case\ntitle: Linux\n---\nFirst.\n\nSecond.\n\nThird.\n"


def saved(wiki, title="Case:Linux", text=TEXT, **more) -> Saved:
    answer = save(wiki, Edit(title, text, "ana", **more))
    assert isinstance(answer, Saved)
    return answer


def test_a_new_page_is_there_at_once(wiki):
    answer = saved(wiki)
    assert wiki.pages.get("Case:Linux").position == answer.revision
    assert wiki.pages.get("Case:Linux").text == TEXT


def test_a_title_is_saved_in_its_normal_form(wiki):
    assert saved(wiki, "Case:Free_Culture ").title == "Case:Free Culture"


@pytest.mark.parametrize("title", ["", "A[b]", ":x", "Case:", "a/../b", "x" * 300])
def test_an_impossible_title_is_refused_in_words(wiki, title):
    with pytest.raises(BadInputError, match=r"\w+.*[.:]"):
        save(wiki, Edit(title, "text", "ana"))
    assert wiki.pages.head() == 0


def test_half_a_character_is_refused(wiki):
    with pytest.raises(BadInputError, match="position 3"):
        save(wiki, Edit("Case:X", "ab\ud800", "ana"))


def test_too_long_a_text_is_refused(wiki):
    with pytest.raises(BadInputError, match="2 MiB"):
        save(wiki, Edit("Case:X", "x" * (2 * 1024 * 1024 + 1), "ana"))


def test_saving_the_same_text_writes_nothing(wiki):
    first = saved(wiki)
    again = saved(wiki, base=first.revision)
    assert again.unchanged
    assert wiki.pages.head() == first.revision


def test_edits_in_different_places_are_merged(wiki):
    base = saved(wiki).revision
    saved(wiki, text=TEXT.replace("First.", "First by Bo."), base=base)
    answer = saved(wiki, text=TEXT.replace("Third.", "Third by Ana."), base=base)
    assert answer.merged
    text = wiki.pages.get("Case:Linux").text
    assert "First by Bo." in text
    assert "Third by Ana." in text


def test_facts_are_merged_one_by_one(wiki):
    base = saved(wiki).revision
    saved(wiki, text=TEXT.replace("title: Linux", "title: Linux\ncountry: Finland"), base=base)
    saved(wiki, text=TEXT.replace("title: Linux", "title: Linux\ntags: [kernel]"), base=base)
    front = mapping(parse(wiki.pages.get("Case:Linux").text))
    assert (front["country"], front["tags"]) == ("Finland", ["kernel"])


def test_edits_in_the_same_place_are_given_back_whole(wiki):
    base = saved(wiki).revision
    theirs = saved(wiki, text=TEXT.replace("Second.", "Second by Bo."), base=base)
    answer = save(wiki, Edit("Case:Linux", TEXT.replace("Second.", "Second by Ana."), "ana", base=base))
    assert isinstance(answer, Conflict)
    assert answer.current.position == theirs.revision
    (overlap,) = answer.merge.conflicts
    assert "Second by Ana." in overlap.mine
    assert "Second by Bo." in overlap.theirs
    assert "Second." in overlap.base
    assert wiki.pages.head() == theirs.revision


def test_two_people_creating_one_page_do_not_overwrite_each_other(wiki):
    saved(wiki)
    assert isinstance(save(wiki, Edit("Case:Linux", "Something else.", "bo")), Conflict)


def test_a_page_deleted_meanwhile_is_a_conflict_that_keeps_the_text(wiki):
    base = saved(wiki).revision
    delete(wiki, "Case:Linux", "bo", "spam")
    answer = save(wiki, Edit("Case:Linux", TEXT + "More.\n", "ana", base=base))
    assert isinstance(answer, Conflict)
    assert answer.current is None
    assert answer.mine.endswith("More.\n")


def test_a_newly_introduced_violation_of_a_field_blocks(wiki):
    base = saved(wiki).revision
    wrong = TEXT.replace("title: Linux", "title: Linux\nstarted: long ago")
    answer = save(wiki, Edit("Case:Linux", wrong, "ana", base=base))
    assert isinstance(answer, Blocked)
    assert (answer.findings[0].key, bool(answer.findings[0].message)) == ("started", True)
    assert wiki.pages.head() == base


def test_a_violation_that_was_there_before_does_not_block(wiki):
    wrong = TEXT.replace("title: Linux", "title: Linux\nstarted: long ago")
    imported = Write(Action.SAVE, "Case:Linux", wrong, wiki.project("Case:Linux", wrong), "importer")
    base = wiki.pages.commit([imported])[0]
    assert isinstance(save(wiki, Edit("Case:Linux", wrong + "More.\n", "ana", base=base)), Saved)


def test_front_matter_that_cannot_be_read_is_saved_with_its_violation(wiki):
    base = saved(wiki).revision
    broken = TEXT.replace("title: Linux", "title: Linux\nbroken: [x")
    answer = saved(wiki, text=broken, base=base)
    assert "violation" in {finding.severity for finding in answer.findings}
    assert wiki.pages.get("Case:Linux").text == broken


def test_an_unknown_base_is_refused(wiki):
    with pytest.raises(BadInputError, match="Revision 99"):
        save(wiki, Edit("Case:Linux", TEXT, "ana", base=99))


def test_a_base_of_another_page_is_refused(wiki):
    saved(wiki)
    other = saved(wiki, "Case:Other")
    with pytest.raises(BadInputError, match="another page"):
        save(wiki, Edit("Case:Linux", TEXT, "ana", base=other.revision))


def test_many_at_once_lose_nothing(wiki):
    paragraphs = [f"Paragraph {number}." for number in range(8)]
    base = saved(wiki, text="\n\n".join(paragraphs) + "\n").revision
    answers = []

    def write(number):
        text = "\n\n".join(paragraphs).replace(f"Paragraph {number}.", f"Written by {number}.") + "\n"
        answers.append(save(wiki, Edit("Case:Linux", text, f"writer {number}", base=base)))

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(isinstance(answer, Saved) for answer in answers)
    text = wiki.pages.get("Case:Linux").text
    assert [number for number in range(8) if f"Written by {number}." not in text] == []


def test_rename_takes_text_talk_links_and_leaves_a_redirect(wiki):
    saved(wiki)
    saved(wiki, "Talk:Case:Linux", "What about GNU?\n")
    saved(
        wiki,
        "Pattern:Copyleft",
        "---\nkind: pattern\nknown_instances: [Linux]\n---\nSee [[Case:Linux|it]].\n",
    )
    changed = rename(wiki, Rename("Case:Linux", "Case:GNU/Linux", "ana"))
    assert changed == 1
    assert mapping(parse(wiki.pages.get("Case:GNU/Linux").text))["title"] == "GNU/Linux"
    assert mapping(parse(wiki.pages.get("Case:Linux").text))["redirect"] == "Case:GNU/Linux"
    assert wiki.pages.get("Talk:Case:GNU/Linux").text == "What about GNU?\n"
    text = wiki.pages.get("Pattern:Copyleft").text
    assert "[[Case:GNU/Linux|it]]" in text
    assert mapping(parse(text))["known_instances"] in (["GNU/Linux"], ["Case:GNU/Linux"])
    assert {link.title for link in wiki.pages.links_to("Case:GNU/Linux")} >= {"Pattern:Copyleft"}


def test_links_in_headings_and_names_in_live_blocks_are_links_and_follow_a_rename(wiki):
    saved(wiki, "Case:Old", "Text.\n")
    text = "## About [[Case:Old]]\n\nWords.\n\n```comparison\n/compare?case=Old\n```\n"
    saved(wiki, "Headed", text.partition("\n")[0] + "\n")
    saved(wiki, "Blocked", text.partition("\n\n")[2])
    assert {link.title for link in wiki.pages.links_to("Case:Old")} == {"Headed", "Blocked"}
    assert rename(wiki, Rename("Case:Old", "Case:New name", "ana", redirect=False)) == 2
    assert wiki.pages.get("Headed").text == "## About [[Case:New name]] {#about-caseold}\n"
    assert "/compare?case=New+name\n" in wiki.pages.get("Blocked").text
    assert {link.title for link in wiki.pages.links_to("Case:New name")} == {"Headed", "Blocked"}


def test_rename_across_kinds_changes_the_kind(wiki):
    saved(wiki)
    rename(wiki, Rename("Case:Linux", "Practice:Linux", "ana", redirect=False))
    assert mapping(parse(wiki.pages.get("Practice:Linux").text))["kind"] == "practice"
    assert wiki.pages.get("Case:Linux") is None


def test_rename_onto_a_page_is_refused_and_changes_nothing(wiki):
    saved(wiki)
    head = saved(wiki, "Case:Other").revision
    with pytest.raises(TitleTakenError, match="Case:Other"):
        rename(wiki, Rename("Case:Linux", "Case:Other", "ana"))
    assert wiki.pages.head() == head


def test_delete_and_undelete(wiki):
    saved(wiki)
    delete(wiki, "Case:Linux", "ana", "test")
    assert wiki.pages.get("Case:Linux") is None
    undelete(wiki, "Case:Linux", "ana")
    assert wiki.pages.get("Case:Linux").text == TEXT
    with pytest.raises(NotFoundError):
        undelete(wiki, "Case:Never", "ana")


def test_revert_brings_an_old_text_back_as_a_new_revision(wiki):
    first = saved(wiki)
    second = saved(wiki, text="Vandalism\n", base=first.revision)
    answer = revert(wiki, "Case:Linux", first.revision, "ana")
    assert answer.revision == second.revision + 1
    assert wiki.pages.get("Case:Linux").text == TEXT
    assert "Reverted to revision" in wiki.pages.get("Case:Linux").summary


def test_revert_to_another_pages_revision_is_refused(wiki):
    saved(wiki)
    other = saved(wiki, "Case:Other")
    with pytest.raises(NotFoundError):
        revert(wiki, "Case:Linux", other.revision, "ana")


def test_a_renamed_page_and_its_talk_page_follow_links_to_themselves(wiki):
    for title in ("Case:Old", "Talk:Case:Old"):
        saved(wiki, title, "See [[Case:Old]].\n")
    rename(wiki, Rename("Case:Old", "Case:New", "ana"))
    assert wiki.pages.get("Case:New").text == "See [[Case:New]].\n"
    assert wiki.pages.get("Talk:Case:New").text == "See [[Case:New]].\n"
    assert wiki.pages.get("Talk:Case:Old") is None or "redirect" in wiki.pages.get("Talk:Case:Old").text
