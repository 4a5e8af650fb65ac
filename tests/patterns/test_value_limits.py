"""Bounds and patterns of a field, as its shape states them."""

from __future__ import annotations

import pytest

from ontology.kinds import Field, Severity, ValueType
from ontology.shapes import load_ontology
from patterns.checks import check
from patterns.frontmatter import parse
from patterns.values import Form, read_value


def messages(title: str, line: str) -> list[str]:
    found = check(parse(f"---\n{line}\n---\nText.\n"), title, load_ontology())
    key = line.partition(":")[0]
    return [each.message for each in found if each.key == key and each.severity is not Severity.INFO]


@pytest.mark.parametrize(
    ("title", "line"),
    [
        ("Case:Library", "coordinates: 45.07, 7.69"),
        ("Case:Library", "coordinates: -12.5,130"),
        ("Person:Josiah", "orcid: 0000-0002-1825-009X"),
        ("Source:Handbook", "doi: 10.1000/182"),
        ("Pattern:Copyleft", "stars: 0"),
        ("Pattern:Copyleft", "stars: 2"),
    ],
)
def test_values_within_the_limits_need_no_remark(title: str, line: str):
    assert messages(title, line) == []


@pytest.mark.parametrize(
    ("title", "line", "says"),
    [
        ("Case:Library", "coordinates: in Turin", "decimal degrees"),
        ("Person:Josiah", "orcid: https://orcid.org/0000-0002-1825-0097", "sixteen characters"),
        ("Source:Handbook", "doi: doi:10.1000/182", "without an address"),
        ("Pattern:Copyleft", "stars: 3", "0, 1 or 2 stars"),
        ("Pattern:Copyleft", "stars: -1", "0, 1 or 2 stars"),
    ],
)
def test_values_beyond_the_limits_are_explained(title: str, line: str, says: str):
    (message,) = messages(title, line)
    assert says in message


def test_a_number_beyond_its_bounds_stays_a_number():
    field = Field("stars", "p", "Stars", "", ValueType.INTEGER, minimum=0, maximum=2)
    reading = read_value(3, field, load_ontology())
    assert (reading.form, reading.text, reading.datatype) == (Form.LITERAL, "3", "integer")
    assert reading.problem == "is too large: write 2 or less."
    assert read_value(-1, field, load_ontology()).problem == "is too small: write 0 or more."
    assert read_value("many", field, load_ontology()).problem.startswith("is not a whole number")
