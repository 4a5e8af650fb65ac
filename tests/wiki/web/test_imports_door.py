"""Importing through the browser, page by page, and the review queue."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest

from importers.formats import FORMATS
from importers.question import Option, Question
from tests.fakes.visitor import Visitor
from tests.fakes.wiki import memory_wiki
from tests.wiki.test_uploads import packed
from wiki.assembly import Wiki
from wiki.bringing import work_through
from wiki.runs import Line, State
from wiki.uploads import Uploads
from wiki.web.imports import WORDS

NOTES = {"notes/One.md": "About [[Two]].\n", "notes/Two.md": "Words & <signs>.\n"}


@pytest.fixture
def wiki(tmp_path: Path) -> Wiki:
    return replace(memory_wiki(), uploads=Uploads(tmp_path / "uploads", tmp_path / "run" / "bell", 1))


@pytest.fixture
def ana(wiki: Wiki) -> Visitor:
    return Visitor(wiki, "ana")


def send(visitor: Visitor, name: str = "notes.zip", content: bytes | None = None):
    stream = (
        io.BytesIO(content) if content is not None else packed(*((k, v.encode()) for k, v in NOTES.items()))
    )
    return visitor.client.post("/import", data={"csrf": visitor.token(), "file": (stream, name)})


def press(visitor: Visitor, what: str, number: int = 1, **fields: str):
    answer = visitor.post(f"/import/{number}", do=what, **fields)
    work_through(visitor.wiki)
    return answer


def test_the_whole_way_from_sending_to_the_report(ana, wiki):
    answer = send(ana)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/import/1")
    assert '<option value="markdown" selected>' in ana.text("/import/1")
    assert wiki.pages.head() == 0
    assert press(ana, "preview", format="markdown").status_code == 303
    looked = ana.text("/import/1")
    assert "Nothing was written. This is what the import would do." in looked
    assert 'href="/wiki/One"' in looked
    assert "Words &amp; &lt;signs&gt;" in looked or "About" in looked  # the first new page of the kind
    assert wiki.pages.head() == 0
    assert press(ana, "import").status_code == 303
    report = ana.text("/import/1")
    assert "Imported." in report
    assert 'href="/special/mentions?batch=1">Unlinked mentions</a>' in report
    assert "/special/batches/1" in report
    assert 'do" value="import' not in report
    assert wiki.pages.get("One") is not None
    assert "imported" in ana.text("/import")


@pytest.mark.parametrize("visitor", ["", "reader"])
def test_who_may_not_import_is_refused_before_a_file_is_read(wiki, visitor):
    somebody = Visitor(wiki, visitor, "reader") if visitor else Visitor(wiki)
    for answer in (somebody.get("/import"), send(somebody), somebody.get("/import/1")):
        assert answer.status_code == 403
    assert not wiki.uploads.folder.exists()


def test_a_form_of_another_site_is_refused(ana, wiki):
    answer = ana.client.post("/import", data={"csrf": "0" * 64, "file": (io.BytesIO(b"x"), "a.md")})
    assert answer.status_code == 403
    assert wiki.runs.runs() == []


@pytest.mark.parametrize(
    ("name", "content", "status", "words"),
    [
        ("", b"x", 422, "Choose a file first"),
        ("a.md", b"", 422, "empty"),
        ("a.md", b"x" * 1_100_000, 422, "may have 1 MiB"),
        ("a.md", b"x" * 2_000_000, 413, "may have 1 MiB"),
    ],
)
def test_what_cannot_be_taken_is_said_in_the_form(ana, wiki, name, content, status, words):
    answer = send(ana, name, content)
    assert answer.status_code == status
    assert words in answer.text
    assert 'type="file"' in answer.text
    assert wiki.runs.runs() == []


def test_other_requests_keep_their_limit(ana):
    answer = ana.post("/special/questions", more="x" * 7_000_000)
    assert answer.status_code == 413
    assert "a page may have" in answer.text


def test_a_mapping_is_proposed_corrected_and_its_mistakes_are_said(ana, wiki):
    send(ana, "gardens.csv", b"name,country\nOrchard,Chile\nMeadow,Peru\n")
    press(ana, "preview", format="table")
    page = ana.get("/import/1").text
    assert "One is proposed below" in page
    assert "format: table" in page
    assert "What a column of a case may become" in page
    assert "<code>steward</code>" in page
    wrong = ana.post("/import/1", do="preview", format="table", mapping="format: table\ncolour: blue\n")
    assert wrong.status_code == 422
    assert "colour" in wrong.text
    assert "colour: blue" in wrong.text
    broken = ana.post("/import/1", do="preview", format="table", mapping="a: [\n")
    assert "not valid YAML" in broken.text
    assert str(wiki.uploads.folder) not in broken.text
    bomb = ana.post("/import/1", do="preview", format="table", mapping="a: &a [x]\nb: [*a, *a]\n")
    assert "may not refer to its own parts" in bomb.text
    deep = ana.post("/import/1", do="preview", format="table", mapping="a: " + "[" * 100_000)
    assert deep.status_code == 422
    mapping = "format: table\nlabel: Gardens\ntables:\n- {match: '*.csv', kind: case, key: name, columns: {country: country}}\n"
    press(ana, "preview", format="table", mapping=mapping)
    assert "Case:Orchard" in ana.get("/import/1?list=changes").text
    press(ana, "import", format="table", mapping=mapping)
    assert "country: Chile" in wiki.pages.get("Case:Orchard").text


def test_a_profile_chosen_after_a_mapping_was_proposed_counts(ana, wiki):
    send(ana, "gardens.csv", b"name,country\nOrchard,Chile\n")
    press(ana, "preview", format="table")
    proposed = wiki.runs.get(1).chosen.mapping
    assert proposed
    press(ana, "preview", format="table", profile="governancearchaeology", mapping=proposed)
    assert wiki.runs.get(1).chosen.mapping == ""
    mine = f"{proposed}# mine\n"
    press(ana, "preview", format="table", profile="governancearchaeology", mapping=mine)
    assert wiki.runs.get(1).chosen.mapping == mine


def test_a_profile_is_sent_as_a_file_and_remembered_for_the_next_file_of_that_name(ana, wiki):
    send(ana)
    profile = b"label: Notes\r\nfiles: [{match: '*.md', kind: case}]\r\nstrip: ['draft:.*']\r\n"
    sent = {"csrf": ana.token(), "do": "preview", "format": "markdown", "mapping": "label: Other"}
    sent["mapping_file"] = (io.BytesIO(profile), "mine.yaml")
    assert ana.client.post("/import/1", data=sent).status_code == 303
    work_through(wiki)
    assert "Case:One" in ana.text("/import/1")
    send(ana)
    assert wiki.runs.get(2).chosen == wiki.runs.get(1).chosen
    assert "label: Notes" in ana.text("/import/2")


def test_a_profile_that_is_no_text_or_may_be_slow_is_refused_with_the_reason(ana):
    send(ana)
    sent = {"csrf": ana.token(), "do": "preview", "format": "markdown"}
    sent["mapping_file"] = (io.BytesIO(b"\xff\xfe"), "mine.yaml")
    answer = ana.client.post("/import/1", data=sent)
    assert (answer.status_code, "“mine.yaml” is no text in UTF-8" in answer.text) == (422, True)
    for profile in ("strip: ['(a+)+b']", "files: [{match: '*', kind: case, join: 'file:(a|a)*'}]"):
        answer = press(ana, "preview", format="markdown", mapping=profile)
        assert (answer.status_code, "repeats a group" in answer.text) == (422, True)
    lines = "format: mediawiki\nlines: [{match: '(.*)*x', key: url}]"
    answer = press(ana, "preview", format="mediawiki", mapping=lines)
    assert (answer.status_code, "repeats a group" in answer.text) == (422, True)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("photo.jpg", b"\xff\xd8\xff\xe0", "looks like a picture"),
        ("a.zip", b"PK\x03\x04x", "cannot be unpacked"),
    ],
)
def test_what_nothing_can_read_is_refused_when_it_is_sent(ana, wiki, name, content, words):
    answer = send(ana, name, content)
    assert (answer.status_code, words in answer.text) == (422, True)
    assert wiki.runs.runs() == []


def test_an_import_that_finds_no_page_says_so_and_names_no_place_of_this_machine(ana, wiki):
    send(ana, "talk.html", b"<p>Words.")
    press(ana, "preview", format="markdown")
    page = ana.text("/import/1")
    assert "No page could be made of “talk.html” read as markdown" in page
    send(ana, "facts.ttl", b"@prefix x: <https://example.org/> . x:a x:b ")
    press(ana, "preview", 2, format="rdf")
    page = ana.text("/import/2")
    assert "facts.ttl holds no statement" in page
    assert str(wiki.uploads.folder) not in page


def test_a_preview_leads_to_the_import_and_to_what_it_costs_to_undo(ana):
    send(ana)
    assert "Import at once" in ana.text("/import/1")
    press(ana, "preview", format="markdown")
    page = ana.text("/import/1")
    assert page.index('value="import"') < page.index('id="lists"') < page.index("Preview again")
    assert "it can be taken back as a whole afterwards" in page


def test_a_profile_of_another_format_is_said(ana):
    send(ana)
    answer = ana.post("/import/1", do="preview", format="markdown", profile="p2pfoundation")
    assert answer.status_code == 422
    assert "is for the format mediawiki" in answer.text


def test_a_run_under_way_refreshes_itself_and_can_be_stopped(ana, wiki):
    send(ana)
    ana.post("/import/1", do="preview", format="markdown")
    waiting = ana.text("/import/1")
    assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in waiting
    assert "One import runs at a time" in waiting
    assert "refresh" not in ana.text("/import/1?refresh=no").partition("<body>")[0]
    wiki.runs.change(1, {State.WAITING}, state=State.RUNNING, read=200, expected=800)
    running = ana.text("/import/1")
    assert "200 of 800 pages read" in running
    assert 'max="800" value="200"' in running
    assert 'name="format"' not in running
    ana.post("/import/1", do="stop")
    assert wiki.runs.get(1).stopping
    assert "It stops after the pages" in ana.text("/import/1")


@pytest.mark.parametrize("state", [State.CANCELLED, State.INTERRUPTED, State.FAILED])
def test_what_did_not_end_offers_to_go_on(ana, wiki, state):
    send(ana)
    wiki.runs.change(1, set(State), state=state, preview=False, batch=7, message="It broke off here.")
    page = ana.text("/import/1")
    assert "Go on with the import" in page
    assert "/special/batches/7" in page
    if state is State.FAILED:
        assert "It broke off here." in page


def test_a_run_is_forgotten_and_its_address_says_so(ana):
    send(ana)
    assert ana.post("/import/1", do="forget").headers["Location"] == "/import"
    assert ana.get("/import/1").status_code == 404


def test_problems_and_changes_are_paged(ana, wiki):
    send(ana)
    lines = [Line("problem", f"file {n}.md", f"is odd <{n}>") for n in range(60)]
    wiki.runs.add_lines(1, [*lines, *(Line("created", f"Page {n}") for n in range(3))])
    wiki.runs.change(1, set(State), state=State.DONE, counts={"problems": 60, "created": 3})
    first = ana.text("/import/1")
    assert "is odd &lt;0&gt;" in first
    assert "file 50.md" not in first
    assert "file 50.md" in ana.text("/import/1?list=problems&after=50")
    assert "Page 2" in ana.text("/import/1?list=changes")
    assert ana.get("/import/1?list=colours").status_code == 400


def test_an_upload_that_was_deleted_is_said(ana, wiki):
    send(ana)
    wiki.uploads.forget(-1, set())
    assert "was deleted meanwhile" in ana.text("/import/1")
    assert "Send it again" in ana.post("/import/1", do="preview", format="markdown").text


def test_every_format_has_words_for_who_sends_it():
    assert set(WORDS) == set(FORMATS)


ASKED = Question("k", "dump.xml: A", "Which <kind> is A?", (Option("a", "Case"), Option("b", "Person")), "a")


def test_questions_are_answered_and_answers_taken_back(ana, wiki):
    assert "No import has an open question" in ana.text("/special/questions")
    wiki.questions.ask([ASKED, replace(ASKED, key="l")])
    page = ana.text("/special/questions")
    assert "Which &lt;kind&gt; is A?" in page
    assert "Open (2)" in page
    answer = ana.post("/special/questions", **{"key.1": "k", "value.1": "b", "key.2": "l"})
    assert answer.status_code == 303
    assert "1 answer was kept" in ana.text(answer.headers["Location"])
    assert wiki.questions.answers() == {"k": "b"}
    assert "Answered by ana" in ana.text("/special/questions?answered=yes")
    ana.post("/special/questions?answered=yes", **{"key.1": "k", "value.1": ""})
    assert wiki.questions.answers() == {}


def test_many_questions_are_paged(ana, wiki):
    wiki.questions.ask([replace(ASKED, key=f"k{n}", place=f"page {n};") for n in range(25)])
    first = ana.text("/special/questions")
    assert "page 19;" in first
    assert "page 20;" not in first
    assert 'href="/special/questions?after=20"' in first
    assert "page 24;" in ana.text("/special/questions?after=20")


def test_everybody_sees_questions_and_who_may_import_answers(wiki):
    wiki.questions.ask([ASKED])
    nobody = Visitor(wiki)
    page = nobody.text("/special/questions")
    assert "disabled" in page
    assert "log in" in page
    assert nobody.post("/special/questions", **{"key.1": "k", "value.1": "b"}).status_code == 403
    assert wiki.questions.answers() == {}


def test_an_answer_that_is_none_is_refused(ana, wiki):
    wiki.questions.ask([ASKED])
    assert ana.post("/special/questions", **{"key.1": "k", "value.1": "z"}).status_code == 400
    assert ana.post("/special/questions", **{"key.1": "nothing", "value.1": "b"}).status_code == 404


def test_the_pages_a_record_may_be_the_same_as_are_linked(ana, wiki):
    options = (Option("separate", "Two"), Option("same:Practice:Gift", "One"), Option("leave", "Out"))
    wiki.questions.ask([Question("match|x|Concept:Gift", "gift.md", "Is it the same?", options, "separate")])
    assert 'Look at <a href="/wiki/Practice:Gift">Practice:Gift</a>' in ana.text("/special/questions")


def test_the_cases_that_were_brought_are_compared_one_link_on(ana):
    send(ana, "looms.csv", b"name,process\nAsh,closed process\nBirch,participatory process\n")
    press(ana, "preview", format="table")
    press(ana, "preview", format="table", mapping=ana.wiki.runs.get(1).chosen.mapping)
    assert "Compare its cases" not in ana.text("/import/1")
    press(ana, "import", format="table", mapping=ana.wiki.runs.get(1).chosen.mapping)
    report = ana.text("/import/1")
    assert '<a href="/compare?case=Case%3AAsh&amp;case=Case%3ABirch">Compare its cases</a>' in report
    assert "2 cases, " in ana.text("/compare?case=Case:Ash&case=Case:Birch")


def test_where_no_cases_were_brought_nothing_is_to_be_compared(ana):
    send(ana)
    press(ana, "import", format="markdown")
    assert "Imported." in ana.text("/import/1")
    assert "Compare its cases" not in ana.text("/import/1")
