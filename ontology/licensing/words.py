"""What licences permit, require and forbid, in words for people."""

from __future__ import annotations

from collections.abc import Mapping

from ontology.licensing.terms import Copyleft, Rule

PERMITTED: Mapping[str, str] = {
    "reproduction": "copy it",
    "distribution": "give out copies",
    "modifications": "change it and build on it",
    "commercial": "use it commercially",
    "private-use": "use and change it in private",
    "patent-use": "use the contributors' patents that it practises",
    "sublicence": "pass it on under terms of one's own",
    "linking": "put it, as a separate part, into a larger work under other terms",
    "aggregation": "give it out together with separate works",
}
REQUIRED: Mapping[str, str] = {
    "notice": "keep the notices of the work and of its licence",
    "attribution": "name the authors",
    "document-changes": "say what was changed",
    "source": "offer the source",
    "share-alike": "keep what is built on it under the licence",
    "network": "offer the source also to those who use it over a network",
    "service-source": "publish the source of the whole service",
    "advertising": "name the holder in advertising that mentions it",
    "indemnity": "answer for claims against the contributors",
    "appropriation": "leave what is made here to the platform",
}
FORBIDDEN: Mapping[str, str] = {
    "reproduction": "copy it",
    "distribution": "give out copies",
    "modifications": "share changed versions",
    "commercial": "use it commercially",
    "for-profit-use": "use it in a firm run for profit that its workers do not own",
    "production-use": "use it in production",
    "competing-service": "offer it to others as a hosted service",
    "field-of-use": "use it for ends that the licence excludes",
    "further-restrictions": "add terms that narrow what the licence gives",
    "technical-measures": "lock it so that recipients cannot do what the licence allows",
    "patent-litigation": "sue over patents and keep what the licence gives",
    "endorsement": "use the authors' names to promote what is built on it",
    "naming": "call what is built on it by its name",
    "choice-of-law": "apply another law than the licence names",
}
"""What each action of a rule means, continuing “you may …”, “you must …” and “you may not …”."""

REACH: Mapping[Copyleft, str] = {
    Copyleft.NONE: "None: what is built on the work may be under other terms.",
    Copyleft.DEDICATION: "None: the holder asks nothing, not even a notice.",
    Copyleft.FILE: "Its files: changed files stay under the licence, other files of a larger work need not.",
    Copyleft.LIBRARY: "The part: a changed library or design stays under the licence, what only uses it need not.",
    Copyleft.DATABASE: "The database: databases derived from it stay under the licence, works made with it need not.",
    Copyleft.STRONG: "The whole: a work built on it is under the licence as a whole.",
    Copyleft.NETWORK: "The whole, and offering its use over a network counts as publishing it.",
}
"""How far a copyleft reaches."""


def permitted(rule: Rule) -> str:
    """Return what a permission allows."""
    return PERMITTED.get(rule.action, rule.action.replace("-", " "))


def required(rule: Rule) -> str:
    """Return what a requirement asks for."""
    return REQUIRED.get(rule.action, rule.action.replace("-", " "))


def forbidden(rule: Rule) -> str:
    """Return what a prohibition forbids."""
    return FORBIDDEN.get(rule.action, rule.action.replace("-", " "))
