"""What can be wrong with an ontology's files."""

from __future__ import annotations


class ShapeError(ValueError):
    """A shape that cannot be read; the message names its file and property and says what to change."""
