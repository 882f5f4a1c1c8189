"""The bound on the last iterate's loss in a convex problem, for any schedule, and the peak that makes it least."""

import math
from typing import NamedTuple, overload

import numpy as np
from numpy.typing import ArrayLike

from ..core.messages import shown
from .rates import Floats, Rates, positive, rates_of, updates_of

_BLOCK = 8192  # numbers at a time, which stay in the processor's cache


class Terms(NamedTuple):
    """The bound of a schedule multiplied by c is ``start / c + noise * c``."""

    start: float
    noise: float


@overload
def last_iterate_bound(schedule: Rates, steps: int, distance: float = 1.0, gradient_norm: ArrayLike = 1.0) -> float: ...
@overload
def last_iterate_bound(
    schedule: Rates, steps: ArrayLike, distance: float = 1.0, gradient_norm: ArrayLike = 1.0
) -> float | Floats: ...
def last_iterate_bound(
    schedule: Rates, steps: ArrayLike, distance: float = 1.0, gradient_norm: ArrayLike = 1.0
) -> float | Floats:
    r"""How far the loss can be above its minimum after so many updates of SGD on a convex problem.

    With rates :math:`\eta_1, ..., \eta_T`, the distance :math:`D` from the start to the solution and gradient norms of
    at most :math:`G_t`, the expected loss of the last iterate is above the least loss by at most

    .. math::
        \frac{D^2}{2 S_1} + \frac{Q_1}{2 S_1} + \frac12 \sum_{k=1}^{T-1} \frac{\eta_k}{S_{k+1}} \frac{Q_k}{S_k},
        \qquad S_k = \sum_{t=k}^T \eta_t, \quad Q_k = \sum_{t=k}^T \eta_t^2 G_t^2.

    Each number of updates is a training of its own that ends there, so its bound looks at no later rate. Updates at
    the end whose rate is 0 change nothing and are left out.

    Args:
        schedule: a :class:`lrnotes.Schedule`, a function of an array of steps, or the rates themselves.
        steps: after how many updates: an integer from 1 on, or an array of them.
        distance: :math:`D`, from the first iterate to the solution.
        gradient_norm: :math:`G`, a bound on the gradients' norms: a number, or one for each update.

    Returns:
        A float for one number of updates, an array in the shape of ``steps`` otherwise; infinite while every rate is 0.

    Raises:
        TypeError: if the schedule follows a metric, or gives no rate for each step.
        ValueError: if steps, rates, distance or gradient norms are not in their range.

    Example:
        >>> from lrnotes import LinearDecay
        >>> round(last_iterate_bound(LinearDecay(0.05, 400), 400), 4)
        0.1006

    Defazio, Cutkosky, Mehta and Mishchenko (2023), https://arxiv.org/abs/2310.07831, Theorem 10; Schaipp et al. (2025),
    https://arxiv.org/abs/2501.18965.
    """
    who = "last_iterate_bound"
    squared = positive(who, "distance", distance) ** 2
    horizons = updates_of(who, steps)
    longest = int(horizons.max())
    rates, norms = rates_of(who, schedule, longest), _norms(who, gradient_norm, longest)
    bounds = np.empty(horizons.shape)
    for place, horizon in np.ndenumerate(horizons):
        start, noise = terms(rates[:horizon], norms[:horizon] if norms.ndim else norms)
        bounds[place] = squared * start + noise
    return bounds if bounds.ndim else float(bounds)


def best_peak(schedule: Rates, steps: int, distance: float = 1.0, gradient_norm: ArrayLike = 1.0) -> float:
    """The peak rate at which the bound of this shape of schedule is least after ``steps`` updates.

    The peak that the schedule has does not matter: its shape is multiplied by a factor, in closed form. Distance and
    gradient norm are seldom known: what carries over to a training is the ratio of two peaks,
    :func:`transfer_peak`.

    Args:
        schedule: a :class:`lrnotes.Schedule`, a function of an array of steps, or the rates themselves.
        steps: the number of updates of the training.
        distance: from the first iterate to the solution.
        gradient_norm: a bound on the gradients' norms: a number, or one for each update.

    Returns:
        The highest rate of the best multiple of the schedule.

    Raises:
        TypeError: if the schedule follows a metric, or gives no rate for each step.
        ValueError: if every rate is 0, or an argument is not in its range.

    Example:
        >>> from lrnotes import LinearDecay
        >>> round(best_peak(LinearDecay(1.0, 400), 400), 4)
        0.0496

    Schaipp et al. (2025), https://arxiv.org/abs/2501.18965, section 4.
    """
    who = "best_peak"
    horizon = _one(who, steps)
    rates, norms = rates_of(who, schedule, horizon), _norms(who, gradient_norm, horizon)
    if not rates.any():
        raise ValueError(f"{who}: schedule must have a rate above 0 in its first {horizon:,} updates")
    start, noise = terms(rates, norms)
    return float(rates.max()) * positive(who, "distance", distance) * math.sqrt(start / noise)


