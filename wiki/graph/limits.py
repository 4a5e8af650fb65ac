"""What queries may use. Pure values, handed to the graph host as JSON on its command line."""

from __future__ import annotations

from dataclasses import dataclass

from wiki.boxes.limits import Limits


@dataclass(frozen=True, slots=True)
class GraphLimits(Limits):
    """Limits of the boxes queries run in, and those of questions about the past."""

    past_states: int = 2  # past states kept loaded
    load_seconds: float = 120.0  # longest loading of a past state
