"""The ways of comparing: each takes the same choice of pages and variables and gives a result that can be kept."""

from wiki.ways.board import BOARD
from wiki.ways.featuretable import FEATURES
from wiki.ways.likeness import LIKENESS
from wiki.ways.matrix import MATRIX
from wiki.ways.spread import SPREAD
from wiki.ways.truthtable import TRUTH_TABLE
from wiki.ways.values import VALUES
from wiki.ways.way import Cell, Result, Way

__all__ = ["WAYS", "Cell", "Result", "Way"]

WAYS: dict[str, Way] = {
    each.name: each for each in (BOARD, MATRIX, LIKENESS, FEATURES, TRUTH_TABLE, SPREAD, VALUES)
}
"""By name, in the order they are offered."""