def transfer_peak(
    from_schedule: Rates,
    to_schedule: Rates,
    steps: int,
    to_steps: int | None = None,
    gradient_norm: ArrayLike = 1.0,
) -> float:
    """By what to multiply the peak rate when one schedule takes the place of another, or a training gets longer.

    Args:
        from_schedule: the shape whose best peak is known: a schedule, a function of steps, or rates.
        to_schedule: the shape that takes its place.
        steps: the number of updates of the training.
        to_steps: the number of updates with ``to_schedule``; None: the same.
        gradient_norm: a bound on the gradients' norms, as for :func:`best_peak`.

    Returns:
        The best peak of ``to_schedule`` divided by that of ``from_schedule``, both by the bound.

    Raises:
        TypeError: if a schedule follows a metric, or gives no rate for each step.
        ValueError: if every rate is 0, or an argument is not in its range.

    Example:
        >>> from lrnotes import Constant, LinearDecay
        >>> round(transfer_peak(LinearDecay(1.0, 1000), Constant(1.0), 1000), 2)
        0.34

    Schaipp et al. (2025), https://arxiv.org/abs/2501.18965, section 5.
    """
    after = best_peak(to_schedule, steps if to_steps is None else to_steps, gradient_norm=gradient_norm)
    return after / best_peak(from_schedule, steps, gradient_norm=gradient_norm)


def terms(rates: Floats, norms: Floats) -> Terms:
    """Both terms of the bound, for a distance of 1: one pass from the last rate to the first, a block at a time."""
    moved = np.flatnonzero(rates)
    if not len(moved):
        return Terms(math.inf, 0.0)
    backwards = rates[moved[-1] :: -1]
    weights = norms[moved[-1] :: -1] if norms.ndim else norms
    peak = float(backwards.max())  # sums of shares of the peak can neither overflow nor vanish
    total = squares = mixed = 0.0
    sums, weighted = np.empty(_BLOCK + 1), np.empty(_BLOCK + 1)
    for begin in range(0, len(backwards), _BLOCK):
        eta = backwards[begin : begin + _BLOCK] / peak
        n = len(eta)
        sums[0], sums[1 : n + 1] = total, eta
        weighted[0] = squares
        np.multiply(eta, eta * (weights[begin : begin + n] ** 2 if weights.ndim else weights**2), weighted[1 : n + 1])
        np.cumsum(sums[: n + 1], out=sums[: n + 1])
        np.cumsum(weighted[: n + 1], out=weighted[: n + 1])
        first = 0 if begin else 1  # the last rate has no sum behind it
        ratio = eta[first:] / (sums[first:n] * sums[first + 1 : n + 1])
        mixed += float(ratio @ weighted[first + 1 : n + 1])
        total, squares = float(sums[n]), float(weighted[n])
    return Terms(1 / (2 * total * peak), peak * (squares / (2 * total) + mixed / 2))


def _norms(who: str, gradient_norm: ArrayLike, updates: int) -> Floats:
    norms = np.asarray(gradient_norm, dtype=np.float64)
    if norms.ndim > 1 or (norms.ndim and len(norms) < updates) or not bool(np.all((norms > 0) & np.isfinite(norms))):
        raise ValueError(
            f"{who}: gradient_norm must be a finite number above 0, or {updates:,} of them, one for each update; "
            f"got {shown(gradient_norm)}"
        )
    return norms[:updates] if norms.ndim else norms


def _one(who: str, steps: int) -> int:
    horizon = updates_of(who, steps)
    if horizon.ndim:
        raise ValueError(f"{who}: steps must be one number of updates; got {shown(steps)}")
    return int(horizon)
