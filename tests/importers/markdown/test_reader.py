"""Collections of Markdown: by profile, without one, and our own exports."""

from pathlib import Path

import pytest

from importers.draft import Draft, Issue
from importers.formats import read
from importers.profile import load_profile, profile_labels, read_profile
from importers.source import Source, UnusableSourceError
from ontology.shapes import load_ontology
from patterns.frontmatter import body_text, mapping, parse
from patterns.sections import find_section

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"


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


def test_pages_about_the_collection_complete_what_the_wiki_says_of_it(collection):
    assert {title for title, draft in collection[0].items() if draft.supplements} == {
        "Language:InnerSource Patterns",
        "Source:InnerSource Patterns",
    }


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


def test_what_a_list_says_beyond_its_values_stays_in_the_text(core_team):
    assert (
        "## Authors\n\n* Georg Grütter (Robert Bosch GmbH)\n* [Amburi Roy](https://example.org/amburi)"
        in (core_team.text)
    )
    assert "## Alias" not in core_team.text


def page_of(tmp_path, text: str, profile: str = "", name: str = "notes/one.md") -> tuple[Draft, list[Issue]]:
    file = tmp_path / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    drafts, issues = imported(tmp_path, profile)
    return next(each for each in drafts.values() if each.place == name), issues


def test_front_matter_read_without_a_profile_stays_as_it_was_written(tmp_path):
    front = '# group 1\ntitle: "One"   # a note\naliases: []\nempty:\nbroken: [1,\n'
    draft, issues = page_of(tmp_path, f"---\n{front}---\nText.\n")
    assert draft.text.startswith(f"---\n{front}")
    assert draft.text.endswith("---\nText.\n")
    assert [issue.place for issue in issues] == ["notes/one.md:6"]


def test_a_kind_there_is_not_is_reported_and_kept(tmp_path):
    draft, issues = page_of(tmp_path, "---\ntitle: Soup\nkind: recipe\n---\nText.\n")
    assert draft.title == "Soup"
    assert "kind: recipe\n" in draft.text
    assert issues[0].place == "notes/one.md:3"
    assert "'recipe'" in issues[0].message


def test_a_heading_that_only_says_the_title_is_left_out_with_what_it_heads_kept(tmp_path):
    draft, _ = page_of(tmp_path, "# One\n\nBegin.\n\n## Problem\n\nHard.\n\n### Detail\n")
    assert draft.title == "One"
    assert body_text(parse(draft.text)) == "Begin.\n\n## Problem\n\nHard.\n\n### Detail\n"


def test_headings_keep_their_links_and_images(tmp_path):
    draft, _ = page_of(
        tmp_path, "## A *new* [way](https://example.org/way) ##\n\nx\n\n![i](https://e.org/a.png)\n===\n"
    )
    assert "# A *new* [way](https://example.org/way)\n" in draft.text
    assert "## ![i](https://e.org/a.png)\n" in draft.text


def test_two_fields_for_one_key_are_put_together(tmp_path):
    text = "---\ntitle: One\ntopic: sync\ntags: [ui]\n---\nText.\n"
    draft, _ = page_of(tmp_path, text, "decentpatterns", "patterns/one/index.md")
    assert said(draft)["tags"] == ["sync", "ui"]


def test_a_file_name_used_as_a_label_becomes_the_name_of_its_page(tmp_path):
    (tmp_path / "patterns/age-indicator").mkdir(parents=True)
    (tmp_path / "patterns/age-indicator/index.md").write_text("---\ntitle: Age Indicator\n---\nx\n")
    text = "---\ntitle: One\n---\nSee [[age-indicator]], [[age-indicator|ages]].\n"
    draft, _ = page_of(tmp_path, text, "decentpatterns", "patterns/one/index.md")
    assert "See [[Pattern:Age Indicator|Age Indicator]], [[Pattern:Age Indicator|ages]]." in draft.text


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ('[a](peeragogy.org "P")', '[a](http://peeragogy.org "P")'),
        ("[a](%20www.example.de/x%20%20)", "[a](http://www.example.de/x)"),
        ("[a](%20https://example.org/x_y)", "[a](https://example.org/x_y)"),
        ("[a]\n\n[a]: www.example.org\n", "[a]\n\n[a]: http://www.example.org\n"),
    ],
)
def test_an_address_without_a_scheme_is_no_file_of_the_collection(tmp_path, written, kept):
    draft, _ = page_of(tmp_path, f"Text {written}\n", "peeragogy")
    assert f"Text {kept}" in draft.text


def test_addresses_at_the_source_are_percent_encoded(tmp_path):
    draft, _ = page_of(tmp_path, "[a](7%20Cs%20(old\\).pdf)\n[b](7%20Cs.pdf#p%201)\n", "peeragogy", "a b.md")
    assert (
        "[b](https://github.com/Peeragogy/peeragogy-handbook/blob/master/en-md/7%20Cs.pdf#p%201)"
        in draft.text
    )
    assert said(draft)["origin"].endswith("/en-md/a%20b.md")


def test_problems_name_the_line_of_the_file(tmp_path):
    text = "---\ntitle: One\nodd: 1\n---\nText\n[[nobody-knows]]\n"
    _, issues = page_of(tmp_path, text, "decentpatterns", "patterns/one/index.md")
    places = {issue.place for issue in issues}
    assert {"patterns/one/index.md:3", "patterns/one/index.md:6"} <= places


def test_a_file_that_cannot_be_read_is_reported_and_the_others_are_imported(tmp_path, monkeypatch):
    (tmp_path / "a.md").write_text("A")
    (tmp_path / "b.md").write_text("B")
    real = Path.read_bytes

    def refused(path: Path) -> bytes:
        if path.name == "a.md":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", refused)
    for marker in (False, True):
        drafts, issues = imported(tmp_path)
        assert [issue.place for issue in issues if "Permission denied" in issue.message] == ["a.md"]
        assert marker or set(drafts) == {"B"}
        (tmp_path / "commonloom.json").write_text("{}")


def test_every_page_says_its_licence_and_origin(collection):
    for title, draft in collection[0].items():
        assert said(draft)["license"] == "CC-BY-SA-4.0", title
    assert said(collection[0]["Pattern:Core Team"])["origin"].endswith("/patterns/2-structured/core-team.md")


def test_a_file_no_rule_names_is_reported(collection):
    assert [issue.place for issue in collection[1] if "no rule" in issue.message] == ["meta/notes.md"]


def test_a_file_left_out_by_name_is_neither_page_nor_problem(collection):
    assert not any("templates/" in issue.place for issue in collection[1])


def test_an_incomplete_collection_is_reported(collection):
    assert any(
        "3 pages of kind pattern, where the profile expects 80" in issue.message for issue in collection[1]
    )


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


@pytest.mark.parametrize("name", [name for name, (form, _) in profile_labels().items() if form == "markdown"])
def test_every_profile_can_be_read(name):
    assert load_profile(name).name == name


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
    with pytest.raises(UnusableSourceError, match="holds no file"):
        imported(tmp_path)
