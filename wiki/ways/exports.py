"""Results as files of other programs: tab-separated text, workbooks, and the layout of R's package QCA."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

from patterns.comparison.features.context import Context
from patterns.comparison.qca.exports import RESERVED
from patterns.tabletext import line
from wiki.ways.way import Cell, File, Result

_BARRED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML 1.0 cannot hold (section 2.2)."""

LONGEST_CELL = 32_767
"""Characters that a cell of a workbook holds."""

EPOCH = (1980, 1, 1, 0, 0, 0)
"""Time of the parts of a workbook, so that the same table is the same file."""


def tsv(result: Result) -> File:
    """Write the table with tabs between the cells; a cell with a tab or a line end is in quotation marks."""
    text = "".join(line(_plain(row), "\t") for row in (result.columns, *result.rows))
    return File("tsv", "text/tab-separated-values; charset=utf-8", text.encode(errors="replace"))


def _plain(row: Iterable[Cell]) -> list[str]:
    return ["" if cell is None else str(cell) for cell in row]


def xlsx(result: Result) -> File:
    """Write the table as a workbook of one sheet (ECMA-376), numbers as numbers and everything else as text."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (*_PARTS.items(), ("xl/worksheets/sheet1.xml", "".join(_sheet(result)))):
            archive.writestr(zipfile.ZipInfo(name, EPOCH), content, zipfile.ZIP_DEFLATED)
    media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return File("xlsx", media_type, packed.getvalue())


_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PARTS = {
    "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPES}.worksheet+xml"/></Types>',
    "_rels/.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}">'
    '<sheets><sheet name="Comparison" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}


def _sheet(result: Result) -> Iterator[str]:
    yield f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>'
    for row in (result.columns, *result.rows):
        yield "<row>"
        yield from map(_cell, row)
        yield "</row>"
    yield "</sheetData></worksheet>"


def _cell(cell: Cell) -> str:
    if cell is None or cell == "":
        return "<c/>"
    if isinstance(cell, str):
        text = escape(_BARRED.sub("\ufffd", cell[:LONGEST_CELL]))
        return f'<c t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
    return f"<c><v>{cell}</v></c>"


def qca_layout(context: Context) -> File:
    """Write cases × features as R's package QCA reads them: `read.csv(FILE, row.names = 1)`.

    1 = known to have the feature, 0 = known to lack it, empty (NA in R) = not known. The columns' names are in capitals,
    without signs that R would take for operators (A. Dușa, QCA with R, 2019, section 2.2), each once.
    """
    lines = [line(["", *r_names(each.key for each in context.features)])]
    for number, case in enumerate(context.cases):
        bit = 1 << number
        cells = (
            "1" if has & bit else "0" if lacks & bit else ""
            for has, lacks in zip(context.has, context.lacks, strict=True)
        )
        lines.append(line([case, *cells]))
    return File("csv", "text/csv; charset=utf-8", "".join(lines).encode(errors="replace"))


def r_names(keys: Iterable[str]) -> list[str]:
    """Return names that R reads as such, in capitals, each once.

    >>> r_names(["size ≥ 3", "size > 3", "2nd", "inf"])
    ['SIZE_3', 'SIZE_3_2', 'X2ND', 'XINF']
    """
    names: list[str] = []
    for key in keys:
        plain = re.sub(r"[^A-Z0-9]+", "_", key.upper()).strip("_") or "X"
        plain = plain if plain[0].isalpha() and plain not in RESERVED else f"X{plain}"
        name, number = plain, 1
        while name in names:
            number += 1
            name = f"{plain}_{number}"
        names.append(name)
    return names
