"""Cases side by side: the page, CSV and JSON."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace

import pytest

from tests.fakes.formfilling import back
from tests.fakes.small_wiki import CannedSearch
from tests.fakes.visitor import Visitor
from tests.fakes.wiki import memory_wiki, written
from wiki.ports import Hit, SearchAnswer

VARIABLE = "---\nkind: variable\nquestion: Who pays?\noptions: [gifts, fees]\nscale: nominal\n---\n"
LOOM = """---
kind: case
aliases: [Webstuhl]
mode_of_production:
  - value: commons-based peer production
    source: The report & more
    quote: "they said \\"yes\\" & meant it"
    coder: ana
    date: 2026-03-01
    confidence: high
  - value: for-profit
    coder: ben
process: unknown
output: absent
circulation: not applicable
funding: gifts
good: cloth
steward: Guild
---
"""
WEFT = """---
kind: case
mode_of_production: for-profit
process: participatory process
output:
  - value: commons output
    status: contested
funding: fees
good: yarn
---
"""
EMPTY = "---\nkind: case\n---\nNothing yet.\n"


@pytest.fixture
def wiki():
    search = CannedSearch(
        SearchAnswer(2, (Hit("Case:Loom", "case", "", 1), Hit("Case:Weft", "case", "", 1)), {})
    )
    wiki = replace(memory_wiki(), search=search)
    for title, text in (
        ("Variable:Funding", VARIABLE),
        ("Case:Loom", LOOM),
        ("Case:Weft", WEFT),
        ("Case:Empty", EMPTY),
        ("Case:Old loom", "---\nkind: case\nredirect: Case:Loom\n---\n"),
        ("Institution:Guild", "---\nkind: institution\nfounded: 1400\n---\n"),
        ("Concept:Cloth", "---\nkind: concept\n---\n"),
    ):
        written(wiki, title, text)
    return wiki


@pytest.fixture
def visitor(wiki):
    return Visitor(wiki)


BOTH = "/compare?case=Case:Loom&case=Case:Weft"


def document(visitor, address):
    return visitor.get(address, headers={"Accept": "application/json"}).json


def variables(visitor, address):
    return {each["variable"]: each for each in document(visitor, address)["variables"]}


def order(visitor, address):
    return [each["variable"] for each in document(visitor, address)["variables"]]


def table(visitor, address):
    text = visitor.get(address, headers={"Accept": "text/csv"}).text
    return {row["variable"]: row for row in csv.DictReader(io.StringIO(text, newline=""))}


def headers(text):
    return re.findall(r'<th scope="col"><a href="/wiki/([^"]+)"', text)


def test_the_page_has_a_column_a_case_and_a_row_a_variable_with_its_question(visitor):
    text = visitor.text(BOTH)
    assert headers(text) == ["Case:Loom", "Case:Weft"]
    assert 'title="Who pays?">Funding</a>' in text
    assert "How the order of the rows is computed" in text


def test_a_value_opens_its_evidence_and_nothing_of_it_is_markup(visitor):
    text = visitor.text(BOTH)
    opened = re.search(
        r'<details class="coding"><summary>commons-based peer production</summary>(.*?)</details>', text
    )
    assert opened
    for label, words in (
        ("Quotation", "<q>they said &quot;yes&quot; &amp; meant it</q>"),
        ("Coder", "ana"),
        ("Date", "2026-03-01"),
        ("Confidence", "high"),
    ):
        assert f"<dt>{label}</dt><dd>{words}</dd>" in opened[1]
    assert 'class="missing">The report &amp; more</a>' in opened[1]


def test_states_are_never_confused(visitor):
    found = variables(visitor, BOTH)
    states = {key: [cell["state"] for cell in found[key]["cells"]] for key in found}
    assert states["process"] == ["unknown", "present"]
    assert states["output"] == ["absent", "contested"]
    assert states["circulation"] == ["not applicable", "not coded"]
    cells = table(visitor, BOTH)
    assert (cells["process"]["Case:Loom"], cells["process"]["Case:Weft"]) == (
        "[unknown]",
        "participatory process",
    )
    assert (cells["output"]["Case:Loom"], cells["output"]["Case:Weft"]) == (
        "[absent]",
        "commons output [contested]",
    )
    assert (cells["circulation"]["Case:Loom"], cells["circulation"]["Case:Weft"]) == ("[not applicable]", "")


def test_disagreeing_coders_are_shown_everywhere(visitor):
    assert "coders disagree" in visitor.text(BOTH)
    cell = variables(visitor, BOTH)["mode_of_production"]["cells"][0]
    assert (cell["disputed"], [each["evidence"]["coder"] for each in cell["codings"]]) == (
        True,
        [["ana"], ["ben"]],
    )
    written_out = "commons-based peer production [present, ana] | for-profit [present, ben]"
    assert table(visitor, BOTH)["mode_of_production"]["Case:Loom"] == written_out


def test_rows_that_differ_come_first_and_words_last(visitor):
    keys = order(visitor, f"{BOTH}&variable=good&variable=process&variable=funding")
    assert keys == ["funding", "process", "good"]
    found = variables(visitor, BOTH)
    assert (found["funding"]["apart"], found["funding"]["pairs"], found["good"]["score"]) == (1, 1, None)


@pytest.mark.parametrize(
    ("only", "inside", "outside"),
    [
        ("differences", "funding", "process"),
        ("unknowns", "process", "funding"),
        ("disagreements", "mode_of_production", "funding"),
        ("uncoded", "circulation", "funding"),
    ],
)
def test_rows_can_be_narrowed(visitor, only, inside, outside):
    keys = order(visitor, f"{BOTH}&only={only}")
    assert inside in keys
    assert outside not in keys


def test_a_choice_of_rows_can_be_taken_back(visitor):
    text = visitor.text(f"{BOTH}&only=differences")
    assert re.search(
        r'<a href="/compare\?case=Case%3ALoom&amp;case=Case%3AWeft" aria-current="true">only differences',
        text,
    )


def test_a_variable_is_chosen_by_key_or_page_and_a_relation_too(visitor):
    assert order(visitor, f"{BOTH}&variable=Variable:Funding") == ["funding"]
    assert order(visitor, f"{BOTH}&variable=fork_of") == ["fork_of"]
    assert "fork_of" not in order(visitor, BOTH)


def test_an_unknown_variable_is_said(visitor):
    assert document(visitor, f"{BOTH}&variable=shoes")["notes"] == ["The kind Case has no variable “shoes”."]


def test_names_aliases_and_redirects_find_their_pages_once(visitor):
    found = document(visitor, "/compare?case=Loom&case=Webstuhl&case=Old_loom&case=Case:Weft")
    assert [each["title"] for each in found["pages"]] == ["Case:Loom", "Case:Weft"]
    assert found["notes"] == ["“Webstuhl” leads to “Case:Loom”.", "“Old loom” leads to “Case:Loom”."]


def test_unknown_titles_are_said_and_the_rest_is_compared(visitor):
    found = document(visitor, f"{BOTH}&case=Case:Nowhere&case=%5B%5B")
    assert len(found["pages"]) == 2
    assert found["notes"] == ["There is no page “Case:Nowhere”.", "There is no page “[[”."]


def test_pages_of_another_kind_are_left_out_and_can_be_compared_apart(visitor):
    text = visitor.text(f"{BOTH}&case=Institution:Guild")
    assert "“Institution:Guild” is of the kind Institution: only pages of one kind can be compared" in text
    assert headers(text) == ["Case:Loom", "Case:Weft"]
    assert 'href="/compare?case=Institution%3AGuild&amp;kind=institution">Compare the institutions' in text
    assert document(visitor, "/compare?case=Institution:Guild")["kind"] == "institution"


def test_one_case_alone_shows_its_column_and_asks_for_another(visitor):
    text = visitor.text("/compare?case=Loom&only=uncoded")
    assert "One page alone has nothing to be compared with" in text
    assert headers(text) == ["Case:Loom"]


def test_what_is_not_coded_leads_to_the_form_of_that_variable(visitor, wiki):
    here = "/compare?case=Loom&only=uncoded"
    text = visitor.text(here)
    to = f"/wiki/Case:Loom?action=form&amp;field=validation{back(here)}"
    assert f'<a class="uncoded" href="{to}">not coded</a>' in text
    assert 'id="f-validation"' in Visitor(wiki, "ana").text("/wiki/Case:Loom?action=form")


def test_no_cases_is_a_form(visitor):
    answer = visitor.get("/compare")
    assert answer.status_code == 200
    assert '<input type="checkbox" name="case" value="Case:Loom">' in answer.text
    assert "Case:Old loom" not in answer.text


def test_only_titles_that_do_not_exist_is_404_with_the_form(visitor):
    answer = visitor.get("/compare?case=Nowhere")
    assert answer.status_code == 404
    assert "There is no page “Nowhere”." in answer.text
    assert 'value="Case:Loom"' in answer.text


@pytest.mark.parametrize("form", ["csv", "json"])
def test_programs_get_a_plain_sentence_when_there_is_nothing_to_compare(visitor, form):
    answer = visitor.get(f"/compare?case=Nowhere&format={form}")
    assert (answer.status_code, answer.mimetype) == (400, "text/plain")
    assert answer.text.startswith("There is no page “Nowhere”. Name pages to compare")


def test_a_kind_without_variables_is_said(visitor):
    assert "are not coded by variables" in visitor.text("/compare?case=Concept:Cloth")


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("kind=shoes", "There is no kind “shoes”"),
        ("only=x", "is no choice of rows"),
        ("format=pdf", "no format “pdf”"),
    ],
)
def test_what_makes_no_sense_is_said(visitor, query, sentence):
    answer = visitor.get(f"{BOTH}&{query}")
    assert answer.status_code == 400
    assert sentence in answer.text


def test_a_search_chooses_pages(visitor, wiki):
    found = document(visitor, "/compare?kind=case&q=cloth&rivalry=non-rival&only=differences")
    assert [each["title"] for each in found["pages"]] == ["Case:Loom", "Case:Weft"]
    (asked,) = wiki.search.asked
    assert (asked.text, asked.kind, asked.filters) == ("cloth", "case", {"rivalry": ("non-rival",)})


def test_named_pages_come_before_those_found(visitor):
    found = document(visitor, "/compare?case=Empty&q=cloth")
    assert [each["title"] for each in found["pages"]] == ["Case:Empty", "Case:Loom", "Case:Weft"]


def test_more_pages_than_fit_is_said(visitor, wiki):
    for number in range(101):
        written(wiki, f"Case:N{number}", EMPTY)
    found = document(visitor, "/compare?" + "&".join(f"case=N{number}" for number in range(101)))
    assert len(found["pages"]) == 100
    assert found["notes"] == ["Only the first 100 of 101 pages are side by side."]


def test_very_many_titles_are_cut_with_a_sentence(visitor):
    found = document(visitor, "/compare?case=Loom&" + "&".join(f"case=N{number}" for number in range(1_000)))
    assert "Only the first 1,000 of 1,001 titles were looked up." in found["notes"]


def test_names_of_the_same_page_are_the_same_value(visitor, wiki):
    written(wiki, "Institution:Guild", "---\nkind: institution\naliases: [Institution:The weavers]\n---\n")
    written(wiki, "Case:Weft", WEFT.replace("good: yarn", "steward: The weavers"))
    row = variables(visitor, BOTH)["steward"]
    assert (row["known"], row["apart"]) == (2, 0)
    assert row["cells"][1]["codings"][0]["value"] == "Institution:The weavers"


def test_the_form_finds_further_pages_and_keeps_the_chosen(visitor):
    text = visitor.text("/compare?case=Case:Loom&find=cloth")
    assert '<input type="checkbox" name="case" value="Case:Loom" checked>' in text
    assert '<input type="checkbox" name="case" value="Case:Weft">' in text


def test_variables_that_none_of_the_pages_codes_are_named_below_and_no_rows(visitor):
    text, folded = visitor.text(BOTH).split("variables that nobody has coded of any of these", 1)
    assert "variable=task_granularity" in folded.split("</details>")[0]
    assert "only=uncoded" in folded.split("</details>")[0]
    for address in (f"{BOTH}&only=uncoded", f"{BOTH}&variable=process&variable=task_granularity"):
        assert ">Task granularity</a><span" in visitor.text(address)
    assert ">Task granularity</a><span" not in text
    assert "task_granularity" in variables(visitor, BOTH)


def test_storage_is_asked_as_often_for_many_cases_as_for_two(visitor, wiki):
    def calls(address):
        wiki.pages.calls.clear()
        assert visitor.get(address).status_code == 200
        return dict(wiki.pages.calls)

    for number in range(20):
        written(wiki, f"Case:N{number}", LOOM)
    many = "/compare?" + "&".join(f"case=Case:N{number}" for number in range(20))
    visitor.get(BOTH)
    assert calls(f"{many}&x=1") == calls(f"{BOTH}&x=1")
    assert calls(f"{many}&x=2").keys() == {
        "head", "codebook_mark", "resolve", "codings", "said_under", "rests", "facet_values", "facet_sets",  # the last three for the mirror
    }  # fmt: skip
    assert calls(f"{many}&x=2") == {"head": 1}


def test_an_edit_is_in_the_table_with_the_next_request(visitor, wiki):
    assert "fees" in visitor.text(f"{BOTH}&variable=funding")
    written(wiki, "Case:Weft", WEFT.replace("fees", "gifts"))
    assert "fees" not in visitor.text(f"{BOTH}&variable=funding").split("Choose others")[0]


def test_a_new_variable_page_is_a_row_at_once(visitor, wiki):
    written(wiki, "Variable:Mood", VARIABLE.replace("Who pays?", "How is it?"))
    assert "mood" in order(visitor, BOTH)
    assert table(visitor, BOTH)["mood"]["question"] == "How is it?"


def test_scripts_of_other_sites_may_read_it(visitor):
    assert visitor.get(f"{BOTH}&format=json").headers["Access-Control-Allow-Origin"] == "*"
    assert visitor.client.options("/compare").status_code == 204
    assert "Accept" in visitor.get(BOTH).headers["Vary"]


def test_a_reader_who_is_logged_in_gets_a_page_of_their_own(wiki):
    answer = Visitor(wiki, "ana").get(BOTH)
    assert "private" in answer.headers["Cache-Control"]
    assert headers(" ".join(answer.text.split())) == ["Case:Loom", "Case:Weft"]
