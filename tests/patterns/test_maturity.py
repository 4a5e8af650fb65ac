import pytest

from patterns.frontmatter import parse
from patterns.maturity import maturity

PARTS = "## Problem\np\n## Context\nc\n## Forces\nf\n## Solution\ns\n"


def front(*instances):
    return "---\nknown_instances:\n" + "".join(f"  - {each}\n" for each in instances) + "---\n"


@pytest.mark.parametrize(
    ("text", "level", "stars"),
    [
        ("An idea.", "initial", 0),
        (PARTS, "structured", 0),
        (PARTS.replace("f\n", "\n"), "initial", 0),
        (front("A", "B") + PARTS, "structured", 0),
        (front("A", "B", "a") + PARTS, "structured", 0),
        (front("A", "B", "C") + PARTS, "validated", 1),
        (front("A", "B", "{value: C, status: contested}") + PARTS, "structured", 0),
        (front("A", "B", "C") + "Only prose.", "initial", 1),
        (front(*(f"{{value: {each}, source: S}}" for each in "ABC")) + PARTS, "validated", 2),
        (front("unknown") + PARTS, "structured", 0),
        (front("A", "B", "C", "{value: D, bearing: refuting}") + PARTS, "structured", 1),
        (front("A", "B", "C", "{value: D, bearing: refuting, answer: Once.}") + PARTS, "validated", 1),
        (front("A", "B", "C", "{value: D, bearing: refuting, status: contested}") + PARTS, "validated", 1),
    ],
)
def test_maturity_follows_parts_and_known_instances(text, level, stars):
    suggested = maturity(parse(text))
    assert (suggested.level, suggested.stars) == (level, stars)


def test_reasons_say_what_is_missing():
    assert maturity(parse(front("A") + "## Problem\np\n")).reasons == (
        "It has no text yet under: context, forces, solution.",
        "Known instances named: 1; the rule of three asks for 3.",
    )


def test_an_unanswered_refutation_is_a_reason():
    assert maturity(parse(front("{value: D, bearing: refuting}") + PARTS)).reasons[-1] == (
        "D refutes it, and nobody has answered."
    )
