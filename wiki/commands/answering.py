"""Questions of imports at the terminal, and answers from a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click
import yaml

from importers.question import Question
from wiki.errors import BadInputError


def read_answers(path: Path) -> dict[str, str]:
    """Read a file of answers: a YAML mapping from a question's key to one of its values. Raises BadInputError."""
    try:
        written = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise BadInputError(f"The answers in {path} cannot be read: {error}.") from error
    if not isinstance(written, dict):
        raise BadInputError(f"{path} must be a mapping from the keys of questions to answers.")
    return {str(key): str(value) for key, value in written.items()}


def answering(given: Mapping[str, str], *, ask: bool) -> Callable[[Question], str]:
    """Return who answers: the file, and for what is not in it a person at the terminal if `ask`."""

    def answer(question: Question) -> str:
        if question.key in given:
            return given[question.key]
        return _asked(question) if ask else ""

    return answer


def _asked(question: Question) -> str:
    """Ask a person; an empty line leaves the question open."""
    click.echo(f"{question.place}: {question.sentence}", err=True)
    for number, option in enumerate(question.options, start=1):
        click.echo(f"  {number}. {option.label}", err=True)
    numbers = [str(number) for number in range(1, len(question.options) + 1)]
    said = click.prompt(
        "Which? (empty: leave it open)",
        type=click.Choice(["", *numbers]),
        default="",
        show_choices=False,
        show_default=False,
        err=True,
    )
    return question.options[int(said) - 1].value if said else ""


def say_question(question: Question) -> None:
    """Print a question nobody has answered, with what holds meanwhile and how to answer it from a file."""
    others = "; ".join(f"{each.value} = {each.label}" for each in question.options)
    click.echo(f"{question.place}: {question.sentence} Meanwhile: {question.label(question.default)}.")
    click.echo(f"  answer {question.key!r} with one of: {others}")


def document(question: Question) -> dict[str, Any]:
    """Return a question as it stands in a JSON report."""
    options = [{"value": each.value, "label": each.label} for each in question.options]
    said = {"key": question.key, "place": question.place, "question": question.sentence}
    return {**said, "options": options, "default": question.default}
