"""Workbooks: XLSX as openpyxl and others write it, ODS as OpenDocument has it, and hostile ones."""

import datetime as dt
import zipfile

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from importers.draft import Draft, Issue
from importers.formats import read
from importers.source import Source, UnusableSourceError
from importers.table.files import open_tables
from importers.table.packed import CHUNK, LONGEST_MARK, SMALL
from importers.table.sheet import Row, UnreadableError
from importers.table.textfile import Dialect
from importers.table.xlsx import is_date_format, plain_number, serial_date
from ontology.shapes import load_ontology

ONTOLOGY = load_ontology()

BOOK = '<workbook xmlns:r="r"><sheets><sheet name="S" sheetId="1" r:id="a"/></sheets></workbook>'
RELATIONS = (
    '<Relationships><Relationship Id="a" Type="x/worksheet" Target="worksheets/s.xml"/>'
    '<Relationship Id="b" Type="x/sharedStrings" Target="/xl/sharedStrings.xml"/>'
    '<Relationship Id="c" Type="x/styles" Target="styles.xml"/></Relationships>'
)
ODS = """<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet>
<table:table table:name="First"><table:table-row>{}</table:table-row></table:table>
<table:table table:name="Second">{}</table:table></office:spreadsheet></office:body></office:document-content>"""


def rows(path):
    sheets = open_tables(path, path.name, Dialect())
    return {
        sheet.name: [(each.number, *each.cells) for each in sheet.rows() if isinstance(each, Row)]
        for sheet in sheets
    }


def xlsx(path, sheet, strings="", styles="", book=BOOK):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", book)
        archive.writestr("xl/_rels/workbook.xml.rels", RELATIONS)
        archive.writestr("xl/worksheets/s.xml", sheet)
        if strings:
            archive.writestr("xl/sharedStrings.xml", strings)
        if styles:
            archive.writestr("xl/styles.xml", styles)
    return path


def ods(path, first, second=""):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", ODS.format(first, second))
    return path


def cell(text, **attributes):
    said = "".join(
        f' {key.replace("__", ":").replace("_", "-")}="{value}"' for key, value in attributes.items()
    )
    return f"<table:table-cell{said}><text:p>{text}</text:p></table:table-cell>"


@pytest.fixture
def book(tmp_path):
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = "Cases"
    sheet.append(["Name", "When", "Count", "Free"])
    sheet.append(["Linux", dt.date(1991, 8, 25), 0.1 + 0.2, True])
    sheet.append(["Wikipedia", dt.datetime(2001, 1, 15, 12, 30), "007", "=1+1"])  # noqa: DTZ001 - workbooks have no zones
    sheet["C5"] = 12.0
    sheet.merge_cells("A3:A5")
    other = made.create_sheet("Other")
    other["B2"] = "x"
    made.save(tmp_path / "book.xlsx")
    return tmp_path / "book.xlsx"


def test_openpyxl_s_workbook_is_read_sheet_by_sheet(book):
    assert rows(book) == {
        "Cases": [
            (1, "Name", "When", "Count", "Free"),
            (2, "Linux", "1991-08-25", "0.3", "true"),
            (3, "Wikipedia", "2001-01-15T12:30:00", "007"),  # a formula without a kept value says nothing
            (4, "Wikipedia"),
            (5, "Wikipedia", "", "12"),
        ],
        "Other": [(2, "", "x")],
    }


def test_kept_values_errors_inline_texts_and_the_calendar_of_1904(tmp_path):
    sheet = (
        '<worksheet><sheetData><row r="3"><c r="A3" t="str"><f>A1&amp;A2</f><v>kept</v></c><c r="B3" t="e"><v>#N/A</v></c>'
        '<c t="inlineStr"><is><r><t>in</t></r><rPh><t>no</t></rPh><r><t>line</t></r></is></c><c s="1"><v>1</v></c>'
        '<c t="s"><v>0</v></c><c t="s"><v>99</v></c></row></sheetData></worksheet>'
    )
    strings = "<sst><si><t>shared_x000A_text</t></si></sst>"
    styles = '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>'
    book = BOOK.replace("<sheets>", '<workbookPr date1904="1"/><sheets>')
    path = xlsx(tmp_path / "a.xlsx", sheet, strings, styles, book)
    found = list(open_tables(path, "a.xlsx", Dialect())[0].rows())
    assert [each for each in found if isinstance(each, Row)] == [
        Row(3, ("kept", "", "inline", "1904-01-02", "shared\ntext"))
    ]
    assert [each.place for each in found if isinstance(each, Issue)] == ["a.xlsx [S]:3"]


def test_lengths_of_time_formulas_without_values_and_addresses_behind_words(tmp_path):
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.append([dt.timedelta(hours=30), "=1+1", "site"])
    sheet["C1"].hyperlink = "https://a.example/"
    made.save(tmp_path / "a.xlsx")
    found = list(open_tables(tmp_path / "a.xlsx", "a.xlsx", Dialect())[0].rows())
    assert found[0] == Row(1, ("30:00:00", "", "site"))
    assert [each.message.partition(":")[0] for each in found[1:]] == [
        "formulas without a kept value, taken as empty since nothing is computed here",
        "cells with an address behind their words, of which only the words were taken",
    ]


