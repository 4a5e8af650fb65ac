"""Workbooks made to hold an import: each is small, and would take hours or all memory if read without limits."""

import zipfile

import pytest

from importers.draft import Issue
from importers.formats import read
from importers.source import Source, UnusableSourceError
from importers.table import packed, sheet, xlsx
from importers.table.files import open_tables
from importers.table.sheet import Row, UnreadableError
from importers.table.textfile import Dialect
from ontology.shapes import load_ontology

pytestmark = pytest.mark.usefixtures("an_end")

ONTOLOGY = load_ontology()
BOOK = '<workbook xmlns:r="r"><sheets><sheet name="S" sheetId="1" r:id="a"/></sheets></workbook>'
RELATIONS = (
    '<Relationships><Relationship Id="a" Type="x/worksheet" Target="worksheets/s.xml"/>'
    '<Relationship Id="b" Type="x/sharedStrings" Target="/xl/sharedStrings.xml"/>'
    '<Relationship Id="c" Type="x/styles" Target="styles.xml"/></Relationships>'
)
ODS = (
    '<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet>'
    "{}</office:spreadsheet></office:body></office:document-content>"
)
TABLE = '<table:table table:name="{}">{}</table:table>'
MANY = 100_000


def a_book(path, rows, strings="", styles="", book=BOOK, pack=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path / "a.xlsx", "w", pack) as archive:
        archive.writestr("xl/workbook.xml", book)
        archive.writestr("xl/_rels/workbook.xml.rels", RELATIONS)
        archive.writestr("xl/worksheets/s.xml", f"<worksheet><sheetData>{rows}</worksheet>")
        archive.writestr("xl/sharedStrings.xml", strings or "<sst/>")
        archive.writestr("xl/styles.xml", styles or "<styleSheet/>")
    return path / "a.xlsx"


