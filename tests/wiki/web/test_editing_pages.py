"""The editor: no text is ever lost, whatever happens between opening the form and saving it."""

from __future__ import annotations

import html
import re
from dataclasses import replace

import pytest

from tests.fakes.visitor import Visitor
from tests.fakes.wiki import memory_wiki, written
from wiki.web import accounts

TEXT = "---\nkind: case\ntitle: Loom\nlicense: CC-BY-SA-4.0\n---\nFirst paragraph.\n\nSecond paragraph.\n\nThird paragraph.\n"
LOOM = "/wiki/Case:Loom"


@pytest.fixture
def wiki():
    wiki = memory_wiki(page_mebibytes=1)
    written(wiki, "Case:Loom", TEXT)
    return wiki


@pytest.fixture
def ana(wiki):
    return Visitor(wiki, "ana")


def text_in(answer) -> str:
    """What the form's text area holds, as a browser reads it."""
    found = re.search(r'<textarea[^>]*name="text"[^>]*>\n(.*?)</textarea>', answer.text, re.DOTALL)
    assert found, answer.text
    return html.unescape(found[1])


def base_in(answer) -> str:
    found = re.search(r'name="base" value="(\d*)"', answer.text)
    assert found
    return found[1]


def test_the_form_holds_the_text_and_its_revision(ana):
    form = ana.get(f"{LOOM}?action=edit")
    assert text_in(form) == TEXT
    assert base_in(form) == "1"
    assert "By saving you agree to publish under CC-BY-SA-4.0" in form.text


def test_a_text_that_begins_with_an_empty_line_keeps_it(ana, wiki):
    written(wiki, "Notes", "\n\nLater.\n")
    assert text_in(ana.get("/wiki/Notes?action=edit")) == "\n\nLater.\n"


def test_a_save_leads_to_the_page_and_is_signed(ana, wiki):
    answer = ana.post(LOOM, text=TEXT.replace("First", "1st"), base="1", summary="Shorter")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{LOOM}?did=saved")
    revision = wiki.pages.get("Case:Loom")
    assert (revision.author, revision.summary) == ("ana", "Shorter")
    assert "1st paragraph." in revision.text
    assert "your edit is live" in ana.text(answer.headers["Location"])


def test_line_ends_of_the_browser_do_not_reach_the_page(ana, wiki):
    ana.post(LOOM, text=TEXT.replace("\n", "\r\n") + "More.\r\n", base="1")
    assert wiki.pages.get("Case:Loom").text == TEXT + "More.\n"


def test_a_page_with_windows_line_ends_keeps_them(ana, wiki):
    base = written(wiki, "Case:Old", TEXT.replace("\n", "\r\n"))
    ana.post("/wiki/Case:Old", text=TEXT.replace("\n", "\r\n") + "More.\r\n", base=str(base))
    assert wiki.pages.get("Case:Old").text == TEXT.replace("\n", "\r\n") + "More.\r\n"


def test_saving_what_is_there_writes_nothing(ana, wiki):
    answer = ana.post(LOOM, text=TEXT, base="1")
    assert "did=unchanged" in answer.headers["Location"]
    assert wiki.pages.head() == 1


def test_edits_of_different_paragraphs_are_merged(ana, wiki):
    written(wiki, "Case:Loom", TEXT.replace("First", "Their first"), author="ben")
    answer = ana.post(LOOM, text=TEXT.replace("Third", "My third"), base="1")
    assert "did=merged" in answer.headers["Location"]
    merged = wiki.pages.get("Case:Loom").text
    assert "Their first paragraph." in merged
    assert "My third paragraph." in merged
    assert "both edits were merged" in ana.text(answer.headers["Location"])


def test_edits_of_the_same_paragraph_stand_side_by_side(ana, wiki):
    written(wiki, "Case:Loom", TEXT.replace("First", "Their <b>first"), author="ben")
    mine = TEXT.replace("First", "My <i>first").replace("Third", "My third")
    answer = ana.post(LOOM, text=mine, base="1", summary="Mine")
    assert answer.status_code == 409
    assert wiki.pages.head() == 2
    assert text_in(answer) == mine
    assert base_in(answer) == "2"
    assert 'value="Mine"' in answer.text
    for words in ("Their &lt;b&gt;first paragraph.", "My &lt;i&gt;first paragraph.", "First paragraph."):
        assert words in answer.text
    again = ana.post(LOOM, text=text_in(answer), base=base_in(answer))
    assert "did=saved" in again.headers["Location"]
    assert wiki.pages.get("Case:Loom").text == mine


