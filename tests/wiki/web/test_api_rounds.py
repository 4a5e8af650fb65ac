"""Coding rounds for programs."""

from __future__ import annotations

from typing import Any

import pytest

from patterns.rounds.units import units_of
from tests.fakes.wiki import memory_wiki, written
from wiki.assembly import Wiki
from wiki.roundreports import as_csv, unit_data, with_blind
from wiki.rounds import Opening, open_round, standing
from wiki.web.app import create_app
from wiki.web.session import key_hash

AT = "/api/v1/rounds/First_look"
CODED = "---\nvalidation: {value: %s, source: Handbook}\nprocess: unknown\n---\n"


@pytest.fixture
def wiki() -> Wiki:
    made = memory_wiki()
    for letter in "AB":
        written(made, f"Case:{letter}", "---\nkind: case\n---\nProse.\n")
    open_round(made, Opening("First look", ("A", "B"), ("validation", "process")), "dia")
    for name in ("ana", "ben", "cem"):
        made.accounts.add(name, "", "editor")
        made.accounts.add_token(name, key_hash(f"token of {name}"), "test")
    return made


def ask(wiki: Wiki, name: str = "", address: str = AT) -> Any:
    return create_app(wiki).test_client().get(address, headers=bearer(name)).get_json()


def bearer(name: str) -> dict[str, str]:
    return {"Authorization": f"Bearer token of {name}"} if name else {}


def put(wiki: Wiki, name: str, text: str, query: str = "?case=Case:A&done=yes") -> Any:
    client = create_app(wiki).test_client()
    return client.put(f"{AT}{query}", data=text, content_type="text/markdown", headers=bearer(name))


def test_rounds_are_listed_and_say_how_they_stand(wiki: Wiki):
    (found,) = ask(wiki, address="/api/v1/rounds")["rounds"]
    assert (found["title"], found["state"], found["cases"], found["complete"]) == (
        "Round:First look",
        "open",
        2,
        0,
    )
    assert ask(wiki)["assignments"] == {"Case:A": [], "Case:B": []}
    assert "next" not in ask(wiki)
    assert ask(wiki, "ana")["next"] == "Case:A"


def test_two_programs_code_blind_and_are_compared(wiki: Wiki):
    answer = put(wiki, "ana", CODED % "after publication").get_json()
    assert (answer["done"], answer["shown"], answer["missing"]) == (True, False, [])
    assert ask(wiki, "ana")["own"][0]["text"].startswith("---\nvalidation:")
    assert ask(wiki, "ben")["own"] == []
    answered = create_app(wiki).test_client().get(AT, headers=bearer("ana"))
    assert answered.headers["Cache-Control"] == "private, no-store"
    assert ask(wiki)["units"] == []
    assert put(wiki, "ben", CODED % "before publication").get_json()["shown"]
    found = ask(wiki)
    assert found["disagreements"] == [{"case": "Case:A", "variable": "validation"}]
    (by_pair,) = found["agreement"][0]["by_pair"]
    assert (by_pair["coders"], by_pair["share"], by_pair["alpha"]) == (["ana", "ben"], 0.0, None)
    assert "Only 1 case" in by_pair["why"]
    assert put(wiki, "cem", CODED % "after publication").status_code == 403


def test_what_is_missing_is_named_and_what_was_said_is_kept(wiki: Wiki):
    answer = put(wiki, "ana", "---\nvalidation: after publication\n---\n").get_json()
    assert (answer["done"], answer["missing"]) == (False, ["process"])
    assert "after publication" in ask(wiki, "ana")["own"][0]["text"]


@pytest.mark.parametrize(
    ("text", "query", "status", "words"),
    [
        ("", "", 400, "Name the case"),
        ("---\nvalidation: [\n---\n", "?case=Case:A", 400, "Nothing was kept"),
        ("---\ncolour: red\n---\n", "?case=Case:A", 400, "no variable of this round"),
        (CODED % "after publication", "?case=Case:Z", 403, "no case of this round"),
    ],
)
def test_what_cannot_be_kept_is_said(wiki: Wiki, text: str, query: str, status: int, words: str):
    answer = put(wiki, "ana", text, query)
    assert answer.status_code == status
    assert words in answer.get_json()["detail"]


def test_a_token_is_needed(wiki: Wiki):
    assert put(wiki, "", CODED).status_code == 401
    assert put(wiki, "nobody", CODED).status_code == 401


def test_who_keeps_the_data_sees_what_is_blind_too(wiki: Wiki):
    put(wiki, "ana", CODED % "after publication")
    units = with_blind(wiki, standing(wiki, "First look"))
    assert as_csv([unit_data(each) for each in units_of(units)]).splitlines() == [
        "case,variable,ana",
        "Case:A,validation,after publication",
        "Case:A,process,[unknown]",
    ]
