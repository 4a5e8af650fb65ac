"""The seed corpus: every page sound, every link meant, every quotation verbatim."""

import re
from collections import Counter
from functools import cache
from hashlib import sha256
from itertools import pairwise

import pytest

from ontology.kinds import Severity
from ontology.shapes import load_ontology
from patterns.checks import check
from patterns.filenames import file_of_title, title_of_file
from patterns.frontmatter import body_text, mapping, parse, statements, write
from patterns.projection import project
from patterns.quotations import Quotations, listed_quotations, prose_quotations, resting
from patterns.saying import understand
from tests.each import of_each
from tests.shared import ROOT, SHARED

CORPUS = ROOT / "patterns" / "corpus"
INTERVIEW = SHARED.parent / "seed" / "interview.txt"
CHECKSUMS = ROOT / "tests" / "fixtures" / "interview-quotations.txt"
FEWEST_QUOTATIONS = 120
SOURCE = "Source:Interview with Michel Bauwens (2008)"
UNREFERENCED = "Common knowledge"
ONTOLOGY = load_ontology()
PAGES = {
    title_of_file(path.relative_to(CORPUS).as_posix(), ONTOLOGY): path.read_bytes().decode("utf-8")
    for path in sorted(CORPUS.rglob("*.md"))
}
RED_LINKS = {
    "Case:Alpine commons of Törbel",
    "Case:Huertas of Valencia",
    "Case:Japanese village commons",
    "Case:OpenOffice.org",
    "Case:Wikitravel",
    "Case:Zanjera irrigation communities",
    "Institution:Bomis",
    "Person:Don Tapscott",
    "Person:John Holloway",
    "Person:Miguel Benasayag",
    "Person:Toni Negri",
    "Source:Free Culture",
    "Source:Wikinomics",
}
"""Pages that are wanted on purpose: an invitation."""
AT_LEAST = {
    "pattern": 51,
    "case": 43,
    "institution": 40,
    "license": 140,
    "concept": 32,
    "practice": 3,
    "variable": 72,
    "person": 15,
    "source": 600,
    "language": 1,
    "page": 4,
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
FEWEST_VALUES = 15
MOST_QUOTED = 3
LONGEST_CLAUSE = 60
"""Words."""
CASE_SECTIONS = ["Context", "Description", "Governance", "Results", "Evidence"]
CASES_OF_THE_INTERVIEW = {
    "Case:Bay Area sharing community",
    "Case:Free software community",
    "Case:Linux",
    "Case:Mozilla",
    "Case:Proprietary sharing platforms",
}
"""Coded from the interview alone; all others have documents of their own."""
FEWEST_EVIDENCED = 15
"""Variables of a case with a source and a passage or place in it; `unknown` is none of them."""
QUOTED_LINE = re.compile(r"^> (.*)$", re.MULTILINE)
SHORT_QUOTE = re.compile(r"“([^”]{25,})”")

every_page = of_each("title", PAGES)


@cache
def page_of(title):
    return parse(PAGES[title])


def of_kind(kind):
    return [title for title in PAGES if mapping(page_of(title))["kind"] == kind]


def evidence(title):
    """Return the quotations of a page's front matter, which is where codings are."""
    return [
        str(dict(each.qualifiers)["quote"])
        for each in statements(page_of(title))
        if "quote" in dict(each.qualifiers)
    ]


@cache
def quoted_from():
    """Which page of a source lists each quotation."""
    return {
        title: QUOTED_LINE.findall(body_text(page_of(title)))
        for title in PAGES
        if title.startswith("Source:")
    }


@cache
def all_quoted(without=""):
    """All lines that pages of sources list, those of one source left out."""
    return "\0".join(each for title, lines in quoted_from().items() if title != without for each in lines)


@cache
def interview():
    return one_line(INTERVIEW.read_text(encoding="utf-8"))


def quotations(title):
    page = page_of(title)
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
    assert write(page_of(title)) == PAGES[title]


@every_page
def test_nothing_is_to_be_mended(title):
    findings = check(page_of(title), title, ONTOLOGY)
    assert [each.message for each in findings if each.severity is not Severity.INFO] == []


@every_page
def test_front_matter_begins_alike_and_names_the_licence(title):
    front = mapping(page_of(title))
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
    missing = [quote for quote in quotations(title) if quote not in all_quoted()]
    assert [quote for quote in missing if title != SOURCE or quote not in TITLES_QUOTED] == []


TITLES_QUOTED = {"Interview on Peer to Peer Politics with Cosma Orsi"}


@every_page
def test_each_coding_quotes_the_source_it_names(title):
    listed = quoted_from()
    for each in statements(page_of(title)):
        said = dict(each.qualifiers)
        if "quote" in said:
            assert any(said["quote"] in line for line in listed[f"Source:{said['source']}"]), said


def may_be_copied(title):
    """Whether a source is the text of a licence, which is published so that everybody can copy it."""
    return "licence text" in mapping(page_of(title))["tags"]


@of_each("title", [each for each in quoted_from() if each != SOURCE and not may_be_copied(each)])
def test_no_more_than_a_few_sentences_are_taken_from_a_source(title):
    assert len(quoted_from()[title]) <= MOST_QUOTED


def one_line(text):
    return " ".join(text.split())


@pytest.mark.skipif(
    not INTERVIEW.exists(),
    reason="the interview is not at hand; its quotations are compared by checksum below",
)
@every_page
def test_quotations_are_verbatim(title):
    places = (interview(), all_quoted(without=SOURCE))
    assert [quote for quote in quotations(title) if not any(quote in each for each in places)] == []


def checksum(quote):
    return sha256(quote.encode()).hexdigest()[:16]


def test_quotations_of_the_interview_have_the_checksums_of_those_compared_with_it():
    compared = CHECKSUMS.read_text("utf-8").split()
    listed = {checksum(each): each for each in quoted_from()[SOURCE]}
    new = {each: listed[each] for each in listed if each not in compared}
    assert new == {}, f"Compare these with the interview, then add their checksums to {CHECKSUMS.name}."
    assert compared == list(listed), "A quotation is gone or stands elsewhere: mend the list of checksums."


def test_the_interview_is_quoted_in_its_own_order_and_each_passage_once():
    listed = quoted_from()[SOURCE]
    assert len(listed) >= FEWEST_QUOTATIONS
    assert [one for one in listed for other in listed if one is not other and one in other] == []
    if INTERVIEW.exists():
        text = interview()
        ends = [(text.index(each), text.index(each) + len(each)) for each in listed]
        assert all(end <= start for (_, end), (start, _) in pairwise(ends))


@pytest.fixture(scope="module")
def listing():
    """What the page of each source lists."""
    return {
        title: Quotations(listed_quotations(understood(title)))
        for title in PAGES
        if title.startswith("Source:")
    }


@cache
def understood(title):
    return understand(page_of(title), title, ONTOLOGY)


@pytest.fixture(scope="module")
def supporting(linked, listing):
    """Words of each source that some page rests on or quotes, as the page of the source shows it."""
    found = {title: set() for title in listing}
    for title in PAGES:
        for coding in resting(understood(title)):
            for source in set(coding.sources) & listing.keys():
                found[source].add(listing[source].longest_with(coding.quote))
        for source in linked[title] & listing.keys() - {title}:
            found[source] |= {
                listing[source].longest_with(each.words) for each in prose_quotations(understood(title).page)
            }
    return found


@of_each("title", [each for each, lines in quoted_from().items() if lines])
def test_something_rests_on_every_quotation_of_a_source(title, listing, supporting):
    assert [each.words for each in listing[title].all if each not in supporting[title]] == []


@of_each("title", [each for each in PAGES if not each.startswith("Source:")])
def test_who_quotes_the_interview_links_to_it(title, linked, listing):
    quoted = [
        each.words
        for each in prose_quotations(understood(title).page)
        if listing[SOURCE].longest_with(each.words)
    ]
    assert not quoted or SOURCE in linked[title], quoted


@pytest.mark.parametrize("title", of_kind("pattern"))
def test_patterns_have_all_sections_with_text_in_one_order(title):
    sections = [each for each in page_of(title).sections if each.level]
    assert [each.heading for each in sections] == SECTIONS
    assert all(each.body.strip() for each in sections)


@pytest.mark.parametrize("title", of_kind("pattern"))
def test_patterns_are_related_and_belong_to_the_language(title):
    front = mapping(page_of(title))
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


RELATIONS_OF_PATTERNS = ["larger_pattern", "smaller_pattern", "requires", "alternative_to", "conflicts_with"]
SAID_IN_FACTS_ALONE = {"For-benefit institution", "Universal availability"}
"""Older pages, one relation each of which the prose does not mention yet."""


@pytest.mark.parametrize("title", of_kind("pattern"))
def test_relations_between_patterns_are_in_the_prose_too(title):
    page = page_of(title)
    related = [str(each.value) for each in statements(page) if each.key in RELATIONS_OF_PATTERNS]
    unsaid = [name for name in related if f"[[Pattern:{name}" not in body_text(page)]
    assert unsaid == [] or title.partition(":")[2] in SAID_IN_FACTS_ALONE


@pytest.mark.parametrize("title", of_kind("pattern"))
def test_an_antipattern_says_so_and_says_what_to_do_instead(title):
    page = page_of(title)
    parts = {each.heading: each.body for each in page.sections if each.level}
    anti = "anti-pattern" in mapping(page)["tags"]
    assert parts["Patlet"].strip().startswith("**Anti-pattern.** ") is anti
    assert ("What to do instead: " in parts["Solution"]) is anti


@pytest.mark.parametrize("title", of_kind("pattern"))
def test_stars_stand_for_three_instances_and_nothing_is_called_validated(title):
    front = mapping(page_of(title))
    instances = [
        each
        for each in statements(page_of(title))
        if each.key == "known_instances" and dict(each.qualifiers).get("bearing") != "refuting"
    ]
    assert str(front["stars"]) == "0" or len(instances) >= 3
    assert front["maturity"] != "validated"


def test_the_language_leads_to_every_pattern_in_its_order_of_reading():
    page = parse(PAGES["Language:Commons patterns"])
    ordered = mapping(page)["patterns"]
    prose = body_text(page)
    assert {f"Pattern:{name}" for name in ordered} == set(of_kind("pattern"))
    assert len(ordered) == len(set(ordered))
    assert [name for name in ordered if f"[[Pattern:{name}|" not in prose] == []


@pytest.mark.parametrize("title", of_kind("case"))
def test_cases_are_coded_with_a_quotation_or_say_that_it_is_unknown(title):
    fields = ONTOLOGY.by_name["case"].by_key
    coded = set()
    for each in statements(page_of(title)):
        said = dict(each.qualifiers)
        if fields.get(each.key) is None or not fields[each.key].codable:
            continue
        assert said.get("coder"), each.key
        if said.get("status") != "unknown":
            assert "source" in said, each.key
            assert {"quote", "locator"} & said.keys(), each.key
        coded.add(each.key)
    assert len(coded) >= FEWEST_CODED
    assert evidence(title), "no case rests on what is unknown alone"


@pytest.mark.parametrize("title", [each for each in of_kind("case") if each not in CASES_OF_THE_INTERVIEW])
def test_well_documented_cases_have_many_values_and_all_sections(title):
    page = page_of(title)
    fields = ONTOLOGY.by_name["case"].by_key
    valued = {each.key for each in statements(page) if each.key in fields and fields[each.key].codable}
    unknown = {each.key for each in statements(page) if dict(each.qualifiers).get("status") == "unknown"}
    assert len(valued - unknown) >= FEWEST_VALUES
    assert [each.heading for each in page.sections if each.level == 2] == CASE_SECTIONS


def codings(title):
    """Return the codings of a case: the field and what is said about the value."""
    fields = ONTOLOGY.by_name["case"].by_key
    stated = [(each.key, dict(each.qualifiers)) for each in statements(page_of(title))]
    return [(key, said) for key, said in stated if key in fields and fields[key].codable and said]


def evidenced(title):
    """Return the variables coded with a source and a passage or place in it; `unknown` is no evidence."""
    return {
        key
        for key, said in codings(title)
        if said.get("status") != "unknown"
        and said.get("source", UNREFERENCED) != UNREFERENCED
        and {"quote", "locator"} & said.keys()
    }


@pytest.mark.parametrize("title", of_kind("case"))
def test_no_case_rests_on_common_knowledge(title):
    assert [key for key, said in codings(title) if said.get("source") == UNREFERENCED] == []
    assert UNREFERENCED.casefold() not in PAGES[title].casefold()


@pytest.mark.parametrize("title", of_kind("case"))
def test_cases_have_enough_variables_with_evidence(title):
    assert len(evidenced(title)) >= FEWEST_EVIDENCED


@of_each("title", [each for each in PAGES if each != f"Source:{UNREFERENCED}"])
def test_no_value_of_another_page_rests_on_common_knowledge(title):
    assert [
        each.key for each in statements(page_of(title)) if dict(each.qualifiers).get("source") == UNREFERENCED
    ] == []


def test_some_codings_differ_and_some_are_of_every_status():
    said = [dict(each.qualifiers) for title in of_kind("case") for each in statements(page_of(title))]
    statuses = {each.get("status", "present") for each in said if each}
    assert statuses == {"present", "absent", "unknown", "not applicable", "contested"}
    assert len({each["coder"] for each in said if "coder" in each}) > 1


@every_page
def test_a_quotation_ends_where_its_lines_end(title):
    """A line after a quotation belongs to it in Markdown, whether or not somebody meant it to."""
    lines = body_text(page_of(title)).split("\n")
    swallowed = [
        after
        for before, after in pairwise(lines)
        if before.startswith(">") and after.strip(" >") and after[:1] != ">"
    ]
    assert swallowed == []


YEAR = re.compile(r"(?<![\d.,-])(?:19|20)\d\d(?![\d.,]\d)")


def year_of_source(name):
    said = mapping(page_of(f"Source:{name}")).get("year") if f"Source:{name}" in PAGES else None
    return int(said) if str(said).isdigit() else None


@every_page
def test_nothing_coded_is_later_than_the_source_it_rests_on(title):
    """What a text of 1988 says cannot be of 2012; what it announces may be of the next year."""
    late = []
    for each in statements(page_of(title)):
        said = year_of_source(str(dict(each.qualifiers).get("source", "")))
        years = [int(found) for found in YEAR.findall(str(each.value))]
        late += [(each.key, each.value) for year in years if said and year > said + 1]
    assert late == []
