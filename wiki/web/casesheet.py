"""What is worked out of the circulation of the commons, for the page of a case."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ontology.licensing.practices import Course
from wiki.circulation import course_on_page
from wiki.licences import Shelf
from wiki.ports import Heading
from wiki.revisions import Backlink, Revision

if TYPE_CHECKING:
    from wiki.assembly import Wiki

CASE = "case"


@dataclass(frozen=True)
class CaseSheet:
    """All that is worked out of one case."""

    template = "case-circulation.html"
    headings = (Heading(2, "Circulation of the commons", "circulation"),)

    course: Course


def case_sheet_of(
    wiki: Wiki, revision: Revision, shelf: Callable[[], Shelf], linked: Iterable[Backlink]
) -> CaseSheet | None:
    """Return the sheet for a Case page; None when nothing is said of its circulation, which costs no storage call.

    `linked` are the links to the page.
    """
    course = course_on_page(revision.title, revision.text, linked, wiki.pages, shelf, wiki.ontology)
    return CaseSheet(course) if course else None
