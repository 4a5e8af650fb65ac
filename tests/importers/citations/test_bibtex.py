"""BibTeX and LaTeX as people write them: a mistake costs its field, never the other entries."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.citations.bibtex import RawEntry, read_bibtex
from importers.citations.entry import Trouble

AFTER = "\n@book{after, title={After}, year=2004}\n"


def entries(text: str) -> dict[str, dict[str, str]]:
    found = [each for each in read_bibtex(text) if isinstance(each, RawEntry)]
    return {each.key: {field.name: field.value for field in each.fields} for each in found}


def troubles(text: str) -> list[Trouble]:
    return [each for each in read_bibtex(text) if isinstance(each, Trouble)]


def test_values_in_braces_in_marks_and_bare_joined_by_strings():
    text = '@STRING{jes = "Journal of"} @Article(a, title = {The {GPL}}, JOURNAL = jes # " Surveys", year = 2001, month=jan)'
    assert entries(text) == {
        "a": {"title": "The {GPL}", "journal": "Journal of Surveys", "year": "2001", "month": "january"}
    }
    assert not troubles(text)


def test_comments_and_preambles_hold_no_entries():
    text = (
        "@comment{@article{x, title={no}}}\n% @book{y, title={no}}\n@preamble{ {\\foo} }\ntext @ text" + AFTER
    )
    assert list(entries(text)) == ["after"]


@pytest.mark.parametrize(
    ("written", "kept", "line"),
    [
        ("@book{a, title={Oh {no, year=2003\n}", {"title": "Oh {no", "year": "2003"}, 1),
        ("@book{a,\n title={Oh}},\n year=2003\n}", {"title": "Oh", "year": "2003"}, 2),
        ("@misc{a, title={No close}, year=2007", {"title": "No close", "year": "2007"}, 1),
        (
            '@book{a, title="He said "hi" there", year=2005}',
            {"title": 'He said "hi" there', "year": "2005"},
            1,
        ),
        ('@book{a, title="never, year=2005\n}', {"title": "never", "year": "2005"}, 1),
        ("@book{a, title=, year=2005}", {"title": "", "year": "2005"}, 1),
        ("@book{a, rubbish, year=2005}", {"year": "2005"}, 1),
        ("@book{a, journal=foo, year=2005}", {"journal": "foo", "year": "2005"}, 1),
        ("@book{a, title={one}, title={two}, year=2005}", {"title": "two", "year": "2005"}, 1),
    ],
)
def test_a_mistake_costs_its_field_at_most(written, kept, line):
    found = entries(written + AFTER)
    assert found == {"a": kept, "after": {"title": "After", "year": "2004"}}
    assert [each.line for each in troubles(written + AFTER)] == [line]


def test_a_comma_may_be_missing_between_fields_and_after_the_key():
    assert entries('@book{a title={A} year=2002 author="X, Y"}') == {
        "a": {"title": "A", "year": "2002", "author": "X, Y"}
    }


def test_what_is_wrong_oftener_than_a_bibliography_can_be_ends():
    text = "@book{a, " + "rubbish, " * 60 + "}" + AFTER
    assert "more than 50 mistakes" in troubles(text)[-1].message
    assert list(entries(text)) == ["a", "after"]


words = st.text(alphabet="abc XYZ0é,.:", min_size=1).map(str.strip).filter(bool)


@given(st.lists(st.tuples(words, words), min_size=1, max_size=5))
def test_well_formed_entries_come_back(works):
    text = "\n".join(f"@book{{k{n}, title = {{{t}}}, note = {{{a}}}}}" for n, (t, a) in enumerate(works))
    assert entries(text) == {f"k{n}": {"title": t, "note": a} for n, (t, a) in enumerate(works)}


@given(st.text(alphabet='@{}(),="#%\\ \nabook1'))
def test_whatever_stands_before_it_the_last_entry_is_read(mess):
    found = entries(mess + AFTER)
    assert found["after"]["year"] == "2004"
