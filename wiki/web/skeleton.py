"""The text a new page begins with: its kind's front matter and sections, as the shape has them. Pure."""

from __future__ import annotations

from ontology.kinds import Field, Kind, ValueType
from patterns import frontmatter

MOST_OPTIONS = 6
"""Options of a closed list that a hint names."""


def new_text(kind: Kind, name: str, license_name: str) -> str:
    """Return the text of a new page: what is certain filled in, what may follow as comments."""
    said = {"kind": kind.name, "title": name, "license": license_name}
    start = frontmatter.compose(said if kind.name != "talk" else {}, "")
    if not start.rstrip().endswith("---"):
        return start
    opening = start.rstrip().removesuffix("---")
    hints = "".join(f"# {field.key}: {hint(field)}\n" for field in kind.fields if is_offered(field))
    sections = "".join(section(field) for field in kind.fields if field.section)
    return f"{opening}{hints}---\n\n{sections}"


def is_offered(field: Field) -> bool:
    """Say whether a new page's front matter offers the field."""
    return not field.section and field.key not in {"kind", "title", "license", "redirect"}


def hint(field: Field) -> str:
    """Say in a few words what belongs in a field."""
    if field.type is ValueType.CHOICE:
        labels = [option.label for option in field.options]
        return " | ".join(labels[:MOST_OPTIONS]) + (" | …" if len(labels) > MOST_OPTIONS else "")
    if field.type is ValueType.PAGE:
        words = f"{' or '.join(field.kinds) or 'page'} title"
        return f"[{words}]" if field.many else words
    return {
        ValueType.DATE: "2008-05-01",
        ValueType.YEAR: "2008",
        ValueType.BOOLEAN: "true | false",
        ValueType.URL: "https://…",
        ValueType.INTEGER: "a whole number",
        ValueType.DECIMAL: "a number",
    }.get(field.type, "…")


def section(field: Field) -> str:
    """Return an empty section with what belongs in it as a comment, which readers do not see."""
    words = f"<!-- {field.definition} -->\n\n" if field.definition and "--" not in field.definition else ""
    return f"## {field.label}\n\n{words}"