def test_an_edit_of_a_page_deleted_meanwhile_is_kept(ana, wiki):
    ana.post(f"{LOOM}?action=delete", reason="twice")
    answer = ana.post(LOOM, text=TEXT + "More.", base="1")
    assert answer.status_code == 409
    assert text_in(answer) == TEXT + "More."
    assert base_in(answer) == ""
    assert ana.post(LOOM, text=text_in(answer), base="").status_code == 303


def test_two_who_begin_the_same_page_do_not_overwrite_each_other(ana, wiki):
    written(wiki, "Case:Both", "Theirs.\n", author="ben")
    answer = ana.post("/wiki/Case:Both", text="Mine.\n", base="")
    assert answer.status_code == 409
    assert text_in(answer) == "Mine.\n"
    assert "Theirs." in answer.text


BROKEN = "---\nkind: [\n---\nBody.\n"


def test_a_new_violation_comes_back_in_words_with_the_text(ana, wiki):
    answer = ana.post(LOOM, text=BROKEN, base="1")
    if answer.status_code == 303:  # text that is not valid YAML may be saved and mended
        assert wiki.pages.get("Case:Loom").text == BROKEN
    else:
        assert answer.status_code == 422
        assert text_in(answer) == BROKEN
        assert "Violation" in answer.text


def test_an_expired_form_loses_nothing(wiki):
    stranger = Visitor(wiki)
    answer = stranger.client.post(LOOM, data={"text": "Mine, long and dear.", "base": "1", "csrf": "old"})
    assert answer.status_code == 403
    assert text_in(answer) == "Mine, long and dear."
    assert wiki.pages.head() == 1


def test_after_the_log_in_ended_one_logs_in_beside_the_text(wiki):
    wiki.accounts.add("cleo", accounts.HASHER.hash("warp and weft"), "editor")
    visitor = Visitor(wiki)
    answer = visitor.post(LOOM, text=TEXT + "More.\n", base="1")
    assert answer.status_code == 403
    assert text_in(answer) == TEXT + "More.\n"
    assert 'name="password"' in answer.text
    wrong = visitor.post(LOOM, text=text_in(answer), base="1", name="cleo", password="nonsense")
    assert wrong.status_code == 403
    assert text_in(wrong) == TEXT + "More.\n"
    assert "do not go together" in wrong.text
    right = visitor.post(LOOM, text=text_in(wrong), base="1", name="cleo", password="warp and weft")
    assert right.status_code == 303
    assert wiki.pages.get("Case:Loom").author == "cleo"


def test_the_form_shown_right_after_logging_in_beside_it_works(wiki):
    wiki.accounts.add("cleo", accounts.HASHER.hash("warp and weft"), "editor")
    visitor = Visitor(wiki)
    shown = visitor.post(LOOM, text="Mine.", base="1", do="preview", name="cleo", password="warp and weft")
    token = re.search(r'name="csrf" value="(\w+)"', shown.text)
    answer = visitor.client.post(LOOM, data={"csrf": token[1], "text": TEXT + "x\n", "base": "1"})
    assert answer.status_code == 303


def test_too_long_a_text_comes_back_with_a_sentence(ana, wiki):
    answer = ana.post(LOOM, text="x" * (1024 * 1024 + 1), base="1")
    assert answer.status_code == 422
    assert "a page may have 1 MiB" in answer.text
    assert len(text_in(answer)) == 1024 * 1024 + 1


def test_far_too_long_a_request_is_refused_in_words(ana):
    answer = ana.client.post(LOOM, data={"text": "x" * (4 * 1024 * 1024), "csrf": "any"})
    assert answer.status_code == 413
    assert "a page may have 1 MiB" in answer.text


def test_a_preview_shows_page_and_findings_and_saves_nothing(ana, wiki):
    text = "---\nkind: case\ntitle: Loom\ncolour: red\n---\nA *new* [[Nowhere]].\n"
    answer = ana.post(LOOM, text=text, base="1", do="preview")
    assert answer.status_code == 200
    assert "<em>new</em>" in answer.text
    assert "colour" in answer.text.partition("What the checks say")[2].partition("</ul>")[0]
    assert text_in(answer) == text
    assert wiki.pages.head() == 1


def test_a_preview_runs_nothing(ana):
    answer = ana.post(
        LOOM,
        text="<script>alert(1)</script><img src=x onerror=alert(1)>[x](javascript:alert(1))",
        do="preview",
    )
    shown = answer.text.partition('class="prose"')[2].partition("<form")[0]
    assert "<script" not in shown
    assert "onerror" not in shown
    assert 'href="javascript' not in shown


