"""Coding by several people, as they see it."""

from __future__ import annotations

import csv
import io
import re

import pytest

from tests.fakes.visitor import Visitor
from tests.fakes.wiki import memory_wiki, written
from wiki.assembly import Wiki
from wiki.rounds import Opening, open_round, standing

SOURCE = """---
kind: source
title: Handbook
---
## Quotations

> Anybody may change a page & see it at once.
"""
ROUND = "Round:First & last"
AT = "title=Round:First+%26+last"
CODE = f"/special/round/code?{AT}&case=Case:A"


@pytest.fixture
def wiki() -> Wiki:
    made = memory_wiki()
    written(made, "Source:Handbook", SOURCE)
    for letter in "AB":
        written(made, f"Case:{letter}", f"---\nkind: case\ntitle: {letter}\n---\nProse.\n")
    open_round(made, Opening("First & last", ("A", "B"), ("validation", "started")), "dia")
    return made


def field(text: str, label: str) -> str:
    found = re.search(rf'id="f-{label}".*?(?=id="f-|</form>)', text, re.DOTALL)
    assert found
    return found[0]


def coded(wiki: Wiki, name: str, value: str, **more: str) -> Visitor:
    """Somebody takes case A, codes it, and is done."""
    visitor = Visitor(wiki, name)
    answer = visitor.post(f"/special/round?{AT}", do="take", case="Case:A")
    assert answer.headers["Location"] == CODE.replace("Case:A", "Case%3AA").replace("Round:", "Round%3A")
    said = {
        "v.validation.0": value,
        "q.validation.0.source": "Handbook",
        "q.validation.0.quote": "Anybody may change a page & see it",
        "q.started.0.status": "unknown",
        **more,
    }
    assert visitor.post(CODE, do="done", **said).status_code == 303
    return visitor


def test_the_list_shows_the_rounds_and_asks_strangers_to_log_in(wiki: Wiki):
    text = Visitor(wiki).text("/special/rounds")
    assert "First &amp; last" in text
    assert "log in" in text
    assert 'name="cases"' not in text
    rows = list(csv.DictReader(io.StringIO(Visitor(wiki).get("/special/rounds?format=csv").text)))
    assert [(row["title"], row["state"], row["cases"]) for row in rows] == [(ROUND, "open", "2")]


def test_a_round_is_opened_by_a_form_that_keeps_what_was_typed(wiki: Wiki):
    visitor = Visitor(wiki, "ana")
    failed = visitor.post("/special/rounds", title="Second", cases="A\nNowhere", variable="validation")
    assert failed.status_code == 422
    assert "There is no page “Nowhere”" in failed.text
    assert "A\nNowhere</textarea>" in failed.text
    assert re.search(r'value="validation" checked', failed.text)
    made = visitor.post(
        "/special/rounds", title="Second", cases="A\nB", variable="validation", coders="ana, dia"
    )
    assert made.status_code == 422  # dia has no account
    made = visitor.post(
        "/special/rounds", title="Second", cases="A\r\nB", variable="validation", coders_per_case="2"
    )
    assert made.headers["Location"] == "/special/round?title=Round%3ASecond&did=opened"
    like = visitor.text("/special/rounds?like=Second")
    assert "Case:A Case:B</textarea>" in like
    assert Visitor(wiki).post("/special/rounds", title="X").status_code == 422


def test_what_a_coder_says_is_kept_and_seen_by_nobody_else(wiki: Wiki):
    ana = Visitor(wiki, "ana")
    assert "Begin to code it" in ana.text(CODE)
    ana.post(f"/special/round?{AT}", do="take", case="Case:A")
    ana.post(
        CODE, do="save", **{"v.validation.0": "after publication", "q.validation.0.quote": "words of mine"}
    )
    again = ana.text(CODE)
    assert "words of mine" in again
    assert "<option selected>after publication</option>" in again
    for other in (Visitor(wiki, "ben"), Visitor(wiki)):
        assert "words of mine" not in other.text(CODE)
        assert "words of mine" not in other.text(f"/special/round?{AT}")
        assert "words of mine" not in other.text("/wiki/Round:First_&_last")
        assert "words of mine" not in other.text(f"/special/round/codings?{AT}&format=json")
    assert "ana: begun" in Visitor(wiki, "ben").text(f"/special/round?{AT}")


def test_a_case_is_not_done_while_something_is_not_said(wiki: Wiki):
    ana = Visitor(wiki, "ana")
    ana.post(f"/special/round?{AT}", do="take", case="Case:A")
    answer = ana.post(CODE, do="done", **{"v.validation.0": "after publication"})
    assert answer.status_code == 422
    assert "nothing is said under Started" in answer.text
    wrong = ana.post(CODE, do="done", **{"v.validation.0": "after publication", "v.started.0": "long ago"})
    assert wrong.status_code == 422
    assert "something is wrong" in wrong.text
    alone = ana.post(CODE, do="done", **{"q.validation.0.source": "Handbook", "v.started.0": "2001"})
    assert "has evidence but no value" in alone.text


def test_one_more_value_keeps_what_was_typed(wiki: Wiki):
    ana = Visitor(wiki, "ana")
    ana.post(f"/special/round?{AT}", do="take", case="Case:A")
    answer = ana.post(CODE, add="validation", **{"v.validation.0": "after publication"})
    assert answer.status_code == 200
    assert "v.validation.1" in answer.text
    assert "<option selected>after publication</option>" in answer.text


