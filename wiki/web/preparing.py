"""What an address asks to be filled into a form before anybody has typed: nothing of it is saved by being shown. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ontology.kinds import Ontology
from patterns.forms import FormValue, PageForm, with_one_more
from patterns.formtexts import FormText
from patterns.hypotheses.stated import REFUTED_BY, REFUTES, SUPPORTED_BY, SUPPORTS
from patterns.ladder import LARGER, SMALLER
from patterns.links import normalize_title, split_title
from patterns.scorecard.instances import EXHIBITS, KNOWN_INSTANCES

REFUTING, CONTEXT, BESIDE = "refuting", "context", "beside"
"""Parameters: the pattern that a case refutes, or the case that refutes a pattern, "" = to be filled in; words added to the
context; the pattern beside which a new one is written."""

SPEAKS: Mapping[str, str] = {SUPPORTS: SUPPORTED_BY, REFUTES: REFUTED_BY}
"""Parameters, and the field of a hypothesis under which the case they name is filled in; a case has fields of their names."""

MOST = 20
"""Values that are filled in under one field."""

COMPLETED_BY, COMPLETES, SEPARATOR = "completed_by", "completes", "|"
"""Parameters: titles of patterns that complete this one, or that this one completes, with a sign between them that no title
has."""

REFERENCES = "references"
"""Parameter: words added to the references."""


def prepared(form: PageForm, asked: Mapping[str, str], ontology: Ontology) -> PageForm:
    """Return the form with what the address asks for; fields and texts the kind has not are left out."""
    if REFUTING in asked:
        key = KNOWN_INSTANCES if KNOWN_INSTANCES in form.kind.by_key else EXHIBITS
        said = FormValue(_name(asked[REFUTING], ontology), {"bearing": ("refuting",)})
        form = with_one_more(form, key, said)
    for word, own in SPEAKS.items():
        if word in asked:
            key = own if own in form.kind.by_key else word
            form = with_one_more(form, key, FormValue(_name(asked[word], ontology)))
    if asked.get(BESIDE):
        form = with_one_more(form, "alternative_to", FormValue(_name(asked[BESIDE], ontology)))
    for word, key in ((COMPLETED_BY, SMALLER), (COMPLETES, LARGER)):
        for title in filter(None, asked.get(word, "").split(SEPARATOR)[:MOST]):
            form = with_one_more(form, key, FormValue(_name(title, ontology)))
    for key in (CONTEXT, REFERENCES):
        if words := asked.get(key, "").strip():
            form = replace(form, texts=tuple(_longer(each, key, words) for each in form.texts))
    return form


def _name(title: str, ontology: Ontology) -> str:
    return split_title(normalize_title(title), ontology).name


def _longer(text: FormText, key: str, words: str) -> FormText:
    if text.field is None or text.field.key != key:
        return text
    return replace(text, text=f"{text.text}\n\n{words}".strip())
