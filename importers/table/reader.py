"""Tables read by a mapping: first all rows are set aside by the record they belong to, then page by page is made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from importers.draft import Draft, Issue
from importers.expecting import unmet
from importers.profile import is_file_name
from importers.source import Source, UnusableSourceError
from importers.table.csvw import is_description
from importers.table.headed import Record
from importers.table.mapping import JOIN, LAST, TableProfile, load_mapping
from importers.table.opening import PLACE, Opening, Table
from importers.table.ownexport import own_tables, read_own
from importers.table.propose import write_proposal
from importers.table.records import RecordMaker, folded
from importers.table.sheet import UnreadableError
from importers.table.spool import Kept, Spool
from importers.table.values import read_title
from importers.table.variables import variable_draft
from patterns import frontmatter
from patterns.links import PAGE, full_title, normalize_title, split_title

SHOWN = 3
"""Rows that are named for one and the same problem; the others are counted."""

LONGEST_TITLE = 200
"""Bytes of a page's name that is made of a cell."""
SHORT = 60
"""Characters of a cell that are shown in a sentence about it."""


def read_table(source: Source) -> Iterator[Draft | Issue]:
    """Read CSV, TSV, XLSX and ODS files: exports of ours as they are, any other by a mapping.

    Raises UnusableSourceError when nothing can be read, the mapping is wrong, or there is none: then one is proposed.
    """
    own = own_tables(source) if not source.profile and not is_description(source.path) else []
    if own:
        yield from read_own(source, own)
        return
    if not source.profile or (is_file_name(source.profile) and not Path(source.profile).exists()):
        raise write_proposal(source)
    profile = load_mapping(source.profile)
    for rule in profile.tables:
        if not rule.ignore and rule.kind not in source.ontology.by_name:
            raise UnusableSourceError(
                f"Profile {profile.name}: there is no kind {rule.kind!r}. Kinds are: "
                f"{', '.join(source.ontology.by_name)}."
            )
    with TemporaryDirectory(prefix="commonloom-") as folder:
        spool = Spool(Path(folder))
        try:
            yield from _Reading(source, profile, spool).drafts()
        finally:
            spool.close()


def _folder(path: Path) -> Path:
    """Return where the tables are; beside their description when that is given."""
    return path.parent if is_description(path) else path


