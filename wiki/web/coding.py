"""Coding from the words of a source: which page, which variable; then the form of that variable, source and words filled in."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from urllib.parse import urlencode

from flask import Blueprint, Response, make_response, redirect, render_template, request

from ontology.kinds import Kind
from ontology.variables import variables_of
from patterns.frontmatter import parse
from patterns.links import canonical_title, full_title, normalize_title, page_path, split_title, title_problem
from patterns.quotations import Quotations, listed_quotations
from patterns.saying import understand
from wiki.comparing import choose, explained, key_of
from wiki.errors import BadInputError, NotFoundError
from wiki.web import reading
from wiki.web.choosing import by_group
from wiki.web.quotations import read
from wiki.web.session import the_wiki
from wiki.web.wayback import BACK, FIELD

door = Blueprint("coding", __name__)
ADDRESS = "/special/code"

SOURCE = "source"
"""The kind of the page whose words are coded with."""

LONGEST = 2_000
"""Characters of a quotation that an address carries."""


@door.get(ADDRESS)
def code() -> Response:
    """Ask what is coded with the words of a source, or lead to the form of the variable of that page."""
    source, kind = asked_source(), asked_kind()
    said = {"source": source, "quote": quote(source), "place": request.args.get("place", "").strip()}
    case, word = (request.args.get(name, "").strip() for name in ("case", "variable"))
    if case and word:
        return make_response(redirect(form_address(case, word, kind, said), HTTPStatus.SEE_OTHER))
    page = render_template(
        "code-with.html",
        said=said,
        at=request.args.get("at", ""),
        case=case,
        word=word,
        asked=bool(case or word or "place" in request.args),
        kind=kind,
        kinds_coded=[each for each in the_wiki().ontology.kinds if variables_of(each)],
        groups=list(by_group(explained(the_wiki(), variables_of(kind)))),
        longest=LONGEST,
        with_kind=lambda each: f"{ADDRESS}?{urlencode({**request.args, 'kind': each})}",
    )
    return reading.private(make_response(page))


def asked_source() -> str:
    """Return the full title of the source that the address names; raises BadInputError, NotFoundError."""
    title = normalize_title(request.args.get("source", ""))
    if not title:
        raise BadInputError(f"Name the source: {ADDRESS}?source=TITLE.")
    full = full_title(SOURCE, named(title), the_wiki().shapes)
    found = the_wiki().pages.resolve([full])[full]
    if not found.exists:
        raise NotFoundError(f"There is no source “{title}”.")
    return found.title


def named(title: str) -> str:
    """Return a title without its namespace, as a page bears it."""
    shapes = the_wiki().shapes
    return split_title(canonical_title(title, shapes), shapes).name


def asked_kind() -> Kind:
    """Return the kind that is coded, cases unless the address names another; raises BadInputError."""
    name = request.args.get("kind", "").strip() or "case"
    found = the_wiki().ontology.by_name.get(name)
    if found is None or not variables_of(found):
        raise BadInputError(
            f"Pages of the kind “{name}” have no variables. Code cases, for example: kind=case."
        )
    return found


def quote(source: str) -> str:
    """Return the words the address quotes: as they are, else those under an anchor of the page; raises BadInputError."""
    words = " ".join(request.args.get("quote", "").split())
    if len(words) > LONGEST:
        raise BadInputError(
            f"These are {len(words):,} characters, more than {LONGEST:,}: quote the words that say it, and no more."
        )
    if words or not request.args.get("at"):
        return words
    by_anchor = words_by_anchor(source)
    return by_anchor.get(request.args["at"], "")


def words_by_anchor(source: str) -> Mapping[str, str]:
    """Return the quotations that a source's page shows, by the anchor of each."""
    wiki = the_wiki()
    revision = wiki.pages.get(source)
    if revision is None:
        return {}
    saying = understand(parse(revision.text), source, wiki.ontology)
    basis = read().basis(wiki, source, Quotations(listed_quotations(saying)))
    return {each.quotation.anchor: each.quotation.words for each in basis.words.values()}


def form_address(case: str, word: str, kind: Kind, said: Mapping[str, str]) -> str:
    """Return the address of the form of a variable with the evidence filled in; raises BadInputError for no title."""
    wiki = the_wiki()
    title = full_title(kind.name, named(case), wiki.shapes)
    if problem := title_problem(title):
        raise BadInputError(problem)
    (title, *_) = choose(wiki, [case], kind).titles or (title,)
    at = request.args.get("at", "")
    asked = {
        "action": "form",
        FIELD: key_of(wiki.codebook.now(), wiki.ontology, word),
        **{name: words for name, words in said.items() if words},
        BACK: page_path(said["source"]) + (f"#{at}" if at else ""),
    }
    return f"{page_path(title)}?{urlencode(asked)}"
