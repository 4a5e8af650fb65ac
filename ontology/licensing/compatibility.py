"""May a work under one licence text be incorporated in, relicensed as, or distributed with a work under another.

The rules, in order of what they rest on: the same text; compatibility clauses; uses that a licence withholds; how far its
copyleft reaches; and what the receiving licence lets stand beside its own terms.
"""

from __future__ import annotations

from functools import lru_cache

from ontology.licensing.reading import all_terms
from ontology.licensing.terms import (
    RESERVED_USES,
    RESTRICTIONS,
    UNSETTLED_RESTRICTIONS,
    Copyleft,
    Grant,
    Manner,
    Terms,
    version_key,
)
from ontology.licensing.verdicts import Answer, Reason, Verdict, by_rule

PLAIN_DUTIES = ("notice", "attribution")
GNU = {"GPL", "LGPL", "AGPL", "SSPL"}
"""Series whose steward has said what it takes for further restrictions; of others it is not known."""


@lru_cache(maxsize=65_536)
def incorporate(a: Terms, b: Terms) -> Verdict:
    """May a work under `a` become part of a work that is published as a whole under `b`."""
    direct = _directly(a, b)
    return direct if direct.answer.allows else _by_way(a, b, direct)


def _directly(a: Terms, b: Terms) -> Verdict:
    for step in (_not_permitted, _same_text, _dedicated, _by_clause, _withheld, _transferred):
        verdict = step(a, b)
        if verdict is not None:
            return verdict
    if a.governs_the_whole:
        return _out_of_the_whole(a, b)
    if a.copyleft in {Copyleft.FILE, Copyleft.LIBRARY}:
        return _as_a_part(a, b)
    return _permissive(a, b)


@lru_cache(maxsize=65_536)
def relicense(a: Terms, b: Terms) -> Verdict:
    """May a recipient offer a work under `a`, as it is, under `b` in place of `a`."""
    if a.text == b.text and "distribution" in a.permits:
        return Verdict(Answer.YES, (Reason(f"It is given under {a.text} itself.", a.text),))
    dedicated = _dedicated(a, b)
    if dedicated:
        return dedicated
    grant = grant_between(a, b)
    if grant and grant.manner == Manner.AS:
        return _granted(a, b, grant)
    if grant and grant.manner == Manner.WITHIN:
        text = f"Not the work as it is, but a work built on it may be published under {b.text}."
        return Verdict(Answer.CONDITIONS, (by_rule(text, a, grant),), _duties(a))
    return _sublicensed(a, b)


@lru_cache(maxsize=65_536)
def distribute_with(a: Terms, b: Terms) -> Verdict:
    """May separate works under `a` and `b` be given out together, on one medium or in one collection."""
    for each in (a, b):
        if "distribution" not in each.permits:
            rule = each.prohibits.get("distribution") or each.prohibits.get("reproduction")
            text = f"{each.label} does not permit giving out copies."
            return Verdict(Answer.NO, (by_rule(text, each, rule),))
    reasons = [reason for each in dict.fromkeys((a, b)) for reason in _collection_conditions(each)]
    uses_a, uses_b = _withholds(a), _withholds(b)
    if uses_a != uses_b:
        stricter, use = (a, min(uses_a - uses_b)) if uses_a - uses_b else (b, min(uses_b - uses_a))
        text = (
            "The collection can only be given out, and used as a whole, within what this licence withholds."
        )
        reasons.append(
            by_rule(text, stricter, stricter.prohibits.get(use) or stricter.prohibits["commercial"])
        )
    if reasons and a.text != b.text:
        return Verdict(Answer.CONDITIONS, tuple(reasons), _duties(a) + _duties(b))
    text = "Both permit giving out copies, and neither reaches a separate work beside it."
    grounds = tuple(by_rule(text, each, each.permits["distribution"]) for each in dict.fromkeys((a, b)))
    return Verdict(Answer.YES, grounds, _duties(a) + _duties(b))


def grant_between(a: Terms, b: Terms) -> Grant | None:
    """Return the compatibility clause of `a` that leads to `b`, the plainest first."""
    fitting = [each for each in a.grants if any(leads_to(target, b) for target in each.into)]
    order = (Manner.AS, Manner.WITHIN, Manner.BESIDE, Manner.UNSETTLED)
    return min(fitting, key=lambda each: (order.index(each.manner), each.condition), default=None)


def leads_to(target: str, terms: Terms) -> bool:
    """Whether "GPL-2.0+" or "LAL-1.3" names this text; a “+” takes in later versions and ports."""
    if not target.endswith("+"):
        return target == terms.text
    first = all_terms().get(target[:-1])
    if first is None:
        series, _, version = target[:-1].rpartition("-")
    else:
        series, version = first.series, first.version
    return terms.series == series and version_key(terms.version) >= version_key(version)


