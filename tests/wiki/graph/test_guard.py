"""SERVICE, LOAD and updates are found wherever they hide, and nothing else is taken for them."""

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiki.errors import QueryRefusedError
from wiki.graph.guard import MAX_BYTES, MAX_NESTING, check_query, names_graphs

HIDDEN = [
    "SELECT * { SERVICE <http://a.example/> { ?s ?p ?o } }",
    "SELECT * { service <http://a.example/> { ?s ?p ?o } }",
    "SELECT * { SeRvIcE sIlEnT <http://a.example/> { ?s ?p ?o } }",
    "SELECT * { SERVICE?x{ ?s ?p ?o } }",
    "SELECT * { SERVICE#a comment\n<http://a.example/> { ?s ?p ?o } }",
    "SELECT * { #\rSERVICE <http://a.example/> { ?s ?p ?o } }",
    "PREFIX ex: <http://x/> SELECT * {SERVICEex:a{?s ?p ?o}}",
    "PREFIX ex: <http://x/> SELECT * {SERVICE SILENTex:a{?s ?p ?o}}",
    "PREFIX ex: <http://x/> SELECT * {SERVICESILENTex:a{?s ?p ?o}}",
    "SELECT * {SERVICESILENT<http://a.example/>{?s ?p ?o}}",
    "SELECT * {?s ?p true SERVICE SILENT <http://a.example/>{?s ?p ?o}}",
    "SELECT * {?s ?p trueSERVICE SILENT <http://a.example/>{?s ?p ?o}}",
    "SELECT * {?s ?p 1SERVICE SILENT <http://a.example/>{?s ?p ?o}}",
    'SELECT * {?s ?p "a"SERVICE SILENT <http://a.example/>{?s ?p ?o}}',
    "SELECT * {?s ?p <a:b>SERVICE SILENT <http://a.example/>{?s ?p ?o}}",
    "SELECT * {?s ?p ?o.SERVICE SILENT <http://a.example/>{?s ?p ?o}}",
    "SELECT * {?s ?p ?o FILTER(?o<'a>')SERVICE SILENT <http://a.example/>{?s ?p ?o} FILTER('b'=?o)}",
    "SELECT * {?s ?p ?o FILTER(?o<?s)SERVICE#>\n SILENT <http://a.example/>{?s ?p ?o}}",
    'SELECT * {?s ?p """a" \'\'\' """ SERVICE <http://a.example/>{?s ?p ?o}}',
    'SELECT * {?s ?p "a\\"" SERVICE <http://a.example/>{?s ?p "b"}}',
    "SELECT * { { SELECT * { OPTIONAL { SERVICE <http://a.example/> { ?s ?p ?o } } } } }",
    "SELECT * { FILTER EXISTS { SERVICE <http://a.example/> { ?s ?p ?o } } }",
    "ASK { MINUS { SERVICE <http://a.example/> { ?s ?p ?o } } }",
    r"SELECT * { \u0053ERVICE <http://a.example/> { ?s ?p ?o } }",
    r'SELECT * { ?s ?p "\u0022 . SERVICE <http://a.example/> { ?s ?p ?o } # " }',
    "PREFIX graph: <http://x/> SELECT * { graph:a graph:b graph:c # graph\n SERVICE graph:d { ?s ?p ?o } }",
]
UPDATES = [
    "LOAD <http://a.example/>",
    "PREFIX ex: <http://x/> INSERT DATA { ex:a ex:b ex:c }",
    "BASE <http://x/> delete where { ?s ?p ?o }",
    "#c\nWITH <a:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "CLEAR ALL",
    "DROP GRAPH <a:g>",
    "CREATE GRAPH <a:g>",
    "ADD <a:g> TO <a:h>",
    "MOVE <a:g> TO <a:h>",
    "COPY <a:g> TO <a:h>",
    "SELECT * { ?s ?p ?o } ; LOAD <http://a.example/>",
    r"\u004cOAD <http://a.example/>",
]
HARMLESS = [
    "SELECT ?service { ?service ?load ?insert }",
    "SELECT $service { $service ?p ?o }",
    "PREFIX ex: <http://x/> SELECT * { ex:service ex:load ex:insert }",
    "PREFIX service: <http://x/> SELECT * { service:a service:b service:service }",
    "PREFIX service: <http://x/> SELECT * { GRAPH service:a { ?s ?p ?o } }",
    "PREFIX service: <http://x/> SELECT * FROM service:a { ?s ?p ?o }",
    "PREFIX service: <http://x/> SELECT * FROM NAMED service:a { ?s ?p ?o }",
    "PREFIX service: <http://x/> DESCRIBE service:a { ?s ?p ?o }",
    'SELECT * { ?s ?p "SERVICE <http://a.example/> {" }',
    "SELECT * { ?s ?p 'SERVICE <http://a.example/> {' }",
    'SELECT * { ?s ?p """\n"SERVICE" <http://a.example/> {\n""" }',
    "SELECT * { ?s ?p '''it's SERVICE <a:a> {''' }",
    "# SERVICE <http://a.example/> { LOAD\nSELECT * { ?s ?p ?o }",
    "SELECT * { <http://x/SERVICE> <http://x/load#insert> <http://x/service#> }",
    "SELECT * { GRAPH <http://x/service> { ?s <http://x/service#load> ?o } }",
    "SELECT * { ?s <http://www.w3.org/2000/01/rdf-schema#label> 'service' . ?a <http://x/#service> ?b }",
    'SELECT * { ?s ?p "service"@en . ?s ?p "x"@load }',
    "SELECT * { ?s ?p _:service . _:load ?p ?o }",
    "SELECT * { ?s ?p ?o FILTER(?s < ?service && ?load > ?o) }",
    r"PREFIX ex: <http://x/> SELECT * { ?s ex:\~service ?o }",
    'SELECT * { ?s ?p "caf\\u00e9 service" }',
]


