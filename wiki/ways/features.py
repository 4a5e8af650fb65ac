"""Shared features: which cases have what in common, what goes along with what, and what of it may be chance."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from patterns.comparison.features.basis import Basis, implication_basis
from patterns.comparison.features.burmeister import write_context
from patterns.comparison.features.cards import TOP, Card, cards
from patterns.comparison.features.chance import SHUFFLES, Chance, chance
from patterns.comparison.features.concepts import Concepts, find_concepts, narrowed
from patterns.comparison.features.context import Context, Feature
from patterns.comparison.features.exploration import Answer, Exploration, Find, Pairs, explore
from patterns.comparison.features.lattice import IN_A_PICTURE, Lattice, lattice
from patterns.comparison.features.premises import Premises, Reading, minimal_premises
from patterns.comparison.features.rules import CONFIDENCE, Rule, partial_rules, strict_rules
from patterns.comparison.features.scaling import NoScaleError, Scaled, scaled
from patterns.comparison.lineage import COPIES, SAME, Lineages, lineages
from patterns.comparison.table import Comparison
from wiki.assembly import Wiki
from wiki.choices import Choice, side_by_side, told_apart
from wiki.errors import BadInputError
from wiki.parameters import Parameters
from wiki.ways.featurescales import read_scale, scales_of
from wiki.ways.settings import dispute, disputed, one_of
from wiki.ways.way import File

MOST = 10_000
"""Cases whose features are looked at."""

MOST_TOP = 1_000
"""Cards, rules and implications that may be asked for."""

FOR_RULES = 500
"""Sets of features along whose lines rules with exceptions are looked for."""

STEPS = 400_000
"""Steps that a search for implications may take, mostly less than a second: counted, so that no result depends on the machine."""

CHANCE_STEPS = 400_000
"""Steps of all deals together."""

DEALT = 250_000
"""Cells (cases × variables) that are dealt anew when nobody says how often: about two seconds."""

MOST_DEALT = 2_000_000
"""Cells that may be dealt anew."""

FEWEST_DEALS = 5
"""Deals below which chance is not looked at unasked."""

QUESTIONS = 10
"""Questions put at once."""

OWN = frozenset({"support", "top", "confidence", "target", "reading", "scale", "absence", "yes", "deals"})


@dataclass(slots=True)
class StepClock:
    """A clock that counts how often it is asked, so that what is cut is cut at the same place on every machine."""

    taken: int = 0

    def __call__(self) -> float:
        """Return how often it was asked."""
        self.taken += 1
        return self.taken


@dataclass(frozen=True, slots=True)
class Settings:
    """What the address says besides its choice of cases."""

    support: (
        int | None
    )  # cases that bear out whatever is shown, 0 = also what no case shows; None = as is worth while
    top: int
    confidence: Fraction
    target: str  # key of the feature to be explained, "" = none
    reading: Reading
    scales: tuple[str, ...]
    absence: (
        bool | None
    )  # whether what is absent, or answered with no, gives features; None = as each variable's scale says
    yes: tuple[Answer, ...]
    deals: int | None  # None = as many as are quick


@dataclass(frozen=True, slots=True)
class Found:
    """Everything that is found of the features of some cases."""

    choice: Choice
    comparison: Comparison
    settings: Settings
    scaled: Scaled
    lineages: Lineages
    concepts: Concepts
    cards: tuple[Card, ...]
    lattice: Lattice
    chance: Chance | None  # None = not looked at, for the cases are too many
    support: int  # of rules and implications
    basis: Basis
    implications: tuple[Rule, ...]
    rules: tuple[Rule, ...]  # with exceptions
    exploration: Exploration
    premises: Premises | None

    @property
    def context(self) -> Context:
        """The cases and their features."""
        return self.scaled.context

    @property
    def common(self) -> tuple[Feature, ...]:
        """What all the cases are known to have: it follows from nothing, and stands before the implications."""
        return self.context.named(self.context.strongest(self.context.common))

    @property
    def disputes(self) -> tuple[str, ...]:
        """In sentences, where coders do not agree: what one of them saw is a feature all the same."""
        titles = self.comparison.titles
        torn = (
            (row.field.label, [titles[each] for each in disputed(row.cells)]) for row in self.comparison.rows
        )
        return tuple(dispute(label, cases) for label, cases in torn if cases)

    @property
    def variables(self) -> int:
        """Variables that give features."""
        return len({each.variable for each in self.context.features})


def found_of(wiki: Wiki, choice: Choice, parameters: Parameters) -> Found:
    """Find what the chosen cases share; raises BadInputError for a parameter that cannot be followed."""
    settings = settings_of(parameters)
    comparison, ties = compared(wiki, choice, told_apart)
    made = features_of(choice, comparison, settings)
    context, asked = made.context, settings.support
    of = ties.of
    least = _fewest(context) if asked is None else asked
    concepts = find_concepts(context, least, budget=STEPS, clock=StepClock())
    dealt = chance_of(context, settings.deals)
    support = _worthwhile(context, dealt) if asked is None else asked
    basis = implication_basis(context, support, budget=STEPS, clock=StepClock())
    closer = narrowed(concepts, support, FOR_RULES, budget=STEPS, clock=StepClock())
    return Found(
        choice=choice,
        comparison=comparison,
        settings=settings,
        scaled=made,
        lineages=ties,
        concepts=concepts,
        cards=cards(concepts, settings.top, lineages=of),
        lattice=lattice(_drawable(concepts)),
        chance=dealt,
        support=support,
        basis=basis,
        implications=strict_rules(_best(basis, settings.top), of),
        rules=partial_rules(closer, settings.confidence, of)[: settings.top],
        exploration=explore(
            context, settings.yes, minimum=max(1, support), most=QUESTIONS, find=_known_or_found(basis)
        ),
        premises=_explained(context, settings, of),
    )


def _known_or_found(known: Basis) -> Find:
    """Return what looks for a basis, and does not look again for the one that is known, found with nothing granted."""

    def find(context: Context, minimum: int, granted: Pairs) -> Basis:
        if not granted and minimum == known.support:
            return known
        return implication_basis(context, minimum, granted=granted, budget=STEPS, clock=StepClock())

    return find


def compared(
    wiki: Wiki, choice: Choice, put: Callable[[Wiki, Choice], Comparison] = side_by_side
) -> tuple[Comparison, Lineages]:
    """Put the cases side by side under the chosen variables, and into lineages by what ties them. One reading of storage."""
    chosen = {each.key for each in choice.fields}
    tying = [choice.kind.by_key[key] for key in (*COPIES, *SAME) if key in choice.kind.by_key]
    fields = (*choice.fields, *(each for each in tying if each.key not in chosen))
    whole = put(wiki, replace(choice, fields=fields))
    names = {each.key for each in tying}
    said = {
        title: [each for row in whole.rows if row.field.key in names for each in row.cells[at].codings]
        for at, title in enumerate(whole.titles)
    }
    return whole.only(lambda row: row.field.key in chosen), lineages(whole.titles, said)


def features_of(choice: Choice, comparison: Comparison, settings: Settings) -> Scaled:
    """Make features of the variables; raises BadInputError for a scale that does not fit its variable."""
    try:
        scales = scales_of(comparison, choice.variables(), settings.scales, absence=settings.absence)
        return scaled(comparison, scales)
    except NoScaleError as error:
        asked = (each for each in settings.scales if read_scale(each).field == error.field)
        raise BadInputError(
            f"{error} Mend the scale in the address, or leave it out.", "scale", next(asked, "")
        ) from error


def chance_of(context: Context, deals: int | None) -> Chance | None:
    """Deal the cases anew as often as asked for; unasked as often as is quick, and not at all where that is hardly ever."""
    cells = max(1, len(context.cases) * len({each.variable for each in context.features}))
    if deals is not None and deals * cells > MOST_DEALT:
        most = MOST_DEALT // cells
        raise BadInputError(
            f"deals={deals} is too much for {len(context.cases):,} cases: "
            + (f"{most} deals at most can be made. " if most else "they cannot be dealt anew here. ")
            + "Choose fewer cases or variables, or leave it out.",
            "deals",
            str(deals),
        )
    times = min(SHUFFLES, DEALT // cells) if deals is None else deals
    if deals is None and times < FEWEST_DEALS:
        return None
    minimum = _lowest(context)
    return chance(context, minimum, shuffles=times, budget=CHANCE_STEPS, clock=StepClock()) if times else None


def _worthwhile(context: Context, dealt: Chance | None) -> int:
    """Return the support from which on rules are shown: the advised one, else as low as chance looks."""
    if dealt is not None:
        return dealt.advised or dealt.minimum
    return _lowest(context)


def _lowest(context: Context) -> int:
    """Return the support down to which rules are looked for when nobody says: 2 at least."""
    least = _fewest(context)
    return max(find_concepts(context, least, limit=FOR_RULES, budget=STEPS, clock=StepClock()).support, least)


def _fewest(context: Context) -> int:
    """Return the support below which nothing is looked for unasked: two cases, of many cases one in five hundred.

    A variable that gives nearly each of thousands of cases a value of its own, such as a steward, would cost much and show
    nothing.
    """
    return max(2, len(context.cases) // 500)


def _drawable(concepts: Concepts) -> Concepts:
    """Return the best supported sets, as many as a picture holds: all there are, where these are so few.

    Where more are known already, the search need go no deeper than those.
    """
    more = concepts.found[IN_A_PICTURE : IN_A_PICTURE + 1]
    least = more[0].support if more else 0
    return narrowed(concepts, least, IN_A_PICTURE, budget=STEPS, clock=StepClock())


def _best(basis: Basis, top: int) -> Basis:
    """Keep the implications that most cases bear out."""
    found = sorted(
        (each for each in basis.found if each.premise),
        key=lambda each: (-each.support, each.premise.bit_count(), each.premise),
    )
    return replace(basis, found=tuple(found[:top]))


def _explained(context: Context, settings: Settings, of: Mapping[str, str]) -> Premises | None:
    if not settings.target:
        return None
    if settings.target not in context.number_of:
        raise BadInputError(
            f"target={settings.target!r} is no feature of these cases. Choose one of those listed on the page, by its key: "
            f"{', '.join(list(context.number_of)[:10]) or 'there are none'} …",
            "target",
            settings.target,
        )
    return minimal_premises(
        context,
        settings.target,
        minimum=2 if settings.support is None else max(1, settings.support),
        reading=settings.reading,
        lineages=of,
    )


def settings_of(parameters: Parameters) -> Settings:
    """Read the parameters of this way of comparing; raises BadInputError with what is wrong and what to write."""
    confidence = _number(parameters, "confidence", 50, 100, "a share in percent")
    top = _number(parameters, "top", 1, MOST_TOP, "a number of cards")
    return Settings(
        support=_number(parameters, "support", 0, MOST, "a number of cases"),
        top=TOP if top is None else top,
        confidence=CONFIDENCE if confidence is None else Fraction(confidence, 100),
        target=parameters.first("target").strip(),
        reading=Reading(one_of(parameters, "reading", tuple(each.value for each in Reading))),
        scales=tuple(parameters.all("scale")),
        absence=_ABSENCE[one_of(parameters, "absence", tuple(_ABSENCE))],
        yes=tuple(map(read_answer, parameters.all("yes"))),
        deals=_number(parameters, "deals", 0, 1_000, "a number of deals"),
    )


_ABSENCE: Mapping[str, bool | None] = {"as scaled": None, "yes": True, "no": False}


def _number(parameters: Parameters, name: str, least: int, most: int, what: str) -> int | None:
    written = parameters.first(name).strip()
    if not written:
        return None
    number = int(written) if written.isascii() and written.isdigit() and len(written) < len("1000000") else -1
    if not least <= number <= most:
        raise BadInputError(
            f"{name}={written!r} is not {what}. Write a number from {least} to {most:,}.",
            name,
            parameters.first(name),
        )
    return number


def written_answer(answer: Answer) -> str:
    """Write what somebody confirmed as the value of `yes`: the keys of the features.

    >>> written_answer(Answer(("stage=parity", "input=open-input"), ("process=peer",)))
    'stage=parity|input=open-input>process=peer'
    """
    return f"{'|'.join(answer.premise)}>{'|'.join(answer.conclusion)}"


def read_answer(text: str) -> Answer:
    """Read what `written_answer` writes; raises BadInputError."""
    premise, sign, conclusion = text.partition(">")
    if not sign or not _keys(conclusion):
        raise BadInputError(
            f"yes={text!r} cannot be read. Write the keys of features, as in yes=stage=parity|input=open-input>process=peer.",
            "yes",
            text,
        )
    return Answer(_keys(premise), _keys(conclusion))


def _keys(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (each.strip() for each in text.split("|"))))


def cxt_file(unknown: str) -> Callable[[Wiki, Choice, Parameters], File]:
    """Return what writes the context in Burmeister's format, what is not known as the given sign."""

    def make(wiki: Wiki, choice: Choice, parameters: Parameters) -> File:
        settings = settings_of(parameters)
        context = features_of(choice, told_apart(wiki, choice), settings).context
        text = write_context(context, "Shared features", unknown=unknown)
        return File("cxt", "text/plain; charset=utf-8", text.encode(errors="replace"))

    return make
