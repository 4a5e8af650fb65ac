"""Names of pages follow their new titles wherever a text names them, and nothing else changes."""

import pytest
from hypothesis import given

from ontology.shapes import load_ontology
from patterns.blocknames import names_in
from patterns.frontmatter import parse
from patterns.links import canonical_title, find_links
from patterns.liveblocks import live_blocks
from patterns.merge import Merge, merge
from patterns.rewriting import rewrite_links
from tests.fakes.ontology import small_ontology
from tests.fixtures.pagetexts import texts

ONTOLOGY = small_ontology()
WHOLE = load_ontology()

RENAMED = {
    "Case:W": "Case:V, new",
    "W": "Case:V, new",
    "Institution:A": "Institution:Z, a",
    "Institution:B, c": "Source:B",
}


def test_renames_are_followed_everywhere_and_nothing_else_changes():
    text = (
        "---\nkind: case\ntitle: W\nsteward: [A, 'B, c', {value: A, source: W}] # A\nredirect: Case:W\nsummary: W\n---\n"
        "One [[Case:W|w]] [[ W#S ]] [[W_]] [[steward::A]] [[Steward]] `[[W]]` [[Case: W]].\n"
    )
    assert rewrite_links(text, RENAMED, ONTOLOGY) == (
        '---\nkind: case\ntitle: W\nsteward: ["Z, a", "Source:B", {value: "Z, a", source: W}] # A\nredirect: "Case:V, new"\n'
        "summary: W\n---\n"
        "One [[Case:V, new|w]] [[ Case:V, new#S ]] [[Case:V, new]] [[steward::Z, a]] [[Steward]] `[[W]]` [[Case:V, new]].\n"
    )


def test_links_under_properties_of_other_vocabularies_follow_a_rename():
    text = (
        "---\nkind: case\ndcterms:relation: \"[[Case:W]]\"\nhttp://example.org/p: ['[[Case:W|w]]', x, '[[Case:Other]]']\n"
        "note: |\n  See [[Case:W#S|it]]\n  and [[X]].\nsummary: Not [[Case:Other]].\n---\nText.\n"
    )
    assert rewrite_links(text, RENAMED, ONTOLOGY) == (
        '---\nkind: case\ndcterms:relation: "[[Case:V, new]]"\nhttp://example.org/p: ["[[Case:V, new|w]]", x, \'[[Case:Other]]\']\n'
        "note: |\n  See [[Case:V, new#S|it]]\n  and [[X]].\nsummary: Not [[Case:Other]].\n---\nText.\n"
    )


@given(texts)
def test_renaming_nothing_changes_nothing(text):
    assert rewrite_links(text, {}, ONTOLOGY) == text
    assert rewrite_links(text, {"Not there at all": "X"}, ONTOLOGY) == text


@given(texts)
def test_renaming_there_and_back_gives_the_links_back(text):
    renamed = rewrite_links(text, {"A": "Case:Quite new"}, ONTOLOGY)
    was, now = find_links(parse(text)), find_links(parse(renamed))
    assert [each.target for each in now] == [
        "Case:Quite new" if canonical_title(each.target, ONTOLOGY) == "A" and not each.key else each.target
        for each in was
    ]


def test_a_link_in_a_heading_follows_as_everywhere():
    text = "## See [[Case:W]] and [[W|it]] ##\n\nA [[Case:W]]\n---\n\n`[[W]]`\n"
    assert rewrite_links(text, RENAMED, ONTOLOGY) == (
        "## See [[Case:V, new]] and [[Case:V, new|it]] {#see-casew-and-it} ##\n\n"
        "A [[Case:V, new]] {#a-casew}\n---\n\n`[[W]]`\n"
    )


BLOCKS = {
    "Pattern:Sharing": "Pattern:Giving & taking",
    "Comparison:Looms": "Comparison:Weavers",
    "Case:Linux": "Case:GNU+Linux, 50%",
    "Institution:Guild": "Institution:New guild",
}


@pytest.mark.parametrize(
    ("inside", "follows"),
    [
        ("scorecard\nSharing", "scorecard\nGiving & taking"),
        ("scorecard\n  Pattern: Sharing ", "scorecard\n  Pattern:Giving & taking "),
        ("comparison\nLooms", "comparison\nWeavers"),
        ("comparison\n/compare?case=Linux&case=B", "comparison\n/compare?case=GNU%2BLinux,+50%25&case=B"),
        (
            "comparison\n/compare/matrix?kind=case\n  &pin=Case%3ALinux\n  &sort=known",
            "comparison\n/compare/matrix?kind=case\n  &pin=Case:GNU%2BLinux,+50%25\n  &sort=known",
        ),
        ("comparison\n/compare?kind=case&steward=Guild", "comparison\n/compare?kind=case&steward=New+guild"),
        (
            "comparison\nhttps://a.example/compare?case=Lin\n  ux",
            "comparison\nhttps://a.example/compare?case=GNU%2BLinux,+50%25",
        ),
    ],
)
@pytest.mark.parametrize("fence", ["```{}\n```\n", "Text.\n\n~~~ {}\n~~~\n", "> ```{}\n> ```\n"])
def test_the_pages_that_a_live_block_names_follow(inside, follows, fence):
    if fence.startswith(">"):
        inside, follows = inside.replace("\n", "\n> "), follows.replace("\n", "\n> ")
    text, new = (
        f"---\nkind: page\n---\nA.\n\n{fence}\nB.\n".replace("{}", inside),
        fence.replace("{}", follows),
    )
    assert rewrite_links(text, BLOCKS, WHOLE) == f"---\nkind: page\n---\nA.\n\n{new}\nB.\n"


@pytest.mark.parametrize(
    "text",
    [
        "```comparison\n/compare?case=Linux&asof=2020-01-01\n```\n",
        "```comparison\n/compare?q=Linux&variable=Linux&kind=pattern&case=Linux\n```\n",
        "```comparison\nhttps://a.example/other?case=Linux\n```\n",
        "```python\nSharing\n```\n",
        "```comparison\n```\n",
    ],
)
def test_what_names_no_page_of_today_stays(text):
    assert rewrite_links(text, BLOCKS, WHOLE) == text


def test_a_title_that_would_close_its_block_is_left():
    text = "```scorecard\nSharing\n```\n"
    assert rewrite_links(text, {"Pattern:Sharing": "Pattern:```"}, WHOLE) == text


def test_names_of_a_block_stand_where_they_say():
    text = "> ```comparison\n> /compare?case=A+B\n>  &pin=C\n> ```\n"
    (block,) = live_blocks(text)
    assert [(text[each.start : each.end], each.written, each.parameter) for each in names_in(block)] == [
        ("A+B", "A B", "case"),
        ("C", "C", "pin"),
    ]


def test_a_block_that_follows_merges_with_what_somebody_else_writes():
    base = "---\nkind: page\n---\nOne.\n\n```scorecard\nSharing\n```\n\nTwo.\n"
    renamed = rewrite_links(base, BLOCKS, WHOLE)
    mine = base.replace("Two.", "Two and more.").replace("One.", "One, really.")
    assert merge(base, mine, renamed, WHOLE) == Merge(
        "---\nkind: page\n---\nOne, really.\n\n```scorecard\nGiving & taking\n```\n\nTwo and more.\n"
    )
