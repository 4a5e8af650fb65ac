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
LONGEST = 16 << 20
"""Characters of one text that are read; what is so long is left out as too long for a page."""

_OPENERS: dict[bytes, Callable[..., object]] = {
    b"BZh": bz2.open,
    b"\x1f\x8b": gzip.open,
    b"\xfd7zXZ": lzma.open,
}
_BETWEEN = b" \t\r\n" + codecs.BOM_UTF8
_CONTROLS = bytes(each for each in range(32) if each not in {9, 10, 13})
_FORBIDDEN = re.compile(r"&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|x0*(?:[0-8bcefBCEF]|1[0-9a-fA-F]));")
_FORBIDDEN_SIGNS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NO_MORE = expat.errors.codes[expat.errors.XML_ERROR_NO_ELEMENTS]
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
    hidden: int = 0  # revisions whose text the source does not show
    parts: tuple[str, ...] = ()  # roles of what the page has beside its text, which is left out
    uploads: int = 0  # files of the page in the dump, which are left out
    here: str = ""  # full title of the page here that is to be converted again, "" = not known yet
    wanted: bool = True  # it is to be converted; else it only says what it is called

    @property
    def text(self) -> str:
        """Return the text of the newest revision."""
        kept = self.revisions[-1].kept if self.revisions else b""
        return zlib.decompress(kept).decode("utf-8", "surrogatepass") if kept else ""


def read_dump(path: Path) -> Iterator[Site | SourcePage]:
    """Yield what the dump says of the wiki, then its pages in their order.

    Of several exports of one wiki, one behind the other in the file, all are read; one of another wiki ends the reading.
    Raises DumpError when the file is no dump or breaks off; the pages before that place have been yielded by then.
    """
    reader = _Reader()
    with _opened(path) as file:
        try:
            decode = _decoder(file)
            while chunk := _some(file):
                reader.feed(decode(chunk))
                yield from reader.taken()
            reader.finish()
        except (EOFError, OSError, lzma.LZMAError, zlib.error, expat.ExpatError) as error:
            yield from reader.taken()
            raise DumpError(_sentence(reader, error)) from error
        except DumpError:
            yield from reader.taken()
            raise
    yield from reader.taken()
    if not reader.found:
        raise DumpError("the file is no MediaWiki export: it has no element <mediawiki>")


def _sentence(reader: _Reader, error: Exception) -> str:
    """Say where reading ended and why."""
    after = f" after the page {reader.last!r}" if reader.last else " before the first page"
    if reader.over:
        where = f", from line {reader.line(error)} on," if isinstance(error, expat.ExpatError) else ""
        return _behind(where)
    if not isinstance(error, expat.ExpatError):
        return f"the compressed file breaks off{after} ({error})"
    if error.code == _NO_MORE:
        return f"the file breaks off{after}" if reader.found else "the file is empty; it holds no export"
    where = f"line {reader.line(error)},{after}" if reader.last else f"line {reader.line(error)}"
    return f"the file is no well-formed XML from {where} on ({expat.ErrorString(error.code)})"


def _behind(where: str) -> str:
    return f"behind the end of the export the file goes on with something else{where} which was not read"


def _some(file: IO[bytes]) -> bytes:
    """Return what can be read at once, so that what stands before a break is read."""
    read1 = getattr(file, "read1", None)
    return cast("bytes", read1(CHUNK) if read1 else file.read(CHUNK))


