"""From files to statements: what each file holds, read in pieces where its format allows."""

from __future__ import annotations

import gzip
import json
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from importers.draft import Issue
from importers.files import files_below
from importers.rdf.contexts import known_contexts
from importers.rdf.store import Store
from importers.rdf.terms import RDF, Quad, is_blank, is_literal, read_line
from importers.source import Source, StoppedError, UnusableSourceError, Work, unreadable

WORK = "parse_rdf"
"""Name of the work that reads a document where it can be stopped."""

FORMS: Mapping[str, str] = {
    ".ttl": "text/turtle",
    ".nt": "application/n-triples",
    ".nq": "application/n-quads",
    ".trig": "application/trig",
    ".rdf": "application/rdf+xml",
    ".owl": "application/rdf+xml",
    ".xml": "application/rdf+xml",
    ".jsonld": "application/ld+json",
    ".json": "application/ld+json",
}
"""Ending → media type; each may be followed by `.gz`."""

LARGEST = 64 << 20
"""Bytes of a document that cannot be read in pieces."""

PIECE = 4 << 20
"""Bytes of N-Triples and N-Quads read at a time."""

LONGEST = 1_000_000
"""Characters of one literal."""

_BY_LINE = {"application/n-triples", "application/n-quads"}
_MAYBE = {
    ".xml": re.compile(rb"rdf:RDF|" + re.escape(RDF.encode())),
    ".json": re.compile(rb'"@(?:context|id|graph|type)"'),
}
_SHOWN = 10
_ALIKE = 3
"""Files of which the same problem is told one by one."""


@dataclass
class Loader:
    """Reads the files of a source into a store."""

    source: Source
    store: Store
    skip: Any  # path → reason to leave a file out, "" = take it
    contexts: Mapping[str, Any]
    swapped: Mapping[str, str]  # property → the one that says the same from the other end
    files: list[str] = field(default_factory=list)  # by number
    told: Counter[str] = field(default_factory=Counter)  # what was put right → files

    def load(self) -> Iterator[Issue]:
        """Read everything; raises UnusableSourceError when nothing at all can be read."""
        if self.source.work is None:
            raise UnusableSourceError(
                "RDF is read in a box, and there is none. Start the import by the command line."
            )
        paths, issues = files_below(self.source.path, {*FORMS, ".gz"})
        yield from issues
        for path in paths:
            place = path.name if path == self.source.path else path.relative_to(self.source.path).as_posix()
            if form := self._form(path):
                reason = self.skip(place)
                if not reason:
                    self.files.append(place)
                    yield from self._read(path, place, form, self.source.work)
            elif path == self.source.path:
                known = ", ".join(FORMS)
                raise UnusableSourceError(
                    f"{path.name}: the ending says no format of RDF. Known are {known}, also with .gz."
                )
        self.store.index()
        if self.store.is_local() and not self._base("").startswith("http"):
            words = "it has relative addresses, which mean nothing elsewhere; give with --source where it was taken from"
            yield Issue(self.source.path.name, words)
        for sentence, count in self.told.items():
            if count > _ALIKE:
                yield Issue(self.source.path.name, f"in {count - _ALIKE:,} more files: {sentence}")

    def _form(self, path: Path) -> str:
        ending = Path(path.stem).suffix if path.suffix.lower() == ".gz" else path.suffix
        return FORMS.get(ending.lower(), "")

    def _read(self, path: Path, place: str, form: str, work: Work) -> Iterator[Issue]:
        try:
            with _opened(path) as file:
                pieces = _pieces(file) if form in _BY_LINE else _whole(file, path)
                for line, piece in pieces:
                    yield from self._piece(piece, place, form, line, work)
        except OSError as error:
            yield (
                unreadable(place, error)
                if error.strerror
                else Issue(place, f"{error}; the rest was left out")
            )
        except (EOFError, zlib.error) as error:
            yield Issue(place, f"the packed file breaks off ({error}); what comes before was read")
        except _LeftOutError as error:
            yield Issue(place, str(error))

    def _piece(self, piece: bytes, place: str, form: str, line: int, work: Work) -> Iterator[Issue]:
        head = {"format": form, "base": self._base(place), "line": line, "contexts": {}}
        if form == FORMS[".jsonld"]:
            head["contexts"] = {**known_contexts(self.source.ontology), **self.contexts}
        try:
            answer = work(WORK, json.dumps(head).encode() + b"\n" + piece)
        except StoppedError as error:
            yield Issue(_at(place, line), f"{error} It was left out.")
            return
        lines = answer.decode("utf-8", "replace").split("\n")
        told = [each for each in lines if each.startswith("# ")]
        for issue in _told(place, told):
            self.told[issue.message] += 1
            if self.told[issue.message] <= _ALIKE:
                yield issue
        long: list[str] = []
        self.store.add(self._quads(lines, len(self.files), long), len(self.files))
        for subject in long[:_SHOWN]:
            yield Issue(place, f"a text of {subject} is longer than {LONGEST:,} characters; it was left out")

    def _base(self, place: str) -> str:
        """Return the address that relative ones in a file are understood from."""
        if self.source.address.startswith(("http://", "https://")):
            return self.source.address
        return f"file:///{re.sub(r'[^A-Za-z0-9._/-]', '_', place)}"

    def _quads(self, lines: Iterable[str], number: int, long: list[str]) -> Iterator[Quad]:
        for line in lines:
            quad = read_line(line)
            if quad is None:
                continue
            if is_literal(quad.object) and len(quad.object) > LONGEST:
                long.append(quad.subject)
                continue
            subject, target = _own(quad.subject, number), _own(quad.object, number)
            predicate = quad.predicate.replace("<http://schema.org/", "<https://schema.org/")
            target = (
                target.replace("<http://schema.org/", "<https://schema.org/") if target[0] == "<" else target
            )
            other = self.swapped.get(predicate)
            if other and not is_literal(target):
                subject, predicate, target = target, other, subject
            yield Quad(subject, predicate, target, _own(quad.graph, number))


