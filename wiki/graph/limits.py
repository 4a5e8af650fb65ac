"""What queries may use and ask. Pure values, handed to the graph host as JSON on its command line."""

from __future__ import annotations

from dataclasses import dataclass

from wiki.boxes.limits import Limits


@dataclass(frozen=True, slots=True)
class GraphLimits(Limits):
    """Limits of the boxes queries run in, those of questions about the past, and what is asked beside the pages."""

    past_states: int = 2  # past states kept loaded
    load_seconds: float = 120.0  # longest loading of a past state
    words: bool = False  # whether the ontology's own graphs can be asked too
