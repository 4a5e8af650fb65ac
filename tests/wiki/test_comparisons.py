"""Comparisons without a server."""

from __future__ import annotations

import json

import pytest

from tests.fakes.wiki import memory_wiki, written
from wiki.comparisons import result_as, way_named
from wiki.errors import BadInputError
from wiki.parameters import Parameters
from wiki.ways import WAYS

ASKED = Parameters.read("case=Loom&case=Weft&variable=process&case=Nobody")


@pytest.fixture
def wiki():
    wiki = memory_wiki()
    written(wiki, "Case:Loom", "---\nkind: case\nprocess: participatory process\n---\n")
    written(wiki, "Case:Weft", "---\nkind: case\nprocess: absent\n---\n")
    return wiki


def test_methods_are_named_with_blanks_or_hyphens():
    assert way_named("side-by-side") is way_named("Side by side") is WAYS["side by side"]
    with pytest.raises(BadInputError, match="There are: side-by-side, matrix"):
        way_named("magic")


def test_text_says_what_could_not_be_followed_and_what_was_found(wiki):
    text = result_as(wiki, way_named("side-by-side"), ASKED, "text").decode()
    assert text.splitlines()[:2] == [
        "There is no page “Nobody”.",
        "2 cases side by side, known to differ in 1 of 1 variables.",
    ]


def test_files(wiki):
    way = way_named("matrix")
    assert result_as(wiki, way, ASKED, "csv").decode().startswith("case,process")
    assert result_as(wiki, way, ASKED, "tsv").decode().startswith("case\tprocess")
    assert result_as(wiki, way, ASKED, "xlsx").startswith(b"PK")
    assert len(json.loads(result_as(wiki, way, ASKED, "json"))["cases"]) == 2
    assert result_as(wiki, way, ASKED, "qca").decode().startswith(",PROCESS")


@pytest.mark.parametrize(
    ("query", "form", "words"),
    [("case=Nobody", "csv", "no page"), ("case=Loom", "docx", "no form"), ("kind=loom", "csv", "no kind")],
)
def test_what_cannot_be_done_is_said(wiki, query, form, words):
    with pytest.raises(BadInputError, match=words):
        result_as(wiki, way_named("matrix"), Parameters.read(query), form)
