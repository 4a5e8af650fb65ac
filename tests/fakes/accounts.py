"""`Accounts` in memory."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from wiki.errors import NotFoundError, TitleTakenError
from wiki.revisions import Account, Draft


class MemoryAccounts:
    """People in dictionaries; names are looked up without regard to case."""

    def __init__(self) -> None:
        self.people: dict[str, Account] = {}
        self.hashes: dict[str, str] = {}
        self.sessions: dict[str, tuple[str, datetime]] = {}
        self.tokens: dict[str, str] = {}
        self.drafts: dict[tuple[str, str], Draft] = {}

    def _key(self, name: str) -> str:
        if name.casefold() not in self.people:
            raise NotFoundError(f"There is no account “{name}”.")
        return name.casefold()

    def add(self, name: str, password_hash: str, role: str) -> Account:
        if name.casefold() in self.people:
            raise TitleTakenError(f"The name “{name}” is taken.")
        account = self.people[name.casefold()] = Account(name, role, datetime.now(UTC))
        self.hashes[name.casefold()] = password_hash
        return account

    def get(self, name: str) -> Account | None:
        return self.people.get(name.casefold())

    def password_hash(self, name: str) -> str | None:
        return self.hashes.get(name.casefold())

    def set_password_hash(self, name: str, password_hash: str) -> None:
        self.hashes[self._key(name)] = password_hash

    def set_role(self, name: str, role: str) -> None:
        key = self._key(name)
        self.people[key] = replace(self.people[key], role=role)

    def open_session(self, name: str, key_hash: str, expires: datetime) -> None:
        self.sessions[key_hash] = (self._key(name), expires)

    def session(self, key_hash: str, now: datetime) -> Account | None:
        key, expires = self.sessions.get(key_hash, ("", now))
        return self.people[key] if expires > now else None

    def close_session(self, key_hash: str) -> None:
        self.sessions.pop(key_hash, None)

    def close_sessions(self, name: str) -> None:
        key = self._key(name)
        self.sessions = {each: kept for each, kept in self.sessions.items() if kept[0] != key}

    def add_token(self, name: str, key_hash: str, label: str) -> None:
        self.tokens[key_hash] = self._key(name)

    def token(self, key_hash: str) -> Account | None:
        return self.people.get(self.tokens.get(key_hash, ""))

    def keep_draft(self, name: str, draft: Draft) -> None:
        self.drafts[self._key(name), draft.title] = draft

    def draft(self, name: str, title: str) -> Draft | None:
        return self.drafts.get((name.casefold(), title))

    def drop_draft(self, name: str, title: str) -> None:
        self.drafts.pop((self._key(name), title), None)
