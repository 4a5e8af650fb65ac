import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.wikitext.quotes import closed


@pytest.mark.parametrize(
    ("marks", "elements"),
    [
        ("''a", "<i>a</i>"),
        ("'''a\nb", "<b>a</b>\nb"),
        ("'''''a", "<b><i>a</i></b>"),
        ("'''a ''b", "&#39;<i>a </i>b"),
        ("''a''", "<i>a</i>"),
        ("a '''", "a <b></b>"),
        ("''''a'''", "&#39;<b>a</b>"),
        ("L'''amour''", "L&#39;<i>amour</i>"),
        ("''a'''''", "<i>a</i><b></b>"),
        ("'''''a''b", "<b><i>a</i>b</b>"),
        ("'''''a'''b", "<i><b>a</b>b</i>"),
        ("'''''a'''''", "<b><i>a</i></b>"),
        ("'''a ''b''' c''", "<b>a <i>b</i></b><i> c</i>"),
        ("'''a ''b'' c", "<b>a <i>b</i> c</b>"),
        ("'''a''b'''s c''", "<b>a<i>b</i></b><i>s c</i>"),
        ("'''''a '''b''' c'''''", "<i><b>a </b>b<b> c</b></i>"),
        ("<nowiki>''</nowiki>", "<nowiki>''</nowiki>"),
        ("{{t|''}}", "{{t|''}}"),
        ("<blockquote>''a</blockquote> ", "<blockquote><i>a</i></blockquote> "),
        ("<u>'''''a''</u> b", "<u><b><i>a</i></b></u> b"),
        ("<u>'''a''b'''c</u> d", "<u><b>a<i>b</i></b><i>c</i></u> d"),
        ("<i>'''a<br>b</i> c", "<i><b>a<br>b</b></i> c"),
        ("''<b>a</b>", "<i><b>a</b></i>"),
        ("no marks", "no marks"),
    ],
)
def test_marks_become_elements_that_end_with_their_line(marks, elements):
    assert closed(marks) == elements


@given(st.text(alphabet="ab' \n", max_size=60))
def test_closing_again_changes_nothing(text):
    once = closed(text)
    assert closed(once) == once
    assert once.count("\n") == text.count("\n")


@given(st.lists(st.sampled_from(["''", "'''", "'''''", "a", " ", "'", "<u>", "</u>", "[[x]]"]), max_size=20))
def test_elements_are_nested_and_words_stay(pieces):
    text = "".join(pieces)
    made = closed(text)
    opened = []
    for closes, name in re.findall(r"<(/?)([ib])>", made):
        if closes:
            assert opened.pop() == name
        else:
            opened.append(name)
    assert not opened
    assert re.sub(r"</?[ib]>|&#39;|'", "", made) == text.replace("'", "")
