"""The text of a PDF page by page, as bytes in, bytes out: so that it can run where it can be stopped."""

from __future__ import annotations

import codecs
import importlib
import io
import json
import time
from typing import Any

import pypdf
from pypdf.errors import DependencyError, PyPdfError

from importers.documents.columns import in_reading_order
from importers.documents.texletters import with_letters

WORK = "pdf"
"""Name this work is registered under."""

MOST_PAGES = 2000

_ENCODINGS = (
    "utf_16 utf_16_be utf_16_le latin_1 cp1252 mac_roman gbk gb18030 gb2312 big5 euc_jp shift_jis cp932 euc_kr cp949 "
    "charmap ascii utf_8 utf_32 cp1250 cp1251 iso8859_15 koi8_r unicode_escape"
)

# The library and Python load parts of themselves late, where no file can be opened.
for _part in (
    "filters",
    "generic",
    "_text_extraction",
    "_codecs",
    "_cmap",
    "_page",
    "_encryption",
    "xmp",
):
    importlib.import_module(f"pypdf.{_part}")
for _name in _ENCODINGS.split():
    codecs.lookup(_name)


ENCRYPTED = (
    "it is encrypted in a way that is not read here (AES): open it, save or print it to a PDF without protection, "
    "and send that"
)

SPARSE = 600
"""Characters of a page below which nobody would set it in columns."""

SPAN = 3.0
"""Seconds of processor time after which the pages read so far are given back, so that long documents are no long work."""


def pdf_bytes(payload: bytes) -> bytes:
    """Return as JSON what a PDF says of itself and the text of its pages, or why it cannot be read.

    Before the document stands a line with the number of pages that have been read already; fewer pages than there are
    come back when they take long.
    """
    before, _, document = payload.partition(b"\n")
    try:
        read = _read(document, int(before))
    except DependencyError:
        read = {"problem": ENCRYPTED}
    except (
        PyPdfError,
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
        RecursionError,
        OSError,
    ) as error:
        read = {"problem": f"it is no PDF that can be read ({type(error).__name__})"}
    return json.dumps(read).encode()


def _text(page: pypdf.PageObject) -> str:
    """Return the text of a page in the order in which it is read."""
    plain = with_letters(page.extract_text())
    if len(plain) < SPARSE:
        return plain
    try:
        return in_reading_order(plain, with_letters(page.extract_text(extraction_mode="layout")))
    except (PyPdfError, ValueError, LookupError, TypeError, AttributeError, ZeroDivisionError):
        return plain  # where words stand cannot be told; what they say can


def _has_pictures(page: pypdf.PageObject) -> bool:
    """Say whether a page draws pictures, as a scanned one does."""
    resources: Any = page.get("/Resources")
    drawn: Any = resources.get_object().get("/XObject") if resources else None
    return bool(drawn) and any(
        each.get_object().get("/Subtype") == "/Image" for each in drawn.get_object().values()
    )


def _read(document: bytes, before: int) -> dict[str, Any]:
    reader = pypdf.PdfReader(io.BytesIO(document))
    if reader.is_encrypted and not reader.decrypt(""):
        return {"problem": "it is protected by a password: save it without one, and send it again"}
    said: dict[str, Any] = dict(reader.metadata or {})
    told = {
        key: str(said[name]) for key, name in (("title", "/Title"), ("author", "/Author")) if said.get(name)
    }
    date = str(said.get("/CreationDate") or "")
    pages, pictures, until = list[str](), 0, time.process_time() + SPAN
    for number in range(before, min(len(reader.pages), MOST_PAGES)):
        pages.append(_text(reader.pages[number]))
        pictures += not pages[-1].strip() and _has_pictures(reader.pages[number])
        if time.process_time() > until:
            break
    language = str(reader.root_object.get("/Lang") or "")
    told |= {"date": date.removeprefix("D:")[:8], "language": language}
    return {**told, "pages": pages, "pictures": pictures, "count": len(reader.pages)}
