"""How far a pattern may be trusted: four things, each in words, never one score.

*Support* – how many cases, how independent, how varied; *fit* – whether what it claims came about, with the exceptions by
name; *chance and robustness* – whether it would be so by accident, and what stands when one case is taken away;
*evidence* – in the four components of GRADE-CERQual (S. Lewin et al., "Applying GRADE-CERQual to qualitative evidence
synthesis findings", Implementation Science 13, supplement 1, 2018): methodological limitations, coherence, adequacy,
relevance.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from patterns.comparison.agreement import Measure
from patterns.scorecard.boundary import Boundary, listed
from patterns.scorecard.independence import Independence
from patterns.scorecard.instances import Instance, Standing
from patterns.scorecard.prediction import Prediction
from patterns.scorecard.record import Record


@dataclass(frozen=True, slots=True)
class Confidence:
    """One of the four, in sentences that each say what they rest on."""

    name: str  # "support", "fit", "chance and robustness", "evidence"
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A threshold of the badge, in a sentence."""

    words: str
    done: bool


@dataclass(frozen=True, slots=True)
class Badge:
    """How many stars a pattern has earned."""

    stars: int  # 0 to 2
    steps: tuple[Step, ...]  # what each star needs
    lowered: str = ""  # what took stars away, in a sentence; "" = nothing did


def badge(validated: bool, record: Record | None, needed: int) -> Badge:  # noqa: FBT001 - one of the three thresholds
    """Return the stars that a pattern has earned: they follow from cases and record, and nobody gives them.

    The first is for being validated by `needed` independent cases, the second for a case that was coded after the signature
    was frozen and is a hit. A miss since then takes one star; more misses than hits take both. Cases of one lineage count
    once.
    """
    hits, misses = (record.hits_once, record.misses_once) if record else (0, 0)
    stars = int(validated) + int(validated and hits > 0)
    lost = 0 if not misses else 1 if misses <= hits else 2
    since = f" on {record.stated.frozen.day}" if record else ""
    steps = (
        Step(
            f"First star: validated, by {needed} independent cases that speak for it and no unanswered one against it.",
            validated,
        ),
        Step(
            f"Second star: at least 1 hit coded after the signature was frozen{since}; there"
            f" {'is' if hits == 1 else 'are'} {hits or 'none'} so far. The first star comes first.",
            hits > 0,
        ),
        Step(
            "A miss since then takes one star, more misses than hits take both; there"
            f" {'is' if misses == 1 else 'are'} {misses or 'none'} so far.",
            not misses,
        ),
    )
    kept = max(stars - lost, 0)
    lowered = (
        f"{counted(stars - kept, 'star')} lost by {counted(misses, 'miss', 'misses')}."
        if kept < stars
        else ""
    )
    return Badge(kept, steps, lowered)


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun, as in "1 case" and "3 cases"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def support(supporting: Sequence[Standing], independent: Independence, boundary: Boundary) -> Confidence:
    """Say how many cases support it, how independent they are and how varied."""
    if not supporting:
        return Confidence("support", ("No case speaks for it yet.",))
    at_least = "" if independent.exact else "at least "
    varied = [each for each in boundary.contexts if each.known and not each.constant]
    constant = [each for each in boundary.contexts if each.constant]
    verb = "speaks" if len(supporting) == 1 else "speak"
    number = f"{at_least}{independent.number}"
    lineages, stewards = counted(independent.lineages, "lineage"), counted(independent.stewards, "steward")
    sources, regions = (
        counted(independent.sources, "source"),
        counted(independent.regions, "country", "countries"),
    )
    sentences = [
        f"{counted(len(supporting), 'case')} {verb} for it, {number} of them independent.",
        f"Known of them: {lineages}, {stewards}, {sources}, {regions}.",
    ]
    if varied or constant:
        sentences.append(
            f"Their contexts vary in {counted(len(varied), 'variable')} and are the same in {len(constant)}."
        )
    return Confidence("support", tuple(sentences))


def fit(
    refuting: Sequence[Standing], prediction: Prediction | None, record: Record | None = None
) -> Confidence:
    """Say whether what it claims came about, and where not."""
    sentences = [_exceptions(refuting)]
    if prediction is None:
        sentences.append("It states no signature, so nothing can be predicted from it.")
    elif prediction.rate is None:
        sentences.append("No case tests its signature yet.")
    else:
        sentences.append(
            f"Its signature holds in {len(prediction.hits)} of the {counted(len(prediction.trials), 'case')} that"
            f" {'tests' if len(prediction.trials) == 1 else 'test'} it{_missed(prediction.misses)}."
        )
    if record is not None:
        sentences.append(_since(record))
    return Confidence("fit", tuple(sentences))


