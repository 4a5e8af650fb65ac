"""What an imported page is at its source, as readers see it."""

import zlib

import pytest

from importers.draft import Original
from tests.fakes.visitor import Visitor
from tests.fakes.wiki import memory_wiki, written


def revision(number, text):
    kept = zlib.compress(text.encode())
    return Original(
        str(number), f"2020-01-{number:02}T10:00:00Z", "Ana <x>", f"edit {number}", "wikitext", kept
    )


@pytest.fixture
def visitor():
    wiki = memory_wiki()
    written(wiki, "Commons", "*here*")
    written(wiki, "Other", "not imported")
    wiki.originals.keep(
        {"Commons": ("garden:Commons", [revision(n, f"''there {n}'' <b>") for n in range(1, 30)])}, 1
    )
    return Visitor(wiki)


def test_the_history_lists_the_revisions_of_the_source(visitor):
    page = visitor.get("/wiki/Commons?action=history")
    assert "At the source" in page.text
    assert "edit 29" in page.text
    assert "Ana &lt;x&gt;" in page.text
    assert "At the source" not in visitor.get("/wiki/Other?action=history").text


def test_a_revision_is_shown_as_it_is_written_there(visitor):
    page = visitor.get("/wiki/Commons?action=original&origin=garden%3ACommons&number=7")
    assert "&#39;&#39;there 7&#39;&#39; &lt;b&gt;" in page.text
    assert "2020-01-07T10:00:00Z" in page.text


def test_a_revision_there_is_not_is_said(visitor):
    page = visitor.get("/wiki/Commons?action=original&origin=garden%3ACommons&number=99")
    assert page.status_code == 404
    assert "has no revision" in page.text


def test_a_long_history_goes_on(visitor):
    visitor.wiki.originals.keep(
        {
            "Other": (
                "garden:Other",
                [revision(n, "x") for n in range(1, 32)]
                + [
                    Original(
                        str(n),
                        f"2021-01-01T00:{n:02}:00Z",
                        "Ben",
                        f"later {n}",
                        "wikitext",
                        zlib.compress(b"y"),
                    )
                    for n in range(1, 40)
                ],
            )
        },
        1,
    )
    first = visitor.get("/wiki/Other?action=history").text
    assert "later 39" in first
    assert "edit 1<" not in first
    address = (
        first.partition('href="/wiki/Other?action=history&amp;source_time=')[2]
        .partition("#")[0]
        .replace("&amp;", "&")
    )
    assert "edit 1<" in visitor.get(f"/wiki/Other?action=history&source_time={address}").text
