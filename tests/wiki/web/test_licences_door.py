"""Licences in a list and side by side, for people and for programs."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from ontology.licensing import described, may, spdx_licences
from ontology.licensing.published import contradicts, statements
from ontology.licensing.verdicts import Answer
from tests.fakes.browser import chromium, served
from tests.fakes.visitor import Visitor
from tests.fakes.wiki import memory_wiki, written

FIVE = ("MIT", "Apache-2.0", "GPL-2.0-only", "GPL-3.0-only", "CC-BY-SA-4.0")
BY_SA = "---\nkind: license\nspdx: CC-BY-SA-4.0\n---\nShare alike.\n"


def address(*licences: str, form: str = "") -> str:
    asked = "&".join(f"licence={each.replace(' ', '+')}" for each in licences)
    return f"/licences?{asked}{f'&format={form}' if form else ''}"


@pytest.fixture
def visitor() -> Visitor:
    wiki = memory_wiki()
    written(wiki, "License:Share alike", BY_SA)
    return Visitor(wiki)


def answers(visitor: Visitor, *licences: str) -> dict[tuple[str, str, str], str]:
    found = visitor.get(address(*licences, form="json")).json["verdicts"]
    return {(each["use"], each["inbound"], each["outbound"]): each["answer"] for each in found}


# -- the list


def walked(visitor: Visitor, start: str) -> list[dict[str, str]]:
    rows, at = [], start
    while at:
        found = visitor.get(at).json
        rows += found["items"]
        at = found["next"]
    return rows


def test_the_list_has_every_described_and_every_listed_licence_once(visitor):
    rows = walked(visitor, "/licences?format=json&limit=300")
    assert sorted(each["identifier"] for each in rows) == sorted({*described(), *spdx_licences()})
    by_name = {each["identifier"]: each for each in rows}
    assert by_name["GPL-3.0-only"]["regime"] == "commons economy"
    assert by_name["GPL-3.0-only"]["osi"] == by_name["GPL-3.0-only"]["fsf"] == "yes"
    assert by_name["CC-BY-NC-4.0"]["osi"] == by_name["CC-BY-NC-4.0"]["fsf"] == ""
    assert by_name["CC-BY-SA-4.0"]["page"] == "/wiki/License:Share_alike"
    assert by_name["GPL-2.0"]["deprecated"] == "yes"


def test_the_list_is_narrowed_by_words_regime_and_marks(visitor):
    def names(query: str) -> set[str]:
        return {each["identifier"] for each in walked(visitor, f"/licences?format=json&{query}")}

    assert names("regime=enclosure") == {"LicenseRef-platform-appropriation"}
    assert names("q=share+alike&page=yes") == {"CC-BY-SA-4.0"}
    assert names("q=mozilla&described=yes") >= {"MPL-2.0"}
    assert names("described=yes") == described()
    assert "GPL-3.0-only" not in names("regime=permissive&osi=yes")
    assert names("q=no+such+licence") == set()


def test_the_list_as_csv_and_for_people(visitor):
    rows = list(csv.DictReader(io.StringIO(visitor.get("/licences?format=csv&q=mozilla").text)))
    assert [each for each in rows if each["identifier"] == "MPL-2.0" and each["fsf"] == "yes"]
    page = visitor.text("/licences?q=mozilla&osi=yes")
    assert '<input type="checkbox" name="licence" value="MPL-2.0"' in page
    assert 'name="osi" value="yes" checked' in page
    assert "No licence is like that" in visitor.text("/licences?q=qqqq")


def test_a_regime_that_is_none_is_refused_with_those_there_are(visitor):
    answer = visitor.get("/licences?regime=communism")
    assert answer.status_code == 400
    assert "commons economy, sharing economy" in answer.text


# -- side by side


def test_five_licences_are_right_against_the_published_tables(visitor):
    found = answers(visitor, *FIVE)
    agreed = 0
    for each in statements():
        if each.inbound in FIVE and each.outbound in FIVE:
            answer = found["incorporate", each.inbound, each.outbound]
            assert not contradicts(Answer(answer), each), each
            agreed += 1
    assert agreed >= 10
    by_hand = {
        ("MIT", "GPL-2.0-only"): "yes",
        ("Apache-2.0", "GPL-2.0-only"): "no",
        ("Apache-2.0", "GPL-3.0-only"): "yes",
        ("GPL-2.0-only", "GPL-3.0-only"): "no",
        ("GPL-3.0-only", "Apache-2.0"): "no",
        ("CC-BY-SA-4.0", "GPL-3.0-only"): "yes",
        ("GPL-3.0-only", "CC-BY-SA-4.0"): "no",
    }
    assert {pair: found["incorporate", *pair] for pair in by_hand} == by_hand


def test_each_publication_that_speaks_of_a_pair_is_named_with_its_address(visitor):
    page = visitor.text(address(*FIVE))
    assert 'href="https://www.gnu.org/licenses/license-list.html"' in page
    assert 'href="https://www.gnu.org/licenses/gpl-faq.html#AllCompatibility"' in page
    pair = next(
        each
        for each in visitor.get(address(*FIVE, form="json")).json["verdicts"]
        if (each["use"], each["inbound"], each["outbound"]) == ("incorporate", "Apache-2.0", "GPL-2.0-only")
    )
    assert {each["says"] for each in pair["published"]} == {"no"}
    assert [each["clause"] for each in pair["reasons"]] == ["§3", "§6"]


def test_every_cell_is_the_verdict_of_the_reasoner(visitor):
    expressions = ("GPL-2.0-or-later WITH Classpath-exception-2.0 OR MIT", "CC-BY-4.0", "EUPL-1.2")
    found = answers(visitor, *expressions)
    assert len(found) == 3 * 9
    for (use, inbound, outbound), answer in found.items():
        assert answer == may(use, inbound, outbound).answer


def test_where_sources_disagree_the_page_says_so(visitor):
    page = visitor.text(address("CDDL-1.0", "GPL-2.0-only"))
    assert "CDDL-1.0 → GPL-2.0-only: Canonical, ZFS Licensing and Linux (2016) says with conditions" in page
    assert (
        "Sources disagree:</strong> Interview with Michel Bauwens (2008) says <em>sharing economy</em>"
        in (visitor.text(address("CC-BY-SA-4.0", "MIT")))
    )


def test_what_a_combination_may_be_published_under_is_told_or_what_stands_in_the_way(visitor):
    fits = visitor.get(address("MIT", "Apache-2.0", "GPL-2.0-or-later", form="json")).json["together"]
    assert fits["licences"] == ["GPL-3.0-only", "GPL-3.0-or-later", "AGPL-3.0-only", "AGPL-3.0-or-later"]
    assert fits["conditional"] == ["AGPL-3.0-only", "AGPL-3.0-or-later"]
    page = visitor.text(address("CC-BY-SA-4.0", "CC-BY-NC-4.0"))
    assert "none of the described licences fits" in page


def test_licences_that_hold_with_conditions_only_are_shown_apart(visitor):
    page = visitor.text(address("MPL-2.0", "Apache-2.0"))
    nearer, farther = page[page.index('id="together"') :].split("Also with conditions, under")
    assert 'Apache-2.0</a> <span class="remark">with conditions</span>' in nearer
    assert ">GPL-3.0-or-later</a></li>" in nearer
    assert ">CC0-1.0</a></li>" in farther
    assert ">CC0-1.0</a>" not in nearer


@pytest.mark.parametrize(
    ("written", "expression"),
    [
        ("Apache 2.0", "Apache-2.0"),
        ("cc by-sa 4.0", "CC-BY-SA-4.0"),
        ("https://creativecommons.org/licenses/by-sa/4.0/deed.de", "CC-BY-SA-4.0"),
        ("GPL-2.0-with-classpath-exception", "GPL-2.0-only WITH Classpath-exception-2.0"),
    ],
)
def test_a_licence_may_be_named_as_people_write_it(visitor, written, expression):
    asked = [("licence", written), ("licence", "MIT"), ("format", "json")]
    found = visitor.get("/licences", query_string=asked).json
    assert [each["expression"] for each in found["licences"]] == [expression, "MIT"]


def test_the_page_shows_rules_with_clauses_regime_and_links_to_pages(visitor):
    page = visitor.text(address("CC-BY-SA-4.0", "GPL-2.0-only"))
    assert '<a href="/wiki/License:Share_alike">CC-BY-SA-4.0</a>' in page
    assert "keep what is built on it under the licence" in page
    assert "<summary>§2(b)</summary>" in page
    assert "No answer here is legal advice." in page


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("MIT OR", "cannot be read"),
        ("GPL-2.0-only % MIT", "at “%”, character 14"),
        ("(MIT", "close every parenthesis"),
    ],
)
def test_a_wrong_expression_is_answered_with_where_it_breaks_and_the_form_as_it_was_filled_in(
    visitor, written, said
):
    asked = [("licence", written), ("licence", "ISC")]
    page = visitor.get("/licences", query_string=asked)
    assert page.status_code == 400
    assert said in page.text
    assert f'value="{written}"' in page.text
    assert 'value="ISC"' in page.text
    refused = visitor.get("/licences", query_string=[*asked, ("format", "json")])
    assert refused.status_code == 400
    assert said in refused.text


def test_a_licence_nobody_knows_is_unknown_and_those_like_it_are_offered(visitor):
    page = visitor.text(address("GLP-2.0-only", "MIT"))
    assert '<a href="/licences?licence=GPL-2.0-only">GPL-2.0-only</a>' in page
    assert answers(visitor, "GLP-2.0-only", "MIT")["incorporate", "GLP-2.0-only", "MIT"] == "unknown"


def test_nine_licences_are_too_many_and_one_stands_alone(visitor):
    many = sorted(described())[:9]
    answer = visitor.get(address(*many))
    assert answer.status_code == 400
    assert "at most 8" in answer.text
    alone = visitor.text(address("MIT"))
    assert "<h1>MIT</h1>" in alone
    assert "Incorporated in" not in alone


def test_expressions_of_very_many_licences_are_refused_before_they_are_compared(visitor):
    many = " OR ".join(sorted(each for each in described() if " " not in each)[:25])
    answer = visitor.get("/licences", query_string=[("licence", many), ("licence", "MIT")])
    assert answer.status_code == 400
    assert "name 26 licences; at most 24" in answer.text


def test_a_comparison_as_csv(visitor):
    rows = list(csv.DictReader(io.StringIO(visitor.get(address("MIT", "ISC", form="csv")).text)))
    assert len(rows) == 12
    assert {each["answer"] for each in rows if each["use"] == "incorporate"} == {"yes"}


def test_links_between_the_forms_of_a_comparison_keep_all_licences(visitor):
    page = visitor.get(address("MIT", "GPL-2.0-only OR ISC")).text
    link = re.search(r'href="(/licences[^"]*format=json)"', page)
    assert link
    found = visitor.get(link[1].replace("&amp;", "&")).json
    assert [each["expression"] for each in found["licences"]] == ["MIT", "GPL-2.0-only OR ISC"]


# -- in a browser


@pytest.fixture(scope="module")
def pages() -> Iterator[object]:
    with chromium() as browser, served() as (site, wiki):
        written(wiki, "License:Share alike", BY_SA)

        def opened(width: int, **given: object):
            return browser.new_context(
                base_url=site, viewport={"width": width, "height": 800}, **given
            ).new_page()

        yield opened


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_nothing_overflows_and_axe_finds_nothing(pages, width, scheme):
    page = pages(width, color_scheme=scheme, reduced_motion="reduce")
    for at in ("/licences?q=gnu", address("CDDL-1.0", "GPL-2.0-only"), "/licences?licence=MIT+OR"):
        page.goto(at)
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, at
        violations = Axe().run(page).response["violations"]
        assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in violations] == [], at


def test_licences_are_chosen_without_scripts(pages):
    page = pages(1280, java_script_enabled=False)
    page.goto("/licences?q=license&described=yes")
    page.get_by_role("checkbox", name="MIT", exact=True).check()
    page.get_by_role("checkbox", name="ISC", exact=True).check()
    page.get_by_role("button", name="Compare the ticked").first.click()
    page.locator("table.matrix details summary").first.click()
    expect(page.get_by_text("published under the same licence").first).to_be_visible()
    page.get_by_label("Licence 3").fill("MIT OR (")
    page.get_by_role("button", name="Compare", exact=True).click()
    assert page.get_by_role("alert").inner_text().startswith("“MIT OR (”")
