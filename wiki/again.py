"""Converting again what earlier imports kept: the originals of one source, by the converter and profile there are now.

It is an import like every other: a dry run first, local edits merged three ways, a batch of its own that can be undone.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from importers.draft import Original
from importers.formats import KEEPING
from importers.known import KeptPage
from importers.profile import short_name
from wiki.assembly import Wiki
from wiki.errors import BadInputError, NotFoundError
from wiki.revisions import Batch, SourceRevision


@dataclass(frozen=True, slots=True)
class Choice:
    """What is to be converted again, and how it was read last time."""

    format: str
    kept: KeptOriginals
    profile: str
    license: str
    words: str  # stands in the list of batches in place of a path


@dataclass(frozen=True, slots=True)
class KeptOriginals:
    """`importers.known.Kept` over the wiki: the originals of one source, those of some pages wanted."""

    wiki: Wiki
    name: str
    pages_wanted: frozenset[int] | None = None  # numbers of pages; None: all

    @property
    def said(self) -> str:
        """See the protocol."""
        return self.wiki.originals.described().get(self.name, "")

    def pages(self) -> Iterator[KeptPage]:
        """See the protocol."""
        after, begin = 0, f"{self.name}:"
        while found := self.wiki.originals.newest(begin, after):
            here = self.wiki.pages.get_all(title for _, title, _ in found)
            for page, title, each in found:
                wanted = self.pages_wanted is None or page in self.pages_wanted
                redirects = title in here and here[title].text.startswith("---\nredirect:")
                yield KeptPage(each.origin.removeprefix(begin), title, _original(each), redirects, wanted)
            after = found[-1][0]


def _original(each: SourceRevision) -> Original:
    kept = zlib.compress(each.text.encode("utf-8", "surrogatepass"), 1)
    return Original(each.number, each.time, each.author, each.summary, each.model, kept)


def choose(wiki: Wiki, given: str) -> Choice:
    """Return what a person means by the number of an import, the name of a source, or "" for the only source there is.

    Raises NotFoundError and BadInputError with the sentence that says what there is.
    """
    if given.isascii() and given.isdigit():
        return _of_batch(wiki, int(given))
    names = kept_sources(wiki)
    if not names:
        raise BadInputError(
            f"This wiki keeps no originals to convert again. Imports of {', '.join(sorted(KEEPING))} keep them."
        )
    if given not in names and (given or len(names) > 1):
        what = f"There are no originals of {given!r}." if given else "There are originals of several sources."
        raise BadInputError(f"{what} Name one of {', '.join(names)}, or the number of a batch.")
    name = given or names[0]
    last = next((each for each in _imports(wiki) if short_name(each.profile) == name), None)
    how = (last.format, last.profile, last.license) if last else (min(KEEPING), "", "")
    return Choice(how[0], KeptOriginals(wiki, name), how[1], how[2], f"the originals of {name}")


def kept_sources(wiki: Wiki) -> list[str]:
    """Return the names of the sources whose originals are kept."""
    named = {*wiki.originals.described(), *(short_name(each.profile) for each in _imports(wiki))}
    return sorted(name for name in named if name and wiki.originals.newest(f"{name}:", limit=1))


def can_convert_again(wiki: Wiki, batch: Batch) -> bool:
    """Say whether there are originals of the pages of an import."""
    return batch.format in KEEPING and bool(_origin(wiki, batch.number))


def _of_batch(wiki: Wiki, number: int) -> Choice:
    batch = wiki.batches.batch(number)
    if batch is None:
        raise NotFoundError(f"There is no batch {number}. `batches` lists them.")
    origin = _origin(wiki, number) if batch.format in KEEPING else ""
    if not origin:
        raise BadInputError(
            f"Batch {number} has no originals that are kept and whose pages are here still. "
            f"Imports of {', '.join(sorted(KEEPING))} keep them."
        )
    pages = frozenset(line.page for line in wiki.batches.batch_revisions(number))
    kept = KeptOriginals(wiki, _name(wiki, origin), pages)
    return Choice(batch.format, kept, batch.profile, batch.license, f"the originals of batch {number}")


def _origin(wiki: Wiki, number: int) -> str:
    """Return the origin of one page of an import, "" when none has an original or none is here still."""
    after = 0
    while some := wiki.batches.batch_revisions(number, after, 200):
        here = wiki.pages.get_all(line.title for line in some)
        for line in some:
            if line.title in here and here[line.title].page == line.page:
                found = wiki.originals.of_page(line.page, limit=1)
                if found:
                    return found[0].origin
        after = some[-1].position
    return ""


def _name(wiki: Wiki, origin: str) -> str:
    """Return the name of the source an origin belongs to: the longest there is, since names may hold a colon."""
    names = [each for each in wiki.originals.described() if origin.startswith(f"{each}:")]
    return max(names, key=len, default=origin.partition(":")[0])


def _imports(wiki: Wiki) -> Iterator[Batch]:
    """Yield the imports of formats that keep originals, newest first."""
    before = None
    while some := wiki.batches.batches(before):
        yield from (each for each in some if each.format in KEEPING and not each.undone)
        before = some[-1].number
