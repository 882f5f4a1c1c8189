"""Curves on axes: steps as steps, and on a logarithmic axis a mark where there is no place for the rate."""

import dataclasses

import numpy as np

from .steps import held, values
from .style import line_style

_DECADES = 9  # how far below the highest rate a logarithmic axis goes; a curve that goes on leaves it below


@dataclasses.dataclass(frozen=True)
class Curve:
    """Learning rates at the steps that are shown, and for each interval between two steps whether the rate is held."""

    steps: np.ndarray
    rates: np.ndarray
    held: np.ndarray

    @classmethod
    def of(cls, schedule, steps):
        """The curve of any schedule."""
        rates = values(schedule, steps)
        return cls(steps, rates, held(schedule, steps, rates))

    @classmethod
    def in_steps(cls, rates):
        """A curve whose rates are each held until the next."""
        return cls(np.arange(len(rates)), rates, np.ones(len(rates) - 1, dtype=bool))

    def draw(self, axes, index, label=None):
        """The line of the curve on these axes, in the color and dashes of this index."""
        steps, rates, style = self.steps, self.rates, line_style(index)
        ramps = (rates[1:] != rates[:-1]) & ~self.held
        if self.held.any() and not ramps.any():
            style["drawstyle"] = "steps-post"
        elif self.held.any():  # levels beside ramps: a corner before each jump
            (places,) = np.nonzero(self.held)
            steps = np.insert(np.asarray(steps, np.float64), places + 1, steps[places + 1])
            rates = np.insert(rates, places + 1, rates[places])
        if axes.get_yscale() == "log":
            rates = np.where(rates > 0, rates, np.nan)
        (line,) = axes.plot(steps, rates, label=label, **style)
        return line


def draw_logarithmic(axes, curves, labels):
    """Draw curves on a logarithmic axis, with triangles on its lower edge for rates of zero or less."""
    axes.set_yscale("log")
    positive = np.concatenate([curve.rates[curve.rates > 0] for curve in curves])
    lowest, highest = (positive.min(), positive.max()) if positive.size else (0.1, 1.0)
    lines = []
    for index, (curve, label) in enumerate(zip(curves, labels)):
        line = curve.draw(axes, index, label)
        lines.append(line)
        gone = ~(curve.rates > 0)
        # A whole run of them is one triangle at each end: more would hide the axis.
        ends = gone & ~(np.append(False, gone[:-1]) & np.append(gone[1:], False))
        axes.plot(
            curve.steps[ends], np.full(ends.sum(), 0.02), "v", transform=axes.get_xaxis_transform(), clip_on=False,
            color=line.get_color(), markersize=6,
        )  # fmt: skip
    if any((~(curve.rates > 0)).any() for curve in curves):
        axes.annotate(
            "▼ zero or below", (1, 0), (0, -22), xycoords="axes fraction", textcoords="offset points",
            ha="right", va="top",
        )  # fmt: skip
    axes.set_ylim(max(lowest, highest * 10.0**-_DECADES) / 1.6, highest * 1.6)
    return lines
