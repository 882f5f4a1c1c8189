"""A schedule's curve with a few of its steps named: what a chapter shows before its formula."""

import textwrap
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from ..core import slots
from ..core.messages import shown
from ..core.parameters import is_number
from ..core.schedule import Schedule
from .curves import require_plottable
from .labels import visible
from .lines import Curve
from .palette import COLORS, INK
from .panels import figure_class
from .placement import leader, place
from .style import styled

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_WIDTH, _HEIGHT = 4.8, 3.0  # inches: on a phone 328 px wide, the text is still 11 px
_LEFT, _RIGHT, _BELOW, _ABOVE = 0.8, 0.12, 0.62, 0.36  # inches around the panel
_TEXT = 12.0  # points
_LINE = 14.5  # points from line to line
_ASCENT = 9.5  # points above the baseline
_BREAKS = (40, 24, 16, 12)  # characters of a line: a text is broken where it fits best
_HEADROOM = (0.15, 0.3, 0.5, 0.8, 1.2, 2.0)  # above the curve, as a part of its height: the least that suffices
_MOST = 20_000  # steps that are all evaluated; of more, as many


def annotate(
    schedule: Callable[..., Any],
    steps: float | None = None,
    notes: Mapping[int, str] | Mapping[float, str] | None = None,
) -> "Figure":
    """Plot the learning rate of one schedule against the step, with a dot and a short text at some of its steps.

    Texts stand near their dots, with a leader line where there is no room beside the dot. They overlap neither the
    curve nor each other; where the curve fills the panel, the axis is extended upward to make room.

    Args:
        schedule: a schedule of lrnotes, of Keras or TensorFlow Addons, or a function of one step.
        steps (steps): the last step shown. Default: where an interactive plot of the schedule ends.
        notes: a dictionary with the text for each step, such as ``{0: "starts at 0", 500: "peak"}``.

    Returns:
        The Matplotlib figure. Notebooks show it as SVG.

    Raises:
        ModuleNotFoundError: if Matplotlib is not installed; the extra ``lrnotes[plot]`` installs it.
        TypeError: if the schedule cannot be called or reacts to the loss, if ``steps`` or a step of ``notes`` is not a
            number, or if a text is not a string.
        ValueError: if ``steps`` is not above 0 or is left out for a schedule of another library, if there are no
            notes, if one of them is not at a step from 0 to the last, or if there is no room for them.

    Example:
        >>> import lrnotes
        >>> schedule = lrnotes.CosineDecay(0.0, 9500, warmup_target=1e-3, warmup_steps=500)
        >>> figure = lrnotes.annotate(schedule, notes={0: "starts at 0", 500: "peak", 10_000: "ends at 0"})
        >>> [axes.get_xlabel() for axes in figure.axes]
        ['step']
    """
    require_plottable("annotate", schedule)
    last = _last_step(schedule, steps)
    notes = _checked(notes, last)
    shown_steps = np.arange(last + 1) if last <= _MOST else np.linspace(0, last, _MOST + 1)
    curve = Curve.of(schedule, np.unique(np.concatenate([shown_steps, list(notes)])))
    rates = [curve.rates[np.searchsorted(curve.steps, step)] for step in notes]
    with styled(**{"font.size": _TEXT, "axes.labelsize": _TEXT, "axes.titlesize": _TEXT}):
        figure, axes, size = _panel()
        line = curve.draw(axes, 0)
        axes.plot(list(notes), rates, "o", color=COLORS[0], markersize=7, clip_on=False)
        texts = [_broken(text, size[0]) for text in notes.values()]
        _make_room(axes, line, texts, list(zip(notes, rates)), size)
    return figure


