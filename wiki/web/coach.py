"""Questions that help to write a pattern, beside the texts of its form; none of them gets into what is saved. Pure.

In our own words, after what writers of patterns ask of drafts: G. Meszaros and J. Doble, "A Pattern Language for Pattern
Writing", in Pattern Languages of Program Design 3 (1998): mandatory elements, visible forces; T. Wellhausen and A. Fießer,
"How to write a pattern? A rough guide for first-time pattern authors", EuroPLoP (2011); J. Bergin, "Pattern Checklist".
"""

from __future__ import annotations

from collections.abc import Mapping

from ontology.kinds import Field, Kind

QUESTIONS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "pattern": {
        "patlet": ("Could somebody who reads this sentence alone say what to do, and when?",),
        "context": (
            "Which of these features does the solution need, and which do the cases just happen to share?",
            "Where would you not try it?",
        ),
        "problem": (
            "What goes wrong again and again in these cases when nothing is done?",
            "For whom, and how does one notice?",
            "Is it a problem without naming your solution?",
        ),
        "forces": (
            "What makes the problem hard: what pulls one way, and what the other?",
            "Which of these differences matter for it? Leave the others out.",
            "Do all forces point the same way? Then something is missing.",
        ),
        "solution": (
            "What do the people in these cases do? One sentence first, as something to be done.",
            "How does that settle each of the forces?",
            "Would somebody in another case know how to begin?",
        ),
        "resulting_context": (
            "What is better afterwards, what is worse, and for whom?",
            "Which new problem does it bring?",
        ),
        "rationale": ("Why does it work? What would have to be found for you to give it up?",),
        "known_uses": (
            "Did these cases come to it independently?",
            "Which case did it fail in, or do without it?",
        ),
    }
}
"""By name of a kind and key of a section."""


def questions(kind: Kind, field: Field | None) -> tuple[str, ...]:
    """Return what helps to write that text of a page of the kind; () when nothing does."""
    return QUESTIONS.get(kind.name, {}).get(field.key, ()) if field else ()
