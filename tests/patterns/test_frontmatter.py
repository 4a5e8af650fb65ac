from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ontology.kinds import Severity
from patterns.frontmatter import (
    body_text,
    compose,
    mapping,
    parse,
    parse_some,
    statements,
    with_section,
    with_value,
    write,
)
from patterns.page import Entry, Statement
from tests.fixtures.pagetexts import grows_linearly, keys, pages, same, texts, values

WIKIPEDIA = """---
kind: case
title: Wikipedia
aliases: [Wikipédia]
validation:
  - value: after publication
    source: Interview with Michel Bauwens (2008)
    quote: "processes of communal validation"
    coder: ana
    confidence: high
  - before publication
---
Prose.

## Context
More.
"""


@given(texts)
def test_every_text_comes_back_byte_for_byte(text):
    page = parse(text)
    assert write(page) == text
    assert body_text(page) == "".join(section.raw for section in page.sections)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "---",
        "---\n---",
        "---\r\nkind: case\r\n---\r\nbody",
        "---\rkind: case\r---\rbody",
        "\ufeff---\nkind: case\n---\nbody",
        "---\nkind: case\nnever closed",
        "---\na: 1\na: 2\n---\n",
        "---\na: 'broken\nb: 2\n---\nbody\n",
        "---\nx: 1\n...\ny: 2\n---\n",
        "---\na: \0\n---\n\ud800",
        "---\n\ta: 1\n---\n",
    ],
)
def test_awkward_texts_come_back_byte_for_byte(text):
    assert write(parse(text)) == text


@given(st.dictionaries(keys, values, max_size=5), texts)
def test_a_composed_text_gives_values_and_body_back(written, body):
    page = parse(compose(written, body))
    assert body_text(page) == body
    assert same(mapping(page), written)
    assert not page.problems


@given(st.one_of(pages, texts), keys, values)
def test_setting_a_value_touches_nothing_else(text, key, value):
    page = parse(text)
    changed = with_value(page, key, value)
    assert parse(write(changed)) == changed
    before = [entry.raw for entry in page.entries if entry.key != key]
    after = [entry.raw for entry in changed.entries if entry.key != key]
    if not page.problems:
        assert same(mapping(changed)[key], value)
        assert before == after
        assert body_text(changed) == body_text(page).removeprefix("\ufeff" if not page.opening else "")
        assert key not in mapping(with_value(changed, key, None))


@given(pages, keys)
def test_setting_and_removing_a_new_value_gives_the_text_back(text, key):
    page = parse(text)
    if page.opening and not any(entry.key == key for entry in page.entries):
        assert write(with_value(with_value(page, key, "x"), key, None)) == text


def test_a_value_is_replaced_in_place_with_the_line_ends_of_the_text():
    page = parse("---\r\n# top\r\ntitle: A\r\ntags: [x]\r\n---\r\nbody")
    assert (
        write(with_value(page, "title", "B: b"))
        == '---\r\n# top\r\ntitle: "B: b"\r\ntags: [x]\r\n---\r\nbody'
    )


def test_indented_front_matter_keeps_its_indentation():
    assert mapping(with_value(parse("---\n  a: 1\n---\n"), "b", ["x", {"c": "d"}])) == {
        "a": 1,
        "b": ["x", {"c": "d"}],
    }


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("no", "no"), ("on", "on"), ("NO", "NO"), ("y", "y"), ("2008-05-01", "2008-05-01"), ("12:30", "12:30"),
        ("1_000", "1_000"), ("0x1f", "0x1f"), ("0o7", "0o7"), ("1e3", "1e3"), ("007", "007"), (".inf", ".inf"),
        ("9" * 19, "9" * 19), ("true", True), ("False", False), ("12", 12), ("-3", -3), ("+4", 4), ("0", 0),
        ("0.50", Decimal("0.50")), ("-.5", Decimal("-.5")), ('"12"', "12"), ("'true'", "true"), ("1.2.3", "1.2.3"),
        ("=", "="), ("a\u2028b", "a b"),
    ],
)  # fmt: skip
def test_scalars_resolve_as_in_yaml_1_2_narrowed(written, value):
    assert same(mapping(parse(f"---\nkey: {written}\n---\n")), {"key": value})


@pytest.mark.parametrize("written", ["", "~", "null", "Null", "# nothing"])
def test_an_empty_value_is_none(written):
    page = parse(f"---\nkey: {written}\nlist:\n  - a\n  - {written}\n---\n")
    assert mapping(page) == {"list": ["a"]}
    assert [each.key for each in page.entries] == ["key", "list"]


def test_evidence_mappings_become_qualified_statements():
    by_key = [each for each in statements(parse(WIKIPEDIA)) if each.key == "validation"]
    assert by_key == [
        Statement(
            "validation",
            "after publication",
            (
                ("source", "Interview with Michel Bauwens (2008)"),
                ("quote", "processes of communal validation"),
                ("coder", "ana"),
                ("confidence", "high"),
            ),
            5,
        ),
        Statement("validation", "before publication", (), 5),
    ]


def test_a_status_needs_no_value_and_a_structure_is_kept_as_json():
    page = parse("---\na: {status: absent, source: S}\nb: {x: [1, é]}\nc: [[Deep]]\n---\n")
    assert [(each.key, each.value, each.qualifiers) for each in statements(page)] == [
        ("a", "", (("status", "absent"), ("source", "S"))),
        ("b", '{"x": [1, "é"]}', ()),
        ("c", "Deep", ()),
    ]


