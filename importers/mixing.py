"""Whether a text may go into a page: what an import may never do is mix licences that exclude each other. Pure."""

from __future__ import annotations

from ontology.licensing import Use, may
from ontology.licensing.naming import named
from patterns import frontmatter


def mixing_problem(page: str, arriving: str) -> str:
    """Return "" when a page's text may be merged with an arriving one, else a sentence that gives the reason.

    Both are page texts; their licences are those they say. The merged page stays under the licence of the page. A text
    that says no licence is taken to be under the page's. What is not known is no permission.
    """
    ours, theirs = _licence(page), _licence(arriving)
    if not ours or not theirs or ours == theirs:
        return ""
    ours, theirs = named(ours) or ours, named(theirs) or theirs
    if ours == theirs:
        return ""
    verdict = may(Use.INCORPORATE, theirs, ours)
    if verdict.answer.allows:
        return ""
    why = f": {str(verdict.reasons[0]).rstrip('.')}" if verdict.reasons else ""
    return f"a text under {theirs} may not go into a page under {ours}{why}"


def _licence(text: str) -> str:
    said = frontmatter.mapping(frontmatter.parse(text)).get("license")
    return said.strip() if isinstance(said, str) else ""
