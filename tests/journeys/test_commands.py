"""The command line, as people and scripts use it: exit status, sentences, JSON."""

import json
import shutil

import pytest

from importers.formats import read
from importers.source import Source
from tests.journeys.servers import command
from wiki.assembly import open_wiki
from wiki.importing import Wish, run_import
from wiki.undoing import SEED

CASE = "---\nkind: case\ntitle: Linux\ncountry: Finland\n---\nText with [[Case:Nowhere]].\n"


@pytest.fixture(scope="module")
def imported(without_pages, tmp_path_factory):
    """A folder with the data of a wiki of one page, and what was imported."""
    folder = tmp_path_factory.mktemp("imported")
    (folder / "in" / "cases").mkdir(parents=True)
    (folder / "in" / "cases" / "Linux.md").write_text(CASE)
    shutil.copytree(without_pages, folder / "data")
    done = command(folder / "data", "import", "markdown", str(folder / "in"), "--profile", "commonloom")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def filled(imported, tmp_path):
    """A wiki of one page."""
    shutil.copytree(imported / "in", tmp_path / "in")
    return shutil.copytree(imported / "data", tmp_path / "data")


def test_init_twice_is_refused_and_changes_nothing(empty_data):
    done = command(empty_data, "init")
    assert done.returncode == 1
    assert "holds a wiki already" in done.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("query", "-"),
        ("check",),
        ("batches",),
        ("export", "rdf", "x.nq"),
        ("user", "add", "ana"),
        ("serve", "--port", "0"),
    ],
)
def test_without_a_wiki_every_command_says_how_to_make_one(tmp_path, words):
    done = command(tmp_path / "none", *words, input="ASK {}")
    assert done.returncode == 1
    assert done.stderr.startswith("Failed: ")
    assert "init" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "words", [("nonsense",), ("import",), ("rebuild", "everything"), ("serve", "--port", "many")]
)
def test_wrong_usage_is_status_2(empty_data, words):
    done = command(empty_data, *words)
    assert done.returncode == 2
    assert "Usage" in done.stderr


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("import", "docx", "."), "Formats are: markdown, "),
        (("import", "markdown", "missing"), "nothing at"),
        (("import", "markdown", ".", "--profile", "nonsense"), "Profiles are"),
        (("undo", "7"), "no batch 7"),
        (("user", "token", "nobody"), "no account 'nobody'"),
        (("export", "rdf", "facts.docx"), ".nq.gz"),
        (("restore", "LICENSE"), "holds a wiki already"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(empty_data, words, sentence):
    done = command(empty_data, *words)
    assert done.returncode == 1
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


def test_import_reports_and_repeats_without_change(filled, tmp_path):
    done = command(filled, "import", "markdown", str(tmp_path / "in"), "--profile", "commonloom", "--json")
    report = json.loads(done.stdout)
    assert (report["created"], report["unchanged"], report["batch"]) == (0, 1, None)
    (batch,) = json.loads(command(filled, "batches", "--json").stdout)
    assert (batch["number"], batch["counts"]) == (1, {"created": 1})


def test_a_dry_run_lists_what_would_happen(empty_data, tmp_path):
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "Linux.md").write_text(CASE)
    done = command(empty_data, "import", "markdown", str(tmp_path), "--profile", "commonloom", "--dry-run")
    assert "would be created: Case:Linux" in done.stdout
    assert "nothing written" in done.stdout
    assert json.loads(command(empty_data, "batches", "--json").stdout) == []


@pytest.mark.parametrize(
    ("form", "expected"),
    [("csv", "country\r\nFinland\r\n"), ("tsv", '?country\n"Finland"\n')],
)
def test_a_query_without_a_server(filled, form, expected):
    query = "SELECT ?country { ?case <https://w3id.org/commonloom/ns#country> ?country }"
    done = command(filled, "query", "-", "--format", form, input=query)
    assert done.returncode == 0, done.stderr
    assert done.stdout.replace("\r\n", "\n") == expected.replace("\r\n", "\n")
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("query", "form", "said"),
    [
        ("CONSTRUCT WHERE { ?s ?p ?o }", "json", '[{"@id"'),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "xml", "<rdf:RDF"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "csv", "cannot be answered as csv. Ask for json, xml, turtle"),
        ("ASK {}", "turtle", "cannot be answered as turtle. Ask for json, xml, csv, tsv."),
    ],
)
def test_a_format_is_given_or_refused_never_another_instead(filled, query, form, said):
    done = command(filled, "query", "-", "--format", form, input=query)
    assert said in done.stdout + done.stderr
    assert done.returncode == int("cannot" in said)


