"""What the docs name exists, and what exists is in the docs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields

import click
import pytest
import yaml

from importers.citations.profile import CitationProfile, load_citation_profile
from importers.citations.tables import BIBTEX, CSL, RIS
from importers.formats import FORMATS
from importers.mediawiki.profile import KindRule, LineRule, WikiProfile, read_wiki_profile
from importers.profile import (
    CompanionRule,
    FieldRule,
    FileRule,
    OwnPage,
    Profile,
    profile_names,
    read_profile,
)
from importers.rdf.loading import FORMS
from importers.rdf.profile import RdfProfile, read_rdf_profile
from importers.table.mapping import ColumnRule, TableProfile, TableRule, read_mapping
from importers.wikidata.known import CLASSES, LABELS, PROPERTIES
from importers.wikidata.profile import EntityProfile, load_entity_profile
from ontology.shapes import load_ontology
from patterns.filenames import title_of_file
from tests.fakes.small_wiki import small_wiki
from tests.habits.markdown_docs import codes, fences, pages, prose, table, text
from wiki.cli import cli
from wiki.commands.asking import FORMATS as RESULT_FORMATS
from wiki.config import SETTINGS, Config
from wiki.errors import QueryError
from wiki.publishing import GRAPH_FORMATS
from wiki.search.language import MAX_DEPTH, MAX_LENGTH, MAX_TERMS, MAX_WILDCARDS
from wiki.search.lexicon import WORDS_LIKE
from wiki.web import refusals
from wiki.web.app import create_app
from wiki.web.formats import GRAPHS, RESULTS, by_name
from wiki.web.pages import SHOWN
from wiki.web.statuses import STATUS

MENTIONED = re.compile(r"--[a-z][a-z-]+")
"""An option of a command."""


def commands(group: click.Group = cli, prefix: str = "") -> Iterator[tuple[str, click.Command]]:
    """Every command under the words that call it, groups included."""
    for name, command in group.commands.items():
        yield prefix + name, command
        if isinstance(command, click.Group):
            yield from commands(command, f"{prefix}{name} ")


COMMANDS = dict(commands())


def options(command: click.Command) -> set[str]:
    own = {each for option in command.params if isinstance(option, click.Option) for each in option.opts}
    inner = [options(each) for each in command.commands.values()] if isinstance(command, click.Group) else []
    return own.union(*inner)


# Commands, settings, formats


def test_operating_lists_every_command_and_no_other():
    listed = [codes(row[0])[0] for row in table("docs/operating.md", "Commands")]
    assert sorted(listed) == sorted(cli.commands)


def test_operating_names_every_inner_command():
    said = " ".join(" ".join(row) for row in table("docs/operating.md", "Commands"))
    assert [name for name in COMMANDS if " " in name and name not in said] == []


def test_options_that_operating_mentions_exist():
    for row in table("docs/operating.md", "Commands"):
        command = COMMANDS[codes(row[0])[0]]
        assert set(MENTIONED.findall(row[1])) <= options(command), row[0]


def test_operating_mentions_every_option():
    rows = {codes(row[0])[0]: row[1] for row in table("docs/operating.md", "Commands")}
    rows["import"] += " ".join(row[0] for row in table("docs/importing.md", "Formats", 2))
    said_for_all = MENTIONED.findall(prose("docs/operating.md", "Commands"))
    for name, said in rows.items():
        known = options(COMMANDS[name]) - set(said_for_all)
        assert known <= set(MENTIONED.findall(said)), name


def called(line: str) -> tuple[click.Command, str] | None:
    """The command that a line of a shell example calls, and what follows it."""
    found = re.search(r"python -m wiki((?: --data \S+)?) (.*)", line)
    if not found:
        return None
    words = found[2].split()
    name = " ".join(words[:2]) if " ".join(words[:2]) in COMMANDS else words[0]
    return COMMANDS[name], found[2].removeprefix(name)


def called_in_docs() -> list[str]:
    shown = [line for path in pages() for block in fences(path) for line in block.splitlines()]
    said = [
        code
        for path in pages()
        for code in re.findall(r"`(python -m wiki [^`\[]+)`", text(path).replace("\n", " "))
    ]
    return [line for line in shown + said if re.search(r"python -m wiki( --data \S+)? [a-z]", line)]


def test_commands_are_called_somewhere_in_the_docs():
    assert len(called_in_docs()) > 10


@pytest.mark.parametrize("line", called_in_docs())
def test_commands_shown_in_the_docs_are_commands_with_these_options(line):
    command, rest = called(line)
    assert set(MENTIONED.findall(rest)) <= options(command)


def test_operating_gives_every_setting_with_its_default():
    listed = {codes(row[0])[0]: codes(row[1])[0] for row in table("docs/operating.md", "Settings")}
    default = {name: getattr(Config(), name) for name in SETTINGS}
    assert listed == {
        name: str(value).lower() if isinstance(value, bool) else str(value) for name, value in default.items()
    }


def test_operating_explains_every_setting_as_the_code_does():
    listed = {codes(row[0])[0]: row[2] for row in table("docs/operating.md", "Settings")}
    said = re.findall(r"^    (\w+): \w+ = (?:\(\n)?.*?  # (.+)$", text("wiki/config.py"), re.MULTILINE)
    assert listed == {name: words for name, words in said if name in SETTINGS}


def test_operating_lists_the_roles_and_result_formats_there_are():
    rows = {codes(row[0])[0]: row[1] for row in table("docs/operating.md", "Commands")}
    role = next(each for each in COMMANDS["user add"].params if each.name == "role")
    assert set(role.type.choices) <= set(codes(rows["user"]))
    assert set(RESULT_FORMATS) <= set(codes(rows["query"]))


def test_importing_gives_every_format_and_option():
    assert [codes(row[0])[0] for row in table("docs/importing.md", "Formats")] == list(FORMATS)
    listed = {codes(row[0])[0] for row in table("docs/importing.md", "Formats", 2)}
    assert listed == options(COMMANDS["import"])


def test_importing_lists_every_profile_with_what_it_expects():
    rows = table("docs/importing.md", "Collections there are profiles for")
    assert sorted(codes(row[0])[0] for row in rows) == profile_names()
    for row in rows:
        profile = yaml.safe_load(text(f"importers/profiles/{codes(row[0])[0]}.yaml"))
        for kind, count in profile.get("expect", {}).items():
            least, plus, _ = str(count).partition("+")
            assert f"{'at least ' if plus else ''}{least} {kind}s" in row[4]
        if "license" in profile:
            assert row[2].replace(" ", "-") == profile["license"]


@pytest.mark.parametrize(
    ("heading", "kept"),
    [
        ("Keys of a profile", Profile),
        ("Keys of a rule", FileRule),
        ("Keys of a field", FieldRule),
        ("Keys of a page", OwnPage),
    ],
)
def test_importing_explains_every_key_of_profiles(heading, kept):
    listed = [codes(row[0])[0] for row in table("docs/importing.md", heading)]
    known = [each.name for each in fields(kept)]
    assert sorted(listed) == sorted(set(known) - {"name"})  # a profile's name is that of its file


@pytest.mark.parametrize(
    ("heading", "kept"),
    [
        ("Keys of a profile", WikiProfile),
        ("Keys of a rule for kinds", KindRule),
        ("Keys of a rule for lines", LineRule),
    ],
)
def test_importing_a_mediawiki_explains_every_key_of_profiles(heading, kept):
    listed = [codes(row[0])[0] for row in table("docs/importing-mediawiki.md", heading)]
    assert sorted(listed) == sorted({each.name for each in fields(kept)} - {"name"})


@pytest.mark.parametrize(
    ("heading", "kept"),
    [
        ("Keys of a mapping", TableProfile),
        ("Keys of a rule for tables", TableRule),
        ("Keys of a column", ColumnRule),
    ],
)
def test_importing_tables_explains_every_key_of_mappings(heading, kept):
    listed = [codes(row[0])[0] for row in table("docs/importing-tables.md", heading)]
    assert sorted(listed) == sorted({each.name for each in fields(kept)} - {"name", "column"})


def test_the_mapping_shown_for_tables_can_be_read():
    shown = next(block for block in fences("docs/importing-tables.md", "yaml"))
    mapping = read_mapping("gardens", yaml.safe_load(shown))
    assert [rule.match for rule in mapping.tables] == ["gardens*.csv", "partners.xlsx"]
    assert mapping.rule("gardens 2.csv", "").rule("has_gate").variable.name == "Garden has {*}"


@pytest.mark.parametrize(("column", "known"), [(1, BIBTEX), (2, RIS), (3, CSL)])
@pytest.mark.parametrize("heading", ["What the fields become", "What the types become"])
def test_importing_sources_says_what_each_word_of_a_bibliography_becomes(heading, column, known):
    rows = table("docs/importing-sources.md", heading)
    listed = {word: row[0] for row in rows for word in codes(row[column])}
    words = known.fields if "fields" in heading else known.types
    assert listed.keys() == words.keys()
    for word, target in words.items():
        named = target.removeprefix("=") if target.startswith("=") or "types" in heading else ""
        assert named in listed[word]
        assert bool(target) or "left out" in listed[word]


def test_importing_rdf_explains_every_ending_and_every_key_of_profiles():
    listed = {ending for row in table("docs/importing-rdf.md", "Files") for ending in codes(row[0])}
    assert listed == set(FORMS)
    keys = [codes(row[0])[0] for row in table("docs/importing-rdf.md", "Keys of a profile")]
    assert sorted(keys) == sorted({each.name for each in fields(RdfProfile)} - {"name"})


def test_the_profile_shown_for_rdf_can_be_read():
    shown = next(block for block in fences("docs/importing-rdf.md", "yaml"))
    profile = read_rdf_profile("garden", yaml.safe_load(shown))
    assert profile.classes["https://example.org/garden#Gardener"].set == {"tags": "gardener"}
    assert profile.properties["https://example.org/garden#since"].keys == ("started", "founded")


def test_importing_sources_gives_every_class_and_property_of_entities():
    rows = table("docs/importing-sources.md", "Classes")
    assert {each: row[0] for row in rows for each in codes(row[1])} == dict(CLASSES)
    said = {codes(row[0])[0]: row for row in table("docs/importing-sources.md", "Properties")}
    assert said.keys() == PROPERTIES.keys()
    for number, keys in PROPERTIES.items():
        assert said[number][1] == LABELS[number]
        assert said[number][2] == ", ".join(f"{kind}: `{key}`" for kind, key in keys.items())


def test_importing_sources_explains_every_key_of_profiles_for_bibliographies(tmp_path):
    listed = [
        codes(row[0])[0] for row in table("docs/importing-sources.md", "Keys of a profile for bibliographies")
    ]
    assert sorted(listed) == sorted({each.name for each in fields(CitationProfile)} - {"name"})
    shown = tmp_path / "garden.yaml"
    blocks = fences("docs/importing-sources.md", "yaml")
    shown.write_text(next(each for each in blocks if "format: citations" in each), encoding="utf-8")
    profile = load_citation_profile(str(shown))
    assert (profile.fields["theme"], profile.types["map"], profile.leaves_out("Software")) == (
        "keywords",
        "dataset",
        True,
    )


def test_importing_explains_every_key_of_a_companion():
    listed = [codes(row[0])[0] for row in table("docs/importing.md", "Keys of a companion")]
    assert sorted(listed) == sorted(each.name for each in fields(CompanionRule))


def test_importing_sources_explains_every_key_of_profiles_for_entities(tmp_path):
    listed = [codes(row[0])[0] for row in table("docs/importing-sources.md", "A profile for entities")]
    assert sorted(listed) == sorted({each.name for each in fields(EntityProfile)} - {"name"})
    shown = tmp_path / "garden.yaml"
    blocks = fences("docs/importing-sources.md", "yaml")
    shown.write_text(next(each for each in blocks if "format: wikidata" in each), encoding="utf-8")
    profile = load_entity_profile(str(shown))
    assert (profile.kind_of("Q12"), profile.key("P5", "case"), profile.key("P7", "case")) == (
        "case",
        "started",
        "",
    )


def test_the_profile_shown_for_mediawikis_can_be_read():
    shown = next(block for block in fences("docs/importing-mediawiki.md", "yaml"))
    profile = read_wiki_profile("garden", yaml.safe_load(shown))
    assert [rule.kind for rule in profile.kinds] == ["case", "person"]
    assert profile.templates["Garden"].parameters["since"].form == "year"


def test_the_profile_shown_in_importing_can_be_read():
    shown = next(block for block in fences("docs/importing.md", "yaml"))
    profile = read_profile("garden", yaml.safe_load(shown))
    assert [rule.kind for rule in profile.files] == ["", "pattern"]


def test_the_export_shown_in_importing_is_laid_out_so():
    shown = next(block for block in fences("docs/importing.md", "") if block.startswith("my-wiki/"))
    ontology = load_ontology()
    files = [line.strip().split("  ")[0] for line in shown.splitlines() if ".md" in line]
    titles = [title_of_file(each, ontology) for each in files]
    assert titles == [
        "Pattern:Communal validation",
        "Case:Wikipedia",
        "License:GPL-3.0-or-later",
        "Help",
        "Talk:Case:Wikipedia",
    ]


def test_importing_lists_every_ending_of_rdf_exports():
    listed = {each for row in table("docs/importing.md", "Exporting") for each in codes(row[0])}
    assert listed == {*GRAPH_FORMATS, ".nq.gz"}


# Addresses


def rules() -> dict[str, set[str]]:
    app = create_app(small_wiki())
    found: dict[str, set[str]] = {}
    for rule in app.url_map.iter_rules():
        if rule.endpoint != "static":
            found.setdefault(rule.rule, set()).update(rule.methods - {"HEAD", "OPTIONS"})
    return found


def test_addresses_lists_every_address_with_its_methods():
    listed = {codes(row[0])[0]: set(row[1].split(", ")) for row in table("docs/addresses.md", "Addresses")}
    assert listed == rules()


def test_addresses_lists_every_view_of_a_page():
    rows = table("docs/addresses.md", "Views of a page")
    listed = {
        each.removeprefix("action=") for row in rows for each in codes(row[0]) if each.startswith("action=")
    }
    assert listed == set(SHOWN) - {""}


def test_querying_lists_every_format_under_a_name_and_media_type_that_work():
    rows = table("docs/querying.md", "Formats")
    start = next(number for number, row in enumerate(rows) if row[0].startswith("CONSTRUCT"))
    for listed, known in ((rows[:start], RESULTS), (rows[start:], GRAPHS)):
        found = [{by_name(said, known).format.name for said in codes(row[1] + row[2])} for row in listed]
        assert found == [{each.name} for each in known]


def test_linked_data_names_every_ending():
    row = next(row for row in table("docs/linked-data.md", "Linked data") if ".ttl" in row[0])
    assert {each.rpartition(".")[2] for each in codes(row[0])} == {each.ending for each in GRAPHS}


def test_searching_names_the_caps_of_queries():
    said = prose("docs/searching.md", "When a query cannot be read")
    numbers = list(dict.fromkeys(int(each.replace(",", "")) for each in re.findall(r"\b\d[\d,]*\b", said)))
    assert numbers == [MAX_LENGTH, MAX_TERMS, MAX_WILDCARDS, MAX_DEPTH, WORDS_LIKE]


def test_the_graphs_errors_have_the_status_their_doc_gives():
    rows = {codes(row[0])[0]: row[1] for row in table("docs/graph.md", "Errors")}
    given = {error.__name__: str(status) for error, (status, _) in STATUS.items() if error.__name__ in rows}
    assert len(given) == len(rows)
    assert {name: said.split(",")[0] for name, said in rows.items()} == given


def test_querying_explains_every_status_a_query_can_get():
    listed = {int(row[0]) for row in table("docs/querying.md", "What is refused")}
    kinds = [each for each in STATUS if issubclass(each, QueryError) or each.__module__ == refusals.__name__]
    assert {STATUS[each][0] for each in kinds} - {410} <= listed


# Kinds


def test_fields_has_every_kind_in_order():
    headings = re.findall(r"^## (.+)$", text("docs/fields.md"), re.MULTILINE)
    named = [kind.label for kind in load_ontology().kinds]
    assert [each for each in headings if each in named] == named


def test_the_glossary_names_every_kind():
    row = next(row for row in table("docs/glossary.md", "Glossary") if row[0] == "kind")
    named = row[1].split(":")[1].split(";")[0]
    known = {kind.name for kind in load_ontology().kinds} - {"page", "talk"}
    assert {each.strip() for each in named.split(",")} == known