def _decoder(file: IO[bytes]) -> Callable[[bytes], str]:
    """Return what makes text of bytes: of UTF-8 whatever it holds, of UTF-16 where the file begins with its mark."""
    head = cast("BufferedReader", file).peek(2)[:2] if hasattr(file, "peek") else b""
    if head in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}:
        wide = codecs.getincrementaldecoder("utf-16")("replace")
        return lambda chunk: _FORBIDDEN_SIGNS.sub("", wide.decode(chunk))
    narrow = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    return lambda chunk: narrow.decode(chunk.translate(None, _CONTROLS))


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
        self.over = False
        self.last = ""
        self._ready: list[Site | SourcePage] = []
        self._path: list[str] = []
        self._text: list[str] = []
        self._length = 0  # characters in it
        self._values: dict[str, str] = {}
        self._page: dict[str, str] = {}
        self._revisions: list[Original] = []
        self._kept, self._forgotten, self._hidden, self._uploads = 0, 0, 0, 0
        self._parts: dict[str, None] = {}
        self._site: dict[str, str] = {}
        self._namespaces: dict[int, str] = {}
        self._key = 0
        self._tail = ""
        self._first: Site | None = None
        self._fed, self._lines = 0, 0  # bytes and line ends given to the parser
        self._ended, self._end_tag = (
            False,
            0,
        )  # whether its export is over, and at which byte the last tag begins
        self._above = 0  # lines of the file before what the parser has been given
        self._parser = self._another()

    def _another(self) -> expat.XMLParserType:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._say
        parser.StartDoctypeDeclHandler = _refuse
        return parser

    def line(self, error: expat.ExpatError) -> int:
        """Return the line of the file in which the parser found something wrong."""
        return self._above + error.lineno

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
        self._parse(_FORBIDDEN.sub("\ufffd", text).encode("utf-8", "replace"))

    def _parse(self, data: bytes) -> None:
        """Give bytes to the parser; behind the end of an export to a new one, as another export may follow."""
        while data := self._between_left_out(data):
            try:
                self._parser.Parse(data, False)  # noqa: FBT003 - expat's own parameter
            except expat.ExpatError:
                if not self._ended:
                    raise
            if not self._ended:
                self._fed += len(data)
                self._lines += data.count(b"\n")
                return
            end = data.index(b">", self._end_tag - self._fed) + 1
            self._above += self._lines + data.count(b"\n", 0, end)
            self._parser, data = self._another(), data[end:]
            self._fed, self._lines, self._ended = 0, 0, False

    def _between_left_out(self, data: bytes) -> bytes:
        """Leave out blanks and the mark of an encoding before a further export."""
        if not self.over or self._fed:
            return data
        left = data.lstrip(_BETWEEN)
        self._above += data.count(b"\n", 0, len(data) - len(left))
        return left

    def finish(self) -> None:
        """Say that nothing follows."""
        self._parse(self._tail.encode())
        try:
            self._parser.Parse(b"", True)  # noqa: FBT003 - expat's own parameter
        except expat.ExpatError as error:
            if not (self.over and error.code == _NO_MORE):
                raise

    def taken(self) -> Iterator[Site | SourcePage]:
        """Yield what is complete."""
        ready, self._ready = self._ready, []
        yield from ready

    def _say(self, text: str) -> None:
        """Take up characters, of endless ones only the first: no page may be so long."""
        if self._length < LONGEST:
            self._text.append(text)
            self._length += len(text)

    def _forget(self) -> None:
        self._text.clear()
        self._length = 0

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        self._path.append(name)
        self._forget()
        if self.over and name != "mediawiki":
            raise DumpError(_behind(f", from line {self._above + self._parser.CurrentLineNumber} on,"))
        if name == "mediawiki":
            self.found, self.over = True, False
            self._site["language"] = next(
                (said for key, said in attributes.items() if key.endswith(":lang")), ""
            )
        elif name == "page":
            self._page, self._revisions, self._parts = {}, [], {}
            self._kept, self._forgotten, self._hidden, self._uploads = 0, 0, 0, 0
        elif name == "revision":
            self._values = {}
        elif name == "redirect":
            self._page["redirect"] = attributes.get("title", "")
        elif name == "namespace":
            self._key = _number(attributes.get("key", ""))
        elif name == "text" and "deleted" in attributes and self._path[-2:-1] == ["revision"]:
            self._values["deleted"] = "yes"
        elif name == "upload":
            self._uploads += 1

    def _end(self, name: str) -> None:
        name = name.rpartition(":")[2]
        text = "".join(self._text)
        self._forget()
        self._path.pop()
        parent = self._path[-1] if self._path else ""
        if name == "mediawiki" and not self._path:
            self.over = self._ended = True
            self._end_tag = self._parser.CurrentByteIndex
        elif name == "page":
            self._complete()
        elif name == "revision":
            self._keep()
        elif parent == "page":
            self._page.setdefault(name, text)
        elif parent == "revision" or self._path[-2:] == ["revision", "contributor"]:
            key = name if parent == "revision" else {"username": "author", "ip": "author"}.get(name, "")
            self._values.setdefault(key, text)
        elif name == "role" and parent == "content":
            self._parts[text.strip()] = None
        elif name == "namespace":
            self._namespaces[self._key] = text
        elif parent == "siteinfo":
            self._site[name] = text
        elif name == "siteinfo":
            self._about()

    def _about(self) -> None:
        """Take what an export says of its wiki; refuse a further one of another wiki."""
        said, self._site = self._site, {}
        first = said.get("case", "first-letter") == "first-letter"
        site = Site(
            said.get("sitename", ""),
            said.get("base", ""),
            self._namespaces or STANDARD,
            first,
            language=said.get("language", "").casefold(),
        )
        self._namespaces = {}
        if self._first is None:
            self._first = site
            self._ready.append(site)
        elif (site.base or site.name) != (self._first.base or self._first.name):
            other = ", ".join(filter(None, (site.name, site.base))) or "without a name"
            raise DumpError(
                f"behind the page {self.last!r} the export of another wiki begins ({other}), which was not read: "
                "import it from a file of its own"
            )

    def _keep(self) -> None:
        values = self._values
        if "deleted" in values:
            self._hidden += 1
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
                self._hidden,
                tuple(self._parts),
                self._uploads,
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
