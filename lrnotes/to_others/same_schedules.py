"""The same schedule in other classes: what a framework has no code for as it is, it may have as another one.

A linear decay is a polynomial one of power 1, a repeated cosine one with restarts, a constant rate before a decay is
warmup, stable, decay.
"""

import dataclasses
from collections.abc import Iterator
from typing import Any

from ..core.base import substitute
from ..core.composition import COMPOSED, Product, Repeat, Scaled, Skip, Then, Warmup
from ..core.function_schedule import FunctionSchedule
from ..core.parameters import Parameter
from ..core.schedule import Schedule
from ..schedules.cosine import (
    CosineAnnealing,
    CosineDecay,
    CosineDecayRestarts,
    LinearCosineDecay,
    NoisyLinearCosineDecay,
)
from ..schedules.cyclical import TriangularCyclicalLearningRate
from ..schedules.decay import ExponentialDecay, LinearDecay, PolynomialDecay
from ..schedules.less_common import KDecay
from ..schedules.piecewise import (
    Constant,
    MultiStepDecay,
    PiecewiseInterpolation,
    StepDecay,
    WarmupSustainStepDecay,
)
from ..schedules.warmup_stable_decay import (
    FlatCosineDecay,
    InfiniteSchedule,
    WarmupStableDecay,
    WarmupStableDecaySimplified,
)
from ..writers.recorded import to_digits

_ROUNDS = 4  # of one class after another: a scaled line, a line, a polynomial
_MOST = 40


def same_schedules(schedule: Schedule) -> list[Schedule]:
    """Schedules of other classes, or made of others, that have the same rate at every step; the nearest come first.

    Example:
        >>> import lrnotes
        >>> same_schedules(lrnotes.CosineDecay(0.1, 100).repeat(every=100))[0]
        CosineDecayRestarts(initial_learning_rate=0.1, first_decay_steps=100, t_mul=1.0)
    """
    found, newest = [schedule], [schedule]
    for _ in range(_ROUNDS):
        candidates = [other for each in newest for other in _neighbors(each)]
        newest = []
        for each in candidates:
            if each not in found and len(found) <= _MOST:
                found.append(each)
                newest.append(each)
    return found[1:]


def _neighbors(schedule: Schedule) -> Iterator[Schedule]:
    """The same schedule by one rule, of its own or of a schedule in it."""
    rule: Any = _RULES.get(type(schedule))
    if rule is not None:
        yield from _valid(rule(schedule))
    if type(schedule) in COMPOSED:
        for field in dataclasses.fields(schedule):
            part = getattr(schedule, field.name)
            if isinstance(part, Schedule):
                yield from (dataclasses.replace(schedule, **{field.name: other}) for other in _neighbors(part))


def _valid(made):
    """What a rule makes, up to where a class does not accept a value."""
    try:
        yield from made
    except ValueError:
        return


# Lines and powers.


def _of_linear(line):
    if line.end_learning_rate == line.initial_learning_rate:
        yield Constant(line.initial_learning_rate)
    if line.end_learning_rate > line.initial_learning_rate:
        yield Constant(line.end_learning_rate).warmup(line.decay_steps, line.initial_learning_rate)
    yield PolynomialDecay(line.initial_learning_rate, line.decay_steps, line.end_learning_rate, 1.0)


def _of_polynomial(decay):
    if decay.power == 1 and not decay.cycle:
        yield LinearDecay(decay.initial_learning_rate, decay.decay_steps, decay.end_learning_rate)


def _of_k_decay(decay):
    if decay.k == 1:
        start, length, end = decay.initial_learning_rate, decay.decay_steps, decay.end_learning_rate
        if decay.shape == "cosine":
            yield CosineAnnealing(start, length, end)
        else:
            yield PolynomialDecay(start, length, end, decay.power)


def _of_stairs(decay):
    """ExponentialDecay and StepDecay that fall to 0 at once."""
    if type(decay) is StepDecay and not decay.gamma:
        yield MultiStepDecay(decay.initial_learning_rate, [decay.step_size], 0.0)
    if type(decay) is ExponentialDecay and not decay.decay_rate and decay.staircase:
        yield MultiStepDecay(decay.initial_learning_rate, [decay.decay_steps], 0.0)


