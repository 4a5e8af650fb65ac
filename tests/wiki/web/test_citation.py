"""Citing a page."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from wiki.web.citation import Citation, escaped

LOOM = Citation(
    title="Loom & weft_1",
    kind="Case",
    site="Commonloom",
    revision=7,
    time=datetime(2026, 3, 5, 23, 30, tzinfo=UTC),
    url="https://wiki.example.org/wiki/Case:Loom?oldid=7",
    license="CC0-1.0",
)


def test_in_words():
    assert LOOM.words() == (
        "“Loom & weft_1” (case). Commonloom, revision 7, 2026-03-05. "
        "https://wiki.example.org/wiki/Case:Loom?oldid=7. CC0-1.0."
    )


def test_as_bibtex():
    assert LOOM.bibtex() == (
        "@misc{loom-weft-1-7,\n"
        "  title = {{Loom \\& weft\\_1}},\n"
        "  author = {{Commonloom contributors}},\n"
        "  howpublished = {Commonloom, revision 7},\n"
        "  year = {2026},\n"
        "  month = {3},\n"
        "  url = {https://wiki.example.org/wiki/Case:Loom?oldid=7},\n"
        "  note = {CC0-1.0},\n"
        "}"
    )


def test_as_csl_json():
    entry = json.loads(LOOM.csl())[0]
    assert entry["id"] == "loom-weft-1-7"
    assert entry["issued"] == {"date-parts": [[2026, 3, 5]]}
    assert entry["URL"] == LOOM.url
    assert entry["title"] == "Loom & weft_1"


def test_a_title_without_letters_still_has_a_key():
    assert replace(LOOM, title="李").key() == "page-7"


@pytest.mark.parametrize("text", [r"\input{x}", "{", "}", "100 %", "$x$"])
def test_nothing_in_a_title_is_a_command(text):
    assert not re.search(r"(?<!\\)[%$#&_]|\\input", escaped(text))


def test_braces_stay_balanced():
    plain = escaped("a } b { c").replace("\\{", "").replace("\\}", "")
    assert plain.count("{") == plain.count("}")
