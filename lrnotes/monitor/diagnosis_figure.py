"""The figure of a diagnosis: the meant rates and the logged ones, with a mark at the first update that differs."""

import numpy as np

from ..figures.labels import visible
from ..figures.legends import Legend
from ..figures.lines import Curve
from ..figures.palette import INK
from ..figures.panels import LEFT, RIGHT, WIDTH, panels
from ..figures.style import styled
from .wording import count, rate

_MOST_PANELS = 4
_POINTS = 2000  # of a curve that is drawn; more would not be seen
_HEIGHT, _AXIS = 3.0, 0.6  # inches of a panel, and under it for the label of the axis


def figure_of(diagnosis):
    """The Matplotlib figure of a diagnosis, with its alternative text in ``metadata``."""
    curves = diagnosis.curves[:_MOST_PANELS]
    texts = ["meant", "logged", "first difference"]
    legend = Legend(texts, WIDTH * (RIGHT - LEFT))
    figure, axes = panels(1, rows=len(curves), height=_HEIGHT + legend.height, below=_AXIS + legend.height)
    firsts = {finding.group: finding.first for finding in reversed(diagnosis.findings) if finding.first is not None}
    with styled():
        for panel, (name, at, rates, meant) in zip(axes, curves):
            lines = _draw(panel, at, rates, meant, firsts.get(name, firsts.get(None)))
            panel.set_ylabel("learning rate")
            panel.set_xlabel("update")
            if len(diagnosis.curves) > 1:
                panel.set_title(visible(name))
            shown = [(line, text) for line, text in zip(lines, texts) if line is not None]
            below = panel.get_position()
            corner = below.x0, below.y0 - _AXIS / figure.get_figheight()
            Legend([text for _, text in shown], WIDTH * (RIGHT - LEFT)).draw(
                panel, [line for line, _ in shown], loc="upper left", bbox_to_anchor=corner,
                bbox_transform=figure.transFigure,
            )  # fmt: skip
    figure.alt = alt_text(diagnosis)
    return figure


def alt_text(diagnosis):
    """What the figure shows, in words, for those who do not see it.

    Example:
        >>> import lrnotes
        >>> alt_text(lrnotes.doctor([0.1, 0.1, 0.1, 0.0, 0.0], lrnotes.Constant(0.1)))
        'The logged learning rate leaves the meant one at update 3, where it is 0 and 0.1 was meant (zero_too_early).'
    """
    for name, at, rates, meant in diagnosis.curves:
        for finding in diagnosis.findings:
            if finding.group in (None, name) and finding.first is not None:
                return _marked(at, rates, meant, finding)
    about = "equal to the meant one" if diagnosis.curves[0][3] is not None else "without a schedule to compare it with"
    at, rates = diagnosis.curves[0][1:3]
    return (
        f"The logged learning rate from update {count(at[0])} to {count(at[-1])}, {about}: it starts at "
        f"{rate(rates[0])} and ends at {rate(rates[-1])}."
    )


def _marked(at, rates, meant, finding):
    index = min(int(np.searchsorted(at, finding.first)), len(at) - 1)
    was = "" if meant is None else f" and {rate(meant[index])} was meant"
    verb = "is marked" if meant is None else "leaves the meant one"
    return (
        f"The logged learning rate {verb} at update {count(at[index])}, where it is {rate(rates[index])}{was} "
        f"({finding.code})."
    )


def _draw(axes, at, rates, meant, first):
    """The lines of the meant and of the logged rates, and the mark; None for those that are not there."""
    shown = _thinned(at, rates, first)
    line = None
    if meant is not None:
        line = _curve(at[shown], meant[shown]).draw(axes, 0)
    logged = _curve(at[shown], rates[shown]).draw(axes, 1)
    mark = None
    if first is not None:
        index = min(int(np.searchsorted(at, first)), len(at) - 1)
        (mark,) = axes.plot(
            at[index], rates[index], "o", color=INK, markersize=8, fillstyle="none", markeredgewidth=1.8
        )
    axes.set_ylim(bottom=min(0.0, float(rates.min())))
    return line, logged, mark


def _curve(at, rates):
    """Rates that are mostly held are drawn as steps."""
    changes = np.diff(rates) != 0
    held = np.full(len(changes), 3 * int(changes.sum()) < len(changes))
    return Curve(at, rates, held)


def _thinned(at, rates, first):
    """Indices of the rates to draw: evenly spread ones, the ends of every constant stretch, and the marked update."""
    if len(at) <= _POINTS:
        return np.arange(len(at))
    changes = np.abs(np.diff(rates))
    jumps = np.argsort(changes)[-_POINTS // 4 :]
    marked = [] if first is None else [min(int(np.searchsorted(at, first)), len(at) - 1)]
    spread = np.linspace(0, len(at) - 1, _POINTS).astype(np.int64)
    return np.unique(np.concatenate([spread, jumps, jumps + 1, np.array(marked, np.int64)]))
