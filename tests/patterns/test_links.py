import pytest
from hypothesis import given
from hypothesis import strategies as st

from patterns.frontmatter import body_text, parse
from patterns.links import (
    MOST_SENTENCES,
    Title,
    addressed_links,
    canonical_title,
    entity_iri,
    find_links,
    full_title,
    graph_iri,
    link_spans,
    normalize_title,
    page_path,
    slug,
    split_title,
    title_of_path,
    title_problem,
)
from patterns.page import Link
from tests.fakes.ontology import small_ontology
from tests.fixtures.pagetexts import grows_linearly, texts

ONTOLOGY = small_ontology()
BASE = "https://loom.example"
titles = st.one_of(
    st.text(max_size=30), st.sampled_from(["Case:W", "Talk:Case:W", "Foo: bar", "é_ü", "A/b%20c", "a?b&c"])
)


def targets(text):
    return [(link.key, link.target, link.fragment, link.label) for link in find_links(parse(text))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[[Page]]", ("", "Page", "", "Page")),
        ("[[Page|label]]", ("", "Page", "", "label")),
        ("[[Page|]]", ("", "Page", "", "Page")),
        ("[[exhibits::Page]]", ("exhibits", "Page", "", "Page")),
        ("[[ has steward :: Page_two |the label ]]", ("has steward", "Page two", "", "the label")),
        ("[[Page#Section two]]", ("", "Page", "Section two", "Page")),
        ("[[Case:Linux#S|L]]", ("", "Case:Linux", "S", "L")),
        ("![[Page]]", ("", "Page", "", "Page")),
        ("[[[Page]]]", ("", "Page", "", "Page")),
        ("\\\\[[Page]]", ("", "Page", "", "Page")),
        ("`code` [[Page]] ``x", ("", "Page", "", "Page")),
        ("<!-- open [[Page]]", ("", "Page", "", "Page")),
        ("`\\`[[Page]]`", ("", "Page", "", "Page")),
        ("- a\n\n    [[Page]]", ("", "Page", "", "Page")),
        ("[[Page|a `b`]]", ("", "Page", "", "a `b`")),
        ("<!-- a --> [[Page]] <!-- b -->", ("", "Page", "", "Page")),
    ],
)
def test_the_grammar_of_links(text, found):
    assert targets(text) == [found]


@pytest.mark.parametrize(
    "text",
    [
        "[[never closed",
        "[[on two\nlines]]",
        "[[]]",
        "[[ ]]",
        "[[_]]",
        "[[#Section]]",
        "[Page]",
        "\\[[Page]]",
        "`[[Page]]`",
        "``a ` [[Page]] ``",
        "```\n[[Page]]\n```",
        "~~~\n[[Page]]",
        "> ```\n> [[Page]]\n> ```",
        "text\n\n    [[Page]]",
        "\t[[Page]]",
        "<!-- [[Page]] -->",
        "a <!-- [[Page]]\n--> b",
        "<!--\n\n[[Page]]\n-->",
    ],
)
def test_what_is_no_link(text):
    assert targets(text) == []


def test_a_link_knows_its_sentence_section_and_line():
    text = "---\nkind: case\n---\nIntro.\n\n## Context\nIt began, e.g. in Rome. Then **[[Linux|it]]** grew! Later.\n"
    assert find_links(parse(text)) == (Link("Linux", "it", "", "", "Then it grew!", "Context", 7),)


def test_a_sentence_has_at_most_300_characters():
    (link,) = find_links(parse("word " * 200 + "[[Page]] " + "word " * 200))
    assert "Page" in link.sentence
    assert len(link.sentence) <= 300


@given(texts)
def test_links_are_found_in_any_text(text):
    body = body_text(parse(text))
    for span in link_spans(body):
        assert body[span.start : span.end] == span.target
        assert span.target.strip() == span.target != ""


@pytest.mark.parametrize(
    "unit",
    ["[[", "[[a", "`", "`a``", "<!--", "-->", "[[a|", "]]", "\\", "[[a ", "[[a::", "~~~\n", "- ", "> "],
)
def test_finding_links_takes_linear_time(unit):
    assert grows_linearly(lambda text: find_links(parse(text)), unit, 10_000)


def test_many_links_in_one_paragraph_take_linear_time():
    assert grows_linearly(lambda text: find_links(parse(text)), "[[a]] b ", 500)


