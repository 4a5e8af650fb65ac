"""What an importer cannot decide for certain: asked once, answered by a person, remembered for the next import."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that can be given."""

    value: str  # as it is kept
    label: str  # as it is read


@dataclass(frozen=True, slots=True)
class Question:
    """An uncertain match or conversion. Until somebody answers it, the default holds."""

    key: str  # the same at every import of the same source
    place: str  # "folder/file.md" or a page title
    sentence: str  # the question, and what makes it one
    options: tuple[Option, ...]  # two at least
    default: str  # value of one of the options

    def label(self, value: str) -> str:
        """Return the words of an option; the value itself when it is none of them."""
        return next((each.label for each in self.options if each.value == value), value)