@pytest.mark.parametrize("text", HIDDEN)
def test_service_is_found(text):
    with pytest.raises(QueryRefusedError, match="SERVICE"):
        check_query(text)


@pytest.mark.parametrize("text", UPDATES)
def test_updates_are_found(text):
    with pytest.raises(QueryRefusedError, match="SPARQL Update"):
        check_query(text)


@pytest.mark.parametrize("text", HARMLESS)
def test_names_strings_and_comments_are_not_taken_for_keywords(text):
    check_query(text)
    list(pyoxigraph.Store().query(text))  # it really is a query


def test_length_is_counted_in_bytes():
    check_query("#" + "é" * (MAX_BYTES // 2 - 1))
    with pytest.raises(QueryRefusedError, match=r"65,537 bytes long; at most 65,536"):
        check_query("#" + "é" * (MAX_BYTES // 2))


def test_lone_surrogates_are_refused():
    with pytest.raises(QueryRefusedError, match="not valid Unicode"):
        check_query("SELECT * { ?s ?p '\ud800' }")


@pytest.mark.parametrize(("left", "right"), ["{}", "()", "[]"])
def test_nesting_has_a_limit(left, right):
    check_query(f"SELECT * {{ {left * (MAX_NESTING - 1)} {right * (MAX_NESTING - 1)} }}")
    with pytest.raises(QueryRefusedError, match="levels deep"):
        check_query(f"SELECT * {{ {left * MAX_NESTING} {right * MAX_NESTING} }}")


def test_runs_of_negations_have_a_limit():
    check_query("SELECT * { FILTER(" + "! " * (MAX_NESTING - 1) + "true) }")
    with pytest.raises(QueryRefusedError, match="levels deep"):
        check_query("SELECT * { FILTER(" + "! #c\n" * MAX_NESTING + "true) }")


def test_many_brackets_side_by_side_are_fine():
    check_query("SELECT * { VALUES (?a ?b) {" + "(1 2)" * 5000 + "} }")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("SELECT * FROM <a:g> { ?s ?p ?o }", True),
        ("SELECT*FROM<a:g>{ ?s ?p ?o }", True),
        ("SELECT * from named ex:g { ?s ?p ?o }", True),
        ("SELECT * FROM named:g { ?s ?p ?o }", True),
        ("SELECT (?a<'x>'AS?y)FROM<a:g>{ ?s ?p '' }", True),
        ("SELECT * FROM #c\n <a:g> { ?s ?p ?o }", True),
        ("SELECT ?from { ?from ex:from <http://x/from> }", False),
        ("SELECT * { ?s ?p 'FROM <a:g>' }", False),
        ("# FROM <a:g>\nSELECT * { ?s ?p ?o }", False),
        ("SELECT * { <http://x/from/> <http://x/#from> ?o }", False),
    ],
)
def test_dataset_clauses_are_seen(text, names):
    assert names_graphs(text) == names


# --- random queries: pieces in which SERVICE is harmless, with and without a real SERVICE among them

_BLANK = st.sampled_from([" ", "\n", "\t", "#c service\n", " # LOAD ' \" < {\r"])
_PIECE = st.sampled_from(
    [
        "?service <http://x/service> 'SERVICE <a:a> {' .",
        "ex:service ex:load ?insert .",
        'ex:a ex:b """ " \' SERVICE ex:c { \\" """ .',
        "?s <http://x/it's#service> ?o .",
        "FILTER(?a<?b && ?service>?c)",
        "GRAPH service:g { ?s ?p 'x' }",
        "OPTIONAL { ?s ?p true }",
        "BIND('#' AS ?x%d)",
        "_:service%d ?p 1 .",
        "VALUES ?v%d { 'service' ex:service }",
    ]
)
_TRICK = st.sampled_from(
    ["FILTER(?a<'x>')", "FILTER(?a<?b||?c>'service <')", "?s <it's#service> 'x' .", "FILTER(?a<ex:b)"]
)
_CALL = st.sampled_from(
    [
        "SERVICE<http://a.example/>{?s ?p ?o}",
        "service?endpoint{?s ?p ?o}",
        "SERVICE ex:a {?s ?p ?o}",
        "SERVICEex:a{?s ?p ?o}",
        "SERVICE SILENT#>\nex:a{?s ?p ?o}",
        "serviceSILENTex:a{?s ?p ?o}",
    ]
)


@st.composite
def _queries(draw, calls):
    pieces = draw(st.lists(_PIECE | _TRICK if calls else _PIECE, max_size=6))
    if calls:
        pieces.insert(draw(st.integers(0, len(pieces))), draw(_CALL))
    gap = draw(_BLANK) if not calls or draw(st.booleans()) else " "
    pieces = [piece.replace("%d", str(number)) for number, piece in enumerate(pieces)]
    prologue = "BASE <http://x/> PREFIX ex: <http://x/>\nPREFIX service: <http://service/>\n"
    return prologue + "SELECT * {" + gap + gap.join(pieces) + gap + "}"


def _is_query(text):
    try:
        pyoxigraph.Store().query(text.replace("http://a.example", "urn:a"))
    except SyntaxError:
        return False
    except (OSError, RuntimeError, ValueError):
        return True
    return True


@given(_queries(calls=True))
def test_a_call_is_found_wherever_it_is_put(text):
    assert _is_query(text)
    with pytest.raises(QueryRefusedError):
        check_query(text)


@given(_queries(calls=False))
def test_without_a_call_nothing_is_refused(text):
    assert _is_query(text)
    check_query(text)


@given(st.text(alphabet="<>'\"#?:{}()\\ \nSERVICEservicegraph1ab.@_"))
def test_whatever_the_engine_takes_for_a_call_is_refused(text):
    """The engine says in its own words whether it reads a SERVICE clause."""
    query = "SELECT * {" + text + "SERVICE <urn:none:>{?s ?p ?o}}"
    try:
        list(pyoxigraph.Store().query(query))
    except (OSError, RuntimeError):  # it tried
        with pytest.raises(QueryRefusedError):
            check_query(query)
    except (SyntaxError, ValueError):
        pass


@given(st.text())
def test_any_text_is_either_accepted_or_refused_by_name(text):
    try:
        check_query(text)
    except QueryRefusedError as error:
        sentence = str(error)
    else:
        sentence = "Accepted."
    assert sentence.endswith(".")


def test_the_worst_texts_take_no_time():
    import time

    started = time.process_time()
    for unit in ["<#>", "<'>", '"""', "'''", "<a>service ", "service:", "from ", "\\", "<", "@", "!", "! "]:
        text = (unit * MAX_BYTES)[: MAX_BYTES - 8] + " service"
        try:
            check_query(text)
            names_graphs(text)
        except QueryRefusedError:
            pass
    assert time.process_time() - started < 12