def _by_way(a: Terms, b: Terms, direct: Verdict) -> Verdict:
    """Take the work under a licence it may be relicensed as first, where that leads further."""
    for grant in a.grants:
        if grant.manner != Manner.AS:
            continue
        for way in (
            each for each in all_terms().values() if any(leads_to(name, each) for name in grant.into)
        ):
            onward = _directly(way, b)
            if onward.answer.allows:
                first = _granted(a, way, grant)
                answer = first.answer if first.answer == Answer.CONDITIONS else onward.answer
                return Verdict(answer, (*first.reasons, *onward.reasons), onward.duties)
    return direct


def _not_permitted(a: Terms, b: Terms) -> Verdict | None:
    for action, words in (
        ("modifications", "publishing what is built on the work"),
        ("distribution", "giving out copies"),
    ):
        if action not in a.permits:
            text = f"{a.label} does not permit {words}, so the work cannot become part of another."
            return Verdict(Answer.NO, (by_rule(text, a, a.prohibits.get(action)),))
    return _host_demands(a, b)


def _host_demands(a: Terms, b: Terms) -> Verdict | None:
    if "reproduction" in b.prohibits and a.governs_the_whole and a.copyleft != Copyleft.DATABASE:
        text = f"Under {b.label} recipients get no rights, which the licence of the part gives to everyone."
        return Verdict(Answer.NO, (by_rule(text, a, a.requires.get("share-alike")),))
    return None


def _same_text(a: Terms, b: Terms) -> Verdict | None:
    if a.text != b.text:
        return None
    rule = a.requires.get("share-alike") or a.permits["modifications"]
    text = "What is built on the work may be published under the same licence."
    return Verdict(Answer.YES, (by_rule(text, a, rule),), _duties(a))


def _dedicated(a: Terms, b: Terms) -> Verdict | None:  # noqa: ARG001 – a step like the others
    if a.copyleft != Copyleft.DEDICATION:
        return None
    text = "The holder asks nothing in return, so works under any licence may contain it."
    return Verdict(Answer.YES, (by_rule(text, a, a.permits["modifications"]),))


def _by_clause(a: Terms, b: Terms) -> Verdict | None:
    grant = grant_between(a, b)
    return _granted(a, b, grant) if grant else None


def _granted(a: Terms, b: Terms, grant: Grant) -> Verdict:
    words = {
        Manner.AS: f"The recipient may take the work under {b.text}",
        Manner.WITHIN: f"A work built on it may be published under {b.text}",
        Manner.BESIDE: f"The works may be combined, each part keeping its licence; the other is {b.text}",
        Manner.UNSETTLED: f"Whether a work built on it may be published under {b.text} has not been settled",
    }[grant.manner]
    text = f"{words}: {grant.condition}." if grant.condition else f"{words}."
    if grant.manner == Manner.UNSETTLED:
        return Verdict(Answer.UNKNOWN, (by_rule(text, a, grant),))
    plain = not grant.condition and grant.manner != Manner.BESIDE
    return Verdict(Answer.YES if plain else Answer.CONDITIONS, (by_rule(text, a, grant),), _duties(a))


def _withholds(terms: Terms) -> set[str]:
    """Return the uses a licence withholds; who withholds all commercial use withholds that by companies too."""
    found = {use for use in RESERVED_USES if use in terms.prohibits}
    return found | {"for-profit-use"} if "commercial" in found else found


def _withheld(a: Terms, b: Terms) -> Verdict | None:
    for use in RESERVED_USES:
        if use in a.prohibits and use not in _withholds(b):
            text = (
                f"{a.label} withholds a use ({use.replace('-', ' ')}) that the other gives to its recipients."
            )
            return Verdict(Answer.NO, (by_rule(text, a, a.prohibits[use]),))
    return None


def _transferred(a: Terms, b: Terms) -> Verdict | None:  # noqa: ARG001
    if "appropriation" not in b.requires:
        return None
    text = "They ask for rights that only the holder of the work can give; the licence of the work does not pass them on."
    return Verdict(Answer.NO, (by_rule(text, b, b.requires["appropriation"]),))


def _out_of_the_whole(a: Terms, b: Terms) -> Verdict:
    rule = a.requires.get("share-alike")
    if a.copyleft == Copyleft.DATABASE and b.made_for != ("database",):
        text = "A work made with the database that is no database may be under other terms; one derived from it may not."
        return Verdict(Answer.CONDITIONS, (by_rule(text, a, rule), *_origin(a)), _duties(a))
    text = (
        f"What is built on the work must stay under {a.text} or a licence it names, which the other is not."
    )
    return Verdict(Answer.NO, (by_rule(text, a, rule),))


