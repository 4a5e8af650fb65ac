import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.wikitext.preparing import prepared, without_comments, without_inclusions


@pytest.mark.parametrize(
    ("written", "left", "hides"),
    [
        ("a<!-- b -->c", "ac", False),
        ("a\n <!-- b --> <!-- c -->\nd", "a\nd", False),
        ("a <!-- b -->\nc", "a \nc", False),
        ("<!-- b\nc -->* d", "* d", False),
        ("<nowiki><!-- b --></nowiki>", "<nowiki><!-- b --></nowiki>", False),
        ("<pre>\n<!-- b\n</pre>c", "<pre>\n<!-- b\n</pre>c", False),
        ("a <!-- b", "a ", True),
        ("no comment", "no comment", False),
    ],
)
def test_comments_go_with_their_lines(written, left, hides):
    assert without_comments(written) == (left, hides)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("== a ==", "== a =="),
        ("== a == ", "== a == "),
        ("= a = b", "&#61; a = b"),
        ("== {{a\n|b}} ==", "== {{a\n|b}} =="),
        ("<pre>\n= a = b\n</pre>", "<pre>\n= a = b\n</pre>"),
        ("::{|\n| a\n|}", "{|\n| a\n|}"),
        ("a :{|", "a :{|"),
    ],
)
def test_lines_are_read_as_mediawiki_reads_them(written, read):
    assert prepared(written) == read


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("a<noinclude>b</noinclude>c", "abc"),
        ("a<includeonly>b</includeonly>c", "ac"),
        ("<onlyinclude>a</onlyinclude>", "a"),
        ("<nowiki><noinclude></nowiki>", "<nowiki><noinclude></nowiki>"),
        ("<includeonly>a", "a"),
    ],
)
def test_what_is_for_other_pages_is_left_out(written, shown):
    assert without_inclusions(written) == shown


@given(st.lists(st.sampled_from(["<!--", "-->", "a", "\n", " ", "<nowiki>", "</nowiki>"]), max_size=30))
def test_no_comment_is_left_outside_elements_that_are_not_read(pieces):
    left, _ = without_comments("".join(pieces))
    assert "<!--" not in left or "<nowiki>" in left
