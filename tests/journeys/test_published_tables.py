"""Published tables, from a researcher's file to the result as it was published, through the browser and the command line."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.servers import ROOT, Server, command, serving
from tests.journeys.test_conjecture import to_shared_features
from tests.journeys.test_two_coders import coder
from tests.shared import shared

FIXTURES = ROOT / "tests" / "fixtures"
PATIENCE = 120_000.0  # milliseconds an import gets on a busy machine
LIPSET = FIXTURES / "qca" / "lipset.csv"
"""S. M. Lipset's indicators of democracies between the wars as B. Rihoux and G. De Meur print them, in B. Rihoux and C. C. Ragin
(eds.), Configurational Comparative Methods (2009), table 3.1: GNP per head in dollars of 1930, shares of the population in towns,
literate, and in industry, cabinets of 1919-1939, and the Polity score of the survival."""
PLANETS = FIXTURES / "fca" / "planets.csv"
"""The planets of R. Wille, "Restructuring Lattice Theory", in I. Rival (ed.), Ordered Sets (1982): 12 sets, 10 implications."""
LIVE_IN_WATER = shared("analysis/fca_live_in_water")
IRRIGATION = shared("analysis/qca_lam_ostrom_irrigation")
CONDITIONS = ("development", "urbanization", "literacy", "industry", "cabinets")


@contextmanager
def wiki_of(data: Path) -> Iterator[Server]:
    """An empty wiki, served."""
    done = command(data, "init", "--empty")
    assert done.returncode == 0, done.stderr
    with serving(data) as server:
        yield server


def import_table(page: Page, path: Path) -> None:
    """Send a table, look through the mapping that is proposed, and at what would happen, and import."""
    page.goto("/import")
    page.get_by_label("File").set_input_files(path)
    page.get_by_role("button", name="Send").click()
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_text("One is proposed below")).to_be_visible(timeout=PATIENCE)
    page.get_by_role("button", name="Correct it column by column").click()
    expect(page.get_by_label("A row becomes a page of the kind")).to_have_value("case")
    page.get_by_role("button", name="Save and preview").click()
    expect(page.get_by_text("This is what the import would do.")).to_be_visible(timeout=PATIENCE)
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_text("Imported.")).to_be_visible(timeout=PATIENCE)


def imported(
    browser: Browser, folder: Path, path: Path, **given: object
) -> AbstractContextManager[tuple[Page, Server]]:
    """A wiki with one table, and the researcher who brought it."""

    @contextmanager
    def begun() -> Iterator[tuple[Page, Server]]:
        with wiki_of(folder / "data") as server:
            page = coder(browser, server, "Ada", **given)
            import_table(page, path)
            yield page, server
            page.context.close()

    return begun()


@pytest.fixture(scope="module")
def lipset(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Page, Server]]:
    with imported(browser, tmp_path_factory.mktemp("lipset"), LIPSET) as both:
        yield both


def press(page: Page, button: str) -> None:
    """Press a button, and see what it leads to."""
    with page.expect_navigation():
        page.get_by_role("button", name=button, exact=True).click()


def begin(page: Page, outcome: str, conditions: Sequence[str]) -> None:
    """Go from a search to the truth table, and say what is to be explained by what."""
    page.goto("/search?kind=case")
    page.get_by_role("link", name="Compare these").click()
    page.get_by_role("navigation", name="Ways of comparing").get_by_role("link", name="Truth table").click()
    page.get_by_label("1. What is to be explained?").select_option(outcome)
    for key in conditions:
        page.locator(f"input[name=condition][value={key}]").check()
    press(page, "Go on")


def fill(page: Page, method: str, numbers: dict[str, str], **cutoffs: str) -> None:
    """Say when a case is in, and how strict to be."""
    for key, written in numbers.items():
        page.locator(f"#{method}-{key}").fill(written)
        if method == "anchors":
            page.locator(f"#cut-{key}").fill("")
    if cutoffs:
        page.locator("summary", has_text="4. How strict?").click()
        for name, written in cutoffs.items():
            page.locator(f"#{name.replace('_', '-')}").fill(written)
    press(page, "Work it out")
    expect(page.get_by_role("heading", name="Which combinations go with it")).to_be_visible()


def rows_of(page: Page, server: Server) -> list[dict[str, str]]:
    """The result as the page gives it; the command line gives the same bytes."""
    address = page.get_by_role("link", name="CSV", exact=True).get_attribute("href")
    assert address
    text = page.request.get(address).text()
    way = {"truth-table": "truth table", "features": "shared features"}[
        urlsplit(address).path.rpartition("/")[2]
    ]
    done = command(server.data, "compare", way, urlsplit(address).query, "--format", "csv")
    assert done.stdout.replace("\r\n", "\n") == text.replace("\r\n", "\n"), done.stderr
    return list(csv.DictReader(io.StringIO(text, newline="")))


Term = frozenset[str]
"""A term by its conditions: a page has them by their groups, a book in its own order."""


def term(written: str) -> Term:
    return frozenset(written.split("*"))


def formula(written: str) -> frozenset[Term]:
    return frozenset(map(term, written.split(" + ")))


def models(rows: Sequence[dict[str, str]], sort: str) -> set[frozenset[Term]]:
    found: dict[str, set[Term]] = {}
    for row in rows:
        if row["part"].rpartition(" ")[0] == sort:
            found.setdefault(row["part"], set()).add(term(row["expression"]))
    return set(map(frozenset, found.values()))


def measured(rows: Sequence[dict[str, str]], sort: str) -> dict[Term, tuple[float, ...]]:
    return {
        term(row["expression"]): tuple(
            round(float(row[each]), 3) for each in ("inclusion", "pri", "coverage")
        )
        for row in rows
        if row["part"].startswith(f"{sort} ")
    }


def shown(page: Page, sort: str) -> frozenset[Term]:
    """The formula under the heading of a solution."""
    heading = page.locator(f":is(h3, summary):has-text('{sort} solution')").first
    found = heading.locator("xpath=following::p[contains(@class, 'formula')][1]/code").text_content()
    return formula(found or "")


def test_crisp_sets_as_rihoux_and_de_meur_publish_them(lipset: tuple[Page, Server]):
    """Ch. 3, p. 57 ff.: stability of government is less than ten cabinets, and so `~Cabinets` here."""
    page, server = lipset
    begin(page, "survival", CONDITIONS)
    cuts = {"development": "550", "urbanization": "50", "literacy": "75", "industry": "30", "cabinets": "10"}
    fill(page, "cut", {"survival": "0", **cuts})
    rows = rows_of(page, server)
    published = formula(
        "Development*~Urbanization*Literacy*~Cabinets + Development*Literacy*Industry*~Cabinets"
    )
    assert models(rows, "conservative") == {published}
    assert models(rows, "parsimonious") == {formula("Development*~Cabinets")}
    assert shown(page, "Conservative") == published
    assert shown(page, "Parsimonious") == formula("Development*~Cabinets")

    with page.expect_navigation():
        page.get_by_role("link", name="The same for its negation").click()
    rows = rows_of(page, server)
    published = formula("~Development*~Urbanization*~Industry + Development*Literacy*Industry*Cabinets")
    assert models(rows, "conservative") == {published}
    assert models(rows, "parsimonious") == {formula("~Development + Cabinets")}
    assert {each: fit[2] for each, fit in measured(rows, "parsimonious").items()} == {
        term("~Development"): 0.8,
        term("Cabinets"): 0.7,
    }


def test_several_values_as_cronqvist_and_berg_schlosser_publish_them(lipset: tuple[Page, Server]):
    """Ch. 4, p. 80: development has three values."""
    page, server = lipset
    begin(page, "survival", CONDITIONS[:4])
    cuts = {"development": "550, 850", "urbanization": "50", "literacy": "75", "industry": "30"}
    fill(page, "cut", {"survival": "0", **cuts})
    rows = rows_of(page, server)
    published = "Development[2]*Literacy*Industry + Development[1]*~Urbanization*Literacy*~Industry"
    assert models(rows, "conservative") == {formula(published)}
    assert measured(rows, "parsimonious") == {
        term("Development[2]"): (1, 1, 0.625),
        term("Development[1]*~Industry"): (1, 1, 0.25),
    }
    assert shown(page, "Parsimonious") == formula("Development[2] + Development[1]*~Industry")


def test_fuzzy_sets_as_ragin_publishes_them(lipset: tuple[Page, Server]):
    """Ch. 5, p. 112: each condition by three anchors; the fewer cabinets the more stable, so that curve falls.

    The book goes on with memberships rounded to two digits, which moves the measures of long terms in the third.
    """
    page, server = lipset
    begin(page, "survival", CONDITIONS)
    anchors = {
        "survival": "-9, 0, 10",
        "development": "400, 550, 900",
        "urbanization": "25, 50, 65",
        "literacy": "50, 75, 90",
        "industry": "20, 30, 40",
        "cabinets": "15, 9.5, 5",
    }
    for key in CONDITIONS:
        page.locator(f"#expect-{key}").select_option(f"{key}:1")
    fill(page, "anchors", anchors, incl_cut="0.7")
    rows = rows_of(page, server)
    assert measured(rows, "parsimonious") == {term("Development*Cabinets"): (0.869, 0.848, 0.824)}
    assert measured(rows, "intermediate") == {term("Development*Literacy*Cabinets"): (0.869, 0.848, 0.824)}
    assert measured(rows, "conservative") == {
        term("Development*~Urbanization*Literacy*Cabinets"): pytest.approx((0.809, 0.761, 0.433), abs=0.006),
        term("Development*Literacy*Industry*Cabinets"): pytest.approx((0.843, 0.821, 0.622), abs=0.006),
    }
    assert shown(page, "Intermediate") == formula("Development*Literacy*Cabinets")
    expect(page.locator("li.card").first).to_contain_text("inclusion 0.869, PRI 0.848, coverage 0.824")

    page.locator("summary", has_text="4. How strict?").click()
    page.locator("#incl-cut").fill("0.8")
    press(page, "Work it out")
    rows = rows_of(page, server)
    assert models(rows, "parsimonious") == {formula("Development*~Industry + Urbanization*Cabinets")}
    assert models(rows, "intermediate") == {
        formula("Development*Urbanization*Literacy*Cabinets + Development*Literacy*~Industry*Cabinets")
    }


@pytest.mark.skipif(IRRIGATION is None, reason="the shared tables are not at hand; Lipset's go the same way")
def test_a_contradiction_as_lam_and_ostrom_have_it(browser: Browser, tmp_path: Path):
    """Nepal's irrigation systems: two cases with the same conditions ended differently, and five models fit equally well."""
    assert IRRIGATION is not None
    expected = json.loads((IRRIGATION / "expected_W_incl1_n1.json").read_text(encoding="utf-8"))
    published = {frozenset(map(term, each["terms"])) for each in expected["parsimonious"]}
    with imported(browser, tmp_path, IRRIGATION / "data.csv", java_script_enabled=False) as (page, server):
        begin(page, "w", ("a", "r", "f", "l", "c"))
        assert models(rows_of(page, server), "parsimonious") == published
        assert len(published) == 5
        expect(page.locator("main")).to_contain_text("5 models fit equally well")
        expect(page.locator("tr.torn")).to_contain_text("ended differently")


