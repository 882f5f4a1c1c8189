"""Which metric is better than the best one: what the feedback schedules that wait for improvements share."""

import math

from .feedback import FeedbackSchedule
from .parameters import choice, tolerance

_BETTER = "an improvement is better than the best metric by more than this"


class OnImprovement(FeedbackSchedule):
    """Tells better metrics from others by ``mode``, ``rtol`` and ``atol``, which a subclass declares."""

    def _worst(self):
        return math.inf if self.mode == "min" else -math.inf

    def _improves(self, metric, best):
        if self.mode == "min":
            return metric < best * (1 - self.rtol) - self.atol
        return metric > best * (1 + self.rtol) + self.atol


def mode():
    return choice("which metric is better: the lower one ('min') or the higher one ('max')", ("min", "max"), "min")


def rtol(default):
    return tolerance(r"\rho", f"{_BETTER} fraction of it", default, unit="factor", at_most=1.0, high=0.2)


def atol(default):
    return tolerance(r"\alpha", f"{_BETTER}, in the metric's own unit", default, high=0.5)
