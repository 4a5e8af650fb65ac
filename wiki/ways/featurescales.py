"""How an address and a kept page say in which way variables become features: `scale=KEY:METHOD:…`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from patterns.codebook import Variable
from patterns.comparison.features.scaling import Method, Scale, propose_scale
from patterns.comparison.table import Comparison, Row
from wiki.errors import BadInputError

BOTH, NO_ABSENCE = "both", "no-absence"
"""Words behind the steps: also "below" each step; explicit absence is no feature."""

_BETWEEN = "|"
_EXAMPLE = "scale=started:interval:1990|2005, scale=stage:ordinal:germ-form|growing|parity, scale=process:nominal:no-absence"


def written(scale: Scale) -> str:
    """Write a scale as the value of `scale`.

    >>> written(Scale("started", Method.INTERVAL, cuts=("1990", "2005"), both=True))
    'started:interval:1990|2005:both'
    """
    steps = scale.order if scale.method is Method.ORDINAL else scale.cuts
    words = [scale.field, scale.method.value]
    words += [_BETWEEN.join(steps)] if steps else []
    words += [BOTH] if scale.both else []
    words += [] if scale.absence else [NO_ABSENCE]
    return ":".join(words)


def read_scale(text: str) -> Scale:
    """Read what `written` writes; raises BadInputError.

    >>> read_scale("started:interval:1990|2005").cuts
    ('1990', '2005')
    """
    key, _, rest = (each.strip() for each in text.partition(":"))
    method, *words = (each.strip() for each in rest.split(":"))
    if not key or method not in {each.value for each in Method}:
        methods = ", ".join(each.value for each in Method)
        raise BadInputError(
            f"scale={text!r} cannot be read: the key of a variable, a colon and a method ({methods}) are needed, "
            f"as in {_EXAMPLE}.",
            "scale",
            text,
        )
    flags = {each for each in words if each in {BOTH, NO_ABSENCE}}
    steps = [each for each in words if each not in flags and each]
    if len(steps) > 1 or (steps and method == Method.NOMINAL):
        raise BadInputError(
            f"scale={text!r} says more than a method takes. Write it as in {_EXAMPLE}.", "scale", text
        )
    said = tuple(each.strip() for each in steps[0].split(_BETWEEN) if each.strip()) if steps else ()
    return Scale(
        key,
        Method(method),
        order=said if method == Method.ORDINAL else (),
        cuts=said if method == Method.INTERVAL else (),
        both=BOTH in flags,
        absence=NO_ABSENCE not in flags,
    )


def scales_of(
    comparison: Comparison,
    variables: Mapping[str, Variable],
    asked: Sequence[str],
    *,
    absence: bool | None = None,
) -> dict[str, Scale]:
    """Return the scale of every variable: the one asked for, else the one that its page and its values propose.

    `absence` says of all others whether an explicit absence, or a no, is a feature. Options of an ordinal scale that are not
    named keep the order of their list. Raises BadInputError for a scale that cannot be read, or of a variable that is not
    compared.
    """
    rows = {row.field.key: row for row in comparison.rows}
    found = {
        key: propose_scale(row, variables[key].scale if key in variables else "") for key, row in rows.items()
    }
    if absence is not None:
        found = {key: replace(each, absence=absence) for key, each in found.items()}
    for text in asked:
        each = read_scale(text)
        row = rows.get(each.field)
        if row is None:
            raise BadInputError(
                f"scale={text!r} is of “{each.field}”, which is none of the variables compared: "
                f"{', '.join(sorted(rows)) or 'there are none'}.",
                "scale",
                text,
            )
        if row.in_words:
            raise BadInputError(
                f"“{row.field.label}” is free text and has no scale: two wordings may mean the same. "
                f"Leave out scale={text!r}, or give the variable options.",
                "scale",
                text,
            )
        found[each.field] = _whole(each, row, found[each.field], text)
    return found


def _whole(asked: Scale, row: Row, proposed: Scale, text: str) -> Scale:
    """Complete a scale whose steps are not named: by the order of the list, by the proposed cuts."""
    if asked.method is Method.INTERVAL and not asked.cuts:
        return replace(asked, cuts=proposed.cuts)
    if asked.method is not Method.ORDINAL:
        return asked
    options = propose_scale(row, "ordinal-scale").order
    strange = [each for each in asked.order if options and each not in options]
    if strange or not (options or asked.order):
        named = (
            f"“{strange[0]}” is no option of “{row.field.label}”"
            if strange
            else f"“{row.field.label}” has no list of options"
        )
        raise BadInputError(
            f"{named}, so it has no place in an order. Options: {', '.join(options) or 'none'}.",
            "scale",
            text,
        )
    return asked if asked.order else replace(asked, order=options)