Rules = Sequence[tuple[frozenset[str], frozenset[str]]]


def closed(features: frozenset[str], rules: Rules) -> frozenset[str]:
    """Add whatever follows."""
    while True:
        wider = features.union(*(conclusion for premise, conclusion in rules if premise <= features))
        if wider == features:
            return features
        features = wider


def whole_lattice(page: Page) -> None:
    """Go to shared features, and ask also for what no case shows."""
    page.goto("/search?kind=case")
    to_shared_features(page)
    page.get_by_label("Cases that bear it out, at least").fill("0")
    press(page, "Show")
    expect(page.get_by_label("Cases that bear it out, at least")).to_have_value("0")


def features_in(found: Sequence[dict[str, str]]) -> frozenset[str]:
    return frozenset(each["label"].removesuffix(": yes").casefold() for each in found)


def shared_of(page: Page, server: Server) -> tuple[set[tuple[frozenset[str], frozenset[str]]], Rules]:
    """The sets of the lattice as (cases, features), and the implications with what all cases have."""
    rows = rows_of(page, server)
    address = page.get_by_role("link", name="JSON", exact=True).get_attribute("href")
    found = page.request.get(address).json()
    nodes = {
        (frozenset(title.removeprefix("Case:") for title in each["cases"]), features_in(each["features"]))
        for each in found["lattice"]["nodes"]
    }
    implications = [
        (features_in(each["premise"]), features_in(each["conclusion"])) for each in found["implications"]
    ]
    assert sum(row["found"] == "implication" for row in rows) == len(implications)
    common = features_in(found["common"])
    return nodes, [*([(frozenset(), common)] if common else []), *implications]


