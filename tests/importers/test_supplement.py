"""Completing a page changes nothing that is said already."""

from importers.supplement import supplement
from patterns.frontmatter import body_text, mapping, parse

PAGE = "---\nkind: license\ntitle: MIT\nurl: https://a\naliases: [MIT License]\nlicense: CC0-1.0\nattribution: SPDX\n---\nBody.\n"
MORE = (
    "---\nkind: license\ntitle: MIT\nurl: https://b\naliases: [Expat]\npermissions: [x]\nlicense: CC-BY-3.0\n"
    "attribution: Other\n---\nMore.\n"
)


def test_it_adds_what_is_missing():
    front = mapping(parse(supplement(PAGE, MORE)))
    assert front["url"] == "https://a"
    assert front["aliases"] == ["MIT License", "Expat"]
    assert front["permissions"] == ["x"]
    assert body_text(parse(supplement(PAGE, MORE))) == "Body.\n\nMore.\n"


def test_the_stricter_licence_and_both_credits_hold():
    front = mapping(parse(supplement(PAGE, MORE)))
    assert (front["license"], front["attribution"]) == ("CC-BY-3.0", "SPDX; Other")


def test_twice_is_once():
    once = supplement(PAGE, MORE)
    assert supplement(once, MORE) == once
