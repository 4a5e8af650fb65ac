"""All a page view shows, gathered with a number of storage calls that does not grow with the page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from ontology.kinds import Kind, Ontology
from ontology.licensing import named
from patterns import frontmatter
from patterns.checks import check_saying
from patterns.codings import Coding, codings
from patterns.links import full_title, graph_iri, page_path, split_title, title_problem
from patterns.page import Finding, Page, Section
from patterns.quotations import Quotations, listed_quotations
from patterns.saying import understand
from patterns.sections import find_section, plain_text
from wiki.ports import Heading, Rendered
from wiki.rendering.links import resolve_links
from wiki.revisions import Backlink, Batch, Resolved, Revision
from wiki.web.citation import Citation
from wiki.web.infobox import Group, infobox, plain, titles_in, typed_links
from wiki.web.mentions import Mentions, by_relation
from wiki.web.quotations import EVERY, Basis, Sources, cited_sources, read
from wiki.web.quotedhtml import linked_quotations, marked_quotations
from wiki.web.shelf import shelf

if TYPE_CHECKING:
    from wiki.assembly import Wiki

BACKLINKS = 200
"""Links to a page that its view lists; "What links here" has the rest."""

SOURCE = "source"
"""The kind whose pages show what rests on them, and the qualifier by which it does."""

LEADS = ("patlet", "summary", "definition", "question")
"""Keys of fields that say in a sentence what a page is about; the first one that is said stands above the text."""

LONGEST_LEAD = 500
"""Characters of such a sentence that is shown above the text."""

MARKUP = re.compile(r"[\[\]<>|`*_#]|\S[^\S\n]*+\n[^\S\n]*+\n\s*+\S")
"""What would be lost if a section were shown as one plain paragraph: links, emphasis, lists, a second paragraph."""

SCROLL_BOX = '<div class="scroll" role="group" aria-label="Table" tabindex="0">'

FORMATS = (
    ("ttl", "text/turtle", "Turtle"),
    ("jsonld", "application/ld+json", "JSON-LD"),
    ("nt", "application/n-triples", "N-Triples"),
    ("rdf", "application/rdf+xml", "RDF/XML"),
)
"""(ending, media type, name) of a page's facts as files."""


ADDRESS = ("http://", "https://")
"""How a licence begins that is said by its web address."""

TALK = Kind("talk", "", "Talk", "Talk", "Talk", "Where a page is discussed.")
"""Talk pages have no shape."""


@dataclass(frozen=True, slots=True)
class Body:
    """A page's text as it is shown, before links, infobox and surroundings of the finished page."""

    title: str  # full title
    name: str  # without the namespace
    kind: Kind
    lead: str
    html: str  # links resolved
    headings: tuple[Heading, ...]
    problem: str  # why the text is shown as plain text, "" = it is not
    groups: tuple[Group, ...]
    aliases: tuple[str, ...]
    tags: tuple[str, ...]
    license: str  # what the page says of its licence, "" = nothing
    license_title: str  # full title of that licence's page
    license_href: str  # where it leads when that page does not exist and it is known better, "" = it is not
    findings: tuple[Finding, ...]
    codings: tuple[Coding, ...]
    resolved: Mapping[str, Resolved]
    sources: Sources = field(default_factory=Sources)  # that the page cites
    basis: Basis | None = None  # what rests on the source the page is of
    pieces: tuple[
        tuple[str, str], ...
    ] = ()  # its text, cut behind each quotation: (HTML, key of the quotation)
    live: bool = False  # blocks of the text are filled with what they find

    @property
    def talk(self) -> str:
        """Full title of the page's talk page."""
        return self.title if self.kind.name == "talk" else f"Talk:{self.title}"

    def exists(self, title: str) -> bool:
        """Say whether a page this one links to exists."""
        found = self.resolved.get(title)
        return found is not None and found.exists

    def origin(self, words: str) -> tuple[str, str]:
        """Return the name of the cited source that lists these words, and their address there, or ("", "")."""
        title, address = self.sources.origin(words)
        return title.partition(":")[2], address


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a page view shows that other pages and the log say."""

    links: tuple[Backlink, ...]  # the first ones to the page
    mentions: tuple[Mentions, ...]
    more_mentions: bool
    batch: Batch | None
    citation: Citation
    data: tuple[tuple[str, str, str], ...]  # (address, media type, name) of the facts as files


def body_of(wiki: Wiki, title: str, text: str, rendered: Rendered) -> Body:
    """Return a text as the page of that title would show it.

    One storage call, two when it cites sources, four more for the page of a source.
    """
    page = frontmatter.parse(text)
    said = frontmatter.mapping(page)
    saying = understand(page, title, wiki.ontology)
    kind = kind_of(title, wiki.ontology)
    statements = frontmatter.statements(page)
    beside = [each for each in statements if each.key != lead_key(page, kind, said)]
    groups = infobox(kind, wiki.ontology, (*beside, *typed_links(saying.links, statements)))
    license_said = plain(said.get("license"))
    license_title = title_of_license(license_said, wiki.ontology)
    resolved = wiki.pages.resolve({*rendered.targets, *titles_in(groups), f"Talk:{title}", license_title})
    body = Body(
        title=title,
        name=split_title(title, wiki.ontology).name,
        kind=kind,
        lead=lead_of(page, kind, said),
        html=reachable(resolve_links(rendered.html, resolved)),
        headings=rendered.headings,
        problem=rendered.problem,
        groups=groups,
        aliases=words_of(said.get("aliases")),
        tags=words_of(said.get("tags")),
        license=license_said,
        license_title=license_title,
        license_href="" if resolved[license_title].exists else href_of_license(license_said),
        findings=check_saying(saying, wiki.ontology),
        codings=codings(saying),
        resolved=resolved,
        sources=cited_sources(wiki, title, resolved),
    )
    if kind.name != SOURCE:
        return replace(body, html=linked_quotations(body.html, body.origin))
    basis = read().basis(wiki, title, Quotations(listed_quotations(saying)))
    return replace(body, basis=basis, pieces=tuple(marked_quotations(body.html, basis.anchors)))


def reachable(html: str) -> str:
    """Give what may be wider than the page its own box, which the keyboard can reach and scroll.

    `html` is sanitized and so well-formed: every table that opens is closed. (WCAG 2.2, success criterion 2.1.1.)
    """
    html = html.replace("<table", f"{SCROLL_BOX}<table").replace("</table>", "</table></div>")
    return html.replace("<pre", '<pre tabindex="0"')


def rendered_body(wiki: Wiki, revision: Revision) -> Rendered:
    """Return a revision's text as HTML, rendered once for all readers."""
    kept = wiki.cache.get(revision.position)
    if kept is None:
        kept = wiki.renderer.render(shown_markdown(revision.text, revision.title, wiki.ontology))
        if not kept.problem:
            wiki.cache.put(revision.position, kept)
    return kept


