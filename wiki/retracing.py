"""How signatures have fared since they were frozen, told from the histories of pages alone: nothing is kept beside them.

Read are the revisions of the page that states a signature, and, of the cases that code what it asks for, those after the first
freezing; of each revision only the entries that the signature asks for. Histories are read under today's codebook.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from threading import Lock

from ontology.kinds import Ontology
from patterns.codings import Coding
from patterns.excerpts import codings_under, excerpt
from patterns.scorecard.cases import CaseFacts
from patterns.scorecard.freezing import Moment, Stated, stated_in
from patterns.scorecard.instances import EXHIBITS, KNOWN_INSTANCES, Standing, instances_of, standings
from patterns.scorecard.record import Record, Seen, record
from patterns.scorecard.signature import Proposition, Signature
from wiki.assembly import Wiki
from wiki.revisions import RevisionLine

KEPT = 20_000
"""Revisions whose reading is kept: some kilobytes each."""

Histories = Mapping[str, tuple[RevisionLine, ...]]


@dataclass(frozen=True)
class Stating:
    """A page that states signatures, and what it stated when."""

    title: str
    stated: tuple[Stated, ...]  # the present one first
    revisions: tuple[RevisionLine, ...]  # of the page, oldest first

    @cached_property
    def frozen(self) -> int:
        """Position at which the first of its signatures was frozen."""
        return min(each.frozen.position for each in self.stated)

    @cached_property
    def keys(self) -> frozenset[str]:
        """The variables that its signatures ask for."""
        return frozenset(each.field.key for one in self.stated for each in tests_of(one.signature))

    @property
    def by_instances(self) -> bool:
        """Whether one of them claims no more than that the pattern works."""
        return any(not each.signature.claims for each in self.stated)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a page's signatures are put to the test of, as it is today."""

    cases: Mapping[str, CaseFacts]  # those of which anything is known that the signatures ask for
    standings: Mapping[str, Standing]  # what cases say of the pattern
    kin: Mapping[str, str]  # names of lineages, by case


def tests_of(signature: Signature) -> tuple[Proposition, ...]:
    """Return its conditions and claims."""
    return (*signature.conditions, *signature.claims)


def stating(wiki: Wiki, titles: Iterable[str], read: Callable[[str], Signature]) -> Mapping[str, Stating]:
    """Return what pages stated in all their revisions; `read` says what signature a text states. Those with none are left out."""
    found = {}
    histories = wiki.pages.since(titles, 0)
    texts = wiki.pages.texts(each.position for lines in histories.values() for each in lines)
    for title, revisions in histories.items():
        stated = stated_in((moment_of(each, title), read(texts[each.position])) for each in revisions)
        if stated:
            found[title] = Stating(title, stated, revisions)
    return found


def moment_of(revision: RevisionLine, title: str) -> Moment:
    """Return a revision as a record tells of it; `title` is the one its page has today."""
    return Moment(revision.position, revision.time, revision.author, title, revision.batch)


def records_of(
    wiki: Wiki, pages: Mapping[str, Stating], asked: Mapping[str, Asked], meant: Mapping[str, str]
) -> Mapping[str, tuple[Record, ...]]:
    """Return the records of the signatures that each page stated, in the order of `Stating.stated`.

    `asked`: by the title of the page; `meant`: redirects. The number of storage calls does not grow with pages or cases.
    """
    if not pages:
        return {}
    keys = frozenset({EXHIBITS, KNOWN_INSTANCES}.union(*(each.keys for each in pages.values())))
    matter = {case for title in pages for case in asked[title].cases}
    histories = wiki.pages.since(sorted(matter), min(each.frozen for each in pages.values()))
    own = (each for page in pages.values() if page.by_instances for each in page.revisions)
    lines = (*own, *(each for lines in histories.values() for each in lines))
    says = _READINGS.of(wiki, lines, _Under(wiki.ontology.mark, keys, wiki.ontology))
    reader = _Reader(says, histories, meant)
    return {
        title: tuple(
            record(stated, reader.traces(each, asked[title]), asked[title].kin) for stated in each.stated
        )
        for title, each in pages.items()
    }


@dataclass(frozen=True, slots=True)
class _Under:
    """What revisions are read for, and under which kinds."""

    mark: str
    keys: frozenset[str]
    ontology: Ontology = field(compare=False)