def test_sections_of_a_page_with_broken_yaml_are_unaffected():
    page = parse("---\ntitle: Good\nbad: 'never closed\nkind: case\n---\n# Head\nText [[Link]].\n")
    assert mapping(page) == {"title": "Good", "kind": "case"}
    assert [each.heading for each in page.sections] == ["Head"]
    assert page.sections[0].line == 6
    assert [(each.severity, each.line > 1) for each in page.problems] == [(Severity.VIOLATION, True)]


@pytest.mark.parametrize(
    ("inner", "word", "line"),
    [
        ("a: 1\nb: &x 2\n", "anchors", 3),
        ("a: 1\nb: *x\n", "anchors", 3),
        ("a: !!python/object/apply:os.system [ls]\n", "tags", 2),
        ("a: 1\n<<: {b: 2}\n", "merge keys", 3),
        ("a: " + "[" * 13 + "]" * 13 + "\n", "nested", 2),
        ("a: b: c\n", "quotes", 2),
        ("a: \x07\n", "U+0007", 2),
        ("a: \ud800\n", "U+D800", 2),
        ("{a: 1}\n", "braces", 2),
        ("- a\n", "`key: value`", 2),
        ("? [a]\n: b\n", "no plain word", 2),
        ("x: 1\n...\ny: 2\n", "cannot be read", 4),
        ("a: " + "x" * 262_144 + "\n", "256 KiB", 2),
    ],
)
def test_what_cannot_be_read_is_a_violation_that_says_what_and_where(inner, word, line):
    page = parse(f"---\n{inner}---\nbody")
    assert write(page) == f"---\n{inner}---\nbody"
    found = page.problems[0]
    assert found.severity is Severity.VIOLATION
    assert word in found.message
    assert found.line == line


def test_of_duplicate_keys_the_first_counts():
    page = parse("---\na: 1\na: 2\n---\n")
    assert mapping(page) == {"a": 1}
    (finding,) = page.problems
    assert (finding.severity, finding.key, finding.line) == (Severity.WARNING, "a", 3)
    assert mapping(with_value(page, "a", 3)) == {"a": 3}
    assert mapping(with_value(page, "a", None)) == {}


def test_a_bomb_of_aliases_is_refused_before_it_grows():
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 60)]
    page = parse("---\n" + "\n".join(lines) + "\n---\n")
    assert mapping(page) == {}
    assert "aliases" in page.problems[0].message


def test_a_horizontal_rule_is_no_forgotten_front_matter():
    assert parse("---\nSome prose.\n").problems == ()
    assert "never closed" in parse("---\nkind: case\nSome prose.\n").problems[0].message


@pytest.mark.parametrize(
    "unit", ["a: 'x\n", "[", "- ", "? ", "a: ", "a:\n", "{a: ", "!", "'", "#\n", "-", "a: |\n \n", "\r"]
)
def test_reading_takes_linear_time(unit):
    assert grows_linearly(lambda text: parse(f"---\n{text}\n---\n"), unit, 4_000)


def test_with_section_replaces_or_appends():
    page = parse("Intro.\n\n## Context\nold\n\n## Forces\nf\n")
    replaced = with_section(page, "context", "new\n\n")
    assert write(replaced) == "Intro.\n\n## Context\nnew\n\n## Forces\nf\n"
    assert write(with_section(page, "Solution", "Do it.")).endswith("f\n\n## Solution\n\nDo it.\n")
    assert write(with_section(parse(""), "Solution", "Do it.")) == "## Solution\n\nDo it.\n"


def test_house_style():
    written = {
        "kind": "case",
        "title": "Wikipedia: a case",
        "aliases": ["Wikipédia", "B, c"],
        "started": 2001,
        "seen": "2008-05-01",
        "open": True,
        "country": "no",
        "share": Decimal("0.5"),
        "validation": [{"value": "after publication", "source": "Interview"}],
        "note": "two\nlines\n",
    }
    assert compose(written, "Text.\n") == (
        '---\nkind: case\ntitle: "Wikipedia: a case"\naliases: [Wikipédia, "B, c"]\nstarted: 2001\nseen: 2008-05-01\n'
        'open: true\ncountry: "no"\nshare: 0.5\nvalidation:\n  - value: after publication\n    source: Interview\n'
        "note: |\n  two\n  lines\n---\nText.\n"
    )


SOME = ("kind", "title", "a", "validation", "place")


@given(
    st.one_of(texts, st.dictionaries(keys, values, max_size=5).map(lambda given: compose(given, "Prose.")))
)
@example('---\nnote: "one\nplace: two"\nkind: case\n---\n')
@example("---\nnote: 'one\nplace: two'\n---\n")
@example("---\nnote: |\n  place: two\nplace:\nkind: case\n---\n")
@example("---\nplace: {a: b\ntitle: W\n---\n")
@example("---\n\ufeffkind: 0\n---")
def test_some_entries_are_read_as_they_are_among_all(text):
    whole, some = mapping(parse(text)), parse_some(text, SOME)
    asked = {key: whole[key] for key in sorted(whole.keys() & set(SOME))}
    assert same(dict(sorted(mapping(some).items())), asked)
    assert all(
        entry.line == text[: text.find(entry.raw)].count("\n") + 1
        for entry in some.entries
        if text.count(entry.raw) == 1
    )
    assert not some.sections


def test_one_entry_of_many_comes_with_its_line():
    coding = "  - value: after publication\n    source: Interview\n    coder: ana\n"
    assert parse_some(f"---\nplace: Rome\nvalidation:\n{coding * 3}---\nText\n", ("place",)).entries == (
        Entry("place: Rome\n", "place", "Rome", 2),
    )
