"""Where the links of a collection may lead: by path, by address on its site, and by name. Pure."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

ENDINGS = (".md", ".markdown", ".mdx")
INDEXES = ("index", "README", "readme", "Readme", "_index")
ROOTS = ("", "docs/", "src/", "content/", "pages/", "_pages/")
"""Folders that the sites of a collection call `/`."""

_ENDING = re.compile(r"\.(?:md|markdown|mdx)$", re.IGNORECASE)
_BLANKS = re.compile(r"\s+")
_SERVED = re.compile(r"(?:/?(?:index)?\.html?|/(?:index|README|readme)|/)$")
_POST = re.compile(r"(?:^|.*/)_(?:posts|drafts)/(?:.*/)?(\d{4})-(\d\d)-(\d\d)-(.+)$")


@dataclass(frozen=True, slots=True)
class Place:
    """A page that links may lead to, and the file it is made of."""

    title: str  # full title
    path: str  # path of its file from the collection's root


@dataclass(slots=True)
class Targets:
    """Where links may lead."""

    address: Callable[[str], str]  # path from the root → address at the source, "" = unknown
    name_of: Callable[[str], str]  # full title → name
    files: dict[str, Place] = field(default_factory=dict)  # path of a file
    lower: dict[str, Place | None] = field(default_factory=dict)  # the same without capitals; None = several
    served: dict[str, Place] = field(
        default_factory=dict
    )  # address on the collection's own site, from its root
    sections: dict[tuple[str, str], Place] = field(
        default_factory=dict
    )  # (path, folded heading) of split files
    names: dict[tuple[int, str], list[Place]] = field(
        default_factory=dict
    )  # name: as it is (0), ever looser (1, 2)
    blocks: dict[str, tuple[str, str]] = field(default_factory=dict)  # identifier → (title, text)

    def add(self, place: Place, names: Iterable[str], addresses: Iterable[str] = ()) -> None:
        """Make a page known by its file, its names and its addresses."""
        self.files.setdefault(place.path, place)
        lower = place.path.casefold()
        known = self.lower.setdefault(lower, place)
        if known is not None and known.path != place.path:
            self.lower[lower] = None
        for address in (*addresses, *served_as(place.path)):
            self.served.setdefault(_trimmed(address), place)
        for name in names:
            for key in _looser(name):
                found = self.names.setdefault(key, [])
                if place not in found:
                    found.append(place)

    def by_path(self, path: str, target: str) -> Place | None:
        """Return the page a relative or rooted link leads to from a file."""
        where, fragment = resolved(path, target)
        place = self._file(where) if not target.startswith("/") else self._rooted(where)
        if place and fragment:
            return self.sections.get((place.path, folded(unquote(fragment))), place)
        return place

    def by_name(self, name: str, path: str) -> list[Place]:
        """Return the pages a name may mean in a file, the likeliest first: its own folder's, then the shortest path's."""
        name = one_blank(name)
        if "/" in name or name.lower().endswith(ENDINGS):
            for tried in (name, f"/{name}"):
                place = self.by_path(path, tried)
                if place:
                    return [place]
        for key in _looser(name):
            found = self.names.get(key, [])
            if found:
                return _nearest(found, path)
        last = _ENDING.sub("", name.rpartition("/")[2])
        return self.by_name(last, path) if last and last != name else []

    def _file(self, where: str) -> Place | None:
        for each in _files_for(where):
            found = self.files.get(each) or self.lower.get(each.casefold())
            if found:
                return found
        return self.served.get(_trimmed(where))

    def _rooted(self, where: str) -> Place | None:
        found = (self._file(root + where) for root in ROOTS)
        return next((place for place in found if place), None)


def _looser(name: str) -> list[tuple[int, str]]:
    return [(0, one_blank(name)), (1, one_blank(name).casefold()), (2, folded(name))]


def _files_for(where: str) -> Iterator[str]:
    """Yield the paths of files a path may mean: with or without ending, as the site's page, or as a folder."""
    yield where
    base = re.sub(r"\.html?$", "", where.rstrip("/"))
    for ending in ENDINGS:
        yield base + ending
    folder = re.sub(r"(?:^|/)index$", "", base)
    for index in INDEXES:
        yield posixpath.join(folder if folder != "." else "", f"{index}.md")


def _nearest(places: list[Place], path: str) -> list[Place]:
    folder = posixpath.dirname(path)

    def far(place: Place) -> tuple[bool, int]:
        return posixpath.dirname(place.path) != folder, place.path.count("/")

    return sorted(places, key=far)


def served_as(path: str) -> Iterator[str]:
    """Yield the addresses at which a site serves a file: a post by its date, a collection without its underline."""
    base = path.rpartition(".")[0]
    post = _POST.match(base)
    if post:
        yield "/".join(post.groups())
        yield post[4]
    for root in ROOTS:
        if root and base.startswith(root):
            yield base.removeprefix(root)
    if base.startswith("_") or "/_" in base:
        yield re.sub(r"(^|/)_(?=[^/]+/)", r"\1", base)


def resolved(path: str, target: str) -> tuple[str, str]:
    """Return path from the root and fragment of a relative or rooted target."""
    where, _, fragment = target.partition("#")
    where = unquote(where.partition("?")[0])
    if where.startswith("/"):
        return posixpath.normpath(where.lstrip("/") or "."), fragment
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(path), where)) if where else path
    return joined, fragment


def _trimmed(address: str) -> str:
    return _SERVED.sub("", "/" + address.strip("/")).strip("/")


def one_blank(name: str) -> str:
    """Return a name with single blanks, trimmed."""
    return _BLANKS.sub(" ", name).strip()


def folded(name: str) -> str:
    """Return a name as it is compared when nothing nearer is found: case, blanks, hyphens and a plural s apart."""
    return one_blank(name.replace("-", " ").replace("_", " ")).casefold().removesuffix("s")


def names_of_file(path: str) -> Mapping[str, str]:
    """Return the names a file has by its path alone: its stem, decoded, and without the date of a post."""
    stem = posixpath.basename(path).rpartition(".")[0]
    decoded = unquote(stem).replace("___", "/")
    post = _POST.match(path.rpartition(".")[0])
    return dict.fromkeys((stem, decoded, *((post[4],) if post else ())), path)
