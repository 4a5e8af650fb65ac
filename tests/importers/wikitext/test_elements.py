import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.wikitext.elements import with_ends


@pytest.mark.parametrize(
    ("open_", "ended"),
    [
        ("<ul><li>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>"),
        ("<ul><li>a<ul><li>b</ul></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ("<table><tr><td>a<td>b<tr><th>c</table>", "<table><tr><td>a</td><td>b</td></tr><tr><th>c</th></tr></table>"),
        ("<table><tr><td>a<table><tr><td>b</table>c</table>",
         "<table><tr><td>a<table><tr><td>b</td></tr></table>c</td></tr></table>"),
        ("<li>a<li>b", "<li>a<li>b"),
        ("</li></ul>", "</li></ul>"),
        ("<nowiki><ul><li>a</nowiki>", "<nowiki><ul><li>a</nowiki>"),
        ("{|\n| a", "{|\n| a\n|}"),
        ("{|\n| {|\n|a\n{|\n|b\n|}", "{|\n| {|\n|a\n{|\n|b\n|}\n|}"),
        ("{{T|\n{|\n| a\n}}", "{{T|\n{|\n| a\n}}"),
        ("<pre>\n{|\n</pre>", "<pre>\n{|\n</pre>"),
        ("|}", "|}"),
        ("text {| no table", "text {| no table"),
    ],
)  # fmt: skip
def test_ends_are_put_in(open_, ended):
    assert with_ends(open_) == ended


PIECES = st.sampled_from(
    [*(f"<{end}{name}>" for end in ("", "/") for name in ("table", "tr", "td", "ul", "li", "dl", "dd", "pre")),
     "a", "\n", "{|", "|}", "{{", "}}", "|", "<!--", "-->", "<nowiki>", "</nowiki>", "<li/>"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=40))
def test_nothing_is_taken_out(pieces):
    text = "".join(pieces)
    left = iter(with_ends(text))
    assert all(character in left for character in text)  # the text is what is there, with more in between
