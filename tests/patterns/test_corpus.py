"""The seed corpus: every page sound, every link meant, every quotation verbatim."""

import re
from collections import Counter

import pytest

from ontology.kinds import Severity
from ontology.shapes import load_ontology
from patterns.checks import check
from patterns.filenames import file_of_title, title_of_file
from patterns.frontmatter import body_text, mapping, parse, statements, write
from patterns.projection import project
from tests.shared import ROOT, SHARED

CORPUS = ROOT / "patterns" / "corpus"
INTERVIEW = SHARED.parent / "seed" / "interview.txt"
SOURCE = "Source:Interview with Michel Bauwens (2008)"
UNREFERENCED = "Common knowledge"
ONTOLOGY = load_ontology()
PAGES = {
    title_of_file(path.relative_to(CORPUS).as_posix(), ONTOLOGY): path.read_bytes().decode("utf-8")
    for path in sorted(CORPUS.rglob("*.md"))
}
RED_LINKS = {
    "Institution:Creative Commons",
    "Institution:Linux Foundation",
    "License:GPL-2.0-only",  # these two come with an import of licences
    "License:GPL-3.0-only",
    "Person:Don Tapscott",
    "Person:John Holloway",
    "Person:Miguel Benasayag",
    "Person:Toni Negri",
    "Source:Free Culture",
    "Source:Wikinomics",
}
"""Pages that are wanted on purpose: an invitation."""
AT_LEAST = {
    "pattern": 13,
    "case": 7,
    "institution": 5,
    "license": 4,
    "concept": 20,
    "practice": 3,
    "variable": 5,
    "person": 6,
    "source": 2,
    "language": 1,
    "page": 1,
}
SECTIONS = [
    "Patlet",
    "Problem",
    "Context",
    "Forces",
    "Solution",
    "Resulting Context",
    "Rationale",
    "Known uses",
    "Related patterns",
]
FIRST_KEYS = ["kind", "title", "aliases", "tags", "license"]
FEWEST_CODED = 8
QUOTED_LINE = re.compile(r"^> (.*)$", re.MULTILINE)
SHORT_QUOTE = re.compile(r"“([^”]{25,})”")

every_page = pytest.mark.parametrize("title", PAGES)


def of_kind(kind):
    return [title for title in PAGES if mapping(parse(PAGES[title]))["kind"] == kind]


def evidence(title):
    """Return the quotations of a page's front matter, which is where codings are."""
    return [
        str(dict(each.qualifiers)["quote"])
        for each in statements(parse(PAGES[title]))
        if "quote" in dict(each.qualifiers)
    ]


def quotations(title):
    page = parse(PAGES[title])
    body = body_text(page)
    listed = mapping(page).get("quotations", [])
    return [*evidence(title), *listed, *QUOTED_LINE.findall(body), *SHORT_QUOTE.findall(body)]


@pytest.fixture(scope="module")
def linked():
    """Every page that each page leads to, in prose, fields and evidence."""
    return {
        title: {row.target for row in project(text, title, ONTOLOGY, "http://wiki.example").links}
        for title, text in PAGES.items()
    }


def test_there_are_enough_pages_of_every_kind():
    counts = Counter(mapping(parse(text))["kind"] for text in PAGES.values())
    assert {kind: counts[kind] for kind, least in AT_LEAST.items() if counts[kind] < least} == {}


@every_page
def test_the_file_is_where_an_export_would_put_it(title):
    path = file_of_title(title, ONTOLOGY)
    assert (CORPUS / path).is_file()
    assert title_of_file(path, ONTOLOGY) == title


@every_page
def test_text_comes_back_byte_for_byte(title):
    assert write(parse(PAGES[title])) == PAGES[title]


@every_page
def test_nothing_is_to_be_mended(title):
    findings = check(parse(PAGES[title]), title, ONTOLOGY)
    assert [each.message for each in findings if each.severity is not Severity.INFO] == []


