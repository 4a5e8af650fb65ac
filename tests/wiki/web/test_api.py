"""Pages for programs: read, listed, saved, deleted and followed as JSON."""

from __future__ import annotations

import json
from hashlib import sha256

import pytest
from jsonschema import Draft202012Validator

from tests.fakes.visitor import Visitor
from tests.fakes.wiki import BASE, memory_wiki, written
from wiki.editing import delete
from wiki.web.app import create_app
from wiki.web.openapi import description

CASE = """---
kind: case
title: Linux
license: CC-BY-SA-4.0
mode_of_production: commons-based peer production
started: 1991
validation:
  - {value: after publication, source: Interview, quote: "afterwards", coder: ana}
---
A kernel.

## Context

Begun by a student.
"""
ADDRESS = "/api/v1/pages/Case:Linux"
BAD_YEAR = CASE.replace("1991", "long ago")


@pytest.fixture
def wiki():
    wiki = memory_wiki()
    wiki.accounts.add("bot", "no hash", "editor")
    wiki.accounts.add_token("bot", sha256(b"secret").hexdigest(), "test")
    wiki.accounts.add("guest", "no hash", "reader")
    wiki.accounts.add_token("guest", sha256(b"other").hexdigest(), "test")
    return wiki


@pytest.fixture
def client(wiki):
    return create_app(wiki).test_client()


def by(token: str = "secret", **headers: str) -> dict[str, str]:
    return {
        "Authorization": f"Bearer {token}",
        **{name.replace("_", "-"): each for name, each in headers.items()},
    }


def schema(wiki, name: str) -> Draft202012Validator:
    described = description(wiki.ontology, wiki.config)
    return Draft202012Validator(
        {"$ref": f"#/components/schemas/{name}", "components": described["components"]}
    )


# -- reading


def test_a_page_is_given_as_its_description_says(wiki, client):
    position = written(wiki, "Case:Linux", CASE)
    answer = client.get(ADDRESS)
    assert answer.status_code == 200
    assert answer.headers["ETag"] == f'"{position}"'
    found = answer.json
    assert list(schema(wiki, "CasePage").iter_errors(found)) == []
    assert (found["title"], found["kind"], found["text"], found["author"]) == (
        "Case:Linux",
        "case",
        CASE,
        "ana",
    )
    assert found["id"] == f"{BASE}/id/case/Linux"
    assert found["url"] == f"{BASE}/wiki/Case:Linux"
    assert found["fields"]["started"] == 1991
    assert found["fields"]["validation"][0]["quote"] == "afterwards"
    assert found["sections"] == {"context": "Begun by a student."}
    assert f"{BASE}/id/case/Linux" in json.dumps(found["facts"])
    assert found["sha256"] == sha256(CASE.encode()).hexdigest()


def test_findings_come_with_the_page(wiki, client):
    written(wiki, "Case:Linux", "---\nkind: case\nstrange: 1\n---\nText.\n")
    (found,) = [each for each in client.get(ADDRESS).json["findings"] if each["key"] == "strange"]
    assert (found["severity"], found["line"]) == ("warning", 3)
    assert "no field of a case page" in found["message"]


def test_what_a_client_has_is_not_sent_again(wiki, client):
    written(wiki, "Case:Linux", CASE)
    tag = client.get(ADDRESS).headers["ETag"]
    assert client.get(ADDRESS, headers={"If-None-Match": tag}).status_code == 304


def test_the_past_is_read_by_revision(wiki, client):
    first = written(wiki, "Case:Linux", CASE)
    written(wiki, "Case:Linux", CASE + "More.\n")
    assert client.get(f"{ADDRESS}?oldid={first}").json["text"] == CASE
    assert client.get(f"{ADDRESS}?asof=2999-01-01").json["text"] == CASE + "More.\n"
    assert client.get(f"{ADDRESS}?asof=1999-01-01").status_code == 404
    assert client.get(f"{ADDRESS}?oldid=99").status_code == 404
    assert client.get(f"/api/v1/pages/Case:Other?oldid={first}").status_code == 404


def test_redirects_are_said_and_not_followed(wiki, client):
    written(wiki, "Case:Linux", CASE)
    written(wiki, "Case:Kernel", "---\nkind: case\nredirect: Case:Linux\n---\n")
    assert client.get("/api/v1/pages/Case:Kernel").json["redirect"] == "Case:Linux"


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/api/v1/pages/Case:Nobody", 404, "There is no page “Case:Nobody”."),
        ("/api/v1/pages/Case:Gone", 410, "was deleted"),
        ("/api/v1/pages/Case:%5Bx%5D", 400, "["),
        ("/api/v1/pages?kind=animal", 400, "There is no kind “animal”"),
        ("/api/v1/pages?limit=none", 400, "limit"),
        ("/api/v1/changes?since=yesterday", 400, "since"),
        ("/api/v1/pages/Case:Linux?asof=soon", 400, "soon"),
    ],
)
def test_refusals_are_problem_documents(wiki, client, address, status, words):
    written(wiki, "Case:Linux", CASE)
    written(wiki, "Case:Gone", CASE)
    delete(wiki, "Case:Gone", "ana", "")
    answer = client.get(address)
    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert words in answer.json["detail"]
    assert answer.json["status"] == status


