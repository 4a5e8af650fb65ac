"""The process for imports: it works on what waits, then reads what the new texts mention."""

from __future__ import annotations

import pytest

from tests.fakes.wiki import memory_wiki, written
from wiki import importhost


@pytest.fixture
def bell(tmp_path):
    bell = tmp_path / "imports.wanted"
    bell.touch()
    return bell


def test_mentions_are_read_when_nothing_waits_any_more(bell, monkeypatch):
    wiki, worked = memory_wiki(), []
    written(wiki, "Case:Loom", "---\nkind: case\n---\nText of the weft.\n")
    monkeypatch.setattr(importhost, "work_through", worked.append)
    importhost.answer(wiki, bell)
    assert worked == [wiki]
    assert wiki.mentions.unread_count() == 0
    assert not bell.exists()


def test_the_bell_calls_back_to_work(bell, monkeypatch):
    wiki, did = memory_wiki(), []

    def reads(_wiki, _seconds):
        did.append("reads")
        if did.count("reads") == 1:
            bell.touch()
        return 1 if did.count("reads") < 3 else 0

    monkeypatch.setattr(importhost, "work_through", lambda _: did.append("works"))
    monkeypatch.setattr(importhost, "catch_up", reads)
    importhost.answer(wiki, bell)
    assert did == ["works", "reads", "works", "reads", "reads"]
