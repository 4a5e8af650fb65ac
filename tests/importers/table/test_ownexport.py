"""What `export table` writes comes back as it was."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from importers.draft import Draft, Issue
from importers.formats import read
from importers.source import Source
from ontology.shapes import load_ontology
from ontology.variables import with_variables
from patterns.codebook import variable_entry
from patterns.codings import codings
from patterns.filenames import title_of_file
from patterns.frontmatter import compose, mapping, parse
from patterns.saying import understand
from patterns.tablerows import long_columns, long_rows, wide_columns, wide_row
from patterns.tabletext import line

ONTOLOGY = load_ontology()
CORPUS = Path(__file__).parents[3] / "patterns" / "corpus"


def corpus():
    for file in sorted(CORPUS.glob("*/*.md")):
        title = title_of_file(file.relative_to(CORPUS).as_posix(), ONTOLOGY)
        if title:
            text = file.read_text(encoding="utf-8")
            if "redirect" not in mapping(parse(text)):
                yield title, text


def wide(path, kind, pages, ontology=ONTOLOGY):
    kind = ontology.by_name[kind]
    sayings = [understand(parse(text), title, ontology) for title, text in pages]
    rows = [wide_row(each, kind) for each in sayings if each.kind == kind]
    path.write_bytes("".join(line(each) for each in (wide_columns(kind), *rows)).encode())
    return rows


def long(path, kind, pages, ontology=ONTOLOGY):
    kind = ontology.by_name[kind]
    sayings = [understand(parse(text), title, ontology) for title, text in pages]
    rows = [row for each in sayings if each.kind == kind for row in long_rows(each, ontology)]
    path.write_bytes("".join(line(each) for each in (long_columns(ontology), *rows)).encode())
    return rows


def back(path):
    found = list(read("table", Source(path, ONTOLOGY)))
    assert [each for each in found if isinstance(each, Issue)] == []
    return [(each.title, each.text) for each in found if isinstance(each, Draft)]


@pytest.mark.parametrize("kind", ["case", "institution", "variable", "license"])
def test_a_row_a_page_of_the_corpus_comes_back(tmp_path, kind):
    before = wide(tmp_path / "a.csv", kind, corpus())
    again = back(tmp_path / "a.csv")
    assert len(again) == len(before) > 5
    assert wide(tmp_path / "b.csv", kind, again) == before


@pytest.mark.parametrize("kind", ["case", "institution"])
def test_a_row_a_coding_of_the_corpus_comes_back(tmp_path, kind):
    before = long(tmp_path / "a.csv", kind, corpus())
    again = back(tmp_path / "a.csv")
    assert len(before) > 20
    assert long(tmp_path / "b.csv", kind, again) == before


PAGE = """---
kind: case
title: A
validation:
  - {value: after publication, source: S, quote: "=1+1", coder: ana, confidence: high}
  - {value: before publication, status: absent, coder: ben, note: "own: key"}
motivation: unknown
crowding_out: {status: not applicable, source: S}
started: 2001
contributors: 12000
good: "[odd] \\\\ | 'text"
tags: [x, "y, z"]
funding: public money
needs_care: {value: true, source: S}
---
"""
VARIABLES = {
    "Variable:Funding": "---\nkind: variable\nquestion: Who pays?\nscale: nominal\noptions: [public money, members]\n---\n",
    "Variable:Needs care": "---\nkind: variable\nquestion: Does it?\nscale: yes or no\n---\n",
}


def test_both_forms_and_the_codebook_give_the_same_codings(tmp_path):
    entries = [variable_entry(text, title, ONTOLOGY, "") for title, text in VARIABLES.items()]
    ontology = with_variables(ONTOLOGY, entries)
    pages = [("Case:A", PAGE)]
    wide(tmp_path / "cases.csv", "case", pages, ontology)
    long(tmp_path / "codings.csv", "case", pages, ontology)
    wide(tmp_path / "variables.csv", "variable", VARIABLES.items(), ontology)
    again = dict(back(tmp_path))
    assert list(again) == ["Variable:Funding", "Variable:Needs care", "Case:A"]

    def coded(text):
        return set(codings(understand(parse(text), "Case:A", ontology)))

    assert coded(again["Case:A"]) == coded(PAGE)
    assert mapping(parse(again["Case:A"]))["tags"] == ["x", "y, z"]


def test_a_row_a_page_alone_keeps_values_statuses_and_who_disagrees(tmp_path):
    wide(tmp_path / "cases.csv", "case", [("Case:A", PAGE)])
    [(title, text)] = back(tmp_path / "cases.csv")
    said = mapping(parse(text))
    assert title == "Case:A"
    assert said["motivation"] == "unknown"
    assert said["crowding_out"] == "not applicable"
    assert said["validation"] == [
        {"value": "after publication", "coder": "ana"},
        {"value": "before publication", "status": "absent", "coder": "ben"},
    ]
    assert (said["started"], said["contributors"], said["good"]) == (2001, 12000, "[odd] \\ | 'text")


values = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=12
).filter(lambda text: text.strip() == text and " ".join(text.split()) == text)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(
        st.fixed_dictionaries({"value": values, "quote": values, "coder": values}), min_size=1, max_size=4
    )
)
def test_any_texts_of_codings_come_back(tmp_path, said):
    pages = [("Case:A", compose({"kind": "case", "title": "A", "outcome": said}, ""))]
    before = long(tmp_path / "a.csv", "case", pages)
    assert long(tmp_path / "b.csv", "case", back(tmp_path / "a.csv")) == before


def test_a_second_row_of_a_page_and_one_without_a_title_are_said(tmp_path):
    wide(tmp_path / "a.csv", "case", [("Case:A", PAGE), ("Case:A", PAGE), ("Case:", PAGE)])
    found = list(read("table", Source(tmp_path / "a.csv", ONTOLOGY)))
    assert [each.place for each in found if isinstance(each, Issue)] == ["a.csv:3"]
