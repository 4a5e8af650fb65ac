"""The pages a wiki has of licences, found by what licence they are about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ontology.kinds import Ontology
from ontology.licensing.facts import expression_said
from ontology.licensing.practices import Licence
from patterns import frontmatter
from patterns.licences import licence_of_page
from patterns.links import split_title
from wiki.ports import Pages

LICENSE = "license"
"""Kind of the pages."""

READ = 500
"""Pages read at once."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """The License pages of one moment."""

    head: int = -1  # position of the log
    revisions: Mapping[str, int] = field(default_factory=dict)  # read of each page
    licences: Mapping[str, Licence] = field(default_factory=dict)  # by title
    titles: Mapping[str, str] = field(default_factory=dict)  # of the page about an expression

    def expression(self, title: str) -> str:
        """Return the SPDX expression a page is about; "" when it is about no single licence, or there is no page."""
        return self.licences[title].expression if title in self.licences else ""

    def licence(self, title: str, name: str) -> Licence:
        """Return the licence of that title; without a page it is what its bare name stands for."""
        return self.licences.get(title) or Licence(name, expression_said("", (name,)))

    def title(self, expression: str) -> str:
        """Return the full title of the page about a licence, "" when there is none."""
        return self.titles.get(expression, "")


class LicencePages:
    """Follows the License pages: after an edit anywhere they are listed again, and only changed ones read again."""

    def __init__(self, pages: Pages, ontology: Ontology) -> None:
        self._pages = pages
        self._ontology = ontology
        self._kept = Shelf()

    def now(self) -> Shelf:
        """Return the pages of this moment."""
        head = self._pages.head()
        if self._kept.head != head:
            read = dict(self._read())
            licences = {title: licence for title, (_, licence) in read.items()}
            revisions = {title: revision for title, (revision, _) in read.items()}
            self._kept = Shelf(head, revisions, licences, _titles(licences))
        return self._kept

    def _read(self) -> Iterator[tuple[str, tuple[int, Licence]]]:
        kept, after = self._kept, ""
        while listed := self._pages.list_pages(LICENSE, after, READ):
            after = listed[-1].title
            for title, revision in self._pages.get_all(each.title for each in listed).items():
                if kept.revisions.get(title) == revision.position:
                    yield title, (revision.position, kept.licences[title])
                else:
                    name = split_title(title, self._ontology).name
                    yield title, (revision.position, licence_of_page(frontmatter.parse(revision.text), name))


def _titles(licences: Mapping[str, Licence]) -> dict[str, str]:
    """Find each licence's page; of several, the one that bears the licence's identifier, else the first by title."""
    found: dict[str, str] = {}
    for title, licence in sorted(licences.items()):
        expression = licence.expression
        if expression and (expression not in found or title.endswith(f":{expression}")):
            found[expression] = title
    return found
