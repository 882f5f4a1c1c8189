"""Schedules in MLX: the code that makes them of its functions.

They are in mlx/optimizers/schedulers.py of MLX 0.32.4. ``join_schedules`` puts them one after another.
"""

from ..schedules.cosine import CosineAnnealing, CosineDecay
from ..schedules.cyclical import OneCycle, SlantedTriangular
from ..schedules.decay import ExponentialDecay, InverseTimeDecay, LinearDecay, NaturalExpDecay, PowerDecay
from ..schedules.feedback import GreedyLR, ReduceLROnPlateau
from ..schedules.finder_and_averaging import SWALR, RangeTest
from ..schedules.piecewise import (
    Constant,
    MultiStepDecay,
    PiecewiseConstantDecay,
    PiecewiseInterpolation,
    StepDecay,
    WarmupSustainStepDecay,
)
from ..schedules.warmup_stable_decay import FlatCosineDecay, WarmupStableDecay
from .code_number import ALWAYS, every, is_whole
from .code_text import Expression
from .frameworks import MLX as FRAMEWORK
from .rows import end_of, mlx, mlx_call, mlx_function, mlx_joined, native, none

__all__ = ["FRAMEWORK", "ROWS", "own"]

_END = "The final value is a learning rate, not a fraction."
_ANY = "MLX has no function for it, but takes any function of the step."
_NUMBER = "A constant learning rate is a number."
_NO_FEEDBACK = "MLX has no schedule that reacts to the loss."


def own(kind, schedule, row):
    """What MLX has for a schedule."""
    if kind in ROWS:
        return ROWS[kind](schedule)
    return none("MLX has no schedule of this shape, but takes any function of the step.")


def _hold(rate):
    return Expression(f"lambda step: {rate}")


def _line(first, last, steps):
    return mlx_call("linear_schedule", init=first, end=last, steps=steps)


def _wave(first, last, steps):
    return mlx_call("cosine_decay", init=first, decay_steps=steps, end=last)


def _steps(first, factor, length):
    return mlx_call("step_decay", init=first, decay_rate=factor, step_size=length)


def _cosine(schedule):
    start, length, alpha = schedule.initial_learning_rate, schedule.decay_steps, schedule.alpha
    if schedule.warmup_target is None or not schedule.warmup_steps:
        peak = start if schedule.warmup_target is None else schedule.warmup_target
        return native(_END, mlx(_wave(peak, alpha * peak, length)))
    peak, warmup = schedule.warmup_target, schedule.warmup_steps
    parts = {"up": _line(start, peak, warmup), "down": _wave(peak, alpha * peak, length)}
    return native(_END, mlx_joined(parts, [warmup]))


def _annealing(schedule):
    return native(
        _END,
        mlx(_wave(schedule.initial_learning_rate, schedule.end_learning_rate, schedule.decay_steps)),
        when=schedule.num_periods.equals(0.5) & schedule.exponent.equals(1),
        otherwise="cosine_decay has this shape if num_periods is 0.5 and exponent is 1.",
        until=end_of(schedule),
    )


def _flat_cosine(schedule):
    rate, length = schedule.initial_learning_rate, schedule.total_steps
    flat = (schedule.pct_start * length).as_count()
    fall = (length - flat).as_count()
    parts = {"flat": _hold(rate), "down": _wave(rate, schedule.end_learning_rate, fall)}
    return native(_END, mlx_joined(parts, [flat]))


def _linear(schedule):
    line = _line(schedule.initial_learning_rate, schedule.end_learning_rate, schedule.decay_steps)
    return native(_END, mlx(line))


def _exponential(schedule):
    rate = schedule.decay_rate
    return _exponential_of(schedule, rate, f"{rate} ** (1 / {schedule.decay_steps})")


def _natural(schedule):
    rate = schedule.decay_rate
    factor = Expression(f"math.exp(-{rate})")
    return _exponential_of(schedule, factor, f"math.exp(-{rate} / {schedule.decay_steps})", imports=["import math"])


