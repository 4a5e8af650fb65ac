"""The competency questions asked over HTTP of a wiki with the seed corpus.

Each answer is held to what the texts of the corpus say when they are read a second way (`tests.fixtures.retold`), and
to rows chosen by hand, which say that the question is answered as a person would.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from html import unescape
from itertools import product

import pytest

from ontology.licensing import described, may, parse_expression
from ontology.licensing.expression import texts_of
from ontology.queries import competency_questions
from ontology.shapes import load_ontology
from patterns.filenames import title_of_file
from tests.fixtures.answered import closed_lists, derived, known, moves, resembling, sharing, uncoded
from tests.fixtures.chosen import CHOSEN, misses
from tests.fixtures.retold import Retold
from tests.journeys.people import Person, words_of
from tests.journeys.servers import Server
from tests.shared import ROOT

CORPUS = ROOT / "patterns" / "corpus"
QUESTIONS = {each.question: each for each in competency_questions()}
Rows = set[tuple[str, ...]]
PROFIT = {"for-profit", "netarchical-platform"}
APPROPRIATING, SAME = (
    "appropriatesContributions",
    {"same-license", "same-license--file", "same-license--library"},
)
EXAMPLE = re.compile(r'<li class="row"><a href="([^"]+)">([^<]+)</a>')
SHOWN = {True: "true", False: "false"}


@pytest.fixture(scope="module")
def corpus() -> Retold:
    ontology = load_ontology()
    files = {
        title_of_file(path.relative_to(CORPUS).as_posix(), ontology): path for path in CORPUS.rglob("*.md")
    }
    return Retold({title: path.read_text("utf-8") for title, path in files.items()}, ontology)


@pytest.fixture(scope="module")
def answers(site: Server) -> Callable[[int], Rows]:
    """Rows of a question, each value in its short name."""
    person, kept = Person(site.address), {}
    base = person.select(
        "SELECT ?graph { GRAPH ?graph { ?s a <https://w3id.org/commonloom/ns#Case> } } LIMIT 1"
    )
    start = base[0]["graph"].partition("/data/")[0]

    def short(text: str) -> str:
        for prefix in (f"{start}/id/", "https://w3id.org/commonloom/ns#"):
            text = text.removeprefix(prefix)
        return text.replace("http://www.w3.org/2004/02/skos/core#", "skos:")

    def asked(number: int) -> Rows:
        if number not in kept:
            answer = person.ask(
                "/sparql", {"query": QUESTIONS[number].text}, Accept="application/sparql-results+json"
            )
            assert answer.status == 200, answer.text
            found = answer.json()
            names = found["head"]["vars"]
            kept[number] = {
                tuple(short(row[name]["value"]) if name in row else "" for name in names)
                for row in found["results"]["bindings"]
            }
        return kept[number]

    return asked


def maybe(values: set[str]) -> set[str]:
    """What an OPTIONAL gives."""
    return values or {""}


def case_rows(corpus: Retold, rows: Callable[[str], set[tuple[str, ...]]], kind: str = "case") -> Rows:
    return {row for entity in corpus.of_kind(kind) for row in rows(entity)}


# -- what each question is answered with by the texts


def loops(corpus: Retold) -> Rows:
    def of(case: str) -> Rows:
        said = {key: corpus.values(case, key) for key in ("input", "process", "output", "circulation")}
        found = set(said["circulation"])
        if (
            "open-input" in said["input"]
            and "participatory-process" in said["process"]
            and "commons-output" in said["output"]
        ):
            found.add("loop-closes")
        found |= {"breaks-at-input"} if "restricted-input" in said["input"] else set()
        found |= {"breaks-at-process"} if "closed-process" in said["process"] else set()
        found |= {"breaks-at-output"} if "enclosed-output" in said["output"] else set()
        return {(where, case, corpus.name(case)) for where in found}

    return case_rows(corpus, of)


def licences(corpus: Retold) -> Rows:
    def of(licence: str) -> Rows:
        permits = "commercial-use" in corpus.values(licence, "http://creativecommons.org/ns#permits")
        prohibits = "commercial-use" in corpus.values(licence, "http://creativecommons.org/ns#prohibits")
        same = bool(SAME & corpus.values(licence, "http://creativecommons.org/ns#requires"))
        use = "prohibited" if prohibits else "permitted" if permits else "not said"
        return {
            (licence, corpus.name(licence), SHOWN[same], use, taken)
            for taken in maybe(corpus.values(licence, APPROPRIATING))
        }

    return case_rows(corpus, of, "license")


def combinations(corpus: Retold) -> Rows:
    """Verdicts of the reasoner on each pair of licences with pages, and what pages say themselves."""
    about = {
        licence: spdx
        for licence in corpus.of_kind("license")
        for spdx in corpus.values(licence, "spdxIdentifier") or {corpus.name(licence)}
        if spdx in described()
    }
    found: Rows = set()
    for (licence, inbound), (into, outbound) in product(about.items(), repeat=2):
        verdict = may("incorporate", inbound, outbound)
        dissents = {
            f"{each.source} says {each.says}{': ' * bool(each.remark)}{each.remark}."
            for each in verdict.dissents
        }
        for reason, dissent in product(verdict.reasons, maybe(dissents)):
            text = next(iter(texts_of(parse_expression(reason.licence))), None) if reason.licence else None
            source = f"https://w3id.org/commonloom/licences#{text.text}" if text else ""
            answer = f"answer-{verdict.answer.value.replace(' ', '-')}"
            found.add(
                (licence, corpus.name(licence), into, answer, reason.text, reason.clause, source, dissent)
            )
    return found | set(coded_combinations(corpus))


def coded_combinations(corpus: Retold) -> Iterator[tuple[str, ...]]:
    coded = [each for each in corpus.codings if each.variable == "compatibleWith" and each.value]
    for each in coded:
        words = {"present": "answer-yes", "absent": "answer-no", "unknown": "answer-unknown"}
        grounds = (each.qualifiers.get("quote", ""), "", each.qualifiers.get("source", ""), "")
        yield (
            each.subject,
            corpus.name(each.subject),
            each.value,
            words.get(each.status, each.status),
            *grounds,
        )
    evident = {(each.subject, each.value) for each in coded if each.status == "present"}
    for licence, relation, into in corpus.statements:
        if relation == "compatibleWith" and (licence, into) not in evident:
            yield licence, corpus.name(licence), into, "answer-yes", "", "", "", ""


def stewards(corpus: Retold) -> Rows:
    return {
        (one, corpus.name(one) if one in corpus.sayings else "", type_, commons)
        for one, relation, commons in corpus.statements
        if relation == "stewards"
        for type_ in maybe(corpus.values(one, "institutionType"))
    }


def validated_after(corpus: Retold) -> Rows:
    def of(case: str) -> Rows:
        found: Rows = set()
        for value in corpus.values(case, "validation") & {
            "after-publication",
            "before-and-after-publication",
        }:
            coded = [
                each.qualifiers
                for each in corpus.codings
                if (each.subject, each.variable, each.value, each.status)
                == (case, "validation", value, "present")
            ]
            keys = ("source", "quote", "coder", "confidence")
            found |= {
                (case, corpus.name(case), *(each.get(key, "") for key in keys)) for each in coded or [{}]
            }
        return found

    return case_rows(corpus, of)


def instances(corpus: Retold, *, refuting: bool) -> set[tuple[str, str, bool]]:
    """Pattern, case and whether it has been answered, of the instances with evidence."""
    found = set()
    for each in corpus.codings:
        if each.variable in {"exhibits", "knownInstance"} and each.status == "present" and each.value:
            pair = (each.value, each.subject) if each.variable == "exhibits" else (each.subject, each.value)
            if (each.qualifiers.get("bearing") == "refuting") is refuting:
                found.add((*pair, "answer" in each.qualifiers))
    return found


def confirmed(corpus: Retold) -> Rows:
    disputed = {pattern for pattern, _, answered in instances(corpus, refuting=True) if not answered}
    found = set()
    for pattern in set(corpus.of_kind("pattern")) - disputed:
        cases = {each for each in corpus.values(pattern, "knownInstance") if each in corpus.of_kind("case")}
        independent = {
            each
            for each in cases
            if not corpus.beyond(each, "lineage") & corpus.values(pattern, "knownInstance")
        }
        if len(independent) >= 3:
            found.add((pattern, corpus.name(pattern), str(len(independent))))
    return found


def differences(corpus: Retold) -> Rows:
    found = set()
    for pattern, refuting, _ in instances(corpus, refuting=True):
        for supporting, variable in product(corpus.values(pattern, "knownInstance"), closed_lists(corpus)):
            mine, theirs = corpus.values(refuting, variable), corpus.values(supporting, variable)
            pairs = product(mine - theirs, theirs - mine)
            found |= {(pattern, refuting, supporting, variable, one, other) for one, other in pairs}
    return found


def formats(corpus: Retold) -> Rows:
    def of(case: str) -> Rows:
        licences = corpus.values(case, "outputLicense")
        found = corpus.values(case, "propertyFormat").union(
            *(corpus.values(each, "propertyFormat") for each in licences)
        )
        coded = [each for each in corpus.codings if (each.subject, each.variable) == (case, "propertyFormat")]
        found = found or {each.status for each in coded if each.status != "present"} or {"not coded"}
        return {(each, case, corpus.name(case)) for each in found}

    return case_rows(corpus, of)


def quotations(corpus: Retold) -> Rows:
    found = set()
    for source in (each for each in corpus.of_kind("source") if "Interview" in corpus.name(each)):
        listed = {" ".join(each.split()) for each in corpus.quoted_blocks(source)}
        unused = set(listed)
        for coded in (each for each in corpus.codings if each.qualifiers.get("source") == source):
            words = coded.qualifiers.get("quote", "")
            holding = {each for each in listed if words and words in each}
            unused -= holding
            if coded.value is not None:
                said = (coded.subject, coded.variable, coded.value)
                same = [each for each in corpus.codings if (each.subject, each.variable, each.value) == said]
                alone = SHOWN[{each.qualifiers.get("source", source) for each in same} == {source}]
                found |= {(corpus.name(source), whole, words, *said, alone) for whole in holding or {""}}
        found |= {(corpus.name(source), whole, "", "", "", "", "") for whole in unused}
    return found


def platforms(corpus: Retold) -> Rows:
    def of(institution: str) -> Rows:
        if not corpus.values(institution, "institutionType") & PROFIT:
            return set()
        return {
            (institution, corpus.name(institution), relation, practice)
            for relation in ("dependsOn", "enables", "encloses")
            for practice in corpus.values(institution, relation)
        }

    return case_rows(corpus, of, "institution")


def rival_without_return(corpus: Retold) -> Rows:
    def of(case: str) -> Rows:
        ways = corpus.values(case, "relationOfExchange") | corpus.values(case, "allocation")
        free = ways & {"communal-shareholding", "self-allocation", "need-allocation"}
        rival = "rival" in corpus.values(case, "rivalry")
        return {(case, corpus.name(case), each) for each in free} if rival else set()

    return case_rows(corpus, of)


def effects(corpus: Retold) -> Rows:
    def of(pattern: str) -> Rows:
        found: Rows = set()
        for effect in ("lowersCost", "raisesCost"):
            for cost in corpus.values(pattern, effect):
                coded = [
                    each.qualifiers
                    for each in corpus.codings
                    if (each.subject, each.variable, each.value) == (pattern, effect, cost)
                ]
                found |= {
                    (
                        pattern,
                        corpus.name(pattern),
                        effect,
                        cost,
                        each.get("behaviour", ""),
                        each.get("role", ""),
                    )
                    for each in coded or [{}]
                }
        return found

    return case_rows(corpus, of, "pattern")


def around_the_commons(corpus: Retold) -> Rows:
    here = "concept/Commons"
    found = {("broader", each) for each in corpus.beyond(here, "skos:broader")}
    found |= {("narrower", each) for each in corpus.beyond(here, "skos:narrower")}
    found |= {("opposed", each) for each in corpus.values(here, "opposedTo")}
    found |= {("turns into", each) for each in corpus.values(here, "transformsInto")}
    return found | {
        ("comes from", one)
        for one, how, other in corpus.statements
        if (how, other) == ("transformsInto", here)
    }


def parity(corpus: Retold) -> Rows:
    def of(case: str) -> Rows:
        rivals = {
            each
            for each in corpus.values(case, "competesWith")
            if "for-profit" in corpus.values(each, "institutionType")
            or "for-profit-production" in corpus.values(each, "modeOfProduction")
        }
        conditions = [
            maybe(corpus.values(case, each)) for each in ("input", "output", "motivation", "quality")
        ]
        found: Rows = set()
        for stage in corpus.values(case, "stage") & {"germ-form", "parity", "dominant"}:
            if stage == "germ-form" or rivals:
                found |= set(product([stage], [case], [corpus.name(case)], maybe(rivals), *conditions))
        return found

    return case_rows(corpus, of)


def coders(corpus: Retold) -> Rows:
    answers: dict[tuple[str, str], dict[str, set[tuple[str, str]]]] = {}
    signed = [each for each in corpus.codings if "coder" in each.qualifiers and each.status]
    for each in signed:
        told = answers.setdefault((each.subject, each.variable), {})
        told.setdefault(each.qualifiers["coder"], set()).add((each.status, each.value or ""))
    return {
        (
            each.qualifiers["coder"],
            corpus.name(each.subject),
            each.variable,
            each.value or "",
            each.status,
            SHOWN[len({frozenset(said) for said in answers[each.subject, each.variable].values()}) > 1],
        )
        for each in signed
    }


def mentioned(corpus: Retold) -> Rows:
    found = set()
    for source in (each for each in corpus.of_kind("source") if "Interview" in corpus.name(each)):
        for thing in corpus.values(source, "mentions"):
            if thing.startswith(("person/", "source/")):
                said = {
                    each.qualifiers["quote"]
                    for each in corpus.codings
                    if (each.subject, each.variable, each.value) == (source, "discusses", thing)
                    and "quote" in each.qualifiers
                }
                found |= {(thing, each) for each in maybe(said)}
    return found


def around_a_pattern(corpus: Retold) -> Rows:
    here, part = "pattern/Communal_validation", "http://purl.org/dc/terms/isPartOf"
    found = {("larger", each) for each in corpus.beyond(here, "largerPattern")}
    found |= {("smaller", each) for each in corpus.beyond(here, "smallerPattern")}
    found |= {("required", each) for each in corpus.beyond(here, "requires")}
    found |= {
        ("requires it", each) for each in corpus.of_kind("pattern") if here in corpus.beyond(each, "requires")
    }
    found |= {("alternative", each) for each in corpus.values(here, "alternativeTo")}
    found |= {("in conflict", each) for each in corpus.values(here, "conflictsWith")}
    return {(how, other, language) for how, other in found for language in maybe(corpus.values(other, part))}


def served(corpus: Retold) -> Rows:
    def of(pattern: str) -> Rows:
        pairs = product(corpus.values(pattern, "valueServed"), maybe(corpus.values(pattern, "valueHarmed")))
        return {(pattern, corpus.name(pattern), *pair) for pair in pairs}

    return case_rows(corpus, of, "pattern")


TOLD: dict[int, Callable[[Retold], Rows]] = {
    1: loops,
    2: licences,
    3: combinations,
    4: stewards,
    5: validated_after,
    6: confirmed,
    7: differences,
    8: formats,
    9: quotations,
    10: platforms,
    11: rival_without_return,
    12: effects,
    13: moves,
    14: around_the_commons,
    15: parity,
    16: coders,
    17: uncoded,
    18: known,
    19: derived,
    20: mentioned,
    21: around_a_pattern,
    22: resembling,
    23: served,
    24: sharing,
}


@pytest.mark.parametrize("number", TOLD)
def test_the_answer_is_what_the_texts_say(number: int, answers, corpus: Retold):
    found, told = answers(number), TOLD[number](corpus)
    assert found == told
    assert found


def test_every_question_is_read_a_second_time_and_has_rows_chosen_by_hand():
    assert sorted(TOLD) == sorted(CHOSEN) == list(range(1, 25))


@pytest.mark.parametrize("number", CHOSEN)
def test_rows_chosen_by_hand_are_among_the_answers(number: int, answers):
    assert misses(number, answers(number)) == []


def test_the_query_page_offers_every_question_and_asks_it(site: Server):
    person = Person(site.address)
    page = person.ask("/sparql", Accept="text/html").text
    offered = {unescape(title): unescape(address) for address, title in EXAMPLE.findall(page)}
    assert {each.title for each in QUESTIONS.values()} <= offered.keys()
    shown = words_of(person.ask(offered[QUESTIONS[24].title], Accept="text/html").text)
    assert "Red Hat" in shown
    assert "revenue-sharing" in shown


def test_what_was_known_on_a_date_is_answered_as_of_then(site: Server):
    def asked(**when: str) -> set[str]:
        fields = {"query": QUESTIONS[18].text, **when}
        answer = person.ask("/sparql", fields, Accept="application/sparql-results+json").json()
        return {row["value"]["value"] for row in answer["results"]["bindings"] if "value" in row}

    person = Person(site.address)
    person.register("Historian")
    before = datetime.now(UTC).isoformat()
    old = asked()
    text = person.text_of("Case:Wikipedia")
    coding = "{value: a collection of quotations, coder: Historian, date: 2026-11-30}"
    assert person.save("Case:Wikipedia", text.replace("\ngood:\n", f"\ngood:\n  - {coding}\n")).status == 200
    assert asked() == old | {"a collection of quotations"}
    assert asked(asof=before) == old
    assert asked(asof="2001-01-15") == set()
    assert person.save("Case:Wikipedia", text).status == 200


@pytest.mark.parametrize(
    ("inbound", "into", "answer", "source"),
    [  # Free Software Foundation, GPL FAQ, “I want to copy code”, and list of licences; Creative Commons, compatible licences
        ("GPL-2.0-only", "GPL-3.0-only", "answer-no", "licences#GPL-2.0"),
        ("GPL-2.0-or-later", "GPL-3.0-only", "answer-yes", "licences#GPL-3.0"),
        ("LGPL-2.1-only", "GPL-3.0-only", "answer-yes", "licences#LGPL-2.1"),
        ("GPL-3.0-only", "LGPL-3.0-only", "answer-no", "licences#GPL-3.0"),
        ("GPL-3.0-only", "AGPL-3.0-only", "answer-with-conditions", "licences#GPL-3.0"),
        ("CC-BY-SA-4.0", "GPL-3.0-only", "answer-yes", "licences#CC-BY-SA-4.0"),
        ("GPL-3.0-only", "CC-BY-SA-4.0", "answer-no", "licences#GPL-3.0"),
    ],
)
def test_rows_known_from_published_matrices_are_among_the_answers(answers, inbound, into, answer, source):
    rows = [each for each in answers(3) if each[:3] == (f"license/{inbound}", inbound, f"license/{into}")]
    assert {row[3] for row in rows} == {answer}
    assert any(row[6].endswith(source) and row[5].startswith("§") for row in rows)
