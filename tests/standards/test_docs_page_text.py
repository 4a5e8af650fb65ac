"""Every page shown to editors is one without faults, under the shipped shapes."""

import re
from pathlib import Path

import pytest

from ontology.kinds import Severity
from ontology.shapes import load_ontology
from patterns.frontmatter import parse, write
from patterns.links import find_links
from patterns.projection import project

DOC = (Path(__file__).resolve().parents[2] / "docs" / "page-text.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```page ([^\n]+)\n(.*?)^```$", DOC, re.MULTILINE | re.DOTALL)
LINKS = [found.replace("\\|", "|") for found in re.findall(r"^\| `(\[\[.*\]\])` \|", DOC, re.MULTILINE)]


def test_there_are_examples():
    assert len(EXAMPLES) >= 4
    assert len(LINKS) >= 5


@pytest.mark.parametrize(("title", "text"), EXAMPLES, ids=[title for title, _ in EXAMPLES])
def test_examples_have_no_faults(title, text):
    assert write(parse(text)) == text
    result = project(text, title, load_ontology(), "https://loom.example")
    assert [each for each in result.findings if each.severity is not Severity.INFO] == []
    assert result.facts


@pytest.mark.parametrize("written", LINKS)
def test_link_examples_are_links(written):
    assert len(find_links(parse(written))) == 1