@given(titles)
def test_normalizing_a_title_twice_changes_nothing(title):
    assert normalize_title(normalize_title(title)) == normalize_title(title)
    assert canonical_title(canonical_title(title, ONTOLOGY), ONTOLOGY) == canonical_title(title, ONTOLOGY)


@given(titles)
def test_a_title_comes_back_from_its_parts_and_its_path(title):
    full = canonical_title(title, ONTOLOGY)
    parts = split_title(full, ONTOLOGY)
    if not title_problem(full):
        assert full_title(parts.kind, parts.name, ONTOLOGY) == full
        assert title_of_path(page_path(full).removeprefix("/wiki/")) == full
        assert page_path(full).isascii()


@given(titles, titles)
def test_slugs_of_different_names_differ(one, other):
    one, other = normalize_title(one), normalize_title(other)
    if one != other and not title_problem(one) and not title_problem(other):
        assert slug(one) != slug(other)


@pytest.mark.parametrize(
    ("full", "parts"),
    [
        ("Case:Wikipedia", Title("case", "Wikipedia")),
        ("Case:_Free  Culture ", Title("case", "Free Culture")),
        ("Talk:Case:Wikipedia", Title("talk", "Case:Wikipedia")),
        ("Foo: a bar", Title("page", "Foo: a bar")),
        ("case:Wikipedia", Title("page", "case:Wikipedia")),
        ("Case:", Title("page", "Case:")),
        ("Help", Title("page", "Help")),
    ],
)
def test_titles_are_taken_apart_by_namespace(full, parts):
    assert split_title(full, ONTOLOGY) == parts


def test_iris_and_paths():
    assert (
        entity_iri(BASE, "Case:Free Culture (2004)/é", ONTOLOGY)
        == f"{BASE}/id/case/Free_Culture_(2004)/%C3%A9"
    )
    assert graph_iri(BASE, "Help", ONTOLOGY) == f"{BASE}/data/page/Help"
    assert page_path("Case:100% open?") == "/wiki/Case:100%25_open%3F"


@pytest.mark.parametrize("title", ["Help", "Case:W", "a/b", "C++", "Who's who (2nd) – é", "x" * 240])
def test_fine_titles(title):
    assert title_problem(title) == ""


@pytest.mark.parametrize(
    "title", ["", " _ ", "a#b", "a<b", "a>b", "a[b", "a]b", "a|b", "a{b", "a}b", "a\x85b"[:1] + "\x7f", ":a", "/a", "../a",
              "a/./b", "Case:..", "Case:", "x" * 241, "é" * 121, "\ud800", "a\u0000"],
)  # fmt: skip
def test_titles_that_cannot_be(title):
    assert title_problem(title).endswith((".", "."))


def test_a_sentence_never_ends_in_the_middle_of_a_link():
    many = " and ".join(f"[[Pattern:Number {n}|the one numbered {n}]]" for n in range(60))
    for link in find_links(parse(f"Among them are {many}.\n")):
        assert "[[" not in link.sentence
        assert "]]" not in link.sentence
        assert link.label in link.sentence


@pytest.mark.parametrize("sign", ["\u202e", "\u200b", "\u2066", "\ufeff", "\u200f", "\u200e"])
def test_no_title_hides_a_sign_that_turns_or_forges_it(sign):
    assert f"U+{ord(sign):04X}" in title_problem(f"Case:Wiki{sign}pedia")


@pytest.mark.parametrize("name", ["می‌خواهم", "👩‍🌾", "क्‍ष"])
def test_joiners_that_scripts_and_emoji_need_stay(name):
    assert title_problem(f"Case:{name}") == ""


def test_many_live_blocks_are_read_in_one_pass():
    def work(text):
        page = parse(text)
        return find_links(page), list(addressed_links(page, ONTOLOGY))

    assert grows_linearly(work, "```comparison\nComparison:A\n```\n", 4_000)


def test_a_page_that_is_a_long_list_keeps_all_links_and_the_sentences_of_the_first():
    text = "## One\n\n" + "See [[A]]. " * (MOST_SENTENCES - 1) + "\n\n## Two\n\nSee [[B]]. See [[C]].\n"
    found = find_links(parse(text))
    assert len(found) == MOST_SENTENCES + 1
    assert [each.sentence for each in found[-3:]] == ["See A.", "See B.", ""]
