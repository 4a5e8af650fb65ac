"""The competency questions, each answered from small pages in both engines.

Leadership by context is known of Wikipedia from the pattern's page only: its inverse makes Wikipedia exhibit it.
"""

from __future__ import annotations

import re
from functools import cache

import pytest
from pyoxigraph import NamedNode, RdfFormat, Store
from rdflib import Graph
from rdflib.namespace import SKOS

from ontology.graphs import VERDICTS
from ontology.kinds import ValueType
from ontology.licensing import may
from ontology.licensing.facts import verdict_facts
from ontology.namespaces import LOOM
from ontology.queries import ExampleQuery, competency_questions
from ontology.shapes import load_ontology
from ontology.vocabulary import vocabulary_graph
from tests.fixtures.queried import BASE, Rows, ask, ask_store, store_of, union_graph

QUESTIONS = {each.question: each for each in competency_questions()}

PAGES = {
    "Case:Wikipedia": """---
license: CC-BY-SA-4.0
input: open input
process: participatory process
output: commons output
output_license: CC-BY-SA-4.0
rivalry: non-rival
steward: Wikimedia Foundation
exhibits: Communal validation
stage: [{value: parity, coder: ana}, {value: dominant, coder: ben}]
competes_with: Encarta
motivation: intrinsic
quality: absolute quality
validation:
  - value: after publication
    source: Interview 2008
    quote: communal validation after the production
    coder: ana
    date: 2026-05-01
    confidence: high
transformations:
  - {value: credential, until: 2001}
  - {value: communal validation, since: 2001, source: Interview 2008}
---
""",
    "Case:Linux": """---
input: open input
process: participatory process
output: commons output
property_format: commons economy
exhibits: [Communal validation, Leadership by context, Granular tasks]
validation: after publication
motivation: mixed
---
""",
    "Case:Debian": """---
exhibits: [Communal validation, Leadership by context]
stage: germ form
scale: [{value: small group, coder: ana}, {value: small group, coder: ben}]
---
""",
    "Case:Ubuntu": "---\nfork_of: Debian\nexhibits: Communal validation\n---\n",
    "Case:Encarta": """---
mode_of_production: for-profit
output: enclosed output
property_format: not applicable
validation: before publication
exhibits: [{value: Communal validation, bearing: refuting, source: Interview 2008, answer: It was never tried.}]
---
""",
    "Case:Knol": """---
voluntary_contribution: fell
crowding_out: true
transformations: [{value: common, since: 2008}, {value: enclosed, since: 2012}]
exhibits: [{value: Leadership by context, bearing: refuting}]
motivation: monetary
---
""",
    "Case:Bay Area community": "---\nrivalry: rival\nrelation_of_exchange: communal shareholding\n---\n",
    "Pattern:Communal validation": """---
language: Loom
larger_pattern: Self-governance
requires: Open history
alternative_to: Credentials
values_served: equality
values_harmed: freedom
lowers_cost: [{value: validation, behaviour: reviewing, role: maintainers}]
raises_cost: [{value: appropriation, behaviour: disrupting}]
---
""",
    "Pattern:Self-governance": "---\nlarger_pattern: Commons\nlanguage: Other language\n---\n",
    "Pattern:Reverting": "---\nrequires: Communal validation\nlarger_pattern: Communal validation\n---\n",
    "Pattern:Leadership by context": "---\nknown_instances: Wikipedia\nconflicts_with: Communal validation\n---\n",
    "Institution:Wikimedia Foundation": "---\ntype: for-benefit\nrole: benefit sharing\n---\n",
    "Institution:Google": """---
type: netarchical platform
role: revenue sharing
encloses: Knol
depends_on: Linux
---
""",
    "License:GPL-3.0-only": """---
permissions: commercial use
conditions: same licence
compatible_with: [{value: AGPL-3.0-only, quote: You have permission to link, source: GPL text}]
---
""",
    "License:CC-BY-SA-4.0": """---
conditions: same licence
regime: commons economy
compatible_with: [{value: GPL-3.0-only, source: CC chart}, {value: CC-BY-4.0, status: absent, source: CC chart}]
---
""",
    "License:CC-BY-NC-4.0": "---\nprohibitions: commercial use\n---\n",
    "License:Platform terms": "---\nappropriates: true\n---\n",
    "Concept:Commons": "---\nbroader: Institution of sharing\nopposed_to: Enclosure\n---\n",
    "Concept:Institution of sharing": "---\nbroader: Institution\n---\n",
    "Concept:Digital commons": "---\nbroader: Commons\n---\n",
    "Concept:Raw material": "---\ntransforms_into: Commons\n---\n",
    "Source:Interview 2008": """---
license: CC-BY-SA-4.0
origin: https://example.org/interview
origin_revision: "1204"
derived_from: Blog post
discusses: [{value: Person:Yochai Benkler, quote: Yochai Benkler does however}, {value: Source:Wikinomics}]
quotations: [processes of communal validation after the production, Let hundred flowers bloom]
---
Mentions [[Person:Toni Negri]] and [[Case:Linux]].
""",
}