def an_ods(path, *tables):
    with zipfile.ZipFile(path / "a.ods", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("content.xml", ODS.format("".join(tables)))
    return path / "a.ods"


def refused(path, why):
    """Hold a workbook to being refused for this reason when all its sheets are read."""
    with pytest.raises(UnreadableError, match=why):
        sum(1 for each in open_tables(path, path.name, Dialect()) for _ in each.rows())


def cells(path):
    return [each.cells for each in open_tables(path, path.name, Dialect())[0].rows() if isinstance(each, Row)]


def test_entities_that_multiply_in_shared_strings_are_refused(tmp_path):
    laughs = "".join(f'<!ENTITY l{n} "&l{n - 1};&l{n - 1};">' for n in range(1, 40))
    strings = f'<!DOCTYPE sst [<!ENTITY l0 "ha">{laughs}]><sst><si><t>&l39;</t></si></sst>'
    refused(a_book(tmp_path, "</sheetData>", strings), "DOCTYPE")


def test_elements_200_000_deep_are_refused(tmp_path):
    refused(a_book(tmp_path, "<a>" * 2 * MANY), "inside each other")
    refused(an_ods(tmp_path, "<table:table>" * 2 * MANY), "inside each other")


def test_one_long_shared_text_in_a_million_cells_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(sheet, "MOST_TEXT", 10_000_000)
    strings = f"<sst><si><t>{'x' * MANY}</t></si></sst>"
    row = '<row><c t="s"><v>0</v></c></row>'
    refused(a_book(tmp_path, row * 1000 + "</sheetData>", strings), "characters")


def test_shared_texts_beyond_the_memory_they_may_take_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(xlsx, "MOST_SHARED", 1 << 20)
    strings = f"<sst>{'<si><t>ab</t></si>' * MANY}</sst>"
    refused(a_book(tmp_path, "</sheetData>", strings), "too long")


def test_a_cell_longer_than_any_text_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(sheet, "LONGEST_CELL", MANY)
    inline = f'<row><c t="inlineStr"><is><t>{"x" * (MANY + 1)}</t></is></c></row></sheetData>'
    refused(a_book(tmp_path, inline), "a cell has more")
    refused(
        a_book(tmp_path, "</sheetData>", f"<sst><si><t>{'x' * (MANY + 1)}</t></si></sst>"), "a cell has more"
    )
    blanks = '<text:s text:c="1000"/>' * 200
    row = f"<table:table-row><table:table-cell><text:p>{blanks}</text:p></table:table-cell></table:table-row>"
    refused(an_ods(tmp_path, TABLE.format("S", row)), "a cell has more")


def test_merged_areas_that_lie_over_each_other_are_refused(tmp_path):
    areas = "".join(f'<mergeCell ref="A1:XFD{n}"/>' for n in range(100_000, 102_000))
    row = '<row><c t="inlineStr"><is><t>x</t></is></c></row>'
    rows = f"{row * 3000}</sheetData><mergeCells>{areas}</mergeCells>"
    refused(a_book(tmp_path, rows), "only repeat others")


def test_spans_that_lie_over_each_other_are_refused(tmp_path):
    span = '<table:table-cell table:number-rows-spanned="1000000" table:number-columns-spanned="9999"><text:p>x</text:p></table:table-cell>'
    row = f"<table:table-row>{span}</table:table-row>"
    refused(an_ods(tmp_path, TABLE.format("S", row * 3000)), "only repeat others")


def test_a_row_said_a_million_times_by_a_few_bytes_is_refused(tmp_path):
    row = (
        '<table:table-row table:number-rows-repeated="1048576"><table:table-cell '
        'table:number-columns-repeated="20"><text:p>x</text:p></table:table-cell></table:table-row>'
    )
    refused(an_ods(tmp_path, TABLE.format("S", row)), "only repeat others")


def test_more_sheets_than_can_be_read_in_their_size_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(packed, "MOST_READ", 10_000_000)
    tables = [TABLE.format(n, "<table:table-row/>" * 100) for n in range(300)]
    refused(an_ods(tmp_path, *tables), "too many")
    book = BOOK.replace("</sheets>", '<sheet name="U" sheetId="3" r:id="a"/>' * 500 + "</sheets>")
    refused(a_book(tmp_path, "<row/>" * 5000 + "</sheetData>", book=book), "too many")


def test_marks_of_merged_areas_that_never_end_hold_nothing(tmp_path):
    path = a_book(tmp_path, f"<row/></sheetData><mergeCells a='{'mergeCell ' * MANY}'/>")
    assert cells(path) == [()]


def test_a_number_format_of_nothing_but_brackets_holds_nothing(tmp_path):
    styles = (
        f'<styleSheet><numFmts><numFmt numFmtId="200" formatCode="{"[" * 1_000_000}"/></numFmts></styleSheet>'
    )
    row = "<row><c><v>1</v></c></row></sheetData>"
    assert cells(a_book(tmp_path, row, styles=styles)) == [("1",)]


@pytest.mark.parametrize("pack", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_packings_that_may_ask_for_any_memory_are_refused(tmp_path, pack):
    refused(a_book(tmp_path, "</sheetData>", pack=pack), "packed in a way")


def test_a_hostile_workbook_of_a_folder_is_named_and_the_others_are_read(tmp_path):
    a_book(tmp_path, "<a>" * 2 * MANY)
    (tmp_path / "b.csv").write_text("name\nOne\n")
    mapping = tmp_path / "m.yaml"
    mapping.write_text("format: table\nlabel: L\ntables: [{match: '*', kind: concept, key: name}]\n")
    found = list(read("table", Source(tmp_path, ONTOLOGY, str(mapping))))
    assert any(isinstance(each, Issue) and each.place.startswith("a.xlsx") for each in found)
    assert "Concept:One" in {getattr(each, "title", "") for each in found}


def test_a_hostile_workbook_alone_is_no_source(tmp_path):
    with pytest.raises(UnusableSourceError):
        list(read("table", Source(an_ods(tmp_path, "<table:table>" * 2 * MANY), ONTOLOGY)))
