"""The real collections, imported as people would; tests/importers has small twins of what is odd in them."""

import re
from collections import Counter

import pytest

from importers.draft import Draft, Issue
from importers.formats import read
from importers.markdown.fronts import as_list
from importers.source import Source
from ontology.shapes import load_ontology
from patterns.frontmatter import mapping, parse
from patterns.projection import project
from tests.shared import shared

pytestmark = pytest.mark.skipif(
    shared("innersource") is None, reason="the shared collections are not at hand; tests/importers has twins"
)
PROFILES = {
    "innersource": "innersource",
    "decentpatterns": "decentpatterns",
    "peeragogy": "peeragogy/en-md",
    "commonsos": "commons-os",
    "fossfoundation": "fossfoundation",
}
PAGES = {"innersource": 82, "decentpatterns": 65, "peeragogy": 59, "commonsos": 261, "fossfoundation": 156}
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
    own = {"Language", "Source", "Variable"}
    for draft in drafts:
        said = mapping(parse(draft.text))
        assert said["license"], draft.title
        assert said.get("attribution") or said["license"] == "CC0-1.0", draft.title
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
    assert [
        issue for issue in collections[profile][1] if not re.search(r"\.(?:md|csv):\d+$", issue.place)
    ] == []


@pytest.mark.parametrize(
    ("profile", "most"), [("innersource", 0.01), ("decentpatterns", 0.05), ("peeragogy", 0.001)]
)
def test_no_words_are_lost_but_headings_and_paths(collections, profile, most):
    there, lost = 0, 0
    for draft in collections[profile][0]:
        file = shared(PROFILES[profile]) / draft.place
        if file.suffix == ".md" and file.is_file():
            words = Counter(WORD.findall(file.read_text("utf-8").casefold()))
            there += words.total()
            lost += (words - Counter(WORD.findall(draft.text.casefold()))).total()
    assert there > 10_000
    assert lost / there < most


def said_in(value) -> Counter[str]:
    """The words of a front matter's values, whatever they are called."""
    if isinstance(value, dict | list):
        inner = value.values() if isinstance(value, dict) else value
        return sum((said_in(each) for each in inner), Counter())
    return Counter(WORD.findall(str(value).casefold())) if value is not None else Counter()


def without(value, names: set[str]):
    """A front matter without the identifiers of other pages, which become their titles."""
    if isinstance(value, dict):
        return {key: without(each, names) for key, each in value.items()}
    if isinstance(value, list):
        return [without(each, names) for each in value]
    return None if str(value) in names else value


def said_once(front):
    """A front matter without values that repeat another one: a name given twice is one name."""
    seen: set[str] = set()
    kept = {}
    for key, value in front.items():
        if not isinstance(value, str) or value not in seen:
            kept[key] = value
        seen.add(str(value))
    return kept


@pytest.mark.parametrize("profile", ["commonsos", "fossfoundation"])
def test_no_value_and_no_sentence_is_lost(collections, profile):
    folder = shared(PROFILES[profile])
    drafts = {draft.place: Counter(WORD.findall(draft.text.casefold())) for draft in collections[profile][0]}
    by_name = {place.rpartition("/")[2]: words for place, words in drafts.items()}
    there, lost = 0, 0
    files = sorted(folder.rglob("*.md"))
    fronts = [mapping(parse(file.read_text("utf-8"))) for file in files]
    names = {str(front[key]) for front in fronts for key in ("identifier", "slug", "id") if key in front}
    for file in files:
        place = file.relative_to(folder).as_posix()
        if place.startswith(("_data", "README", "PATTERN_SPEC")):
            continue
        page = parse(file.read_text("utf-8"))
        body = "".join(section.body for section in page.sections)
        words = Counter(WORD.findall(body.casefold())) + said_in(without(said_once(mapping(page)), names))
        there += words.total()
        lost += (words - (drafts.get(place) or by_name[file.name])).total()
    assert there > 5_000
    assert lost / there <= 0.001, (lost, there)


def test_the_glossary_of_decent_patterns_is_there_word_by_word(collections):
    concepts = [draft for draft in collections["decentpatterns"][0] if draft.place.startswith("glossary")]
    words = sum((Counter(WORD.findall(draft.text.casefold())) for draft in concepts), Counter())
    there = Counter(
        WORD.findall((shared("decentpatterns") / "glossary/list.yml").read_text("utf-8").casefold())
    )
    assert set(there - words) <= {"word", "aka", "definition"}
    seed = next(mapping(parse(draft.text)) for draft in concepts if draft.title == "Concept:Seed")
    assert seed["aliases"] == ["host", "pin"]
    assert seed["definition"].startswith("A computer in a peer to peer network")


def test_weighted_relations_of_commons_os_lead_to_its_patterns(collections):
    titles = {draft.title for draft in collections["commonsos"][0]}
    relations = [
        value
        for draft in collections["commonsos"][0]
        for key in (
            "requires",
            "enables",
            "complements",
            "alternative_to",
            "larger_pattern",
            "smaller_pattern",
        )
        for value in as_list(mapping(parse(draft.text)).get(key))
    ]
    weighted = [each for each in relations if isinstance(each, dict)]
    assert len(weighted) > 50
    assert all(0 < each["weight"] <= 1 and each["value"] in titles for each in weighted)
    observer = next(d for d in collections["commonsos"][0] if d.title == "Pattern:Observer to Participant")
    facts = project(observer.text, observer.title, load_ontology(), "https://loom.example").facts.decode()
    assert f"<{LOOM}weight>" in facts


def test_a_foundation_has_its_fields_its_programme_and_the_questions_of_the_schema(collections):
    drafts = {draft.title: draft for draft in collections["fossfoundation"][0]}
    apache = mapping(parse(drafts["Institution:Apache Software Foundation"].text))
    assert apache["founded"]["value"] == 1999
    assert apache["country"]["value"] == "United States"
    assert apache["board_size"]["value"] == "9"
    assert "joint press release" in drafts["Institution:Apache Software Foundation"].text
    text = drafts["Institution:Apache Software Foundation"].text
    assert "| 2023 | 202304 | 0 | 2278143 |" in text
    assert "| Apache Accumulo | Sorted, distributed key/value store |" in text
    assert "- first: apple.com, aws.amazon.com, meta.com" in text
    assert mapping(parse(drafts["Institution:CNCF"].text))["part_of"] == "Institution:Linux Foundation"
    assert (
        mapping(parse(drafts["Variable:Board size"].text))["question"] == "Number of board of director seats."
    )


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
