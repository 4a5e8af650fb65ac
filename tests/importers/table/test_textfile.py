"""Text files as strangers write them."""

import csv
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from importers.draft import Issue
from importers.table.sheet import Row, UnreadableError
from importers.table.textfile import MOST_LINES, Dialect, read_text


def read(tmp_path, content, dialect=None):
    path = tmp_path / "table.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    found = list(read_text(path, "table.csv", dialect or Dialect()).rows())
    return [(each.number, *each.cells) for each in found if isinstance(each, Row)], [
        each for each in found if isinstance(each, Issue)
    ]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_the_one_that_makes_rows_of_one_width(tmp_path, separator):
    text = "\n".join(separator.join(row) for row in (["a", "b, c; d"], ["1", "2,5"], ["3", "x"])) + "\n"
    quoted = text.replace("b, c; d", '"b, c; d"').replace("2,5", '"2,5"')
    assert read(tmp_path, quoted) == ([(1, "a", "b, c; d"), (2, "1", "2,5"), (3, "3", "x")], [])


def test_a_first_line_that_says_the_separator_is_no_row(tmp_path):
    assert read(tmp_path, "sep=;\na,b;c\n") == ([(2, "a,b", "c")], [])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_is_read_by_its_mark(tmp_path, encoding):
    assert read(tmp_path, "name,lugar\nCafé,東京\n".encode(encoding)) == (
        [(1, "name", "lugar"), (2, "Café", "東京")],
        [],
    )


def test_utf_16_without_a_mark_is_recognized_and_said(tmp_path):
    rows, issues = read(tmp_path, "name,place\nCafé,Tokyo\n".encode("utf-16-le"))
    assert rows == [(1, "name", "place"), (2, "Café", "Tokyo")]
    assert "UTF-16" in issues[0].message


def test_single_bytes_are_windows_1252_and_said_with_their_line(tmp_path):
    rows, issues = read(tmp_path, b"a,b\nCaf\xe9,\x93x\x94\n")
    assert rows[1] == (2, "Café", "“x”")
    assert issues[0].place == "table.csv:2"


def test_an_encoding_may_be_said(tmp_path):
    assert read(tmp_path, "a,ж\n".encode("koi8-r"), Dialect("koi8-r"))[0] == [(1, "a", "ж")]


@pytest.mark.parametrize("wrong", ["no-such", "rot13", "base64"])
def test_an_encoding_that_is_none_is_refused(tmp_path, wrong):
    with pytest.raises(UnreadableError, match="encoding"):
        read(tmp_path, "a,b\n", Dialect(wrong))


def test_a_cell_may_go_on_over_lines_and_rows_keep_their_line(tmp_path):
    assert read(tmp_path, 'a,b\r\n1,"x\r\ny"\r\n2,z\r\n')[0] == [
        (1, "a", "b"),
        (2, "1", "x\r\ny"),
        (4, "2", "z"),
    ]


def test_a_mark_that_is_never_closed_costs_one_line(tmp_path):
    rows, issues = read(tmp_path, 'a,b\n1,"open\n2,x\n3,y\n')
    assert rows == [(1, "a", "b"), (2, "1", '"open'), (3, "2", "x"), (4, "3", "y")]
    assert [(each.place, "never closed" in each.message) for each in issues] == [("table.csv:2", True)]


def test_a_cell_over_too_many_lines_costs_one_line(tmp_path):
    rows, issues = read(tmp_path, 'a,b\n1,"open\n' + "2,x\n" * (MOST_LINES + 5))
    assert len(rows) == MOST_LINES + 7
    assert issues[0].place == "table.csv:2"


def test_an_inch_is_no_quotation_mark(tmp_path):
    assert read(tmp_path, 'a,b\n5" disk,x\n') == ([(1, "a", "b"), (2, '5" disk', "x")], [])


def test_a_line_of_87140_characters_is_read(tmp_path):
    long = "x" * 87_138
    assert read(tmp_path, f"{long},1\n")[0] == [(1, long, "1")]


def test_bytes_that_are_no_text_are_refused(tmp_path):
    with pytest.raises(UnreadableError, match="NUL"):
        read(tmp_path, bytes(range(256)) * 4)


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_make_it_crash(tmp_path, content):
    try:
        rows, _ = read(tmp_path, content)
    except UnreadableError:
        return  # said in a sentence
    assert all(
        character < "\ud800" or character > "\udfff" for row in rows for cell in row[1:] for character in cell
    )


cells = st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), max_size=8)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.tuples(cells, cells, cells.filter(str.strip)), min_size=1, max_size=6))
def test_what_python_writes_is_read_back(tmp_path, table):
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows(table)
    rows, issues = read(tmp_path, out.getvalue(), Dialect("utf-8", ","))
    assert [row[1:] for row in rows] == table
    assert not issues
