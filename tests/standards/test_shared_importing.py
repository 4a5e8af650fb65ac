"""The real collections, imported as people would; tests/importers has small twins of what is odd in them."""

import re
from collections import Counter

import pytest

from importers.draft import Draft, Issue
from importers.formats import read
from importers.source import Source
from ontology.shapes import load_ontology
from patterns.frontmatter import mapping, parse
from patterns.projection import project
from tests.shared import shared

pytestmark = pytest.mark.skipif(
    shared("innersource") is None, reason="the shared collections are not at hand; tests/importers has twins"
)
PROFILES = {"innersource": "innersource", "decentpatterns": "decentpatterns", "peeragogy": "peeragogy/en-md"}
PAGES = {"innersource": 82, "decentpatterns": 28, "peeragogy": 59}
LOOM = "https://w3id.org/commonloom/ns#"
WORD = re.compile(r"\w+")


@pytest.fixture(scope="module")
def collections() -> dict[str, tuple[list[Draft], list[Issue]]]:
    found = {}
    for profile, path in PROFILES.items():
        each = list(read("markdown", Source(shared(path), load_ontology(), profile)))
        found[profile] = (
            [one for one in each if isinstance(one, Draft)],
            [one for one in each if isinstance(one, Issue)],
        )
    return found


@pytest.mark.parametrize("profile", PROFILES)
def test_every_page_arrives_with_licence_attribution_and_origin(collections, profile):
    drafts, _ = collections[profile]
    assert len(drafts) == len({draft.title for draft in drafts}) == PAGES[profile]
    own = {"Language", "Source"}
    for draft in drafts:
        said = mapping(parse(draft.text))
        assert said["license"], draft.title
        assert said["attribution"], draft.title
        assert draft.title.partition(":")[0] in own or said["origin"].startswith("https://"), draft.title


def test_all_eighty_patterns_have_their_main_sections_and_maturity(collections):
    patterns = [draft for draft in collections["innersource"][0] if draft.title.startswith("Pattern:")]
    assert len(patterns) == 80
    for draft in patterns:
        facts = project(draft.text, draft.title, load_ontology(), "https://loom.example").facts.decode()
        for word in ("problem", "context", "forces", "solution", "maturity"):
            assert f"<{LOOM}{word}>" in facts, (draft.title, word)


def test_known_instances_carry_their_quotation(collections):
    instances = [
        instance
        for draft in collections["innersource"][0]
        for instance in mapping(parse(draft.text)).get("known_instances", ())
    ]
    assert len(instances) > 100
    assert all(each["quote"] and each["source"] == "InnerSource Patterns" for each in instances)


@pytest.mark.parametrize("profile", PROFILES)
def test_every_problem_of_a_file_names_its_line(collections, profile):
    assert [issue for issue in collections[profile][1] if not re.search(r"\.md:\d+$", issue.place)] == []


@pytest.mark.parametrize(
    ("profile", "most"), [("innersource", 0.01), ("decentpatterns", 0.05), ("peeragogy", 0.001)]
)
def test_no_words_are_lost_but_headings_and_paths(collections, profile, most):
    there, lost = 0, 0
    for draft in collections[profile][0]:
        file = shared(PROFILES[profile]) / draft.place
        if file.is_file():
            words = Counter(WORD.findall(file.read_text("utf-8").casefold()))
            there += words.total()
            lost += (words - Counter(WORD.findall(draft.text.casefold()))).total()
    assert there > 10_000
    assert lost / there < most


@pytest.mark.parametrize(
    ("folder", "pages"), [("commons-os/dev-sample", 259), ("fossfoundation/_foundations", 87)]
)
def test_a_messy_folder_without_a_profile_loses_nothing(folder, pages):
    drafts = [
        each for each in read("markdown", Source(shared(folder), load_ontology())) if isinstance(each, Draft)
    ]
    assert len(drafts) == pages
    for draft in drafts:
        words = Counter(WORD.findall((shared(folder) / draft.place).read_text("utf-8").casefold()))
        lost = words - Counter(WORD.findall(draft.text.casefold()))
        heading = Counter(
            WORD.findall(draft.title.casefold())
        )  # said once in the front matter, not again above
        assert not lost - heading, draft.place
