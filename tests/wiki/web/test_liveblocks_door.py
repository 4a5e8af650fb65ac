"""Live blocks in the text of a page."""

from __future__ import annotations

import pytest

from patterns.comparison.kept import page_text
from tests.fakes.visitor import Visitor
from tests.fakes.wiki import memory_wiki, written
from wiki.keeping import keep
from wiki.parameters import Parameters
from wiki.ways.board import BOARD
from wiki.web import liveblocks
from wiki.web.liveblocks import with_blocks
from wiki.web.pageview import body_of

ASKED = "case=Loom&case=Weft&variable=process&variable=output"


@pytest.fixture
def visitor():
    wiki = memory_wiki()
    written(wiki, "Case:Loom", "---\nkind: case\nprocess: participatory process\nexhibits: [Sharing]\n---\n")
    written(wiki, "Case:Weft", "---\nkind: case\nprocess: absent\n---\n")
    written(wiki, "Pattern:Sharing", "---\nkind: pattern\n---\nShare.\n")
    return Visitor(wiki)


def shown(visitor, block, title="Page"):
    written(visitor.wiki, title, f"Before.\n\n{block}\n\nAfter.\n")
    return visitor.text(f"/wiki/{title}")


def test_an_address_shows_what_it_finds_and_leads_to_the_whole(visitor):
    text = shown(visitor, f"```comparison\n/compare/matrix?{ASKED}\n```")
    assert '<figure class="live">' in text
    assert '<td><a href="/wiki/Case:Loom">Case:Loom</a></td>' in text
    assert (
        f'<a href="/compare/matrix?{ASKED.replace("&", "&amp;")}">The whole comparison</a> · as the pages are now'
        in text
    )
    assert "blocks.css" in text
    assert text.index("Before.") < text.index("figure") < text.index("After.")


def test_what_a_block_finds_changes_with_the_pages(visitor):
    block = f"```comparison\n/compare?{ASKED}\n```"
    assert "participatory process" in shown(visitor, block)
    assert "closed process" not in visitor.text("/wiki/Page")
    written(visitor.wiki, "Case:Loom", "---\nkind: case\nprocess: closed process\n---\n")
    assert "closed process" in visitor.text("/wiki/Page")


def test_a_kept_comparison_says_whether_the_same_comes_out(visitor):
    kept, _ = keep(visitor.wiki, BOARD, Parameters.read(ASKED), "Looms", "Which <b>loom</b>?", "ana")
    written(visitor.wiki, kept.title, page_text(kept))
    text = shown(visitor, "```comparison\nLooms\n```")
    assert "the same comes out as when it was kept" in text
    assert "Which &lt;b&gt;loom&lt;/b&gt;?" in text
    assert '<a href="/wiki/Page">' in visitor.text("/wiki/Comparison:Looms")
    written(visitor.wiki, "Case:Loom", "---\nkind: case\nprocess: closed process\n---\n")
    assert "something else comes out as when it was kept" in visitor.text("/wiki/Page")


def test_a_test_sheet_in_short(visitor):
    law = "---\nkind: concept\nclaim: Open looms last.\nsignature_if: process = participatory process\n"
    written(visitor.wiki, "Concept:Law", f"{law}signature_then: output = commons output\n---\nText.\n")
    said = "---\nkind: case\nprocess: participatory process\noutput: enclosed output\n---\n"
    written(visitor.wiki, "Case:Warp", said)
    text = shown(visitor, "```hypothesis\nLaw\n```")
    assert "Open looms last." in text
    assert 'It fails in <a href="/wiki/Case:Warp">' in text
    assert '<a href="/wiki/Concept:Law#test-sheet">The whole test sheet</a>' in text
    assert '<a href="/wiki/Page">' in visitor.text("/wiki/Concept:Law")


def test_a_scorecard_in_short(visitor):
    text = shown(visitor, "```scorecard\nSharing\n```")
    assert "1 case speaks for it" in text
    assert '<a href="/wiki/Pattern:Sharing#scorecard">The whole scorecard</a>' in text


@pytest.mark.parametrize(
    ("block", "words"),
    [
        ("comparison\n/search?q=x", "is no address of a way of comparing. They begin with: /compare"),
        ("comparison\nhttps://elsewhere.example/compare?case=Loom", "is no address of a way of comparing"),
        ("comparison\nNowhere", "There is no page “Comparison:Nowhere”"),
        ("comparison\n", "The block is empty"),
        ("comparison\n/compare?case=Nowhere", "There is nothing to compare"),
        ("comparison\n/compare/matrix?case=Loom&pin=Nobody", "is none of the chosen pages"),
        ("hypothesis\n", "Write the title of a hypothesis"),
        ("hypothesis\nPattern:Sharing", "There is no page “Concept:Pattern:Sharing”"),
        ("scorecard\nNowhere", "There is no page “Pattern:Nowhere”"),
        ("scorecard\n", "Write the title of a pattern"),
        ("scorecard\n[x]", "This block cannot be shown"),
    ],
)
def test_a_bad_block_says_what_is_wrong_and_shows_its_text(visitor, block, words):
    text = shown(visitor, f"```{block}\n```")
    assert words in text
    assert '<code class="language-' in text


def test_nothing_of_a_block_is_read_as_html(visitor):
    text = shown(visitor, "```comparison\n/compare?case=<script>alert(1)</script>\n```")
    assert "<script>alert" not in text


def test_raw_html_is_no_block(visitor):
    assert "figure" not in shown(visitor, '<pre><code class="language-scorecard">Sharing</code></pre>')


def test_only_so_many_blocks_are_worked_out(visitor, monkeypatch):
    monkeypatch.setattr(liveblocks, "MOST", 1)
    text = shown(visitor, "```scorecard\nSharing\n```\n\n```scorecard\nSharing\n```")
    assert text.count('<figure class="live">') == 1
    assert "Only 1 live blocks of a page are worked out, and this is number 2." in text


def test_when_much_was_worked_out_further_blocks_only_lead_to_theirs(visitor):
    text = f"```comparison\n/compare?{ASKED}\n```\n"
    ticks = iter((0.0, liveblocks.SECONDS + 1))
    with visitor.app.test_request_context():
        rendered = visitor.wiki.renderer.render(text)
        body = with_blocks(visitor.wiki, body_of(visitor.wiki, "Page", text, rendered), lambda: next(ticks))
    assert "Too much is worked out on this page at once" in body.html


def test_blocks_on_the_page_of_a_source_stand_among_its_quotations(visitor):
    quoted = "## Quotations\n\n> four words of it\n\n```scorecard\nSharing\n```\n"
    assert '<figure class="live">' in shown(visitor, quoted, "Source:Paper")


def test_the_preview_shows_them(visitor):
    visitor.log_in("ana")
    answer = visitor.post(
        "/wiki/Page", text="```scorecard\nSharing\n```\n", summary="", base="", do="preview"
    )
    assert '<figure class="live">' in answer.text
    assert "blocks.css" in answer.text


def test_talk_pages_show_them(visitor):
    written(visitor.wiki, "Talk:Page", "```scorecard\nSharing\n```\n")
    assert '<figure class="live">' in visitor.text("/talk/Page")


def test_every_comparison_offers_its_block(visitor):
    text = visitor.get(f"/compare/matrix?{ASKED}").text
    assert f"```comparison\n/compare/matrix?{ASKED.replace('&', '&amp;')}\n```" in text
