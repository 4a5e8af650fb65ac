"""MediaWiki's export format, 0.10 and 0.11, read as a stream: one page at a time, whatever the size of the file.

The format is described at https://www.mediawiki.org/xml/export-0.11.xsd. What is not XML in real dumps – control
characters, bytes of other encodings, an end that is missing – is mended or ends the reading with what was read so far.
"""

from __future__ import annotations

import bz2
import codecs
import gzip
import lzma
import re
import sys
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BufferedReader, RawIOBase
from pathlib import Path
from typing import IO, cast
from xml.parsers import expat

from importers.draft import Original
from importers.mediawiki.site import STANDARD, Site

CHUNK = 1 << 18
HISTORY = 64 << 20
"""Bytes of earlier revisions, compressed, kept of one page; what is older is left out and said."""

_OPENERS: dict[bytes, Callable[..., object]] = {
    b"BZh": bz2.open,
    b"\x1f\x8b": gzip.open,
    b"\xfd7zXZ": lzma.open,
}
_CONTROLS = bytes(each for each in range(32) if each not in {9, 10, 13})
_FORBIDDEN = re.compile(r"&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|x0*(?:[0-8bcefBCEF]|1[0-9a-fA-F]));")
_SURROGATES = re.compile("[\udc80-\udcff]")


class DumpError(Exception):
    """The file ends or breaks off where it may not; the sentence says where."""


@dataclass(frozen=True, slots=True)
class SourcePage:
    """One page with its revisions, oldest first."""

    title: str
    namespace: int
    number: str  # its number there, or the path of its file
    redirect: str  # title it leads to, "" = none said
    revisions: tuple[Original, ...]
    forgotten: int = 0  # revisions left out because the page has too many
    here: str = ""  # full title of the page here that is to be converted again, "" = not known yet
    wanted: bool = True  # it is to be converted; else it only says what it is called

    @property
    def text(self) -> str:
        """Return the text of the newest revision."""
        kept = self.revisions[-1].kept if self.revisions else b""
        return zlib.decompress(kept).decode("utf-8", "surrogatepass") if kept else ""


def read_dump(path: Path) -> Iterator[Site | SourcePage]:
    """Yield what the dump says of the wiki, then its pages in their order.

    Raises DumpError when the file is no dump or breaks off; the pages before that place have been yielded by then.
    """
    reader = _Reader()
    with _opened(path) as file:
        decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
        try:
            while chunk := file.read(CHUNK):
                reader.feed(decoder.decode(chunk.translate(None, _CONTROLS)))
                yield from reader.taken()
            reader.finish()
        except (EOFError, OSError, lzma.LZMAError, zlib.error) as error:
            yield from reader.taken()
            raise DumpError(
                f"the compressed file breaks off after the page {reader.last!r} ({error})"
            ) from error
        except expat.ExpatError as error:
            yield from reader.taken()
            where = (
                f"line {error.lineno}, after the page {reader.last!r}"
                if reader.last
                else f"line {error.lineno}"
            )
            raise DumpError(
                f"the file is no well-formed XML from {where} on ({expat.ErrorString(error.code)})"
            ) from error
    yield from reader.taken()
    if not reader.found:
        raise DumpError("the file is no MediaWiki export: it has no element <mediawiki>")


def _opened(path: Path) -> IO[bytes]:
    """Open a file, "-" being standard input, and unpack it if it is packed."""
    file = sys.stdin.buffer if str(path) == "-" else path.open("rb")
    buffered = file if hasattr(file, "peek") else BufferedReader(cast("RawIOBase", file))
    head = cast("BufferedReader", buffered).peek(6)[:6]
    opener = next((each for magic, each in _OPENERS.items() if head.startswith(magic)), None)
    return cast("IO[bytes]", opener(buffered, "rb") if opener else buffered)


