"""What is worked out of a pattern from its instances, for the page about it: its scorecard."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from markupsafe import Markup

from patterns.anchors import anchor_for
from patterns.links import page_path, title_problem
from patterns.scorecard.boundary import Context
from patterns.scorecard.card import Need, Scorecard
from patterns.scorecard.discussing import heading_of, is_discussed
from patterns.scorecard.instances import Instance, Standing
from patterns.scorecard.record import Record, Tested
from patterns.scorecard.refuting import Refuters
from patterns.scorecard.separation import Separator
from patterns.scorecard.stating import PARTS
from wiki.comparing import MOST
from wiki.ports import Heading
from wiki.refuting import MOST as MOST_READ
from wiki.refuting import refuters_of
from wiki.revisions import Backlink, Batch, Revision
from wiki.scorecards import scorecard_of_page
from wiki.web.cells import CellWriter, titles_in
from wiki.web.preparing import BESIDE, CONTEXT

if TYPE_CHECKING:
    from wiki.assembly import Wiki

PATTERN = "pattern"

SEPARATORS, CONTEXTS = 8, 12
"""Separating variables and contexts that a page shows; the JSON has all."""

REASONS = {
    "steward": "the same steward",
    "lineage": "one lineage",
    "source": "no other source than",
    "region": "the same country",
}
"""Why cases are not independent, in words."""


@dataclass(frozen=True, slots=True)
class Group:
    """Cases that say the same of the pattern."""

    key: str  # of its anchor: "score-KEY"
    words: str
    standings: tuple[Standing, ...]


@dataclass(frozen=True)
class ScoreSheet:
    """The scorecard of one pattern as its page shows it."""

    template = "scorecard.html"
    reasons = REASONS

    card: Scorecard
    writer: CellWriter
    names: Mapping[str, bool]  # titles that are shown, and whether their pages exist
    batches: Mapping[int, Batch]  # imports that brought what the record counts
    years: Mapping[str, tuple[str, ...]]  # of the sources these rest on, by full title
    talk: str  # text of the talk page, "" = there is none
    refuters: Refuters | None  # None: it states no signature
    part_read: bool  # whether there are more cases than were gone through for them
    most_read = MOST_READ

    @property
    def headings(self) -> tuple[Heading, ...]:
        """What the table of contents lists of it."""
        found = [Heading(2, "Scorecard", "scorecard")]
        if self.record:
            found.append(Heading(3, "Hits and misses since it was frozen", "score-record"))
        if self.refuters:
            found.append(Heading(3, "What would refute it", "score-refuters"))
        return tuple(found)

    @property
    def groups(self) -> tuple[Group, ...]:
        """The cases by what they say; groups without a case are left out."""
        card = self.card
        found = (
            Group("supporting", "Speak for it", card.supporting),
            Group("partial", "Show it in part", card.of_degree("partial")),
            Group("adapted", "Show it adapted", card.of_degree("adapted")),
            Group("refuting", "Speak against it", card.refuting),
            Group("absent", "Looked for and not there", card.of_status("absent")),
            Group("contested", "Contested", card.of_status("contested")),
            Group("practices", "Kinds of practice, which do not count as cases", card.practices),
        )
        return tuple(each for each in found if each.standings)

    def shown(self, group: Group, standing: Standing) -> tuple[Instance, ...]:
        """Return the instances of a case that belong into a group."""
        return tuple(each for each in standing.instances if belongs(each, group.key))

    def evidence(self, instance: Instance) -> Markup:
        """Return the evidence of an instance as a list of terms."""
        return Markup("<dl>{}</dl>").format(Markup("".join(map(self.writer.line, instance.coding.evidence))))  # noqa: S704

    def compared(self, cases: Iterable[str], key: str = "") -> str:
        """Return where cases stand side by side, under one variable."""
        chosen = [("case", each) for each in list(cases)[:MOST]]
        return f"/compare?{urlencode([*chosen, *([('variable', key)] if key else [])])}"

    @property
    def contexts(self) -> tuple[Context, ...]:
        """The variables whose values are shown."""
        return self.card.boundary.contexts[:CONTEXTS]

    @property
    def separators(self) -> tuple[Separator, ...]:
        """The variables that separate most."""
        return self.card.separation.separators[:SEPARATORS]

    def narrowed(self, separator: Separator) -> str:
        """Return where the pattern's context is narrowed by a variable: its form with the words filled in."""
        asked = urlencode({"action": "form", CONTEXT: separator.holds_where})
        return f"{page_path(self.card.pattern.title)}?{asked}#t-s-context"

    def split(self, separator: Separator) -> str:
        """Return where the pattern that would be split off is written: the form of a new page."""
        title = f"{self.card.pattern.title} ({', '.join(separator.refuting)})"
        asked = urlencode({"action": "form", CONTEXT: separator.splits_off, BESIDE: self.card.pattern.title})
        return "" if title_problem(title) else f"{page_path(title)}?{asked}"

    @property
    def record(self) -> Record | None:
        """How the signature that the page states now has fared since it was frozen."""
        return self.card.record

    @property
    def earlier(self) -> tuple[Record, ...]:
        """How those that it stated before had fared."""
        return tuple(each for each in self.card.records if each is not self.card.record)

    def discussed(self, tested: Tested) -> str:
        """Return where a miss is discussed, "" where it is not yet."""
        address = talk_path(self.card.pattern.title)
        return (
            f"{address}#{anchor_for(heading_of(tested.case))}" if is_discussed(tested.case, self.talk) else ""
        )

    def discuss(self, tested: Tested) -> str:
        """Return where its discussion is opened, with the words filled in."""
        return f"{talk_path(self.card.pattern.title)}?{urlencode({'miss': tested.case})}#begin"

    def to_mend(self, need: Need) -> str:
        """Return the place in the form of the pattern where something of its checklist is done."""
        if need.refuting:
            return self.refute
        place = f"t-s-{need.field}" if need.field in PARTS else f"f-{need.field}"
        return f"{page_path(self.card.pattern.title)}?action=form#{place}"

    @property
    def refute(self) -> str:
        """Where a case that speaks against it is stated."""
        return f"{page_path(self.card.pattern.title)}?action=form&refuting=#f-known_instances"


