"""Figures of schedules: rate against step, on a linear and on a logarithmic axis."""

import dataclasses
import hashlib
import io
import re
import textwrap

import numpy as np

from ..core.extras import needed
from ..core.feedback import FeedbackSchedule
from ..core.schedule import Schedule
from .feedback import draw, draw_varied
from .palette import COLORS, DASHES, INK

_LINE = 1.8
_STYLE = {
    "axes.edgecolor": INK,
    "axes.facecolor": "none",
    "axes.grid": True,
    "axes.labelcolor": INK,
    "axes.labelsize": 10,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlecolor": INK,
    "axes.titlesize": 10,
    "figure.facecolor": "none",
    "font.family": ["DejaVu Sans"],
    "font.size": 9,
    "grid.alpha": 0.25,
    "grid.color": INK,
    "legend.fontsize": 9,
    "legend.frameon": False,
    "legend.labelcolor": INK,
    "lines.linewidth": _LINE,
    "savefig.facecolor": "none",
    "text.color": INK,
    "xtick.color": INK,
    "ytick.color": INK,
}
_LEGEND = 105  # characters that fit beside a legend's line
_DECADES = 9  # how far below the highest rate the logarithmic axis goes; a curve that goes on leaves it below


def values(schedule, steps):
    """The rates of a schedule at each of ``steps``, whatever kind of schedule it is.

    Args:
        schedule: a :class:`lrnotes.Schedule`, a Keras or TensorFlow Addons schedule, or any function that takes one
            step and returns one number.
        steps: an array of steps, of one dimension.

    Returns:
        A float64 array of the length of ``steps``.

    Raises:
        TypeError: if ``schedule`` cannot be called.
    """
    if isinstance(schedule, Schedule):
        return np.asarray(schedule(np.asarray(steps)), dtype=np.float64)
    if not callable(schedule):
        raise TypeError(f"a schedule must be callable with a step; got {schedule!r}")
    return np.array([float(schedule(step)) for step in np.asarray(steps).tolist()])


def plot(schedules, steps=None, *, losses=None, labels=None, title=None):
    """One schedule or several, rate against step: on a linear axis at the left, on a logarithmic one at the right.

    A logarithmic axis has no place for zero or less: such steps are a gap in the curve there, with a triangle on
    the lower edge that points to where they would be.

    Feedback schedules are drawn on ``losses``: these at the left, at the right the rates, on a logarithmic axis.

    Args:
        schedules: one schedule or a list of them: of lrnotes, of Keras or TensorFlow Addons, or a function of one step.
        steps (steps): the last step shown, or an array of the steps to show.
        losses: for feedback schedules, in place of steps: the loss of every epoch.
        labels: a name for each schedule in the legend. Default: the name the schedule was given, else its
            ``repr``; a function's own name.
        title: a line above both panels.

    Returns:
        The Matplotlib figure. Notebooks show it as SVG.

    Raises:
        TypeError: if a schedule cannot be called, or ``steps`` is no number; for losses, if one is no feedback schedule.
        ValueError: if there is no schedule, the labels are fewer or more than the schedules, or ``steps`` is not
            above 0.

    Example:
        >>> import lrnotes
        >>> figure = lrnotes.plot([lrnotes.CosineDecay(0.1, 50), lambda step: 0.1 * 0.9**step], steps=60)
        >>> [axes.get_yscale() for axes in figure.axes]
        ['linear', 'log']
    """
    schedules = list(schedules) if isinstance(schedules, (list, tuple)) else [schedules]
    labels = [_label(schedule) for schedule in schedules] if labels is None else list(np.atleast_1d(labels))
    if not schedules or len(labels) != len(schedules):
        raise ValueError(
            f"plot: schedules must be one or more, with a label each; got {len(schedules)} and {len(labels)} labels"
        )
    steps = _steps(steps) if losses is None else None
    labels = [textwrap.fill(label, _LEGEND, subsequent_indent="    ") for label in labels]
    legend = 0.2 * sum(1 + label.count("\n") for label in labels)
    figure, (linear, logarithmic) = panels(2, height=2.9 + legend, below=0.57 + legend)
    with _styled():
        if losses is not None:
            draw(linear, logarithmic, schedules, labels, losses, _pen)
        else:
            curves = [values(schedule, steps) for schedule in schedules]
            for index, (rates, label) in enumerate(zip(curves, labels)):
                linear.plot(steps, rates, label=label, **_pen(index))
            logarithmic_curves(logarithmic, steps, curves)
            linear.set_title("linear axis")
            logarithmic.set_title("logarithmic axis")
            for axes in (linear, logarithmic):
                axes.set_xlabel("step")
                axes.set_ylabel("learning rate")
        named = (linear if losses is None else logarithmic).get_legend_handles_labels()
        figure.legend(*named, loc="lower left", bbox_to_anchor=(0.07, 0), borderaxespad=0.2)
        if title:
            figure.suptitle(title, fontsize=11)
    return figure


