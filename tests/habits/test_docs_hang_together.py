"""Docs hang together: links and files they name exist, decisions are listed, words are used as the glossary says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from importlib.metadata import metadata
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tests.habits.markdown_docs import DOCS, ROOT, anchors, codes, links, pages, table, text

MOST_DEPENDENCIES = 15

# Words


def glossary() -> list[list[str]]:
    return table("docs/glossary.md", "Glossary")


def test_the_glossary_says_what_each_word_means_once():
    words = [word.strip() for row in glossary() for word in row[0].split(",")]
    assert sorted(words) == sorted(set(words))
    assert all(len(row) == 3 and row[0] and row[1] for row in glossary())


def test_no_word_is_both_used_and_refused():
    words = {word.strip().casefold() for row in glossary() for word in row[0].split(",")}
    refused = {word.strip().casefold() for row in glossary() for word in row[2].split(",") if word.strip()}
    assert words & refused == set()


NOT_ON_SCREEN = ("article", "node", "document", "comment thread", "broken link", "tag cloud", "dashboard")
TEMPLATES = sorted((ROOT / "wiki" / "web" / "templates").glob("*.html"))


class VisibleText(HTMLParser):
    """Collects what people read: text, and the attributes that are shown or read aloud."""

    SHOWN = frozenset({"title", "alt", "placeholder", "aria-label", "value", "label"})

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.pieces += [value for name, value in attrs if name in self.SHOWN and value]

    def handle_data(self, data):
        self.pieces.append(data)


def visible(template: str) -> str:
    """The words of a template; of what Jinja computes, only the quoted strings."""
    strings = re.sub(
        r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}",
        lambda found: " ".join(re.findall(r'"([^"]* [^"]*)"', found[0])) if found[0][1] == "{" else " ",
        template,
        flags=re.DOTALL,
    )
    parser = VisibleText()
    parser.feed(strings)
    parser.close()
    return " ".join(" ".join(parser.pieces).split())


def test_visible_text_is_what_people_read():
    template = '<article title="Read {{ name }}">{# node #}A page{% if document %} {{ "of two" }}{% endif %}</article>'
    assert visible(template).split() == ["Read", "A", "page", "of", "two"]


def test_the_refused_words_are_in_the_glossary():
    refused = {word.strip() for row in glossary() for word in row[2].split(",")}
    assert set(NOT_ON_SCREEN) <= refused


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_refused_word_is_on_the_screen(path):
    words = visible(path.read_text(encoding="utf-8"))
    assert re.findall(rf"(?i)\b(?:{'|'.join(NOT_ON_SCREEN)})s?\b", words) == []


# Links


def targets(path: str) -> Iterator[tuple[str, Path, str]]:
    """Relative links of a file: as written, the file they lead to, the heading in it."""
    for target in links(path):
        parts = urlsplit(target)
        if not (parts.scheme or parts.netloc or target.startswith("/")):
            there = (ROOT / path).parent / unquote(parts.path) if parts.path else ROOT / path
            yield target, there.resolve(), unquote(parts.fragment)


@pytest.mark.parametrize("path", pages())
def test_links_lead_to_files_and_headings_that_exist(path):
    broken = []
    for target, there, heading in targets(path):
        if not there.exists() or (heading and heading not in anchors(there)):
            broken.append(target)
    assert broken == []


NAMED_FILE = re.compile(r"(?:bench|docs|importers|ontology|patterns|tests|wiki)/[\w./{},-]*[\w/}]")


def named_files(path: str) -> Iterator[str]:
    """Paths of the repository that a doc names in code, alternatives in braces taken apart."""
    for code in codes(re.sub(r"(?ms)^```.*?^```$", "", text(path))):
        if NAMED_FILE.fullmatch(code) and "NAME" not in code:
            choices = re.search(r"\{(.*?)\}", code)
            yield from (
                [code.replace(choices[0], each) for each in choices[1].split(",")] if choices else [code]
            )


def test_files_named_in_the_docs_exist():
    named = {(path, name) for path in pages() for name in named_files(path)}
    assert len(named) > 20
    assert {each for each in named if not (ROOT / each[1]).exists()} == set()


def test_every_doc_is_reached_from_the_front_door():
    reached, waiting = set(), [DOCS / "README.md"]
    while waiting:
        path = waiting.pop()
        if path not in reached:
            reached.add(path)
            here = path.relative_to(ROOT).as_posix()
            waiting += [there for _, there, _ in targets(here) if there.suffix == ".md" and there.is_file()]
    assert {path for path in DOCS.rglob("*.md") if path.resolve() not in reached} == set()


def test_make_targets_named_in_the_docs_exist():
    there = set(re.findall(r"^([a-z]+):", text("Makefile"), re.MULTILINE))
    named = {}
    for path in pages():
        said = " ".join(
            [
                *re.findall(r"`(make [^`]*)`", text(path)),
                *re.findall(r"^\$? ?(make .*)$", text(path), re.MULTILINE),
            ]
        )
        named |= dict.fromkeys(re.findall(r"\bmake ([a-z]+)\b", said), path)
    assert {name: path for name, path in named.items() if name not in there} == {}
    assert {"run", "bench"} <= set(named)


def test_developing_lists_every_make_target():
    there = set(re.findall(r"^([a-z]+):.*##", text("Makefile"), re.MULTILINE)) - {"help"}
    first = text("docs/developing.md").split("\n\n")[1]
    assert set(codes(first)) - {"make"} == there


# Decisions

DECISIONS = sorted((DOCS / "decisions").glob("[0-9]*.md"))


def test_decisions_are_numbered_without_gaps():
    numbers = [int(path.name.split("-")[0]) for path in DECISIONS]
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_begins_with_its_number_and_title_and_its_date(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    assert re.fullmatch(rf"# {int(path.name[:4])}\. \S.*", lines[0])
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", lines[2])


def test_the_list_of_decisions_gives_each_with_title_and_date():
    rows = table("docs/decisions/README.md", "Decisions")
    listed = [(row[0], row[1], row[2]) for row in rows]
    written = []
    for path in DECISIONS:
        lines = path.read_text(encoding="utf-8").splitlines()
        number, title = lines[0].removeprefix("# ").split(". ", 1)
        written.append((number, f"[{title}]({path.name})", lines[2]))
    assert listed == written
    assert all(len(row) == 4 and row[3] for row in rows)


def test_every_direct_dependency_has_its_reason_and_licence():
    lines = text("requirements.txt").splitlines()
    direct = [line.split("==")[0] for line in lines if "==" in line and "  # " in line]
    rows = table("docs/decisions/0009-dependencies.md", "9. Few dependencies, each for one thing")
    assert [row[0] for row in rows] == direct
    for_imports = [line for line in lines if "  # import: " in line]
    assert len(direct) - len(for_imports) <= MOST_DEPENDENCIES
    assert all(row[2] for row in rows)
    for name, licence, *_ in rows:
        about = metadata(name)
        assert licence == (about.get("License-Expression") or about.get("License")), name
