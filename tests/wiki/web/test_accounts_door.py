"""Registering, logging in and out, and the password."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from argon2 import PasswordHasher

from tests.fakes.visitor import Visitor
from tests.fakes.wiki import memory_wiki
from wiki.web import accounts
from wiki.web.attempts import MOST_FOR_ADDRESS, MOST_FOR_NAME, SPAN, Attempts
from wiki.web.session import COOKIE, key_hash

PASSWORD = "warp and weft"


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch):
    """Hash with the least work: what is tested here is not argon2."""
    monkeypatch.setattr(accounts, "HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    accounts.nobodys_hash.cache_clear()


@pytest.fixture
def wiki():
    return memory_wiki()


@pytest.fixture
def visitor(wiki):
    return Visitor(wiki)


def cookie(visitor: Visitor):
    return visitor.client.get_cookie(COOKIE)


def register(visitor: Visitor, name: str = "ana", password: str = PASSWORD, **more: str):
    return visitor.post("/account/register", name=name, password=password, **more)


def log_in(visitor: Visitor, name: str = "ana", password: str = PASSWORD, **more: str):
    return visitor.post("/account/log-in", name=name, password=password, **more)


def test_whoever_registers_is_logged_in_and_may_edit_at_once(visitor, wiki):
    answer = register(visitor, next="/wiki/Notes?action=edit")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/wiki/Notes?action=edit")
    assert visitor.post("/wiki/Notes", text="Hello.", base="").status_code == 303
    assert wiki.pages.get("Notes").author == "ana"


def test_passwords_are_kept_as_argon2id_hashes():
    assert PasswordHasher().hash(PASSWORD).startswith("$argon2id$v=19$m=65536,t=3,p=4$")


def test_the_cookie_is_a_secret_no_script_reads_and_storage_does_not_know(visitor, wiki):
    answer = register(visitor)
    header = next(each for each in answer.headers.getlist("Set-Cookie") if each.startswith(COOKIE))
    assert "HttpOnly" in header
    assert "SameSite=Lax" in header
    secret = cookie(visitor).value
    assert len(secret) >= 43  # 256 bits in base 64
    assert list(wiki.accounts.inner.sessions) == [key_hash(secret)]
    assert "Secure" in header  # the wiki's base is https


def test_over_plain_http_the_cookie_works_too():
    visitor = Visitor(memory_wiki(base="http://127.0.0.1:8000"))
    register(visitor)
    assert not cookie(visitor).secure


@pytest.mark.parametrize(
    ("name", "password", "words"),
    [("a", PASSWORD, "2 to 40"), ("ana", "short", "8 to"), ("10.0.0.1", PASSWORD, "needs a letter")],
)
def test_what_is_wrong_with_a_registration_is_said(visitor, wiki, name, password, words):
    answer = register(visitor, name, password)
    assert answer.status_code == 422
    assert words in answer.text
    assert password not in answer.text
    assert cookie(visitor) is None


def test_names_that_differ_in_capitals_only_are_taken(visitor, wiki):
    register(visitor)
    answer = register(Visitor(wiki), "ANA")
    assert answer.status_code == 409
    assert "is called “ANA” already" in answer.text


def test_registration_can_be_closed():
    visitor = Visitor(memory_wiki(registration=False))
    assert visitor.get("/account/register").status_code == 403
    assert register(visitor).status_code == 403
    assert "/account/register" not in visitor.get("/account/log-in").text


def test_a_wrong_name_and_a_wrong_password_read_the_same(visitor, wiki):
    register(Visitor(wiki))
    wrong_password, wrong_name = log_in(visitor, "ana", "nonsense"), log_in(visitor, "ann", "nonsense")
    assert wrong_password.status_code == wrong_name.status_code == 403
    assert accounts.WRONG in wrong_password.text
    assert accounts.WRONG in wrong_name.text
    assert cookie(visitor) is None


def test_logging_in_and_out(visitor, wiki):
    register(Visitor(wiki))
    assert log_in(visitor, "  ana ").status_code == 303
    assert "Log out" in visitor.get("/account").text
    secret = cookie(visitor).value
    assert visitor.post("/account/log-out").status_code == 303
    assert cookie(visitor) is None
    visitor.client.set_cookie(COOKIE, secret)
    assert visitor.get("/account").status_code == 302


def test_a_session_ends(visitor, wiki):
    register(visitor)
    hashed, (name, _) = next(iter(wiki.accounts.inner.sessions.items()))
    wiki.accounts.inner.sessions[hashed] = (name, datetime.now(UTC) - timedelta(seconds=1))
    assert visitor.get("/account").status_code == 302


def test_logging_in_replaces_the_session_that_was_there(visitor, wiki):
    register(visitor)
    before = cookie(visitor).value
    log_in(visitor)
    assert cookie(visitor).value != before
    assert key_hash(before) not in wiki.accounts.inner.sessions


def test_guessing_is_slowed_down_even_for_the_right_password(visitor, wiki):
    register(Visitor(wiki))
    for _ in range(MOST_FOR_NAME):
        assert log_in(visitor, password="nonsense").status_code == 403
    assert log_in(visitor).status_code == 429
    assert cookie(visitor) is None


def test_the_password_changes_after_the_present_one(visitor, wiki):
    register(visitor)
    wrong = visitor.post("/account/password", password="nonsense", new="selvedge and hem")
    assert wrong.status_code == 422
    assert visitor.post("/account/password", password=PASSWORD, new="short").status_code == 422
    assert visitor.post("/account/password", password=PASSWORD, new="selvedge and hem").status_code == 303
    assert log_in(Visitor(wiki)).status_code == 403
    assert log_in(Visitor(wiki), password="selvedge and hem").status_code == 303


def test_a_hash_with_other_parameters_is_renewed_at_log_in(visitor, wiki):
    wiki.accounts.add(
        "ana", PasswordHasher(time_cost=2, memory_cost=8, parallelism=1).hash(PASSWORD), "editor"
    )
    log_in(visitor)
    assert "t=1" in wiki.accounts.password_hash("ana")


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "/a\\b",
        "\\evil",
        "javascript:alert(1)",
        "/\t/evil.example",
        "",
        "evil",
    ],
)
def test_next_never_leads_away(visitor, address):
    assert register(visitor, next=address).headers["Location"] == "/"


@pytest.mark.parametrize("address", ["/wiki/Case:Loom?action=edit", "/search?q=a%2Fb", "/"])
def test_next_leads_anywhere_on_this_site(address):
    assert accounts.is_own_address(address)


NOW = datetime(2026, 1, 1, tzinfo=UTC)


def test_tries_are_forgotten_after_a_while():
    attempts = Attempts()
    for _ in range(MOST_FOR_NAME):
        attempts.failed("ana", "10.0.0.1", NOW)
    assert attempts.too_many("ANA", "10.0.0.1", NOW)
    assert not attempts.too_many("ana", "10.0.0.2", NOW)
    assert not attempts.too_many("ana", "10.0.0.1", NOW + SPAN + timedelta(seconds=1))


def test_a_success_clears_the_name_but_not_the_address():
    attempts = Attempts()
    for number in range(MOST_FOR_ADDRESS):
        attempts.failed(f"name {number}", "10.0.0.1", NOW)
    attempts.succeeded("name 1", "10.0.0.1")
    assert attempts.too_many("anybody", "10.0.0.1", NOW)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:10.0.0.1", "10.0.0.1", True),
        ("::ffff:10.0.0.1", "::ffff:10.0.0.2", False),
    ],
)
def test_who_has_a_whole_network_of_addresses_has_no_more_tries(one, other, same):
    attempts = Attempts()
    for _ in range(MOST_FOR_NAME):
        attempts.failed("ana", one, NOW)
    assert attempts.too_many("ana", other, NOW) is same


def test_the_count_does_not_grow_without_end():
    attempts = Attempts()
    for number in range(12_000):
        attempts.failed("ana", str(number), NOW)
    assert len(attempts._failed) <= 10_000