class _Readings:
    """What revisions code, kept by the hash of their text: a history is read once and then known by heart."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: OrderedDict[tuple[str, str, _Under], tuple[Coding, ...]] = OrderedDict()

    def of(
        self, wiki: Wiki, lines: Iterable[RevisionLine], under: _Under
    ) -> Mapping[int, tuple[Coding, ...]]:
        """Return what revisions code, by position; one storage call at most."""
        keys = {each.position: (each.sha256, each.title, under) for each in lines}
        with self._lock:
            found = {at: self._kept[key] for at, key in keys.items() if key in self._kept}
        new = {at: key for at, key in keys.items() if at not in found}
        read: dict[
            tuple[str, str], tuple[Coding, ...]
        ] = {}  # most revisions say the same as those before them
        for at, text in wiki.pages.texts(new).items() if new else ():
            piece = new[at][1], excerpt(text, under.keys)
            if piece not in read:
                read[piece] = codings_under(piece[1], piece[0], under.keys, under.ontology)
            found[at] = read[piece]
        with self._lock:
            self._kept.update((key, found[at]) for at, key in new.items() if at in found)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return found


_READINGS = _Readings()


@dataclass(frozen=True, slots=True)
class _Step:
    """A revision of a case."""

    position: int
    seen: Seen  # what it said
    new: bool  # whether it said something else than the one before


@dataclass(frozen=True, slots=True)
class _Reader:
    """Retraces cases from their revisions."""

    says: Mapping[int, tuple[Coding, ...]]  # what revisions code, by position
    histories: Histories  # of cases that have changed since some first freezing
    meant: Mapping[str, str]
    steps: dict[str, tuple[_Step, ...]] = field(default_factory=dict)  # by case, the same for all signatures

    def traces(self, page: Stating, asked: Asked) -> dict[str, list[Seen]]:
        """Return what became of each case since the first signature of the page was frozen."""
        if not page.by_instances:
            return {
                title: self._alone(page.frozen, facts, asked.standings.get(title))
                for title, facts in asked.cases.items()
            }
        instances = self._instances(page)
        return {
            title: self._trace(page, facts, asked.standings.get(title), instances)
            for title, facts in asked.cases.items()
        }

    def _alone(self, frozen: int, today: CaseFacts, standing: Standing | None) -> list[Seen]:
        """Return what became of a case since a position, where nothing is asked of it but what it codes itself."""
        steps = self.steps.get(today.title)
        if steps is None:
            steps = self.steps[today.title] = tuple(self._steps_of(today.title))
        if steps[-1].position <= frozen:
            return [Seen(None, today, standing)]
        then = [each.seen.facts for each in steps if each.position <= frozen]
        seen = [Seen(None, then[-1]), *(each.seen for each in steps if each.new and each.position > frozen)]
        return [*seen[:-1], Seen(seen[-1].moment, today, standing)]

    def _steps_of(self, title: str) -> Iterator[_Step]:
        """Yield the revisions of a case, behind a step at which nothing was known of it."""
        before: tuple[Coding, ...] = ()
        yield _Step(0, Seen(None, CaseFacts(title)), new=False)
        for each in self.histories.get(title, ()):
            says = self.says[each.position]
            yield _Step(each.position, Seen(moment_of(each, title), CaseFacts(title, says)), says != before)
            before = says

    def _instances(self, page: Stating) -> list[tuple[RevisionLine, tuple[Coding, ...]]]:
        """Return what the page's revisions say of instances, those that change nothing of it left out."""
        found: list[tuple[RevisionLine, tuple[Coding, ...]]] = []
        for each in page.revisions:
            said = tuple(one for one in self.says[each.position] if one.field == KNOWN_INSTANCES)
            if each.position <= page.frozen:
                found = [(each, said)]
            elif not found or found[-1][1] != said:
                found.append((each, said))
        return found

    def _trace(
        self,
        page: Stating,
        today: CaseFacts,
        standing: Standing | None,
        instances: list[tuple[RevisionLine, tuple[Coding, ...]]],
    ) -> list[Seen]:
        own = [(each, None) for each in self.histories.get(today.title, ())]
        events = sorted([*own, *instances], key=lambda each: each[0].position)
        if not any(each.position > page.frozen for each, _ in events):
            return [Seen(None, today, standing)]
        says = today.codings if not own else ()
        named: tuple[Coding, ...] = ()
        seen = [Seen(None, CaseFacts(today.title, says))]
        for each, said in events:
            before = says, named
            says, named = (self.says[each.position], named) if said is None else (says, said)
            if (says, named) == before and each.position > page.frozen:
                continue
            then = Seen(
                moment_of(each, today.title if said is None else page.title),
                CaseFacts(today.title, says),
                self._standing(page.title, today.title, says, named),
            )
            if each.position <= page.frozen:
                seen = [Seen(None, then.facts, then.standing)]
            else:
                seen.append(then)
        return [*seen[:-1], Seen(seen[-1].moment, today, standing)]

    def _standing(
        self, pattern: str, case: str, says: tuple[Coding, ...], named: tuple[Coding, ...]
    ) -> Standing | None:
        found = instances_of(pattern, {pattern: named, case: says}, self.meant)
        return next((each for each in standings(found) if each.case == case), None)
