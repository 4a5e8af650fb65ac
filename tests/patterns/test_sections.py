import pytest
from hypothesis import given

from patterns.frontmatter import parse
from patterns.markup import mask, scan_lines
from patterns.sections import find_section, plain_text, section_text, sentences, split_sections
from tests.fixtures.pagetexts import grows_linearly, texts


def headings(text):
    return [(each.level, each.heading, each.line) for each in split_sections(text)]


@given(texts)
def test_sections_join_to_the_body(text):
    sections = split_sections(text)
    assert "".join(each.raw for each in sections) == text
    assert all(each.raw.endswith(each.body) for each in sections)
    assert all(each.level == 0 for each in sections[:1]) or sections[0].level > 0
    assert all(each.level for each in sections[1:])


@given(texts)
def test_masking_keeps_length_and_line_ends(text):
    masked = mask(text)
    assert len(masked) == len(text)
    assert all(was == now for was, now in zip(text, masked, strict=True) if was in "\r\n")
    assert "".join(line.text for line in scan_lines(text)) == text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("# A\ntext\n## B ##\n", [(1, "A", 1), (2, "B", 3)]),
        ("intro\n\n# A", [(0, "", 1), (1, "A", 3)]),
        ("A b\n===\n\nC\n---\n", [(1, "A b", 1), (2, "C", 4)]),
        ("two\nlines\n---\n", [(0, "", 1)]),
        ("- item\n---\n", [(0, "", 1)]),
        ("para\n\n---\n", [(0, "", 1)]),
        ("#hashtag\n", [(0, "", 1)]),
        ("####### seven\n", [(0, "", 1)]),
        ("```\n# no\n```\n# yes\n", [(0, "", 1), (1, "yes", 4)]),
        ("~~~ x\n# no\n```\n# no\n~~~\n# yes", [(0, "", 1), (1, "yes", 6)]),
        ("    # code\n", [(0, "", 1)]),
        ("<!--\n# no\n-->\n# yes", [(0, "", 1), (1, "yes", 4)]),
        ("# **Bold** [[Page|link]] `c`\n", [(1, "Bold link c", 1)]),
        ("# A {#anchor}\r\ntext\r# B\r\n", [(1, "A", 1), (1, "B", 3)]),
        ("#\n", [(1, "", 1)]),
        ("", []),
    ],
)
def test_headings(text, found):
    assert headings(text) == found


def test_sections_are_found_by_any_of_their_headings():
    page = parse("# Title\n\n## Known Uses:\nhere\n### Deeper\nmore\n## Next\n")
    section = find_section(page, ("uses", "KNOWN USES"))
    assert section is not None
    assert section.body == "here\n"
    assert section_text(page, section) == "here\n### Deeper\nmore"
    assert find_section(page, ("Deep",)) is None


@pytest.mark.parametrize(
    ("markdown", "plain"),
    [
        ("# Head\n\nA **bold** and *soft* `code` word.", "Head A bold and soft code word."),
        ("- one\n- two\n  1. three", "one two three"),
        ("> quoted\n> twice", "quoted twice"),
        ("see [[Page]], [[Case:X|label]], [[a::B#C]]", "see Page, label, B"),
        ("see [text](http://x.y) and ![alt](i.png) and [ref][1]", "see text and alt and ref"),
        ("a <!-- hidden --> b<br/>c &amp; d", "a b c & d"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "a b 1 2"),
        ("```python\nx = 1\n```", "x = 1"),
        ("snake_case_word and _emphasis_", "snake_case_word and emphasis"),
        ("\\*not bold\\*", "*not bold*"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
    ],
)
def test_plain_text(markdown, plain):
    assert plain_text(markdown) == plain


def test_sentences():
    text = "It began in 1991, e.g. in Helsinki.  Who knew? “Nobody!” Dr. Who did.\n\nNew paragraph"
    assert sentences(text) == (
        "It began in 1991, e.g. in Helsinki.",
        "Who knew?",
        "“Nobody!”",
        "Dr. Who did.",
        "New paragraph",
    )


@given(texts)
def test_plain_text_is_one_trimmed_line(text):
    plain = plain_text(text)
    assert plain == plain.strip()
    assert "\n" not in plain


@pytest.mark.parametrize(
    "unit",
    ["[", "](", "[a](", "<", "<a", "*", "_", "\\", "`", "<!--", "#", "# a\n", "a\n=\n", "&", "- ", "|"],
)
def test_sections_and_plain_text_take_linear_time(unit):
    assert grows_linearly(lambda text: (split_sections(text), plain_text(text), sentences(text)), unit, 5_000)
