"""Feedback schedules, which respond to a metric such as the loss: reduce on plateau, and GreedyLR."""

import math
from typing import Any, ClassVar, NamedTuple

from ..core.feedback import FeedbackSchedule
from ..core.parameters import choice, factor, flag, label, metrics, rate, tolerance

_BETTER = "an improvement is better than the best metric by more than this"


class OnImprovement(FeedbackSchedule):
    """Decides which metrics are improvements by ``mode``, ``rtol`` and ``atol``, which a subclass declares."""

    def _worst(self):
        return math.inf if self.mode == "min" else -math.inf

    def _improves(self, metric, best):
        if self.mode == "min":
            return metric < best * (1 - self.rtol) - self.atol
        return metric > best * (1 + self.rtol) + self.atol


_MODE = "which metric is better: the lower one ('min') or the higher one ('max')"
_RTOL = f"{_BETTER} fraction of it"
_ATOL = f"{_BETTER}, in the metric's own unit"


class PlateauState(NamedTuple):
    """The state of :class:`ReduceLROnPlateau`: the current learning rate, the best metric, and its counters."""

    rate: float
    best: float
    bad: int  # metrics in a row without an improvement
    cooldown: int  # metrics that remain of the cooldown


class ReduceLROnPlateau(OnImprovement):
    """Multiplies the learning rate by ``factor`` when the metric has not improved for ``patience`` metrics.

    Equal to ``torch.optim.lr_scheduler.ReduceLROnPlateau``, with the same defaults. With other arguments, for what the
    libraries do differently, it is equal to ``keras.callbacks.ReduceLROnPlateau`` and
    ``optax.contrib.reduce_on_plateau``:

    - PyTorch's ``threshold`` is ``rtol``, and in the mode "abs" ``atol`` with ``rtol=0.0``;
    - Keras: ``rtol=0.0, atol=min_delta, eps=0.0, patience_rule=">=", last_of_cooldown="counted"``;
    - Optax: ``eps=0.0, patience_rule="=="``; ``min_lr`` is ``min_scale`` times the optimizer's rate.

    ``patience_rule`` is the comparison that each of them makes: with ``patience=10``, PyTorch reduces the rate at the
    eleventh metric in a row that is not an improvement, Keras and Optax at the tenth. With ">=" and "==", a patience of
    0 means 1, as in Keras; Optax with 0 reduces the rate at every improvement. Comparisons are in float64; Keras 3
    compares in float32.

    https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.ReduceLROnPlateau.html

    Example:
        >>> from lrnotes import ReduceLROnPlateau
        >>> schedule = ReduceLROnPlateau(0.1, factor=0.5, patience=2)
        >>> schedule.rates([1.0, 0.8, 0.8, 0.8, 0.8, 0.7])
        array([0.1 , 0.1 , 0.1 , 0.1 , 0.1 , 0.05, 0.05])
    """

    initial_learning_rate: float = rate(r"\eta_0", "rate of the first epoch")
    factor: float = factor(r"\gamma", "factor of a reduction", default=0.1, positive=True, below=1)
    patience: int = metrics(
        "p", "how many metrics in a row without an improvement are tolerated (patience_rule)", default=10
    )
    mode: str = choice(_MODE, ("min", "max"), default="min")
    rtol: float = tolerance(r"\rho", _RTOL, default=1e-4, unit="factor", at_most=1.0, high=0.2)
    atol: float = tolerance(r"\alpha", _ATOL, default=0.0, high=0.5)
    cooldown: int = metrics("C", "how many metrics after a reduction do not count as bad", default=0)
    min_lr: float = rate(r"\eta_{\min}", "no reduction goes below this rate", default=0.0)
    eps: float = tolerance(r"\epsilon", "a reduction of at most this is skipped", default=1e-8, unit="rate")
    patience_rule: str = choice(
        "comparison of the bad metrics with the patience: '>' in PyTorch, '>=' in Keras, '==' in Optax",
        (">", ">=", "=="),
        default=">",
    )
    last_of_cooldown: str = choice(
        "the last metric of a cooldown: ignored (PyTorch, Optax) or counted (Keras)",
        ("ignored", "counted"),
        default="ignored",
    )
    name: str | None = label(default=None)

    _symbols: ClassVar = {"rate": r"\eta", "best": "m^*", "bad": "b", "cooldown": "c"}
    _common: ClassVar = ("initial_learning_rate", "factor", "patience", "cooldown", "min_lr")

    def start(self) -> PlateauState:
        return PlateauState(rate=self.initial_learning_rate, best=self._worst(), bad=0, cooldown=0)

    def update(self, xp: Any, state: Any, metric: Any) -> PlateauState:
        better = self._improves(metric, state.best)
        cooldown = xp.maximum(state.cooldown - 1, 0)
        ignored = (state.cooldown if self.last_of_cooldown == "ignored" else cooldown) > 0
        bad = xp.where(ignored, 0, xp.where(better, 0, state.bad + 1))
        stalled = self._stalled(xp, bad)
        lower = xp.maximum(state.rate * self.factor, self.min_lr)
        reduced = xp.where(state.rate - lower > self.eps, lower, state.rate)
        return PlateauState(
            rate=xp.where(stalled, reduced, state.rate),
            best=xp.where(better, metric, state.best),
            bad=xp.where(stalled, 0, bad),
            cooldown=xp.where(stalled, self.cooldown, cooldown),
        )

    def _stalled(self, xp, bad):
        if self.patience_rule == ">":
            return bad > self.patience
        patience = xp.maximum(self.patience, 1)
        return bad >= patience if self.patience_rule == ">=" else bad == patience