def _exponential_of(schedule, rate, gamma, imports=()):
    """``rate`` is the factor of ``decay_steps`` steps, ``gamma`` that of one step."""
    start, length = schedule.initial_learning_rate, schedule.decay_steps
    if schedule.staircase:
        return native(
            "step_decay multiplies after each number of steps.",
            mlx(_steps(start, rate, length), imports=imports),
            when=is_whole(length),
            otherwise="step_decay has this shape if decay_steps is an integer.",
        )
    decay = mlx_call("exponential_decay", init=start, decay_rate=Expression(gamma))
    return native("decay_rate is the factor of one step.", mlx(decay, imports=imports))


def _inverse_time(schedule):
    sign = "//" if schedule.staircase else "/"
    passed = f"(step {sign} {schedule.decay_steps})"
    return native(
        _ANY,
        mlx_function(f"lambda step: {schedule.initial_learning_rate} / (1 + {schedule.decay_rate} * {passed})"),
        when=is_whole(schedule.decay_steps) if schedule.staircase else ALWAYS,
        otherwise="A function of the step has this shape if decay_steps is an integer.",
    )


def _power(schedule):
    scale = f"(1 + step / {schedule.timescale}) ** -{schedule.power}"
    return native(_ANY, mlx_function(f"lambda step: {schedule.initial_learning_rate} * {scale}"))


def _step(schedule):
    return native(
        "It multiplies after each number of steps.",
        mlx(_steps(schedule.initial_learning_rate, schedule.gamma, schedule.step_size)),
        when=is_whole(schedule.step_size),
        otherwise="step_decay has this shape if step_size is an integer.",
    )


def _rates(rates, boundaries):
    return mlx_joined({f"rate_{number}": _hold(rate) for number, rate in enumerate(rates)}, boundaries)


def _multi_step(schedule):
    rates = [schedule.initial_learning_rate]
    if not schedule.milestones:
        return none("Without milestones the learning rate is constant. Pass it to the optimizer.")
    for _ in schedule.milestones:
        rates.append(rates[-1] * schedule.gamma)
    return native("The values are learning rates, not factors.", _rates(rates, schedule.milestones))


def _piecewise_constant(schedule):
    boundaries, after = schedule.boundaries, 1 if schedule.at_boundary == "before" else 0
    if not boundaries:
        return none("Without boundaries the learning rate is constant. Pass it to the optimizer.")
    return native(
        "A boundary is the first step of the next rate.",
        _rates(schedule.values, [boundary + after if after else boundary for boundary in boundaries]),
        when=every(map(is_whole, boundaries)),
        otherwise="join_schedules has this shape if the boundaries are integers.",
    )


def _interpolation(schedule):
    if schedule.shape not in ("linear", "cosine"):
        return none("MLX interpolates only with lines and cosines.")
    if len(schedule.values) == 1:
        return native(_NUMBER, mlx_function(schedule.values[0]))
    return _points(schedule.milestones, schedule.values, schedule.shape)


def _points(milestones, values, shape):
    """Lines or cosines from point to point, after the first value where the first point is not at step 0."""
    piece = _line if shape == "linear" else _wave
    lengths = [other - one for one, other in zip(milestones, milestones[1:])]
    pieces = zip(values, values[1:], lengths)
    parts = {f"part_{number}": piece(*each) for number, each in enumerate(pieces, 1)}
    start, boundaries = milestones[0].equals(0), milestones[1:-1]
    if not start:
        start, boundaries = milestones[0].is_above(0), milestones[:-1]
        parts = {"hold": _hold(values[0])} | parts
    return native(
        "Each schedule counts from its boundary.",
        mlx_joined(parts, boundaries),
        when=start & every(length.is_at_least(1) for length in lengths),
        otherwise="join_schedules has this shape if the points are at least a step apart.",
    )


def _one_cycle(schedule):
    early = 1 if schedule.end_step == "last" else 0
    peak, low = schedule.maximal_learning_rate, schedule.maximal_learning_rate / schedule.div_factor
    top, last = (schedule.pct_start * schedule.total_steps - early).as_count(), schedule.total_steps - early
    final = low / schedule.final_div_factor
    milestones, values = [0 * top, top, last], [low, peak, final]
    if schedule.three_phase:
        milestones, values = [0 * top, top, 2 * top, last], [low, peak, low, final]
    return _points(milestones, values, "linear" if schedule.anneal_strategy == "linear" else "cosine")


