"""Small tables for tests."""

from patterns.comparison.qca.sets import Condition, Sets


def sets_from(text, levels=None):
    """Read a table: names in the first line, then a case a line, `?` unknown; the last column is the outcome."""
    names, *lines = [line.split() for line in text.strip().splitlines()]
    cases = tuple(line[0] for line in lines)

    def column(place):
        scores = tuple(None if line[place + 1] == "?" else float(line[place + 1]) for line in lines)
        return Condition(names[place], scores, (levels or {}).get(names[place], 2))

    columns = [column(place) for place in range(len(names))]
    return Sets(cases, tuple(columns[:-1]), columns[-1])


IRRIGATION = sets_from(
    """
        A R F L C W
    1   0 1 0 1 1 1
    2   0 1 0 1 1 0
    3   0 1 1 1 1 1
    4   0 1 1 1 1 1
    5   1 1 0 1 1 1
    6   1 1 0 1 1 1
    7   1 1 1 1 1 1
    8   1 1 1 1 1 1
    9   0 0 0 0 1 1
    10  0 1 0 0 1 1
    11  0 0 1 1 1 0
    12  1 0 0 0 0 0
    13  1 1 1 0 0 1
    14  1 1 0 0 1 1
    15  1 1 1 0 1 1
    """
)
"""W. F. Lam and E. Ostrom, "Analyzing the dynamic complexity of development interventions: lessons from an irrigation experiment
in Nepal", Policy Sciences 43 (2010); data set d.irrigate of R's package cna, 4.0.0."""
