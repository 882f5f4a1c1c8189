"""The rate goes down when the metric no longer gets better."""

from typing import NamedTuple

from .improvement import OnImprovement, atol, mode, rtol
from .parameters import choice, factor, label, metrics, rate, tolerance


class PlateauState(NamedTuple):
    """What :class:`ReduceLROnPlateau` knows: the rate now, the best metric, and what it counts."""

    rate: float
    best: float
    bad: int  # metrics in a row without an improvement
    cooldown: int  # metrics of the cooldown that are still to come


class ReduceLROnPlateau(OnImprovement):
    """Multiplies the rate by ``factor`` when the metric has not improved for ``patience`` metrics.

    Equal to ``torch.optim.lr_scheduler.ReduceLROnPlateau``, whose defaults these are; with other words for what the
    libraries do differently, to ``keras.callbacks.ReduceLROnPlateau`` and ``optax.contrib.reduce_on_plateau``:

    - PyTorch's ``threshold`` is ``rtol``, and in the mode "abs" ``atol`` with ``rtol=0.0``;
    - Keras: ``rtol=0.0, atol=min_delta, eps=0.0, patience_rule=">=", last_of_cooldown="counted"``;
    - Optax: ``eps=0.0, patience_rule="=="``; ``min_lr`` is ``min_scale`` times the optimizer's rate.

    ``patience_rule`` is how each of them compares: after ``patience=10``, PyTorch reduces with the eleventh metric in a
    row that is no improvement, Keras and Optax with the tenth. A patience of 0 is one of 1 where metrics are counted up
    to it: as in Keras, and not as in Optax, which with 0 reduces at every improvement. Comparisons are in float64; Keras
    3 compares in float32.

    https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.ReduceLROnPlateau.html

    Example:
        >>> from lrnotes import ReduceLROnPlateau
        >>> schedule = ReduceLROnPlateau(0.1, factor=0.5, patience=2)
        >>> schedule.rates([1.0, 0.8, 0.8, 0.8, 0.8, 0.7])
        array([0.1 , 0.1 , 0.1 , 0.1 , 0.1 , 0.05, 0.05])
    """

    initial_learning_rate: float = rate(r"\eta_0", "rate of the first epoch")
    factor: float = factor(r"\gamma", "what a reduction multiplies the rate by", 0.1, positive=True, below=1)
    patience: int = metrics("p", "how many metrics in a row may be no improvement; patience_rule says how", 10)
    mode: str = mode()
    rtol: float = rtol(1e-4)
    atol: float = atol(0.0)
    cooldown: int = metrics("C", "how many metrics after a reduction are not counted as bad", 0)
    min_lr: float = rate(r"\eta_{\min}", "no reduction goes below this rate", 0.0)
    eps: float = tolerance(r"\epsilon", "a reduction of no more than this is left out", 1e-8, unit="rate")
    patience_rule: str = choice(
        "how the bad metrics are compared with the patience: '>' as PyTorch, '>=' as Keras, '==' as Optax",
        (">", ">=", "=="),
        ">",
    )
    last_of_cooldown: str = choice(
        "the last metric of a cooldown: not counted (PyTorch, Optax), or counted already (Keras)",
        ("ignored", "counted"),
        "ignored",
    )
    name: str | None = label()

    _symbols = {"rate": r"\eta", "best": "m^*", "bad": "b", "cooldown": "c"}

    def start(self):
        return PlateauState(rate=self.initial_learning_rate, best=self._worst(), bad=0, cooldown=0)

    def update(self, xp, state, metric):
        better = self._improves(metric, state.best)
        cooldown = xp.maximum(state.cooldown - 1, 0)
        ignored = (state.cooldown if self.last_of_cooldown == "ignored" else cooldown) > 0
        bad = xp.where(ignored, 0, xp.where(better, 0, state.bad + 1))
        tired = self._tired(xp, bad)
        lower = xp.maximum(state.rate * self.factor, self.min_lr)
        reduced = xp.where(state.rate - lower > self.eps, lower, state.rate)
        return PlateauState(
            rate=xp.where(tired, reduced, state.rate),
            best=xp.where(better, metric, state.best),
            bad=xp.where(tired, 0, bad),
            cooldown=xp.where(tired, self.cooldown, cooldown),
        )

    def _tired(self, xp, bad):
        if self.patience_rule == ">":
            return bad > self.patience
        patience = xp.maximum(self.patience, 1)
        return bad >= patience if self.patience_rule == ">=" else bad == patience
