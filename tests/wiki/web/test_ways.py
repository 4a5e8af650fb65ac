"""What every way of comparing has: the result at hand in other forms."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qsl, urlsplit

import pytest

from tests.fakes.visitor import Visitor
from tests.fakes.wiki import memory_wiki, written
from wiki.ways import WAYS

ASKED = {
    "side by side": "only=differences&only=unknowns",
    "matrix": "pin=Loom",
    "likeness": "pin=Loom&weight=process:2&weight=stage:3",
    "shared features": "scale=process:nominal&scale=stage:ordinal&support=1",
    "truth table": "outcome=stage&in=stage:growing&in=stage:dominant&condition=process&condition=input&expect=process:1",
    "spread": "",
    "values": "weight=freedom:1&weight=equality:2",
}
CASES = "case=Case:Loom&case=Case:Weft&case=Case:Warp&variable=process&variable=stage&variable=input&variable=values_served"


@pytest.fixture(scope="module")
def visitor():
    wiki = memory_wiki()
    for name, stage, process in (
        ("Loom", "growing", "participatory process"),
        ("Weft", "dominant", "participatory process"),
        ("Warp", "ended", "closed process"),
    ):
        front = f"kind: case\nstage: {stage}\nprocess: {process}\ninput: open input\nvalues_served: [freedom, equality]"
        written(wiki, f"Case:{name}", f"---\n{front}\n---\n")
    return Visitor(wiki)


@pytest.mark.parametrize("name", WAYS)
def test_what_is_taken_out_is_what_is_shown(visitor, name):
    way = WAYS[name]
    asked = f"{CASES}&{ASKED[name]}"
    text = visitor.get(f"{way.path}?{asked}").text
    start = text.index("This result as")
    links = re.findall(r'<a href="([^"]*format=[a-z-]+)"', text[start : text.index("</p>", start)])
    assert len(links) >= 4 + len(way.files)
    for link in map(unescape, links):
        assert urlsplit(link).path == way.path
        assert [pair for pair in parse_qsl(urlsplit(link).query) if pair[0] != "format"] == parse_qsl(asked)
        assert visitor.get(link).status_code == 200
