"""The scorecard of a pattern's page and the list of all tell the same."""

from __future__ import annotations

from tests.fakes.wiki import memory_wiki, written
from wiki.scorecards import all_scorecards, scorecard_of_page


def test_an_instance_behind_thousands_of_mentions_counts_on_the_page_as_in_the_list():
    wiki = memory_wiki()
    written(wiki, "Pattern:Forking", "---\nkind: pattern\n---\n")
    mentions = "\n\n".join(f"{number} [[Pattern:Forking]]" for number in range(2_100))
    written(wiki, "Case:Almanac", f"---\nkind: case\n---\n{mentions}\n")
    written(wiki, "Case:Loom", "---\nkind: case\nexhibits: Pattern:Forking\n---\n")
    page = wiki.pages.get("Pattern:Forking")
    assert page is not None
    card = scorecard_of_page(wiki, page)
    assert card is not None
    assert len(wiki.pages.links_to("Pattern:Forking", limit=10_000)) > 2_000
    assert [each.case for each in card.instances] == ["Case:Loom"]
    assert all_scorecards(wiki) == (card,)
