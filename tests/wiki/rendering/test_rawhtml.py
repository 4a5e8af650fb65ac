"""Where blocks of raw HTML begin."""

import pytest

from wiki.rendering.rawhtml import opening


@pytest.mark.parametrize(
    ("line", "alone", "in_paragraph"),
    [
        ("<div>", True, True),
        ("   </div", True, True),
        ("<!-- x", True, True),
        ("<pre>", True, True),
        ("<?php", True, True),
        ("<!DOCTYPE html>", True, True),
        ("<![CDATA[", True, True),
        ("<custom-tag a='b'>", True, False),
        ("</b>", True, False),
        ("<b>x</b>", False, False),
        ("<divide>", True, False),
        ("<https://example.org>", False, False),
        ("    <div>", False, False),
        ("x <div>", False, False),
        ("", False, False),
    ],
)
def test_openings(line, alone, in_paragraph):
    assert (opening(line, in_paragraph=False) is not None) == alone
    assert (opening(line, in_paragraph=True) is not None) == in_paragraph
