"""A visitor of the web application: a browser's cookies and forms, without a browser."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

from werkzeug.test import TestResponse

from wiki.assembly import Wiki
from wiki.web.app import create_app
from wiki.web.session import COOKIE, key_hash


class Visitor:
    """Keeps cookies; sends forms with the proof their page carries."""

    def __init__(self, wiki: Wiki, name: str = "", role: str = "editor") -> None:
        self.wiki = wiki
        self.app = create_app(wiki)
        self.app.testing = True
        self.client = self.app.test_client()
        if name:
            self.log_in(name, role)

    def log_in(self, name: str, role: str = "editor") -> None:
        """Open a session without the log-in form."""
        if self.wiki.accounts.get(name) is None:
            self.wiki.accounts.add(name, "no hash", role)
        secret = f"secret of {name}"
        self.wiki.accounts.open_session(name, key_hash(secret), datetime.now(UTC) + timedelta(days=1))
        self.client.set_cookie(COOKIE, secret)

    def get(self, address: str, **given: Any) -> TestResponse:
        return self.client.get(address, **given)

    def text(self, address: str) -> str:
        """The page as one run of words and tags, blanks collapsed."""
        return " ".join(self.get(address).text.split())

    def token(self) -> str:
        """The proof that a form shown to this visitor carries."""
        found = re.search(r'name="csrf" value="([0-9a-f]{64})"', self.get("/account/log-in").text)
        assert found
        return found[1]

    def post(self, address: str, headers: dict[str, str] | None = None, **fields: str) -> TestResponse:
        return self.client.post(address, data={"csrf": self.token(), **fields}, headers=headers)
