"""The sample of the P2P Foundation's wiki, imported as people would; tests/importers/mediawiki has small twins."""

import html
import re
from collections import Counter

import mwparserfromhell
import pytest

from importers.draft import Described, Draft, Expected, Issue
from importers.formats import read
from importers.mediawiki.dump import SourcePage, read_dump
from importers.source import Source
from ontology.shapes import load_ontology
from patterns.frontmatter import body_text, mapping, parse
from patterns.projection import project
from tests.shared import shared
from wiki.rendering.markdown import render_body

pytestmark = pytest.mark.skipif(
    shared("p2pwiki") is None,
    reason="the shared collections are not at hand; tests/importers/mediawiki has twins",
)
WORD = re.compile(r"\w+")
HEADING = re.compile(r"(?m)^=+.*=+\s*$")  # a link in a heading is shown, but is none of the page's links
CATEGORY = re.compile(r"\[\[\s*:?c[a-z]*ory\s*:[^\[\]]*\]\]|\[\[(?:File|Image):[^\[\]]*\]\]", re.IGNORECASE)
EVERY = 6
"""Of so many pages one is rendered, so that the test stays quick; all of them were, when the converter was written."""

LOST = 0.0005
"""Share of the source's words that may be missing on the pages: what MediaWiki shows and we do not, or differently."""


@pytest.fixture(scope="module")
def dump():
    return shared("p2pwiki/p2pwiki-sample.xml.bz2")


@pytest.fixture(scope="module")
def sources(dump):
    return {page.title: page for page in read_dump(dump) if isinstance(page, SourcePage)}


@pytest.fixture(scope="module")
def brought(dump):
    found = list(read("mediawiki", Source(dump, load_ontology(), "p2pfoundation")))
    drafts = {each.title: each for each in found if isinstance(each, Draft)}
    return drafts, [each for each in found if isinstance(each, Issue)]


@pytest.fixture(scope="module")
def pages(brought):
    """Title there → draft."""
    return {each.place: each for each in brought[0].values() if not each.place.startswith("profile ")}


def test_no_page_is_lost(sources, pages):
    assert len(sources) == 2822
    assert pages.keys() == sources.keys()


def test_every_form_is_a_typed_case(sources, pages):
    forms = [
        title
        for title, page in sources.items()
        if "{{WikiSprint-20M" in page.text and not title.startswith("Template:")
    ]
    assert len(forms) >= 70
    for title in forms:
        draft = pages[title]
        assert draft.title == f"Case:{title}"
        facts = project(draft.text, draft.title, load_ontology(), "https://loom.example").facts.decode()
        assert "commonloom/ns#Case>" in facts
        described = re.search(r"\|Short description=[ ]*\S", sources[title].text)
        assert bool(mapping(parse(draft.text)).get("summary")) == bool(described), title


def test_every_link_resolved_there_is_resolved_here(sources, pages, brought):
    """A link leads to a page here whenever the page it leads to there is in the dump."""
    drafts, _ = brought
    ours = {title: draft.title for title, draft in pages.items()}
    wrong = []
    for title, page in sources.items():
        if title.startswith("Template:") or page.redirect:
            continue
        here = {
            each.target
            for each in project(
                pages[title].text, pages[title].title, load_ontology(), "https://x.example"
            ).links
        }
        for link in mwparserfromhell.parse(HEADING.sub("", page.text)).ifilter_wikilinks():
            target = str(link.title).strip().lstrip(":").partition("#")[0].strip().replace("_", " ")
            target = target[:1].upper() + target[1:]
            if "\n" in target or target.startswith("Category:") or target not in ours:
                continue
            if ours[target] not in here and ours[target] != pages[title].title:
                wrong.append((title, target))
    assert len(drafts) > 2800
    assert wrong == []


def test_redirects_lead_where_they_led(sources, pages):
    redirects = [page for page in sources.values() if re.match(r"(?i)\s*#redirect", page.text)]
    assert len(redirects) >= 100
    for page in redirects:
        assert mapping(parse(pages[page.title].text))["redirect"], page.title


def test_the_words_of_the_source_are_on_the_pages(sources, pages):
    lost, all_words = Counter(), 0
    for title, page in list(sources.items())[::EVERY]:
        if title.startswith("Template:") or "redirect" in mapping(parse(pages[title].text)):
            continue
        text = CATEGORY.sub(" ", page.text)
        code = mwparserfromhell.parse(text.replace("\n", " \n"))
        words = Counter(WORD.findall(html.unescape(str(code.strip_code(collapse=False)))))
        shown = (
            pages[title].text
            + " "
            + html.unescape(re.sub(r"<[^>]*>", " ", render_body(body_text(parse(pages[title].text))).html))
        )
        all_words += sum(words.values())
        lost[title] = sum((words - Counter(WORD.findall(shown))).values())
    assert all_words > 200_000
    assert sum(lost.values()) / all_words < LOST, lost.most_common(5)


def test_no_markup_of_wikitext_is_left_in_the_text(pages):
    left = {}
    for title, draft in list(pages.items())[::EVERY]:
        if title.startswith("Template:"):
            continue
        shown = re.sub(r"(?s)<(code|pre)\b.*?</\1>", "", render_body(body_text(parse(draft.text))).html)
        found = re.findall(
            r"'{3}|\{\||\|\}|&lt;/?(?:br|ref|div|span|center|blockquote)\b|\\[*_\[]",
            html.unescape(re.sub(r"<[^>]*>", "", shown)),
        )
        if found:
            left[title] = found[:3]
    assert len(left) < 5, left


def test_reading_again_gives_the_same(dump, brought):
    again = {
        each.title: each.text
        for each in read("mediawiki", Source(dump, load_ontology(), "p2pfoundation"))
        if isinstance(each, Draft)
    }
    assert again == {title: draft.text for title, draft in brought[0].items()}


def test_as_many_pages_of_each_kind_come_as_the_profile_expects(brought):
    assert [each.message for each in brought[1] if "where the profile expects" in each.message] == []


def test_the_handbook_in_mediawikis_markup_gives_its_patterns_and_no_problem():
    found = list(read("mediawiki", Source(shared("peeragogy/en-mw"), load_ontology(), "peeragogywiki")))
    drafts = [each for each in found if isinstance(each, Draft)]
    assert len(drafts) == 59
    assert sum(each.title.startswith("Pattern:") for each in drafts) == 18
    assert [each for each in found if not isinstance(each, (Draft, Expected, Described))] == []
