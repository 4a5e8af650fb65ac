"""Quotations in finished HTML."""

from __future__ import annotations

import pytest

from wiki.web.quotedhtml import linked_quotations, marked_quotations, words_in

KNOWN = {"the circulation of the common", "a & b stay what they are", "words of a block"}


def origin(words: str) -> tuple[str, str]:
    return ("Book", "/wiki/Source:Book#q-1") if words in KNOWN else ("", "")


LINK = '<a class="quoted" href="/wiki/Source:Book#q-1" title="Book">'


@pytest.mark.parametrize(
    ("html", "linked"),
    [
        (
            "<p>So “the circulation of the common” is.</p>",
            f"<p>So {LINK}“the circulation of the common”</a> is.</p>",
        ),
        ("<p>“a &amp; b stay what they are”</p>", f"<p>{LINK}“a &amp; b stay what they are”</a></p>"),
        ("<p>“unknown words that nobody listed”</p>",) * 2,
        ('<p><a href="/x">“the circulation of the common”</a></p>',) * 2,
        ("<p><code>“the circulation of the common”</code></p>",) * 2,
        ("<p>No quotation.</p>",) * 2,
    ],
)
def test_speech_of_a_known_document_is_linked(html, linked):
    assert linked_quotations(html, origin) == linked


def test_a_block_names_its_document():
    html = "<blockquote>\n<p>words of\na block</p>\n</blockquote><blockquote><p>others</p></blockquote>"
    assert linked_quotations(html, origin) == (
        '<blockquote>\n<p>words of\na block</p>\n<p class="remark"><a href="/wiki/Source:Book#q-1">Book</a></p>'
        "</blockquote><blockquote><p>others</p></blockquote>"
    )


def test_text_of_html_is_its_words():
    assert words_in("<p>One <em>two</em></p>\n<p>a &lt; b</p>") == "One two a < b"


def test_html_is_cut_behind_each_quotation_where_it_stands_first():
    html = "<p>A</p><blockquote><p>One ‘x’</p></blockquote><p>B</p><blockquote><p>One 'x'</p></blockquote><blockquote><p>Two</p></blockquote>"
    pieces = list(marked_quotations(html, {"One 'x'": "q-1", "Absent": "q-2"}))
    assert pieces == [
        ('<p>A</p><blockquote id="q-1"><p>One ‘x’</p></blockquote>', "One 'x'"),
        ("<p>B</p><blockquote><p>One 'x'</p></blockquote><blockquote><p>Two</p></blockquote>", ""),
    ]
