"""What every implementation of `wiki.ports.Runs` and `wiki.ports.Questions` does."""

from __future__ import annotations

from pathlib import Path

import pytest

from importers.question import Option, Question
from tests.fakes.runs import MemoryQuestions, MemoryRuns
from wiki.errors import BadInputError, NotFoundError
from wiki.ports import Questions, Runs
from wiki.runs import Chosen, Line, State
from wiki.storage import open_storage

CHOSEN = Chosen("mediawiki", "p2pfoundation", "CC-BY-SA-3.0", "https://wiki.example", "", current=True)


@pytest.fixture(params=["memory", "sqlite"])
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Runs, Questions]:
    if request.param == "memory":
        return MemoryRuns(), MemoryQuestions()
    storage = open_storage(tmp_path / "commonloom.sqlite3", create=True, kinds=())
    return storage.runs, storage.questions


@pytest.fixture
def runs(kept: tuple[Runs, Questions]) -> Runs:
    return kept[0]


@pytest.fixture
def questions(kept: tuple[Runs, Questions]) -> Questions:
    return kept[1]


def begun(runs: Runs, name: str = "dump.xml") -> int:
    return runs.add("ana", "ab" * 32, name, 12, CHOSEN)


def test_a_run_is_kept_as_it_was_begun(runs: Runs) -> None:
    run = runs.get(begun(runs))
    assert run is not None
    assert (run.author, run.upload, run.name, run.size) == ("ana", "ab" * 32, "dump.xml", 12)
    assert (run.state, run.chosen, run.preview, run.stopping) == (State.CHOOSING, CHOSEN, True, False)
    assert (run.read, run.expected, run.counts, run.batch, run.message) == (0, None, {}, None, "")
    assert runs.get(99) is None


def test_runs_are_listed_newest_first(runs: Runs) -> None:
    first, second, third = begun(runs), begun(runs), begun(runs)
    assert [each.number for each in runs.runs(limit=2)] == [third, second]
    assert [each.number for each in runs.runs(before=second)] == [first]


def test_a_run_changes_only_in_the_states_named(runs: Runs) -> None:
    number = begun(runs)
    assert not runs.change(number, {State.RUNNING}, state=State.DONE)
    assert runs.change(
        number,
        {State.CHOOSING},
        state=State.RUNNING,
        counts={"created": 2},
        read=2,
        expected=5,
        stopping=True,
    )
    run = runs.get(number)
    assert run is not None
    assert (run.state, run.counts, run.read, run.expected) == (State.RUNNING, {"created": 2}, 2, 5)
    assert run.stopping
    assert run.changed >= run.created


def test_the_run_that_waited_longest_is_next(runs: Runs) -> None:
    assert runs.next_waiting() is None
    first, second = begun(runs), begun(runs)
    for number in (second, first):
        runs.change(number, {State.CHOOSING}, state=State.WAITING)
    waiting = runs.next_waiting()
    assert waiting is not None
    assert waiting.number == second


def test_lines_are_listed_by_what_they_are_behind_a_number(runs: Runs) -> None:
    number, other = begun(runs), begun(runs)
    runs.add_lines(number, [Line("created", "A"), Line("problem", "b.md", "is odd")])
    runs.add_lines(other, [Line("created", "Z")])
    runs.add_lines(number, [Line("updated", "C")])
    changed = runs.lines(number, ("created", "updated"))
    assert [(each.what, each.title) for each in changed] == [("created", "A"), ("updated", "C")]
    assert [each.title for each in runs.lines(number, ("created", "updated"), changed[0].number)] == ["C"]
    assert [each.words for each in runs.lines(number, ("problem",), limit=1)] == ["is odd"]
    runs.clear_lines(number)
    assert runs.lines(number, ("created",)) == []
    assert len(runs.lines(other, ("created",))) == 1


def test_a_dropped_run_is_gone_and_its_number_is_not_given_again(runs: Runs) -> None:
    number = begun(runs)
    runs.add_lines(number, [Line("created", "A")])
    runs.drop(number)
    assert runs.get(number) is None
    assert runs.lines(number, ("created",)) == []
    assert begun(runs) > number


def question(key: str = "k", sentence: str = "Which?") -> Question:
    return Question(key, "dump.xml: A", sentence, (Option("a", "The first"), Option("b", "The second")), "a")


def test_a_question_waits_until_it_is_answered_and_the_answer_is_remembered(questions: Questions) -> None:
    questions.ask([question("k"), question("l")])
    first, second = questions.queue(answered=False)
    assert (first.question, first.answer, first.answered) == (question("k"), "", None)
    assert [each.question.key for each in questions.queue(answered=False, after=first.number)] == ["l"]
    questions.answer("k", "b", "ana")
    assert questions.answers() == {"k": "b"}
    assert questions.count_open() == 1
    assert [each.number for each in questions.queue(answered=False)] == [second.number]
    (done,) = questions.queue(answered=True)
    assert (done.answer, done.by, done.answered is not None) == ("b", "ana", True)


def test_asking_again_changes_the_words_and_keeps_the_answer(questions: Questions) -> None:
    questions.ask([question()])
    questions.answer("k", "b", "ana")
    questions.ask([question(sentence="Which one?")])
    (asked,) = questions.queue(answered=True)
    assert (asked.question.sentence, asked.answer) == ("Which one?", "b")


def test_an_answer_can_be_taken_back(questions: Questions) -> None:
    questions.ask([question()])
    questions.answer("k", "b", "ana")
    questions.answer("k", "", "ana")
    assert questions.answers() == {}
    assert questions.queue(answered=False)[0].answered is None


def test_what_was_not_asked_or_is_no_option_is_refused(questions: Questions) -> None:
    questions.ask([question()])
    with pytest.raises(NotFoundError):
        questions.answer("other", "a", "ana")
    with pytest.raises(BadInputError):
        questions.answer("k", "c", "ana")
    assert questions.count_open() == 1
