"""The kinds, fields and closed lists as a page of the documentation: `docs/fields.md`."""

from __future__ import annotations

from collections.abc import Iterator

from ontology.kinds import Field, Kind, Ontology, Option, ValueType

_INTRODUCTION = """# Kinds, fields and closed lists

Made from the shapes by `python -m ontology.shapes --write`; [Ontology](ontology.md) explains it. *Key* is the word
in the front matter; a field *in the text* is the section under that heading.
"""

_VALUES = {
    ValueType.TEXT: "text",
    ValueType.PROSE: "longer text",
    ValueType.INTEGER: "whole number",
    ValueType.DECIMAL: "number",
    ValueType.BOOLEAN: "true or false",
    ValueType.DATE: "date, as 2008-05-01",
    ValueType.YEAR: "year, as 2008 or 500 BCE",
    ValueType.URL: "web address",
}


def fields_page(ontology: Ontology) -> str:
    """Return the page's Markdown."""
    parts = [_INTRODUCTION]
    parts += [_kind(kind, ontology) for kind in ontology.kinds]
    parts.append(_table("## Qualifiers of a statement", ontology.qualifiers, ontology))
    parts.append("## Closed lists\n")
    parts += [_list(keys, options, ontology) for options, keys in _lists(ontology).items()]
    return "\n".join(parts)


def short_iri(iri: str, ontology: Ontology) -> str:
    """Return the IRI with its prefix, as in "loom:steward"; unchanged if no prefix fits."""
    for prefix, start in ontology.prefixes.items():
        if iri.startswith(start):
            return f"{prefix}:{iri.removeprefix(start)}"
    return iri


def _kind(kind: Kind, ontology: Ontology) -> str:
    prefix = f"titles begin with `{kind.namespace}:`" if kind.namespace else "titles have no prefix"
    head = f"## {kind.label}\n\n{kind.definition} `kind: {kind.name}`, {prefix}, class "
    return _table(f"{head}`{short_iri(kind.iri, ontology)}`.", kind.fields, ontology)


def _table(head: str, fields: tuple[Field, ...], ontology: Ontology) -> str:
    if not fields:
        return head + "\n"
    lines = [head, "", "| key | name | value | property | |", "|---|---|---|---|---|"]
    return "\n".join([*lines, *(_row(each, ontology) for each in fields)]) + "\n"


def _row(field: Field, ontology: Ontology) -> str:
    cells = [
        "*in the text*" if field.section else f"`{field.key}`",
        field.label,
        _value(field, ontology),
        f"`{short_iri(field.iri, ontology)}`",
        "; ".join(_remarks(field)),
    ]
    return f"| {' | '.join(cells)} |"


def _value(field: Field, ontology: Ontology) -> str:
    if field.type is ValueType.PAGE:
        names = [ontology.by_name[name].label for name in field.kinds]
        return "page: " + ", ".join(names) if names else "any page"
    if field.type is ValueType.CHOICE:
        return "one of: " + ", ".join(each.label for each in field.options)
    if field.minimum is not None and field.maximum is not None:
        return f"{_VALUES[field.type]}, {field.minimum:g} to {field.maximum:g}"
    return _VALUES[field.type]


def _remarks(field: Field) -> Iterator[str]:
    if field.required:
        yield "wanted"
    if not field.many and not field.section:
        yield "one value"
    if field.codable:
        yield "coded"
    if field.facet:
        yield "facet"
    if field.of_page:
        yield "said of the page"
    if field.inverse_label:
        yield f"seen from there: *{field.inverse_label}*"
    if field.headings:
        yield "also under " + ", ".join(f"“{each}”" for each in field.headings)


def _lists(ontology: Ontology) -> dict[tuple[Option, ...], list[str]]:
    """Return the closed lists, each with the keys of the fields that use it."""
    found: dict[tuple[Option, ...], list[str]] = {}
    for each in [*(each for kind in ontology.kinds for each in kind.fields), *ontology.qualifiers]:
        if each.options and each.key not in found.setdefault(each.options, []):
            found[each.options].append(each.key)
    return found


def _list(keys: list[str], options: tuple[Option, ...], ontology: Ontology) -> str:
    lines = [f"### {', '.join(f'`{key}`' for key in keys)}", "", "| value | means | term |", "|---|---|---|"]
    lines += [f"| {each.label} | {each.definition} | `{short_iri(each.iri, ontology)}` |" for each in options]
    return "\n".join(lines) + "\n"