def shown_markdown(text: str, title: str, ontology: Ontology) -> str:
    """Return the Markdown under a page's heading: all of it but a patlet that stands above as the lead."""
    page = frontmatter.parse(text)
    section = lead_section(page, kind_of(title, ontology))
    if section is None:
        return frontmatter.body_text(page)
    return "".join(each.raw for each in page.sections if each is not section)


def surroundings_of(wiki: Wiki, revision: Revision, body: Body) -> Surroundings:
    """Return what stands around a page's text. One storage call, two for an imported page."""
    links = wiki.pages.links_to(body.title, limit=EVERY if body.basis else BACKLINKS + 1)
    if body.basis:  # what rests on a source stands under its words
        links = [link for link in links if link.key != SOURCE]
    return Surroundings(
        links=tuple(links),
        mentions=by_relation(links[:BACKLINKS], wiki.ontology),
        more_mentions=len(links) > BACKLINKS,
        batch=wiki.batches.batch(revision.batch) if revision.batch is not None else None,
        citation=citation_of(wiki, revision, body),
        data=data_files(wiki, body),
    )


def citation_of(wiki: Wiki, revision: Revision, body: Body) -> Citation:
    """Return how this revision is cited."""
    return Citation(
        title=body.name,
        kind=body.kind.label,
        site=wiki.config.title,
        revision=revision.position,
        time=revision.time,
        url=f"{wiki.config.base}{page_path(body.title)}?oldid={revision.position}",
        license=body.license or wiki.config.license,
    )


def data_files(wiki: Wiki, body: Body) -> tuple[tuple[str, str, str], ...]:
    """Return the addresses of the page's facts; talk pages have none."""
    if body.kind.name == "talk":
        return ()
    address = graph_iri("", body.title, wiki.ontology)
    return tuple((f"{address}.{ending}", media_type, name) for ending, media_type, name in FORMATS)


def title_of_license(said: str, ontology: Ontology) -> str:
    """Return the full title of the page of a licence, also by its address; what can be no title leads to the plain word."""
    name = (named(said) or "License") if said.startswith(ADDRESS) else split_title(said, ontology).name
    title = full_title("license", name, ontology)
    return title if said and not title_problem(title) else "License"


def href_of_license(said: str) -> str:
    """Return where a licence leads that has no page under its name: to its page under another, to what is worked out of it.

    An address that is no known licence's leads there itself; "" = nothing is known of it.
    """
    expression = named(said) if said else ""
    title = shelf().title(expression) if expression else ""
    if title:
        return page_path(title)
    if not said.startswith(ADDRESS):
        return ""
    return f"/licences?{urlencode({'licence': expression})}" if expression else said


def lead_of(page: Page, kind: Kind, said: Mapping[str, object]) -> str:
    """Return in plain words what the page is about, from its front matter or the section that is its patlet; "" = none."""
    section = lead_section(page, kind)
    if section is not None:
        return plain_text(section.body).strip()
    return plain(said.get(lead_key(page, kind, said))).strip()


def lead_key(page: Page, kind: Kind, said: Mapping[str, object]) -> str:
    """Return the key whose value stands above the text, "" = none: plain words without evidence, not too long."""
    if lead_section(page, kind) is not None:
        return ""
    words = ((key, said.get(key)) for key in LEADS if key in kind.by_key)
    short = (key for key, each in words if isinstance(each, str) and 0 < len(each.strip()) <= LONGEST_LEAD)
    return next(short, "")


def lead_section(page: Page, kind: Kind) -> Section | None:
    """Return the section that is the patlet, if it is a short plain paragraph and so loses nothing as a lead."""
    section = patlet_section(page, kind)
    if section is None or len(section.body) > LONGEST_LEAD or MARKUP.search(section.body):
        return None
    follows = page.sections[page.sections.index(section) + 1 :][:1]
    return None if follows and follows[0].level > section.level else section


def patlet_section(page: Page, kind: Kind) -> Section | None:
    """Return the section that is the page's patlet."""
    field = kind.by_key.get("patlet")
    return find_section(page, (field.label, *field.headings)) if field and field.section else None


def kind_of(title: str, ontology: Ontology) -> Kind:
    """Return the kind of the page with that full title."""
    return ontology.by_name.get(split_title(title, ontology).kind, TALK)


def words_of(value: object) -> tuple[str, ...]:
    """Return a value that may be one or many as a tuple of plain words."""
    values = value if isinstance(value, (list, tuple)) else [value]
    return tuple(filter(None, (plain(each).strip() for each in values)))
