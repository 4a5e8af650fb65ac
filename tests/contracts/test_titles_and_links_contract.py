"""What every implementation of `wiki.ports.Pages` makes of titles, links and lists."""

from __future__ import annotations

from datetime import UTC, datetime

from ontology.kinds import Severity
from patterns.page import Finding
from tests.fakes.projected import delete, projected, save
from wiki.ports import Pages
from wiki.revisions import Action, Write

MONDAY = datetime(2026, 3, 2, 12, tzinfo=UTC)


def titles(rows: list) -> list[str]:
    return [row.title for row in rows]


# -- titles


def test_resolving_knows_title_name_and_alias(pages: Pages) -> None:
    pages.commit([save("Case:Wikipedia", "also WP, Wikipédia"), save("Help", "plain")])
    found = pages.resolve(["Case:Wikipedia", "Wikipedia", "WP", "Help", "Nowhere", "wikipedia"])
    assert {target: each.title for target, each in found.items() if each.exists} == {
        "Case:Wikipedia": "Case:Wikipedia",
        "Wikipedia": "Case:Wikipedia",
        "WP": "Case:Wikipedia",
        "Help": "Help",
    }
    assert found["WP"].kind == "case"
    assert (found["Nowhere"].title, found["Nowhere"].exists) == ("Nowhere", False)


def test_a_bare_name_means_the_first_kind(pages: Pages) -> None:
    pages.commit([save("Case:Commons"), save("Practice:Commons"), save("Pattern:Commons")])
    found = pages.resolve(["Commons"])["Commons"]
    assert (found.title, found.ambiguous) == ("Pattern:Commons", True)
    pages.commit([save("Commons", "a plain page")])
    found = pages.resolve(["Commons"])["Commons"]
    assert (found.title, found.ambiguous) == ("Commons", False)


def test_a_name_comes_before_an_alias(pages: Pages) -> None:
    pages.commit([save("Pattern:B", "also A"), save("Case:A")])
    assert pages.resolve(["A"])["A"].title == "Case:A"


def test_a_talk_page_is_found_by_its_title_only(pages: Pages) -> None:
    pages.commit([save("Talk:Case:A", "also A")])
    found = pages.resolve(["Talk:Case:A", "Case:A", "A"])
    assert [each.exists for each in found.values()] == [True, False, False]


def test_redirects_are_followed(pages: Pages) -> None:
    pages.commit([save("Case:0"), *(save(f"Case:{n}", f"moved to Case:{n - 1}") for n in range(1, 7))])
    found = pages.resolve([f"Case:{n}" for n in range(7)])
    assert [each.title for each in found.values()] == ["Case:0"] * 6 + ["Case:6"]
    assert [each.exists for each in found.values()] == [True] * 6 + [False]
    assert pages.resolve(["3"])["3"].title == "Case:0"


def test_a_circle_of_redirects_leads_nowhere(pages: Pages) -> None:
    pages.commit(
        [save("Case:A", "moved to Case:B"), save("Case:B", "moved to Case:A"), save("Case:C", "moved to C")]
    )
    assert [each.exists for each in pages.resolve(["Case:A", "Case:B", "Case:C"]).values()] == [False] * 3


def test_a_page_comes_before_a_redirect_of_the_same_name(pages: Pages) -> None:
    pages.commit([save("Pattern:A", "moved to Case:B"), save("Practice:A"), save("Case:B")])
    assert pages.resolve(["A"])["A"].title == "Practice:A"


def test_very_many_targets(pages: Pages) -> None:
    pages.commit([save("Case:A")])
    found = pages.resolve([*(f"Case:{n}" for n in range(2000)), "A"])
    assert len(found) == 2001
    assert found["A"].exists


# -- links


def test_back_links_over_every_title(pages: Pages) -> None:
    pages.commit(
        [
            save("Case:A", "also AAA"),
            save("Case:Old", "moved to Case:A"),
            save("Case:E", "links to Case:Nowhere, Case:Old"),
            save("Case:D", "links to AAA"),
            save("Case:C", "links to A"),
            save("Case:B", "links to Case:A, Case:C, A"),
        ]
    )
    found = pages.links_to("Case:A")
    assert [(link.title, link.number) for link in found] == [
        ("Case:B", 0),
        ("Case:B", 2),
        ("Case:C", 0),
        ("Case:D", 0),
        ("Case:E", 1),
    ]
    assert (found[0].sentence, found[0].section, found[0].kind) == ("It links to Case:A.", "Context", "case")
    assert titles(pages.links_to("Case:A", after=("Case:B", 0), limit=2)) == ["Case:B", "Case:C"]
    assert titles(pages.links_to("Case:Nowhere")) == ["Case:E"]


