"""The seed corpus says who wrote each page, where it knows things from, and when each coding was decided."""

from __future__ import annotations

import re
from datetime import date

from ontology.shapes import load_ontology
from patterns.filenames import title_of_file
from patterns.frontmatter import mapping, parse, statements
from patterns.page import Statement
from patterns.projection import project
from tests.each import of_each
from tests.shared import ROOT

CORPUS = ROOT / "patterns" / "corpus"
ONTOLOGY = load_ontology()
TEXTS = {
    title_of_file(path.relative_to(CORPUS).as_posix(), ONTOLOGY): path.read_bytes().decode("utf-8")
    for path in sorted(CORPUS.rglob("*.md"))
}
KINDS = {title: ONTOLOGY.by_name[str(mapping(parse(text))["kind"])] for title, text in TEXTS.items()}
OF_THEMSELVES = {"source", "page"}
"""Kinds whose pages need name no source: they are one, or speak of this wiki."""
UNREFERENCED = "Source:Common knowledge"
ITSELF = "Institution:Commonloom"
DAY = re.compile(r"\d{4}-\d\d-\d\d")

every_page = of_each("title", TEXTS)


def codings(title: str) -> list[Statement]:
    """Return what the page says with evidence in fields that are coded."""
    fields = KINDS[title].by_key
    said = [each for each in statements(parse(TEXTS[title])) if each.qualifiers]
    return [each for each in said if each.key in fields and fields[each.key].codable]


@every_page
def test_every_page_has_authors_and_a_credit_line_where_its_kind_has_them(title: str):
    front = mapping(parse(TEXTS[title]))
    missing = [key for key in ("authors", "attribution") if key in KINDS[title].by_key and not front.get(key)]
    assert missing == []


@of_each("title", [each for each in TEXTS if KINDS[each].name not in OF_THEMSELVES])
def test_every_page_leads_to_a_source(title: str):
    targets = {row.target for row in project(TEXTS[title], title, ONTOLOGY, "http://wiki.example").links}
    assert title == ITSELF or any(each.startswith("Source:") for each in targets - {UNREFERENCED})


@every_page
def test_every_coding_says_who_decided_and_on_which_day(title: str):
    for each in codings(title):
        said = dict(each.qualifiers)
        assert said.get("coder"), each
        assert DAY.fullmatch(str(said.get("date"))), each
        assert date.fromisoformat(str(said["date"])).year >= 2026, each