LICENCES = {f"{BASE}/id/license/{each}": each for each in ("CC-BY-NC-4.0", "CC-BY-SA-4.0", "GPL-3.0-only")}
TEXTS = "https://w3id.org/commonloom/licences#"


@cache
def wiki() -> Graph:
    return union_graph(PAGES).parse(data=verdict_facts(LICENCES), format="turtle")


@cache
def store() -> Store:
    found = store_of(PAGES)
    found.load(verdict_facts(LICENCES), format=RdfFormat.TURTLE, to_graph=NamedNode(VERDICTS))
    return found


def answer(number: int) -> Rows:
    return ask(wiki(), QUESTIONS[number].text)


def test_all_twenty_four_questions_are_asked_once():
    assert list(QUESTIONS) == list(range(1, 25))
    assert all(query.name.startswith(f"{number:02d}-") for number, query in QUESTIONS.items())


@pytest.mark.parametrize("query", QUESTIONS.values(), ids=lambda query: query.name)
def test_both_engines_answer_a_question_with_the_same_rows(query: ExampleQuery):
    rows = ask(wiki(), query.text)
    assert rows
    assert sorted(ask_store(store(), query.text)) == sorted(rows)


def listed(query: ExampleQuery) -> list[str]:
    """The variables a query asks about, from its VALUES list."""
    return re.findall(r"loom:(\w+)", query.text.partition("VALUES ?variable {")[2].partition("}")[0])


@pytest.mark.parametrize("number", [7, 17, 22])
def test_questions_over_all_variables_name_them_all(number: int):
    coded = [
        each.iri.removeprefix(str(LOOM))
        for each in load_ontology().by_name["case"].fields
        if each.codable and each.type is ValueType.CHOICE and not each.coding_class
    ]
    assert sorted(listed(QUESTIONS[number])) == sorted(coded)


def test_the_question_about_moves_names_every_axis_with_its_poles():
    graph, scheme = vocabulary_graph(), LOOM["transformation-axes"]
    axes = {
        (str(axis), str(graph.value(axis, LOOM.fromPole)), str(graph.value(axis, LOOM.toPole)))
        for axis in graph.subjects(SKOS.inScheme, scheme)
    }
    rows = re.findall(r"\( loom:(\S+) loom:(\S+) loom:(\S+) \)", QUESTIONS[13].text)
    assert {tuple(str(LOOM) + each for each in row) for row in rows} == axes