@every_page
def test_front_matter_begins_alike_and_names_the_licence(title):
    front = mapping(parse(PAGES[title]))
    assert front["license"] == "CC-BY-SA-4.0"
    first = [key for key in front if key in FIRST_KEYS]
    assert list(front)[: len(first)] == [key for key in FIRST_KEYS if key in front]
    assert front.get("tags")


@every_page
def test_every_link_leads_to_a_page_or_is_meant_to_be_red(title, linked):
    assert {each for each in linked[title] if each not in PAGES and each not in RED_LINKS} == set()


def test_every_red_link_is_used(linked):
    assert set.union(*linked.values()) >= RED_LINKS
    assert not set(PAGES) & RED_LINKS


def test_no_other_name_is_taken_by_another_page():
    names = {title.partition(":")[2] or title for title in PAGES}
    others = Counter(
        alias.casefold() for text in PAGES.values() for alias in mapping(parse(text)).get("aliases", [])
    )
    assert set(others) & {name.casefold() for name in names} == set()
    assert [alias for alias, count in others.items() if count > 1] == []


def test_no_page_is_an_orphan(linked):
    reached = {target for title, targets in linked.items() for target in targets if target != title}
    assert set(PAGES) - reached <= {"About this wiki"}


@every_page
def test_quotations_stand_on_the_page_of_their_source(title):
    listed = QUOTED_LINE.findall(body_text(parse(PAGES[SOURCE])))
    missing = [quote for quote in quotations(title) if not any(quote in each for each in listed)]
    assert [quote for quote in missing if title != SOURCE or quote not in TITLES_QUOTED] == []


TITLES_QUOTED = {"Interview on Peer to Peer Politics with Cosma Orsi"}


@pytest.mark.skipif(
    not INTERVIEW.exists(), reason="the interview is not at hand; the page of the source is compared above"
)
@every_page
def test_quotations_are_verbatim(title):
    text = INTERVIEW.read_text(encoding="utf-8")
    assert [quote for quote in quotations(title) if quote not in text] == []


def test_every_quotation_of_the_source_says_what_it_supports():
    body = body_text(parse(PAGES[SOURCE])).partition("## Quotations\n")[2]
    assert len(QUOTED_LINE.findall(body)) == len(re.findall(r"^Supports \[\[", body, re.MULTILINE)) > 0


@pytest.mark.parametrize("title", of_kind("pattern"))
def test_patterns_have_all_sections_with_text_in_one_order(title):
    sections = [each for each in parse(PAGES[title]).sections if each.level]
    assert [each.heading for each in sections] == SECTIONS
    assert all(each.body.strip() for each in sections)


@pytest.mark.parametrize("title", of_kind("pattern"))
def test_patterns_are_related_and_belong_to_the_language(title):
    front = mapping(parse(PAGES[title]))
    relations = {
        "larger_pattern",
        "smaller_pattern",
        "requires",
        "alternative_to",
        "conflicts_with",
        "related_to",
    }
    assert relations & front.keys()
    assert title.partition(":")[2] in mapping(parse(PAGES[f"Language:{front['language']}"]))["patterns"]


@pytest.mark.parametrize("title", of_kind("case"))
def test_cases_are_coded_with_a_quotation_or_say_that_it_is_unknown(title):
    fields = ONTOLOGY.by_name["case"].by_key
    coded = set()
    for each in statements(parse(PAGES[title])):
        said = dict(each.qualifiers)
        if fields.get(each.key) is None or not fields[each.key].codable:
            continue
        assert said.get("coder"), each.key
        if said.get("status") == "unknown" or ("source" in said and "quote" in said):
            coded.add(each.key)
        else:
            assert said.get("source") == UNREFERENCED, each.key
            assert said.get("confidence"), each.key
    assert len(coded) >= FEWEST_CODED
    assert evidence(title), "no case rests on what is unknown alone"


def test_some_codings_differ_and_some_are_of_every_status():
    said = [dict(each.qualifiers) for title in of_kind("case") for each in statements(parse(PAGES[title]))]
    statuses = {each.get("status", "present") for each in said if each}
    assert statuses == {"present", "absent", "unknown", "not applicable", "contested"}
    assert len({each["coder"] for each in said if "coder" in each}) > 1
