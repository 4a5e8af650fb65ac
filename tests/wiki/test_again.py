"""What an import kept of its source is converted again by what there is now: as a re-import, without the source."""

from __future__ import annotations

from pathlib import Path

import pytest

from importers.formats import read
from importers.source import Source
from patterns.frontmatter import mapping, parse
from tests.fixtures.mediawiki import SPACES, dump
from wiki.again import can_convert_again, choose, kept_sources
from wiki.editing import Edit, Rename, Saved, rename, save
from wiki.errors import BadInputError, NotFoundError
from wiki.importing import Wish, run_import
from wiki.undoing import undo

GARDEN = dump(
    ("Commons", "Old ''words''.\n\nSecond.\n\nThird. [[Kategorie:Bios]]\n\n{{Odd|x}}"),
    ("Ana Vera", "Of [[commons]].\n\n{{Odd|y}}\n[[Kategorie:People]]"),
    ("Vera", "#WEITER [[Ana Vera]]"),
    spaces={**SPACES, 14: "Kategorie"},
).replace("<id>3</id><revision>", '<id>3</id><redirect title="Ana Vera" /><revision>', 1)
PLAIN = "format: mediawiki\nlicense: CC-BY-SA-4.0\n"
BETTER = PLAIN + "templates: {Odd: 'odd {1}'}\n"


@pytest.fixture
def garden(wiki, tmp_path):
    """A wiki with an import, and what converts its originals again with a profile of these words."""
    (tmp_path / "garden.xml").write_text(GARDEN, encoding="utf-8")

    def run(profile=PLAIN, again=None, dry_run=False):
        (tmp_path / "garden.yaml").write_text(profile)
        name, kept = str(tmp_path / "garden.yaml"), choose(wiki, again).kept if again is not None else None
        source = Source(tmp_path / "garden.xml" if kept is None else Path(), wiki.ontology, name, kept=kept)
        wish = Wish("mediawiki", "x", "importer", name, dry_run=dry_run, again=kept is not None)
        return run_import(wiki, wish, read("mediawiki", source))

    return run


def text(wiki, title):
    return wiki.pages.get(title).text


def edit(wiki, title, old, new):
    page = wiki.pages.get(title)
    assert old in page.text
    assert isinstance(save(wiki, Edit(title, page.text.replace(old, new), "ana", base=page.position)), Saved)


def test_the_same_converter_changes_nothing(wiki, garden):
    garden()
    head = wiki.pages.head()
    tally = garden(again="garden")
    assert (tally.counts["unchanged"], tally.counts["problems"], tally.batch) == (3, 1, None)
    assert wiki.pages.head() == head
    assert mapping(parse(text(wiki, "Vera"))) == {"redirect": "Ana Vera"}


def test_a_better_profile_changes_what_it_reads_otherwise_in_a_batch_of_its_own(wiki, garden):
    first = garden().batch
    assert "`{{Odd|x}}`" in text(wiki, "Commons")
    tally = garden(BETTER, again="garden")
    assert (tally.counts["updated"], tally.counts["unchanged"]) == (2, 1)
    assert "odd x" in text(wiki, "Commons")
    assert "[[Commons|commons]]" in text(wiki, "Ana Vera")
    assert mapping(parse(text(wiki, "Ana Vera")))["tags"] == ["People"]
    assert wiki.pages.get("Commons").summary == "Converted again from garden:Commons"
    assert tally.batch == first + 1
    undo(wiki, tally.batch, "ana")
    assert "`{{Odd|x}}`" in text(wiki, "Commons")


def test_local_edits_are_merged(wiki, garden):
    garden()
    edit(wiki, "Commons", "Second.", "Second, edited here.")
    garden(BETTER, again="garden")
    assert "Second, edited here." in text(wiki, "Commons")
    assert "odd x" in text(wiki, "Commons")


def test_a_dry_run_writes_nothing(wiki, garden):
    garden()
    head = wiki.pages.head()
    tally = garden(BETTER, again="garden", dry_run=True)
    assert ("updated", "Commons") in tally.changes
    assert wiki.pages.head() == head


