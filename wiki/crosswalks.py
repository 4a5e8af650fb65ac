"""Codebooks side by side: which Variable pages belong to which, how they are mapped, and a case through another one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from ontology.kinds import Field
from patterns.codebook import VARIABLE, Variable
from patterns.crosswalks import Crosswalk, View, crosswalks_of, through
from patterns.frontmatter import parse
from patterns.links import split_title
from patterns.saying import Saying, understand
from patterns.values import Form
from wiki.assembly import Wiki
from wiki.comparing import explained
from wiki.errors import NotFoundError

READ = 500
"""Variable pages read at once."""

OWN = ""
"""The codebook of variables that come from nowhere else."""


@dataclass(frozen=True, slots=True)
class Codebooks:
    """All codebooks of a wiki."""

    of: Mapping[str, str]  # full title of a Variable page → title of the source it comes from, OWN = none
    crosswalks: tuple[Crosswalk, ...]  # as the pages state them

    @property
    def names(self) -> tuple[str, ...]:
        """The codebooks there are, the wiki's own first."""
        return tuple(sorted(set(self.of.values())))

    def into(self, codebook: str) -> tuple[Crosswalk, ...]:
        """Return the mappings that lead into a codebook from any other, from whichever end they are stated."""
        both = (*self.crosswalks, *(each.inverse for each in self.crosswalks))
        found = dict.fromkeys(
            each for each in both if self.of.get(each.to) == codebook != self.of.get(each.variable)
        )
        return tuple(found)

    def touching(self, title: str) -> tuple[Crosswalk, ...]:
        """Return the mappings of one variable, from whichever end they are stated."""
        back = (each.inverse for each in self.crosswalks if each.to == title)
        return tuple(dict.fromkeys((*(e for e in self.crosswalks if e.variable == title), *back)))

    def unmapped(self, codebook: str) -> tuple[str, ...]:
        """Return the variables of a codebook that no mapping touches, by title."""
        mapped = {title for each in self.crosswalks for title in (each.variable, each.to)}
        return tuple(sorted(title for title, of in self.of.items() if of == codebook and title not in mapped))


_KEPT: dict[tuple[str, str], Codebooks] = {}
"""The codebooks last read, by the wiki's address and the mark of its Variable pages."""


def codebooks(wiki: Wiki) -> Codebooks:
    """Return the codebooks as they are now; they are read when a Variable page has changed."""
    key = (wiki.config.base, wiki.codebook.now().mark)
    found = _KEPT.get(key)
    if found is None:
        found = _read(wiki)
        _KEPT.clear()
        _KEPT[key] = found
    return found


def _read(wiki: Wiki) -> Codebooks:
    of: dict[str, str] = {}
    stated: list[Crosswalk] = []
    for saying in _pages(wiki):
        of[saying.title] = _origin(saying)
        stated.extend(crosswalks_of(saying))
    meant = wiki.pages.resolve({each.to for each in stated})
    found = (replace(each, to=meant[each.to].title) for each in stated if meant[each.to].exists)
    return Codebooks(of, tuple(dict.fromkeys(found)))


def _pages(wiki: Wiki) -> Iterator[Saying]:
    after = ""
    while listed := wiki.pages.list_pages(VARIABLE, after, READ):
        after = listed[-1].title
        for title, revision in wiki.pages.get_all(each.title for each in listed).items():
            saying = understand(parse(revision.text), title, wiki.ontology)
            if not saying.redirect:
                yield saying


def _origin(saying: Saying) -> str:
    """Return what a variable's page was derived from: the codebook it belongs to."""
    for said in saying.said:
        if said.key == "derived_from" and said.reading and said.reading.form is Form.TITLE:
            return said.reading.text
    return OWN


@dataclass(frozen=True, slots=True)
class Seen:
    """A page through a codebook."""

    title: str
    codebook: str
    own: tuple[Variable, ...]  # variables of that codebook by which the page is coded itself
    view: View


def seen_through(wiki: Wiki, title: str, codebook: str) -> Seen:
    """Look at a page through a codebook; raises NotFoundError when there is no such page or codebook."""
    books = codebooks(wiki)
    if codebook not in books.names:
        known = ", ".join(each or "the wiki’s own" for each in books.names)
        raise NotFoundError(f"There is no codebook “{codebook}”. There are: {known}.")
    found = wiki.pages.resolve([title])[title]
    if not found.exists:
        raise NotFoundError(f"There is no page “{title}”.")
    kind = wiki.ontology.by_name[split_title(found.title, wiki.ontology).kind]
    said = [
        each for each in wiki.pages.codings([found.title]).get(found.title, ()) if each.field in kind.by_key
    ]
    variables = _variables(wiki, (kind.by_key[each.field] for each in said))
    own = tuple(each for each in variables.values() if books.of.get(each.title, OWN) == codebook)
    left = [
        (variables[each.field].title or variables[each.field].field.label, each)
        for each in said
        if variables[each.field] not in own
    ]
    return Seen(found.title, codebook, own, through(left, books.into(codebook)))


def _variables(wiki: Wiki, fields: Iterable[Field]) -> dict[str, Variable]:
    """Return variables by the key of their field."""
    return {each.field.key: each for each in explained(wiki, dict.fromkeys(fields))}
