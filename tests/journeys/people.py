"""People with a browser's cookies and forms, over real HTTP."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from html import unescape
from http.cookiejar import CookieJar
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote, urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

PASSWORD = "a long enough password"


@dataclass(frozen=True)
class Answer:
    """An HTTP answer, read whole."""

    status: int
    headers: dict[str, str]
    body: bytes
    url: str

    @property
    def text(self) -> str:
        return self.body.decode()

    def json(self) -> Any:
        return json.loads(self.body)


class Person:
    """Somebody at the wiki."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.opener: OpenerDirector = build_opener(HTTPCookieProcessor(CookieJar()))

    def ask(self, path: str, fields: dict[str, str] | bytes | None = None, **headers: str) -> Answer:
        """GET, or POST when there are fields (or a body as it is); an error status is an answer too."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        content = urlencode(fields).encode() if isinstance(fields, dict) else fields
        request = Request(self.address + path, content, named)
        try:
            with self.opener.open(request, timeout=60) as answer:
                return Answer(answer.status, dict(answer.headers), answer.read(), answer.url)
        except HTTPError as error:
            return Answer(error.code, dict(error.headers), error.read(), error.url)

    def proof(self, page: Answer) -> str:
        found = re.search(r'name="csrf" value="([^"]*)"', page.text)
        assert found, page.text[:300]
        return found[1]

    def register(self, name: str) -> None:
        form = self.ask("/account/register")
        fields = {"csrf": self.proof(form), "name": name, "password": PASSWORD, "again": PASSWORD}
        answer = self.ask("/account/register", fields)
        assert answer.status == 200, answer.text[:500]

    def save(self, title: str, text: str, summary: str = "") -> Answer:
        """Open the edit form, replace the text, press Save."""
        path = "/wiki/" + quote(title.replace(" ", "_"), safe=":/")
        form = self.ask(f"{path}?action=edit")
        base = re.search(r'name="base" value="(\d*)"', form.text)
        assert base, form.text[:500]
        fields = {"csrf": self.proof(form), "base": base[1], "text": text, "summary": summary, "do": "save"}
        return self.ask(path, fields)

    def text_of(self, title: str) -> str:
        """The page's raw text."""
        answer = self.ask("/wiki/" + quote(title.replace(" ", "_"), safe=":/") + "?action=raw")
        return answer.text if answer.status == 200 else ""

    def select(self, query: str) -> list[dict[str, str]]:
        """Rows of a SPARQL query, as plain texts."""
        answer = self.ask("/sparql", {"query": query}, Accept="application/sparql-results+json")
        assert answer.status == 200, answer.text
        rows = answer.json()["results"]["bindings"]
        return [{name: value["value"] for name, value in row.items()} for row in rows]

    def found(self, words: str) -> list[str]:
        """Titles a search finds."""
        answer = self.ask(f"/search?q={quote(words)}", Accept="application/json")
        assert answer.status == 200, answer.text
        return [hit["title"] for hit in answer.json()["hits"]]


def words_of(page: str) -> str:
    """A page's text as a person reads it."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", page)))
