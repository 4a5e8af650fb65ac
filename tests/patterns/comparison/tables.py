"""Tables of cases, made by hand or by hypothesis."""

from __future__ import annotations

from hypothesis import strategies as st

from ontology.kinds import Field, ValueType
from patterns.codings import Coding, Evidence
from patterns.comparison.table import Comparison, compare


def field(key: str, kind: ValueType = ValueType.CHOICE) -> Field:
    return Field(key, f"https://example.org/{key}", key.title(), "", kind)


def coding(key: str, value: str = "", status: str = "present", **evidence: str) -> Coding:
    return Coding(
        key,
        value,
        value.title(),
        status,
        evidence=tuple(Evidence(name, said) for name, said in evidence.items()),
    )


def page(key: str, title: str, status: str = "present") -> Coding:
    return Coding(key, title, title.partition(":")[2], status, title=title)


def cases(table: dict[str, str], kinds: dict[str, ValueType] | None = None) -> Comparison:
    """Make a comparison of lines such as "good=x stage=1 rival=?": ? unknown, - absent, ~ not applicable."""
    signs = {"?": "unknown", "-": "absent", "~": "not-applicable"}
    codings: dict[str, list[Coding]] = {}
    keys: dict[str, None] = {}
    for title, line in table.items():
        for word in line.split():
            key, _, values = word.partition("=")
            keys[key] = None
            for value in values.split("+"):
                status = signs.get(value, "present")
                codings.setdefault(title, []).append(coding(key, "" if value in signs else value, status))
    fields = [field(key, (kinds or {}).get(key, ValueType.CHOICE)) for key in keys]
    return compare(fields, list(table), codings)


CELL = st.sampled_from(["x", "y", "z", "x+y", "?", "-", "~"])


@st.composite
def tables(draw: st.DrawFn) -> Comparison:
    """Comparisons of a few cases, with all that a cell may say."""
    width = draw(st.integers(1, 5))
    lines = draw(st.lists(st.lists(CELL, min_size=width, max_size=width), min_size=2, max_size=6))
    return cases(
        {
            f"Case:{number}": " ".join(f"v{column}={cell}" for column, cell in enumerate(line))
            for number, line in enumerate(lines)
        }
    )
