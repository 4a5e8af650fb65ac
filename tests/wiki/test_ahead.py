"""Projections worked out in boxes during an import: the same pages, whatever becomes of the boxes."""

import os
import signal

import pytest

from importers.draft import Draft
from importers.source import StoppedError
from patterns.codebook import VARIABLE
from wiki.ahead import PAGES, UNREAD, Ahead
from wiki.arrivals import work_of
from wiki.boxes import BoxClient, start_boxes
from wiki.boxes.works import load_works
from wiki.importing import CHUNK, Wish, run_import

WISH = Wish("markdown", "somewhere", "importer")
WORKS = load_works()


def draft(number: int) -> Draft:
    text = f"---\nkind: case\nlicense: CC-BY-SA-4.0\n---\nPage {number} leads to [[Case:{number + 1}]].\n"
    return Draft(f"Case:{number}", text, f"{number}.md", f"test:{number}")


def in_place(name: str, payload: bytes) -> bytes:
    return WORKS[name](payload)


def kept(wiki):
    """Return everything that follows from the pages."""
    pages = [each.title for each in wiki.pages.list_pages(limit=1000)]
    facts = [(title, wiki.pages.facts(title)) for title in pages]
    links = [wiki.pages.links_to(title) for title in pages[:20]]
    return facts, [[(link.title, link.sentence) for link in each] for each in links]


@pytest.fixture
def drafts():
    return [draft(number) for number in range(CHUNK + 30)]


def imported(wiki, drafts, work, hands=2):
    ahead = Ahead(wiki, work, hands)
    try:
        return run_import(wiki, WISH, drafts, ahead=ahead)
    finally:
        ahead.close()


def test_what_is_not_begun_is_left_to_who_writes_it(wiki):
    ahead = Ahead(wiki, in_place)
    ahead.begin([("Case:A", "x")])
    assert ahead.take(("Case:A", "x")) == wiki.project("Case:A", "x")
    assert ahead.take(("Case:A", "y")) is UNREAD
    ahead.close()


def test_work_comes_in_pieces(wiki):
    asked = []

    def count(name, payload):
        asked.append(name)
        return in_place(name, payload)

    ahead = Ahead(wiki, count)
    ahead.begin([(f"Case:{number}", "x") for number in range(PAGES + 1)])
    assert ahead.take((f"Case:{PAGES}", "x")) == wiki.project(f"Case:{PAGES}", "x")
    ahead.close()
    assert asked == ["project", "project"]


def test_the_pages_are_the_same(wiki, another_wiki, drafts):
    assert imported(wiki, drafts, in_place).counts == imported(another_wiki, drafts, None).counts
    assert kept(wiki) == kept(another_wiki)


def test_boxes_that_stop_cost_no_page(wiki, another_wiki, drafts):
    def stops(name, payload):
        if b"Page 7 " in payload:
            raise StoppedError("it took too long")
        return in_place(name, payload)

    assert imported(wiki, drafts, stops).counts["created"] == len(drafts)
    imported(another_wiki, drafts, None)
    assert kept(wiki) == kept(another_wiki)


def test_boxes_that_are_killed_cost_no_page(wiki, drafts, tmp_path):
    host = start_boxes(tmp_path)
    try:
        assert host.wait_ready()
        boxes = BoxClient(host.socket)

        def killing(name, payload):
            if b"Page 40 " in payload:
                for worker in boxes.status()["workers"]:
                    os.kill(worker, signal.SIGKILL)
            return work_of(boxes)(name, payload)

        assert imported(wiki, drafts, killing).counts["created"] == len(drafts)
    finally:
        host.stop()


def test_pages_begun_before_a_variable_came_are_read_with_it(wiki):
    variable = Draft(
        "Variable:Mood",
        f"---\nkind: {VARIABLE}\nquestion: How is it?\noptions: [good, bad]\n---\n",
        "v",
        "test:v",
    )
    moody = Draft("Case:Late", "---\nkind: case\nmood: good\n---\n", "l", "test:l")
    filler = [draft(number) for number in range(CHUNK - 1)]
    imported(wiki, [variable, *filler, moody], in_place)
    assert wiki.pages.codings(["Case:Late"])["Case:Late"][0].value == "good"
