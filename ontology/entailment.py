"""What follows from one triple alone, by the vocabulary: the entailment this wiki promises.

Promised (RDF Semantics 1.1, section 9.2.1, and OWL 2 RL, tables 5 and 9): superclasses (cax-sco), super-properties
(prp-spo1), inverse properties (prp-inv1, prp-inv2) and symmetric properties (prp-symp), each in any combination.
Every rule has one triple as its premise, so what follows from a page depends on that page only: it is computed when
the page is projected, lies in the page's own graph, and is gone when the page no longer says so.

Not promised: rules with several premises. Transitive relations are asked for by property paths
(`skos:broader+`), sameness by `owl:sameAs` is followed by titles, and domains and ranges are the shapes' matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

Triple = tuple[str, str, str]
"""Subject, predicate and object as terms of N-Triples: `<iri>` or a literal in quotation marks."""

Following = tuple[tuple[str, bool], ...]
"""Properties that follow from one, each with whether subject and object change places."""

_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"


@dataclass(frozen=True)
class Rules:
    """The vocabulary's rules, complete: what follows from what follows is in them too."""

    classes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # class → its superclasses, IRIs
    properties: Mapping[str, Following] = field(default_factory=dict)

    @cached_property
    def class_terms(self) -> Mapping[str, tuple[str, ...]]:
        """Superclasses by class, as terms."""
        return {f"<{each}>": tuple(f"<{above}>" for above in found) for each, found in self.classes.items()}

    @cached_property
    def property_terms(self) -> Mapping[str, Following]:
        """Following properties by property, as terms."""
        return {
            f"<{each}>": tuple((f"<{other}>", swapped) for other, swapped in found)
            for each, found in self.properties.items()
        }


def entailed(triples: Iterable[Triple], rules: Rules) -> Iterator[Triple]:
    """Yield what follows from each triple, some of it perhaps twice or said already."""
    classes, properties = rules.class_terms, rules.property_terms
    for subject, predicate, term in triples:
        if predicate == _TYPE:
            for above in classes.get(term, ()):
                yield subject, _TYPE, above
        for other, swapped in properties.get(predicate, ()):
            if not swapped:
                yield subject, other, term
            elif term.startswith("<"):
                yield term, other, subject


def complete(
    subclasses: Iterable[tuple[str, str]],
    subproperties: Iterable[tuple[str, str]],
    inverses: Iterable[tuple[str, str]],
    symmetric: Iterable[str],
) -> Rules:
    """Make the rules from the axioms: (class, superclass), (property, super-property), inverse pairs, symmetric ones."""
    above: dict[str, set[tuple[str, bool]]] = {}
    for one, other in subclasses:
        above.setdefault(one, set()).add((other, False))
    after: dict[str, set[tuple[str, bool]]] = {}
    pairs = [*inverses]
    steps = [(one, other, False) for one, other in subproperties]
    steps += [(one, other, True) for one, other in (*pairs, *((b, a) for a, b in pairs))]
    steps += [(each, each, True) for each in symmetric]
    for one, other, swapped in steps:
        after.setdefault(one, set()).add((other, swapped))
    classes = {each: tuple(other for other, _ in _reached(each, above)) for each in sorted(above)}
    return Rules(classes, {each: _reached(each, after) for each in sorted(after)})


def _reached(start: str, steps: Mapping[str, set[tuple[str, bool]]]) -> Following:
    """Follow the steps as far as they lead; two swaps make none."""
    found: set[tuple[str, bool]] = set()
    waiting = [(start, False)]
    while waiting:
        here, swapped = waiting.pop()
        for other, swaps in steps.get(here, ()):
            reached = (other, swapped != swaps)
            if reached != (start, False) and reached not in found:
                found.add(reached)
                waiting.append(reached)
    return tuple(sorted(found))
