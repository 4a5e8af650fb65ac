"""One object of a statement as a value of one of our fields, or as a term under a property of another vocabulary."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from importers.rdf.own import Own
from importers.rdf.store import Store
from importers.rdf.terms import (
    LITERAL_FORM,
    RDF,
    TYPE,
    XSD,
    iri,
    is_blank,
    is_iri,
    is_literal,
    literal,
    local_name,
)
from importers.rdf.vocabulary import KNOWN, NAME, PropertyRule, Vocabulary
from importers.titles import clean_name
from ontology.kinds import Field, Ontology, ValueType
from ontology.licensing.naming import named
from patterns.links import PAGE, full_title, qualified_title, split_title
from patterns.nquads import web_iri
from patterns.propertykeys import read_term, term_text
from patterns.values import Form, read_value
from patterns.years import counted, read_year, written

Plain = str | int | Decimal | bool

_DATE = re.compile(r"(-?\d{4}|-[1-9]\d{4,5})(?:-(\d\d)(?:-(\d\d))?)?(?:T.*|Z|[+-]\d\d:\d\d)?")
_INTEGER_NAMES = (
    "integer int long short byte nonNegativeInteger positiveInteger negativeInteger nonPositiveInteger "
    "unsignedInt unsignedLong unsignedShort unsignedByte"
)
_INTEGERS = {XSD + name for name in _INTEGER_NAMES.split(" ")}
_DECIMALS = {XSD + name for name in ("decimal", "double", "float")}
_TEXTS = {"", XSD + "normalizedString", XSD + "token", RDF + "langString", RDF + "PlainLiteral"}
_AS_WRITTEN = {"date", "gYear", "anyURI"}
_LONGEST_NAME = 120
_LONGEST_INTEGER = 18
_FEW = 2
"""A field for pages of so many kinds takes a bare name for a title; others would make titles of any word."""
_FOLDED = 40
_DEEPEST = 4
_NAMES = PropertyRule((NAME,))
_LICENSES = {"license", "work_license", "input_license", "output_license"}


@dataclass
class Values:
    """Turns objects into values."""

    store: Store
    ontology: Ontology
    vocabulary: Vocabulary
    own: Own
    lost: Counter[str] = field(default_factory=Counter)  # datatype that is not kept → values
    folded: int = 0  # blank nodes written as text

    def fit(self, term: str, offered: Field) -> Plain | None:
        """Return an object as a value of a field, None when the field cannot hold it."""
        if offered.type is ValueType.PAGE:
            return self._page(term, offered)
        if offered.type is ValueType.CHOICE:
            return self._choice(term, offered)
        text = self._text(term, offered.type)
        if text is None:
            return None
        value = self._typed(text, offered.type)
        if value is None or read_value(value, offered, self.ontology).problem:
            return None
        return value

    def says_all(self, term: str, value: Plain, offered: Field) -> bool:
        """Say whether a value says as much as its object did: a year says less than a day, a name less than a thing."""
        if is_blank(term):
            return sum(each.predicate != TYPE for each in self.store.about(term)) <= 1
        if is_iri(term):
            return offered.type not in {ValueType.TEXT, ValueType.PROSE}
        year = read_year(str(value)) if offered.type is ValueType.YEAR else None
        return year is None or literal(term).text.strip() == counted(year)

    def title_of(self, term: str) -> str:
        """Return the full title of the page that a term is here, "" when it is none."""
        mine = self.own.title(term)
        if mine is not None:
            return full_title(mine.kind, mine.name, self.ontology)
        found = self.store.named(term)
        return found[1] if found else ""

    def kept(self, term: str) -> Plain | list[Any]:
        """Return an object as it is written under a property of another vocabulary."""
        if is_literal(term):
            return self._kept_literal(term)
        if title := self.title_of(term):
            return f"[[{title}]]"
        if is_blank(term):
            self.folded += 1
            return term_text(self.fold(term), self.ontology)
        written = f"<{iri(term)}>"
        return (
            written
            if read_term(written, self.ontology).form is Form.IRI
            else term_text(iri(term), self.ontology)
        )

    def items(self, node: str) -> list[str]:
        """Return the members when a node is a list of RDF, else the node alone."""
        if not is_blank(node) or not self.store.objects(node, f"<{RDF}first>"):
            return [node]
        found, seen = list[str](), set[str]()
        while node != f"<{RDF}nil>" and node not in seen and len(found) < 10_000:  # noqa: PLR2004 - a page's worth
            seen.add(node)
            found += self.store.objects(node, f"<{RDF}first>")[:1]
            node = next(iter(self.store.objects(node, f"<{RDF}rest>")), f"<{RDF}nil>")
        return found

    def fold(self, node: str, depth: int = 0) -> str:
        """Write what is said of a blank node as text: `name: value; name: value`."""
        if depth == _DEEPEST:
            return "…"
        parts: list[str] = []
        for each in self.store.about(node)[:_FOLDED]:
            if each.predicate == TYPE:
                continue
            inner = self.fold(each.object, depth + 1) if is_blank(each.object) else self._words(each.object)
            parts.append(f"{local_name(iri(each.predicate))}: {inner}")
        return "; ".join(parts) or "something without a name"

    def label(self, node: str) -> str:
        """Return a name that is given to a node, "" when none is."""
        for address, rule in {iri(LITERAL_FORM): _NAMES, **KNOWN.properties}.items():
            if rule.keys == (NAME,):
                found = sorted(each for each in self.store.objects(node, f"<{address}>") if is_literal(each))
                english = [each for each in found if literal(each).language in {"", "en"}]
                if found:
                    return literal((english or found)[0]).text.strip()
        return ""

    def _words(self, term: str) -> str:
        if is_literal(term):
            return literal(term).text
        return self.title_of(term) or self.label(term) or iri(term)

    def _page(self, term: str, offered: Field) -> Plain | None:
        if offered.key in _LICENSES and (licence := named(_plain(term))):
            return licence
        title = self.title_of(term)
        if title:
            kind = split_title(title, self.ontology).kind
            return self._shortest(title, offered) if not offered.kinds or kind in offered.kinds else None
        if is_iri(term):
            return iri(term) if web_iri(iri(term)) == iri(term) else None
        return self._name(term, offered)

    def _name(self, term: str, offered: Field) -> Plain | None:
        """Return the title that a mere name means in a field for pages of few kinds."""
        name = self.label(term) if is_blank(term) else literal(term).text.strip()
        if not name or len(name) > _LONGEST_NAME or "\n" in name or not 0 < len(offered.kinds) <= _FEW:
            return None
        kind = self._kind(term) if is_blank(term) else ""
        if kind:
            title = full_title(kind, clean_name(name, apart=False), self.ontology)
            return self._shortest(title, offered) if kind in offered.kinds else None
        apart = split_title(name, self.ontology).kind not in {PAGE, *offered.kinds}
        return web_iri(name) or clean_name(name, apart=apart)

    def _kind(self, node: str) -> str:
        rule = self.vocabulary.class_rule(iri(each) for each in self.store.types(node) if is_iri(each))
        return rule.kind if rule else ""

    def _shortest(self, title: str, offered: Field) -> str:
        """Leave out the namespace that a field takes for granted."""
        parts = split_title(title, self.ontology)
        bare = offered.kinds and parts.kind == offered.kinds[0]
        return parts.name if bare and qualified_title(parts.name, offered, self.ontology) == title else title

    def _choice(self, term: str, offered: Field) -> Plain | None:
        if is_iri(term):
            return self.vocabulary.option(iri(term), offered) or None
        if is_blank(term):
            return None
        text = literal(term).text.strip()
        by_word = {each.label.casefold(): each.label for each in offered.options}
        return by_word.get(text.casefold())

    def _text(self, term: str, wanted: ValueType) -> str | None:
        """Return the words of an object: of a thing, its name – of an address, the address."""
        if is_literal(term):
            return literal(term).text.strip() or None
        if wanted is ValueType.URL:
            return iri(term) if is_iri(term) else None
        if wanted in {ValueType.TEXT, ValueType.PROSE}:
            return self.label(term) or None
        return None

    def _typed(self, text: str, wanted: ValueType) -> Plain | None:
        if wanted is ValueType.YEAR:
            found = _DATE.fullmatch(text)
            return _year(found[1]) if found else None
        if wanted is ValueType.DATE:
            return _day(text)
        if wanted is ValueType.BOOLEAN:
            return {"true": True, "1": True, "false": False, "0": False}.get(text.casefold())
        if wanted is ValueType.INTEGER:
            return _integer(text)
        if wanted is ValueType.DECIMAL:
            return _decimal(text)
        return text

    def _kept_literal(self, term: str) -> Plain:
        said = literal(term)
        if said.language:
            return f'"{said.text}"@{said.language}'
        if said.datatype in _TEXTS:
            return term_text(said.text, self.ontology)
        value = self._kept_typed(said.text, said.datatype)
        if value is None or said.datatype not in _KEPT:
            self.lost[said.datatype] += 1
        return term_text(said.text, self.ontology) if value is None else value

    def _kept_typed(self, text: str, datatype: str) -> Plain | None:
        if datatype == XSD + "boolean":
            return self._typed(text.strip(), ValueType.BOOLEAN)
        if datatype in _INTEGERS:
            return _integer(text.strip())
        if datatype in _DECIMALS:
            return _decimal(text.strip())
        name = datatype.removeprefix(XSD)
        written = f'"{text}"^^xsd:{name}'
        return written if name in _AS_WRITTEN and read_term(written, self.ontology).datatype == name else None


_KEPT = {XSD + "boolean", XSD + "integer", XSD + "decimal", *(XSD + name for name in _AS_WRITTEN)}


def _plain(term: str) -> str:
    return literal(term).text if is_literal(term) else iri(term) if is_iri(term) else ""


def _year(text: str) -> Plain | None:
    """Return a year as a page writes it; those before our era are counted as in XML Schema 1.1, where 0000 is 1 BCE."""
    return written(int(text)) if text.isascii() and text != "-0000" else None


def _day(text: str) -> Plain | None:
    try:
        return date.fromisoformat(text[:10]).isoformat()
    except ValueError:
        return None


def _integer(text: str) -> Plain | None:
    written = text.removeprefix("+")
    return int(written) if re.fullmatch(r"-?[0-9]{1,18}", written) else None


def _decimal(text: str) -> Plain | None:
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    exponent = value.as_tuple().exponent
    long = not isinstance(exponent, int) or max(abs(exponent), abs(value.adjusted())) > _LONGEST_INTEGER
    return None if long else value