def test_a_page_moved_here_is_converted_where_it_is_now_and_links_lead_there(wiki, garden):
    garden()
    rename(wiki, Rename("Commons", "Concept:The commons", "ana", "a better place"))
    tally = garden(BETTER, again="garden")
    assert "odd x" in text(wiki, "Concept:The commons")
    assert mapping(parse(text(wiki, "Concept:The commons")))["kind"] == "concept"
    assert "[[Concept:The commons|commons]]" in text(wiki, "Ana Vera")
    assert any("'Concept:The commons' stays what it is" in each.message for each in tally.issues)


def test_of_an_import_only_its_pages_are_converted_but_links_to_others_go_on_leading_there(
    wiki, garden, tmp_path
):
    first = garden().batch
    more = dump(("Ben", "With [[vera]] in the [[Commons]]. {{Odd|z}}"), spaces={**SPACES, 14: "Kategorie"})
    (tmp_path / "garden.xml").write_text(more, encoding="utf-8")
    second = garden().batch
    tally = garden(BETTER, again=str(second))
    assert tally.counts["updated"] == 1
    assert "[[Vera|vera]]" in text(wiki, "Ben")
    assert "`{{Odd|x}}`" in text(wiki, "Commons")
    assert garden(BETTER, again=str(first)).counts["updated"] == 2


def test_a_wiki_that_kept_nothing_of_its_namespaces_says_so(wiki, garden):
    garden()
    wiki.originals.describe("garden", "")
    tally = garden(again="garden")
    assert any("was not kept when it was imported" in each.message for each in tally.issues)


def test_pages_of_files_keep_their_path_and_title(wiki, tmp_path):
    (tmp_path / "book").mkdir()
    (tmp_path / "book" / "heart_beat.mediawiki").write_text("It beats. {{Odd|x}}")
    profile = tmp_path / "book.yaml"
    words = "address: 'https://code.example/{path}'\ntitles: {heart_beat: Heartbeat}\n"
    for odd, again in (("", False), ("templates: {Odd: 'odd {1}'}\n", True)):
        profile.write_text(f"format: mediawiki\n{words}{odd}")
        kept = choose(wiki, "book").kept if again else None
        source = Source(tmp_path / "book", wiki.ontology, str(profile), kept=kept)
        run_import(
            wiki, Wish("mediawiki", "x", "importer", str(profile), again=again), read("mediawiki", source)
        )
    assert mapping(parse(text(wiki, "Heartbeat")))["origin"] == "https://code.example/heart_beat.mediawiki"
    assert "odd x" in text(wiki, "Heartbeat")


def test_what_can_be_named(wiki, garden):
    with pytest.raises(BadInputError, match="keeps no originals"):
        choose(wiki, "")
    batch = garden().batch
    assert kept_sources(wiki) == ["garden"]
    assert choose(wiki, "").kept == choose(wiki, "garden").kept
    assert choose(wiki, str(batch)).words == f"the originals of batch {batch}"
    assert can_convert_again(wiki, wiki.batches.batch(batch))
    with pytest.raises(NotFoundError, match="no batch 99"):
        choose(wiki, "99")
    with pytest.raises(BadInputError, match=r"no originals of 'nothing'\. Name one of garden"):
        choose(wiki, "nothing")


def test_an_import_of_a_format_that_keeps_no_originals_is_refused(wiki):
    batch = wiki.batches.open_batch("markdown", "", "x", "", "ana")
    assert not can_convert_again(wiki, wiki.batches.batch(batch))
    with pytest.raises(BadInputError, match=f"Batch {batch} has no originals"):
        choose(wiki, str(batch))


def test_pages_deleted_here_stay_deleted(wiki, garden):
    first = garden().batch
    undo(wiki, first, "ana")
    with pytest.raises(BadInputError, match="has no originals"):
        choose(wiki, str(first))


def test_a_newer_text_is_kept_although_the_history_was_left_out(wiki, tmp_path):
    for text_, time in (("one", "2020"), ("two", "2021")):
        path = tmp_path / "x.xml"
        path.write_text(dump(("Commons", [(f"{time}-01-01T00:00:00Z", "Ana", "", text_)])), encoding="utf-8")
        source = Source(path, wiki.ontology, current=True)
        run_import(wiki, Wish("mediawiki", "x", "importer"), read("mediawiki", source))
    ((_, _, newest),) = wiki.originals.newest("Garden wiki:")
    assert newest.time == "2021-01-01T00:00:00Z"
