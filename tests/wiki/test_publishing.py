"""Everything can be taken out again, and brought in again, byte for byte."""

import gzip

import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from importers.formats import read
from importers.source import Source
from patterns.comparison.kept import Kept, page_text
from patterns.comparison.rows import write_rows
from wiki.editing import Edit, Rename, Saved, rename, save
from wiki.errors import BadInputError
from wiki.importing import Wish, run_import
from wiki.publishing import write_markdown, write_rdf
from wiki.revisions import Action, Write
from wiki.storage import open_storage

ROWS = write_rows(("case", "stage"), [("Case:Linux", 'parity | "large", [contested]'), ("Case:linux", "")])
TEXTS = {
    "Comparison:Stages": page_text(
        Kept(
            "",
            "Why?",
            "matrix",
            ("Case:Linux", "Case:linux"),
            as_of="2026-03-01T12:00:00Z",
            kept_by="ana",
            rows=ROWS,
        )
    ),
    "Case:Linux": "---\nkind: case\ntitle: Linux\nsteward: Linux Foundation\n---\nText.\n",
    "Case:linux": "Differs in case only.",
    "Pattern:What/if?": "---\r\nkind: pattern\r\n---\r\n## Problem\r\n\r\nCRLF\r\n",
    "Help": "",
    "Talk:Case:Linux": "Why?\n",
    "Person:Ångström": "---\nbroken: [\n---\nStill a page.\n",
}


def quiet(_done):
    pass


def fill(wiki, texts):
    for title, text in texts.items():
        wiki.pages.commit([Write(Action.SAVE, title, text, wiki.project(title, text), "ana")])


def files(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


@pytest.fixture
def other(wiki, tmp_path):
    from dataclasses import replace

    storage = open_storage(tmp_path / "other.sqlite3", create=True)
    yield replace(wiki, pages=storage.pages, accounts=storage.accounts, batches=storage.batches)
    storage.close()


def bring(wiki, folder):
    return run_import(
        wiki, Wish("markdown", "export", "ana"), read("markdown", Source(folder, wiki.ontology))
    )


def test_export_import_export_gives_the_same_bytes(wiki, other, tmp_path):
    fill(wiki, TEXTS)
    rename(wiki, Rename("Case:Linux", "Case:GNU", "ana"))
    count = write_markdown(wiki, tmp_path / "one", quiet)
    assert count == len(TEXTS) + 1
    tally = bring(other, tmp_path / "one")
    assert (tally.counts["created"], tally.issues) == (count, [])
    write_markdown(other, tmp_path / "two", quiet)
    assert files(tmp_path / "one") == files(tmp_path / "two")


def test_facts_are_exported_alike_after_the_round_trip(wiki, other, tmp_path):
    fill(wiki, TEXTS)
    write_markdown(wiki, tmp_path / "one", quiet)
    bring(other, tmp_path / "one")
    for ending in (".nq", ".nq.gz", ".trig", ".ttl", ".jsonld"):
        for name, each in (("a", wiki), ("b", other)):
            write_rdf(each, tmp_path / f"{name}{ending}", quiet)
        assert (tmp_path / f"a{ending}").read_bytes() == (tmp_path / f"b{ending}").read_bytes()


@pytest.mark.parametrize("ending", [".nq", ".trig", ".ttl", ".jsonld"])
def test_rdflib_reads_what_is_exported(wiki, tmp_path, ending):
    fill(wiki, TEXTS)
    write_rdf(wiki, tmp_path / f"facts{ending}", quiet)
    graph = rdflib.Dataset(default_union=True)
    graph.parse(tmp_path / f"facts{ending}")
    titles = {str(each) for each in graph.objects(None, rdflib.DCTERMS.title)}
    assert {"Linux", "linux", "What/if?", "Ångström"} <= titles


def test_the_packed_export_is_the_plain_one(wiki, tmp_path):
    fill(wiki, TEXTS)
    write_rdf(wiki, tmp_path / "a.nq", quiet)
    write_rdf(wiki, tmp_path / "a.nq.gz", quiet)
    assert gzip.decompress((tmp_path / "a.nq.gz").read_bytes()) == (tmp_path / "a.nq").read_bytes()


def test_an_earlier_export_is_replaced_whole(wiki, tmp_path):
    fill(wiki, TEXTS)
    write_markdown(wiki, tmp_path / "one", quiet)
    rename(wiki, Rename("Help", "Guide", "ana", redirect=False))
    write_markdown(wiki, tmp_path / "one", quiet)
    assert "pages/Help.md" not in files(tmp_path / "one")
    assert "pages/Guide.md" in files(tmp_path / "one")


def test_somebody_elses_folder_is_left_alone(wiki, tmp_path):
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "chapter.md").write_text("mine")
    with pytest.raises(BadInputError, match="left alone"):
        write_markdown(wiki, tmp_path / "thesis", quiet)
    assert files(tmp_path / "thesis") == {"chapter.md": b"mine"}


def test_a_failure_leaves_the_earlier_export(wiki, tmp_path):
    fill(wiki, TEXTS)
    write_markdown(wiki, tmp_path / "one", quiet)
    before = files(tmp_path / "one")

    def interrupted(done):
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_markdown(wiki, tmp_path / "one", interrupted)
    assert files(tmp_path / "one") == before
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_an_unknown_ending_names_the_known_ones(wiki, tmp_path):
    with pytest.raises(BadInputError, match=r"\.nq\.gz"):
        write_rdf(wiki, tmp_path / "facts.docx", quiet)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=80), st.integers(0, 10**6))
def test_any_text_survives(wiki, tmp_path, text, number):
    title = f"Case:Number {number}"
    current = wiki.pages.get(title)
    saved = save(wiki, Edit(title, text, "ana", base=current.position if current else None))
    if isinstance(saved, Saved):
        write_markdown(wiki, tmp_path / "any", quiet)
        assert (tmp_path / "any" / "cases" / f"Number {number}.md").read_bytes() == text.encode()
