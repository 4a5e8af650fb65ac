"""The ladder of abstraction around a pattern, read from the pages as they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from patterns.frontmatter import parse
from patterns.ladder import LARGER, SMALLER, Common, common, nearest, ways_up
from patterns.links import full_title, page_path, title_problem
from patterns.saying import understand
from patterns.scorecard.conditions import Condition, context_words, shared_conditions
from wiki.assembly import Wiki
from wiki.errors import BadInputError, NotFoundError
from wiki.scorecards import PATTERN, scorecard_of_page

CONTEXT, REFERENCES = "context", "references"
"""Keys of the sections a draft begins with."""

PATTERNS = 300
"""Patterns of one ladder that are read."""

LINKS = 1_000
"""Links to one pattern that are read."""


@dataclass(frozen=True, slots=True)
class Ladder:
    """What is above, below and beside a pattern; all are full titles."""

    title: str
    above: tuple[tuple[str, ...], ...]  # ways up, both ends included, nearest first
    below: tuple[str, ...]  # patterns that complete it
    beside: Mapping[str, tuple[str, ...]]  # by pattern directly above it: the others that complete it
    whole: bool  # whether all of the ladder was read
    other: str = ""  # the pattern it is compared with
    common: tuple[Common, ...] = ()
    nearest: tuple[Common, ...] = ()  # of these, those above no other one
    conditions: tuple[Condition, ...] = ()  # under which the pattern, or both of them, have been seen


def ladder_of(wiki: Wiki, written: str, with_: str = "") -> Ladder:
    """Read the ladder of a pattern, and where it meets another one.

    Raises NotFoundError for a page that there is not, BadInputError for one that is no pattern.
    """
    title = pattern_named(wiki, written)
    other = pattern_named(wiki, with_) if with_.strip() else ""
    if other == title:
        raise BadInputError("A pattern stands on one ladder with itself: name another one.")
    reader = _Reader(wiki)
    parents, whole = reader.upwards(filter(None, (title, other)))
    up = ways_up(title, parents)
    met = common(title, other, parents) if other else ()
    beside = {each: reader.below(each) for each in sorted(parents.get(title, ()))}
    return Ladder(
        title,
        tuple(way for each, way in up.items() if each != title),
        reader.below(title),
        {each: tuple(sibling for sibling in found if sibling != title) for each, found in beside.items()},
        whole,
        other,
        met,
        nearest(met, parents),
        conditions_of(wiki, [each for each in (title, other) if each]),
    )


def conditions_of(wiki: Wiki, titles: Iterable[str]) -> tuple[Condition, ...]:
    """Return under which conditions each of these patterns has been seen."""
    pages = wiki.pages.get_all(list(titles))
    cards = [scorecard_of_page(wiki, page) for page in pages.values()]
    return shared_conditions([card.boundary for card in cards if card])


def begun(wiki: Wiki, titles: Sequence[str], how: str) -> dict[str, str]:
    """Return context and references with which a pattern made from these begins.

    `how` says in the references what was done, as in "Specialized from"; they name the revisions, so that the lineage is
    kept whatever becomes of the pages.
    """
    pages = wiki.pages.get_all(list(titles))
    lines = [
        f"- {how} [[{each}]], [revision {pages[each].position}]({page_path(each)}?oldid={pages[each].position})"
        for each in titles
        if each in pages
    ]
    return {
        CONTEXT: context_words(conditions_of(wiki, titles), titles),
        REFERENCES: "\n".join(lines),
    }


def pattern_named(wiki: Wiki, written: str) -> str:
    """Return the full title of the pattern that is meant; raises NotFoundError, BadInputError."""
    name = written.strip().removeprefix("Pattern:")
    title = full_title(PATTERN, name, wiki.shapes)
    if not name or (problem := title_problem(title)):
        raise BadInputError(problem if name else "Name a pattern: pattern=TITLE.")
    found = wiki.pages.resolve([title])[title]
    if not found.exists:
        raise NotFoundError(f"There is no page “{title}”.")
    if found.kind != PATTERN:
        raise BadInputError(f"“{found.title}” is no pattern: only patterns stand on the ladder.")
    return found.title


class _Reader:
    """Reads who completes whom: said on the smaller pattern's page, or on the larger one's."""

    def __init__(self, wiki: Wiki) -> None:
        self._wiki = wiki

    def upwards(self, titles: Iterable[str]) -> tuple[dict[str, tuple[str, ...]], bool]:
        """Return the patterns directly above each of these and of those above them; whether all of them were read."""
        found: dict[str, tuple[str, ...]] = {}
        level = list(dict.fromkeys(titles))
        while level and len(found) + len(level) <= PATTERNS:
            found |= {
                title: self._joined(title, named, SMALLER)
                for title, named in self._named(level, LARGER).items()
            }
            above = dict.fromkeys(each for title in level for each in found[title])
            level = [each for each in above if each not in found]
        return found, not level

    def below(self, title: str) -> tuple[str, ...]:
        """Return the patterns that complete one."""
        return self._joined(title, self._named([title], SMALLER)[title], LARGER)

    def _joined(self, title: str, named: Iterable[str], key: str) -> tuple[str, ...]:
        """Add to the patterns a page names those that name it under the opposite key."""
        links = self._wiki.pages.links_to(title, limit=LINKS)
        naming = (each.title for each in links if each.key == key and each.kind == PATTERN)
        return tuple(sorted({*named, *naming} - {title}))

    def _named(self, titles: list[str], key: str) -> dict[str, tuple[str, ...]]:
        """Return the patterns that each of these pages names under a key, redirects followed."""
        texts = self._wiki.pages.get_all(titles)
        said = {
            title: self._said(texts[title].text, title, key) if title in texts else () for title in titles
        }
        resolved = self._wiki.pages.resolve({each for named in said.values() for each in named})
        return {
            title: tuple(resolved[each].title for each in named if resolved[each].kind == PATTERN)
            for title, named in said.items()
        }

    def _said(self, text: str, title: str, key: str) -> tuple[str, ...]:
        saying = understand(parse(text), title, self._wiki.ontology)
        return tuple(
            each.reading.text
            for each in (*saying.said, *saying.typed)
            if each.field and each.field.key == key and each.holds and each.reading
        )
