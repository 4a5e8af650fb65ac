"""Where the nodes of a lattice lie in a picture: in layers, with few crossings. Coordinates alone, nothing is drawn.

After K. Sugiyama, S. Tagawa and M. Toda, "Methods for Visual Understanding of Hierarchical System Structures", IEEE
Transactions on Systems, Man, and Cybernetics 11 (1981): layers by the longest way from the top, places by barycentres.
Within a layer, places are those nearest to the neighbours' middle that keep nodes one apart: isotonic regression by
pooling neighbours (R. E. Barlow et al., Statistical Inference under Order Restrictions, 1972).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from patterns.comparison.features.lattice import Lattice

SWEEPS = 12
"""How often the order of layers is improved, down and up in turn; the best order counts."""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Line:
    """A line from a node down to one right below it, bending where it passes a layer."""

    above: int
    below: int
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture of a lattice; x and y are in steps from node to node, the top at y = 0."""

    points: tuple[Point, ...]  # of the nodes, by number
    lines: tuple[Line, ...]
    width: float
    height: float
    crossings: int


def drawing(lattice: Lattice) -> Drawing:
    """Lay a lattice out; the same lattice always gives the same picture."""
    graph = _layered(lattice)
    _order(graph)
    places = _places(graph)
    left = min(places.values(), default=0.0)
    points = [(round(places[each] - left, 3), float(graph.layer[each])) for each in range(len(graph.layer))]
    return Drawing(
        tuple(points[: len(lattice.nodes)]),
        tuple(Line(way[0], way[-1], tuple(points[each] for each in way)) for way in graph.ways),
        max((x for x, _ in points), default=0.0),
        max((y for _, y in points), default=0.0),
        _all_crossings(graph.layers, graph),
    )


@dataclass(slots=True)
class _Graph:
    """Nodes, and the bends of long lines as nodes of their own, in layers from left to right."""

    layer: list[int]
    up: list[list[int]]
    down: list[list[int]]
    ways: list[list[int]] = field(default_factory=list)  # of each line the nodes it passes
    layers: list[list[int]] = field(default_factory=list)

    def add(self, layer: int) -> int:
        self.layer.append(layer)
        self.up.append([])
        self.down.append([])
        return len(self.layer) - 1


def _layered(lattice: Lattice) -> _Graph:
    layer: list[int] = []
    for node in lattice.nodes:
        layer.append(max((layer[each] + 1 for each in node.above), default=0))
    graph = _Graph(layer, [[] for _ in layer], [[] for _ in layer])
    for node in lattice.nodes:
        for lower in node.below:
            bends = [graph.add(each) for each in range(layer[node.number] + 1, layer[lower])]
            way = [node.number, *bends, lower]
            graph.ways.append(way)
            for above, below in pairwise(way):
                graph.down[above].append(below)
                graph.up[below].append(above)
    graph.layers = [[] for _ in range(max(graph.layer, default=-1) + 1)]
    for number, each in enumerate(graph.layer):
        graph.layers[each].append(number)
    return graph


def _order(graph: _Graph) -> None:
    """Order every layer so that few lines cross, keeping the best of all orders seen."""
    best, fewest = [list(each) for each in graph.layers], _all_crossings(graph.layers, graph)
    for sweep in range(SWEEPS):
        downward = sweep % 2 == 0
        numbers = range(len(graph.layers))
        for each in numbers if downward else reversed(numbers):
            _by_barycentre(graph, each, graph.up if downward else graph.down)
        for each in numbers:
            _swap_neighbours(graph, each)
        found = _all_crossings(graph.layers, graph)
        if found < fewest:
            best, fewest = [list(each) for each in graph.layers], found
    graph.layers = best


def _by_barycentre(graph: _Graph, number: int, neighbours: Sequence[Sequence[int]]) -> None:
    place = _place_of(graph.layers)
    layer = graph.layers[number]
    layer.sort(key=lambda each: _mean((place[other] for other in neighbours[each]), place[each]))


def _swap_neighbours(graph: _Graph, number: int) -> None:
    """Swap two neighbours of a layer wherever fewer lines cross then."""
    layer, place = graph.layers[number], _place_of(graph.layers)
    for at in range(len(layer) - 1):
        left, right = layer[at], layer[at + 1]
        now = then = 0
        for side in (graph.up, graph.down):
            ends, others = [place[each] for each in side[left]], [place[each] for each in side[right]]
            now += sum(one > other for one in ends for other in others)
            then += sum(one < other for one in ends for other in others)
        if then < now:
            layer[at], layer[at + 1] = right, left


def _place_of(layers: Iterable[Sequence[int]]) -> dict[int, int]:
    return {node: place for layer in layers for place, node in enumerate(layer)}


def _mean(values: Iterable[float], otherwise: float) -> float:
    listed = list(values)
    return sum(listed) / len(listed) if listed else otherwise


def _all_crossings(layers: Sequence[Sequence[int]], graph: _Graph) -> int:
    place = _place_of(layers)
    total = 0
    for layer in layers:
        ends = [(place[node], place[below]) for node in layer for below in graph.down[node]]
        total += sum(
            (one[0] - other[0]) * (one[1] - other[1]) < 0
            for number, one in enumerate(ends)
            for other in ends[:number]
        )
    return total


def _places(graph: _Graph) -> dict[int, float]:
    """Return where in its layer each node lies: near its neighbours' middle, in order, one apart."""
    places = {
        node: number - (len(layer) - 1) / 2 for layer in graph.layers for number, node in enumerate(layer)
    }
    for sweep in range(SWEEPS):
        downward = sweep % 2 == 0
        for layer in graph.layers if downward else reversed(graph.layers):
            side = graph.up if downward else graph.down
            wanted = [_mean((places[other] for other in side[node]), places[node]) for node in layer]
            places.update(zip(layer, _one_apart(wanted), strict=True))
    return places


def _one_apart(wanted: Sequence[float]) -> list[float]:
    """Return the places nearest to those wanted, by least squares, that rise by one at least."""
    pools: list[tuple[float, int]] = []  # mean and size
    for number, each in enumerate(wanted):
        mean, size = each - number, 1
        while pools and pools[-1][0] > mean:
            other, count = pools.pop()
            mean, size = (mean * size + other * count) / (size + count), size + count
        pools.append((mean, size))
    flat = [mean for mean, size in pools for _ in range(size)]
    return [mean + number for number, mean in enumerate(flat)]
