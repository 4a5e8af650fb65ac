"""Pages as rows of tables."""

from __future__ import annotations

from ontology.kinds import Ontology
from ontology.shapes import load_ontology
from ontology.variables import VariableEntry, with_variables
from patterns.frontmatter import parse
from patterns.saying import Saying, understand
from patterns.tablerows import further_keys, long_columns, long_rows, wide_columns, wide_row
from patterns.tabletext import Entry, read_cell

TEXT = """---
kind: case
title: Loom
aliases: [Webstuhl, "A | B"]
steward: Wikimedia Foundation
input:
  - value: open input
    source: The report
    locator: p. 4
    coder: ana
    mood: glad
  - value: restricted input
    coder: ben
process: unknown
output:
  - status: absent
    coder: ana
circulation: not applicable
rivalry:
  - value: non-rival
    status: contested
copy_cost:
  - value: ""
    source: The report
stage:
  - value: growing
    status: perhaps
funding: gifts
shoe_size: 12
---
A loom. [[exhibits::Copyleft]] and [[exhibits::Pattern:Copyleft]].

## Context

In [[Turin]] | Italy.
"""


def with_funding() -> Ontology:
    return with_variables(load_ontology(), [VariableEntry("Funding", "https://wiki.example.org")])


def read(text: str = TEXT, ontology: Ontology | None = None) -> Saying:
    return understand(parse(text), "Case:Loom", ontology or with_funding())


def wide(text: str = TEXT) -> dict[str, str]:
    kind = with_funding().by_name["case"]
    return dict(zip(wide_columns(kind), wide_row(read(text), kind), strict=True))


def long(text: str = TEXT) -> list[dict[str, str]]:
    ontology = with_funding()
    return [dict(zip(long_columns(ontology), row, strict=True)) for row in long_rows(read(text), ontology)]


def test_columns_are_the_fields_of_the_shape_in_its_order_variables_included():
    kind = with_funding().by_name["case"]
    assert wide_columns(kind) == ("title", *(field.key for field in kind.fields))
    assert "funding" in wide_columns(kind)


def test_statuses_and_nothing_are_never_confused():
    row = wide()
    keys = (
        "title",
        "process",
        "output",
        "circulation",
        "rivalry",
        "stage",
        "funding",
        "validation",
        "copy_cost",
    )
    assert [row[key] for key in keys] == [
        "Case:Loom",
        "[unknown]",
        "[absent]",
        "[not applicable]",
        "non-rival [contested]",
        "growing [perhaps]",
        "gifts",
        "",
        "",
    ]


def test_lists_and_disagreeing_coders_are_visible():
    row = wide()
    assert read_cell(row["aliases"]) == (Entry("Webstuhl"), Entry("A | B"))
    assert row["input"] == "open input [present, ana] | restricted input [present, ben]"


def test_what_the_text_says_of_a_field_stands_with_what_the_front_matter_says_of_it():
    text = "---\nkind: case\nexhibits: Copyleft\nrefutes: Enclosure\n---\nA loom. [[exhibits::Forking]].\n"
    said = [(row["field"], row["value"].rpartition(":")[2]) for row in long(text)]
    assert said == [("exhibits", "Copyleft"), ("exhibits", "Forking"), ("refutes", "Enclosure")]


def test_pages_are_written_with_their_full_titles_and_typed_links_once():
    row = wide()
    assert row["steward"] == "Institution:Wikimedia Foundation"
    assert row["exhibits"] == "Pattern:Copyleft"


def test_coders_who_agree_are_not_named():
    text = "---\nkind: case\ninput:\n  - {value: open input, coder: ana}\n  - {value: open input, coder: ben}\n---\n"
    assert wide(text)["input"] == "open input | open input"


def test_a_section_is_a_column_with_its_text_as_it_is():
    text = "---\nkind: pattern\n---\n## Context\n\nIn [[Turin]] | Italy.\n"
    kind = load_ontology().by_name["pattern"]
    saying = understand(parse(text), "Pattern:Loom", load_ontology())
    row = dict(zip(wide_columns(kind), wide_row(saying, kind), strict=True))
    assert row["context"] == "In [[Turin]] | Italy."


def test_the_long_form_has_a_row_a_coding_with_its_evidence():
    (first, second) = (row for row in long() if row["field"] == "input")
    assert (first["title"], first["value"], first["status"]) == ("Case:Loom", "open input", "present")
    assert (first["source"], first["locator"], first["coder"]) == ("Source:The report", "p. 4", "ana")
    assert (first["further"], first["quote"]) == ("mood: glad", "")
    assert (second["value"], second["coder"]) == ("restricted input", "ben")


def test_the_long_form_keeps_codings_without_a_value_and_leaves_out_what_is_no_coding():
    rows = {row["field"]: row for row in long()}
    assert [(rows[key]["value"], rows[key]["status"]) for key in ("process", "output", "copy_cost")] == [
        ("", "unknown"),
        ("", "absent"),
        ("", ""),
    ]
    assert {"aliases", "title", "shoe_size"}.isdisjoint(rows)
    assert [row["value"] for row in long() if row["field"] == "exhibits"] == ["Pattern:Copyleft"]


def test_keys_without_a_column_are_told():
    assert further_keys(read()) == ["shoe_size"]
    assert further_keys(read(ontology=load_ontology())) == ["funding", "shoe_size"]