def test_pages_are_listed_by_key(wiki, client):
    for name in "ABC":
        written(wiki, f"Case:{name}", CASE.replace("Linux", name))
    written(wiki, "Pattern:P", "---\nkind: pattern\n---\nText.\n")
    first = client.get("/api/v1/pages?kind=case&limit=2").json
    assert list(schema(wiki, "Pages").iter_errors(first)) == []
    assert [each["title"] for each in first["pages"]] == ["Case:A", "Case:B"]
    second = client.get(first["next"].removeprefix(BASE)).json
    assert ([each["title"] for each in second["pages"]], second["next"]) == (["Case:C"], None)
    assert client.get(first["pages"][0]["api"].removeprefix(BASE)).json["title"] == "Case:A"
    assert len(client.get("/api/v1/pages").json["pages"]) == 4


def test_changes_say_which_facts_came_and_went(wiki, client):
    written(wiki, "Case:Linux", CASE)
    written(wiki, "Case:Linux", CASE.replace("1991", "1992"))
    delete(wiki, "Case:Linux", "ana", "")
    found = client.get("/api/v1/changes?since=0").json
    assert list(schema(wiki, "Changes").iter_errors(found)) == []
    made, changed, gone = found["changes"]
    assert made["removed"] == []
    assert any('"1991"' in each for each in made["added"])
    assert [('"1992"' in each) for each in changed["added"]] == [True]
    assert [('"1991"' in each) for each in changed["removed"]] == [True]
    assert (gone["action"], gone["added"]) == ("delete", [])
    assert len(gone["removed"]) == len(made["added"])
    assert (found["position"], found["head"], found["next"]) == (3, 3, None)


def test_changes_go_on_where_they_ended(wiki, client):
    for number in range(5):
        written(wiki, f"Case:{number}", CASE)
    first = client.get("/api/v1/changes?limit=2").json
    assert [each["position"] for each in first["changes"]] == [1, 2]
    second = client.get(first["next"].removeprefix(BASE)).json
    assert [each["position"] for each in second["changes"]] == [3, 4]
    last = client.get(f"/api/v1/changes?since={wiki.pages.head()}").json
    assert (last["changes"], last["position"]) == ([], 5)


# -- writing


def test_a_new_page_is_put(wiki, client):
    answer = client.put(ADDRESS, json={"text": CASE, "summary": "by program"}, headers=by())
    assert answer.status_code == 201
    assert answer.headers["Location"] == ADDRESS
    assert answer.json["findings"] == client.get(ADDRESS).json["findings"]
    kept = wiki.pages.get("Case:Linux")
    assert (kept.text, kept.author, kept.summary) == (CASE, "bot", "by program")


def test_markdown_is_taken_as_it_is(wiki, client):
    text = CASE.replace("A kernel", "A kernel –\r\n\r\nno more")
    answer = client.put(
        f"{ADDRESS}?summary=typed",
        data=text.encode(),
        headers=by(),
        content_type="text/markdown; charset=utf-8",
    )
    assert answer.status_code == 201
    assert (wiki.pages.get("Case:Linux").text, wiki.pages.get("Case:Linux").summary) == (text, "typed")


def test_a_page_is_put_over_the_state_that_was_seen(wiki, client):
    written(wiki, "Case:Linux", CASE)
    tag = client.get(ADDRESS).headers["ETag"]
    answer = client.put(ADDRESS, json={"text": CASE + "More.\n"}, headers=by(If_Match=tag))
    assert (answer.status_code, answer.json["merged"]) == (200, False)
    assert answer.headers["ETag"] == '"2"'


def test_a_put_over_another_state_gives_both_versions_and_writes_nothing(wiki, client):
    written(wiki, "Case:Linux", CASE)
    written(wiki, "Case:Linux", CASE + "Theirs.\n")
    answer = client.put(ADDRESS, json={"text": CASE + "Mine.\n"}, headers=by(If_Match='"1"'))
    assert answer.status_code == 412
    assert answer.json["current"] == {"revision": 2, "author": "ana", "text": CASE + "Theirs.\n"}
    assert answer.json["yours"] == CASE + "Mine.\n"
    assert wiki.pages.head() == 2


