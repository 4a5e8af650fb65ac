"""Every example of docs/markdown.md does what it says."""

import re

import pytest

from tests.shared import ROOT
from wiki.rendering.markdown import render_body

_EXAMPLE = re.compile(r"^(`{3,})markdown\n(.*?\n)\1\n```html\n(.*?\n)```$", re.MULTILINE | re.DOTALL)
TEXT = (ROOT / "docs" / "markdown.md").read_text("utf-8")
EXAMPLES = [(found[2], found[3]) for found in _EXAMPLE.finditer(TEXT)]


@pytest.mark.parametrize(("written", "shown"), EXAMPLES)
def test_the_example_gives_what_stands_below_it(written, shown):
    assert render_body(written).html.strip() == shown.strip()


def test_every_example_has_its_result():
    assert len(EXAMPLES) == TEXT.count("\n```markdown") + TEXT.count("\n````markdown") >= 10


def test_the_guide_itself_renders():
    rendered = render_body(TEXT)
    assert rendered.problem == ""
    assert [heading.text for heading in rendered.headings][:2] == ["Markdown", "Paragraphs and lists"]
