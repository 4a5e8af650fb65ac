"""The truth table, step by step: outcome, conditions, how they become sets, and what comes out with what speaks against it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from http import HTTPStatus

from flask import Blueprint, Response, make_response, redirect, render_template, request

from ontology.kinds import Field
from ontology.variables import variables_of
from patterns.comparison.qca.fit import Fit, Part
from patterns.comparison.qca.intermediate import Assumed
from patterns.comparison.qca.sets import Term
from patterns.comparison.qca.solutions import Model, Solution
from patterns.comparison.qca.truthtable import Output, remainders
from patterns.comparison.qca.unknowns import worth_coding
from wiki.choices import Choice
from wiki.comparing import MOST as SIDE_BY_SIDE
from wiki.comparing import explained
from wiki.errors import BadInputError
from wiki.parameters import Parameters
from wiki.ways import Way
from wiki.ways.calibrating import Calibrated
from wiki.ways.configurations import Found, asked_of, found_of, possible
from wiki.ways.truthtable import TRUTH_TABLE, summary
from wiki.web.choosing import (
    address,
    asked_choice,
    asked_parameters,
    by_group,
    choice_form,
    keep_address,
    known_cells,
    plainly,
    ways,
)
from wiki.web.mistakes import mistaken
from wiki.web.session import the_wiki
from wiki.web.wayback import form_at, here
from wiki.web.ways import answer, downloads

door = Blueprint("truthtable", __name__)

PROPOSE = "/compare/propose"
"""Where a pattern is drafted from cases."""

WRITTEN = ("cut", "anchors")
"""Parameters that the form has as `cut-KEY` and `anchors-KEY`, so that a person writes numbers alone."""

CUTOFFS = ("n.cut", "incl.cut", "excl.cut", "pri.cut")
"""Parameters that the form has as fields with their own numbers."""

MODELS = 5
"""Models of one solution that are shown with all their cases; the others follow as formulas."""

OUTPUTS = {
    Output.PRESENT: "goes with it",
    Output.ABSENT: "does not",
    Output.CONTRADICTION: "contradicts itself",
    Output.REMAINDER: "too few cases",
}
"""What a row says of the outcome, in words."""

PARTS = {
    Part.TYPICAL: "Show it",
    Part.DEVIANT_IN_DEGREE: "Have it less than they should",
    Part.DEVIANT_IN_KIND: "Exceptions: are like this without the outcome",
}
"""What cases in a term are to it, in words."""

SORTS = {
    "conservative": ("Conservative", "It assumes nothing of combinations that no case shows."),
    "intermediate": ("Intermediate", "It assumes what the expectations speak for, and nothing else."),
    "parsimonious": ("Parsimonious", "As short as the cases allow, whatever has to be assumed for that."),
    "optimistic": ("Optimistic", "As short as it could be if what is unknown turned out whatever helps."),
}
"""Solutions in words."""


EASY, REFUSED = "Assumed, as expected", "Refused, against what is expected"
ASSUMED = "Assumed of combinations that no case shows"
"""What solutions assume of combinations that no case shows."""


@door.route("/compare/truth-table", methods=["GET", "OPTIONS"])
def truth_table() -> Response:
    """Answer with what is found, or the form that asks for the next step; numbers sent by the form are put in its address."""
    sent = asked_parameters()
    if any(_is_written(name) for name, _ in sent):
        return make_response(redirect(tidied(sent).address(request.path), HTTPStatus.SEE_OTHER))
    return answer(TRUTH_TABLE, html_of, html_again)


def _is_written(name: str) -> bool:
    return name.partition("-")[0] in WRITTEN and "-" in name


def tidied(sent: Parameters) -> Parameters:
    """Return parameters as an address has them: numbers with the keys they are for, nothing blank."""
    pairs = []
    for name, value in sent:
        if not value.strip():
            continue
        if _is_written(name):
            plain, _, key = name.partition("-")
            pairs.append((plain, f"{key}:{value.strip()}"))
        else:
            pairs.append((name, value))
    return Parameters(tuple(pairs))


@dataclass(frozen=True, slots=True)
class Claim:
    """A term of a formula, with what it rests on."""

    literals: tuple[str, ...]
    expression: str
    fit: Fit
    core: bool  # all models have it
    cases: tuple[tuple[str, tuple[str, ...]], ...]  # by what they are to it, in words
    uncovered: tuple[str, ...]
    evidence: str  # address of its cases side by side, "" = there are too many
    proposing: str  # address at which a pattern is proposed from it, "" = no case shows it


@dataclass(frozen=True, slots=True)
class Told:
    """One solution to be shown."""

    sort: str
    title: str
    says: str
    solution: Solution
    models: tuple[tuple[Model, tuple[Claim, ...]], ...]
    others: tuple[Model, ...]
    assumed: tuple[tuple[str, tuple[str, ...], int | None], ...]  # (heading, in words, how many)
    first: bool  # it is the one told in the findings

    @property
    def core(self) -> tuple[Term, ...]:
        """What all models share, when there are several."""
        return self.solution.core if self.solution.ambiguous else ()


class View:
    """What the page shows of a result, and where its claims lead to."""

    def __init__(self, found: Found) -> None:
        self.found = found
        self.kept = tuple(asked_parameters().only({"asof"}).pairs)

    def board(self, cases: Iterable[str], keys: Iterable[str] = ()) -> str:
        """Return where cases stand side by side under variables – all that are used for none; "" for more than fit."""
        titles = tuple(cases)
        if not titles or len(titles) > SIDE_BY_SIDE:
            return ""
        named = tuple(dict.fromkeys(keys)) or self.keys
        pairs = (*(("case", each) for each in titles), *(("variable", each) for each in named))
        return Parameters((*pairs, *self.kept)).address("/compare")

    @property
    def keys(self) -> tuple[str, ...]:
        """Keys of the variables used, the outcome last."""
        found = self.found
        used = (*found.conditions, found.outcome) if found.outcome else found.conditions
        return tuple(each.field.key for each in used if each)

    def code(self, case: str, name: str) -> str:
        """Return the form at which a case is coded under what a condition is made of."""
        return form_at(case, self.found.variable(name), here())

    def values(self, term: Term) -> tuple[str, ...]:
        """Return the value of each condition in a row, in words; blank where it is unknown."""
        by_name = {each.condition: each for each in term.literals}
        return tuple(
            _short(each, by_name[each.condition.name].value) if each.condition.name in by_name else ""
            for each in self.found.conditions
        )

    def told(self) -> Iterator[Told]:
        """Give the solutions, the one of the findings first."""
        main, analysis = self.found.main(), self.found.analysis
        between = iter(analysis.intermediate if analysis else ())
        told = []
        for sort, solution in self.found.solutions():
            assumed: list[tuple[str, Assumed]] = []
            if sort == "intermediate":
                each = next(between)
                assumed = [(EASY, each.easy), (REFUSED, each.refused)]
            elif sort == "parsimonious" and analysis:
                assumed = [(ASSUMED, each) for each in analysis.assumptions[:1]]
            told.append(self._told(sort, solution, assumed, first=main == (sort, solution)))
        return iter(sorted(told, key=lambda each: not each.first))

    def _told(
        self, sort: str, solution: Solution, assumed: Sequence[tuple[str, Assumed]], *, first: bool
    ) -> Told:
        title, says = SORTS[sort]
        shown = solution.models[:MODELS]
        return Told(
            sort,
            title,
            says,
            solution,
            tuple((model, tuple(self._claims(model, solution))) for model in shown),
            solution.models[MODELS:],
            tuple(
                (heading, tuple(map(self.found.words, each.terms)), each.total)
                for heading, each in assumed
                if each.total != 0
            ),
            first,
        )

    def _claims(self, model: Model, solution: Solution) -> Iterator[Claim]:
        for place, (term, fit) in enumerate(zip(model.terms, model.fits, strict=True)):
            parts = model.parts_of(place)
            inside = tuple((words, parts[part]) for part, words in PARTS.items() if parts.get(part))
            keys = [self.found.variable(each.condition) for each in term.literals]
            yield Claim(
                tuple(map(self.found.literal, term.literals)),
                term.expression,
                fit,
                core=solution.ambiguous and term in solution.core,
                cases=inside,
                uncovered=parts.get(Part.UNCOVERED, ()),
                evidence=self.board((case for _, cases in inside for case in cases), (*keys, self.keys[-1])),
                proposing=self._proposing(
                    parts.get(Part.TYPICAL, ()), parts.get(Part.DEVIANT_IN_KIND, ()), keys
                ),
            )

    def _proposing(self, cases: Sequence[str], against: Sequence[str], keys: Sequence[str]) -> str:
        if not cases:
            return ""
        by = asked_parameters().without({"format", "find"}).address(TRUTH_TABLE.path)
        pairs = [
            *(("case", each) for each in cases),
            *(("against", each) for each in against),
            *(("variable", each) for each in keys),
            ("by", by),
        ]
        return Parameters((*pairs, *self.kept)).address(PROPOSE)


def _short(condition: Calibrated, value: int) -> str:
    return (
        condition.words[value]
        .removeprefix(f"{condition.field.label}: ")
        .removeprefix(f"{condition.field.label} ")
    )


@dataclass(frozen=True, slots=True)
class Mistake:
    """Something asked for that cannot be followed."""

    sentence: str
    written: str  # as the field has it
    at: str  # id of its field in the form, "" = it has none


def mistake_of(error: BadInputError) -> Mistake:
    """Return where the form shows an error; numbers stand there without the key of their variable."""
    name, written = error.parameter, error.written
    if name in WRITTEN:
        key, colon, numbers = written.partition(":")
        return Mistake(str(error), numbers, f"{name}-{key}" if colon else "")
    return Mistake(str(error), written, name.replace(".", "-") if name in CUTOFFS else "")


def html_again(way: Way, error: BadInputError) -> str:
    """Render the steps again with all that cannot be followed beside its fields, and nothing worked out."""
    parameters, wrong = asked_parameters(), [error]
    try:
        choice = asked_choice(way.own, way.most)
        while True:
            parameters = parameters.less(wrong[-1].parameter, wrong[-1].written)
            try:
                found = asked_of(the_wiki(), choice, parameters)
            except BadInputError as further:
                if not parameters.has(further.parameter, further.written):
                    raise
                wrong.append(further)
            else:
                return _page(way, found, parameters, list(map(mistake_of, wrong)))
    except BadInputError:
        return mistaken(way, error)


def html_of(way: Way, choice: Choice, parameters: Parameters) -> str:
    """Render the steps, and the result as far as the parameters go."""
    return _page(way, found_of(the_wiki(), choice, parameters), parameters, [])


def _page(way: Way, found: Found, parameters: Parameters, mistakes: Sequence[Mistake]) -> str:
    analysis, choice = found.analysis, found.choice
    view, known = View(found), known_cells(found.choice, possible(found.choice))
    variables = explained(the_wiki(), offered(choice, found))
    silent = [
        each for each in variables if known and not known[each.field.key] and each.field.key not in view.keys
    ]
    return render_template(
        "truthtable.html",
        found=found,
        mistakes=mistakes,
        mistaken_at={each.at: each for each in mistakes if each.at},
        view=view,
        summary=summary(found.goal, analysis) if analysis else "",
        short=_short,
        plainly=plainly,
        analysis=analysis,
        told=list(view.told()),
        outputs=OUTPUTS,
        look_for=remainders(analysis.table, analysis.sets) if analysis else (),
        blanks=worth_coding(analysis) if analysis else (),
        outcomes=possible(choice),
        known=known,
        groups=list(by_group(each for each in variables if each not in silent)),
        unknown=silent,
        steps=[found.outcome, *found.conditions] if found.outcome else found.conditions,
        expected=set(parameters.all("expect")),
        other=address(negate=() if found.negated else ["yes"], expect=()),
        whole=address(tests=["all"]),
        kept=parameters.without({*way.own, "format", "find"}).pairs,
        choose=choice_form(choice, way),
        ways=ways(way),
        keep=keep_address(way),
        downloads=downloads(way),
    )


def offered(choice: Choice, found: Found) -> Iterator[Field]:
    """Give the variables that can be conditions."""
    taken = found.outcome.field.key if found.outcome else ""
    asked = {each.field.key for each in found.conditions}
    usual = {each.key for each in variables_of(choice.kind)}
    return (
        each for each in possible(choice) if each.key != taken and (each.key in usual or each.key in asked)
    )