def _slanted_triangular(schedule):
    peak, length = schedule.maximal_learning_rate, schedule.total_steps
    cut, low = (schedule.cut_frac * length).as_count(), peak / schedule.ratio
    return _points([0 * cut, cut, length], [low, peak, low], "linear")


def _warmup_sustain_step(schedule):
    low, top, warmup = schedule.initial_learning_rate, schedule.maximal_learning_rate, schedule.warmup_steps
    parts, boundaries = {}, []
    if warmup:
        parts["up"] = _line(low, top, warmup)
        boundaries.append(warmup)
    if schedule.sustain_steps:
        parts["hold"] = _hold(top)
        boundaries.append(warmup + schedule.sustain_steps)
    parts["down"] = _steps(top, schedule.decay_rate, schedule.decay_steps)
    whole = every(map(is_whole, (warmup, schedule.sustain_steps, schedule.decay_steps)))
    return native(
        "The boundaries are steps from the start.",
        mlx_joined(parts, boundaries),
        when=whole,
        otherwise="join_schedules has this shape if all lengths are integers.",
    )


def _warmup_stable_decay(schedule):
    linear_rise = not schedule.warmup_steps or schedule.warmup_shape == "linear"
    if schedule.decay_shape not in ("linear", "cosine") or not linear_rise:
        return none("MLX has no schedule of this shape. join_schedules can join linear and cosine ones.")
    peak, warmup, stable = schedule.maximal_learning_rate, schedule.warmup_steps, schedule.stable_steps
    down = _line if schedule.decay_shape == "linear" else _wave
    parts, boundaries = {}, [warmup + stable]
    if warmup:
        parts["up"] = _line(schedule.initial_learning_rate, peak, warmup)
        boundaries = [warmup, warmup + stable]
    parts |= {"hold": _hold(peak), "down": down(peak, schedule.end_learning_rate, schedule.decay_steps)}
    return native(
        f"The boundaries are steps from the start. {_END}",
        mlx_joined(parts, boundaries),
    )


def _range_test(schedule):
    low, high, length = schedule.initial_learning_rate, schedule.maximal_learning_rate, schedule.num_steps
    if schedule.stair_steps:
        return none("MLX has no schedule with these levels.")
    if schedule.shape == "linear":
        return native(_END, mlx(_line(low, high, length)))
    return native(
        "After num_steps the learning rate goes on rising.",
        mlx(mlx_call("exponential_decay", init=low, decay_rate=Expression(f"{high / low} ** (1 / {length})"))),
        when=low.is_above(0),
        otherwise="An exponential schedule cannot start at 0.",
    )


def _swa(schedule):
    first, last = schedule.initial_learning_rate, schedule.swa_learning_rate
    if not schedule.anneal_steps:
        return native("The new learning rate applies from the first update of the averaging on.", mlx_function(last))
    made = _line if schedule.anneal_strategy == "linear" else _wave
    decay = mlx(made(first, last, schedule.anneal_steps))
    return native(
        "It is a decay that ends at the new learning rate.",
        decay,
    )


ROWS = {
    Constant: lambda schedule: native(_NUMBER, mlx_function(schedule.learning_rate)),
    CosineAnnealing: _annealing,
    CosineDecay: _cosine,
    ExponentialDecay: _exponential,
    FlatCosineDecay: _flat_cosine,
    GreedyLR: lambda schedule: none(_NO_FEEDBACK),
    InverseTimeDecay: _inverse_time,
    LinearDecay: _linear,
    MultiStepDecay: _multi_step,
    NaturalExpDecay: _natural,
    OneCycle: _one_cycle,
    PiecewiseConstantDecay: _piecewise_constant,
    PiecewiseInterpolation: _interpolation,
    PowerDecay: _power,
    RangeTest: _range_test,
    ReduceLROnPlateau: lambda schedule: none(_NO_FEEDBACK),
    SWALR: _swa,
    SlantedTriangular: _slanted_triangular,
    StepDecay: _step,
    WarmupStableDecay: _warmup_stable_decay,
    WarmupSustainStepDecay: _warmup_sustain_step,
}
