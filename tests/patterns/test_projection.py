import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from patterns.frontmatter import compose
from patterns.projection import FacetRow, LinkRow, project
from tests.fakes.ontology import LOOM, V, small_ontology
from tests.fixtures.pagetexts import grows_linearly, texts

ONTOLOGY = small_ontology()
BASE = "https://loom.example"
W = BASE + "/id/case/W"
GRAPH = BASE + "/data/case/W"
DCTERMS = "http://purl.org/dc/terms/"
XSD = "http://www.w3.org/2001/XMLSchema#"
DATATYPES = {XSD + each for each in ("string", "boolean", "integer", "decimal", "date", "gYear", "anyURI")}


def projected(text, title="Case:W"):
    return project(text, title, ONTOLOGY, BASE)


def quads(facts):
    return list(pyoxigraph.parse(facts, format=pyoxigraph.RdfFormat.N_QUADS))


def triples(text, title="Case:W"):
    """Return (subject, predicate, object) with terms as they are, literals as (value, datatype)."""
    return {
        (q.subject.value, q.predicate.value, _term(q.object)) for q in quads(projected(text, title).facts)
    }


def _term(term):
    if isinstance(term, pyoxigraph.NamedNode):
        return term.value
    return (term.value, term.datatype.value.removeprefix(XSD))


def said(front, property_):
    return {o for s, p, o in triples(f"---\n{front}\n---\n") if (s, p) == (W, V + property_)}


titles = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        [
            "Case:W",
            "Talk:Case:W",
            "Pattern:é (a) & b/c",
            "License:a%b",
            "Foo: bar",
            "Talk:",
            "",
            "Case:",
            "\ud800",
        ]
    ),
)
_awkward = st.sampled_from(
    ["http://x.y/a b", "http://[::1]/", "https://é.org/é", "http://a/%zz", "HTTP://A.b", "http://", "https://a.b:99/#x#y",
     "http://a.b?q=ä|", "2008-13-01", "2008-02-30", "0000", "\u0000", '"', "a\\", "<>", "²", "٣٣٣٣", "mailto:a", "x:<"],
)  # fmt: skip
_fields = st.sampled_from(
    ["steward", "validation", "started", "contributors", "share", "open", "seen", "website", "origin", "license", "odd é key",
     "aliases", "tags", "redirect", "summary"],
)  # fmt: skip
fielded = st.builds(
    lambda key, value, body: compose({key: value}, body),
    _fields,
    st.one_of(st.text(), _awkward),
    st.sampled_from(["", "x"]),
)


@given(st.one_of(texts, fielded), titles)
def test_facts_of_any_text_are_strict_n_quads_of_the_page_s_graph(text, title):
    result = projected(text, title)
    found = quads(result.facts)
    assert {quad.graph_name.value for quad in found} <= {result.graph}
    assert {q.object.datatype.value for q in found if isinstance(q.object, pyoxigraph.Literal)} <= DATATYPES
    lines = result.facts.splitlines(keepends=True)
    assert lines == sorted(set(lines), key=lambda line: line.decode())
    assert projected(text, title) == result


def test_names_class_and_topic():
    found = triples(
        "---\naliases: [WP, Wikipédia]\nlicense: CC-BY-SA-4.0\norigin: https://en.wikipedia.org/a b\n---\n"
    )
    assert {
        (W, "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", LOOM + "Case"),
        (W, DCTERMS + "title", ("W", "string")),
        (W, "http://www.w3.org/2000/01/rdf-schema#label", ("W", "string")),
        (W, "http://www.w3.org/2004/02/skos/core#altLabel", ("Wikipédia", "string")),
        (GRAPH, "http://xmlns.com/foaf/0.1/primaryTopic", W),
        (GRAPH, DCTERMS + "license", BASE + "/id/license/CC-BY-SA-4.0"),
    } <= found


def test_licence_and_origin_may_be_addresses():
    found = triples("---\nlicense: https://example.org/terms\norigin: https://example.org/a\n---\n")
    assert (GRAPH, DCTERMS + "license", "https://example.org/terms") in found
    assert (GRAPH, V + "origin", ("https://example.org/a", "anyURI")) in found
    assert (GRAPH, DCTERMS + "source", "https://example.org/a") in found


