"""One page of two."""

from __future__ import annotations

from importers.joining import join_pages

STAYS = "---\nkind: case\ntitle: A\ntags: [x]\nstarted: 1999\nlicense: CC-BY-4.0\n---\nLead.\n\n## Context\n\nOld.\n\n## Results\n\nDone.\n"
GOES = "---\nkind: case\ntitle: B\naliases: [Bee]\ntags: [x, z]\nstarted: 2001\nlicense: CC-BY-4.0\n---\nLead.\n\nMore.\n\n## context\n\nOld.\n\nNew.\n\n## Other\n\nElse.\n"


def test_text_is_joined_by_section_and_facts_by_entry():
    joined = join_pages(STAYS, GOES)
    assert joined.text == (
        "---\nkind: case\ntitle: A\ntags: [x, z]\nstarted: 1999\nlicense: CC-BY-4.0\naliases: [Bee]\n---\n"
        "Lead.\n\nMore.\n\n## Context\n\nOld.\n\nNew.\n\n## Results\n\nDone.\n\n## Other\n\nElse.\n"
    )
    assert joined.overlaps == ("started",)


def test_what_is_there_already_changes_nothing():
    assert join_pages(STAYS, STAYS).text == STAYS
    assert join_pages(join_pages(STAYS, GOES).text, GOES).text == join_pages(STAYS, GOES).text
    assert join_pages(STAYS, "").text == STAYS
    assert join_pages("", "Text.\n").text == "Text.\n"