def test_a_link_to_a_namesake_is_not_a_back_link(pages: Pages) -> None:
    pages.commit([save("Pattern:A"), save("Case:A"), save("Case:B", "links to A")])
    assert pages.links_to("Case:A") == []
    assert titles(pages.links_to("Pattern:A")) == ["Case:B"]


def test_links_follow_the_newest_text(pages: Pages) -> None:
    pages.commit([save("Case:A"), save("Case:B", "links to A")])
    pages.commit([save("Case:B", "no more", expected=2)])
    assert pages.links_to("Case:A") == []


def test_wanted_pages_are_counted(pages: Pages) -> None:
    pages.commit([save("Case:A", "links to X, Y, Z"), save("Case:B", "links to Z, X, Z, A")])
    assert [(row.title, row.count) for row in pages.wanted()] == [("Z", 3), ("X", 2), ("Y", 1)]
    assert titles(pages.wanted(limit=1)) == ["Z"]
    assert titles(pages.wanted(after=(3, "Z"))) == ["X", "Y"]
    assert titles(pages.wanted(after=(2, "X"))) == ["Y"]


def test_orphans_are_linked_by_no_other_page(pages: Pages) -> None:
    pages.commit(
        [
            save("Case:A", "links to Case:B, Case:A, N"),
            save("Case:B"),
            save("Case:C", "also K"),
            save("Case:Old", "moved to K"),
            save("Talk:Case:A", "links to Case:Old"),
            save("Pattern:N"),
            save("Case:N"),
        ]
    )
    assert titles(pages.orphans()) == ["Case:A", "Case:N"]
    assert titles(pages.orphans(after="Case:A")) == ["Case:N"]
    assert titles(pages.orphans(limit=1)) == ["Case:A"]


def test_flawed_pages_come_by_how_much_is_wrong(pages: Pages) -> None:
    flaws = {"Case:A": "w", "Case:B": "vwi", "Case:C": "ii", "Case:D": "vw", "Case:E": ""}
    severities = {"v": Severity.VIOLATION, "w": Severity.WARNING, "i": Severity.INFO}
    for title, letters in flaws.items():
        findings = tuple(Finding(severities[letter], "Mend it.") for letter in letters)
        pages.commit([Write(Action.SAVE, title, "text", projected(title, "text", findings=findings), "ana")])
    assert [(row.title, row.count) for row in pages.flawed()] == [("Case:B", 2), ("Case:D", 2), ("Case:A", 1)]
    assert titles(pages.flawed(limit=1)) == ["Case:B"]
    assert titles(pages.flawed(after=(2, "Case:B"))) == ["Case:D", "Case:A"]
    assert titles(pages.flawed(after=(2, "Case:D"))) == ["Case:A"]
    first = pages.flawed()[0]
    assert (first.kind, first.size) == ("case", 4)
    pages.commit([delete("Case:B", 2)])
    assert titles(pages.flawed()) == ["Case:D", "Case:A"]


# -- lists of pages


def test_pages_are_listed_by_title(pages: Pages) -> None:
    pages.commit(
        [
            save("Case:B"),
            save("Case:A", "four"),
            save("Pattern:C"),
            save("Case:R", "moved to Case:A"),
            save("Talk:Case:A"),
        ],
        time=MONDAY,
    )
    assert titles(pages.list_pages()) == ["Case:A", "Case:B", "Pattern:C"]
    assert titles(pages.list_pages("case")) == ["Case:A", "Case:B"]
    assert titles(pages.list_pages("case", after="Case:A")) == ["Case:B"]
    assert titles(pages.list_pages(limit=1)) == ["Case:A"]
    assert titles(pages.list_pages("redirect")) == ["Case:R"]
    assert titles(pages.list_pages("talk")) == ["Talk:Case:A"]
    first = pages.list_pages()[0]
    assert (first.kind, first.size, first.time) == ("case", 4, MONDAY)
    assert pages.count_by_kind() == {"case": 2, "pattern": 1, "redirect": 1, "talk": 1}