def _of_noisy(schedule):
    if not schedule.initial_variance:
        yield LinearCosineDecay(
            schedule.initial_learning_rate, schedule.decay_steps, schedule.num_periods, schedule.alpha, schedule.beta
        )


# Points, and phases one after another.


def _of_points(points):
    steps, rates, shape = points.milestones, points.values, points.shape
    if shape == "exponential" or steps[0]:
        return
    if len(steps) == 2:
        kind = LinearDecay if shape == "linear" else CosineAnnealing
        yield kind(rates[0], steps[1], rates[1])
    if len(steps) == 3:
        lengths = steps[1], 0, steps[2] - steps[1]
        yield WarmupStableDecay(rates[1], *lengths, rates[0], rates[2], shape, warmup_shape=shape)
    if len(steps) == 4 and rates[1] == rates[2]:
        lengths = steps[1], steps[2] - steps[1], steps[3] - steps[2]
        yield WarmupStableDecay(rates[1], *lengths, rates[0], rates[3], shape, warmup_shape=shape)


def _of_stable(schedule):
    peak, warmup, stable = schedule.maximal_learning_rate, schedule.warmup_steps, schedule.stable_steps
    length, end = schedule.decay_steps, schedule.end_learning_rate
    if warmup and schedule.warmup_shape != "linear":
        return
    after = None
    if not stable and schedule.decay_shape in _DECAYS:
        after = _DECAYS[schedule.decay_shape](peak, length, end)
    elif schedule.decay_shape == "cosine":
        after = FlatCosineDecay(peak, stable + length, stable / (stable + length), end)
    if after is not None:
        yield after.warmup(warmup, schedule.initial_learning_rate) if warmup else after


_DECAYS = {"linear": LinearDecay, "cosine": CosineAnnealing}


def _of_one_period(schedule):
    if len(schedule.period_steps) == 1 and schedule.decay_shape == "linear":
        (period,), warmup = schedule.period_steps, schedule.warmup_steps
        length = schedule.decay_fraction * period
        stable = to_digits(period - warmup - length, 12)
        start, end = schedule.initial_learning_rate, schedule.end_learning_rate
        yield WarmupStableDecay(schedule.maximal_learning_rate, warmup, stable, length, start, end)


def _of_infinite(schedule):
    if not schedule.decay_steps and schedule.cooldown_shape in _DECAYS:
        yield WarmupStableDecay(
            schedule.maximal_learning_rate, schedule.warmup_steps, 0, schedule.cooldown_steps,
            end_learning_rate=schedule.constant_learning_rate, decay_shape=schedule.cooldown_shape,
        )  # fmt: skip


def _of_sustained(schedule):
    top, warmup = schedule.maximal_learning_rate, schedule.warmup_steps
    stairs = StepDecay(top, schedule.decay_steps, schedule.decay_rate)
    hold = Constant(top).warmup(warmup, schedule.initial_learning_rate) if warmup else Constant(top)
    if warmup or schedule.sustain_steps:
        yield hold.then(stairs, at=warmup + schedule.sustain_steps)


# Compositions.


def _of_warmup(schedule):
    start, steps, after = schedule.initial_learning_rate, schedule.warmup_steps, schedule.schedule
    if type(after) is Constant:
        yield LinearDecay(start, steps, after.learning_rate)
    decay = _stable_and_decay(after)
    if decay is not None:
        yield dataclasses.replace(decay, warmup_steps=steps, initial_learning_rate=start)


def _of_then(schedule):
    first, start, warmup = schedule.first, 0.0, 0
    if type(first) is Warmup:
        first, start, warmup = first.schedule, first.initial_learning_rate, first.warmup_steps
    if type(first) is Constant:
        decay = _stable_and_decay(schedule.second)
        if decay is not None and decay.maximal_learning_rate == first.learning_rate and schedule.at >= warmup:
            stable = decay.stable_steps + schedule.at - warmup
            yield dataclasses.replace(decay, stable_steps=stable, warmup_steps=warmup, initial_learning_rate=start)