def _panel():
    """A figure with one panel of fixed margins, and the size of the panel in points."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    figure = figure_class()(figsize=(_WIDTH, _HEIGHT))
    axes = figure.add_axes(
        (_LEFT / _WIDTH, _BELOW / _HEIGHT, 1 - (_LEFT + _RIGHT) / _WIDTH, 1 - (_BELOW + _ABOVE) / _HEIGHT)
    )
    axes.set_xlabel("step")
    axes.set_title("learning rate", loc="left")
    axes.xaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 5, 10], integer=True))
    axes.yaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 5, 10]))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.10g}"))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:.10g}"))
    return figure, axes, (72 * (_WIDTH - _LEFT - _RIGHT), 72 * (_HEIGHT - _BELOW - _ABOVE))


def _make_room(axes, line, texts, dots, size):
    """Draw the texts where they fit, under the smallest headroom that lets them."""
    low, high = _limits(axes.get_ylim(), line.get_ydata())
    for extra in _HEADROOM:
        axes.set_ylim(low, high + extra * (high - low))
        places = [_in_points(axes, [dot], size)[0] for dot in dots]
        shapes = [[shape for _, shape in breaks] for breaks in texts]
        boxes = place(shapes, places, _in_points(axes, _corners(line), size), size)
        if boxes:
            for (number, box), breaks, dot in zip(boxes, texts, places):
                _draw(axes, breaks[number][0], box, dot, size)
            return
    raise ValueError(f"annotate: notes must be few and short enough to fit; got {len(dots)} of them")


def _limits(limits, rates):
    """The axis of a curve, which for a constant one begins at 0."""
    return limits if np.ptp(rates) else sorted((0.0, 1.5 * rates[0] or 1.0))


def _corners(line):
    """The points of a line as it is drawn, with the corners of steps."""
    points = line.get_xydata()
    if line.get_drawstyle() != "steps-post":
        return points
    corners = np.repeat(points, 2, axis=0)[1:]
    corners[1::2, 1] = corners[:-1:2, 1]
    corners[0::2, 0] = points[:, 0]
    return corners


def _in_points(axes, points, size):
    """Data as points of a panel, from its lower left corner."""
    lower, upper = np.transpose([axes.get_xlim(), axes.get_ylim()])
    return (np.asarray(points, np.float64) - lower) / (upper - lower) * size


def _broken(text, width):
    """The ways to break a text into lines that fit: for each, the lines, and their width and height in points."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    font = FontProperties(family="DejaVu Sans", size=_TEXT)
    found = {}
    for characters in _BREAKS:
        lines = [part for line in visible(text).split("\n") for part in textwrap.wrap(line, characters) or [""]]
        widest = max(text_to_path.get_text_width_height_descent(line, font, False)[0] for line in lines)
        if widest <= width / 2 or characters == _BREAKS[-1]:
            found.setdefault(tuple(lines), (float(np.ceil(widest)), len(lines) * _LINE))
    return list(found.items())


def _draw(axes, lines, box, dot, size):
    """Draw a text into its box, each line for itself, and a leader line to its dot."""
    middle = box.x + box.width / 2
    side = "left" if dot[0] < box.x else "right" if dot[0] > box.x + box.width else "center"
    x = {"left": box.x, "right": box.x + box.width, "center": middle}[side]
    for number, line in enumerate(lines):
        y = box.y + box.height - _LINE * number - _ASCENT - 1.5
        axes.text(
            x / size[0], y / size[1], line, transform=axes.transAxes, ha=side, va="baseline", color=INK,
            parse_math=False,
        )  # fmt: skip
    if leader(box, dot):
        end = np.asarray(box.nearest(*dot))
        start = dot + (end - dot) * 5 / np.hypot(*(end - dot))
        ends = np.array([start, end]) / size
        axes.plot(*ends.T, transform=axes.transAxes, color=INK, linewidth=0.9, scalex=False, scaley=False)


def _last_step(schedule, steps):
    if steps is None:
        if not isinstance(schedule, Schedule):
            raise ValueError(f"annotate: steps must be given for a schedule of another library; got {shown(schedule)}")
        return slots.last_step(schedule)
    if not is_number(steps):
        raise TypeError(f"annotate: steps must be a number above 0; got {shown(steps)}")
    if not 1 <= steps < np.inf:
        raise ValueError(f"annotate: steps must be a finite number, 1 or more; got {shown(steps)}")
    return int(steps)


def _checked(notes, last):
    """The notes in the order of their steps."""
    if not isinstance(notes, Mapping):
        raise TypeError(f"annotate: notes must be a dictionary of a text for each step; got {shown(notes)}")
    if not notes:
        raise ValueError("annotate: notes must have a text for at least one step; got {}")
    for step, text in notes.items():
        if not is_number(step) or not isinstance(text, str):
            raise TypeError(f"annotate: notes must be texts at steps, as in {{0: 'start'}}; got {{{step!r}: {text!r}}}")
        if not 0 <= step <= last:
            raise ValueError(f"annotate: each step of notes must be from 0 to {last:,}; got {shown(step)}")
    return dict(sorted(notes.items()))
