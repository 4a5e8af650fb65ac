"""RDF of any serialization, read in two steps: first all statements and what each subject is called, then page by page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from importers.draft import Draft, Expected, Issue
from importers.expecting import unmet
from importers.rdf.licences import LICENSE, licences_by_address
from importers.rdf.loading import Loader
from importers.rdf.naming import Naming
from importers.rdf.own import Own
from importers.rdf.ownpages import OwnPages
from importers.rdf.pages import PageMaker
from importers.rdf.profile import RdfProfile, load_rdf_profile
from importers.rdf.store import Store
from importers.rdf.terms import OWL, RDFS, iri, is_iri
from importers.rdf.values import Values
from importers.rdf.vocabulary import KNOWN, Vocabulary, transitive
from importers.source import Source, UnusableSourceError
from patterns import frontmatter
from patterns.links import split_title

_SHOWN = 20


def read_rdf(source: Source) -> Iterator[Draft | Issue | Expected]:
    """Read a file or folder of RDF; raises UnusableSourceError when nothing can be read at all."""
    profile = load_rdf_profile(source.profile)
    _require_kinds(profile, source)
    with TemporaryDirectory(prefix="commonloom-") as folder:
        store = Store(Path(folder))
        try:
            yield from _Rdf(source, profile, store).drafts()
        finally:
            store.close()


def _require_kinds(profile: RdfProfile, source: Source) -> None:
    for address, rule in profile.classes.items():
        if rule.kind and rule.kind not in source.ontology.by_name:
            kinds = ", ".join(source.ontology.by_name)
            raise UnusableSourceError(
                f"Profile {profile.name}: {address} cannot become {rule.kind!r}. Kinds are: {kinds}."
            )


@dataclass
class _Rdf:
    source: Source
    profile: RdfProfile
    store: Store
    kinds: Counter[str] = field(default_factory=Counter)

    def drafts(self) -> Iterator[Draft | Issue | Expected]:
        reason = self.profile.reason_to_skip
        loader = Loader(self.source, self.store, reason, self.profile.contexts, KNOWN.swapped)
        first = ""
        for issue in loader.load():
            first = first or f"{issue.place}: {issue.message}"
            yield issue
        if not self.store.count():
            raise UnusableSourceError(
                f"{self.source.path} holds no statement that could be read. {first}".strip()
            )
        vocabulary = self._vocabulary()
        own = Own(self.source.ontology)
        own.learn(self.store)
        known = licences_by_address(self.source.known.pages(LICENSE)) if self.source.known else {}
        naming = Naming(self.store, self.source.ontology, self.profile, vocabulary, own, known)
        named = list(naming.name_all())
        yield Expected(self.store.page_count() + len(self.profile.pages))
        yield from named
        yield from self._own_pages()
        values = Values(self.store, self.source.ontology, vocabulary, own)
        maker = PageMaker(self.source, self.profile, self.store, vocabulary, naming, values)
        yield from self._pages(maker, own, loader)
        yield from self._summary(maker, own)

    def _vocabulary(self) -> Vocabulary:
        return Vocabulary(
            self.source.ontology,
            self.profile.classes,
            self.profile.properties,
            self.profile.prefixes,
            transitive(self._pairs(RDFS + "subClassOf", OWL + "equivalentClass")),
            transitive(self._pairs(RDFS + "subPropertyOf", OWL + "equivalentProperty")),
        )

    def _pairs(self, *addresses: str) -> Iterator[tuple[str, str]]:
        for address in addresses:
            for one, other in self.store.pairs(f"<{address}>"):
                if is_iri(one) and is_iri(other):
                    yield iri(one), iri(other)

    def _own_pages(self) -> Iterator[Draft]:
        for page in self.profile.pages:
            parts = split_title(page.title, self.source.ontology)
            text = frontmatter.compose({"kind": parts.kind, "title": parts.name, **page.front}, page.text)
            origin = f"{self.profile.name}:{page.title}"
            yield Draft(page.title, text, f"profile {self.profile.name}", origin, supplements=True)

    def _pages(self, maker: PageMaker, own: Own, loader: Loader) -> Iterator[Draft | Issue]:
        mine = OwnPages(self.source, self.store, maker.values)
        for subject, kind, title in self.store.pages():
            self.kinds[kind] += 1
            place = loader.files[self.store.file_of(subject) - 1]
            if own.title(subject) is not None:
                yield from mine.draft(subject, title, place)
            else:
                yield from maker.draft(subject, kind, title, place)

    def _summary(self, maker: PageMaker, own: Own) -> Iterator[Issue]:
        place = self.source.path.name
        if own.bases:
            yield Issue(
                place,
                f"these are the facts of a wiki like this one ({', '.join(sorted(own.bases))}): the pages say the same "
                "facts, but the prose that stood under no heading of a field is not in them. An export of Markdown has it",
            )
        if maker.values.folded:
            yield Issue(
                place, f"{maker.values.folded:,} descriptions without a name of their own were kept as text"
            )
        for each, count in maker.values.lost.most_common(_SHOWN):
            yield Issue(place, f"{count:,} values of the datatype {each} were kept without it")
        for each, count in maker.unkept.most_common(_SHOWN):
            yield Issue(
                place, f"the property {each} is no web address; {count:,} statements with it were left out"
            )
        yield from unmet(place, self.profile.expect, self.kinds)