def _stable_and_decay(schedule):
    """A schedule as one of stable and decay; None if it is not."""
    if type(schedule) is LinearDecay or (type(schedule) is PolynomialDecay and _is_line(schedule)):
        shape = "linear"
    elif type(schedule) is CosineAnnealing and _is_half_cosine(schedule):
        shape = "cosine"
    elif type(schedule) is CosineDecay and schedule.warmup_target is None:
        end = schedule.alpha * schedule.initial_learning_rate
        return WarmupStableDecay(schedule.initial_learning_rate, 0, 0, schedule.decay_steps, 0.0, end, "cosine")
    else:
        return schedule if type(schedule) is WarmupStableDecay and not schedule.warmup_steps else None
    return WarmupStableDecay(
        schedule.initial_learning_rate, 0, 0, schedule.decay_steps, 0.0, schedule.end_learning_rate, shape
    )


def _is_line(decay):
    return decay.power == 1 and not decay.cycle


def _is_half_cosine(cosine):
    return cosine.num_periods == 0.5 and cosine.exponent == 1 and cosine.after_end == "hold"


def _of_repeat(schedule):
    one, every = schedule.schedule, schedule.every
    if type(one) is Constant:
        yield one
    if type(one) is CosineDecay and one.warmup_target is None and one.decay_steps == every:
        yield CosineDecayRestarts(one.initial_learning_rate, every, 1.0, alpha=one.alpha)
    if type(one) is CosineAnnealing and _is_half_cosine(one) and one.decay_steps == every and one.initial_learning_rate:
        alpha = one.end_learning_rate / one.initial_learning_rate
        yield CosineDecayRestarts(one.initial_learning_rate, every, 1.0, alpha=alpha)
    if type(one) is PiecewiseInterpolation and one.shape == "linear" and _is_triangle(one, every):
        up, down = one.milestones[1], every - one.milestones[1]
        uneven = {} if up == down else {"step_size_down": down}
        yield TriangularCyclicalLearningRate(one.values[0], one.values[1], up, **uneven)


def _is_triangle(points, every):
    steps, rates = points.milestones, points.values
    return len(steps) == 3 and steps[0] == 0 and steps[2] == every and rates[0] == rates[2]


def _of_product(schedule):
    """Equal cycles times a factor for each cycle."""
    cycles, stairs = schedule.first, schedule.second
    if type(cycles) is Repeat and type(stairs) is StepDecay:
        starts_at_1 = stairs.initial_learning_rate == 1 and stairs.step_size == cycles.every
        for each in _valid(_of_repeat(cycles)):
            if starts_at_1 and type(each) is CosineDecayRestarts and not each.alpha:
                yield dataclasses.replace(each, m_mul=stairs.gamma)


def _of_scaled(schedule):
    """Every rate of a schedule of ours in proportion."""
    inner, factor = schedule.schedule, schedule.multiplier

    def scaled(path: tuple[str, ...], parameter: Parameter | None, value: Any) -> Any:
        return to_digits(factor * value, 15) if parameter and parameter.unit == "rate" else value

    if _is_in_proportion(inner):
        yield substitute(inner, scaled)


def _is_in_proportion(schedule):
    if type(schedule) in (Warmup, Then, Repeat, Skip):
        return all(_is_in_proportion(each) for each in vars(schedule).values() if isinstance(each, Schedule))
    is_ours = type(schedule).__module__.startswith(f"{__name__.partition('.')[0]}.schedules.")
    return is_ours and not isinstance(schedule, FunctionSchedule)


_RULES = {
    LinearDecay: _of_linear,
    PolynomialDecay: _of_polynomial,
    KDecay: _of_k_decay,
    StepDecay: _of_stairs,
    ExponentialDecay: _of_stairs,
    NoisyLinearCosineDecay: _of_noisy,
    PiecewiseInterpolation: _of_points,
    WarmupStableDecay: _of_stable,
    WarmupStableDecaySimplified: _of_one_period,
    InfiniteSchedule: _of_infinite,
    WarmupSustainStepDecay: _of_sustained,
    Warmup: _of_warmup,
    Then: _of_then,
    Repeat: _of_repeat,
    Product: _of_product,
    Scaled: _of_scaled,
}