@dataclass
class _Reading:
    source: Source
    profile: TableProfile
    spool: Spool
    kinds: Counter[str] = field(default_factory=Counter)

    def drafts(self) -> Iterator[Draft | Issue]:
        yield from self._own_pages()
        opening = Opening(self.profile, self.source.ontology)
        tables: dict[int, Table] = {}
        for each in opening.tables(_folder(self.source.path)):
            if isinstance(each, Issue):
                yield each
            else:
                tables[each.number] = each
        if not tables:
            raise UnusableSourceError(
                f"No table of {self.source.path} has a rule in profile {self.profile.name}. Check `match`."
            )
        for table in tables.values():
            yield from self._survey(table, opening.referred(table))
        maker = self._maker(tables)
        yield from self._variables(maker)
        for record, rows in self.spool.records():
            self.kinds[split_title(record.title, self.source.ontology).kind] += 1
            yield from maker.draft(record, rows)
        yield from maker.summary()
        yield from unmet(str(self.source.path), self.profile.expect, self.kinds)

    def _maker(self, tables: dict[int, Table]) -> RecordMaker:
        license_ = self.source.license or self.profile.license
        given = (self.profile, self.source.ontology, tables, self.spool, license_)
        return RecordMaker(*given, self._source_name(), self.source.address)

    def _source_name(self) -> str:
        """Return the name of the Source page, whose title it can be."""
        named = self.profile.source or self.profile.label or self.profile.name
        return read_title(split_title(named, self.source.ontology).name) or "Tables"

    def _own_pages(self) -> Iterator[Draft]:
        titles = set()
        for page in self.profile.pages:
            parts = split_title(page.title, self.source.ontology)
            titles.add(page.title)
            front = {"kind": parts.kind, "title": parts.name, **page.front}
            yield self._own(page.title, frontmatter.compose(front, page.text))
        cited = f"Source:{self._source_name()}"
        if cited not in titles:
            front = {"kind": "source", "title": self._source_name(), "type": "dataset"}
            front |= {"url": self.source.address} if self.source.address else {}
            license_ = self.source.license or self.profile.license
            front |= {"license": license_} if license_ else {}
            yield self._own(cited, frontmatter.compose(front, ""))

    def _own(self, title: str, text: str) -> Draft:
        name = self.profile.name
        return Draft(title, text, f"profile {name}", f"{name}:{title}", supplements=True)

    def _survey(self, table: Table, referred: dict[str, int]) -> Iterator[Issue]:
        """Set the rows of a table aside."""
        above: dict[str, str] = {}
        met = Counter[str]()
        try:
            for record in table.headed.records():
                if isinstance(record, Issue):
                    met[record.message] += 1
                    if met[record.message] <= SHOWN:
                        yield record
                    continue
                for column in table.rule.fill:
                    record.cells[column] = above[column] = record.cells[column] or above.get(column, "")
                yield from self._set_aside(table, record, referred)
        except UnreadableError as error:
            yield Issue(
                table.sheet.place, f"the table cannot be read to its end: {error}; the rows before that were"
            )
        for message, times in met.items():
            if times > SHOWN:
                yield Issue(table.sheet.place, f"{times - SHOWN:,} more rows: {message}")

    def _set_aside(self, table: Table, record: Record, referred: dict[str, int]) -> Iterator[Issue]:
        place = table.sheet.at(record.number)
        parts = [" ".join(record.cells[each].split()) for each in table.rule.key]
        if any(self.profile.status(each) for each in parts):
            columns = ", ".join(table.rule.key)
            yield Issue(
                place, f"the row says nothing in {columns}, which tells the records apart; it was left out"
            )
            return
        key, row = "\n".join(parts), Kept(table.number, record.number, record.cells)
        known = self.spool.known(table.kind.name, key)
        if known is None:
            title, why = self._title(table, record, parts)
            if not title:
                yield Issue(place, f"no title can be made of {', '.join(parts)!r}; the row was left out")
                return
            known = self.spool.begin(table.kind.name, key, title, place)
            if why:
                yield Issue(place, why)
            if known.title != title:
                words = f"the title {title!r} is {known.title!r} here, since another record has it already"
                yield Issue(place, words)
            self.spool.keep(known, row)
        elif table.rule.rows == JOIN or table.rule.names:
            self.spool.keep(known, row)
        else:
            yield self._again(table, known.place, parts, place)
            if table.rule.rows == LAST:
                self.spool.replace(known, row)
        for column, number in referred.items():
            if text := record.cells.get(column, ""):
                self.spool.name(number, folded(text), known.title)

    def _again(self, table: Table, before: str, parts: list[str], place: str) -> Issue:
        which = "this one counts" if table.rule.rows == LAST else "that one counts, this one was left out"
        words = (
            f"the key {', '.join(parts)!r} stands in {before} already; {which}. If they are one record, say `rows: join` "
            "in the mapping; if they are two, name one more column in `key`"
        )
        return Issue(place, words)

    def _title(self, table: Table, record: Record, parts: list[str]) -> tuple[str, str]:
        """Return the full title of a record, "" when none can be made, and a sentence when it is not as written."""
        written = ", ".join(parts)
        if table.rule.title:
            written = PLACE.sub(lambda found: record.cells.get(found[1], found[0]), table.rule.title)
        written = " ".join(written.split())
        name = read_title(written.encode()[:LONGEST_TITLE].decode(errors="ignore"))
        if not name:
            return "", ""
        kind, ontology = table.kind, self.source.ontology
        said = split_title(name, ontology)
        if said.kind not in {PAGE, kind.name}:  # a name that looks like a page of another kind
            name = name.replace(":", " –", 1)
        title = full_title(kind.name, said.name if said.kind == kind.name else name, ontology)
        same = normalize_title(written) in {name, f"{kind.namespace}:{said.name}"}
        why = "" if same else f"{written[:SHORT]!r} cannot be a title here; the page is called {title!r}"
        return title, why

    def _variables(self, maker: RecordMaker) -> Iterator[Draft | Issue]:
        seen: dict[str, str] = {}
        for table in maker.tables.values():
            for column in table.columns:
                if column.rule.variable is None:
                    continue
                provenance = maker.provenance(table.sheet.file)
                draft = variable_draft(table, column.name, column.rule, self.profile, provenance)
                if draft is None:
                    words = f"the variable of the column {column.name!r} has no name that can be a title; it gets no page"
                    yield Issue(table.sheet.place, words)
                elif draft.title not in seen:
                    seen[draft.title] = column.key
                    self.kinds["variable"] += 1
                    yield draft
