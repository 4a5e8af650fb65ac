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
from patterns.quotations import Quotations, listed_quotations, place_in
from patterns.saying import Saying, understand
from patterns.sections import sentence_ends
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
    words, place = quoted(source)
    said = {"source": source, "quote": shortened(words), "place": place}
    case, word = (request.args.get(name, "").strip() for name in ("case", "variable"))
    if case and word:
        return make_response(redirect(form_address(case, word, kind, said), HTTPStatus.SEE_OTHER))
    page = render_template(
        "code-with.html",
        said=said,
        at=request.args.get("at", ""),
        case=case,
        word=word,
        left_out=len(words) if said["quote"] != words else 0,
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


def quoted(source: str) -> tuple[str, str]:
    """Return the words the address quotes and their place: as they are, else those under an anchor of the page.

    Raises BadInputError.
    """
    words, place = (" ".join(request.args.get(name, "").split()) for name in ("quote", "place"))
    if len(words) > LONGEST:
        raise BadInputError(
            f"These are {len(words):,} characters, more than {LONGEST:,}: quote the words that say it, and no more."
        )
    at = request.args.get("at", "")
    revision = the_wiki().pages.get(source) if at else None
    if revision is None:
        return words, place
    saying = understand(parse(revision.text), source, the_wiki().ontology)
    if "place" not in request.args:
        place = place_in(saying, at)
    return words or words_under(source, saying, at), place


def words_under(source: str, saying: Saying, at: str) -> str:
    """Return the quotation that a source's page shows under an anchor, "" if there is none."""
    basis = read().basis(the_wiki(), source, Quotations(listed_quotations(saying)))
    found = (each.quotation for each in basis.words.values())
    return next((each.words for each in found if each.anchor == at), "")


def shortened(words: str) -> str:
    """Return as many whole sentences from the beginning as an address carries; of a longer one as many words."""
    if len(words) <= LONGEST:
        return words
    end = max((each for each in sentence_ends(words) if each <= LONGEST), default=0)
    return words[:end] if end else words[:LONGEST].rpartition(" ")[0] or words[:LONGEST]


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
