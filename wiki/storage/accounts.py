"""`wiki.ports.Accounts` on the file. Names are looked up without regard to case: no two differ only by it."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from wiki.errors import NotFoundError, TitleTakenError
from wiki.revisions import Account, Draft
from wiki.storage.database import Database
from wiki.storage.schema import accounts, drafts, sessions, to_number, to_time, tokens

_ACCOUNT = select(accounts.c.name, accounts.c.role, accounts.c.created, accounts.c.blocked)


def folded(name: str) -> str:
    """Return what two names have in common that count as the same (Unicode NFKC, case folded)."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())


class SqlAccounts:
    """Accounts, sessions, tokens and drafts. What names an unknown account raises NotFoundError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, name: str, password_hash: str, role: str) -> Account:
        """See the port."""
        now = to_number(datetime.now(UTC))
        row = {
            "name": name,
            "folded": folded(name),
            "role": role,
            "password_hash": password_hash,
            "created": now,
            "blocked": 0,
        }
        try:
            with self._database.writing() as connection:
                connection.execute(insert(accounts), row)
        except IntegrityError as error:
            raise TitleTakenError(f"The name “{name}” is taken. Choose another one.") from error
        return Account(name, role, to_time(now))

    def get(self, name: str) -> Account | None:
        """See the port."""
        return self._account(_ACCOUNT.where(accounts.c.folded == folded(name)))

    def password_hash(self, name: str) -> str | None:
        """See the port."""
        with self._database.reading() as connection:
            query = select(accounts.c.password_hash).where(accounts.c.folded == folded(name))
            return connection.execute(query).scalar()

    def set_password_hash(self, name: str, password_hash: str) -> None:
        """See the port."""
        self._set(name, password_hash=password_hash)

    def set_role(self, name: str, role: str) -> None:
        """See the port."""
        self._set(name, role=role)

    def open_session(self, name: str, key_hash: str, expires: datetime) -> None:
        """See the port. Sessions that have run out are cleared away on the way."""
        with self._database.writing() as connection:
            connection.execute(delete(sessions).where(sessions.c.expires < to_number(datetime.now(UTC))))
            row = {"key_hash": key_hash, "account": _id(connection, name), "expires": to_number(expires)}
            connection.execute(insert(sessions), row)

    def session(self, key_hash: str, now: datetime) -> Account | None:
        """See the port."""
        query = _ACCOUNT.join_from(accounts, sessions)
        return self._account(
            query.where(sessions.c.key_hash == key_hash, sessions.c.expires > to_number(now))
        )

    def close_session(self, key_hash: str) -> None:
        """See the port."""
        with self._database.writing() as connection:
            connection.execute(delete(sessions).where(sessions.c.key_hash == key_hash))

    def close_sessions(self, name: str) -> None:
        """See the port."""
        owner = select(accounts.c.id).where(accounts.c.folded == folded(name)).scalar_subquery()
        with self._database.writing() as connection:
            connection.execute(delete(sessions).where(sessions.c.account == owner))

    def add_token(self, name: str, key_hash: str, label: str) -> None:
        """See the port."""
        now = to_number(datetime.now(UTC))
        with self._database.writing() as connection:
            row = {"key_hash": key_hash, "account": _id(connection, name), "label": label, "created": now}
            connection.execute(insert(tokens), row)

    def token(self, key_hash: str) -> Account | None:
        """See the port."""
        return self._account(_ACCOUNT.join_from(accounts, tokens).where(tokens.c.key_hash == key_hash))

    def keep_draft(self, name: str, draft: Draft) -> None:
        """See the port."""
        with self._database.writing() as connection:
            account = _id(connection, name)
            connection.execute(delete(drafts).where(*_draft(account, draft.title)))
            row = {
                "account": account,
                "title": draft.title,
                "text": draft.text,
                "summary": draft.summary,
                "base": draft.base,
                "saved": to_number(draft.saved),
            }
            connection.execute(insert(drafts), row)

    def draft(self, name: str, title: str) -> Draft | None:
        """See the port."""
        query = select(drafts).join_from(drafts, accounts)
        with self._database.reading() as connection:
            row = connection.execute(
                query.where(accounts.c.folded == folded(name), drafts.c.title == title)
            ).first()
        return Draft(row.title, row.text, row.summary, row.base, to_time(row.saved)) if row else None

    def drop_draft(self, name: str, title: str) -> None:
        """See the port."""
        with self._database.writing() as connection:
            connection.execute(delete(drafts).where(*_draft(_id(connection, name), title)))

    def _account(self, query: Select[Any]) -> Account | None:
        with self._database.reading() as connection:
            row: Row[Any] | None = connection.execute(query).first()
        return Account(row.name, row.role, to_time(row.created), bool(row.blocked)) if row else None

    def _set(self, name: str, **values: str) -> None:
        with self._database.writing() as connection:
            account = _id(connection, name)
            connection.execute(update(accounts).where(accounts.c.id == account).values(**values))


def _id(connection: Connection, name: str) -> int:
    found = connection.execute(select(accounts.c.id).where(accounts.c.folded == folded(name))).scalar()
    if found is None:
        raise NotFoundError(f"There is no account “{name}”.")
    return int(found)


def _draft(account: int, title: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return drafts.c.account == account, drafts.c.title == title
