import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.wikitext.quotes import closed


@pytest.mark.parametrize(
    ("open_", "shut"),
    [
        ("''a", "''a''"),
        ("'''a\nb", "'''a'''\nb"),
        ("'''''a", "'''''a'''''"),
        ("'''a ''b", "&#39;''a ''b"),
        ("''a''", "''a''"),
        ("a '''", "a "),
        ("''''a'''", "&#39;'''a'''"),
        ("L'''amour''", "L&#39;''amour''"),
        ("<nowiki>''</nowiki>", "<nowiki>''</nowiki>"),
        ("{{t|''}}", "{{t|''}}"),
        ("<blockquote>''a</blockquote> ", "<blockquote>''a''</blockquote> "),
        ("<i>'''a<br>b</i> c", "<i>'''a<br>b'''</i> c"),
        ("''<b>a</b>", "''<b>a</b>''"),
        ("no marks", "no marks"),
    ],
)
def test_lines_are_closed(open_, shut):
    assert closed(open_) == shut


@given(st.text(alphabet="ab' \n", max_size=60))
def test_closing_again_changes_nothing(text):
    once = closed(text)
    assert closed(once) == once
    assert once.count("\n") == text.count("\n")
