"""The multi-power law: the loss of a language model's training, predicted from its learning rates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import ArrayLike

from ..core.messages import did_you_mean, shown
from ..core.schedule import Schedule
from .changes import Numbers, changes_of, predicted
from .fitting import Run, fitted_numbers
from .rates import Floats, Rates, positive, rates_of, updates_of
from .search import least

T = TypeVar("T", bound=Schedule)


class Range(NamedTuple):
    """Where a law was fitted, and so where it can be believed."""

    lowest_peak: float
    highest_peak: float
    first: int
    last: int


@dataclass(frozen=True)
class MultiPowerLaw:
    r"""The training loss after so many updates, from the learning rates alone, for one kind of training run.

    .. math::
        L(t) = L_0 + A S_1(t)^{-\alpha} - B \sum_{k=2}^{t} (\eta_{k-1} - \eta_k)
        \left(1 - \left(1 + C \eta_k^{-\gamma} S_k(t)\right)^{-\beta}\right),
        \qquad S_k(t) = \sum_{i=k}^{t} \eta_i

    The second term falls with the sum of all rates. Each drop of the rate takes off a little more, the longer the
    training goes on after it; each rise, as in a warmup, adds. The numbers belong to one model, data set, batch size
    and optimizer: :meth:`published` has those of three models, :meth:`fit` finds them for your own runs.

    Args:
        L0 (number): the loss that no training goes below.
        A (number): weight of the sum of the rates.
        alpha (number): its exponent.
        B (number): weight of the drops of the rate.
        C (number): how soon a drop takes effect.
        beta (number): the exponent of that.
        gamma (number): how that depends on the rate after the drop.
        fitted (Range): peaks and numbers of updates of the runs behind the numbers; None: not known.

    Raises:
        ValueError: if a number is not finite and above 0.

    Example:
        >>> from lrnotes import CosineDecay, MultiPowerLaw
        >>> law = MultiPowerLaw.published("100M")
        >>> schedule = CosineDecay(0.0, 21840, 0.1, warmup_target=3e-4, warmup_steps=2160)
        >>> round(law(schedule, 24000), 3)
        2.99

    Luo et al. (2025), https://arxiv.org/abs/2503.12811.
    """

    L0: float
    A: float
    alpha: float
    B: float
    C: float
    beta: float
    gamma: float
    fitted: Range | None = None

    def __post_init__(self) -> None:
        for name in Numbers._fields:
            object.__setattr__(self, name, positive("MultiPowerLaw", name, getattr(self, name)))

    @staticmethod
    def published(size: str) -> MultiPowerLaw:
        """The law of the authors' Llama-type model of 25, 100 or 400 million parameters: "25M", "100M" or "400M".

        AdamW, peak 3e-4, warmup of 2,160 updates, 24,000 to 72,000 updates in all.

        Raises:
            ValueError: for any other size.

        Example:
            >>> MultiPowerLaw.published("25M").alpha
            0.50786857
        """
        if size not in PUBLISHED:
            raise ValueError(
                f"MultiPowerLaw.published: size must be one of {', '.join(map(repr, PUBLISHED))}; "
                f"got {shown(size)}{did_you_mean(str(size), PUBLISHED)}"
            )
        return MultiPowerLaw(*PUBLISHED[size], fitted=Range(3e-4, 3e-4, 2160, 72000))

    def __call__(self, schedule: Rates, steps: ArrayLike) -> float | Floats:
        """The loss after so many updates.

        Args:
            schedule: a :class:`lrnotes.Schedule`, a function of an array of steps, or the rates themselves.
            steps: after how many updates: an integer from 1 on, or an array of them.

        Returns:
            A float for one number of updates, an array in the shape of ``steps`` otherwise; infinite while every
            rate so far is 0.

        Raises:
            TypeError: if the schedule follows a metric, or gives no rate for each step.
            ValueError: if steps or rates are not in their range.
        """
        ends = updates_of("MultiPowerLaw", steps)
        rates = rates_of("MultiPowerLaw", schedule, int(ends.max()))
        losses = predicted(self._numbers, changes_of(rates), ends.ravel()).reshape(ends.shape)
        return losses if losses.ndim else float(losses)

    @property
    def _numbers(self) -> Numbers:
        return Numbers(*(getattr(self, name) for name in Numbers._fields))

    @classmethod
    def fit(cls, runs: Sequence[Run]) -> MultiPowerLaw:
        """The law of your own training runs: its numbers from the losses of a few runs with different schedules.

        At least one of the runs should be long at a constant rate and one should have a decay: runs that are all alike
        do not tell the numbers apart. Hold a run back, and see with :meth:`error` whether the law knows it.

        Args:
            runs: for each run its schedule (or its rates), after how many updates each loss was measured, and the
                losses. The first updates, in which a loss falls from its random start, are better left out.

        Returns:
            The law, with the peaks and the numbers of updates of the runs as its range.

        Raises:
            ValueError: if runs, steps, rates or losses are not in their range, or there are too few losses.
            ModuleNotFoundError: if SciPy is not installed: the extra ``lrnotes[fit]`` installs it.

        Example:
            >>> from lrnotes import Constant, CosineDecay, MultiPowerLaw
            >>> law, steps = MultiPowerLaw.published("100M"), np.arange(500, 8001, 500)
            >>> schedules = Constant(3e-4), CosineDecay(3e-4, 8000, 0.1)
            >>> again = MultiPowerLaw.fit([(each, steps, law(each, steps)) for each in schedules])
            >>> again.error(CosineDecay(3e-4, 4000), 4000, law(CosineDecay(3e-4, 4000), 4000)) < 0.01
            True
        """
        numbers, limits = fitted_numbers(runs)
        return cls(*numbers, fitted=Range(*limits))

    def error(self, schedule: Rates, steps: ArrayLike, losses: ArrayLike) -> float:
        """The mean relative error of the predicted losses: 0.01 is one percent.

        Args:
            schedule: a schedule, a function of an array of steps, or the rates themselves.
            steps: after how many updates the losses were measured.
            losses: the measured losses, one for each of ``steps``.
        """
        measured = np.asarray(losses, dtype=np.float64)
        return float(np.mean(np.abs(self(schedule, steps) - measured) / measured))

    def best(self, schedule: T, vary: Mapping[str, tuple[float, float]], steps: int) -> T:
        """The schedule with the least predicted loss after ``steps`` updates, of those that differ in some arguments.

        The law has seen few shapes. Believe what is near them, and compare with :meth:`outside`.

        Args:
            schedule: a :class:`lrnotes.Schedule`; the arguments that do not vary stay as they are.
            vary: for each argument that varies its lowest and its highest value.
            steps: the number of updates of the training.

        Returns:
            A schedule of the same class.

        Raises:
            TypeError: if ``schedule`` has no argument of such a name.
            ValueError: if a range is empty, or the class allows no value in it.

        Example:
            >>> from lrnotes import CosineDecay, MultiPowerLaw
            >>> law = MultiPowerLaw.published("400M")
            >>> found = law.best(CosineDecay(3e-4, 24000), {"alpha": (0.0, 0.5)}, steps=24000)
            >>> found.alpha < 0.1
            True
        """
        _, best = least(lambda each: float(self(each, steps)), schedule, vary)
        return best

    def outside(self, schedule: Rates, steps: ArrayLike) -> tuple[str, ...]:
        """What of this schedule and these steps lies outside the runs that the law was fitted to, in words.

        Example:
            >>> from lrnotes import Constant
            >>> MultiPowerLaw.published("25M").outside(Constant(1e-2), 24000)
            ('its peak of 0.01 is outside the peaks of the fitted runs, 0.0003',)
        """
        ends = updates_of("MultiPowerLaw", steps)
        rates = rates_of("MultiPowerLaw", schedule, int(ends.max()))
        if self.fitted is None:
            return ("it is not known which runs the law was fitted to",)
        low, high, first, last = self.fitted
        said = []
        if not 0.99 * low <= rates.max() <= 1.01 * high:
            peaks = f"{low:.3g}" if low == high else f"{low:.3g} to {high:.3g}"
            said.append(f"its peak of {rates.max():.3g} is outside the peaks of the fitted runs, {peaks}")
        if ends.min() < first or ends.max() > last:
            said.append(f"the fitted runs have {first:,} to {last:,} updates")
        return tuple(said)


# L0, A, alpha, B, C, beta, gamma: as the authors print them, github.com/thu-yao-01-luo/MultiPowerLaw at 8da9f19.
PUBLISHED = {
    "25M": (3.04045406, 0.52468604, 0.50786857, 363.78751622, 2.06560812, 0.58279013, 0.64142257),
    "100M": (2.6514477, 0.60115152, 0.45295811, 437.9464276, 2.13245612, 0.59785199, 0.65523644),
    "400M": (2.37474466, 0.65421216, 0.42878731, 523.42464371, 2.02462735, 0.59350493, 0.63472457),
}