class _Reader:
    """Turns the events of the XML parser into pages."""

    def __init__(self) -> None:
        self.found = False
        self.last = ""
        self._ready: list[Site | SourcePage] = []
        self._path: list[str] = []
        self._text: list[str] = []
        self._values: dict[str, str] = {}
        self._page: dict[str, str] = {}
        self._revisions: list[Original] = []
        self._kept, self._forgotten = 0, 0
        self._site: dict[str, str] = {}
        self._namespaces: dict[int, str] = {}
        self._key = 0
        self._tail = ""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text.append
        parser.StartDoctypeDeclHandler = _refuse
        self._parser = parser

    def feed(self, text: str) -> None:
        """Read on."""
        text = self._tail + text
        cut = text.rfind("&", max(0, len(text) - 12))
        self._tail = text[cut:] if cut >= 0 and ";" not in text[cut:] else ""
        text = text[: len(text) - len(self._tail)]
        if _SURROGATES.search(text):
            text = _SURROGATES.sub(
                lambda byte: bytes([ord(byte[0]) - 0xDC00]).decode("cp1252", "replace"), text
            )
        self._parser.Parse(_FORBIDDEN.sub("\ufffd", text), False)  # noqa: FBT003 - expat's own parameter

    def finish(self) -> None:
        """Say that nothing follows."""
        self._parser.Parse(self._tail, True)  # noqa: FBT003 - expat's own parameter

    def taken(self) -> Iterator[Site | SourcePage]:
        """Yield what is complete."""
        ready, self._ready = self._ready, []
        yield from ready

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        self._path.append(name)
        self._text.clear()
        if name == "mediawiki":
            self.found = True
        elif name == "page":
            self._page, self._revisions, self._kept, self._forgotten = {}, [], 0, 0
        elif name == "revision":
            self._values = {}
        elif name == "redirect":
            self._page["redirect"] = attributes.get("title", "")
        elif name == "namespace":
            self._key = _number(attributes.get("key", ""))
        elif name == "text" and "deleted" in attributes:
            self._values["deleted"] = "yes"

    def _end(self, name: str) -> None:
        name = name.rpartition(":")[2]
        text = "".join(self._text)
        self._text.clear()
        self._path.pop()
        parent = self._path[-1] if self._path else ""
        if name == "page":
            self._complete()
        elif name == "revision":
            self._keep()
        elif parent == "page":
            self._page.setdefault(name, text)
        elif parent in {"revision", "contributor"}:
            key = name if parent == "revision" else {"username": "author", "ip": "author"}.get(name, "")
            self._values.setdefault(key, text)
        elif name == "namespace":
            self._namespaces[self._key] = text
        elif parent == "siteinfo":
            self._site[name] = text
        elif name == "siteinfo":
            first = self._site.get("case", "first-letter") == "first-letter"
            base = self._site.get("base", "")
            self._ready.append(
                Site(self._site.get("sitename", ""), base, self._namespaces or STANDARD, first)
            )

    def _keep(self) -> None:
        values = self._values
        if "deleted" in values:
            return
        kept = zlib.compress(values.get("text", "").encode("utf-8", "surrogatepass"), 1)
        self._kept += len(kept)
        said = (values.get(key, "").strip() for key in ("id", "timestamp", "author", "comment", "model"))
        number, time, author, summary, model = said
        self._revisions.append(Original(number, time, author, summary, model or "wikitext", kept))
        while self._kept > HISTORY and len(self._revisions) > 1:
            self._kept -= len(self._revisions.pop(0).kept)
            self._forgotten += 1

    def _complete(self) -> None:
        said, self.last = self._page, self._page.get("title", "").strip()
        ordered = sorted(self._revisions, key=lambda each: (each.time, _number(each.number)))
        self._ready.append(
            SourcePage(
                self.last,
                _number(said.get("ns", "0")),
                said.get("id", "").strip(),
                said.get("redirect", ""),
                tuple(ordered),
                self._forgotten,
            )
        )
        self._revisions = []


def _refuse(*_: object) -> None:
    raise DumpError("the file declares a DOCTYPE, which no MediaWiki export has; it was not read")


def _number(text: str) -> int:
    try:
        return int(text.strip())
    except ValueError:
        return 0