def _since(record: Record) -> str:
    frozen = record.stated.frozen.day
    if not record.tested:
        return f"No case coded since it was frozen on {frozen} tests it."
    return (
        f"Of the {counted(len(record.tested), 'case')} coded since it was frozen on {frozen} that test it,"
        f" {len(record.hits) or 'none'} {'are hits' if len(record.hits) > 1 else 'is a hit'} and"
        f" {len(record.misses) or 'none'} {'are misses' if len(record.misses) > 1 else 'is a miss'}."
    )


def _exceptions(refuting: Sequence[Standing]) -> str:
    if not refuting:
        return "No case is stated that speaks against it; that may be because nobody has looked for one."
    verb = "speaks" if len(refuting) == 1 else "speak"
    open_ = sum(each.unanswered for each in refuting)
    answered = "every one is answered" if not open_ else f"{open_} of them without an answer"
    if len(refuting) == 1:
        answered = "without an answer" if open_ else "with an answer"
    return f"{counted(len(refuting), 'case')} {verb} against it, {answered}: {listed(_names(refuting))}."


def _missed(misses: Sequence[str]) -> str:
    return f", not in {listed([each.partition(':')[2] or each for each in misses])}" if misses else ""


def _names(standings: Iterable[Standing]) -> list[str]:
    return [each.case.partition(":")[2] or each.case for each in standings]


def robustness(
    independent: Independence, prediction: Prediction | None, needed: int, *, fragile: bool
) -> Confidence:
    """Say whether it would be so by accident, and what stands without any one of the cases.

    `needed` independent cases validate; `fragile`: without some one case there would be fewer.
    """
    sentences = []
    if independent.number >= needed:
        stands = (
            f"Without some one case fewer than {needed} would be left"
            if fragile
            else f"Without any one case {needed} would still be left"
        )
        sentences.append(f"It rests on {independent.number} independent cases. {stands}.")
    else:
        sentences.append(f"It rests on fewer than {needed} independent cases.")
    if prediction is not None and prediction.rate is not None:
        if prediction.base is not None:
            sentences.append(
                f"Hit rate {float(prediction.rate):.0%}, where guessing from the other cases would hit"
                f" {float(prediction.base):.0%}."
            )
        if prediction.chance is not None:
            sentences.append(
                f"As many hits or more would come by chance in {prediction.chance:.1%} of all ways."
            )
        if prediction.worst is not None:
            sentences.append(f"Without any one case the hit rate is at least {float(prediction.worst):.0%}.")
    return Confidence("chance and robustness", tuple(sentences))


def evidence(instances: Sequence[Instance], standings: Sequence[Standing], agreement: Measure) -> Confidence:
    """Say what the instances rest on, in the four components of GRADE-CERQual."""
    if not instances:
        return Confidence("evidence", ("Nothing is stated that could be judged.",))
    mixed = [each for each in standings if each.supports and each.refutes]
    contested = sum(each.status == "contested" for each in instances)
    loose = sum(each.supporting and each.degree in {"partial", "adapted"} for each in instances)
    sources = counted(len({one for each in instances for one in each.sources}), "source")
    disputed = "instance is" if contested == 1 else "instances are"
    shows = "instance shows" if loose == 1 else "instances show"
    sentences = (
        _limits(instances, agreement),
        f"Coherence: {_mixed(mixed)}, {contested or 'no'} {disputed} contested.",
        f"Adequacy: {counted(len(standings), 'case')}, {counted(len(instances), 'instance')}, {sources}.",
        f"Relevance: {loose or 'no'} supporting {shows} the pattern only in part or adapted.",
    )
    return Confidence("evidence", sentences)


def _limits(instances: Sequence[Instance], agreement: Measure) -> str:
    unsourced = sum(not each.sources for each in instances)
    unquoted = sum(not each.quoted for each in instances)
    return (
        f"Methodological limitations: of {counted(len(instances), 'instance')} {unsourced or 'none'} {_verb(unsourced)} no"
        f" source and {unquoted or 'none'} no quotation or place; {_agreed(agreement)}"
    )


def _verb(number: int) -> str:
    return "has" if number < 2 else "have"  # noqa: PLR2004 - none has


def _mixed(mixed: Sequence[Standing]) -> str:
    if not mixed:
        return "no case speaks both for and against it"
    verb = "speaks" if len(mixed) == 1 else "speak"
    return f"{counted(len(mixed), 'case')} {verb} both for and against it ({listed(_names(mixed))})"


def _agreed(measure: Measure) -> str:
    if measure.share is None:
        return "no case was judged by two coders."
    alpha = f", alpha {measure.alpha.value:.2f}, {measure.alpha.reading}" if measure.alpha else ""
    return f"coders agree in {float(measure.share):.0%} of {counted(measure.pairs, 'pair')} of judgements{alpha}."
