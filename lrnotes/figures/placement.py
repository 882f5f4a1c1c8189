"""Where the texts beside a curve go: near their dots, and over neither the curve, nor each other, nor the frame.

All lengths are in points from the lower left corner of a panel. Places are on a grid of whole points, so that they do
not depend on the last digits of a rate.
"""

import dataclasses
import itertools

import numpy as np

_GRID = 4  # points between places that are tried
_CLEAR = 4  # points between a text and whatever it must not touch
_DOT = 5  # radius that a dot keeps free
_BESIDE = 11  # a text this close to its dot needs no leader line
_CROSSING = 60  # what a leader line over the curve costs, in points of distance
_ORDERS = 6  # in which the texts are placed, one after another
_TRIED = 400  # nearest places whose leader lines are looked at


@dataclasses.dataclass(frozen=True)
class Box:
    """A rectangle: its lower left corner and its size."""

    x: float
    y: float
    width: float
    height: float

    def nearest(self, x, y):
        """The point of the box that is nearest to a point outside it."""
        return min(max(x, self.x), self.x + self.width), min(max(y, self.y), self.y + self.height)

    def distance(self, x, y):
        """How far a point is from the box."""
        near_x, near_y = self.nearest(x, y)
        return float(np.hypot(near_x - x, near_y - y))

    def touches(self, other, gap=0.0):
        """Whether two boxes are closer than ``gap``, along both axes."""
        apart = (
            other.x >= self.x + self.width + gap or self.x >= other.x + other.width + gap,
            other.y >= self.y + self.height + gap or self.y >= other.y + other.height + gap,
        )
        return not any(apart)


def place(shapes, dots, curve, size):
    """A box for each dot's text, or None if there is no room for all of them.

    Args:
        shapes: for each dot, the (width, height) of its text, once for each way to break it into lines.
        dots: their (x, y).
        curve: the (x, y) of its points, an array of shape (n, 2).
        size: the width and height of the panel.

    Returns:
        For each dot the number of the shape and its :class:`Box`.
    """
    ink = _Ink(curve, size)
    best = None
    for order in itertools.islice(itertools.permutations(range(len(dots))), _ORDERS):
        placed, cost = {}, 0.0
        for index in order:
            found = _best(shapes[index], index, dots, ink, placed)
            if found is None:
                break
            placed[index] = found[1:]
            cost += found[0]
        else:
            if best is None or cost < best[0] - 1e-6:
                best = cost, placed
    return best and [best[1][index] for index in range(len(dots))]


class _Ink:
    """Which points of a panel the curve covers."""

    def __init__(self, curve, size):
        self.size = size
        width, height = (int(side) + 1 for side in size)
        self.covered = np.zeros((width, height), dtype=bool)
        start, end = np.round(curve[:-1], 2), np.round(curve[1:], 2)
        counts = np.abs(end - start).max(axis=1).astype(int) + 2
        for count in np.unique(counts):  # points of a segment, none further from the next than one point
            along = np.linspace(start[counts == count], end[counts == count], count).astype(int)
            x, y = along.reshape(-1, 2).T
            inside = (x >= 0) & (x < width) & (y >= 0) & (y < height)
            self.covered[x[inside], y[inside]] = True
        self._sums = np.pad(self.covered.cumsum(0).cumsum(1), ((1, 0), (1, 0)))

    def free(self, shape):
        """The lower left corners, on the grid, of all boxes of this shape that the curve does not enter."""
        width, height = (int(np.ceil(side)) + 2 * _CLEAR for side in shape)
        across, up = (int(side) - length for side, length in zip(self.size, (width, height)))
        if across < 0 or up < 0:
            return np.empty((0, 2), dtype=int)
        x, y = np.meshgrid(np.arange(0, across + 1, _GRID), np.arange(0, up + 1, _GRID), indexing="ij")
        sums = self._sums
        inked = sums[x + width, y + height] - sums[x, y + height] - sums[x + width, y] + sums[x, y]
        free = inked == 0
        return np.stack([x[free], y[free]], axis=1) + _CLEAR

    def crossed(self, start, end):
        """How many points of the curve a line passes that begins at a dot on it."""
        length = np.hypot(end[0] - start[0], end[1] - start[1])
        along = np.arange(2 * _DOT, length, 1.0) / max(length, 1)
        x, y = (np.clip((a + along * (b - a)).astype(int), 0, int(side)) for a, b, side in zip(start, end, self.size))
        return int(self.covered[x, y].sum())


def _best(shapes, index, dots, ink, placed):
    """The cheapest place of a text as (cost, number of the shape, box), or None."""
    best = None
    for number, shape in enumerate(shapes):
        corners = ink.free(shape)
        distances = _distances(corners, shape, dots[index]) + 2 * number
        for candidate in np.argsort(distances, kind="stable")[:_TRIED]:
            distance, box = distances[candidate], Box(*map(float, corners[candidate]), *shape)
            if best is not None and distance >= best[0]:
                break
            if not _allowed(box, index, dots, placed):
                continue
            cost = distance
            if leader(box, dots[index]) and ink.crossed(dots[index], box.nearest(*dots[index])) > 1:
                cost += _CROSSING
            if best is None or cost < best[0]:
                best = cost, number, box
    return best


def _distances(corners, shape, dot):
    """How far a dot is from each of the boxes of one shape, to a thousandth of a point."""
    nearest = np.clip(dot, corners, corners + np.asarray(shape))
    return np.round(np.hypot(*(nearest - dot).T), 3)


def leader(box, dot):
    """Whether a text needs a line to its dot."""
    return box.distance(*dot) > _BESIDE


def _allowed(box, index, dots, placed):
    """Whether a box keeps off all dots and texts, and its leader line off theirs."""
    if any(box.distance(*dot) < _DOT for dot in dots):
        return False
    if any(box.touches(other, _CLEAR) for _, other in placed.values()):
        return False
    lines = {other: (dots[other], other_box.nearest(*dots[other])) for other, (_, other_box) in placed.items()}
    own = dots[index], box.nearest(*dots[index])
    return (
        not any(_enters(own, other_box) for _, other_box in placed.values())
        and not any(_enters(line, box) or _cross(own, line) for line in lines.values())
        and not any(_passes(own, dot) for place, dot in enumerate(dots) if place != index)
    )


def _points(line):
    (x0, y0), (x1, y1) = line
    along = np.linspace(0, 1, max(2, int(np.hypot(x1 - x0, y1 - y0)) + 1))
    return x0 + along * (x1 - x0), y0 + along * (y1 - y0)


def _enters(line, box):
    x, y = _points(line)
    return bool(np.any((x > box.x - 2) & (x < box.x + box.width + 2) & (y > box.y - 2) & (y < box.y + box.height + 2)))


def _passes(line, dot):
    x, y = _points(line)
    return bool(np.hypot(x - dot[0], y - dot[1]).min() < _DOT)


def _cross(one, other):
    def side(line, point):
        (x0, y0), (x1, y1) = line
        return np.sign((x1 - x0) * (point[1] - y0) - (y1 - y0) * (point[0] - x0))

    return side(one, other[0]) * side(one, other[1]) < 0 and side(other, one[0]) * side(other, one[1]) < 0
