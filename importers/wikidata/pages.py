"""The page of an entity: its claims as statements with their evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from importers.draft import Issue
from importers.wikidata.known import LABELS, TYPES, UNLISTED
from importers.wikidata.names import (
    Names,
    aliases_of,
    claims_of,
    description_of,
    items_of,
    label_of,
    value_of,
)
from importers.wikidata.profile import EntityProfile
from importers.wikidata.values import typed, words, year_of
from ontology.kinds import Field, Kind, ValueType
from patterns import frontmatter

_RANKS = {"preferred": 0, "normal": 1}
_SINCE, _UNTIL = "P580", "P582"
_STATUS = {"somevalue": "unknown", "novalue": "absent"}


@dataclass
class EntityMaker:
    """Makes pages of entities, and counts what had no place."""

    profile: EntityProfile
    names: Names
    license: str
    deprecated: int = 0
    untaken: Counter[str] = field(default_factory=Counter)  # property → claims without a place here
    identifiers: int = 0
    unqualified: int = 0  # qualifiers of values whose fields take no evidence

    def text(self, entity: dict[str, Any], kind: Kind, name: str, issues: list[Issue]) -> str:
        """Return the text of an entity's page; what a person should know is added to the issues."""
        number, languages = str(entity["id"]), self.profile.languages
        front: dict[str, Any] = {"kind": kind.name, "title": name}
        label = label_of(entity, languages)
        aliases = [each for each in aliases_of(entity, languages) if each != name]
        front["aliases"] = aliases
        about = description_of(entity, languages)
        front["definition" if "definition" in kind.by_key else "summary"] = about[:1].upper() + about[1:]
        if "type" in kind.by_key and kind.name == "source":
            front["type"] = next((TYPES[each] for each in items_of(entity, "P31") if each in TYPES), "")
        for key, said in self._statements(entity, kind, label or number, issues):
            front.setdefault(key, []).append(said)
        for key, listed in front.items():
            if isinstance(listed, list) and key != "aliases":
                field_ = kind.by_key.get(key)
                front[key] = (
                    self._fitting(field_, listed, label or number, issues) if field_ else _short(listed)
                )
        front |= {"exact_match": self.profile.address + number} if "exact_match" in kind.by_key else {}
        front |= self._provenance(entity, number)
        return frontmatter.compose(
            {key: value for key, value in front.items() if value not in ("", [], None)}, ""
        )

    def _provenance(self, entity: dict[str, Any], number: str) -> dict[str, Any]:
        return {
            "license": self.license or self.profile.license,
            "attribution": self.profile.label,
            "derived_from": f"Source:{self.profile.label}",
            "origin": self.profile.address + number,
            "origin_revision": str(entity.get("lastrevid") or ""),
            "origin_date": str(entity.get("modified") or "")[:10],
        }

    def _statements(
        self, entity: dict[str, Any], kind: Kind, label: str, issues: list[Issue]
    ) -> Iterator[tuple[str, Any]]:
        for number, claims in claims_of(entity).items():
            kept = [each for each in claims if each.get("rank") != "deprecated"]
            self.deprecated += len(claims) - len(kept)
            key = self.profile.key(number, kind.name)
            if key == "" or number == "P31":
                continue
            if key is None or key not in kind.by_key:
                self._count(number, kept)
                continue
            for claim in sorted(kept, key=lambda each: _RANKS.get(str(each.get("rank")), 1)):
                said = self._statement(entity["id"], number, claim, kind.by_key[key])
                if said is None:
                    what = words(value_of(claim.get("mainsnak")), self.names.get)
                    kept_so = bool(what) and kind.by_key[key].type is ValueType.YEAR
                    done = f"kept under {f'{key}_note'!r}" if kept_so else "left out"
                    sentence = f"{self._called(number)} {what!r} is not what {key!r} takes; it was {done}"
                    issues.append(Issue(label, sentence))
                    if kept_so:
                        yield f"{key}_note", what
                else:
                    value, missing = said
                    if missing:
                        sentence = f"{self._called(number)} names {missing}, which the file does not have"
                        issues.append(Issue(label, f"{sentence}; its address was kept"))
                    yield key, value

    def _count(self, number: str, claims: list[dict[str, Any]]) -> None:
        types = {
            each["mainsnak"].get("datatype") for each in claims if isinstance(each.get("mainsnak"), dict)
        }
        if types & UNLISTED:
            self.identifiers += len(claims)
        else:
            self.untaken[number] += len(claims)

    def _statement(
        self, entity: str, number: str, claim: dict[str, Any], field_: Field
    ) -> tuple[Any, str] | None:
        snak = claim.get("mainsnak")
        status = _STATUS.get(str(snak.get("snaktype")) if isinstance(snak, dict) else "", "")
        value = value_of(snak)
        if status and not field_.codable:
            return None
        ours, missing = (None, "") if status else typed(value, field_, self.names.get, self.profile.address)
        if ours is None and not status:
            return None
        if not field_.codable:
            self.unqualified += len(_snaks(claim.get("qualifiers")))
            return ours, missing
        said: dict[str, Any] = {"status": status} if status else {"value": ours}
        said |= {
            "source": f"Source:{self.profile.label}",
            "quote": f"{self._called(number)}: {words(value, self.names.get) if value is not None else status}",
            "locator": f"{entity}, {number}",
        }
        return said | self._qualifiers(claim, said["quote"]) | self._references(
            claim, said["locator"]
        ), missing

    def _qualifiers(self, claim: dict[str, Any], quote: str) -> dict[str, Any]:
        """Return since and until; what other qualifiers say is told in the quotation."""
        said: dict[str, Any] = {}
        told = [quote]
        for number, value in _snaks(claim.get("qualifiers")):
            key = {_SINCE: "since", _UNTIL: "until"}.get(number)
            if key and key not in said and (year := year_of(value)):
                said[key] = year
            told.append(f"{self._called(number)}: {words(value, self.names.get)}")
        return {**said, "quote": "; ".join(told)}

    def _references(self, claim: dict[str, Any], locator: str) -> dict[str, Any]:
        listed = claim.get("references")
        told = [
            ", ".join(f"{self._called(number)} {words(value, self.names.get)}" for number, value in snaks)
            for each in (listed if isinstance(listed, list) else [])
            if isinstance(each, dict) and (snaks := _snaks(each.get("snaks")))
        ]
        return {"locator": "; ".join([locator, *dict.fromkeys(told)])}

    def _fitting(self, field_: Field, listed: list[Any], label: str, issues: list[Issue]) -> Any:
        """Return the values as the field holds them: one, or all of them, the preferred first, each once."""
        distinct: list[Any] = []
        for each in listed:
            if each not in distinct:
                distinct.append(each)
        if not field_.many and len(distinct) > 1 and not field_.codable:
            told = ", ".join(repr(each) for each in distinct[1:])
            issues.append(Issue(label, f"{field_.key!r} takes one value; {told} was left out"))
            distinct = distinct[:1]
        return distinct[0] if len(distinct) == 1 else distinct

    def _called(self, number: str) -> str:
        return self.names.label(number) or LABELS.get(number, number)

    def summary(self, place: str) -> Iterator[Issue]:
        """Say what concerns the file as a whole."""
        if self.deprecated:
            yield Issue(place, f"{self.deprecated:,} deprecated claims were left out")
        if self.identifiers:
            yield Issue(
                place, f"{self.identifiers:,} identifiers elsewhere and files were left out, as always"
            )
        if self.unqualified:
            what = "qualifiers of values whose fields take no evidence were left out"
            yield Issue(place, f"{self.unqualified:,} {what}")
        for number, count in sorted(self.untaken.items(), key=lambda each: (-each[1], each[0])):
            name = f"{number} ({self._called(number)})" if self._called(number) != number else number
            yield Issue(place, f"the property {name} has no place here; {count:,} claims were left out")


def _short(listed: list[Any]) -> Any:
    """Return one value as itself, several as a list, each once."""
    distinct = list(dict.fromkeys(listed))
    return distinct[0] if len(distinct) == 1 else distinct


def _snaks(listed: Any) -> list[tuple[str, Any]]:
    """Return property and value of every snak that says something."""
    if not isinstance(listed, dict):
        return []
    found = (
        (str(number), value_of(snak))
        for number, some in listed.items()
        if isinstance(some, list)
        for snak in some
    )
    return [(number, value) for number, value in found if value is not None]