class _LeftOutError(Exception):
    """A file that is not read; the sentence says why."""


def _own(term: str, number: int) -> str:
    """Keep blank nodes of different files apart."""
    return f"_:f{number}-{term[2:]}" if is_blank(term) else term


def _opened(path: Path) -> IO[bytes]:
    return gzip.open(path) if path.suffix.lower() == ".gz" else path.open("rb")  # type: ignore[return-value]


def _whole(file: IO[bytes], path: Path) -> Iterator[tuple[int, bytes]]:
    document = file.read(LARGEST + 1)
    if len(document) > LARGEST:
        raise _LeftOutError(
            f"the file is larger than {LARGEST >> 20} MiB, which its format cannot be read in pieces of; it was left "
            "out. Turn it into N-Triples or N-Quads."
        )
    ending = Path(path.stem).suffix if path.suffix.lower() == ".gz" else path.suffix
    doubtful = _MAYBE.get(ending.lower())
    if doubtful and not doubtful.search(document):
        raise _LeftOutError("the file holds no RDF; it was left out")
    yield 0, document


def _pieces(file: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """Yield whole lines, some megabytes at a time, with the number of lines before them."""
    before, rest = 0, b""
    while block := file.read(PIECE):
        whole, end, tail = (rest + block).rpartition(b"\n")
        if end:
            yield before, whole + end
            before += whole.count(b"\n") + 1
        rest = tail
        if len(rest) > LARGEST:
            raise _LeftOutError(
                f"line {before + 1} is longer than {LARGEST >> 20} MiB; the rest was left out"
            )
    if rest:
        yield before, rest


def _told(place: str, comments: list[str]) -> Iterator[Issue]:
    """Turn the comments of an answer into issues, alike ones counted."""
    by_sentence: dict[str, list[int]] = {}
    for each in comments:
        line, _, sentence = each[2:].partition(" ")
        by_sentence.setdefault(sentence, []).append(int(line))
    for number, (sentence, places) in enumerate(by_sentence.items()):
        if number == _SHOWN:
            yield Issue(
                place, f"there are {len(by_sentence) - _SHOWN} more problems of this kind in the file"
            )
            return
        times = f" ({len(places)} times)" if len(places) > 1 else ""
        yield Issue(_at(place, places[0]), f"{sentence}{times}")


def _at(place: str, line: int) -> str:
    return f"{place}:{line}" if line else place
