"""Who may do what, and what accounts may be called."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from wiki.errors import BadInputError
from wiki.governance import TABLE, Permission, check_name, check_password, may, refusal
from wiki.revisions import Account

WHEN = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass
class Settings:
    anonymous_editing: bool = False


def account(role: str, *, blocked: bool = False) -> Account:
    return Account("ana", role, WHEN, blocked)


CASES = [
    # who, anonymous editing, what they may do
    (None, False, {"read"}),
    (None, True, {"read", "edit"}),
    (account("reader"), True, {"read"}),
    (account("editor"), False, {"read", "edit", "rename", "delete", "undelete", "import", "code in a round"}),
    (account("editor", blocked=True), True, {"read"}),
    (account("administrator"), False, set(Permission)),
    (account("administrator", blocked=True), False, {"read"}),
]


@pytest.mark.parametrize(("who", "anonymous", "granted"), CASES)
def test_the_table_grants_exactly_this(who, anonymous, granted):
    settings = Settings(anonymous)
    assert {each for each in Permission if may(who, each, "Case:Wikipedia", settings)} == granted


def test_every_permission_is_in_the_table():
    assert set(TABLE) == set(Permission)


@pytest.mark.parametrize(
    ("who", "words"),
    [
        (None, "log in first"),
        (account("editor", blocked=True), "blocked"),
        (account("reader"), "role reader"),
    ],
)
def test_a_refusal_says_why_and_what_repairs_it(who, words):
    assert words in refusal(who, Permission.DELETE)


@pytest.mark.parametrize("name", ["ana", "Ana María", "O'Neil", "J.R", "李明", "Bo-2", "x" * 40])
def test_names_people_have_are_accepted(name):
    check_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "a",
        "x" * 41,
        " ana",
        "ana ",
        "a  b",
        "127.0.0.1",
        "2001",
        "a_b",
        "a\u202eb",
        "a\nb",
        "<b>",
        "a/b",
        "ﬁre",
        "-a",
        "j.r.",
    ],
)
def test_names_that_could_deceive_are_refused(name):
    with pytest.raises(BadInputError):
        check_name(name)


@pytest.mark.parametrize("password", ["short77", "", "aaaaaaaaaa", "ANAMARIA1", "x y" * 400])
def test_poor_passwords_are_refused(password):
    with pytest.raises(BadInputError):
        check_password(password, "anamaria1")


def test_a_sentence_is_a_good_password():
    check_password("warp and weft", "ana")
