"""Markdown folders: exports of our own, byte for byte, and collections of others by profile."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote

from importers.draft import Draft, Issue
from importers.files import NoTextError, decoded, files_below
from importers.instances import find_instances, unnamed_items
from importers.listing import listed, says_no_more
from importers.outline import TOP, Part, outline, text_of
from importers.profile import FileRule, OwnPage, Profile, load_profile
from importers.relinks import Targets, definitions, folded, relink
from importers.source import Source, unreadable
from patterns import frontmatter
from patterns.filenames import title_of_file
from patterns.links import full_title, normalize_title, split_title, title_problem
from patterns.page import Page
from patterns.sections import plain_text, split_sections

EXPORT = "commonloom"
"""Name of the profile for our own exports, which are taken as they are."""

IN_PATHS = "/:@!$&'*+,;=~-._"
"""Characters that stand in an address as they are; brackets do not, since they end a Markdown link."""

ENDINGS = {".md", ".markdown"}


def read_markdown(source: Source) -> Iterator[Draft | Issue]:
    """Read every Markdown file below the path, in order of their names.

    Without a profile, an export of ours is taken as it is, and any other folder by front matter, first heading and
    file name.
    """
    files, left_out = files_below(source.path, ENDINGS)
    if source.profile == EXPORT or (not source.profile and (source.path / "commonloom.json").exists()):
        return chain(left_out, _read_export(source, files))
    profile = load_profile(source.profile) if source.profile else Profile(name="", files=(FileRule("*"),))
    return chain(left_out, _Collection(source, profile, files).drafts())


def _read_export(source: Source, files: list[Path]) -> Iterator[Draft | Issue]:
    root = source.path if source.path.is_dir() else source.path.parent
    for file in files:
        place = file.relative_to(root).as_posix()
        try:
            text = file.read_bytes().decode("utf-8")
            title = title_of_file(place, source.ontology) or _said_title(text, source)
        except OSError as error:
            yield unreadable(place, error)
            continue
        except UnicodeDecodeError as error:
            yield Issue(
                place, f"byte {error.start + 1} is not UTF-8; the file was left out. Save it as UTF-8."
            )
            continue
        if title:
            yield Draft(title, text, place, f"{EXPORT}:{place}")
        else:
            yield Issue(
                place, "neither its folder nor its front matter (kind, title) says which page it is; left out"
            )


def _said_title(text: str, source: Source) -> str:
    """Return the full title a file's own front matter says, for files lying outside the export's folders."""
    said = frontmatter.mapping(frontmatter.parse(text))
    kind, name = str(said.get("kind", "")), str(said.get("title", ""))
    return (
        full_title(kind, normalize_title(name), source.ontology)
        if kind in source.ontology.by_name and name
        else ""
    )


@dataclass
class _File:
    """One file of a collection on its way to a page."""

    place: str  # path from the folder given, for people
    path: str  # path from the collection's root: the part its rule matched
    rule: FileRule
    title: str
    text: str
    page: Page
    front: dict[str, Any]
    parts: list[Part]
    issues: list[Issue] = field(default_factory=list)
    _said: set[Issue] = field(default_factory=set)

    def note(self, message: str, about: str = "") -> None:
        """Keep a problem, with the line of the first thing written so in the file."""
        at = self.text.find(about) if about else -1
        line = f":{self.text.count(chr(10), 0, at + 1) + 1}" if at >= 0 else ""
        issue = Issue(f"{self.place}{line}", message)
        if issue not in self._said:
            self._said.add(issue)
            self.issues.append(issue)


@dataclass
class _Collection:
    """A folder of somebody else's Markdown, read by profile."""

    source: Source
    profile: Profile
    files: list[Path]

    def drafts(self) -> Iterator[Draft | Issue]:
        yield from self._own_pages()
        root = self.source.path if self.source.path.is_dir() else self.source.path.parent
        read: list[_File] = []
        for path in self.files:
            place = path.relative_to(root).as_posix()
            rule = self.profile.rule(PurePosixPath(path.resolve().as_posix()))
            if rule is None:
                yield Issue(place, f"no rule of profile {self.profile.name} names this file; left out")
            elif not rule.ignore:
                try:
                    read.append(self._read(path, place, rule))
                except OSError as error:
                    yield unreadable(place, error)
                except NoTextError:
                    yield Issue(place, "the file has NUL bytes, so it is no text; it was left out")
        targets = self._targets(read)
        for file in read:
            yield from self._translated(file, targets)
        yield from self._count(read)

    def _own_pages(self) -> Iterator[Draft]:
        for page in self.profile.pages:
            yield Draft(
                page.title,
                self._own_text(page),
                f"profile {self.profile.name}",
                f"{self.profile.name}:{page.title}",
                supplements=True,
            )

    def _own_text(self, page: OwnPage) -> str:
        parts = split_title(page.title, self.source.ontology)
        return frontmatter.compose({"kind": parts.kind, "title": parts.name, **page.front}, page.text)

    def _read(self, path: Path, place: str, rule: FileRule) -> _File:
        text, wrong = decoded(path.read_bytes())
        text = text.replace("\r\n", "\n")
        page = frontmatter.parse(text)
        body, profile = self._stripped(frontmatter.body_text(page)), self.profile
        parts = outline(body, profile.headings, profile.labels)
        tail = (
            "/".join(path.resolve().parts[-len(PurePosixPath(rule.match).parts) :])
            if self.profile.name
            else place
        )
        file = _File(place, tail, rule, "", text, page, frontmatter.mapping(page), parts)
        for problem in page.problems:
            file.issues.append(Issue(f"{place}:{problem.line}" if problem.line else place, problem.message))
        if wrong:
            words = (
                "bytes that are not UTF-8 were read as Windows-1252; look at them, and save the file as UTF-8"
            )
            file.issues.append(Issue(f"{place}:{wrong}", words))
        file.title = self._title(file, path)
        name = split_title(file.title, self.source.ontology).name
        file.parts = outline(body, profile.headings, profile.labels, name)
        return file

    def _stripped(self, body: str) -> str:
        for line in self.profile.strip:
            body = re.sub(rf"(?m)^{line}$\n?", "", body)
        return body

    def _title(self, file: _File, path: Path) -> str:
        kind = file.rule.kind or str(file.front.get("kind", "page"))
        if kind not in self.source.ontology.by_name:
            file.note(
                f"there is no kind {kind!r}; it became a plain page, its front matter says it still",
                "\nkind:",
            )
            kind = "page"
        name = _clean(self._name(file, path))
        problem = title_problem(full_title(kind, name, self.source.ontology)) if name else "it has no title"
        if problem:
            file.note(f"{problem} The file name was taken as title.")
            name = _from_file_name(path)
        return full_title(kind, normalize_title(name), self.source.ontology)

    def _name(self, file: _File, path: Path) -> str:
        if path.stem in self.profile.titles:
            return self.profile.titles[path.stem]
        how, _, what = (file.rule.title or self.profile.title).partition(":")
        if how == "section":
            found = next((part for part in file.parts if part.heading == what), None)
            return plain_text(found.body) if found else ""
        if how == "field" or (how == "heading" and file.front.get("title")):
            return str(file.front.get(what or "title", ""))
        if how == "heading":
            return next((part.heading for part in file.parts if part.level == TOP), "") or _from_file_name(
                path
            )
        return _from_file_name(path)

    def _targets(self, files: list[_File]) -> Targets:
        names: dict[str, str] = {}
        for file in files:
            name = split_title(file.title, self.source.ontology).name
            for each in (name, PurePosixPath(file.path).stem, *_as_list(file.front.get("aliases"))):
                names.setdefault(folded(str(each)), file.title)
        paths = {file.path: file.title for file in files}
        return Targets(
            paths, names, self._address, lambda title: split_title(title, self.source.ontology).name
        )

    def _address(self, path: str) -> str:
        clean = path.removeprefix("../")
        return (
            self.profile.address.format(path=quote(clean, safe=IN_PATHS))
            if self.profile.address and not clean.startswith("..")
            else ""
        )

    def _translated(self, file: _File, targets: Targets) -> Iterator[Draft | Issue]:
        front = self._front(file)
        parts = [part for part in file.parts if not self._consumed(part, file)]
        orphaned = "".join(definitions(part.body) for part in file.parts if part not in parts)
        text = text_of([*self._said_sections(file), *parts]) + (f"\n{orphaned}" if orphaned else "")
        body = relink(text, file.path, targets, file.note)
        yield from file.issues
        text = frontmatter.compose(front, body) if self.profile.name else self._kept_whole(file, front, body)
        origin = f"{self.profile.name or 'markdown'}:{file.path}"
        yield Draft(file.title, text, file.place, origin)

    def _kept_whole(self, file: _File, front: Mapping[str, Any], body: str) -> str:
        """Return the text with its front matter as it was written, comments and all, and what it lacks added."""
        if not file.page.opening:
            return frontmatter.compose(front, body)
        page, said = replace(file.page, sections=split_sections(body)), frontmatter.mapping(file.page)
        for key, value in front.items():
            if key not in said or (key == "title" and said[key] != value):
                page = frontmatter.with_value(page, key, value)
        return frontmatter.write(page)

    def _consumed(self, part: Part, file: _File) -> bool:
        """Say whether a part has become front matter as a whole, or is left out by name."""
        how, _, what = (file.rule.title or self.profile.title).partition(":")
        if (how == "section" and part.heading == what) or part.heading in self.profile.drop:
            return True
        if part.heading in self.profile.lists:
            return says_no_more(part.body, self._items(part))
        name = split_title(file.title, self.source.ontology).name
        return part.level == TOP and (part.written or part.heading) == name and not part.body.strip()

    def _front(self, file: _File) -> dict[str, Any]:
        parts = split_title(file.title, self.source.ontology)
        front: dict[str, Any] = {"kind": parts.kind, "title": parts.name}
        front |= {key: value for key, value in self._kept_fields(file).items() if key not in front}
        for part in file.parts:
            if part.heading in self.profile.lists:
                key = self.profile.lists[part.heading]
                listed = [each for each in self._items(part) if each != parts.name]
                if listed:
                    front[key] = [*_as_list(front.get(key)), *listed]
        front |= {**self.profile.set, **file.rule.set}
        instances = self._instances(file)
        if instances:
            front["known_instances"] = instances
        front |= self._provenance(file)
        return front

    def _items(self, part: Part) -> list[str]:
        """Return what a listing section gives its key, and the page's own name where it is among it."""
        return listed(part.body, names=self.profile.lists[part.heading] == "authors")

    def _said_sections(self, file: _File) -> list[Part]:
        """Return the fields of the foreign front matter that are sections with us."""
        found = []
        for key, value in file.front.items():
            where, _, heading = self.profile.fields.get(key, "").partition(":")
            if where == "section" and value:
                found.append(Part(TOP, heading, f"\n{value}\n"))
        return found

    def _kept_fields(self, file: _File) -> dict[str, Any]:
        """Return the foreign front matter under our keys; what the profile does not name is kept and reported."""
        kept: dict[str, Any] = {}
        for key, value in file.front.items():
            ours = self.profile.fields.get(key, key)
            if ours and ours not in {"kind", "title"} and ":" not in ours and value not in (None, "", []):
                kept[ours] = value if ours not in kept else [*_as_list(kept[ours]), *_as_list(value)]
            if self.profile.name and key not in self.profile.fields:
                file.note(
                    f"the field {key!r} is not named by profile {self.profile.name}; it was kept as it is",
                    f"\n{key}:",
                )
        return kept

    def _instances(self, file: _File) -> list[dict[str, Any]]:
        if not self.profile.instances:
            return []
        index = next(
            (at for at, part in enumerate(file.parts) if part.heading == self.profile.instances), None
        )
        if index is None:
            return []
        section = file.parts[index]
        below: list[tuple[str, str]] = []
        for part in file.parts[index + 1 :]:
            if part.level <= section.level:
                break
            if part.level == section.level + 1:
                below.append((part.heading, part.body))
        for text in unnamed_items(section.body, self.profile.names):
            file.note(
                f"no institution was recognized in the known instance {text[:80]!r}; it stays in the text only",
                _line_with(" ".join(text.split()[:3]), file.text),
            )
        found = find_instances(section.body, below, self.profile.names)
        return [
            self._evidenced(each.name, each.quote)
            for each in found
            if not title_problem(f"Institution:{each.name}")
        ]

    def _evidenced(self, name: str, quote: str) -> dict[str, Any]:
        value = {"value": f"Institution:{name}"}
        return {**value, "source": self.profile.evidence, "quote": quote} if self.profile.evidence else value

    def _provenance(self, file: _File) -> dict[str, Any]:
        said: Mapping[str, str] = {
            "license": self.source.license or self.profile.license,
            "attribution": self.profile.attribution,
            "origin": self._address(file.path) or self.source.address,
        }
        return {
            key: value for key, value in said.items() if value and (key not in file.front or key != "license")
        }

    def _count(self, files: list[_File]) -> Iterator[Issue]:
        for kind, wanted in self.profile.expect.items():
            found = sum(1 for file in files if file.rule.kind == kind)
            if found != wanted:
                words = f"expects {wanted} pages of kind {kind}, found {found}; is the collection complete?"
                yield Issue(str(self.source.path), f"profile {self.profile.name} {words}")


def _line_with(words: str, text: str) -> str:
    """Return the line of a Markdown text that says the words, whatever its markup."""
    return next((line for line in text.splitlines() if words in plain_text(line)), "")


def _as_list(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _clean(name: str) -> str:
    """Replace what titles may not contain by what reads the same."""
    for character, instead in (
        ("[", "("),
        ("]", ")"),
        ("{", "("),
        ("}", ")"),
        ("|", "/"),
        ("<", "‹"),
        (">", "›"),
        ("#", "No. "),
    ):
        name = name.replace(character, instead)
    return normalize_title("".join(each if each.isprintable() else " " for each in name))


def _from_file_name(path: Path) -> str:
    stem = path.parent.name if path.stem.casefold() in {"index", "readme"} else path.stem
    words = stem.replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:] or path.name
