"""Short ways to write cases and instances."""

from __future__ import annotations

from ontology.kinds import Field, Option, ValueType
from patterns.codings import Coding, Evidence
from patterns.scorecard.cases import CaseFacts
from patterns.scorecard.instances import Instance, instances_of

PATTERN = "Pattern:Talk"


def field(key: str, *options: str, label: str = "", value_type: ValueType = ValueType.CHOICE) -> Field:
    """A variable with a closed list, else of that type."""
    listed = tuple(Option(f"https://example.org/{key}#{each.replace(' ', '-')}", each) for each in options)
    return Field(
        key,
        f"https://example.org/{key}",
        label or key.replace("_", " ").capitalize(),
        "",
        value_type,
        options=listed,
        codable=True,
    )


GOOD = field("materiality", "material", "immaterial", label="Materiality of the good")
INPUT = field("input", "open", "paid")
SCALE = field("scale", "small", "large", "nested")
FOUNDED = field("founded", value_type=ValueType.YEAR)
FIELDS = (GOOD, INPUT, SCALE, FOUNDED)


def evidence(**said: str | list[str]) -> tuple[Evidence, ...]:
    """Evidence by key; sources are pages."""
    pairs = [(key, one) for key, each in said.items() for one in ([each] if isinstance(each, str) else each)]
    return tuple(Evidence(key, one, f"Source:{one}" if key == "source" else "") for key, one in pairs)


def exhibits(status: str = "present", pattern: str = PATTERN, **said: str | list[str]) -> Coding:
    """A case says that it exhibits the pattern."""
    return Coding("exhibits", pattern, "Talk", status, pattern, evidence(**said))


def known(case: str, status: str = "present", **said: str | list[str]) -> Coding:
    """The pattern's page names an instance."""
    title = f"Case:{case}"
    return Coding("known_instances", title, case, status, title, evidence(**said))


def case(
    name: str, *codings: Coding, regions: str = "", stewards: str = "", lineage: str = "", **values: str
) -> CaseFacts:
    """A case with the values of its variables; "?" is unknown, "-" does not apply, "!x" is absent."""
    said = [_coding(key, each) for key, value in values.items() for each in value.split("+")]
    return CaseFacts(
        f"Case:{name}",
        (*said, *codings),
        frozenset(regions.split()),
        frozenset(stewards.split()),
        lineage=lineage,
    )


def _coding(key: str, value: str) -> Coding:
    if value == "?":
        return Coding(key, status="unknown")
    if value == "-":
        return Coding(key, status="not-applicable")
    absent = value.startswith("!")
    word = value.removeprefix("!").replace("_", " ")
    return Coding(key, word.replace(" ", "-"), word, "absent" if absent else "present")


def instances(**cases: Coding | list[Coding]) -> tuple[Instance, ...]:
    """Instances stated on the pages of cases, by their names."""
    pages = {
        f"Case:{name}": tuple(each) if isinstance(each, list) else (each,) for name, each in cases.items()
    }
    return instances_of(PATTERN, pages)
