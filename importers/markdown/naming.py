"""What a foreign page is called."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from urllib.parse import unquote

from importers.markdown.record import Record
from importers.markdown.targets import INDEXES, names_of_file
from importers.outline import TOP
from importers.profile import Profile
from ontology.kinds import Ontology
from patterns.links import full_title, normalize_title, split_title, title_problem
from patterns.sections import plain_text

_INSTEAD = (
    ("[", "("),
    ("]", ")"),
    ("{", "("),
    ("}", ")"),
    ("|", "/"),
    ("<", "‹"),
    (">", "›"),
    ("#", "No. "),
)
_INDEX = {each.casefold() for each in INDEXES}
_DAY = 3
_TITLED = re.compile(r"(?:\s|<!--.*?-->)*+(?:#[ \t]|[^\n]+\n=+[ \t]*(?:\n|\Z))", re.DOTALL)


@dataclass
class Names:
    """Gives every record of a collection its full title; no two get the same."""

    profile: Profile
    ontology: Ontology
    vault: bool = False  # pages are called as their files are
    given: dict[str, str] = field(default_factory=dict)  # full title → path of the file that has it

    def title(self, record: Record) -> str:
        """Return the full title of a record, as it alone would have it."""
        kind = record.kind or str(record.values.get("kind", "page"))
        if kind not in self.ontology.by_name:
            record.note(
                f"there is no kind {kind!r}; it became a plain page, its front matter says it still",
                "\nkind:",
            )
            kind = "page"
        name = clean(self._name(record))
        problem = title_problem(full_title(kind, name, self.ontology)) if name else "it has no title"
        if problem:
            record.note(f"{problem} The file name was taken as title.")
            name = clean(from_file_name(record.path))
            if title_problem(full_title(kind, name, self.ontology)):
                name = "Untitled"
        return full_title(kind, normalize_title(name), self.ontology)

    def unique(self, title: str, path: str) -> str:
        """Return the title, or one that says the folder or the file too where another page has it already."""
        stem = PurePosixPath(path).stem
        folder = PurePosixPath(path).parent.name
        parts = split_title(title, self.ontology)
        more = [name for name in (folder, stem, path.replace("/", " ")) if name and name not in _INDEX]
        numbered = (str(number) for number in range(2, len(self.given) + 3))
        tried = (f"{parts.name} ({clean(each)})" for each in (*more, *numbered))
        chosen = title
        while chosen in self.given or title_problem(chosen):
            chosen = full_title(parts.kind, normalize_title(next(tried)), self.ontology)
        self.given[chosen] = path
        return chosen

    def _name(self, record: Record) -> str:
        stem = PurePosixPath(record.path).stem
        if record.heading:
            return _part_name(record)
        if stem in self.profile.titles:
            return self.profile.titles[stem]
        how, _, what = (record.rule.title or self.profile.title).partition(":")
        if how == "section":
            found = next((part for part in record.parts if part.heading == what), None)
            return plain_text(found.body) if found else ""
        if how == "field" or (how == "heading" and record.values.get("title")):
            return str(record.said(what or "title") or "")
        if how == "heading" and not self.vault:
            return self._headed(record) or from_file_name(record.path)
        return as_file_name(record.path) if self.vault else from_file_name(record.path)

    def _headed(self, record: Record) -> str:
        """Return the first heading, without a profile only one that stands for the whole text."""
        tops = [part for part in record.parts if part.level == TOP]
        whole = (
            self.profile.name or _TITLED.match(record.body) or (len(tops) == 1 and record.parts[0] is tops[0])
        )
        return tops[0].heading if tops and whole else ""


def _part_name(record: Record) -> str:
    how, _, key = record.rule.title.partition(":")
    said = str(record.values.get(key, "")) if how == "field" else ""
    return said or plain_text(record.heading)


def clean(name: str) -> str:
    """Replace what titles may not contain by what reads the same."""
    for character, instead in _INSTEAD:
        name = name.replace(character, instead)
    return normalize_title("".join(each if each.isprintable() else " " for each in name))


def from_file_name(path: str) -> str:
    """Return what a file's name says: of an index the folder's, of a post what follows the day."""
    pure = PurePosixPath(path)
    stem = next(reversed(list(names_of_file(path))), pure.stem)
    if stem.casefold() in _INDEX and pure.parent.name:
        stem = unquote(pure.parent.name)
    words = stem if _is_day(stem) else stem.replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:] or pure.name


def as_file_name(path: str) -> str:
    """Return the name a vault gives a page: that of its file, letter by letter; of a journal the day."""
    stem = next(reversed(list(names_of_file(path))), path)
    digits = stem.split("_")
    return "-".join(digits) if len(digits) == _DAY and all(each.isdigit() for each in digits) else stem


def _is_day(stem: str) -> bool:
    parts = stem.split("-")
    return len(parts) == _DAY and all(each.isdigit() for each in parts)
