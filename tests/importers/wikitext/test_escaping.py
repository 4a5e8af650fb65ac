import html
import re

from hypothesis import example, given
from hypothesis import strategies as st

from importers.wikitext.escaping import address, code_span, escaped, fence, plain, starting
from wiki.rendering.markdown import render_body

SIGNS = st.text(alphabet="ab1 *_`[]()<>&#;:!|$~^\\-+=.@/{}\"'x\n", max_size=40)


def shown(markdown):
    body = render_body(markdown).html
    return html.unescape(re.sub(r"<br>|</p>\s*<p>", "\n", body.replace("<p>", "").replace("</p>", "")))


@given(SIGNS)
@example("[[x]] [y](z) [^1] [@Some, p. 1] ![a](b) [x]: y")
@example("1. one\n2) two\n- three\n# four\n> five\n: six\n| seven |\n===\n---")
@example("a_b _c_ *d* ** e ** ~~f~~ `g` $h$ &amp; &#65; <b> <!-- i --> \\* \\a")
def test_text_is_shown_as_it_is(text):
    whole = " ".join(text.split())
    if "http" in whole or "www." in whole or "@" in whole:
        return
    assert " ".join(shown(starting(escaped(whole))).split()) == whole


@given(SIGNS)
def test_escaping_can_be_undone(text):
    assert plain(escaped(text.replace("&", "+"))) == text.replace("&", "+")


@given(st.text(alphabet="a`b ", min_size=1, max_size=20).filter(str.strip))
def test_code_shows_its_text(text):
    shown_text = re.sub(r"</?(?:p|code)>", "", render_body(code_span(text)).html)
    assert html.unescape(shown_text).split() == text.split()


def test_a_fence_is_longer_than_what_it_holds():
    assert fence("```\nx\n```") == "````\n```\nx\n```\n````"


def test_an_address_ends_where_it_should():
    assert address("http://x.org/a(b)[c] d\"e'f%20g") == "http://x.org/a%28b%29%5Bc%5D%20d%22e'f%20g"