def test_a_draft_is_kept_offered_and_gone_after_the_save(ana, wiki):
    answer = ana.post(LOOM, text=TEXT + "Half a thought", base="1", summary="Sum", do="draft")
    assert answer.status_code == 303
    assert wiki.pages.head() == 1
    form = ana.get(answer.headers["Location"])
    assert text_in(form) == TEXT + "Half a thought"
    assert 'value="Sum"' in form.text
    assert "This is your draft of" in form.text
    ana.post(LOOM, text=text_in(form), base=base_in(form))
    assert "This is your draft" not in ana.get(f"{LOOM}?action=edit").text


def test_a_draft_can_be_discarded(ana):
    ana.post(LOOM, text="Half", base="1", do="draft")
    ana.post(LOOM, text="Half", base="1", do="drop")
    assert text_in(ana.get(f"{LOOM}?action=edit")) == TEXT


def test_drafts_are_their_writers_own(ana, wiki):
    ana.post(LOOM, text="Secret thought", base="1", do="draft")
    assert "Secret thought" not in Visitor(wiki, "ben").get(f"{LOOM}?action=edit").text


def test_a_script_keeps_drafts_silently(ana):
    answer = ana.post(LOOM, text="Half", base="1", do="draft", headers={"X-Requested-With": "fetch"})
    assert (answer.status_code, answer.data) == (204, b"")


def test_a_draft_of_an_older_revision_is_merged_when_saved(ana, wiki):
    ana.post(LOOM, text=TEXT.replace("Third", "My third"), base="1", do="draft")
    written(wiki, "Case:Loom", TEXT.replace("First", "Their first"), author="ben")
    form = ana.get(f"{LOOM}?action=edit")
    assert base_in(form) == "1"
    ana.post(LOOM, text=text_in(form), base=base_in(form))
    assert "Their first" in wiki.pages.get("Case:Loom").text


def test_a_new_page_begins_with_its_kinds_skeleton(ana, wiki):
    text = text_in(ana.get("/wiki/Pattern:Warp?action=edit"))
    assert text.startswith("---\nkind: pattern\ntitle: Warp\n")
    sections = [field.label for field in wiki.ontology.by_name["pattern"].fields if field.section]
    assert sections
    assert all(f"## {label}\n" in text for label in sections)
    assert ana.post("/wiki/Pattern:Warp", text=text, base="").status_code == 303


def test_an_old_text_can_be_edited_on_top_of_the_current_one(ana, wiki):
    written(wiki, "Case:Loom", "Vandalized.\n", author="ben")
    form = ana.get(f"{LOOM}?action=edit&oldid=1")
    assert (text_in(form), base_in(form)) == (TEXT, "2")


def test_who_may_not_edit_reads_the_text_and_the_way_in(wiki):
    form = Visitor(wiki).get(f"{LOOM}?action=edit")
    assert form.status_code == 200
    assert "readonly" in form.text
    assert "/account/register?next=/wiki/Case%3ALoom%3Faction%3Dedit" in form.text
    assert Visitor(wiki).get("/wiki/Case:None?action=edit").status_code == 404


def test_anonymous_editing_is_a_setting():
    wiki = memory_wiki(anonymous_editing=True)
    visitor = Visitor(wiki)
    assert "your network address 127.0.0.1 will stand under the edit" in visitor.text(
        "/wiki/Notes?action=edit"
    )
    assert visitor.post("/wiki/Notes", text="Hello.", base="").status_code == 303
    assert wiki.pages.get("Notes").author == "127.0.0.1"


def test_a_blocked_account_cannot_save(wiki):
    ana = Visitor(wiki, "ana")
    people = wiki.accounts.inner.people
    people["ana"] = replace(people["ana"], blocked=True)
    answer = ana.post(LOOM, text="Mine.", base="1")
    assert answer.status_code == 403
    assert "blocked" in answer.text
    assert text_in(answer) == "Mine."


@pytest.mark.parametrize("base", ["99", "-1", "x", "9" * 40])
def test_a_forged_base_never_breaks_or_overwrites(ana, wiki, base):
    answer = ana.post(LOOM, text="Mine.", base=base)
    assert answer.status_code in {409, 422}
    assert "Mine." in text_in(answer)
    assert wiki.pages.head() == 1


def test_a_redirect_just_saved_shows_itself(ana):
    answer = ana.post("/wiki/Old_loom", text="---\nredirect: Case:Loom\n---\n", base="")
    assert "This page redirects to" in ana.get(answer.headers["Location"]).text
    assert ana.get("/wiki/Old_loom").status_code == 302
