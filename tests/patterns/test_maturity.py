import pytest

from patterns.frontmatter import parse
from patterns.maturity import maturity

PARTS = "## Problem\np\n## Context\nc\n## Forces\nf\n## Solution\ns\n"


def front(*instances):
    return "---\nknown_instances:\n" + "".join(f"  - {each}\n" for each in instances) + "---\n"


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("An idea.", "initial"),
        (PARTS, "structured"),
        (PARTS.replace("f\n", "\n"), "initial"),
        (front("A", "B") + PARTS, "structured"),
        (front("A", "B", "a") + PARTS, "structured"),
        (front("A", "B", "C") + PARTS, "validated"),
        (front("A", "B", "{value: C, status: contested}") + PARTS, "structured"),
        (front("A", "B", "C") + "Only prose.", "initial"),
        (front(*(f"{{value: {each}, source: S}}" for each in "ABC")) + PARTS, "validated"),
        (front("unknown") + PARTS, "structured"),
        (front("A", "B", "C", "{value: D, bearing: refuting}") + PARTS, "structured"),
        (front("A", "B", "C", "{value: D, bearing: refuting, answer: Once.}") + PARTS, "validated"),
        (front("A", "B", "C", "{value: D, bearing: refuting, status: contested}") + PARTS, "validated"),
    ],
)
def test_maturity_follows_parts_and_known_instances(text, level):
    assert maturity(parse(text)).level == level


def test_reasons_say_what_is_missing():
    assert maturity(parse(front("A") + "## Problem\np\n")).reasons == (
        "It has no text yet under: context, forces, solution.",
        "Known instances named: 1; the rule of three asks for 3.",
    )


def test_an_unanswered_refutation_is_a_reason():
    assert maturity(parse(front("{value: D, bearing: refuting}") + PARTS)).reasons[-1] == (
        "D refutes it, and nobody has answered."
    )
