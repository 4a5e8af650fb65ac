"""What is worked out of the whole wiki is kept while nothing in it has changed."""

import pytest

from tests.fakes.wiki import memory_wiki, written
from wiki.web.unchanged import WhileUnchanged


def test_it_is_worked_out_once_and_again_after_a_save():
    wiki, worked = memory_wiki(), []

    def work(given):
        worked.append(given.pages.head())
        return len(worked)

    kept = WhileUnchanged(work)
    assert [kept.now(wiki), kept.now(wiki)] == [1, 1]
    written(wiki, "Case:Loom", "---\nkind: case\n---\n")
    assert [kept.now(wiki), kept.now(wiki)] == [2, 2]


def test_nothing_found_is_kept_too():
    wiki, worked = memory_wiki(), []
    kept = WhileUnchanged(worked.append)
    assert [kept.now(wiki), kept.now(wiki)] == [None, None]
    assert len(worked) == 1


def test_what_fails_is_tried_again():
    wiki, worked = memory_wiki(), []

    def work(given):
        worked.append(given)
        return 1 // (len(worked) - 1)

    kept = WhileUnchanged(work)
    with pytest.raises(ZeroDivisionError):
        kept.now(wiki)
    assert kept.now(wiki) == 1