EXPECTED: dict[int, Rows] = {
    1: [
        ("breaks-at-output", "case/Encarta", "Encarta"),
        ("loop-closes", "case/Linux", "Linux"),
        ("loop-closes", "case/Wikipedia", "Wikipedia"),
    ],
    2: [
        ("license/CC-BY-NC-4.0", "CC-BY-NC-4.0", "false", "prohibited", ""),
        ("license/CC-BY-SA-4.0", "CC-BY-SA-4.0", "true", "not said", ""),
        ("license/GPL-3.0-only", "GPL-3.0-only", "true", "permitted", ""),
        ("license/Platform_terms", "Platform terms", "false", "not said", "true"),
    ],
    4: [("institution/Wikimedia_Foundation", "Wikimedia Foundation", "for-benefit", "case/Wikipedia")],
    5: [
        ("case/Linux", "Linux", "", "", "", ""),
        (
            "case/Wikipedia", "Wikipedia", "source/Interview_2008", "communal validation after the production",
            "ana", "high-confidence",
        ),
    ],
    6: [("pattern/Communal_validation", "Communal validation", "3")],
    7: [
        ("pattern/Communal_validation", "case/Encarta", "case/Linux", "output", "enclosed-output", "commons-output"),
        ("pattern/Communal_validation", "case/Encarta", "case/Linux", "validation", "before-publication",
         "after-publication"),
        ("pattern/Communal_validation", "case/Encarta", "case/Wikipedia", "output", "enclosed-output",
         "commons-output"),
        ("pattern/Communal_validation", "case/Encarta", "case/Wikipedia", "validation", "before-publication",
         "after-publication"),
        ("pattern/Leadership_by_context", "case/Knol", "case/Linux", "motivation", "monetary-motivation",
         "mixed-motivation"),
        ("pattern/Leadership_by_context", "case/Knol", "case/Wikipedia", "motivation", "monetary-motivation",
         "intrinsic-motivation"),
    ],
    8: [
        ("commons-economy", "case/Linux", "Linux"),
        ("commons-economy", "case/Wikipedia", "Wikipedia"),
        ("not-applicable", "case/Encarta", "Encarta"),
        ("not coded", "case/Bay_Area_community", "Bay Area community"),
        ("not coded", "case/Debian", "Debian"),
        ("not coded", "case/Knol", "Knol"),
        ("not coded", "case/Ubuntu", "Ubuntu"),
    ],
    9: [
        ("Interview 2008", "", "", "case/Encarta", "exhibits", "pattern/Communal_validation", "true"),
        ("Interview 2008", "", "", "case/Wikipedia", "positionOnAxis", "communal-validation-position", "true"),
        ("Interview 2008", "Let hundred flowers bloom", "", "", "", "", ""),
        ("Interview 2008", "processes of communal validation after the production",
         "communal validation after the production", "case/Wikipedia", "validation", "after-publication", "true"),
    ],
    10: [
        ("institution/Google", "Google", "dependsOn", "case/Linux"),
        ("institution/Google", "Google", "encloses", "case/Knol"),
    ],
    11: [("case/Bay_Area_community", "Bay Area community", "communal-shareholding")],
    12: [
        ("pattern/Communal_validation", "Communal validation", "lowersCost", "validation-cost", "reviewing",
         "maintainer"),
        ("pattern/Communal_validation", "Communal validation", "raisesCost", "appropriation-cost", "disrupting", ""),
    ],
    13: [
        ("case/Knol", "Knol", "enclosed-to-common", "common-position", "enclosed-position", "2012"),
        ("case/Wikipedia", "Wikipedia", "credential-to-communal-validation", "credential-position",
         "communal-validation-position", "2001"),
    ],
    14: [
        ("broader", "concept/Institution"),
        ("broader", "concept/Institution_of_sharing"),
        ("comes from", "concept/Raw_material"),
        ("narrower", "concept/Digital_commons"),
        ("opposed", "concept/Enclosure"),
    ],
    15: [
        ("dominant", "case/Wikipedia", "Wikipedia", "case/Encarta", "open-input", "commons-output",
         "intrinsic-motivation", "absolute-quality"),
        ("germ-form", "case/Debian", "Debian", "", "", "", "", ""),
        ("parity", "case/Wikipedia", "Wikipedia", "case/Encarta", "open-input", "commons-output",
         "intrinsic-motivation", "absolute-quality"),
    ],
    16: [
        ("ana", "Debian", "scale", "small-group", "present", "false"),
        ("ana", "Wikipedia", "stage", "parity", "present", "true"),
        ("ana", "Wikipedia", "validation", "after-publication", "present", "false"),
        ("ben", "Debian", "scale", "small-group", "present", "false"),
        ("ben", "Wikipedia", "stage", "dominant", "present", "true"),
    ],
    18: [("2026-05-01", "validation", "after-publication", "present", "ana")],
    19: [
        ("source/Interview_2008", "Interview 2008", "https://example.org/interview", "1204", "source/Blog_post",
         "license/CC-BY-SA-4.0"),
    ],
    20: [
        ("person/Toni_Negri", ""),
        ("person/Yochai_Benkler", "Yochai Benkler does however"),
        ("source/Wikinomics", ""),
    ],
    21: [
        ("alternative", "pattern/Credentials", ""),
        ("in conflict", "pattern/Leadership_by_context", ""),
        ("larger", "pattern/Commons", ""),
        ("larger", "pattern/Self-governance", "language/Other_language"),
        ("required", "pattern/Open_history", ""),
        ("requires it", "pattern/Reverting", ""),
        ("smaller", "pattern/Reverting", ""),
    ],
    22: [
        ("Linux", "4", "exhibits", "pattern/Granular_tasks"),
        ("Linux", "4", "input", "open-input"),
        ("Linux", "4", "output", "commons-output"),
        ("Linux", "4", "process", "participatory-process"),
        ("Linux", "4", "validation", "after-publication"),
    ],
    23: [("pattern/Communal_validation", "Communal validation", "equality", "freedom")],
    24: [
        ("benefit-sharing", "institution/Wikimedia_Foundation", "Wikimedia Foundation", "case/Wikipedia", "", ""),
        ("revenue-sharing", "institution/Google", "Google", "case/Knol", "contribution-fell", "true"),
        ("revenue-sharing", "institution/Google", "Google", "case/Linux", "", ""),
    ],
}  # fmt: skip


