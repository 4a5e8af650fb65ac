import pytest
from hypothesis import given

from ontology.kinds import Severity
from patterns.checks import check, introduced
from patterns.frontmatter import parse
from patterns.page import Finding
from tests.fakes.ontology import small_ontology
from tests.fixtures.pagetexts import texts

ONTOLOGY = small_ontology()
VIOLATION, WARNING, INFO = Severity.VIOLATION, Severity.WARNING, Severity.INFO


def found(text, title="Case:W"):
    return check(parse(text), title, ONTOLOGY)


def front(lines, body="Text.\n"):
    return f"---\nsummary: s\n{lines}\n---\n{body}"


@pytest.mark.parametrize(
    ("lines", "severity", "key", "words"),
    [
        ("started: soon", VIOLATION, "started", "four digits"),
        ("started: [2001, 2002]", VIOLATION, "started", "one value only"),
        ("contributors: many", WARNING, "contributors", "whole number"),
        ("share: half", WARNING, "share", "0.5"),
        ("open: yes", WARNING, "open", "true nor false"),
        ("seen: 2008-13-01", WARNING, "seen", "2008-05-01"),
        ("website: example.org", WARNING, "website", "https://example.org/page"),
        (
            "validation: {value: after publicaton, source: S}",
            WARNING,
            "validation",
            "Did you mean “after publication”?",
        ),
        ("steward: {value: 'Case:X', source: S}", WARNING, "steward", "kind Case, not Institution"),
        ("steward: {value: a|b, source: S}", WARNING, "steward", "not the title of a page"),
        ("stewrad: A", WARNING, "stewrad", "Did you mean “steward”?"),
        ("known_instances: A", WARNING, "known_instances", "field of Pattern"),
        ("kind: pattern", WARNING, "kind", "“Pattern:W”"),
        ("title: Other", WARNING, "title", "rename the page"),
        ("steward: {value: A, quote: so}", WARNING, "steward", "names no source"),
        ("steward: A", INFO, "steward", "without evidence"),
        ("steward: {value: A, source: S, colour: red}", INFO, "steward", "no qualifier"),
        ("steward: {value: A, source: S, date: soon}", VIOLATION, "steward", "not a date"),
        ("steward: {value: A, source: S, status: perhaps}", WARNING, "steward", "“present”"),
        ("license: 'Case:X'", WARNING, "license", "not License"),
    ],
)
def test_findings_of_the_front_matter(lines, severity, key, words):
    (finding,) = found(front(lines))
    assert (finding.severity, finding.key, finding.line) == (severity, key, 3)
    assert words in finding.message
    assert finding.message[-1] in ".?"


def test_a_page_without_faults_has_no_findings():
    lines = "kind: case\ntitle: W\nsteward: {value: A, source: S, quote: q, confidence: high}\nstarted: 2001\ntags: [x]"
    assert found(front(lines, "See [[Linux]] and [[exhibits::P]].\n\n## Context\nx\n")) == ()


def test_what_is_required_may_be_a_section():
    (finding,) = found("## Problm\nx\n", "Pattern:P")
    assert (finding.severity, finding.key) == (VIOLATION, "problem")
    assert "Did you mean “Problm”?" in finding.message
    assert found("## Problem\nx\n", "Pattern:P") == ()
    (finding,) = found("---\nstarted: 2001\n---\nText.")
    assert (finding.severity, finding.key, "`summary: …`" in finding.message) == (WARNING, "summary", True)


@pytest.mark.parametrize(
    ("body", "words", "line"),
    [
        ("one [[never closed\n", "never closed", 4),
        ("fine [[Page]] then [[open\n", "never closed", 4),
        ("x [[odd::Page]]\n", "property no kind of page has", 4),
    ],
)
def test_findings_of_the_text(body, words, line):
    (finding,) = found(front("started: 2001", body).replace("started: 2001\n", ""))
    assert words in finding.message
    assert finding.line == line


def test_brackets_in_code_are_fine():
    assert found(front("started: 2001", "`[[` and\n\n    [[ code\n")) == ()


def test_an_empty_page_and_a_long_title():
    assert [each.message.split(":")[0] for each in found("", "Empty")] == ["The page is empty"]
    assert "121 characters" in found("x", "y" * 121)[0].message
    assert found("x", "y" * 241)[0].severity is VIOLATION


def test_in_a_text_that_cannot_be_read_no_field_is_called_missing():
    broken = found("---\nsummary: 'x\n---\nText.")
    assert [(each.severity, each.key) for each in broken] == [(VIOLATION, "")]
    assert introduced([], broken) == broken
    assert introduced(broken, found("---\n# more\nsummary: 'x\n---\nText.")) == ()


def test_problems_of_the_text_come_first():
    assert "cannot be read" in found("---\na: 'x\n---\n")[0].message


def test_a_hostile_page_has_a_bounded_number_of_findings():
    text = "---\n" + "".join(f"key{n}: x\n" for n in range(5000)) + "---\n" + "[[open\n" * 5000
    findings = found(text)
    assert len(findings) == 201
    assert "left out" in findings[-1].message


@given(texts)
def test_checks_never_raise_and_are_sentences(text):
    for finding in check(parse(text), "Case:W", ONTOLOGY):
        assert finding.message
        assert finding.line >= 0


def test_only_new_violations_are_introduced():
    old = Finding(VIOLATION, "Wrong on lines 3 and 4: x.", "key", 3)
    moved = Finding(VIOLATION, "Wrong on lines 7 and 9: x.", "key", 9)
    new = Finding(VIOLATION, "Other.", "key", 2)
    warning = Finding(WARNING, "A warning.")
    assert introduced([old], [moved, new, warning]) == (new,)
    assert introduced([old], [moved, moved]) == (moved,)
    assert introduced([], []) == ()