class GreedyState(NamedTuple):
    """The state of :class:`GreedyLR`: the current learning rate, the best metric, and its counters."""

    rate: float
    best: float
    good: int  # improvements in a row
    bad: int  # metrics in a row without one
    cooldown: int  # metrics that remain of the cooldown after a reduction
    warmup: int  # the same after an increase
    left: int  # reductions at the minimum that remain before the rule resets
    window: tuple[float, ...]  # the last metrics, the oldest first: empty without smoothing
    total: float  # the sum of those that were seen
    seen: int  # how many of them


class GreedyLR(OnImprovement):
    """Increases the learning rate after many improvements in a row, reduces it after many metrics without one.

    Equal to ``transformers.optimization.GreedyLR`` of transformers 5.23, with the same defaults. Its ``threshold`` is
    ``atol``, or with ``threshold_mode="rel"`` it is ``rtol`` with ``atol=0.0``. An increase divides the rate by
    ``factor``; a reduction multiplies by it. The rate changes at the metric that is number ``patience + 1`` in a row.
    As in transformers, ``min_lr`` stops reductions but does not raise a rate that starts below it, and ``reset_start``
    counts reductions that find the rate at ``min_lr``, not steps: the last of them resets the rule to its initial rate.

    With ``smooth`` the rule receives the mean of the last ``window_size`` metrics, which the state then holds. Before
    that many metrics have been seen, it is the mean of those that have.

    Subramanian, Krishnamoorthy and Murthy (2025), "Dynamic Learning Rate Scheduling based on Loss Changes Leads to
    Faster Convergence", https://arxiv.org/abs/2512.14527.

    Example:
        >>> from lrnotes import GreedyLR
        >>> schedule = GreedyLR(0.1, factor=0.5, patience=1)
        >>> schedule.rates([4.0, 3.0, 2.0, 1.0, 1.0, 1.0])
        array([0.1, 0.1, 0.2, 0.2, 0.4, 0.4, 0.2])
    """

    initial_learning_rate: float = rate(r"\eta_0", "rate of the first epoch")
    factor: float = factor(
        r"\gamma", "factor of a reduction; an increase divides by it", default=0.95, positive=True, below=1
    )
    patience: int = metrics("p", "the rate changes at the metric after this many good or bad ones in a row", default=10)
    mode: str = choice(_MODE, ("min", "max"), default="min")
    rtol: float = tolerance(r"\rho", _RTOL, default=0.0, unit="factor", at_most=1.0, high=0.2)
    atol: float = tolerance(r"\alpha", _ATOL, default=1e-6, high=0.5)
    cooldown: int = metrics("C", "how many metrics after a reduction do not count", default=0)
    warmup: int = metrics("W", "how many metrics after an increase do not count", default=0)
    min_lr: float = rate(r"\eta_{\min}", "no reduction goes below this rate", default=1e-3)
    max_lr: float = rate(r"\eta_{\max}", "no increase goes above this rate", default=1.0)
    eps: float = tolerance(r"\epsilon", "a change of at most this is skipped", default=1e-8, unit="rate")
    smooth: bool = flag("whether the rule receives the mean of the last window_size metrics", default=False)
    window_size: int = metrics("w", "number of metrics in the mean; no effect unless smooth", default=50, least=1)
    reset_start: int = metrics(
        "R", "after this many reductions at min_lr, the rule resets to the initial rate", default=500, least=1
    )
    name: str | None = label(default=None)

    _common: ClassVar = ("initial_learning_rate", "factor", "patience", "min_lr", "max_lr")
    _symbols: ClassVar = {
        "rate": r"\eta",
        "best": "m^*",
        "good": "g",
        "bad": "b",
        "cooldown": "c",
        "warmup": "u",
        "left": "r",
        "total": "S",
        "seen": "n",
    }

    def start(self) -> GreedyState:
        return GreedyState(
            rate=self.initial_learning_rate,
            best=self._worst(),
            good=0,
            bad=0,
            cooldown=0,
            warmup=0,
            left=self.reset_start,
            window=(0.0,) * self.window_size if self.smooth else (),
            total=0.0,
            seen=0,
        )

    def update(self, xp: Any, state: Any, metric: Any) -> GreedyState:
        window, total, seen = state.window, state.total, state.seen
        if self.smooth:
            oldest = xp.where(seen < self.window_size, 0.0, window[0])
            total, seen = total + metric - oldest, xp.minimum(seen + 1, self.window_size)
            window, metric = xp.shift(window, metric), total / seen
        better = self._improves(metric, state.best)
        idle = state.cooldown + state.warmup > 0
        good = xp.where(idle, 0, xp.where(better, state.good + 1, 0))
        bad = xp.where(idle, 0, xp.where(better, 0, state.bad + 1))
        up, down = good > self.patience, bad > self.patience
        higher = xp.minimum(state.rate / self.factor, self.max_lr)
        lower = xp.maximum(state.rate * self.factor, self.min_lr)
        raised = xp.where(higher - state.rate > self.eps, higher, state.rate)
        reduced = xp.where(state.rate - lower > self.eps, lower, state.rate)
        left = xp.where(reduced > self.min_lr, state.left, state.left - 1)
        reset = xp.where(down, left, 1) <= 0
        return GreedyState(
            rate=xp.where(up, raised, xp.where(reset, self.initial_learning_rate, xp.where(down, reduced, state.rate))),
            best=xp.where(reset, self._worst(), xp.where(idle, state.best, xp.where(better, metric, state.best))),
            good=xp.where(up, 0, good),
            bad=xp.where(down, 0, bad),
            cooldown=xp.where(down, self.cooldown, xp.maximum(state.cooldown - 1, 0)),
            warmup=xp.where(up, self.warmup, xp.maximum(state.warmup - 1, 0)),
            left=xp.where(up, self.reset_start, xp.where(reset, self.reset_start, xp.where(down, left, state.left))),
            window=window,
            total=xp.where(reset, 0.0, total),
            seen=xp.where(reset, 0, seen),
        )
