"""Figures of schedules: the learning rate against the step, or of feedback schedules against the epoch."""

import dataclasses

import numpy as np

from ..core.feedback import FeedbackSchedule
from ..core.messages import shown
from ..core.schedule import Schedule
from .labels import labels_of, value_label, visible
from .legends import Legend
from .lines import Curve, draw_logarithmic
from .palette import INK
from .panels import LEFT, RIGHT, WIDTH, panels
from .style import TITLE_SIZE, styled

_AXIS = 0.6  # inches under a panel for its axis label
_PANEL = 2.4  # inches of a panel with its title and its axis label
_LOSS, _EPOCHS = "loss of each epoch", "epochs trained"


def plot(schedules, steps=None, *, losses=None, labels=None, title=None):
    """Plot the learning rate of one schedule or several against the step, on a linear and on a logarithmic axis.

    Where the rate changes in steps, it is drawn in steps: each update's rate is held until the next update. A rate of
    zero or less has no place on a logarithmic axis: there the curve has a gap, with a triangle at each end of it.

    Feedback schedules are plotted on ``losses``: the losses on the left and the learning rates, on a logarithmic axis,
    on the right.

    Args:
        schedules: one schedule or a list of them: of lrnotes, of Keras or TensorFlow Addons, or a function of one step.
        steps (steps): the last step shown, or an array of the steps to show.
        losses: for feedback schedules, instead of steps: the loss of every epoch.
        labels: the text of each schedule in the legend, shown as it is. Default: the name that the schedule was given,
            or else its class and the arguments that differ between the curves; a function's own name.
        title: a line above both panels.

    Returns:
        The Matplotlib figure. Notebooks show it as SVG.

    Raises:
        ModuleNotFoundError: if Matplotlib is not installed; the extra ``lrnotes[plot]`` installs it.
        TypeError: if a schedule cannot be called, or ``steps`` is not a number; with losses, if a schedule is not a
            feedback schedule.
        ValueError: if there is no schedule, if there are more or fewer labels than schedules, or if ``steps`` is not
            above 0.

    Example:
        >>> import lrnotes
        >>> figure = lrnotes.plot([lrnotes.CosineDecay(0.1, 50), lambda step: 0.1 * 0.9**step], steps=60)
        >>> [axes.get_yscale() for axes in figure.axes]
        ['linear', 'log']
    """
    schedules = list(schedules) if isinstance(schedules, (list, tuple)) else [schedules]
    for schedule in schedules:
        require_plottable("plot", schedule, losses)
    labels = labels_of(schedules) if labels is None else _as_list(labels)
    if not schedules or len(labels) != len(schedules):
        raise ValueError(
            f"plot: schedules must be one or more, with a label each; got {len(schedules)} and {len(labels)} labels"
        )
    curves = _curves(schedules, losses, _steps(steps) if losses is None else None)
    legend = Legend(labels, WIDTH * (RIGHT - LEFT))
    figure, (left, right) = panels(2, height=_PANEL + 0.4 + legend.height, below=_AXIS + legend.height)
    with styled():
        if losses is None:
            for index, (curve, label) in enumerate(zip(curves, labels)):
                curve.draw(left, index, label)
            left.set_title("linear axis")
            right.set_title("logarithmic axis")
        else:
            left.plot(np.arange(1, len(losses) + 1), losses, color=INK)
            left.set_title(_LOSS)
            right.set_title("learning rate, logarithmic axis")
        lines = draw_logarithmic(right, curves, labels)
        for axes in (left, right):
            axes.set_xlabel("step" if losses is None else _EPOCHS)
            axes.set_ylabel("learning rate")
        if losses is not None:
            left.set_ylabel("loss")
        legend.draw(figure, lines, loc="lower left", bbox_to_anchor=(LEFT, 0.05 / figure.get_figheight()))
        if title:
            figure.suptitle(visible(title), fontsize=TITLE_SIZE + 1)
    return figure