def crosses(path: Path) -> dict[str, frozenset[str]]:
    """What each object of a table of 0 and 1 has."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [list(row.items()) for row in csv.DictReader(file)]
    return {row[0][1]: frozenset(name for name, said in row[1:] if said == "1") for row in rows}


def all_sets(names: Sequence[str]) -> Iterator[frozenset[str]]:
    for number in range(2 ** len(names)):
        yield frozenset(name for place, name in enumerate(names) if number >> place & 1)


def test_the_planets_as_wille_publishes_them(browser: Browser, tmp_path: Path):
    table = crosses(PLANETS)
    with imported(browser, tmp_path, PLANETS, java_script_enabled=False) as (page, server):
        whole_lattice(page)
        nodes, basis = shared_of(page, server)
        assert page.locator("svg.lattice circle").count() == len(nodes) == 12
        assert len(basis) == 10
        expect(page.locator("#follows ~ ul").last).to_contain_text("moon: yes")
        expect(page.locator("main")).to_contain_text("No case is known to have")
        names = sorted(frozenset().union(*table.values()))
        for features in all_sets(names):
            having = [has for has in table.values() if features <= has]
            assert closed(features, basis) == frozenset(names).intersection(*having)


@pytest.mark.skipif(
    LIVE_IN_WATER is None, reason="the shared tables are not at hand; the planets go the same way"
)
def test_living_beings_and_water_as_ganter_and_wille_publish_them(browser: Browser, tmp_path: Path):
    """Formal Concept Analysis (1999), p. 18: 19 concepts, and a basis of 10 implications."""
    assert LIVE_IN_WATER is not None
    expected = json.loads((LIVE_IN_WATER / "expected.json").read_text(encoding="utf-8"))
    with imported(browser, tmp_path, LIVE_IN_WATER / "data.csv") as (page, server):
        whole_lattice(page)
        nodes, basis = shared_of(page, server)
        assert nodes == {
            (frozenset(each["extent"]), frozenset(each["intent"])) for each in expected["concepts"]
        }
        assert len(nodes) == expected["n_concepts"] == 19
        assert len(basis) == expected["n_canonical_basis"] == 10
        published = [
            (frozenset(each["premise"]), frozenset(each["conclusion"]))
            for each in expected["canonical_basis"]
        ]
        names = sorted(frozenset().union(*(premise | conclusion for premise, conclusion in published)))
        assert all(closed(each, basis) == closed(each, published) for each in all_sets(names))
