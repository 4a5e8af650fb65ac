"""Blocks are found whatever the text; nesting is bounded."""

from hypothesis import given, settings
from hypothesis import strategies as st

from wiki.rendering.blocks import DEEPEST, Kind, read_blocks


def depth(block):
    return 1 + max((depth(child) for child in block.children), default=0)


def kinds(text):
    return [block.kind for block in read_blocks(text.split("\n")).children]


@settings(deadline=None)
@given(st.text())
def test_any_text_is_read(text):
    assert depth(read_blocks(text.split("\n"))) <= DEEPEST + 3


def test_nesting_is_bounded_and_what_lies_deeper_is_text():
    for opening in ("> ", "- ", "1. ", "> - "):
        document = read_blocks([opening * 1000 + "end"])
        assert depth(document) <= DEEPEST + 3
        innermost = document
        while innermost.children:
            innermost = innermost.children[-1]
        assert innermost.kind is Kind.PARAGRAPH
        assert innermost.lines[0].endswith("end")


def test_the_blocks_of_a_page():
    text = "# h\np\n\n- i\n\n    code\n\n> q\n\n***\n```\nf\n```\n<div>\n\n|a|\n|-|\n\n[^1]: n"
    assert kinds(text) == [
        Kind.HEADING, Kind.PARAGRAPH, Kind.LIST, Kind.QUOTE, Kind.RULE, Kind.FENCE, Kind.HTML, Kind.TABLE, Kind.NOTE,
    ]  # fmt: skip


def test_no_line_of_a_paragraph_is_lost():
    lines = [f"line {n}" for n in range(50)]
    assert read_blocks(lines).children[0].lines == lines


def test_a_list_is_loose_when_a_blank_line_parts_its_items_or_their_blocks():
    assert read_blocks(["- a", "- b"]).children[0].tight
    assert read_blocks(["- a", "- b", "", "c"]).children[0].tight
    assert read_blocks(["- a", "  ```", "", "  ```", "- b"]).children[0].tight
    assert not read_blocks(["- a", "", "- b"]).children[0].tight
    assert not read_blocks(["- a", "", "  b"]).children[0].tight
