"""Headings whose links follow a rename are found under their old words too."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patterns.rewriting import rewrite_links
from patterns.sections import heading_span, split_sections
from tests.fakes.ontology import small_ontology

ONTOLOGY = small_ontology()
RENAMED = {"Old name": "New name"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("## See [[Old name]]\n", "## See [[New name]] {#see-old-name}\n"),
        ("## See [[Old name]] ##\r\nText.", "## See [[New name]] {#see-old-name} ##\r\nText."),
        ("See [[Old name]]\n===\n", "See [[New name]] {#see-old-name}\n===\n"),
        ("## [[Old name#Part]] & more\n", "## [[New name#Part]] & more {#old-namepart-more}\n"),
        ("## [[see::Old name]]\n", "## [[see::New name]] {#old-name}\n"),
        ("## [[Old name]] {#first}\n", "## [[New name]] {#first #old-name}\n"),
        ("## [[Old name]] {.wide}\n", "## [[New name]] {.wide} {#old-name-wide}\n"),
        ("## [[Old name|it]]\n", "## [[New name|it]]\n"),
        ("## Old name\n\n[[Old name]]\n", "## Old name\n\n[[New name]]\n"),
        ("# [[Old name]]\n# [[Old name]]\n", "# [[New name]] {#old-name}\n# [[New name]] {#old-name-2}\n"),
    ],
)
def test_a_heading_keeps_the_anchor_of_its_old_words(before, after):
    assert (
        rewrite_links(f"---\nkind: page\n---\n{before}", RENAMED, ONTOLOGY)
        == f"---\nkind: page\n---\n{after}"
    )


def test_a_heading_that_had_the_new_words_already_keeps_its_anchor():
    text = rewrite_links("# [[Old name]]\n# New name\n", RENAMED, ONTOLOGY)
    assert text == "# [[New name]] {#old-name}\n# New name {#new-name}\n"


def test_a_heading_that_would_have_another_number_keeps_its_anchor():
    text = rewrite_links("# Old name\n# [[Old name]]\n# Old name\n", RENAMED, ONTOLOGY)
    assert text == "# Old name\n# [[New name]] {#old-name-2}\n# Old name {#old-name-3}\n"


def test_a_second_rename_keeps_both():
    once = rewrite_links("## [[Old name]]\n", RENAMED, ONTOLOGY)
    assert rewrite_links(once, {"New name": "Newer"}, ONTOLOGY) == "## [[Newer]] {#old-name #new-name}\n"


@given(st.text("#=- \n\tab{}.\\[]|", max_size=60))
def test_the_words_of_a_heading_are_where_it_is_said(body):
    for section in split_sections(body):
        start, end = heading_span(section)
        words = section.raw[start:end]
        assert words == words.strip()
        again = split_sections(section.raw[:start] + words + section.raw[end:])
        assert [each.heading for each in again] == [section.heading]