def _origin(database: Terms) -> tuple[Reason, ...]:
    rule = database.requires.get("attribution")
    return (by_rule("It must say which database its content is from.", database, rule),) if rule else ()


def _as_a_part(a: Terms, b: Terms) -> Verdict:
    keep = by_rule(f"The part and its changes stay under {a.text}.", a, a.requires.get("share-alike"))
    beside = by_rule("Other parts may be under other terms.", a, a.permits.get("linking"))
    if not b.claims_the_whole:
        return Verdict(Answer.CONDITIONS, (keep, beside), _duties(a))
    whole = b.requires.get("share-alike")
    if b.series in GNU:
        text = (
            f"{b.text} must hold for the whole, without further restrictions, and the part keeps other terms."
        )
        return Verdict(Answer.NO, (keep, by_rule(text, b, b.prohibits["further-restrictions"])))
    text = f"{b.text} asks for the whole; whether a part that keeps its own terms may stay is not said."
    return Verdict(Answer.UNKNOWN, (keep, by_rule(text, b, whole)))


def _permissive(a: Terms, b: Terms) -> Verdict:
    if b.claims_the_whole and "further-restrictions" in b.prohibits:
        refused = _refused_by(a, b)
        if refused:
            return refused
    asked = [*a.requires, *(each for each in RESTRICTIONS if each in a.prohibits)]
    extra = [each for each in dict.fromkeys(asked) if each not in PLAIN_DUTIES and not _carried(each, b)]
    use = by_rule("The licence permits building on the work.", a, a.permits["modifications"])
    if b.copyleft == Copyleft.DEDICATION and a.requires:
        text = f"Only your own part can be dedicated; the part under {a.text} keeps its terms."
        return Verdict(Answer.CONDITIONS, (use, by_rule(text, a, a.requirements[0])), _duties(a))
    if extra:
        text = (
            f"The other does not carry all that {a.text} asks, which stays with its part: {', '.join(extra)}."
        )
        rule = a.requires.get(extra[0]) or a.prohibits.get(extra[0])
        return Verdict(Answer.CONDITIONS, (use, by_rule(text, a, rule)), _duties(a))
    return Verdict(Answer.YES, (use,), _duties(a))


def _carried(action: str, b: Terms) -> bool:
    """Whether `b` asks the same or lets it stand; whole-governing licences say what may stand."""
    return action in b.requires or action in b.prohibits or action in b.tolerates


def _refused_by(a: Terms, b: Terms) -> Verdict | None:
    """Terms of `a` that the receiving licence takes for further restrictions."""
    clause = b.prohibits["further-restrictions"]
    for hard, names in ((True, RESTRICTIONS), (False, UNSETTLED_RESTRICTIONS)):
        for name in names:
            rule = a.requires.get(name) or a.prohibits.get(name)
            if rule is None or _carried(name, b):
                continue
            known = hard and b.series in GNU
            text = f"It {'is' if known else 'may be'} a further restriction for {b.text}, which allows none."
            reasons = (
                by_rule(f"{a.label} has a term on {name.replace('-', ' ')}.", a, rule),
                by_rule(text, b, clause),
            )
            return Verdict(Answer.NO if known else Answer.UNKNOWN, reasons)
    return None


def _sublicensed(a: Terms, b: Terms) -> Verdict:
    inside = incorporate(a, b)
    if not inside.answer.allows:
        return inside
    if a.copyleft == Copyleft.NONE and "sublicence" in a.permits:
        text = f"Copies may be passed on under {b.text}, and the terms of {a.text} stay with the work."
        return Verdict(Answer.CONDITIONS, (by_rule(text, a, a.permits["sublicence"]),), _duties(a))
    text = f"Your own additions may be under {b.text}; the work itself stays under {a.text}."
    rule = a.requires.get("share-alike") or a.requires.get("notice")
    return Verdict(Answer.NO, (by_rule(text, a, rule),))


def _collection_conditions(terms: Terms) -> list[Reason]:
    if not terms.governs_the_whole:
        return []
    rule = terms.permits.get("aggregation") or terms.requires.get("share-alike")
    return [by_rule("The works must stay separate and independent of each other.", terms, rule)]


def _duties(terms: Terms) -> tuple[Reason, ...]:
    words = {
        "notice": "Keep the notices of the work and of its licence.",
        "attribution": "Name its authors as the licence asks.",
        "document-changes": "Say what you changed.",
        "source": "Offer the source.",
        "network": "Offer the source also to those who use the work over a network.",
        "service-source": "Publish the source of the whole service.",
        "advertising": "Name the holder in advertising that mentions the work.",
        "indemnity": "Answer for claims against the contributors.",
    }
    return tuple(
        by_rule(words[rule.action], terms, rule) for rule in terms.requirements if rule.action in words
    )