def talk_path(title: str) -> str:
    """Return the address of a page's talk page."""
    return f"/talk{page_path(title).removeprefix('/wiki')}"


def belongs(instance: Instance, key: str) -> bool:
    """Say whether an instance is one of those that put its case into the group of that key."""
    if key == "supporting":
        return instance.supporting
    if key == "refuting":
        return instance.refuting
    return key in {"practices", instance.status} or (instance.supporting and instance.degree == key)


def score_sheet_of(wiki: Wiki, revision: Revision, linked: Iterable[Backlink] | None) -> ScoreSheet | None:
    """Return the sheet for a Pattern page; None when it only leads to another page. `linked`: see `scorecard_of_page`."""
    card = scorecard_of_page(wiki, revision, linked)
    if card is None:
        return None
    tested = [each for one in card.records for each in (*one.tested, *one.outside, *one.withdrawn)]
    found = refuters_of(wiki, card)
    cases = {each.case for each in card.instances} | {each.case for each in tested}
    titles = titles_in(each.coding for each in card.instances) | cases
    resolved = wiki.pages.resolve(titles) if titles else {}
    names = {title: found.exists for title, found in resolved.items()}
    talk = wiki.pages.get(f"Talk:{revision.title}") if tested else None
    return ScoreSheet(
        card,
        CellWriter(wiki.ontology, lambda title: names[title]),
        names,
        *_imported(wiki, tested),
        talk.text if talk else "",
        found[0] if found else None,
        part_read=found is not None and not found[1],
    )


def _imported(
    wiki: Wiki, tested: Iterable[Tested]
) -> tuple[Mapping[int, Batch], Mapping[str, tuple[str, ...]]]:
    """Return the imports that brought cases, and the years of the sources that imported cases rest on."""
    imported = [each for each in tested if each.first.batch is not None]
    numbers = {each.first.batch for each in imported if each.first.batch is not None}
    found = {number: wiki.batches.batch(number) for number in numbers}
    sources = {one for each in imported for one in each.sources}
    years = wiki.pages.facet_values(sources, "year") if sources else {}
    return {number: each for number, each in found.items() if each is not None}, years
