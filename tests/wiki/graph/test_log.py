"""Following the log, and finding where in it a time lies."""

import json
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.fakes.pages import MemoryPages
from tests.fakes.projected import projected
from tests.wiki.graph.conftest import page
from wiki.graph.log import Follower, position_at
from wiki.graph.replica import Replica, syntax_sentence
from wiki.revisions import Action, Write

START = datetime(2026, 1, 1, tzinfo=UTC)


def _follower(pages: MemoryPages) -> tuple[Follower, Replica]:
    replica = Replica()
    return Follower(pages, replica, lambda: True), replica


def test_a_follower_starts_at_the_head():
    pages = MemoryPages()
    pages.commit([page(1), page(2)])
    follower, replica = _follower(pages)
    assert follower.position == 2
    assert len(replica) == 10
    assert follower.follow()


def test_it_follows_in_bounded_steps():
    pages = MemoryPages()
    follower, replica = _follower(pages)
    pages.commit([page(number) for number in range(450)])
    steps = [follower.follow(), follower.follow(), follower.follow()]
    assert steps == [False, False, True]
    assert follower.position == 450
    assert len(replica) == 450 * 5


def test_news_are_what_came_after_a_position():
    pages = MemoryPages()
    follower, _ = _follower(pages)
    pages.commit([page(1), page(2), page(3)])
    assert follower.follow()
    assert follower.news_since(3) == b""
    news = json.loads(follower.news_since(1) or b"")
    assert [facts.count("name 2") + 2 * facts.count("name 3") for _, facts in news] == [1, 2]


def test_news_too_old_or_too_large_are_forgotten():
    pages = MemoryPages()
    follower, _ = _follower(pages)
    pages.commit([page(number) for number in range(250)])
    while not follower.follow():
        pass
    assert follower.news_since(49) is None
    assert follower.news_since(50) is not None
    long = f'<a:s> <a:p> "{"x" * 3_000_000}" <a:g> .\n'.encode()
    pages.commit([Write(Action.SAVE, "Case:Long", "text", projected("Case:Long", facts=long), "ana")])
    assert follower.follow()
    assert follower.news_since(250) is None


@given(st.lists(st.integers(0, 5), max_size=12), st.integers(-1, 40))
def test_the_position_of_a_time_is_the_last_revision_until_then(gaps, hours):
    pages = MemoryPages()
    time = START
    times = []
    for number, gap in enumerate(gaps):
        time += timedelta(hours=gap)
        times.append(time)
        pages.commit([page(number)], time=time)
    when = START + timedelta(hours=hours)
    assert position_at(pages, when) == sum(moment <= when for moment in times)


def test_syntax_sentences_keep_line_and_column():
    assert syntax_sentence('error at 3:17: expected "}"').endswith('at line 3, column 17: expected "}"')
    assert syntax_sentence("something else") == "The query is not valid SPARQL 1.1: something else"
    assert len(syntax_sentence("error at 1:1: expected " + "x" * 9000)) < 250