@pytest.mark.parametrize("number", EXPECTED)
def test_a_question_has_its_rows(number: int):
    assert answer(number) == EXPECTED[number]


def test_may_a_work_go_into_another_is_answered_by_codings_and_by_verdicts():
    worked_out = {
        (
            f"license/{inbound}",
            inbound,
            f"license/{outbound}",
            f"answer-{verdict.answer.value.replace(' ', '-')}",
            reason.text,
            reason.clause,
            f"{TEXTS}{reason.licence}",
            " ".join(
                f"{each.source} says {each.says}{': ' * bool(each.remark)}{each.remark}."
                for each in verdict.dissents
            ),
        )
        for inbound in LICENCES.values()
        for outbound in LICENCES.values()
        for verdict in [may("incorporate", inbound, outbound)]
        for reason in verdict.reasons
    }
    coded = {
        ("license/CC-BY-SA-4.0", "CC-BY-SA-4.0", "license/CC-BY-4.0", "answer-no", "", "", "source/CC_chart", ""),
        (
            "license/CC-BY-SA-4.0", "CC-BY-SA-4.0", "license/GPL-3.0-only", "answer-yes", "", "",
            "source/CC_chart", "",
        ),
        (
            "license/GPL-3.0-only", "GPL-3.0-only", "license/AGPL-3.0-only", "answer-yes",
            "You have permission to link", "", "source/GPL_text", "",
        ),
    }  # fmt: skip
    assert sorted(answer(3)) == sorted(coded | worked_out)
    by_hand = {
        ("CC-BY-SA-4.0", "license/GPL-3.0-only", "answer-yes", "§3(b)(1), §1(c)"),
        ("GPL-3.0-only", "license/CC-BY-SA-4.0", "answer-no", "§5(c)"),
        ("CC-BY-NC-4.0", "license/CC-BY-SA-4.0", "answer-no", "§2(a)(1)"),
        ("CC-BY-NC-4.0", "license/CC-BY-NC-4.0", "answer-yes", "§2(a)(1)(B)"),
    }
    assert by_hand <= {(row[1], row[2], row[3], row[5]) for row in answer(3)}


def test_uncoded_is_what_nobody_has_looked_at():
    uncoded = {row[0] for row in answer(17) if row[2] == "Encarta"}
    assert {"input", "stage", "quality"} <= uncoded
    assert uncoded & {"propertyFormat", "output", "validation"} == set()
    assert len(answer(17)) == 32 * 7 - sum(
        len(set(listed(QUESTIONS[17])) & coded)
        for coded in (
            {"input", "process", "output", "rivalry", "stage", "motivation", "quality", "validation"},
            {"input", "process", "output", "propertyFormat", "validation", "motivation"},
            {"stage", "scale"},
            set(),
            {"modeOfProduction", "output", "propertyFormat", "validation"},
            {"voluntaryContribution", "motivation"},
            {"rivalry", "relationOfExchange"},
        )
    )
