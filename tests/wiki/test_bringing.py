"""A run waits, is worked on, stops, breaks off, is gone on with – and its state always says so."""

from __future__ import annotations

import io
import os
import signal
from dataclasses import replace

import pytest

from importers.draft import Draft, Issue
from importers.question import Option, Question
from tests.wiki.test_uploads import packed
from wiki import arrivals, bringing, importing
from wiki.bringing import UNFINISHED, receive, start, stop, the_run, work_through
from wiki.errors import BadInputError, NotFoundError
from wiki.importing import CHUNK
from wiki.runs import Chosen, State, pace
from wiki.undoing import undo

NOTES = Chosen("markdown")


@pytest.fixture(autouse=True)
def interruptible():
    """Let runs be stopped as in their own process, also where a shell started the tests with SIGINT ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def folder(count: int = 3):
    return packed(*((f"notes/Note {n}.md", f"Text of {n}.\n".encode()) for n in range(count)))


def sent(wiki, count: int = 3, name: str = "notes.zip") -> int:
    return receive(wiki, folder(count), name, "ana")


def through(wiki, number: int, *, preview: bool = False, chosen: Chosen = NOTES):
    start(wiki, number, chosen, preview=preview)
    work_through(wiki)
    return the_run(wiki, number)


def test_what_is_sent_waits_for_a_choice_with_its_format_guessed(wiki):
    run = the_run(wiki, sent(wiki))
    assert (run.state, run.author, run.name) == (State.CHOOSING, "ana", "notes.zip")
    assert run.chosen == Chosen("markdown")


def test_a_preview_counts_lists_and_shows_and_writes_nothing(wiki):
    number = sent(wiki)
    run = through(wiki, number, preview=True)
    assert (run.state, run.preview, run.batch) == (State.DONE, True, None)
    assert (run.counts["created"], run.read) == (3, 3)
    assert wiki.pages.head() == 0
    assert [each.title for each in wiki.runs.lines(number, ("created",))] == ["Note 0", "Note 1", "Note 2"]
    (sample,) = wiki.runs.lines(number, ("sample",))
    assert "Text of 0." in sample.words


def test_a_run_in_earnest_does_what_the_command_line_does(wiki):
    number = sent(wiki)
    through(wiki, number, preview=True)
    run = through(wiki, number)
    assert (run.state, run.counts["created"]) == (State.DONE, 3)
    batch = wiki.batches.batch(run.batch)
    assert (batch.format, batch.source, batch.author) == ("markdown", "notes.zip", "ana")
    assert "Text of 1." in wiki.pages.get("Note 1").text
    undo(wiki, run.batch, "ana")
    assert wiki.pages.get("Note 1") is None


def test_the_bell_is_rung_for_what_waits(wiki):
    start(wiki, sent(wiki), NOTES, preview=True)
    assert wiki.uploads.bell.exists()


def test_runs_are_worked_on_in_the_order_they_began_to_wait(wiki, monkeypatch):
    done = []
    monkeypatch.setattr(bringing, "work_on", lambda wiki, run: done.append(run.number))
    first, second = sent(wiki), sent(wiki)
    for number in (second, first):
        start(wiki, number, NOTES, preview=True)
    work_through(wiki)
    assert done == [second, first]


@pytest.mark.parametrize("state", [State.WAITING, State.RUNNING])
def test_what_is_under_way_cannot_be_started_or_forgotten(wiki, state):
    number = sent(wiki)
    wiki.runs.change(number, {State.CHOOSING}, state=state)
    with pytest.raises(BadInputError, match="under way"):
        start(wiki, number, NOTES, preview=False)
    with pytest.raises(BadInputError, match="under way"):
        bringing.forget(wiki, number)


def test_what_was_done_in_earnest_is_not_done_again_but_a_preview_is(wiki):
    number = sent(wiki)
    through(wiki, number, preview=True)
    assert through(wiki, number, preview=True).state is State.DONE
    through(wiki, number)
    with pytest.raises(BadInputError, match="done already"):
        start(wiki, number, NOTES, preview=False)


def test_an_unknown_format_or_run_is_said(wiki):
    with pytest.raises(BadInputError, match="no import format 'cloth'"):
        start(wiki, sent(wiki), Chosen("cloth"), preview=True)
    with pytest.raises(NotFoundError, match="import number 99"):
        the_run(wiki, 99)


@pytest.mark.parametrize("path", ["/etc/secret.yaml", "../importers/profiles/peeragogy.yaml", "nobody"])
def test_a_profile_is_chosen_by_name_and_never_by_a_path(wiki, path):
    number = sent(wiki)
    with pytest.raises(BadInputError, match="There is no profile"):
        start(wiki, number, replace(NOTES, profile=path), preview=True)


def test_what_cannot_be_read_fails_with_the_reason(wiki):
    run = through(wiki, sent(wiki), chosen=Chosen("mediawiki"), preview=True)
    assert run.state is State.FAILED
    assert "holds no file that ends in" in run.message


def test_a_fault_of_the_program_is_written_down_before_the_process_ends(wiki, monkeypatch):
    monkeypatch.setattr(bringing, "bring_into", lambda *_: 1 / 0)
    number = sent(wiki)
    start(wiki, number, NOTES, preview=False)
    with pytest.raises(ZeroDivisionError):
        work_through(wiki)
    run = the_run(wiki, number)
    assert run.state is State.FAILED
    assert "ZeroDivisionError" in run.message


def test_a_waiting_run_is_taken_out_of_the_queue_at_once(wiki):
    number = sent(wiki)
    start(wiki, number, NOTES, preview=False)
    stop(wiki, number)
    work_through(wiki)
    assert the_run(wiki, number).state is State.CANCELLED
    assert wiki.pages.head() == 0


def stopping_after(wiki, number: int, chunks: int):
    """An importer during which somebody presses Stop."""
    read = arrivals.read

    def slow(form, source):
        for at, each in enumerate(read(form, source)):
            if at == chunks * CHUNK:
                stop(wiki, number)
                for _ in range(6000):
                    bringing.time.sleep(0.01)  # until the request is seen
            yield each

    return slow


def test_a_stopped_run_leaves_whole_transactions_and_goes_on_in_the_same_batch(wiki, monkeypatch):
    number = sent(wiki, CHUNK + 50)
    with monkeypatch.context() as patched:
        patched.setattr(bringing, "EVERY", 0.02)
        patched.setattr(arrivals, "read", stopping_after(wiki, number, 1))
        run = through(wiki, number)
    assert run.state is State.CANCELLED
    assert wiki.pages.count_by_kind() == {"page": CHUNK}
    assert wiki.batches.batch(run.batch).finished is None
    again = through(wiki, number)
    assert (again.state, again.batch) == (State.DONE, run.batch)
    assert again.counts["created"] == CHUNK + 50
    assert not again.counts.get("unchanged")
    assert wiki.batches.batch(run.batch).counts["created"] == CHUNK + 50
    undo(wiki, run.batch, "ana")
    assert wiki.pages.count_by_kind() == {}


def test_a_run_whose_process_ended_is_called_interrupted_and_the_next_goes_on(wiki):
    number, other = sent(wiki), sent(wiki)
    wiki.runs.change(number, {State.CHOOSING}, state=State.RUNNING, preview=False)
    assert through(wiki, other).state is State.DONE
    assert the_run(wiki, number).state is State.INTERRUPTED
    assert through(wiki, number).counts["unchanged"] == 3


def test_ctrl_c_at_the_server_interrupts_and_does_not_cancel(wiki, monkeypatch):
    def pressed(*_given):
        raise KeyboardInterrupt

    monkeypatch.setattr(bringing, "bring_into", pressed)
    number = sent(wiki)
    start(wiki, number, NOTES, preview=False)
    with pytest.raises(KeyboardInterrupt):
        work_through(wiki)
    assert the_run(wiki, number).state is State.INTERRUPTED
    assert State.INTERRUPTED in UNFINISHED


def test_a_run_that_ended_with_its_first_transaction_goes_on_in_the_same_batch(wiki, monkeypatch):
    class PulledPlugError(BaseException):
        pass

    def last_act(*given):
        real(*given)
        raise PulledPlugError

    real, number = importing.commit, sent(wiki, CHUNK + 50)
    with monkeypatch.context() as patched:
        patched.setattr(importing, "commit", last_act)
        with pytest.raises(PulledPlugError):
            through(wiki, number)
    assert wiki.pages.count_by_kind() == {"page": CHUNK}
    work_through(wiki)  # as the next process does
    assert the_run(wiki, number).state is State.INTERRUPTED
    run = through(wiki, number)
    assert run.counts["created"] == CHUNK + 50
    assert wiki.batches.batches()[0].number == run.batch
    assert len(wiki.batches.batches()) == 1


def test_a_batch_that_was_taken_back_is_not_gone_on_with(wiki, monkeypatch):
    number = sent(wiki, CHUNK + 50)
    with monkeypatch.context() as patched:
        patched.setattr(bringing, "EVERY", 0.02)
        patched.setattr(arrivals, "read", stopping_after(wiki, number, 1))
        run = through(wiki, number)
    undo(wiki, run.batch, "ana")
    again = through(wiki, number)
    assert again.batch != run.batch
    assert again.counts["created"] == CHUNK + 50


def test_problems_are_kept_with_their_places(wiki, monkeypatch):
    def read(form, source):
        yield Issue("a.md:3", "is odd")
        yield Draft("A", "a\n", "a.md", "x:a")

    monkeypatch.setattr(arrivals, "read", read)
    number = sent(wiki)
    through(wiki, number)
    (problem,) = wiki.runs.lines(number, ("problem",))
    assert (problem.title, problem.words) == ("a.md:3", "is odd")


def test_the_questions_of_a_preview_wait_in_the_queue_and_their_answers_count(wiki, monkeypatch):
    seen = []

    def read(form, source):
        seen.append(dict(source.answers))
        yield Question("k", "a.md", "Which?", (Option("a", "A"), Option("b", "B")), "a")

    monkeypatch.setattr(arrivals, "read", read)
    number = sent(wiki)
    run = through(wiki, number, preview=True)
    assert run.counts["questions"] == 1
    wiki.questions.answer("k", "b", "ana")
    through(wiki, number)
    assert seen == [{}, {"k": "b"}]


def test_a_mapping_typed_in_the_browser_reads_the_table(wiki):
    table = io.BytesIO(b"name,since\nOrchard,1990\n")
    number = receive(wiki, table, "gardens.csv", "ana")
    assert the_run(wiki, number).chosen.format == "table"
    mapping = "format: table\nlabel: Gardens\ntables:\n  - {match: '*.csv', kind: case, key: name, columns: {since: started}}\n"
    run = through(wiki, number, chosen=replace(the_run(wiki, number).chosen, mapping=mapping))
    assert run.state is State.DONE, run.message
    assert wiki.pages.get("Case:Orchard") is not None
    assert wiki.batches.batch(run.batch).profile == "gardens"


def test_uploads_are_deleted_after_their_days_with_their_runs(wiki):
    number = sent(wiki)
    through(wiki, number)
    young = sent(wiki, 4)
    old = replace(wiki, config=replace(wiki.config, upload_days=30))
    run = the_run(wiki, number)
    bringing.tidy(old)
    assert the_run(wiki, number) == run
    os.utime(wiki.uploads.folder / run.upload, (1_000_000, 1_000_000))
    bringing.tidy(old)
    with pytest.raises(NotFoundError):
        the_run(wiki, number)
    assert the_run(wiki, young)
    assert wiki.batches.batch(run.batch) is not None


@pytest.mark.parametrize(
    ("read", "expected", "seconds", "words"),
    [
        (0, 100, 9.0, ""),
        (50, 100, 0.5, ""),
        (500, None, 10.0, "50 pages a second."),
        (500, 600, 10.0, "50 pages a second, less than a minute left."),
        (10, 110, 60.0, "10 pages a minute, about 10 minutes left."),
        (60, 180, 60.0, "60 pages a minute, about 2 minutes left."),
        (60, 121, 60.0, "60 pages a minute, about 1 minute left."),
        (60, 6060, 60.0, "60 pages a minute, about 1.7 hours left."),
        (100, 100, 1.0, "100 pages a second."),
    ],
)
def test_a_run_says_how_fast_it_goes_and_how_long_it_takes_still(read, expected, seconds, words):
    assert pace(read, expected, seconds) == words