def test_a_query_for_an_earlier_day(filled):
    done = command(
        filled,
        "query",
        "-",
        "--asof",
        "2001-01-01",
        input="ASK { ?page <http://xmlns.com/foaf/0.1/primaryTopic> ?o }",
    )
    assert json.loads(done.stdout)["boolean"] is False


@pytest.mark.parametrize(
    ("words", "sentence"), [((), "line 1"), (("--asof", "yesterday"), "asof='yesterday' is not a date")]
)
def test_a_wrong_query_names_the_place(filled, words, sentence):
    done = command(filled, "query", "-", *words, input="SELECT * { ?s ?p ")
    assert done.returncode == 1
    assert sentence in done.stderr


def test_check_backup_restore(filled, tmp_path):
    assert command(filled, "backup", str(tmp_path / "copy")).returncode == 0
    other = tmp_path / "other"
    assert command(other, "restore", str(tmp_path / "copy")).returncode == 0
    done = command(other, "check", "--json")
    assert json.loads(done.stdout) == {"revisions": 1, "pages": 1, "problems": []}
    assert command(other, "backup", str(tmp_path / "copy")).returncode == 1


def test_check_finds_a_flipped_bit_and_rebuild_mends_projections(filled):
    import sqlite3

    file = sqlite3.connect(filled / "commonloom.sqlite3")
    file.execute("UPDATE links SET target = 'Case:Elsewhere' WHERE target = 'Case:Nowhere'")
    file.commit()
    done = command(filled, "check")
    assert done.returncode == 1
    assert "rebuild links" in done.stdout
    assert command(filled, "rebuild", "links").returncode == 0
    assert command(filled, "check").returncode == 0
    (name,) = file.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'revisions' LIMIT 1"
    ).fetchone()
    for (trigger,) in file.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'revisions'"
    ).fetchall():
        file.execute(f"DROP TRIGGER {trigger}")
    file.execute("UPDATE revisions SET sha256 = replace(sha256, substr(sha256, 1, 1), 'x')")
    file.commit()
    file.close()
    assert name
    done = command(filled, "check")
    assert done.returncode == 1
    assert "backup" in done.stdout


def test_a_restored_wiki_keeps_its_base(tmp_path):
    assert command(tmp_path / "one", "init", "--empty", "--base", "https://wiki.example.org").returncode == 0
    assert command(tmp_path / "one", "backup", str(tmp_path / "copy")).returncode == 0
    assert command(tmp_path / "two", "restore", str(tmp_path / "copy")).returncode == 0
    assert 'base = "https://wiki.example.org"' in (tmp_path / "two" / "commonloom.toml").read_text()


def test_profiles_are_listed(empty_data):
    done = command(empty_data, "import", "markdown", ".", "--profile", "list")
    assert done.returncode == 0
    assert "innersource" in done.stdout


def test_accounts_from_the_command_line(empty_data):
    made = json.loads(command(empty_data, "user", "add", "ana", "--role", "administrator", "--json").stdout)
    assert len(made["password"]) >= 12
    assert command(empty_data, "user", "add", "Ana").returncode == 1
    assert len(command(empty_data, "user", "token", "ana").stdout.strip()) >= 32


def test_a_taken_port_is_said(site, empty_data):
    port = site.address.rpartition(":")[2]
    done = command(empty_data, "serve", "--port", port)
    assert done.returncode == 1
    assert "--port" in done.stderr


def test_what_a_wiki_began_with_goes_only_after_a_yes(tmp_path, monkeypatch):
    data = tmp_path / "data"
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.md").write_text("---\nkind: case\ntitle: A\n---\nText.\n")
    command(data, "init", "--empty")
    wiki = open_wiki(data)
    drafts = read("markdown", Source(tmp_path / "in", wiki.ontology))
    run_import(wiki, Wish("markdown", SEED, "Commonloom"), drafts)
    done = command(data, "undo", "1")
    assert done.returncode == 1
    assert (
        "is what this wiki began with: 1 pages (1 × case). Nothing was taken back. Say --yes" in done.stderr
    )
    assert "1 deleted" in command(data, "undo", "1", "--yes").stdout
