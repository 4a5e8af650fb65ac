"""What is worked out of a hypothesis from its cases, for the page about it: its test sheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from markupsafe import Markup

from ontology.kinds import Field
from patterns.codings import Coding
from patterns.comparison.cells import State
from patterns.comparison.mills import Pairs
from patterns.hypotheses.crosstable import CrossTable
from patterns.hypotheses.sheet import Sheet
from patterns.hypotheses.verdict import THRESHOLDS, robust_words
from patterns.links import page_path
from patterns.scorecard.instances import Instance, Standing
from patterns.scorecard.signature import Proposition, Sign
from patterns.values import option_word
from wiki.comparing import MOST
from wiki.hypotheses import hypothesis_sheet, pairs_of
from wiki.ports import Heading
from wiki.revisions import Revision
from wiki.ways import WAYS
from wiki.web.cells import CellWriter, titles_in, writer_for
from wiki.web.scoresheet import REASONS
from wiki.web.wayback import form_at, here

if TYPE_CHECKING:
    from wiki.assembly import Wiki

CASES, BLANKS, COMBINATIONS = 25, 20, 12
"""Cases of each cell of the table, cells to be coded and combinations of conditions that a page shows; the JSON has all."""


@dataclass(frozen=True, slots=True)
class Group:
    """Cases of which people say the same."""

    key: str  # of its anchor: "stated-KEY"
    words: str
    standings: tuple[Standing, ...]


@dataclass(frozen=True, slots=True)
class Corner:
    """Cases of one cell of the table."""

    key: str  # of its anchor: "test-KEY"
    words: str
    cases: tuple[str, ...]


@dataclass(frozen=True)
class HypothesisSheet:
    """The test sheet of one hypothesis as its page shows it."""

    template = "hypothesis.html"
    headings = (Heading(2, "Test sheet", "test-sheet"),)
    reasons = REASONS
    thresholds = THRESHOLDS

    sheet: Sheet
    pairs: Pairs | None
    writer: CellWriter
    exists: Mapping[str, bool]  # titles that are shown, and whether their pages exist

    @property
    def groups(self) -> tuple[Group, ...]:
        """The cases by what people say of them, those against it first; groups without a case are left out."""
        stated = self.sheet.stated
        found = (
            Group("refuting", "Speak against it", stated.refuting),
            Group("supporting", "Speak for it", stated.supporting),
            Group("contested", "Contested", stated.contested),
            Group("absent", "Thought of, and found not to count", stated.absent),
        )
        return tuple(each for each in found if each.standings)

    def shown(self, group: Group, standing: Standing) -> tuple[Instance, ...]:
        """Return what is stated of a case that belongs into a group."""
        return tuple(each for each in standing.instances if belongs(each, group.key))

    def evidence(self, instance: Instance) -> Markup:
        """Return the evidence of what is stated as a list of terms."""
        return Markup("<dl>{}</dl>").format(Markup("".join(self.writer.lines(instance.coding))))  # noqa: S704

    @property
    def corners(self) -> tuple[Corner, ...]:
        """The cells of the table with the cases in them, counter-examples first; empty ones are left out."""
        return tuple(corners_of(self.sheet.table)) if self.sheet.table else ()

    def cell(self, case: str, field: Field) -> Markup:
        """Write what a case codes under a variable, its evidence behind it, or where it is coded."""
        cell = self.sheet.facts[case].cell(field.key)
        return self.writer.cell(cell, "" if cell.codings else form_at(case, field.key, here()))

    def compared(self, cases: Iterable[str]) -> str:
        """Return where cases stand side by side, under the variables of the signature."""
        fields = self.sheet.table.fields if self.sheet.table else ()
        chosen = [("case", each) for each in list(cases)[:MOST]]
        return f"{WAYS['side by side'].path}?{urlencode([*chosen, *(('variable', each.key) for each in fields)])}"

    def blank(self, *, given: bool | None, claim: bool | None) -> int:
        """Return how many cases would count if one thing more were known, of those of which this is known."""
        blanks = self.sheet.table.blanks if self.sheet.table else ()
        return sum(each.given is given and each.claim is claim for each in blanks)

    @property
    def truth_table(self) -> str:
        """Return where the truth table of the same question is, calibrated as the signature says."""
        return truth_table_address(self.sheet.table) if self.sheet.table else ""

    @property
    def matrix(self) -> str:
        """Return the matrix of all cases under the variables of the signature, where each cell leads to its form."""
        fields = self.sheet.table.fields if self.sheet.table else ()
        asked = [("kind", "case"), *(("variable", each.key) for each in fields)]
        return f"{WAYS['matrix'].path}?{urlencode(asked)}"

    @property
    def likeness(self) -> str:
        """Return where further pairs of like cases with different outcome are."""
        asked = [("case", each) for corner in self.corners[:2] for each in corner.cases[:MOST]]
        claim = self.sheet.table.signature.claims[0].field.key if self.sheet.table else ""
        return f"{WAYS['likeness'].path}?{urlencode([*asked[:MOST], ('outcome', claim)])}"

    @property
    def robust(self) -> str:
        """Say what stands when any one case is left out."""
        return robust_words(self.sheet.without_one)

    @property
    def states(self) -> tuple[tuple[State, int], ...]:
        """The cells under the variables of the signature, by what they say; those there are."""
        return (
            tuple((state, count) for state, count in self.sheet.table.cells.items() if count)
            if self.sheet.table
            else ()
        )

    def speaks(self, way: str) -> str:
        """Return where a case is stated that "supports" or "refutes" it."""
        field = {"supports": "supported_by", "refutes": "refuted_by"}[way]
        return f"{page_path(self.sheet.hypothesis.title)}?action=form&{way}=#f-{field}"


def belongs(instance: Instance, key: str) -> bool:
    """Say whether something stated is what put its case into the group of that key."""
    if key == "supporting":
        return instance.supporting
    return instance.refuting if key == "refuting" else instance.status == key


def corners_of(table: CrossTable) -> Iterator[Corner]:
    """Give the cells of a table that have cases, counter-examples first."""
    found = (
        Corner("misses", "Counter-examples: the conditions hold, and what is claimed does not", table.misses),
        Corner("hits", "The conditions hold, and so does what is claimed", table.hits),
        Corner("others-true", "The conditions do not hold, and what is claimed does", table.others_true),
        Corner("others-false", "Neither the conditions hold nor what is claimed", table.others_false),
    )
    return (each for each in found if each.cases)


def truth_table_address(table: CrossTable) -> str:
    """Return the address of the truth table over all cases with the conditions and the first claim of a signature."""
    claim, conditions = table.signature.claims[0], table.signature.conditions
    asked = [("kind", "case"), ("outcome", claim.field.key)]
    asked += [("condition", key) for key in dict.fromkeys(each.field.key for each in conditions)]
    for each in (claim, *conditions):
        asked += calibration_of(each)
    if claim.sign in (Sign.LESS, Sign.AT_MOST):
        asked.append(("negate", "yes"))
    return f"{WAYS['truth table'].path}?{urlencode(asked)}"


def calibration_of(test: Proposition) -> list[tuple[str, str]]:
    """Return the parameters by which a truth table counts in what a condition or claim counts in."""
    key = test.field.key
    if test.sign is Sign.IS:
        return [("in", f"{key}:{each}") for each in test.values]
    if test.sign is Sign.IS_NOT:
        others = (option_word(each.iri) for each in test.field.options)
        return [("in", f"{key}:{each}") for each in others if each not in test.values]
    bound = test.values[0].replace(",", "")
    if test.sign in (Sign.MORE, Sign.AT_MOST) and bound.isdigit():
        bound = str(int(bound) + 1)  # a truth table counts from a number on
    return [("cut", f"{key}:{bound}")]


def hypothesis_sheet_of(wiki: Wiki, revision: Revision) -> HypothesisSheet | None:
    """Return the sheet for a Concept page; None when it is no hypothesis."""
    sheet = hypothesis_sheet(wiki, revision.title, revision.text)
    if sheet is None:
        return None
    codings = list(coded_in(sheet))
    titles = {each.case for each in sheet.stated.instances} | titles_in(codings)
    resolved = wiki.pages.resolve(titles) if titles else {}
    exists = {title: found.exists for title, found in resolved.items()}
    return HypothesisSheet(sheet, pairs_of(wiki, sheet), writer_for(wiki, codings), exists)


def coded_in(sheet: Sheet) -> Iterator[Coding]:
    """Give the codings that a page shows."""
    yield from (each.coding for each in sheet.stated.instances)
    if sheet.table is None:
        return
    for corner in corners_of(sheet.table):
        for case in corner.cases[:CASES]:
            for field in sheet.table.fields:
                yield from sheet.facts[case].cell(field.key).codings