def vary(schedule, steps=None, *, losses=None, **arguments):
    """What each parameter does: a panel for each, the schedule drawn with several values of that one.

    Args:
        schedule (Schedule or FeedbackSchedule): the schedule whose other arguments stay as they are.
        steps (steps): the last step shown, or an array of the steps to show.
        losses: for a feedback schedule, in place of steps: the loss of every epoch.
        **arguments: for each parameter to vary, the list of its values.

    Returns:
        The Matplotlib figure. Notebooks show it as SVG.

    Raises:
        TypeError: if ``schedule`` is neither, or has no such argument.
        ValueError: if there is no argument, or one without values.

    Example:
        >>> import lrnotes
        >>> figure = lrnotes.vary(lrnotes.CosineDecay(0.1, 50), 60, decay_steps=[25, 50], alpha=[0, 0.1, 0.5])
        >>> [axes.get_title() for axes in figure.axes]
        ['decay_steps', 'alpha']
    """
    if not isinstance(schedule, Schedule if losses is None else FeedbackSchedule):
        wanted = "a lrnotes.Schedule" if losses is None else "a lrnotes.FeedbackSchedule, as losses are given"
        raise TypeError(f"vary: schedule must be {wanted}; got {schedule!r}")
    for name, choices in arguments.items():
        if not isinstance(choices, (list, tuple, range, np.ndarray)):
            raise TypeError(f"vary: {name} must be a list of values; got {choices!r}")
        if not len(choices):
            raise ValueError(f"vary: {name} must be a list of one value or more; got {choices!r}")
    if not arguments:
        raise ValueError(f"vary: name an argument of {type(schedule).__name__} and a list of its values")
    steps = _steps(steps) if losses is None else None
    columns = 2 if len(arguments) == 4 else min(len(arguments), 3)
    figure, grid = panels(columns, rows=-(-len(arguments) // columns), height=2.3)
    with _styled():
        for axes in grid[len(arguments) :]:
            figure.delaxes(axes)
        for axes, (name, choices) in zip(grid, arguments.items()):
            if losses is not None:
                draw_varied(axes, schedule, name, choices, losses, _pen)
                continue
            for index, value in enumerate(choices):
                changed = dataclasses.replace(schedule, **{name: value})
                axes.plot(
                    steps,
                    values(changed, steps),
                    label=f"{value:g}" if isinstance(value, float) else str(value),
                    **_pen(index),
                )
            axes.set_title(name)
            axes.set_xlabel("step")
            axes.legend(loc="best", handlelength=2.6)
        for row in range(0, len(arguments), columns):
            grid[row].set_ylabel("learning rate")
    return figure


def panels(columns, *, rows=1, height=2.9, below=0.55):
    """An empty figure in the book's style: 8 inches wide, margins fixed, background transparent.

    Args:
        columns, rows: how many panels.
        height: inches of each row.
        below: inches under each row, for the axis's label and a legend.

    Returns:
        The figure, and a list of its axes, row by row.

    Example:
        >>> import lrnotes
        >>> figure, axes = lrnotes.panels(2, rows=2)
        >>> len(axes)
        4
    """
    with needed("plot"):
        from matplotlib.figure import Figure

    class BookFigure(Figure):
        def _ipython_display_(self):
            from IPython.display import display

            display({"image/svg+xml": svg(self), "text/plain": repr(self)}, raw=True)

    BookFigure.__name__ = "Figure"
    with _styled():
        total = rows * height
        figure = BookFigure(figsize=(8, total))
        grid = figure.subplots(rows, columns, squeeze=False)
        figure.subplots_adjust(
            left=0.095, right=0.985, top=1 - 0.32 / total, bottom=below / total,
            wspace=0.3 if columns < 3 else 0.42, hspace=(below + 0.42) / (height - below - 0.42),
        )  # fmt: skip
        return figure, list(grid.flat)


def logarithmic_curves(axes, steps, curves):
    """Draw curves on a logarithmic axis, rates of zero or less as triangles on its lower edge."""
    axes.set_yscale("log")
    positive = np.concatenate([rates[rates > 0] for rates in curves])
    lowest, highest = (positive.min(), positive.max()) if positive.size else (0.1, 1.0)
    for index, rates in enumerate(curves):
        axes.plot(steps, np.where(rates > 0, rates, np.nan), **_pen(index))
        gone = ~(rates > 0)
        # A whole run of them is one triangle at each end: more would hide the axis.
        ends = gone & ~(np.append(False, gone[:-1]) & np.append(gone[1:], False))
        axes.plot(
            steps[ends], np.full(ends.sum(), 0.02), "v", transform=axes.get_xaxis_transform(), clip_on=False,
            color=_pen(index)["color"], markersize=6,
        )  # fmt: skip
    if any((~(rates > 0)).any() for rates in curves):
        axes.annotate(
            "▼ zero or below", (1, 0), (0, -24), xycoords="axes fraction", textcoords="offset points",
            ha="right", va="top", fontsize=8,
        )  # fmt: skip
    axes.set_ylim(max(lowest, highest * 10.0**-_DECADES) / 1.6, highest * 1.6)


def svg(figure):
    """The figure as SVG text, the same in every environment: no date, no version, no random ids."""
    buffer = io.BytesIO()
    with _styled({"svg.hashsalt": "lrnotes", "svg.fonttype": "none"}):
        figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    text = buffer.getvalue().decode()
    # Matplotlib's ids are hashes of reprs that differ between NumPy versions: number them, under a name of our own.
    ids = list(dict.fromkeys(re.findall(r'\bid="([a-z][0-9a-f]{10})"', text)))
    for number, name in enumerate(ids):
        text = text.replace(name, f"id-{number}")
    prefix = hashlib.sha256(text.encode()).hexdigest()[:8]
    for number in reversed(range(len(ids))):
        text = text.replace(f"id-{number}", f"f{prefix}-{number}")
    return text


def _styled(more=()):
    """Matplotlib's defaults and the book's style, whatever the reader has set. The backend stays the reader's."""
    import matplotlib

    defaults = {key: value for key, value in matplotlib.rcParamsDefault.items() if not key.startswith("backend")}
    return matplotlib.rc_context({**defaults, **_STYLE, **dict(more)})


def _pen(index):
    again = index // len(COLORS)  # a color that comes again has another dash
    dash = DASHES[(index + again) % len(DASHES)]
    pattern = (0, tuple(length / _LINE for length in dash)) if dash else "-"  # Matplotlib's unit is the line's width
    return {"color": COLORS[index % len(COLORS)], "linestyle": pattern}


def _steps(steps):
    array = np.asarray(steps)
    if array.dtype.kind not in "iuf":
        raise TypeError(f"steps must be a number above 0, or an array of steps; got {steps!r}")
    if array.ndim > 1 or not array.size or not np.isfinite(array).all():
        raise ValueError(f"steps must be a finite number above 0, or a list of one step or more; got {steps!r}")
    if array.ndim:
        return array
    if not array > 0:
        raise ValueError(f"steps must be above 0, or an array of steps; got {steps!r}")
    return np.arange(int(array) + 1)


def _label(schedule):
    if isinstance(schedule, (Schedule, FeedbackSchedule)):
        name = getattr(schedule, "name", None)
        return repr(schedule) if name in (None, type(schedule).__name__) else name
    return getattr(schedule, "__name__", type(schedule).__name__)
