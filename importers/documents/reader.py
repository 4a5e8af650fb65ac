"""Documents to pages of sources: the whole text, each paragraph a quotation with an anchor of its own."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from importers.citations.identifiers import read_year
from importers.citations.names import person
from importers.documents.document import Document, paragraphs_of_page, read_text, without_running_heads
from importers.documents.html import read_html
from importers.documents.pdf import MOST_PAGES, WORK, pdf_bytes
from importers.draft import Draft, Issue
from importers.files import files_below
from importers.given import bytes_of, place_of, text_of
from importers.languages import language_tags
from importers.naming import is_cut, page_name
from importers.prose import prose
from importers.source import Source, StoppedError, UnusableSourceError
from ontology.licensing.naming import named
from patterns import frontmatter
from patterns.links import full_title

ENDINGS = frozenset({".txt", ".text", ".html", ".htm", ".xhtml", ".pdf"})
SHORT = 500
"""Characters of a page below which what it shows in frames is likely what matters."""
LARGEST = 64 * 1024 * 1024
"""Bytes of a document."""

_NAMELESS = frozenset(
    {"untitled", "anonymous", "unknown", "unspecified", "(anonymous)", "(unspecified)", "no title"}
)
"""What programs write where nobody has said a title or an author."""

_PROGRAM = re.compile(r"^Microsoft (?:Word|PowerPoint|Excel) - ", re.IGNORECASE)
_ENDING = re.compile(r"\.(?:docx?|odt|rtf|pptx?|xlsx?|tex|dvi|pdf|indd|qxd)$", re.IGNORECASE)

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w-]{1,40})", re.IGNORECASE)
_HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL
)


def read_documents(source: Source) -> Iterator[Draft | Issue]:
    """Read plain text, HTML and PDF, one file or a folder of them.

    Raises UnusableSourceError when there is no document.
    """
    if source.profile:
        raise UnusableSourceError("The format documents has no profiles. Leave --profile out.")
    files, left_out = files_below(source.path, ENDINGS)
    yield from left_out
    yield from _Documents(source, files).drafts()


@dataclass
class _Documents:
    source: Source
    files: list[Path]

    def drafts(self) -> Iterator[Draft | Issue]:
        titles: set[str] = set()
        for path in self.files:
            place = place_of(path, self.source.path)
            read = self._read(path, place)
            if isinstance(read, Issue):
                yield read
                continue
            yield from (Issue(place, each) for each in read.notes)
            if not any(read.pages):
                yield Issue(place, f"{_why_empty(read)}; it was left out")
                continue
            name = page_name(read.title) or page_name(path.stem)
            names = (
                name,
                page_name(name, f" ({path.stem})"),
                page_name(name, f" ({path.name})"),
                page_name(name, f" ({place})"),
            )
            called = (full_title("source", each, self.source.ontology) for each in names)
            title = next((each for each in called if each not in titles), "")
            if not title:
                yield Issue(place, f"too many documents are called {name!r}; it was left out")
                continue
            titles.add(title)
            yield from self._licence_issue(read, place)
            yield from self._language_issue(read, place)
            yield Draft(title, self._text(read, title.partition(":")[2]), place, f"documents:{place}")

    def _read(self, path: Path, place: str) -> Document | Issue:
        raw = bytes_of(path, place, LARGEST)
        if isinstance(raw, Issue):
            return raw
        if raw[:1024].lstrip().startswith(b"%PDF-") or path.suffix.lower() == ".pdf":
            return self._pdf(raw, place)
        known = text_of(_as_declared(raw), place)
        if isinstance(known, Issue):
            return known
        text, notes = known
        html = path.suffix.lower() in {".html", ".htm", ".xhtml"} or _HTML_START.match(text)
        read = read_html(text) if html else read_text(text)
        if read.frames and any(read.pages) and sum(map(len, read.pages[0])) < SHORT:
            read.notes.append(
                f"it shows other pages in frames, whose text is not in it: {', '.join(read.frames[:5])}"
            )
        read.notes += [f"{each.message}, first in line {each.place.rpartition(':')[2]}" for each in notes]
        return read

    def _pdf(self, raw: bytes, place: str) -> Document | Issue:
        found, pictures, stopped = list[str](), 0, ""
        while True:
            payload = f"{len(found)}\n".encode() + raw
            try:
                said: dict[str, Any] = json.loads((self.source.work or _here)(WORK, payload))
            except StoppedError as error:
                if not found:
                    return Issue(place, f"the PDF could not be read ({error}); it was left out")
                stopped = f"the document was read up to page {len(found):,} only ({error})"
                break
            if "problem" in said:
                return Issue(place, f"{said['problem']}; it was left out")
            found += map(str, said["pages"])
            pictures += int(said["pictures"])
            if not said["pages"] or len(found) >= min(said["count"], MOST_PAGES):
                break
        return self._paged(said, found, pictures, stopped)

    def _paged(self, said: dict[str, Any], found: list[str], pictures: int, stopped: str) -> Document:
        texts, cut = without_running_heads(found)
        pages = [paragraphs_of_page(each) for each in texts]
        author = str(said.get("author", ""))
        named = (each.strip() for each in re.split(r";| and |&", author))
        authors = [each for each in named if each and each.casefold() not in _NAMELESS]
        title = _PROGRAM.sub("", _ENDING.sub("", str(said.get("title", "")))).strip()
        title = "" if title.casefold() in _NAMELESS else title
        read = Document(title, pictures, authors=authors, pages=pages, paged=True)
        read.date = str(said.get("date", ""))[:4]
        read.language = str(said.get("language", ""))
        empty = sum(not each for each in pages)
        if empty and any(pages):
            held = f"; {pictures:,} of them hold pictures, as scanned ones do" if pictures else ""
            read.notes.append(f"{empty:,} of {len(pages):,} pages hold no text{held}")
        if cut:
            read.notes.append(f"{cut:,} running heads and page numbers were left out")
        read.notes += [stopped] if stopped else []
        if said["count"] > MOST_PAGES:
            read.notes.append(f"only the first {MOST_PAGES:,} of {said['count']:,} pages were read")
        return read

    def _licence(self, read: Document) -> str:
        return self.source.license or (named(read.licence) or "" if read.licence else "")

    def _licence_issue(self, read: Document, place: str) -> Iterator[Issue]:
        if self._licence(read):
            return
        told = f"; the document says {read.licence!r}" if read.licence else ""
        yield Issue(place, f"its licence is not known{told}; the page says none. Give it with the import")

    def _language_issue(self, read: Document, place: str) -> Iterator[Issue]:
        if unknown := language_tags(read.language)[1]:
            yield Issue(
                place, f"{', '.join(unknown)[:60]!r} is no language that is known; the page says none"
            )

    def _text(self, read: Document, name: str) -> str:
        licence = self._licence(read)
        tags, _ = language_tags(read.language)
        authors = [person(each) for each in read.authors]
        names = [
            f"Institution:{page_name(each.text)}" if each.institution else page_name(each.text)
            for each in authors
        ]
        address = self.source.address or read.address
        front: dict[str, Any] = {
            "kind": "source",
            "title": name,
            "aliases": [read.title] if is_cut(name, read.title) else [],
            "summary": " ".join(read.about.split()),
            "url": address,
            "creators": [each for each in names if each and not each.endswith(":")],
            "year": read_year(read.date),
            "in_language": tags[0] if len(tags) == 1 else tags,
            "container": read.container,
            "license": licence,
            "attribution": ", ".join(each.text for each in authors),
            "work_license": licence,
            "origin": address,
        }
        return frontmatter.compose({key: value for key, value in front.items() if value}, _body(read))


def _why_empty(read: Document) -> str:
    """Say why there is no text in a document, and what to do."""
    if read.pictures:
        return "this PDF holds pictures of pages and no text: run text recognition (OCR) over it first, and send what it gives"
    if read.frames:
        shown = ", ".join(read.frames[:5]) + (" …" if len(read.frames) > 5 else "")  # noqa: PLR2004 - enough to find them
        return (
            f"the page has no text of its own, it shows other pages in frames ({shown}): send these instead"
        )
    if read.paged:
        return "there is no text in it, only empty pages or letters drawn as lines, in which text recognition (OCR) may find it"
    return "there is no text in it"


def _as_declared(raw: bytes) -> bytes:
    """Return an HTML page in UTF-8 that declares another encoding and is in it; UTF-8 counts whatever is declared."""
    found = _CHARSET.search(raw[:4096])
    name = found[1].decode().lower() if found else ""
    if name in {"", "utf-8", "iso-8859-1", "latin1", "windows-1252"}:
        return raw
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        with suppress(LookupError, ValueError):
            return raw.decode(name).encode()
    return raw


def _here(_name: str, payload: bytes) -> bytes:
    """Do the work where it is asked for."""
    return pdf_bytes(payload)


def _body(read: Document) -> str:
    """Return the text as quotations: paragraphs numbered through, below a heading for each page that has one."""
    parts, number = ["## Quotations"], 0
    for page, paragraphs in enumerate(read.pages, 1):
        if read.paged and paragraphs:
            parts.append(f"### Page {page}")
        for each in paragraphs:
            number += 1
            parts += [f"¶ {number}", f"> {prose(each)}"]
    return "\n\n".join(parts) + "\n"
