"""The text of a PDF page by page, as bytes in, bytes out: so that it can run where it can be stopped."""

from __future__ import annotations

import codecs
import importlib
import io
import json
from typing import Any

import pypdf
from pypdf.errors import PyPdfError

WORK = "pdf"
"""Name this work is registered under."""

MOST_PAGES = 2000

_ENCODINGS = "utf_16 utf_16_be utf_16_le latin_1 cp1252 mac_roman gbk gb18030 gb2312 big5 euc_jp shift_jis cp932 euc_kr cp949"

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


def pdf_bytes(payload: bytes) -> bytes:
    """Return as JSON what a PDF says of itself and the text of each page, or why it cannot be read."""
    try:
        read = _read(payload)
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        RecursionError,
        OSError,
    ) as error:
        read = {"problem": f"it is no PDF that can be read ({type(error).__name__})"}
    return json.dumps(read).encode()


def _read(payload: bytes) -> dict[str, Any]:
    reader = pypdf.PdfReader(io.BytesIO(payload))
    if reader.is_encrypted and not reader.decrypt(""):
        return {"problem": "it is protected by a password"}
    said: dict[str, Any] = dict(reader.metadata or {})
    told = {
        key: str(said[name]) for key, name in (("title", "/Title"), ("author", "/Author")) if said.get(name)
    }
    date = str(said.get("/CreationDate") or "")
    pages = [page.extract_text() for page, _ in zip(reader.pages, range(MOST_PAGES), strict=False)]
    return {**told, "date": date.removeprefix("D:")[:8], "pages": pages, "count": len(reader.pages)}