@pytest.mark.parametrize(
    ("number", "date"),
    [
        (1, "1900-01-01"),
        (59, "1900-02-28"),
        (61, "1900-03-01"),
        (39569, "2008-05-01"),
        (39569.5, "2008-05-01T12:00:00"),
        (0.25, "06:00:00"),
        (-1, ""),
        (1e12, ""),
    ],
)
def test_serial_numbers_are_dates_as_excel_counts_them(number, date):
    assert serial_date(number) == date


@pytest.mark.parametrize(
    ("code", "is_date"),
    [
        ("m/d/yy", True),
        ("[$-409]d\\-mmm\\-yy;@", True),
        ("[h]:mm", True),
        ("General", False),
        ('0 "days"', False),
        ("[Red]0.00", False),
        ("#,##0_);[Red](#,##0)", False),
    ],
)
def test_a_format_with_the_letters_of_a_date_is_one(code, is_date):
    assert is_date_format(code) is is_date


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1E-7", "0.0000001"),
        ("12345678901234567890", "12345678901234567890"),
        ("1e400", "1e400"),
        ("-3.50", "-3.5"),
        ("", ""),
    ],
)
def test_numbers_lose_the_noise_of_binary_fractions(text, number):
    assert plain_number(text) in {number, ""}


def test_an_ods_has_kept_values_repeats_notes_and_merged_cells(tmp_path):
    first = (
        cell("1.5.08", office__value_type="date", office__date_value="2008-05-01T00:00:00")
        + cell("1,5", office__value_type="float", office__value="1.50")
        + cell(
            "WAHR",
            office__value_type="boolean",
            office__boolean_value="true",
            table__number_columns_repeated="2",
        )
        + "<table:table-cell><office:annotation><text:p>a note</text:p></office:annotation>"
        '<text:p>two<text:s text:c="2"/>words</text:p><text:p>line</text:p></table:table-cell>'
    )
    second = (
        f"<table:table-row>{cell('A', table__number_rows_spanned='2', table__number_columns_spanned='2')}"
        "<table:covered-table-cell/></table:table-row>"
        f'<table:table-row table:number-rows-repeated="2"><table:covered-table-cell table:number-columns-repeated="2"/>{cell("x")}</table:table-row>'
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
        f"<table:table-row>{cell('last')}</table:table-row>"
    )
    found = rows(ods(tmp_path / "a.ods", first, second))
    assert found["First"] == [(1, "2008-05-01", "1.5", "true", "true", "two  words\nline")]
    assert [row for row in found["Second"] if len(row) > 1] == [
        (1, "A", "A"),
        (2, "A", "A", "x"),
        (3, "", "", "x"),
        (1048004, "last"),
    ]


def test_a_doctype_is_refused(tmp_path):
    bomb = '<!DOCTYPE a [<!ENTITY b "c">]>' + ODS.format(cell("&b;"), "")
    with zipfile.ZipFile(tmp_path / "a.ods", "w") as archive:
        archive.writestr("content.xml", bomb)
    with pytest.raises(UnreadableError, match="DOCTYPE"):
        rows(tmp_path / "a.ods")


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path):
    with (
        zipfile.ZipFile(tmp_path / "a.xlsx", "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/x.xml", "w") as part,
    ):
        for _ in range(SMALL // (1 << 20) + 1):
            part.write(bytes(1 << 20))
    with pytest.raises(UnreadableError, match="unpacks"):
        rows(tmp_path / "a.xlsx")


def test_a_mark_that_never_ends_is_refused(tmp_path):
    sheet = f'<worksheet><sheetData><row><c t="{"x" * (LONGEST_MARK + CHUNK + 1)}"/></row></sheetData></worksheet>'
    with pytest.raises(UnreadableError, match="mark of more than"):
        rows(xlsx(tmp_path / "a.xlsx", sheet))


def test_texts_as_long_as_a_cell_may_be_are_read(tmp_path):
    sheet = f'<worksheet><sheetData><row><c t="inlineStr"><is><t>{"x" * LONGEST_MARK * 2}</t></is></c></row></sheetData></worksheet>'
    assert rows(xlsx(tmp_path / "a.xlsx", sheet))["S"] == [(1, "x" * LONGEST_MARK * 2)]


def test_a_row_repeated_beyond_measure_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("importers.table.sheet.MOST_CELLS", 1_000_000)
    wide = '<table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell></table:table-row>'
    with pytest.raises(UnreadableError, match="cells"):
        rows(ods(tmp_path / "a.ods", "", wide))


def test_old_workbooks_are_named(tmp_path):
    (tmp_path / "a.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100))
    with pytest.raises(UnreadableError, match="old form"):
        rows(tmp_path / "a.xls")


def test_what_a_file_is_counts_more_than_its_ending(book):
    renamed = book.rename(book.with_suffix(".csv"))
    assert list(rows(renamed)) == ["Cases", "Other"]


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_damaged_workbooks_say_so(book, ending, data):
    made = book if ending == "xlsx" else ods(book.with_name("a.ods"), cell("name"), "<table:table-row/>")
    content = bytearray(made.read_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    damaged = book.with_name(f"damaged.{ending}")
    damaged.write_bytes(content[: data.draw(st.integers(len(content) // 2, len(content)))])
    profile = book.with_name("mine.yaml")
    profile.unlink(missing_ok=True)
    with pytest.raises(UnusableSourceError):
        list(read("table", Source(damaged, ONTOLOGY, str(profile))))
    if profile.exists():  # it could be read far enough for a proposal
        assert all(
            isinstance(each, Draft | Issue) for each in read("table", Source(damaged, ONTOLOGY, str(profile)))
        )
