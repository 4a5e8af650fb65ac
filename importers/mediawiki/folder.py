"""A folder of files of wikitext, one a page: a wiki kept in a repository, or one edition of a book."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from importers.draft import Issue, Original
from importers.files import NoTextError, decoded, files_below
from importers.mediawiki.dump import SourcePage
from importers.mediawiki.site import Site
from importers.source import unreadable

ENDINGS = (".mediawiki", ".wikitext", ".wiki", ".mw")


def read_folder(path: Path, titles: Mapping[str, str]) -> Iterator[Site | SourcePage | Issue]:
    """Yield a page for each file, called as `titles` says by the file's path without ending, else as the file.

    A file that is called "" is left out by name. Raises UnusableSourceError when there is no such file.
    """
    files, issues = files_below(path, ENDINGS)
    yield Site(folder=True)
    yield from issues
    for file in files:
        place = file.relative_to(path).as_posix()
        title = title_of(place, titles)
        if title:
            yield from _page(file, place, title)


def title_of(path: str, titles: Mapping[str, str]) -> str:
    """Return what the page of a file is called there, "" for one that is left out."""
    named = path.rpartition(".")[0]
    title = titles.get(named, named.replace("_", " "))
    return title[:1].upper() + title[1:]


def _page(file: Path, place: str, title: str) -> Iterator[SourcePage | Issue]:
    try:
        text, wrong, how = decoded(file.read_bytes())
    except OSError as error:
        yield unreadable(place, error)
    except NoTextError:
        yield Issue(place, "the file holds no text; it was left out")
    else:
        if wrong:
            yield Issue(f"{place}:{wrong}", how)
        raw = text.encode("utf-8", "surrogatepass")
        number = f"sha256:{hashlib.sha256(raw).hexdigest()[:16]}"
        revision = Original(number, "", "", "", "wikitext", zlib.compress(raw, 1))
        yield SourcePage(title, 0, place, "", (revision,))
