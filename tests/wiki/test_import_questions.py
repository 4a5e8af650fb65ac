"""`import --ask` and `--answers`: the review queue at the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from wiki.cli import cli
from wiki.config import DATABASE
from wiki.founding import found
from wiki.storage import open_storage

KEY = "match|markdown:Commons.md|Concept:Commons"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A wiki with a practice, and a folder with a concept of the same name."""
    found(tmp_path / "data", None)
    for name, kind in (("first", "practice"), ("second", "concept")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "Commons.md").write_text(f"---\nkind: {kind}\n---\nA {kind}.\n")
    run(tmp_path / "data", "markdown", str(tmp_path / "first"), "--source", "https://first.example")
    return tmp_path / "data"


def run(data: Path, *words: str, typed: str = "") -> Result:
    return CliRunner().invoke(cli, ["--data", str(data), "import", *words], input=typed)


def second(data: Path) -> str:
    return str(data.parent / "second")


def titles(data: Path) -> list[str]:
    storage = open_storage(data / DATABASE)
    try:
        return [each.title for each in storage.pages.list_pages(None)]
    finally:
        storage.close()


def test_a_dry_run_prints_and_lists_the_questions_and_keeps_none(data):
    said = run(data, "markdown", second(data), "--dry-run").output
    assert "Is “Concept:Commons”" in said
    assert f"answer '{KEY}' with one of: separate = " in said
    listed = json.loads(run(data, "markdown", second(data), "--dry-run", "--json").stdout)["questions"]
    assert [(each["key"], each["default"]) for each in listed] == [(KEY, "separate")]
    assert open_storage(data / DATABASE).questions.count_open() == 0


def test_what_is_asked_at_the_terminal_counts_in_the_import_and_later(data):
    done = run(data, "markdown", second(data), "--ask", typed="2\n")
    assert done.exit_code == 0, done.output
    assert titles(data) == ["Practice:Commons"]
    again = run(data, "markdown", second(data), "--ask")  # nothing is asked again
    assert "1 unchanged" in again.output


def test_an_empty_line_leaves_the_question_open(data):
    assert run(data, "markdown", second(data), "--ask", typed="\n").exit_code == 0
    assert titles(data) == ["Concept:Commons", "Practice:Commons"]
    assert open_storage(data / DATABASE).questions.count_open() == 1


def test_answers_come_from_a_file(data, tmp_path):
    (tmp_path / "answers.yaml").write_text(json.dumps({KEY: "leave", "another": "x"}))
    done = run(data, "markdown", second(data), "--answers", str(tmp_path / "answers.yaml"))
    assert "1 skipped" in done.output
    assert titles(data) == ["Practice:Commons"]


@pytest.mark.parametrize(
    ("written", "words"),
    [("[1, 2]", "must be a mapping"), ("{a", "cannot be read"), (json.dumps({KEY: "no"}), "is no answer")],
)
def test_answers_that_are_none_are_said_and_nothing_is_imported(data, tmp_path, written, words):
    (tmp_path / "answers.yaml").write_text(written)
    done = run(data, "markdown", second(data), "--answers", str(tmp_path / "answers.yaml"))
    assert done.exit_code == 1
    assert words in str(done.exception)
    assert titles(data) == ["Practice:Commons"]


def test_standard_input_cannot_be_asked_about(data):
    done = run(data, "mediawiki", "-", "--ask", typed="<mediawiki/>")
    assert done.exit_code == 1
    assert "Give a file" in str(done.exception)