@pytest.mark.parametrize(
    ("front", "key", "terms"),
    [
        ("steward: Wikimedia Foundation", "steward", {BASE + "/id/institution/Wikimedia_Foundation"}),
        ("steward: [A, 'Case:B', https://c.example/x]", "steward",
         {BASE + "/id/institution/A", BASE + "/id/case/B", "https://c.example/x"}),
        ('steward: "[[A]]"', "steward", {BASE + "/id/institution/A"}),
        ("steward: [[A]]", "steward", {BASE + "/id/institution/A"}),
        ("steward: a|b", "steward", {("a|b", "string")}),
        ("validation: After Publication", "validation", {V + "after-publication"}),
        ("validation: after-publication", "validation", {V + "after-publication"}),
        ("validation: later", "validation", {("later", "string")}),
        ("started: 2001", "started", {("2001", "gYear")}),
        ("started: soon", "started", {("soon", "string")}),
        ("contributors: 12", "contributors", {("12", "integer")}),
        ("contributors: 012", "contributors", {("012", "string")}),
        ("contributors: 9999999999999999999999", "contributors", {("9999999999999999999999", "string")}),
        ("share: [0.50, 2]", "share", {("0.50", "decimal"), ("2", "decimal")}),
        ("open: true", "open", {("true", "boolean")}),
        ("open: yes", "open", {("yes", "string")}),
        ("seen: 2008-02-29", "seen", {("2008-02-29", "date")}),
        ("seen: 2009-02-29", "seen", {("2009-02-29", "string")}),
        ("website: https://a.example/é", "website", {("https://a.example/é", "anyURI")}),
        ("website: nowhere", "website", {("nowhere", "string")}),
        ('summary: "a \\"quote\\" \\\\ and\\nmore"', "summary", {('a "quote" \\ and\nmore', "string")}),
    ],
)  # fmt: skip
def test_values_by_type_and_ill_formed_ones_as_text(front, key, terms):
    assert said(front, key) == terms


def test_unknown_keys_are_kept():
    assert (W, BASE + "/id/property/odd_key", ("x", "string")) in triples("---\nodd key: x\n---\n")


def test_sections_are_values_with_their_deeper_sections():
    found = triples("Lead.\n\n## Setting\nHere.\n\n### Deeper\nThere.\n\n## Other\nNo.\n")
    assert (W, V + "context", ("Here.\n\n### Deeper\nThere.", "string")) in found


def test_a_section_of_pages_gives_the_pages_it_links():
    found = triples("## Uses\n- [[Linux]]\n- [[Case:Wikipedia|W]]\n", "Pattern:P")
    assert {o for _, p, o in found if p == V + "uses"} == {
        BASE + "/id/case/Linux",
        BASE + "/id/case/Wikipedia",
    }


def test_links_in_prose_mention_and_typed_links_say():
    found = triples("A [[Linux]] and [[exhibits::Self-selection]] and [[odd::Case:X]]; `[[no]]`.")
    assert (W, LOOM + "mentions", BASE + "/id/page/Linux") in found
    assert (W, V + "exhibits", BASE + "/id/pattern/Self-selection") in found
    assert (W, BASE + "/id/property/odd", BASE + "/id/case/X") in found
    assert len([p for _, p, _ in found if p == LOOM + "mentions"]) == 1


EVIDENCED = """---
validation:
  - {value: after publication, source: Interview, quote: "after the production", coder: ana, date: 2008-05-01}
  - {value: before publication, status: absent, source: Interview}
---
"""


def test_an_evidenced_value_is_a_coding_and_a_plain_triple():
    found = triples(EVIDENCED)
    assert {o for s, p, o in found if (s, p) == (W, V + "validation")} == {V + "after-publication"}
    codings = {s: {(p, o) for s2, p, o in found if s2 == s} for s, _, o in found if o == LOOM + "Coding"}
    assert len(codings) == 2
    assert all(s.startswith(W + "#c-") and len(s) == len(W) + 15 for s in codings)
    present = next(each for each in codings.values() if (LOOM + "status", LOOM + "present") in each)
    assert {
        (LOOM + "codedCase", W),
        (LOOM + "codedVariable", V + "validation"),
        (LOOM + "codedValue", V + "after-publication"),
        (V + "source", BASE + "/id/source/Interview"),
        (V + "quote", ("after the production", "string")),
        (V + "coder", ("ana", "string")),
        (V + "date", ("2008-05-01", "date")),
    } <= present


def test_a_coding_s_address_does_not_depend_on_order():
    one = "---\nvalidation: {value: after publication, source: S, coder: ana}\n---\n"
    other = "---\nvalidation: {coder: ana, value: after publication, source: S}\n---\n"
    assert projected(one).facts == projected(other).facts


