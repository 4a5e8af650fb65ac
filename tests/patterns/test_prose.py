"""What of a text is running prose."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patterns.prose import prose_only


@pytest.mark.parametrize(
    "text",
    [
        "# The commons\n",
        "The commons\n===\n",
        "Text `the commons` more",
        "```\nthe commons\n```\n",
        "    the commons\n",
        "<!-- the commons -->",
        "[[Concept:Commons|the commons]]",
        "[the commons](https://example.org/a_(b))",
        "![the commons](image.png)",
        "[the [old] commons][ref]",
        "[ref]: https://example.org 'the commons'\n",
        "https://example.org/the-commons",
        "www.example.org/commons",
        "commons@example.org",
        "<b title='the commons'>",
        "<https://example.org/commons>",
        "> the commons\nand commons lazily\n",
        "“we all share the commons”",
        "<div>\nthe commons\n</div>\n",
        "{{the commons}}",
        "Heading {#commons}",
        "$commons^2$",
        "$$\ncommons\n$$",
    ],
)
def test_what_is_no_running_prose_is_blanked(text):
    shown = prose_only(text)
    assert len(shown) == len(text)
    assert "commons" not in shown.lower()


@pytest.mark.parametrize(
    "text",
    [
        "The commons.",
        "- the commons in a list\n",
        "| the commons | in a table |\n",
        "“Commons” is a word",
        "Text[^1] on the commons\n\n[^1]: A note on the commons.\n",
        "> quoted\n\nthe commons again\n",
        "*the commons*",
        "(the commons)",
    ],
)
def test_running_prose_stays(text):
    assert "commons" in prose_only(text).lower()


@given(st.text(alphabet="ab[]()<>`*_#>“”\\ \n\r|!:/@$.{}-=~", max_size=200))
def test_the_text_keeps_its_length_and_lines(text):
    shown = prose_only(text)
    assert len(shown) == len(text)
    assert [each for each in shown if each in "\r\n"] == [each for each in text if each in "\r\n"]
    assert all(one in {other, " "} for one, other in zip(shown, text, strict=True))
