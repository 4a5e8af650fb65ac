"""Choosing pages of one kind and putting them side by side; how completely a kind is coded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from ontology.kinds import Field, Kind, Ontology
from ontology.variables import variables_of
from patterns.codebook import VARIABLE, Variable, variables
from patterns.codings import Coding
from patterns.comparison.cells import State
from patterns.comparison.completeness import Completeness, completeness
from patterns.comparison.table import Comparison, compare, compare_columns
from patterns.links import canonical_title, full_title, normalize_title, split_title, title_problem
from wiki.assembly import Wiki
from wiki.codebook import Codebook
from wiki.ports import SearchRequest
from wiki.revisions import Resolved

MOST = 100
"""Pages that are put side by side at once."""

LOOKED_UP = 1_000
"""Titles of one address that are looked up, where no more pages fit."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Pages of one kind that can be compared, and in sentences what of the choice could not be followed."""

    kind: Kind
    titles: tuple[str, ...]
    notes: tuple[str, ...] = ()
    others: tuple[tuple[Kind, tuple[str, ...]], ...] = ()  # pages of other kinds that were left out


def choose(wiki: Wiki, asked: Iterable[str], kind: Kind, most: int = MOST) -> Chosen:
    """Find the pages that are meant, by title, alias or redirect; `kind` is theirs unless the first is of another.

    Storage is asked once, however many there are.
    """
    words = tuple(dict.fromkeys(filter(None, map(normalize_title, asked))))
    looked_up = max(most, LOOKED_UP)
    found, notes = _found(wiki, words[:looked_up], kind)
    if len(words) > looked_up:
        notes = (*notes, f"Only the first {looked_up:,} of {len(words):,} titles were looked up.")
    kinds = _by_kind(wiki, found)
    if not kinds:
        return Chosen(kind, (), notes)
    first = kind if kind.name in kinds else wiki.ontology.by_name[next(iter(kinds))]
    titles = tuple(kinds.pop(first.name))
    others = tuple((wiki.ontology.by_name[name], tuple(each)) for name, each in kinds.items())
    notes = (*notes, *(_left_out(other, each, first) for other, each in others), *_cut(titles, most))
    return Chosen(first, titles[:most], notes, others)


def choose_then(wiki: Wiki, asked: Iterable[str], kind: Kind, when: datetime, most: int = MOST) -> Chosen:
    """Find the pages of a kind that bore these full titles at that time; a bare name is one of the kind."""
    words = tuple(dict.fromkeys(filter(None, map(normalize_title, asked))))[: max(most, LOOKED_UP)]
    full = {
        word: word if ":" in word else full_title(kind.name, word, wiki.shapes)
        for word in words
        if not title_problem(word)
    }
    then = wiki.pages.all_as_of({*full.values(), *full}, when)
    meant = {word: next((title for title in (full[word], word) if title in then), "") for word in full}
    day = f"{when:%Y-%m-%d}"
    notes = [f"There was no page “{word}” on {day}." for word in words if not meant.get(word)]
    titles = tuple(
        dict.fromkeys(title for title in meant.values() if title and then[title].kind == kind.name)
    )
    others = [title for title in dict.fromkeys(meant.values()) if title and title not in titles]
    if others:
        notes.append(_left_out_then(others, kind, day))
    return Chosen(kind, titles[:most], (*notes, *_cut(titles, most)))


def _left_out_then(titles: Sequence[str], kind: Kind, day: str) -> str:
    listed = ", ".join(f"“{each}”" for each in titles)
    return f"On {day}, {listed} {'was' if len(titles) == 1 else 'were'} not of the kind {kind.label}."


def _found(wiki: Wiki, words: Sequence[str], kind: Kind) -> tuple[list[Resolved], tuple[str, ...]]:
    shapes = wiki.shapes
    full = {word: canonical_title(word, shapes) for word in words if not title_problem(word)}
    own = {word: full_title(kind.name, split_title(each, shapes).name, shapes) for word, each in full.items()}
    resolved = wiki.pages.resolve({*full.values(), *own.values()})
    found, notes = [], []
    for word in words:
        each = next((resolved[t] for t in _targets(word, own, full) if resolved[t].exists), None)
        if each is None:
            notes.append(f"There is no page “{word}”.")
            continue
        if each.title not in {full[word], own[word]}:
            notes.append(f"“{word}” leads to “{each.title}”.")
        found.append(each)
    return found, tuple(notes)


def _targets(word: str, own: dict[str, str], full: dict[str, str]) -> Iterator[str]:
    """Yield what a title may mean: the page of the kind before another one of that bare name."""
    if word in full:
        if ":" not in word:
            yield own[word]
        yield full[word]


def _by_kind(wiki: Wiki, found: Iterable[Resolved]) -> dict[str, list[str]]:
    kinds: dict[str, dict[str, None]] = {}
    for each in found:
        if each.kind in wiki.ontology.by_name:
            kinds.setdefault(each.kind, {})[each.title] = None
    return {kind: list(titles) for kind, titles in kinds.items()}


