"""From a record to a draft in our words: its front matter, its sections, its links."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from importers.draft import Draft, Issue
from importers.instances import find_instances, unnamed_items
from importers.listing import listed, says_no_more
from importers.markdown.fields import Fields
from importers.markdown.fronts import as_list
from importers.markdown.masked import fenced
from importers.markdown.record import Record
from importers.markdown.relinks import definitions, relink
from importers.markdown.targets import Targets
from importers.markdown.vaults import plain_markdown
from importers.outline import TOP, Part, text_of
from importers.profile import Profile
from importers.source import Source
from patterns import frontmatter
from patterns.links import split_title, title_problem
from patterns.sections import plain_text, split_sections


@dataclass(frozen=True)
class Translation:
    """Makes drafts of the records of one collection."""

    source: Source
    profile: Profile
    targets: Targets
    address: Callable[[str], str]

    def drafted(self, record: Record) -> Iterator[Draft | Issue]:
        """Yield what a person should know of a record, and its draft."""
        fields = Fields(self.profile, self.targets, record)
        front = self._front(record, fields)
        parts = [part for part in record.parts if not self._consumed(part, record)]
        orphaned = "".join(definitions(part.body) for part in record.parts if part not in parts)
        above, below = (
            [Part(TOP, heading, f"\n{text}\n") for heading, text in said]
            for said in (fields.sections, fields.below())
        )
        text = text_of([*above, *parts, *below]) + (f"\n{orphaned}" if orphaned else "")
        body = relink(
            plain_markdown(text, self.targets.blocks, record.note), record.path, self.targets, record.note
        )
        whole = not self.profile.name and record.front.written is not None and not record.heading
        composed = self._kept_whole(record, front, body) if whole else self._composed(record, front, body)
        yield from record.issues
        yield Draft(
            record.title, composed, record.place, f"{self.profile.name or 'markdown'}:{record.identity}"
        )

    def _composed(self, record: Record, front: Mapping[str, Any], body: str) -> str:
        unread = "".join(each.front.unread for each in (record, *record.joined))
        above = (
            f"{fenced(unread)}\n\n" if unread.strip() else ""
        )  # what of the front matter could not be read
        return frontmatter.compose(front, f"{above}{body}")

    def _kept_whole(self, record: Record, front: Mapping[str, Any], body: str) -> str:
        """Return the text with its front matter as it was written, comments and all, and what it lacks added."""
        written = record.front.written
        if written is None:
            return self._composed(record, front, body)
        page, said = replace(written, sections=split_sections(body)), frontmatter.mapping(written)
        for key, value in front.items():
            linked = "[[" in repr(said.get(key))
            if key not in said or (
                said[key] != value and (linked or key == "title" or (key == "tags" and record.tags))
            ):
                page = frontmatter.with_value(page, key, value)
        return frontmatter.write(page)

    def _consumed(self, part: Part, record: Record) -> bool:
        """Say whether a part has become front matter as a whole, or is left out by name."""
        how, _, what = (record.rule.title or self.profile.title).partition(":")
        if (how == "section" and part.heading == what) or part.heading in self.profile.drop:
            return True
        if part.heading in self.profile.lists:
            return says_no_more(part.body, self._items(part))
        name = split_title(record.title, self.source.ontology).name
        return part.level == TOP and (part.written or part.heading) == name and not part.body.strip()

    def _front(self, record: Record, fields: Fields) -> dict[str, Any]:
        parts = split_title(record.title, self.source.ontology)
        front: dict[str, Any] = {"kind": parts.kind, "title": parts.name}
        front |= {key: value for key, value in fields.kept().items() if key not in front}
        if "aliases" in front and self.profile.name:
            front["aliases"] = [each for each in as_list(front["aliases"]) if each != parts.name] or None
        for part in record.parts:
            if part.heading in self.profile.lists:
                key = self.profile.lists[part.heading]
                found = [each for each in self._items(part) if each != parts.name]
                if found:
                    front[key] = [*as_list(front.get(key)), *found]
        if record.tags:
            front["tags"] = list(
                dict.fromkeys([*(str(each) for each in as_list(front.get("tags"))), *record.tags])
            )
        front |= {**self.profile.set, **record.rule.set}
        instances = self._instances(record)
        if instances:
            front["known_instances"] = instances
        front |= self._provenance(record)
        return front

    def _items(self, part: Part) -> list[str]:
        """Return what a listing section gives its key, and the page's own name where it is among it."""
        return listed(part.body, names=self.profile.lists[part.heading] == "authors")

    def _instances(self, record: Record) -> list[dict[str, Any]]:
        if not self.profile.instances:
            return []
        index = next(
            (at for at, part in enumerate(record.parts) if part.heading == self.profile.instances), None
        )
        if index is None:
            return []
        section = record.parts[index]
        below: list[tuple[str, str]] = []
        for part in record.parts[index + 1 :]:
            if part.level <= section.level:
                break
            if part.level == section.level + 1:
                below.append((part.heading, part.body))
        for text in unnamed_items(section.body, self.profile.names):
            record.note(
                f"no institution was recognized in the known instance {text[:80]!r}; it stays in the text only",
                _line_with(" ".join(text.split()[:3]), record.text),
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

    def _provenance(self, record: Record) -> dict[str, Any]:
        said: Mapping[str, str] = {
            "license": self.source.license or self.profile.license,
            "attribution": self.profile.attribution,
            "origin": self.address(record.path) or self.source.address,
        }
        return {
            key: value
            for key, value in said.items()
            if value and (key not in record.values or key not in {"license", "attribution"})
        }


def _line_with(words: str, text: str) -> str:
    """Return the line of a Markdown text that says the words, whatever its markup."""
    return next((line for line in text.splitlines() if words in plain_text(line)), "")
