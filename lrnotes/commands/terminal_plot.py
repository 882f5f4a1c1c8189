"""Curves of learning rates drawn in a terminal: axes and labels around a canvas, with NumPy alone."""

import math
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from .canvas import MARKS, Canvas, painted

_SAMPLES = 16  # a column of dots; the curve fills what lies between the lowest and the highest
_LABEL = 9  # characters of a rate


class Look(NamedTuple):
    """What the terminal can show."""

    width: int
    height: int
    unicode: bool
    color: bool


def drawn(
    curves: Sequence[Callable[[NDArray[Any]], Any]],
    labels: Sequence[str],
    span: tuple[float, float],
    look: Look,
    logarithmic: bool = False,
) -> str:
    """The curves, functions of an array of steps, from one step to another, as lines of text."""
    braille = look.unicode and (look.color or len(curves) == 1)  # dots of one color do not tell curves apart
    canvas = Canvas(max(look.width - _LABEL - 2, 8), max(look.height, 3), braille)
    sampled = [_sampled(curve, span, canvas.columns) for curve in curves]
    if logarithmic:
        sampled = [np.log10(np.where(rates > 0, rates, np.nan)) for rates in sampled]
    low, high = _limits(sampled, logarithmic)
    for rates in sampled:
        canvas.draw(_spans(rates, low, high, canvas.rows))
    edge, corner, line, tick, notch = "│└─┤┬" if look.unicode else "|+-++"
    lines = canvas.lines(look.color)
    marked = _marks(low, high, len(lines), logarithmic)
    rows = [f"{marked.get(row, ''):>{_LABEL}}{tick if row in marked else edge}{each}" for row, each in enumerate(lines)]
    places = ticks(*span, canvas.width // 14 + 1)
    columns = {round((place - span[0]) / (span[1] - span[0]) * (canvas.width - 1)): place for place in places}
    axis = "".join(notch if column in columns else line for column in range(canvas.width))
    rows += [f"{'':>{_LABEL}}{corner}{axis}", f"{'':>{_LABEL}} {_below(columns, canvas.width)}"]
    marks = ["⠶" if braille else MARKS[index % len(MARKS)] for index in range(len(curves))]
    heading = [
        f"{'':>{_LABEL}} {painted(mark, index, look.color)} {_shortened(label, look.width - _LABEL - 3)}"
        for index, (mark, label) in enumerate(zip(marks, labels))
    ]
    return "\n".join(row.rstrip() for row in [*heading, *rows])


def ticks(low: float, high: float, most: int, slack: float = 0.0) -> list[float]:
    """Round numbers between two, about as many as asked for; by ``slack`` steps of theirs they may lie outside.

    Example:
        >>> ticks(0, 1100, 6), ticks(0, 0.1, 5)
        ([0.0, 200.0, 400.0, 600.0, 800.0, 1000.0], [0.0, 0.02, 0.04, 0.06, 0.08, 0.1])
    """
    least = (high - low) / max(most, 1)
    power = 10.0 ** math.floor(math.log10(least))
    step = next(power * each for each in (1, 2, 2.5, 5, 10, 20) if power * each >= least * (1 - 1e-9))
    slack += 1e-9
    first = math.ceil(low / step - slack)
    return [float(f"{index * step:.12g}") for index in range(first, math.floor(high / step + slack) + 1)]


def _sampled(curve: Callable[[NDArray[Any]], Any], span: tuple[float, float], columns: int) -> NDArray[np.float64]:
    """The rates of a few steps for every column."""
    first, last = span
    steps = np.linspace(first, last, columns * _SAMPLES)
    if last - first >= steps.size:  # a rate is that of an update; fewer steps than dots are joined by the formula
        steps = np.round(steps)
    return np.asarray(curve(steps), dtype=np.float64).reshape(columns, _SAMPLES)


def _limits(sampled: Sequence[NDArray[np.float64]], logarithmic: bool) -> tuple[float, float]:
    values = np.concatenate([each.ravel() for each in sampled])
    values = values[np.isfinite(values)]
    if not values.size:
        return 0.0, 1.0
    low, high = float(values.min()), float(values.max())
    if not logarithmic and 0 <= low < high / 2:
        low = 0.0
    if low == high:
        low, high = (low - 1, high + 1) if logarithmic else (min(low, 0.0), high or 1.0)
    return low, high


def _spans(rates: NDArray[np.float64], low: float, high: float, rows: int) -> list[tuple[int, int] | None]:
    spans: list[tuple[int, int] | None] = []
    before = np.nan
    for column in rates:
        known = column[np.isfinite(column)]
        if not known.size:
            spans.append(None)
            before = np.nan
            continue
        joined = known if np.isnan(before) else np.append(known, before)
        lowest, highest = ((value - low) / (high - low) * (rows - 1) for value in (joined.min(), joined.max()))
        spans.append((round(lowest), round(highest)))
        before = column[-1]
    return spans


def _marks(low: float, high: float, rows: int, logarithmic: bool) -> dict[int, str]:
    """The rates beside the lines, by line: round numbers, or powers of ten."""
    values = ticks(low, high, max(rows // 3, 2), slack=0.03)  # the peak may lie between two samples
    if logarithmic:
        values = [each for each in values if each.is_integer()] or [low, high]
    places = {round((high - value) / (high - low) * (rows - 1)): value for value in values}
    return {row: f"{10**value if logarithmic else value:.3g}" for row, value in places.items()}


def _shortened(label: str, room: int) -> str:
    return label if len(label) <= room else f"{label[: max(room - 3, 5)]}..."


def _below(columns: dict[int, float], width: int) -> str:
    """The steps under the axis, each in the middle of its place as far as there is room."""
    text = ""
    for column, place in sorted(columns.items()):
        label = f"{place:.15g}"
        start = max(min(column - len(label) // 2, width - len(label)), 0)
        if start > len(text) or not text:
            text = f"{text:<{start}}{label}"
    return text
