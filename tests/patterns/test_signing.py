"""Who fills in a value signs it; nobody signs what others said."""

from __future__ import annotations

import pytest

from ontology.shapes import load_ontology
from patterns.forms import FormValue, form_of
from patterns.formwriting import Given, fill
from patterns.frontmatter import parse
from patterns.signing import signed

ONTOLOGY = load_ontology()
CASE = ONTOLOGY.by_name["case"]
TEXT = """---
kind: case
validation:
  - value: after publication
    source: Book of Looms
    coder: ben
    date: 2020-01-01
  - before publication
---
"""


def written(*given: FormValue, key: str = "validation", coder: str = "ana", text: str = TEXT) -> str:
    """The text after these values were given and signed by ana on a day."""
    page = parse(text)
    form = form_of(page, CASE, ONTOLOGY)
    known = next(each for each in form.fields if each.field.key == key)
    return fill(page, form, Given({key: signed(known, given, coder, "2026-03-01")}), ONTOLOGY).text


BEN = {"source": ("Book of Looms",), "coder": ("ben",), "date": ("2020-01-01",)}
BARE = FormValue("before publication", place=1)


def test_a_new_value_is_signed():
    text = written(FormValue("after publication", BEN, 0), BARE, FormValue("none", {"quote": ("Never.",)}))
    assert text == TEXT.replace(
        "  - before publication\n",
        "  - before publication\n  - value: none\n    quote: Never.\n    coder: ana\n    date: 2026-03-01\n",
    )


def test_a_new_value_keeps_the_coder_and_the_day_that_were_filled_in():
    new = FormValue("none", {"coder": ("cem",), "date": ("2019-05-05",)})
    text = written(FormValue("after publication", BEN, 0), BARE, new)
    assert "coder: cem\n    date: 2019-05-05" in text
    assert "ana" not in text


def test_who_says_something_else_signs_anew():
    text = written(FormValue("none", BEN, 0), BARE)
    assert "value: none\n    source: Book of Looms\n    coder: ana\n    date: 2026-03-01" in text
    assert "ben" not in text


def test_another_status_is_something_else():
    text = written(FormValue("after publication", {**BEN, "status": ("contested",)}, 0), BARE)
    assert "coder: ana" in text


def test_better_evidence_leaves_the_value_to_its_coder():
    text = written(FormValue("after publication", {**BEN, "quote": ("They looked.",)}, 0), BARE)
    assert "coder: ben" in text
    assert "2020-01-01" in text
    assert "ana" not in text


def test_evidence_for_what_nobody_signed_is_signed():
    text = written(
        FormValue("after publication", BEN, 0), FormValue("before publication", {"source": ("Weft",)}, 1)
    )
    assert "- value: before publication\n    source: Weft\n    coder: ana\n    date: 2026-03-01" in text


@pytest.mark.parametrize(
    "given",
    [
        (FormValue("after publication", BEN, 0), BARE),
        (FormValue("after publication", BEN, 0), BARE, FormValue()),
        (),
    ],
    ids=["as they were", "an empty one more", "nothing sent"],
)
def test_what_came_back_as_it_was_stays_byte_for_byte(given):
    assert written(*given) == TEXT


def test_what_goes_is_not_signed():
    text = written(FormValue("after publication", BEN, 0, removed=True), BARE)
    assert "ana" not in text
    assert "ben" not in text


def test_without_a_name_the_day_stays_and_the_old_coder_goes():
    text = written(FormValue("none", BEN, 0), BARE, coder="")
    assert "ben" not in text
    assert "2026-03-01" in text


def test_fields_without_evidence_are_not_signed():
    text = written(FormValue("weaving"), key="tags")
    assert "weaving" in text
    assert "ana" not in text
