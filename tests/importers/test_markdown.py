"""Collections of Markdown: by profile, without one, and our own exports."""

from pathlib import Path

import pytest

from importers.draft import Draft, Issue
from importers.formats import read
from importers.profile import load_profile, profile_names, read_profile
from importers.source import Source, UnusableSourceError
from ontology.shapes import load_ontology
from patterns.frontmatter import body_text, mapping, parse
from patterns.sections import find_section

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"


def imported(folder: Path, profile: str = "", **options: str) -> tuple[dict[str, Draft], list[Issue]]:
    drafts, issues = {}, []
    for each in read("markdown", Source(folder, load_ontology(), profile, **options)):
        if isinstance(each, Issue):
            issues.append(each)
        else:
            drafts[each.title] = each
    return drafts, issues


@pytest.fixture(scope="module")
def collection() -> tuple[dict[str, Draft], list[Issue]]:
    return imported(FIXTURES / "collection", "innersource")


@pytest.fixture(scope="module")
def core_team(collection) -> Draft:
    return collection[0]["Pattern:Core Team"]


def said(draft: Draft) -> dict:
    return mapping(parse(draft.text))


def test_patterns_are_titled_by_their_title_section(collection):
    assert {"Pattern:Core Team", "Pattern:Praise Participants", "Pattern:Bad Weather for Lift-off"} <= set(
        collection[0]
    )
    assert find_section(parse(collection[0]["Pattern:Core Team"].text), ["Title"]) is None


def test_the_collection_gets_its_language_and_source_page(collection):
    assert {"Language:InnerSource Patterns", "Source:InnerSource Patterns"} <= set(collection[0])


def test_maturity_comes_from_the_folder(collection):
    assert said(collection[0]["Pattern:Core Team"])["maturity"] == "structured"
    assert said(collection[0]["Pattern:Bad Weather for Lift-off"])["maturity"] == "initial"


@pytest.mark.parametrize(
    "heading", ["Patlet", "Problem", "Context", "Forces", "Solution", "Resulting Context"]
)
def test_sections_have_our_headings(core_team, heading):
    found = find_section(parse(core_team.text), [heading])
    assert found is not None
    assert found.level == 2
    assert found.heading == heading


def test_an_optional_heading_is_the_same_heading(collection):
    assert (
        find_section(parse(collection[0]["Pattern:Bad Weather for Lift-off"].text), ["Problem"]).heading
        == "Problem"
    )


def test_relative_links_become_wikilinks(core_team):
    body = body_text(parse(core_team.text))
    assert "[[Pattern:Praise Participants#forces|Praise Participants]]" in body
    assert "[[Pattern:Bad Weather for Lift-off|bad weather]]" in body


def test_reference_links_become_wikilinks_and_their_definitions_go(core_team):
    body = body_text(parse(core_team.text))
    assert "[[Pattern:Praise Participants|portal]]" in body
    assert "[portal]:" not in body


def test_links_to_what_was_not_imported_lead_to_the_source(core_team):
    body = body_text(parse(core_team.text))
    home = "https://github.com/InnerSourceCommons/InnerSourcePatterns/blob/main/patterns"
    assert f"[template]({home}/2-structured/templates/README-template.md)" in body
    assert f"![a sketch]({home}/img/sketch.png)" in body


def test_code_is_left_alone(core_team):
    assert "`[not a link](./praise-participants.md)`" in core_team.text


def test_known_instances_are_statements_with_evidence(core_team):
    found = {each["value"]: each for each in said(core_team)["known_instances"]}
    assert set(found) == {
        "Institution:Nike",
        "Institution:Robert Bosch GmbH",
        "Institution:PayPal",
        "Institution:Elbit Systems",
    }
    assert found["Institution:Robert Bosch GmbH"]["source"] == "InnerSource Patterns"
    assert (
        found["Institution:Robert Bosch GmbH"]["quote"]
        == "BIOS at Robert Bosch GmbH. Note that this is internal."
    )
    assert found["Institution:Elbit Systems"]["quote"] == "Uses it since 2019."


def test_an_instance_nobody_is_named_in_is_reported(collection):
    assert any("A large financial services" in issue.message for issue in collection[1])


def test_authors_and_aliases_become_fields(core_team):
    assert said(core_team)["authors"] == ["Georg Grütter", "Amburi Roy"]
    assert said(core_team)["aliases"] == ["Maintainer Team"]


def test_every_page_says_its_licence_and_origin(collection):
    for title, draft in collection[0].items():
        assert said(draft)["license"] == "CC-BY-SA-4.0", title
    assert said(collection[0]["Pattern:Core Team"])["origin"].endswith("/patterns/2-structured/core-team.md")


def test_a_file_no_rule_names_is_reported(collection):
    assert [issue.place for issue in collection[1] if "no rule" in issue.message] == ["meta/notes.md"]


def test_a_file_left_out_by_name_is_neither_page_nor_problem(collection):
    assert not any("templates/" in issue.place for issue in collection[1])


def test_an_incomplete_collection_is_reported(collection):
    assert any("expects 80 pages of kind pattern, found 3" in issue.message for issue in collection[1])


def test_the_place_of_the_folder_does_not_change_identities(collection):
    inside, _ = imported(FIXTURES / "collection" / "2-structured", "innersource")
    assert inside["Pattern:Core Team"].origin == collection[0]["Pattern:Core Team"].origin


def test_a_folder_without_profile_is_read_by_front_matter_heading_and_name():
    drafts, issues = imported(FIXTURES / "plain_folder", license="CC0-1.0")
    assert set(drafts) == {"A: B", "First heading", "Latin", "Sub"}
    assert "[[Sub|a neighbour]]" in drafts["First heading"].text
    assert "Text that stays." in drafts["A: B"].text
    assert any(issue.place.startswith("broken.md:") for issue in issues)
    assert any(issue.place == "latin.md:1" and "UTF-8" in issue.message for issue in issues)
    assert said(drafts["First heading"])["license"] == "CC0-1.0"


def test_an_export_is_taken_byte_for_byte(tmp_path):
    text = "---\r\nkind: case\r\ntitle: Linux\r\n---\r\nOdd   blanks \r\n"
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "Linux.md").write_bytes(text.encode())
    (tmp_path / "commonloom.json").write_text("{}")
    drafts, issues = imported(tmp_path)
    assert drafts["Case:Linux"].text == text
    assert issues == []


def test_an_export_file_that_is_not_utf8_is_reported(tmp_path):
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "Linux.md").write_bytes(b"\xff\xfe")
    drafts, issues = imported(tmp_path, "commonloom")
    assert drafts == {}
    assert "byte 1 is not UTF-8" in issues[0].message


@pytest.mark.parametrize("name", profile_names())
def test_every_profile_can_be_read(name):
    assert load_profile(name).label


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ({"colour": 1}, "unknown key 'colour'"),
        ({"files": [{"match": "*", "sort": 1}]}, "unknown key 'sort'"),
        ([], "mapping"),
    ],
)
def test_a_mistake_in_a_profile_is_named(written, words):
    with pytest.raises(UnusableSourceError, match=words):
        read_profile("mine", written)


def test_an_unknown_profile_names_those_there_are():
    with pytest.raises(UnusableSourceError, match="innersource"):
        imported(FIXTURES / "collection", "nonsense")


def test_nothing_at_the_path_is_said(tmp_path):
    with pytest.raises(UnusableSourceError, match="nothing at"):
        imported(tmp_path / "missing")
    with pytest.raises(UnusableSourceError, match="no Markdown file"):
        imported(tmp_path)
