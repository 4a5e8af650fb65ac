from __future__ import annotations

import html
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wiki.search.language import read
from wiki.search.snippets import LENGTH, highlighter, shared
from wiki.search.words import stem


def snippet(query: str, text: str) -> str:
    return highlighter(read(query, lambda name: name in ("title", "tags")).tree).snippet(text)


MARKED = [
    (
        "govern",
        "They governed the GOVERNING body",
        "They <mark>governed</mark> the <mark>GOVERNING</mark> body",
    ),
    ('"governing body"', "govern body, Governing-Body", "govern body, <mark>Governing-Body</mark>"),
    ("gift*", "Giftware, a gift, regift", "<mark>Giftware</mark>, a <mark>gift</mark>, regift"),
    ("g?ft", "gift gaft graft", "<mark>gift</mark> <mark>gaft</mark> graft"),
    ("*ft", "gift after", "<mark>gift</mark> after"),
    ("ecole", "L’École, école", "L’<mark>École</mark>, <mark>école</mark>"),
    ("strasse", "Die Straße", "Die <mark>Straße</mark>"),
    ("資源", "共有資源の", "共有<mark>資源</mark>の"),
    ("e-mail", "an e-mail, e mails", "an <mark>e-mail</mark>, <mark>e mails</mark>"),
    ("a -b", "a b", "<mark>a</mark> b"),
    ("tag:a b", "a b", "a <mark>b</mark>"),
    ("title:a", "a", "<mark>a</mark>"),
    ('"a b" b', "a b b", "<mark>a b</mark> <mark>b</mark>"),
    ("a", "<b>a & 'c'</b>", "&lt;b&gt;<mark>a</mark> &amp; &#x27;c&#x27;&lt;/b&gt;"),
    ("mark", "<mark>", "&lt;<mark>mark</mark>&gt;"),
    ("x", "no match\n\n  at all", "no match …"),
    ("x", "", ""),
]


@pytest.mark.parametrize(("query", "text", "expected"), MARKED)
def test_matches_are_marked_and_all_else_escaped(query: str, text: str, expected: str) -> None:
    assert snippet(query, text) == expected


def test_the_passage_with_most_different_words_is_shown() -> None:
    filler = "Nothing to see. " * 40
    text = f"{filler}gift gift gift. {filler}gift and market. {filler}market."
    shown = snippet("gift market", text)
    assert "<mark>gift</mark> and <mark>market</mark>" in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")


def test_a_passage_keeps_prose_and_values_apart() -> None:
    text = (
        "They weave together. " * 20 + "It is the alternative to a market.\neconomy\nCC-BY-SA-4.0\nSomebody"
    )
    assert snippet("alternative", text).endswith("It is the <mark>alternative</mark> to a market. …")
    assert snippet("economy", text) == "… <mark>economy</mark> …"
    assert snippet("weft", "Prose.\nvalue") == "Prose. …"


def test_a_passage_is_cut_between_words() -> None:
    text = " ".join(f"word{number}" for number in range(200))
    shown = re.sub("<[^>]*>", "", snippet("word100", text)).strip("… ")
    assert set(shown.split()) <= set(text.split())
    assert len(shown) <= LENGTH


def test_a_text_without_match_is_shown_from_its_beginning() -> None:
    assert snippet("x", "word " * 100).startswith("word word")


# `shared` is what makes marking fast: it must never hide a form of the word.
FORMS = [
    "governing",
    "governance",
    "communities",
    "relational",
    "sensibility",
    "sensible",
    "hoping",
    "happily",
    "happiness",
    "dying",
    "skies",
    "agreed",
    "generalizations",
    "oscillators",
    "replacement",
    "probate",
    "controlling",
    "cries",
    "conditional",
    "rationalize",
    "adjustable",
    "triplicate",
]


@pytest.mark.parametrize("word", FORMS)
def test_every_form_of_a_word_begins_with_what_its_stem_shares(word: str) -> None:
    assert word.startswith(shared(stem(word)))


@settings(max_examples=200, deadline=None)
@given(
    query=st.text(alphabet='abé* "?', max_size=12),
    text=st.text(alphabet="abéß <>&'\"共\n.", max_size=400),
)
def test_without_its_marks_a_snippet_is_escaped_text_of_the_page(query: str, text: str) -> None:
    shown = snippet(query, text)
    bare = shown.replace("<mark>", "").replace("</mark>", "").removeprefix("… ").removesuffix(" …")
    assert "<" not in bare
    assert html.unescape(bare).strip() in " ".join(text.split())
    assert shown.count("<mark>") == shown.count("</mark>")