@pytest.mark.parametrize(
    ("value", "status"), [("unknown", "unknown"), ("absent", "absent"), ("Not applicable", "not-applicable")]
)
def test_a_status_in_place_of_a_value_is_said_of_the_coding_only(value, status):
    found = triples(f"---\nvalidation: {value}\n---\n")
    assert not [o for s, p, o in found if (s, p) == (W, V + "validation")]
    assert [o for _, p, o in found if p == LOOM + "status"] == [LOOM + status]
    assert not [o for _, p, o in found if p == LOOM + "codedValue"]


def test_a_contested_value_is_no_plain_triple():
    assert said("steward: {value: A, status: contested}", "steward") == set()


def test_a_redirect_only_names_its_target():
    result = projected("---\nkind: case\nredirect: Case:Wikipedia\naliases: [WP]\n---\nText [[Linux]].\n")
    assert result.redirect == "Case:Wikipedia"
    assert {(q.predicate.value, q.object.value) for q in quads(result.facts)} == {
        (DCTERMS + "isReplacedBy", BASE + "/id/case/Wikipedia"),
        ("http://www.w3.org/2002/07/owl#sameAs", BASE + "/id/case/Wikipedia"),
    }
    assert LinkRow("Case:Wikipedia", "redirect") in result.links


def test_a_redirect_to_itself_is_none():
    result = projected("---\nredirect: Case:W\n---\n")
    assert result.redirect == ""
    assert "itself" in result.findings[0].message
    assert (W, DCTERMS + "title", ("W", "string")) in triples("---\nredirect: Case:W\n---\n")


@pytest.mark.parametrize("target", ["a|b", "''", "2001", "[Case:A, Case:B]"])
def test_a_redirect_to_nowhere_is_none(target):
    result = projected(f"---\nsummary: s\nredirect: {target}\n---\nText.")
    assert (result.redirect, [each.key for each in result.findings]) == ("", ["redirect"])


@pytest.mark.parametrize(
    "unit",
    [
        "[[a]] ",
        "# Context\n",
        "[[exhibits::a]]\n",
        "[[validation::x]]\n",
        "x `[[a]]` ",
        "[[",
        "a. ",
        "## Uses\n[[a]]\n",
    ],
)
def test_projecting_takes_linear_time(unit):
    assert grows_linearly(lambda text: (projected(text), projected(text, "Pattern:P")), unit, 400)


@pytest.mark.parametrize("front", ["validation:\n{}", "steward:\n{}"])
def test_projecting_many_values_takes_linear_time(front):
    def work(items):
        return projected("---\n" + front.format(items) + "---\n")

    assert grows_linearly(work, "  - quite wrong\n", 600)


def test_a_talk_page_has_links_but_no_facts():
    result = projected("See [[Case:W]].", "Talk:Case:W")
    assert (result.kind, result.facts) == ("talk", b"")
    assert [row.target for row in result.links] == ["Case:W"]


def test_link_rows_come_from_values_and_prose():
    result = projected(
        "---\nsteward: {value: A, source: S}\nlicense: CC0-1.0\n---\n# H\nSee [[Linux]]. [[exhibits::P]]\n"
    )
    assert result.links == (
        LinkRow("Institution:A", "steward"),
        LinkRow("Source:S", "source"),
        LinkRow("License:CC0-1.0", "license"),
        LinkRow("Linux", "", "See Linux.", "H"),
        LinkRow("Pattern:P", "exhibits", "P", "H"),
    )


def test_facets():
    front = "steward: A\nvalidation: [after publication, unknown]\nstarted: 2001\ntags: [x, y]\nlicense: CC0-1.0\nlanguage: it\n"
    assert set(projected(f"---\n{front}---\n").facets) == {
        FacetRow("kind", "case", "Case"),
        FacetRow("steward", "Institution:A", "A"),
        FacetRow("validation", "after-publication", "after publication"),
        FacetRow("year", "2001", "2001"),
        FacetRow("tags", "x", "x"),
        FacetRow("tags", "y", "y"),
        FacetRow("license", "License:CC0-1.0", "CC0-1.0"),
        FacetRow("language", "it", "it"),
    }


def test_a_pattern_has_a_maturity_facet():
    assert FacetRow("maturity", "initial", "initial") in projected("Text.", "Pattern:P").facets


def test_search_text_is_plain_and_holds_values_and_sections():
    search = projected(
        EVIDENCED.replace("---\nval", "---\naliases: [WP, V]\nval", 1) + "A **b** [[C|d]].\n\n## Context\ne\n"
    ).search
    assert (search.title, search.aliases) == ("W", "WP\nV")
    assert search.body.startswith("A b d. Context e\n")
    assert "after the production" in search.body


def test_a_title_with_blanks_and_accents_has_a_clean_address():
    assert projected("x", "Case:Free  Culture_é").graph == BASE + "/data/case/Free_Culture_%C3%A9"
