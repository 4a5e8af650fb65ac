"""What is answered when an address, a method or a body is refused, to people and to programs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.fakes.visitor import Visitor
from tests.fakes.wiki import memory_wiki, written
from wiki.errors import StorageError
from wiki.uploads import Uploads

API = [
    ("GET", "/api/v1/nothing", 404),
    ("GET", "/api/v1/rounds/two%0Alines", 404),
    ("PATCH", "/api/v1/pages", 405),
    ("POST", "/api/v1/changes", 405),
]


@pytest.fixture
def client():
    wiki = memory_wiki()
    written(wiki, "Case:Loom", "A loom.\n")
    return Visitor(wiki).client


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("/recent", {"GET", "HEAD", "OPTIONS"}),
        ("/wiki/Case:Loom", {"GET", "HEAD", "OPTIONS", "POST"}),
        ("/api/v1/changes", {"GET", "HEAD", "OPTIONS"}),
        ("/api/v1/pages/Case:Loom", {"GET", "HEAD", "OPTIONS", "PUT", "POST", "DELETE"}),
        ("/sparql", {"GET", "HEAD", "OPTIONS", "POST"}),
    ],
)
@pytest.mark.parametrize("method", ["TRACE", "OPTIONS"])
def test_what_an_address_takes_is_told(client, address, allowed, method):
    answer = client.open(address, method=method)
    assert answer.status_code == (405 if method == "TRACE" else answer.status_code)
    assert {each.strip() for each in answer.headers["Allow"].split(",")} == allowed
    if method == "OPTIONS" and "Access-Control-Allow-Methods" in answer.headers:
        assert answer.headers["Access-Control-Allow-Methods"] == answer.headers["Allow"]


@pytest.mark.parametrize(("method", "address", "status"), API)
def test_below_the_api_every_refusal_is_a_problem_document(client, method, address, status):
    answer = client.open(address, method=method, headers={"Accept": "text/html"})
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
    assert answer.json["status"] == status
    assert answer.json["detail"].endswith(".")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_a_text_too_large_is_a_problem_document_too(client):
    most = client.application.config["MAX_CONTENT_LENGTH"]
    answer = client.put("/api/v1/pages/Case:Loom", data=b"x" * (most + 1), content_type="text/markdown")
    assert answer.mimetype == "application/problem+json"
    assert answer.status_code in {401, 413}


def test_people_get_a_page_and_the_command_line_a_sentence(client):
    page = client.get("/nothing", headers={"Accept": "text/html"})
    line = client.get("/nothing", headers={"Accept": "*/*"})
    assert (page.mimetype, line.mimetype) == ("text/html", "text/plain")
    assert "There is nothing at this address." in page.text
    assert line.text == "There is nothing at this address.\n"


@pytest.mark.parametrize(
    "address", ["/api/v1/pages/Case:Loom", "/wiki/Case:Loom", "/feed.atom", "/healthz", "/sparql?query=ASK{}"]
)
def test_readers_are_not_told_where_the_files_lie_and_the_operator_is(tmp_path, caplog, address):
    class Full:
        def __getattr__(self, name):
            raise StorageError(f"The disk holding {tmp_path}/wiki.sqlite3 is full; nothing was written.")

    wiki = memory_wiki()
    visitor = Visitor(wiki)
    visitor.app.extensions["commonloom"] = replace(
        wiki, pages=Full(), uploads=Uploads(tmp_path / "uploads", Path("bell"), 1)
    )
    answer = visitor.get(address)
    assert answer.status_code == 503
    assert "The disk holding wiki.sqlite3 is full" in answer.text
    assert str(tmp_path) not in answer.text
    assert str(tmp_path) in caplog.text