def _left_out(other: Kind, titles: Sequence[str], first: Kind) -> str:
    named = " and ".join([", ".join(f"“{each}”" for each in titles[:-1]), f"“{titles[-1]}”"]).removeprefix(
        " and "
    )
    verb = "is of the kind" if len(titles) == 1 else "are of the kind"
    return f"{named} {verb} {other.label}: only pages of one kind can be compared, and these are of the kind {first.label}."


def _cut(titles: Sequence[str], most: int) -> Iterator[str]:
    if len(titles) > most:
        yield f"Only the first {most:,} of {len(titles):,} pages are side by side."


def found_by_search(wiki: Wiki, request: SearchRequest, most: int = MOST) -> tuple[list[str], str]:
    """Return the full titles of pages that a search finds, and a sentence when there are more than can be compared."""
    titles, total = wiki.search.titles_found(request, most)
    words = f"Only the first {most:,} of the {total:,} pages found are side by side."
    return titles, words if total > most else ""


def fields_of(kind: Kind, keys: Sequence[str]) -> tuple[tuple[Field, ...], tuple[str, ...]]:
    """Return the kind's fields under these keys – all its variables for none – and a sentence for each that is not there."""
    if not keys:
        return variables_of(kind), ()
    coded = {each.key: each for each in kind.fields if each.codable}
    missing = [key for key in keys if key not in coded]
    notes = tuple(f"The kind {kind.label} has no variable “{key}”." for key in missing)
    return tuple(coded[key] for key in dict.fromkeys(keys) if key in coded), notes


def key_of(codebook: Codebook, ontology: Ontology, word: str) -> str:
    """Return the key that a variable's key or its page's title, with or without "Variable:", means."""
    title = full_title(VARIABLE, split_title(word, codebook.shapes).name, codebook.shapes)
    entry = codebook.entries.get(title)
    if entry is None:
        return word.strip()
    keys = (each.key for kind in ontology.kinds for each in kind.fields if each.iri == entry.iri)
    return next(keys, entry.key)


def compared(
    wiki: Wiki,
    titles: Sequence[str],
    fields: Iterable[Field],
    codings: Mapping[str, tuple[Coding, ...]],
) -> Comparison:
    """Compare what pages code under fields; names of the same page, such as its aliases, are the same value.

    One storage call.
    """
    named = {each.title for said in codings.values() for each in said if each.title}
    meant = {target: found.title for target, found in wiki.pages.resolve(named).items()}
    moved = {target for target, title in meant.items() if target != title}
    if not moved:
        return compare(fields, titles, codings)
    one = {
        page: [replace(each, value=meant[each.title]) if each.title in moved else each for each in said]
        for page, said in codings.items()
    }
    return compare(fields, titles, one)


def compared_alike(wiki: Wiki, titles: Sequence[str], fields: Sequence[Field]) -> Comparison:
    """Compare what pages code under fields as `compared` does; of the evidence, only who coded it is told.

    What thousands of pages say alike is read and looked at once. Two storage calls.
    """
    said = wiki.pages.said_under(titles, [each.key for each in fields])
    different = {id(each): each for column in said.values() for each in column}
    named = {each.title for codings in different.values() for each in codings if each.title}
    meant = {target: found.title for target, found in wiki.pages.resolve(named).items()}
    moved = {target for target, title in meant.items() if target != title}
    if not moved:
        return compare_columns(fields, titles, said)
    one = {
        at: tuple(replace(each, value=meant[each.title]) if each.title in moved else each for each in codings)
        for at, codings in different.items()
    }
    led = {key: [one[id(each)] for each in column] for key, column in said.items()}
    return compare_columns(fields, titles, led)


def explained(wiki: Wiki, fields: Iterable[Field]) -> tuple[Variable, ...]:
    """Join fields with the Variable pages that explain them."""
    return variables(fields, wiki.codebook.now().entries)


def codebook(wiki: Wiki, kind: Kind) -> tuple[tuple[Variable, Completeness], ...]:
    """Return every variable of a kind with how completely it is coded. One storage call."""
    fields = variables_of(kind)
    counted = completeness(fields, wiki.pages.coding_counts(kind.name))
    return tuple(zip(explained(wiki, fields), counted, strict=True))


def under(wiki: Wiki, title: str) -> tuple[tuple[Kind, Field], ...]:
    """Return the fields that the Variable page of that title stands for, by kind."""
    entry = wiki.codebook.now().entries.get(title)
    if entry is None:
        return ()
    return tuple(
        (kind, each) for kind in wiki.ontology.kinds for each in kind.fields if each.iri == entry.iri
    )


@dataclass(frozen=True, slots=True)
class Coded:
    """How far one page is coded."""

    variables: int  # of its kind
    coded: int  # of which anything is said
    unknown: int
    contested: int


def how_coded(kind: Kind, title: str, codings: Iterable[Coding]) -> Coded | None:
    """Say how far a page is coded; None when its kind has no variables."""
    fields = variables_of(kind)
    if not fields:
        return None
    rows = compare(fields, [title], {title: tuple(codings)}).rows
    states = [row.states[0] for row in rows]
    coded = len(rows) - states.count(State.UNCODED)
    return Coded(len(rows), coded, states.count(State.UNKNOWN), states.count(State.CONTESTED))
