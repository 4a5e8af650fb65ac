"""A researcher adds a variable to the codebook, in the wiki and without code: the next request knows it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.people import Answer, Person, words_of
from tests.journeys.servers import Server, command, serving

VARIABLE = """---
kind: variable
title: Funding source
question: Where does most of the money come from?
scale: nominal
options: [donations, grants, sales]
applies_to: [Case]
---
Code the largest share.
"""
CODED = """---
kind: case
title: Village library
license: CC-BY-SA-4.0
funding_source:
  - {value: donations, source: Report of the library, quote: "given by neighbours", coder: ana}
---
A library that neighbours keep.
"""
EACH_WORKER = range(4)
"""Requests enough to reach every web process."""

OPTIONS = """PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?label { ?case ?property ?option . ?option skos:prefLabel ?label .
  FILTER (STRENDS(STR(?property), "/id/property/funding_source")) }"""


@pytest.fixture
def site(empty_data: Path) -> Iterator[Server]:
    with serving(empty_data, "--workers", "2") as server:
        yield server


@pytest.fixture
def ana(site: Server) -> Person:
    person = Person(site.address)
    person.register("ana")
    return person


def facets(person: Person) -> dict[str, list[dict[str, object]]]:
    answer = person.ask("/search?q=&kind=case", Accept="application/json")
    assert answer.status == 200, answer.text
    return answer.json()["facets"]


def names_in(form: Answer) -> set[str]:
    return set(re.findall(r' name="([^"]+)"', form.text))


def infobox(person: Person) -> str:
    return words_of(person.ask("/wiki/Case:Village_library").text)


def test_a_variable_is_added_used_and_taken_away(ana: Person, site: Server):
    is_there_with_the_next_request_in_every_process(ana, site)
    every_table_has_it(ana, site)
    what_is_wrong_is_said_by_it(ana)
    the_form_asks_its_question_and_writes_its_answer(ana)
    it_goes_as_it_came(ana, site)


def is_there_with_the_next_request_in_every_process(ana: Person, site: Server) -> None:
    assert "Saved" in ana.save("Case:Village library", CODED).text
    assert "Further keys" in infobox(ana)
    assert "funding_source" not in facets(ana)
    assert "Saved" in ana.save("Variable:Funding source", VARIABLE).text
    for _ in EACH_WORKER:
        assert "Further variables Funding source donations" in infobox(ana)
        assert "Further keys" not in infobox(ana)
        assert [(row["value"], row["count"]) for row in facets(ana)["funding_source"]] == [("donations", 1)]
        found = ana.ask("/search?q=&kind=case&funding_source=donations", Accept="application/json").json()
        assert [hit["title"] for hit in found["hits"]] == ["Case:Village library"]
        assert ana.found("funding_source:donations") == ["Case:Village library"]
        assert "# funding_source: donations | grants | sales" in ana.ask("/wiki/Case:New?action=edit").text
        assert ana.select(OPTIONS) == [{"label": "donations"}]
        assert "v.funding_source.0" in names_in(ana.ask("/wiki/Case:New?action=form"))
    led = ana.ask("/id/property/funding_source", Accept="text/html")
    assert led.url == f"{site.address}/wiki/Variable:Funding_source"


def every_table_has_it(ana: Person, site: Server) -> None:
    for _ in EACH_WORKER:
        rows = ana.ask("/compare?case=Village+library&variable=funding_source&format=json").json()[
            "variables"
        ]
        (coding,) = rows[0]["cells"][0]["codings"]
        assert (coding["value"], coding["evidence"]["quote"]) == ("donations", ["given by neighbours"])
        shown = words_of(ana.ask("/wiki/Variable:Funding_source").text)
        assert "1 of 1 cases are coded: 1 present." in shown
        assert "funding_source" in ana.ask("/special/codebook?format=csv").text
        assert "How it is coded: 1 of" in words_of(ana.ask("/wiki/Case:Village_library").text)
    exported = command(site.data, "export", "table", "-").stdout.splitlines()
    assert exported[1].split(",")[exported[0].split(",").index("funding_source")] == "donations"


def what_is_wrong_is_said_by_it(ana: Person) -> None:
    answer = ana.save("Case:Town library", CODED.replace("Village", "Town").replace("donations", "taxes"))
    assert "Saved" in answer.text
    assert "is none of its values: write one of “donations”, “grants”, “sales”" in words_of(answer.text)


def the_form_asks_its_question_and_writes_its_answer(ana: Person) -> None:
    form = ana.ask("/wiki/Case:Reading_room?action=form")
    assert "Where does most of the money come from?" in words_of(form.text)
    answered = {
        "v.funding_source.0": "grants",
        "q.funding_source.0.coder": "ana",
        "t.lead": "A room with books.",
    }
    answer = ana.ask("/wiki/Case:Reading_room?action=form", {"csrf": ana.proof(form), "base": "", **answered})
    assert "Saved" in answer.text
    assert "funding_source:\n  - value: grants\n    coder: ana\n" in ana.text_of("Case:Reading room")
    assert ana.found("funding_source:grants") == ["Case:Reading room"]


def it_goes_as_it_came(ana: Person, site: Server) -> None:
    form = ana.ask("/wiki/Variable:Funding_source?action=edit")
    fields = {"csrf": ana.proof(form), "reason": "a trial"}
    assert ana.ask("/wiki/Variable:Funding_source?action=delete", fields).status in {200, 404}
    for _ in EACH_WORKER:
        assert "Further keys" in infobox(ana)
        assert "funding_source" not in facets(ana)
        assert "v.funding_source.0" not in names_in(ana.ask("/wiki/Case:New?action=form"))
        assert "funding_source" not in ana.ask("/special/codebook?format=csv").text
    assert ana.ask("/id/property/funding_source").status == 404
    assert command(site.data, "check").returncode == 0