def vary(schedule, steps=None, *, losses=None, **arguments):
    """Plot what each parameter does: one panel per parameter, with the learning rate for several values of it.

    Args:
        schedule (Schedule or FeedbackSchedule): the schedule whose other arguments stay as they are.
        steps (steps): the last step shown, or an array of the steps to show.
        losses: for a feedback schedule, instead of steps: the loss of every epoch.
        **arguments: for each parameter to vary, the list of its values.

    Returns:
        The Matplotlib figure. Notebooks show it as SVG.

    Raises:
        ModuleNotFoundError: if Matplotlib is not installed; the extra ``lrnotes[plot]`` installs it.
        TypeError: if ``schedule`` is neither kind of schedule, or has no such argument.
        ValueError: if there is no argument, or one without values.

    Example:
        >>> import lrnotes
        >>> figure = lrnotes.vary(lrnotes.CosineDecay(0.1, 50), 60, decay_steps=[25, 50], alpha=[0, 0.1, 0.5])
        >>> [axes.get_title() for axes in figure.axes]
        ['decay_steps', 'alpha']
    """
    _require_variable(schedule, losses, arguments)
    steps = _steps(steps) if losses is None else None
    varied = {
        name: _curves([dataclasses.replace(schedule, **{name: value}) for value in choices], losses, steps)
        for name, choices in arguments.items()
    }
    columns = 2 if len(arguments) == 4 else min(len(arguments), 3)
    outdent = 0.35 if columns == 3 else 0  # inches that a legend begins to the left of its narrow panel
    width = WIDTH * (RIGHT - LEFT) / columns - 0.1
    legends = [Legend(list(map(value_label, choices)), width) for choices in arguments.values()]
    tallest = max(legend.height for legend in legends)
    rows = -(-len(arguments) // columns)
    figure, grid = panels(columns, rows=rows, height=_PANEL + tallest, below=_AXIS + tallest)
    with styled():
        for axes in grid[len(arguments) :]:
            figure.delaxes(axes)
        for axes, (name, curves), legend in zip(grid, varied.items(), legends):
            if losses is not None:
                axes.set_yscale("log")
            lines = [curve.draw(axes, index, label) for index, (curve, label) in enumerate(zip(curves, legend.labels))]
            axes.set_title(name)
            axes.set_xlabel("step" if losses is None else _EPOCHS)
            panel = axes.get_position()
            corner = panel.x0 - outdent / WIDTH, panel.y0 - _AXIS / figure.get_figheight()
            legend.draw(axes, lines, loc="upper left", bbox_to_anchor=corner, bbox_transform=figure.transFigure)
        for row in range(0, len(arguments), columns):
            grid[row].set_ylabel("learning rate")
    return figure


def _curves(schedules, losses, steps):
    if losses is None:
        return [Curve.of(schedule, steps) for schedule in schedules]
    return [Curve.in_steps(schedule.rates(losses)) for schedule in schedules]


def require_plottable(function, schedule, losses=None):
    """Raise an error unless the schedule can be drawn over steps, or over the losses if there are any."""
    if losses is not None:
        if not isinstance(schedule, FeedbackSchedule):
            raise TypeError(f"losses are for a lrnotes.FeedbackSchedule; got {shown(schedule)}")
    elif isinstance(schedule, FeedbackSchedule):
        raise TypeError(
            f"{type(schedule).__name__} is not a function of the step; plot it with losses=, the loss of each epoch"
        )
    elif isinstance(schedule, type) or not callable(schedule):
        raise TypeError(f"{function}: a schedule must be callable with a step; got {shown(schedule)}")


def _require_variable(schedule, losses, arguments):
    if not isinstance(schedule, Schedule if losses is None else FeedbackSchedule):
        wanted = "a lrnotes.Schedule" if losses is None else "a lrnotes.FeedbackSchedule, as losses are given"
        raise TypeError(f"vary: schedule must be {wanted}; got {shown(schedule)}")
    for name, choices in arguments.items():
        if not isinstance(choices, (list, tuple, range, np.ndarray)):
            raise TypeError(f"vary: {name} must be a list of values; got {shown(choices)}")
        if not len(choices):
            raise ValueError(f"vary: {name} must be a list of one value or more; got {shown(choices)}")
    if not arguments:
        raise ValueError(f"vary: name an argument of {type(schedule).__name__} and a list of its values")


def _as_list(labels):
    return [labels] if isinstance(labels, str) or not hasattr(labels, "__iter__") else list(labels)


def _steps(steps):
    array = np.asarray(steps)
    if array.dtype.kind not in "iuf":
        raise TypeError(f"steps must be a number above 0, or an array of steps; got {shown(steps)}")
    if array.ndim > 1 or not array.size or not np.isfinite(array).all():
        raise ValueError(f"steps must be a finite number above 0, or a list of one step or more; got {shown(steps)}")
    if array.ndim:
        return array
    if not array > 0:
        raise ValueError(f"steps must be above 0, or an array of steps; got {shown(steps)}")
    return np.arange(int(array) + 1)
