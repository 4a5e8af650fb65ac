"""What each entity of a file is called and is: kept on disk, so that memory stays the same however many there are."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from importers.naming import page_name
from importers.wikidata.known import LEFT_OUT_CLASSES
from importers.wikidata.profile import EntityProfile
from ontology.kinds import Ontology
from patterns.links import full_title

DEEPEST = 12
"""Steps up from class to class."""

_SCHEMA = """
create table entity (id text primary key, label text, kind text, title text);
create unique index entity_title on entity (title) where title <> '';
create table above (id text, class text);
create index above_id on above (id);
create table merged (old text primary key, new text);
"""


@dataclass(frozen=True, slots=True)
class Named:
    """An entity of the file."""

    label: str  # "" = it has none
    kind: str  # "" = it becomes no page
    title: str  # full title, "" = none


class Names:
    """The entities of one import."""

    def __init__(self, folder: Path, profile: EntityProfile, ontology: Ontology) -> None:
        self._profile, self._ontology = profile, ontology
        self._base = sqlite3.connect(folder / "entities.sqlite3", isolation_level=None)
        self._base.executescript(f"pragma journal_mode = off; pragma synchronous = off; begin; {_SCHEMA}")

    def close(self) -> None:
        """Let go of the file."""
        self._base.close()

    def add(self, entity: dict[str, Any]) -> bool:
        """Remember an entity; say False when there is one of its id already."""
        label = label_of(entity, self._profile.languages)
        row = (entity["id"], label, "", "")
        if self._base.execute("insert or ignore into entity values (?, ?, ?, ?)", row).rowcount == 0:
            return False
        if merged := entity.get("merged"):
            self._base.execute("insert or ignore into merged values (?, ?)", (merged, entity["id"]))
        above = [(entity["id"], each) for each in items_of(entity, "P279")]
        self._base.executemany("insert into above values (?, ?)", above)
        return True

    def label(self, number: str) -> str:
        """Return what an entity of the file is called, "" if it is not there or has no label."""
        return self.get(number).label

    def get(self, number: str) -> Named:
        """Return an entity, by the number it had before it was merged too; one that is not in the file has nothing."""
        sql = "select label, kind, title from entity where id = coalesce((select new from merged where old = ?1), ?1)"
        row = self._base.execute(sql, (number,)).fetchone()
        return Named(*row) if row else Named("", "", "")

    def give(self, number: str, kind: str, title: str) -> bool:
        """Give an entity a title, unless another has it."""
        sql = "update or ignore entity set kind = ?, title = ? where id = ?"
        return self._base.execute(sql, (kind, title, number)).rowcount > 0

    def free_title(self, number: str, kind: str) -> Iterator[str]:
        """Yield the titles an entity may have, the plainest first."""
        label = self.label(number) or number
        for appended in ("", f" ({number})"):
            if name := page_name(label, appended):
                yield full_title(kind, name, self._ontology)
        yield full_title(kind, number, self._ontology)

    def kind(self, entity: dict[str, Any]) -> tuple[str, str]:
        """Return the kind an entity becomes, or "" and why none."""
        classes = items_of(entity, "P31")
        for each in classes:
            if each in LEFT_OUT_CLASSES and each not in self._profile.classes:
                return "", f"it is {LEFT_OUT_CLASSES[each]}"
        found = self._nearest(classes)
        if found is None and items_of(entity, "P279"):
            return "concept", ""
        if found is None:
            named = ", ".join(f"{each} {self.label(each)}".strip() for each in classes) or "none"
            return "", f"none of its classes ({named}) is known; name one in a profile"
        return found, "" if found else "the profile leaves its class out"

    def _nearest(self, classes: list[str]) -> str | None:
        seen: set[str] = set()
        for _ in range(DEEPEST):
            for each in classes:
                if (kind := self._profile.kind_of(each)) is not None:
                    return kind
            seen.update(classes)
            classes = list(
                dict.fromkeys(up for each in classes for up in self._above(each) if up not in seen)
            )
            if not classes:
                return None
        return None

    def _above(self, number: str) -> list[str]:
        rows = self._base.execute("select class from above where id = ? order by rowid", (number,))
        return [row[0] for row in rows]


def label_of(entity: dict[str, Any], languages: tuple[str, ...]) -> str:
    """Return an entity's label in the first language that has one, else in any."""
    return _first(entity.get("labels"), languages)


def description_of(entity: dict[str, Any], languages: tuple[str, ...]) -> str:
    """Return its description in one of these languages, "" if there is none."""
    said = entity.get("descriptions")
    return _first(
        {key: said[key] for key in languages if key in said} if isinstance(said, dict) else {}, languages
    )


def aliases_of(entity: dict[str, Any], languages: tuple[str, ...]) -> list[str]:
    """Return its other names in these languages, labels included."""
    found: list[str] = []
    labels, aliases = entity.get("labels"), entity.get("aliases")
    for language in languages:
        if isinstance(labels, dict):
            found.append(_text(labels.get(language)))
        listed = aliases.get(language) if isinstance(aliases, dict) else None
        found += [_text(each) for each in listed] if isinstance(listed, list) else []
    return [each for each in dict.fromkeys(found) if each]


def items_of(entity: dict[str, Any], number: str) -> list[str]:
    """Return the entities that the claims of a property name, deprecated ones apart."""
    found = []
    for claim in claims_of(entity).get(number, []):
        value = value_of(claim.get("mainsnak"))
        if claim.get("rank") != "deprecated" and isinstance(value, dict) and isinstance(value.get("id"), str):
            found.append(value["id"])
    return found


def claims_of(entity: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Return an entity's claims by property; what is not of that form is left out."""
    claims = entity.get("claims", entity.get("statements"))
    if not isinstance(claims, dict):
        return {}
    return {
        str(number): [each for each in listed if isinstance(each, dict)]
        for number, listed in claims.items()
        if isinstance(listed, list)
    }


def value_of(snak: Any) -> Any:
    """Return what a snak says, None for no value and for unknown ones."""
    value = snak.get("datavalue") if isinstance(snak, dict) else None
    return value.get("value") if isinstance(value, dict) else None


def _first(said: Any, languages: tuple[str, ...]) -> str:
    if not isinstance(said, dict):
        return ""
    order = [*languages, *sorted(key for key in said if key not in languages)]
    return next((text for key in order if (text := _text(said.get(key)))), "")


def _text(said: Any) -> str:
    value = said.get("value") if isinstance(said, dict) else said
    return " ".join(value.split()) if isinstance(value, str) else ""