def test_a_put_that_names_no_state_is_asked_for_one(wiki, client):
    written(wiki, "Case:Linux", CASE)
    answer = client.put(ADDRESS, json={"text": "other"}, headers=by())
    assert (answer.status_code, answer.json["current"]) == (428, 1)
    assert client.put(ADDRESS, json={"text": "x"}, headers=by(If_None_Match="*")).status_code == 412
    assert (
        client.put("/api/v1/pages/Case:New", json={"text": "x"}, headers=by(If_Match='"1"')).status_code
        == 412
    )
    assert (
        client.put("/api/v1/pages/Case:New", json={"text": CASE}, headers=by(If_None_Match="*")).status_code
        == 201
    )


def test_a_page_that_was_only_reread_is_still_the_one_that_was_seen(wiki, client):
    written(wiki, "Case:Linux", CASE.replace("started", "funding_source: gifts\nstarted"))
    tag = client.get(ADDRESS).headers["ETag"]
    written(
        wiki, "Variable:Funding source", "---\nkind: variable\nquestion: Where from?\noptions: [gifts]\n---\n"
    )
    assert client.get(ADDRESS).headers["ETag"] != tag
    assert client.put(ADDRESS, json={"text": CASE}, headers=by(If_Match=tag)).status_code == 200


def test_an_edit_is_merged_with_what_others_saved(wiki, client):
    written(wiki, "Case:Linux", CASE)
    written(wiki, "Case:Linux", CASE.replace("1991", "1992"))
    answer = client.post(ADDRESS, json={"text": CASE + "\nMore.\n", "base": 1}, headers=by())
    assert (answer.status_code, answer.json["merged"]) == (200, True)
    assert answer.json["text"] == CASE.replace("1991", "1992") + "\nMore.\n"


def test_an_edit_that_overlaps_gives_both_versions_and_the_places(wiki, client):
    written(wiki, "Case:Linux", CASE)
    written(wiki, "Case:Linux", CASE.replace("A kernel", "A system"))
    answer = client.post(ADDRESS, json={"text": CASE.replace("A kernel", "A core"), "base": 1}, headers=by())
    assert answer.status_code == 409
    (place,) = answer.json["overlaps"]
    assert [place[each].strip() for each in ("base", "mine", "theirs")] == [
        "A kernel.",
        "A core.",
        "A system.",
    ]
    assert wiki.pages.head() == 2


def test_new_violations_are_refused_with_their_findings(wiki, client):
    written(wiki, "Case:Linux", CASE)
    answer = client.put(ADDRESS, json={"text": BAD_YEAR}, headers=by(If_Match='"1"'))
    assert answer.status_code == 422
    assert [each["key"] for each in answer.json["findings"]] == ["started"]
    assert wiki.pages.head() == 1


def test_a_page_is_deleted_in_the_state_that_was_seen(wiki, client):
    written(wiki, "Case:Linux", CASE)
    assert client.delete(ADDRESS, headers=by()).status_code == 428
    assert client.delete(ADDRESS, headers=by(If_Match='"7"')).status_code == 412
    answer = client.delete(f"{ADDRESS}?summary=spam", headers=by(If_Match='"1"'))
    assert answer.json == {"title": "Case:Linux", "revision": 2, "deleted": True}
    assert client.delete(ADDRESS, headers=by(If_Match='"2"')).status_code == 412


@pytest.mark.parametrize(
    ("headers", "status"),
    [({}, 401), (by("nobody's"), 401), ({"Authorization": "Basic xyz"}, 401), (by("other"), 403)],
)
def test_writing_needs_the_token_of_somebody_who_may(wiki, client, headers, status):
    answer = client.put(ADDRESS, json={"text": CASE}, headers=headers)
    assert answer.status_code == status
    assert ("WWW-Authenticate" in answer.headers) == (status == 401)
    assert wiki.pages.head() == 0


def test_a_cookie_is_no_token(wiki):
    visitor = Visitor(wiki, "ana")
    assert visitor.client.put(ADDRESS, json={"text": CASE}).status_code == 401


def test_where_anybody_may_edit_no_token_is_needed():
    wiki = memory_wiki(anonymous_editing=True)
    assert create_app(wiki).test_client().put(ADDRESS, json={"text": CASE}).status_code == 201
    assert wiki.pages.get("Case:Linux").author == "127.0.0.1"