def test_without_a_case_nothing_is_kept_and_what_was_typed_comes_back(wiki: Wiki):
    answer = Visitor(wiki, "ana").post(CODE, do="done", **{"v.validation.0": "after publication"})
    assert answer.status_code == 409
    assert "<option selected>after publication</option>" in answer.text
    assert Visitor(wiki).post(CODE, do="done").status_code == 403


def test_disagreements_show_both_quotations_and_lead_to_their_place(wiki: Wiki):
    coded(wiki, "ana", "after publication")
    ben = coded(wiki, "ben", "before publication")
    text = ben.text(f"/special/round/disagreements?{AT}")
    assert "1 waits for somebody" in text
    assert text.count("<q><a href=") == 2
    assert "/wiki/Source:Handbook#q-" in text
    assert "Accept ana" in text
    assert "Accept ben" in text
    assert "choice" not in Visitor(wiki).text(f"/special/round/disagreements?{AT}")


def test_a_disagreement_is_reconciled_onto_the_page_of_the_case(wiki: Wiki):
    coded(wiki, "ana", "after publication")
    ben = coded(wiki, "ben", "before publication")
    at = f"/special/round/disagreements?{AT}"
    said = {"case": "Case:A", "variable": "validation"}
    assert "Say how it is reconciled" in ben.post(at, **said).text
    assert ben.post(at, **said, choice="coder.ana").status_code == 303
    found = wiki.pages.get("Case:A")
    assert found is not None
    assert "coder: ana" in found.text
    assert 'round: "Round:First & last"' in found.text or "round: Round:First & last" in found.text
    assert found.author == "ben"
    assert "Nothing is left to reconcile" in ben.text(at)
    alone = ben.text(f"{at}&case=Case:A&variable=validation")
    assert "The page says now" in alone
    own = {"v.validation.0": "before and after publication", "q.validation.0.source": "Handbook"}
    assert ben.post(at, **said, choice="own", **own).status_code == 303
    found = wiki.pages.get("Case:A")
    assert found is not None
    assert "before and after publication" in found.text
    assert "coder: ana" not in found.text
    assert ben.get(f"{at}&case=Case:A&variable=nothing").status_code == 404


def test_what_all_say_is_written_at_once(wiki: Wiki):
    coded(wiki, "ana", "after publication")
    ben = coded(wiki, "ben", "before publication")
    answer = ben.post(f"/special/round?{AT}", do="agreed")
    assert "1 coding that all coders agree on" in ben.text(answer.headers["Location"])
    found = wiki.pages.get("Case:A")
    assert found is not None
    assert "coder: [ana, ben]" in found.text


def test_codings_are_a_table_with_a_column_a_coder(wiki: Wiki):
    coded(wiki, "ana", "after publication")
    coded(wiki, "ben", "before publication")
    at = f"/special/round/codings?{AT}"
    rows = list(csv.DictReader(io.StringIO(Visitor(wiki).get(f"{at}&format=csv").text)))
    assert rows == [
        {"case": "Case:A", "variable": "validation", "agree": "no", "reconciled": "", "ana": "after publication", "ben": "before publication"},
        {"case": "Case:A", "variable": "started", "agree": "yes", "reconciled": "", "ana": "[unknown]", "ben": "[unknown]"},
    ]  # fmt: skip
    items = Visitor(wiki).get(f"{at}&format=json").get_json()["items"]
    assert items[0]["codings"]["ana"][0]["evidence"]["source"] == ["Source:Handbook"]
    assert "before publication" in Visitor(wiki).text(at)


def test_a_round_is_closed_and_opened_again(wiki: Wiki):
    ana = Visitor(wiki, "ana")
    assert ana.post(f"/special/round?{AT}", do="close").status_code == 303
    assert "closed on" in ana.text(f"/special/round?{AT}")
    assert ana.post(f"/special/round?{AT}", do="take", case="Case:A").status_code == 403
    ana.post(f"/special/round?{AT}", do="reopen")
    assert standing(wiki, ROUND).is_open
    assert ana.post(f"/special/round?{AT}", do="dance").status_code == 400
    assert Visitor(wiki).post(f"/special/round?{AT}", do="close").status_code == 403


def test_the_page_of_the_round_shows_what_was_coded(wiki: Wiki):
    coded(wiki, "ana", "after publication")
    coded(wiki, "ben", "before publication")
    text = Visitor(wiki).text("/wiki/Round:First_&_last")
    assert 'href="/special/round?title=Round%3AFirst%20%26%20last"' in text
    assert len(re.findall(r'<tr id="c-[0-9a-f]{12}">', text)) == 4
    assert len(set(re.findall(r' id="([^"]+)"', text))) == len(re.findall(r' id="([^"]+)"', text))
    source = Visitor(wiki).text("/wiki/Source:Handbook")
    assert "validation" in source
    assert "A: after publication" in source


@pytest.mark.parametrize("address", ["/special/round", "/special/round/code?title=X", "/special/round/code"])
def test_an_address_that_names_nothing_says_what_it_wants(wiki: Wiki, address: str):
    answer = Visitor(wiki).get(address)
    assert answer.status_code == 400
    assert "Name a" in answer.text


def test_a_round_that_is_not_there_is_said(wiki: Wiki):
    assert Visitor(wiki).get("/special/round?title=Nowhere").status_code == 404


def test_what_is_too_much_to_be_kept_comes_back(wiki: Wiki):
    ana = Visitor(wiki, "ana")
    ana.post(f"/special/round?{AT}", do="take", case="Case:A")
    said = {"v.validation.0": "after publication", "q.validation.0.quote": "much " * 60_000}
    answer = ana.post(CODE, do="save", **said)
    assert answer.status_code == 422
    assert "more than can be kept of one case" in answer.text
    assert "much much" in answer.text
