"""Headers, forms and the known ways of getting a script into a page."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from urllib.parse import quote

import pytest

from tests.fakes.visitor import Visitor
from tests.fakes.wiki import memory_wiki, written
from wiki.revisions import Action, Write
from wiki.uploads import Uploads
from wiki.web.app import DOORS, door_of
from wiki.web.security import HEADERS, SAFE, open_to_all

OWN_SCRIPT = re.compile(r'<script (?:type="module" )?src="/static/(?:vendor/)?[\w-]+\.js\?v=\w+"(?: defer)?>')
ATTACK = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>"


@pytest.fixture
def wiki(tmp_path):
    wiki = replace(memory_wiki(), uploads=Uploads(tmp_path / "uploads", tmp_path / "run" / "bell", 1))
    written(wiki, "Case:Loom", "A loom.\n")
    return wiki


@pytest.mark.parametrize(
    "address",
    [
        "/wiki/Case:Loom",
        "/wiki/Nope",
        "/account/log-in",
        "/nowhere",
        "/wiki/%3C",
        "/wiki/Case:Loom?action=raw",
    ],
)
def test_every_answer_carries_the_headers(wiki, address):
    headers = Visitor(wiki).get(address).headers
    assert {name: headers[name] for name in HEADERS} == HEADERS


def test_the_policy_allows_nothing_inline_and_nothing_from_elsewhere():
    policy = HEADERS["Content-Security-Policy"]
    for directive in (
        "default-src 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "object-src 'none'",
    ):
        assert directive in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize(
    "address",
    ["/wiki/Case:Loom", "/wiki/Case:Loom?action=edit", "/wiki/Case:Loom?action=history", "/account"],
)
def test_pages_keep_their_own_policy(wiki, address):
    page = Visitor(wiki, "ana").get(address).text
    assert not re.search(r"<[^>]+ (style|on\w+)=", page)
    assert not re.search(r"<script(?![^>]* src=)", page)
    assert "<style" not in page
    assert not re.search(r'<(?:script|link rel="stylesheet"|img)[^>]+(?:src|href)="https?:', page)


def test_static_files_are_kept_long_under_an_address_that_follows_their_content(wiki):
    page = Visitor(wiki).get("/wiki/Case:Loom").text
    address = re.search(r'href="(/static/commonloom\.css\?v=[0-9a-f]{12})"', page)
    answer = Visitor(wiki).get(address[1])
    assert "max-age=31536000" in answer.headers["Cache-Control"]


def forms(wiki) -> list[tuple[str, str]]:
    """Every address that takes a changing request, with values filled in."""
    app = Visitor(wiki).app
    found = []
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        if rule.methods - SAFE and not getattr(view, "open_to_all", False):
            found += [
                (re.sub("<[^>]+>", "Case:Loom", re.sub("<int:[^>]+>", "1", rule.rule)), method)
                for method in sorted(rule.methods - SAFE)
            ]
    return found


def test_there_are_forms_to_test(wiki):
    assert ("/account/log-in", "POST") in forms(wiki)
    assert ("/wiki/Case:Loom", "POST") in forms(wiki)


@pytest.mark.parametrize("proof", [{}, {"csrf": ""}, {"csrf": "0" * 64}, {"csrf": "ü"}])
def test_no_form_works_without_its_proof(wiki, proof):
    ana = Visitor(wiki, "ana")
    ana.token()
    before = (wiki.pages.head(), dict(wiki.accounts.inner.sessions), dict(wiki.accounts.inner.drafts))
    for address, method in forms(wiki):
        answer = ana.client.open(
            address, method=method, data={**proof, "text": "x", "do": "draft", "reason": "x"}
        )
        assert answer.status_code == 403, address
    assert before == (wiki.pages.head(), dict(wiki.accounts.inner.sessions), dict(wiki.accounts.inner.drafts))


def test_one_persons_proof_is_not_anothers(wiki):
    token = Visitor(wiki, "ben").token()
    ana = Visitor(wiki, "ana")
    assert ana.client.post("/account/log-out", data={"csrf": token}).status_code == 403


def test_the_proof_changes_with_the_log_in(wiki):
    visitor = Visitor(wiki)
    before = visitor.token()
    visitor.log_in("ana")
    assert visitor.token() != before


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://wiki.example.org.evil.example"},
    ],
)
def test_a_form_from_elsewhere_is_refused_even_with_the_proof(wiki, headers):
    ana = Visitor(wiki, "ana")
    assert ana.post("/account/log-out", headers=headers).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "http://localhost"},
        {"Origin": "https://wiki.example.org", "Sec-Fetch-Site": "same-origin"},
    ],
)
def test_a_form_of_ours_is_accepted(wiki, headers):
    assert Visitor(wiki, "ana").post("/account/log-out", headers=headers).status_code == 303


def test_reading_leaves_no_cookie(wiki):
    assert "Set-Cookie" not in Visitor(wiki).get("/wiki/Case:Loom").headers


@pytest.mark.parametrize(
    "text",
    [
        f"{ATTACK}\n",
        f"---\nkind: case\ntitle: '{ATTACK.replace(chr(39), chr(39) * 2)}'\nsteward: >-\n  {ATTACK}\nx: >-\n  {ATTACK}\n---\n",
        "---\nkind: case\nhomepage: javascript:alert(1)\nwebsite: 'data:text/html,<script>alert(1)</script>'\n---\n",
        "[x](javascript:alert(1)) [y](  JaVaScRiPt:alert(1)) <a href='java&#10;script:alert(1)'>z</a>",
        '[[javascript:alert(1)|x]] [[Case:Loom" onclick="alert(1)|x]] [[x|<script>alert(1)</script>]]',
        "<svg onload=alert(1)><style>body{background:url(//evil)}</style><iframe src=//evil></iframe><base href=//evil>",
        "## <img src=x onerror=alert(1)>\n\n## a\n\n## b\n\n## c\n",
        "---\ntags: ['<script>alert(1)</script>']\naliases: ['<script>alert(1)</script>']\nlicense: '<script>alert(1)</script>'\n---\n",
    ],
)
def test_no_text_becomes_a_script(wiki, text):
    wiki_page = "Case:Attack"
    projected = wiki.project(wiki_page, text)
    wiki.pages.commit([Write(Action.SAVE, wiki_page, text, projected, ATTACK, ATTACK)])
    visitor = Visitor(wiki, "ana")
    for query in ("", "?action=edit", "?action=history", "?action=diff", "?action=info", "?oldid=2"):
        harmless(visitor.get(f"/wiki/Case:Attack{query}").text)
    harmless(visitor.post("/wiki/Case:Attack", text=text, base="2", do="preview").text)


@pytest.mark.parametrize(
    "address",
    [
        "/wiki/Case:Loom?did={}",
        "/wiki/Case:Loom?from={}",
        "/wiki/Case:Loom?asof={}",
        "/wiki/Case:Loom?oldid={}",
        "/wiki/Case:Loom?action={}",
        "/account/log-in?next=/{}",
        "/wiki/Nope {}",
        "/talk/{}",
        "/account/register?name={}",
    ],
)
def test_nothing_of_an_address_becomes_a_script(wiki, address):
    harmless(Visitor(wiki).get(quote(address.format(ATTACK), safe="/?=:")).text)


def harmless(page: str) -> None:
    """Assert that no tag of the page is or carries a script that is not our own file."""
    for tag in re.findall(r"<[a-zA-Z][^>]*>", re.sub(r"<textarea.*?</textarea>", "", page, flags=re.DOTALL)):
        name = re.match(r"<(\w+)", tag)[1].lower()
        assert name not in {"iframe", "object", "embed", "base", "style"}, tag
        assert name != "script" or OWN_SCRIPT.fullmatch(tag), tag
        unquoted = re.sub(r'"[^"]*"', '""', tag)
        assert not re.search(r"\son\w+\s*=", unquoted, re.IGNORECASE), tag
        for link in re.findall(r'(?:href|src|action)="([^"]*)"', tag):
            assert not re.match(r"(?!https?:)\s*[a-z][\w+.-]*:|//", unescape(link), re.IGNORECASE), tag


def test_every_door_is_there():
    assert [door_of(name).name for name in DOORS] == [name.rpartition(".")[2] for name in DOORS]


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/search?q=loom",
        "/account",
        "/account/log-in",
        "/recent",
        "/tasks",
        "/sparql",
        "/talk/Case:Loom",
        "/wiki/Nope",
    ],
)
def test_no_cache_shares_a_page_that_may_name_its_reader(wiki, address):
    answer = Visitor(wiki, "ana").get(address, headers={"Accept": "text/html"})
    assert "ana" in answer.text
    assert {"private", "no-store"} & set(answer.headers["Cache-Control"].split(", "))


@pytest.mark.parametrize(("method", "says"), [("get", False), ("post", True)])
def test_a_broken_wiki_speaks_of_what_was_sent_only_if_something_was(wiki, method, says):
    visitor = Visitor(wiki)
    visitor.app.testing = visitor.app.config["PROPAGATE_EXCEPTIONS"] = False
    for endpoint in ("accounts.ask_log_in", "accounts.log_in"):
        visitor.app.view_functions[endpoint] = break_down
    answer = getattr(visitor.client, method)("/account/log-in")
    assert answer.status_code == 500
    assert ("not saved" in answer.text) is says


@open_to_all
def break_down():
    raise ZeroDivisionError
