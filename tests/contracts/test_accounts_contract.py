"""What every implementation of `wiki.ports.Accounts` does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.fakes.accounts import MemoryAccounts
from wiki.errors import NotFoundError, TitleTakenError
from wiki.ports import Accounts
from wiki.revisions import Draft
from wiki.storage import open_storage

NOW = datetime.now(UTC)
SOON = NOW + timedelta(days=7)  # later than any run of all tests ends


def in_memory(_folder: Path) -> Accounts:
    return MemoryAccounts()


def in_sqlite(folder: Path) -> Accounts:
    return open_storage(folder / "commonloom.sqlite3", create=True, kinds=()).accounts


@pytest.fixture(params=[in_memory, in_sqlite])
def accounts(request: pytest.FixtureRequest, tmp_path: Path) -> Accounts:
    make: Callable[[Path], Accounts] = request.param
    return make(tmp_path)


def test_an_account_is_kept(accounts: Accounts) -> None:
    made = accounts.add("Ana", "hash", "editor")
    assert (made.name, made.role, made.blocked) == ("Ana", "editor", False)
    assert made.created.tzinfo is not None
    assert accounts.get("Ana") == made
    assert accounts.password_hash("Ana") == "hash"
    assert accounts.get("Bo") is None
    assert accounts.password_hash("Bo") is None


@pytest.mark.parametrize("name", ["Ana", "ana", "ANA"])
def test_names_differing_in_case_only_are_taken(accounts: Accounts, name: str) -> None:
    accounts.add("Ana", "hash", "editor")
    with pytest.raises(TitleTakenError, match=name):
        accounts.add(name, "other", "editor")
    assert accounts.password_hash("Ana") == "hash"


def test_a_name_is_found_in_any_case_and_shown_as_registered(accounts: Accounts) -> None:
    accounts.add("Straße", "hash", "editor")
    found = accounts.get("STRASSE")
    assert found is not None
    assert found.name == "Straße"


def test_password_and_role_change(accounts: Accounts) -> None:
    accounts.add("Ana", "hash", "editor")
    accounts.add("Bo", "his", "editor")
    accounts.set_password_hash("Ana", "new")
    accounts.set_role("Ana", "administrator")
    assert accounts.password_hash("Ana") == "new"
    assert [accounts.get(name).role for name in ("Ana", "Bo")] == ["administrator", "editor"]  # type: ignore[union-attr]
    assert accounts.password_hash("Bo") == "his"


def test_all_sessions_of_an_account_close_at_once(accounts: Accounts) -> None:
    for name in ("ana", "bo"):
        accounts.add(name, "hash", "editor")
    for key, name in (("one", "ana"), ("two", "ana"), ("three", "bo")):
        accounts.open_session(name, key, datetime.now(UTC) + timedelta(days=1))
    accounts.close_sessions("Ana")
    now = datetime.now(UTC)
    assert [accounts.session(key, now) is None for key in ("one", "two", "three")] == [True, True, False]


def test_sessions_open_run_out_and_close(accounts: Accounts) -> None:
    ana = accounts.add("Ana", "hash", "editor")
    accounts.open_session("Ana", "key", SOON)
    accounts.open_session("Ana", "other", SOON)
    assert accounts.session("key", NOW) == ana
    assert accounts.session("key", SOON) is None
    assert accounts.session("unknown", NOW) is None
    accounts.close_session("key")
    accounts.close_session("key")
    assert accounts.session("key", NOW) is None
    assert accounts.session("other", NOW) == ana


def test_tokens_say_whose_they_are(accounts: Accounts) -> None:
    ana = accounts.add("Ana", "hash", "editor")
    accounts.add_token("Ana", "key", "script")
    assert accounts.token("key") == ana
    assert accounts.token("unknown") is None


def test_a_draft_is_kept_replaced_and_dropped(accounts: Accounts) -> None:
    accounts.add("Ana", "hash", "editor")
    accounts.add("Bo", "hash", "editor")
    first = Draft("Case:A", "text", "", None, NOW)
    second = Draft("Case:A", "more text", "why", 7, SOON)
    accounts.keep_draft("Ana", first)
    assert accounts.draft("Ana", "Case:A") == first
    accounts.keep_draft("Ana", second)
    assert accounts.draft("Ana", "Case:A") == second
    assert accounts.draft("Bo", "Case:A") is None
    assert accounts.draft("Ana", "Case:B") is None
    accounts.drop_draft("Ana", "Case:A")
    accounts.drop_draft("Ana", "Case:A")
    assert accounts.draft("Ana", "Case:A") is None


UNKNOWN: list[Callable[[Accounts], None]] = [
    lambda accounts: accounts.set_password_hash("Nobody", "hash"),
    lambda accounts: accounts.set_role("Nobody", "editor"),
    lambda accounts: accounts.open_session("Nobody", "key", SOON),
    lambda accounts: accounts.add_token("Nobody", "key", ""),
    lambda accounts: accounts.keep_draft("Nobody", Draft("Case:A", "", "", None, NOW)),
]


@pytest.mark.parametrize("act", UNKNOWN)
def test_nobody_has_nothing(accounts: Accounts, act: Callable[[Accounts], None]) -> None:
    with pytest.raises(NotFoundError, match="Nobody"):
        act(accounts)