@pytest.mark.parametrize(
    ("given", "status", "words"),
    [
        ({"data": b"{", "content_type": "application/json"}, 400, "no JSON"),
        ({"data": b"[" * 100_000, "content_type": "application/json"}, 400, "no JSON"),
        ({"json": []}, 400, "needs “text”"),
        ({"json": {"text": 1}}, 400, "needs “text”"),
        ({"json": {"text": "a", "content": "b"}}, 400, "“content” is not read here"),
        ({"json": {"text": "a", "base": "first"}}, 400, "“base” is the number"),
        ({"json": {"text": "a", "summary": "x" * 501}}, 400, "“summary” is a text"),
        ({"json": {"text": "half \ud800"}}, 400, "half a character"),
        ({"data": b"\xff", "content_type": "text/markdown"}, 400, "no UTF-8 at byte 1"),
        ({"data": b"<a/>", "content_type": "application/xml"}, 415, "text/markdown"),
    ],
)
def test_what_cannot_be_read_is_said_and_nothing_saved(wiki, client, given, status, words):
    answer = client.put(ADDRESS, headers=by(), **given)
    assert answer.status_code == status
    assert words in answer.json["detail"]
    assert wiki.pages.head() == 0


def test_scripts_of_other_sites_may_ask(client):
    answer = client.options(ADDRESS, headers={"Origin": "https://other.example"})
    assert answer.status_code == 204
    assert "PUT" in answer.headers["Access-Control-Allow-Methods"]
    assert "If-Match" in answer.headers["Access-Control-Allow-Headers"]


# -- the description


def references(value):
    if isinstance(value, dict):
        yield from ([value["$ref"]] if "$ref" in value else [])
        for each in value.values():
            yield from references(each)
    elif isinstance(value, list):
        for each in value:
            yield from references(each)


def test_the_description_hangs_together(wiki, client):
    found = client.get("/openapi.json").json
    assert found["openapi"] == "3.1.0"
    schemas = found["components"]["schemas"]
    assert {each.rpartition("/")[2] for each in references(found)} <= set(schemas)
    for each in schemas.values():
        Draft202012Validator.check_schema(each)


def test_every_address_of_the_description_is_answered_and_the_other_way_round(wiki, client):
    described = {
        (path.replace("{title}", "<path:address>"), method.upper())
        for path, methods in client.get("/openapi.json").json["paths"].items()
        for method in methods
        if method != "parameters"
    }
    answered = {
        (rule.rule, method)
        for rule in client.application.url_map.iter_rules()
        if rule.rule.startswith("/api/")
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }
    assert described == answered


@pytest.mark.parametrize(
    ("method", "given"),
    [
        ("GET", {"query_string": "oldid=x"}),
        ("GET", {"path": "/api/v1/pages/Case:Nowhere"}),
        ("GET", {"path": "/api/v1/pages", "query_string": "limit=0"}),
        ("GET", {"path": "/api/v1/changes", "query_string": "since=-1"}),
        ("GET", {"path": "/api/v1/rounds/Nothing", "headers": by("nobody's")}),
        ("PUT", {"json": {"text": CASE}, "headers": by()}),
        ("PUT", {"json": {"text": CASE}, "headers": by(If_Match='"99"')}),
        ("PUT", {"json": {"text": CASE}, "headers": by("other")}),
        ("PUT", {"json": [], "headers": by()}),
        ("PUT", {"data": "<a/>", "content_type": "text/xml", "headers": by()}),
        ("PUT", {"json": {"text": BAD_YEAR}, "headers": by(If_Match="*")}),
        ("POST", {"json": {"text": CASE, "base": 0}, "headers": by()}),
        ("POST", {"json": {"text": CASE}}),
        ("DELETE", {"headers": by()}),
        ("DELETE", {"headers": by("other", If_Match="*")}),
        ("DELETE", {"headers": by(If_Match='"99"')}),
        ("DELETE", {"headers": by(If_Match='"", "x"')}),
        ("DELETE", {"headers": by(If_Match="*")}),
    ],
)
def test_every_answer_is_described(wiki, client, method, given):
    written(wiki, "Case:Linux", CASE)
    path = given.get("path", ADDRESS)
    answer = client.open(**{"path": ADDRESS, "method": method, **given})
    head, _, title = path.partition("/pages/" if "/pages/" in path else "/rounds/")
    place = path.replace(title, "{title}") if title else head
    described = client.get("/openapi.json").json["paths"][place][method.lower()]["responses"]
    assert str(answer.status_code) in described
    assert answer.mimetype in described[str(answer.status_code)]["content"]


def test_a_new_variable_is_in_the_description_at_once(wiki, client):
    written(
        wiki, "Variable:Funding source", "---\nkind: variable\nquestion: Where from?\noptions: [gifts]\n---\n"
    )
    fields = client.get("/openapi.json").json["components"]["schemas"]["CasePageFields"]["properties"]
    assert fields["funding_source"]["description"] == "Where from?"
