"""The circulation of the commons through the cases of a wiki: what their pages say of it, put together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from ontology.kinds import Ontology
from ontology.licensing import Reason
from ontology.licensing.practices import Course, Flows, Licence, Practice, Taken, course_of, flows
from patterns.frontmatter import parse
from patterns.links import split_title
from patterns.saying import understand
from wiki.licences import Shelf
from wiki.ports import Pages
from wiki.revisions import Backlink, Resolved

OUTPUT, INPUT, USES, FEEDS = "output_license", "input_license", "uses", "feeds"


@dataclass(frozen=True, slots=True)
class Said:
    """What one case says of its circulation: full titles."""

    outputs: tuple[str, ...] = ()  # licences of what it makes
    inputs: tuple[str, ...] = ()  # licences of its raw material
    uses: tuple[str, ...] = ()  # cases whose output it takes
    feeds: tuple[str, ...] = ()  # cases that take its output
    evidence: Mapping[str, Reason] = field(default_factory=dict)  # by licence of what it makes

    def __bool__(self) -> bool:
        return bool(self.outputs or self.inputs or self.uses or self.feeds)


def said_in(text: str, title: str, ontology: Ontology) -> Said:
    """Read what a case's page says of its circulation; what is absent, contested, unknown or over is not said."""
    saying = understand(parse(text), title, ontology)
    found: dict[str, list[str]] = {OUTPUT: [], INPUT: [], USES: [], FEEDS: []}
    evidence: dict[str, Reason] = {}
    for each in (*saying.said, *saying.typed):
        over = any(qualifier.key == "until" for qualifier in each.qualifiers)
        if each.key in found and each.holds and each.reading and not over:
            found[each.key].append(each.reading.text)
            words = {qualifier.key: qualifier.reading.label for qualifier in each.qualifiers}
            if each.key == OUTPUT and "source" in words:
                evidence[each.reading.text] = evidence_of(words.get("quote", ""), words["source"])
    return said_by(found, evidence)


def said_by(titles: Mapping[str, Iterable[str]], evidence: Mapping[str, Reason]) -> Said:
    """Put together what a case says, given by field, each title once."""
    outputs, inputs, uses, feeds = (tuple(dict.fromkeys(titles[key])) for key in (OUTPUT, INPUT, USES, FEEDS))
    return Said(outputs, inputs, uses, feeds, evidence)


def evidence_of(quote: str, source: str) -> Reason:
    """Return the evidence of a coding as a ground."""
    return Reason("What is coded of the terms of this case.", quote=quote, source=source)


def practice_of(
    title: str,
    said: Said,
    fed_by: Iterable[str],
    cases: Mapping[str, Said],
    licence: Callable[[str], Licence],
) -> Practice:
    """Put a case together with the cases it takes from; `licence` finds a licence by the title of its page."""
    taken = [Taken(licence(each)) for each in said.inputs]
    for other in dict.fromkeys((*said.uses, *fed_by)):
        outputs = cases[other].outputs if other in cases else ()
        taken += [Taken(licence(each), other) for each in outputs] or [Taken(None, other)]
    made = tuple(replace(licence(each), evidence=said.evidence.get(each)) for each in said.outputs)
    return Practice(title, made, tuple(taken))


def finder(resolved: Mapping[str, Resolved], shelf: Shelf, ontology: Ontology) -> Callable[[str], Licence]:
    """Return a function from the title a licence was given by to the licence, redirects followed."""

    def find(title: str) -> Licence:
        return shelf.licence(resolved[title].title, split_title(title, ontology).name)

    return find


def course_on_page(
    title: str,
    text: str,
    linked: Iterable[Backlink],
    pages: Pages,
    shelf: Callable[[], Shelf],
    ontology: Ontology,
) -> Course | None:
    """Return what becomes of what a case takes and makes; None when nothing is said of it, neither here nor elsewhere.

    `linked` are the links to the page. Three storage calls, whatever the page says, and the look at the `shelf`.
    """
    said = said_in(text, title, ontology)
    feeders = {each.title for each in linked if each.key == FEEDS and each.title != title}
    if not said and not feeders:
        return None
    used = pages.resolve(said.uses)
    said = replace(said, uses=tuple(used[each].title for each in said.uses))
    others = pages.get_all({*said.uses, *feeders})
    cases = {name: said_in(each.text, name, ontology) for name, each in others.items()} | {title: said}
    meant = pages.resolve(
        {name for each in cases.values() for name in (*each.outputs, *each.inputs, *each.feeds)}
    )
    fed_by = (
        name
        for name in sorted(feeders & cases.keys())
        if any(meant[each].title == title for each in cases[name].feeds)
    )
    return course_of(practice_of(title, said, fed_by, cases, finder(meant, shelf(), ontology)))


def flows_among(
    cases: Mapping[str, Said], resolved: Mapping[str, Resolved], shelf: Shelf, ontology: Ontology
) -> Flows:
    """Return the circulation over all cases that say anything of it.

    `cases` by full title; their uses name each feeding case already, whichever end says so. `resolved` are all titles of
    licences in them.
    """
    find = finder(resolved, shelf, ontology)
    return flows(practice_of(title, said, (), cases, find) for title, said in cases.items() if said)
