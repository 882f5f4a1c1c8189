"""The schedulers of OLMo-core. Its trainer counts the first update as step 1, so a warmup does not start from 0.

A schedule of steps needs to know how many there are: ``max_steps``, as the trainer does. With ``units`` of tokens all
numbers of steps are of tokens.
"""

from itertools import accumulate

from ..schedules.cosine import CosineAnnealing
from ..schedules.decay import PowerDecay
from ..schedules.finder_and_averaging import RangeTest
from ..schedules.piecewise import Constant
from ..schedules.warmup_stable_decay import InfiniteSchedule, WarmupStableDecay, WarmupStableDecaySimplified
from .arguments import LIST, NUMBER, Ignored
from .original import Library
from .shapes import after_warmup, in_sequence, linear_change, product

LIBRARY = Library(
    "OLMo-core",
    "3.0.0",
    ("olmo_core.optim.scheduler", "olmo_core.optim"),
    dict.fromkeys(("lr_field", "initial_lr_field", "units"), Ignored()),
    yields=True,
)
_NUMBERS = dict.fromkeys(
    ("warmup", "warmup_steps", "warmup_fraction", "decay", "decay_steps", "decay_fraction", "t_max", "max_steps"),
    NUMBER,
)


def _original(name, more=None, **example):
    return LIBRARY.original(
        name, added=["max_steps"],
        optional={**_NUMBERS, **(more or {})}, **{"learning_rate": 1e-3, **example, "max_steps": 1000},
    )  # fmt: skip


@LIBRARY.original("ConstantScheduler", learning_rate=1e-3)
def _constant(rate, /):
    """There is no warmup: ConstantWithWarmup has one."""
    return Constant(rate)


@_original("ConstantWithWarmup", warmup=100)
def _constant_with_warmup(
    rate, /, warmup=None, warmup_steps=None, warmup_fraction=None, warmup_min_lr=0.0, max_steps=None
):
    """The first update has 1 / warmup of the learning rate, not 0. warmup_fraction is one of max_steps."""
    steps = _warmup(warmup, warmup_steps, warmup_fraction, max_steps)
    return _warmed(rate, Constant(rate), steps, warmup_min_lr)


@_original("WSD", warmup=100)
def _wsd(
    rate, /, warmup=None, warmup_steps=None, warmup_fraction=None, decay=None, decay_steps=None, decay_fraction=0.1,
    warmup_min_lr=0.0, decay_min_lr=0.0, max_steps=None,
):  # fmt: skip
    """The decay is linear and ends with the last update. If decay is given, decay_fraction must be None. After
    max_steps, OLMo-core goes below decay_min_lr; lrnotes holds it."""
    total = _given(max_steps)
    rise, fall = (
        _warmup(warmup, warmup_steps, warmup_fraction, total),
        _decay(decay, decay_steps, decay_fraction, total),
    )
    _require_below(rate, warmup_min_lr=warmup_min_lr, decay_min_lr=decay_min_lr)
    if rise + fall > total:  # the decay has begun when the warmup ends
        begun = linear_change(rate, decay_min_lr, fall).skip(rise + fall - total)
        return linear_change(warmup_min_lr, rate, rise).then(begun.skip(1), at=rise + 1).skip(1)
    return WarmupStableDecay(rate, rise, total - rise - fall, fall, warmup_min_lr, decay_min_lr).skip(1)


@_original("PowerLR", warmup=100)
def _power(
    rate, /, b=-0.51, warmup=None, warmup_steps=None, warmup_fraction=None, warmup_min_lr=0.0, decay=None,
    decay_steps=None, decay_fraction=0.1, decay_min_lr=0.0, max_steps=None,
):  # fmt: skip
    """The optimizer's learning rate is that of the end of the warmup, from which the power decays. The linear decay at
    the end starts where the power is by then."""
    total = _given(max_steps)
    rise, fall = (
        _warmup(warmup, warmup_steps, warmup_fraction, total),
        _decay(decay, decay_steps, decay_fraction, total),
    )
    if not b < 0:
        raise ValueError(f"b must be below 0; got {b!r}")
    if not 0 < rise < total - fall:
        raise ValueError(f"warmup must be from 1 to before the decay, {total - fall!r}; got {rise!r}")
    curve, length = PowerDecay(rate, rise, -b), total - fall - rise
    tail = linear_change(curve(length), decay_min_lr, fall)
    return _warmed(rate, curve.then(tail, at=length), rise, warmup_min_lr)


@_original("LinearWithWarmup", warmup=100)
def _linear(
    rate, /, alpha_f=0.1, t_max=None, warmup=None, warmup_steps=None, warmup_fraction=None, warmup_min_lr=0.0,
    max_steps=None,
):  # fmt: skip
    """alpha_f is a fraction of the optimizer's learning rate, a tenth by default. t_max replaces max_steps."""
    return _to_the_end(
        rate, linear_change, alpha_f, t_max, max_steps, warmup, warmup_steps, warmup_fraction, warmup_min_lr
    )


@_original("InvSqrtWithWarmup", warmup=100)
def _inverse_square_root(
    rate, /, alpha_f=0.1, warmup=None, warmup_steps=None, warmup_fraction=None, warmup_min_lr=0.0, max_steps=None
):
    """The learning rate decays toward alpha_f times the optimizer's, a tenth by default, and does not reach it. lrnotes
    holds it from max_steps on."""
    total, end = _given(max_steps), product(alpha_f, rate)
    steps = _warmup(warmup, warmup_steps, warmup_fraction, total)
    if not steps:
        return Constant(end)
    if steps >= total:
        return _warmed(rate, Constant(rate), steps, warmup_min_lr)
    left, level = total - steps, end + (rate - end) * (steps / total) ** 0.5
    curve = InfiniteSchedule(rate, level, level, 0, left, 0, 0, cooldown_shape="inverse-sqrt", timescale=left / steps)
    return _warmed(rate, curve, steps, warmup_min_lr)


@_original("CosWithWarmup", warmup=100)
def _cosine(
    rate, /, warmup=None, warmup_steps=None, warmup_fraction=None, alpha_f=0.1, t_max=None, warmup_min_lr=0.0,
    max_steps=None,
):  # fmt: skip
    """alpha_f is a fraction of the optimizer's learning rate, a tenth by default. t_max, which includes the warmup,
    replaces max_steps."""
    return _to_the_end(
        rate, _half_a_period, alpha_f, t_max, max_steps, warmup, warmup_steps, warmup_fraction, warmup_min_lr
    )


@_original("HalfCosWithWarmup", warmup=100)
def _half_cosine(
    rate, /, warmup=None, warmup_steps=None, warmup_fraction=None, alpha_f=0.1, t_max=None, warmup_min_lr=0.0,
    max_steps=None,
):  # fmt: skip
    """The optimizer's learning rate is that of a whole cosine, of which this is the second half: the peak is in the
    middle between it and the end."""
    total, end = _given(max_steps if t_max is None else t_max), product(alpha_f, rate)
    steps = _warmup(warmup, warmup_steps, warmup_fraction, total)
    left = total - steps
    fall = CosineAnnealing(rate, 2 * left, end).skip(left) if left > 0 else Constant(end)
    return _warmed(end + (rate - end) / 2, fall, steps, warmup_min_lr)


@_original("CosWithWarmupAndLinearDecay", warmup=100, t_max=1200)
def _cosine_and_decay(
    rate, /, warmup=None, warmup_steps=None, warmup_fraction=None, alpha_f=0.1, t_max=None, warmup_min_lr=0.0,
    decay=None, decay_steps=None, decay_fraction=0.1, decay_min_lr=0.0, max_steps=None,
):  # fmt: skip
    """The cosine is cut short by a linear decay over the last tenth, by default. It is that of CosWithWarmup with the
    same t_max, which may be longer than the training run."""
    total = _given(max_steps)
    fall = _decay(decay, decay_steps, decay_fraction, total)
    waves = _cosine(rate, warmup, warmup_steps, warmup_fraction, alpha_f, t_max, warmup_min_lr, max_steps)
    start = total - fall - 1  # the update whose step is the first of the decay
    if start < 0:
        raise ValueError(f"max_steps must be above the decay, {fall!r}; got {total!r}")
    tail = linear_change(waves(start), decay_min_lr, fall)
    return waves.then(tail, at=start) if start else tail


@_original("WSDS", {"period_lr_multipliers": LIST}, period_lengths=[400, 600], warmup=100, decay_fraction=0.1)
def _wsd_s(
    rate, /, period_lengths=(), period_lr_multipliers=None, warmup=None, warmup_fraction=None, decay=None,
    decay_fraction=None, warmup_min_lr=0.0, decay_min_lr=0.0, max_steps=None,
):  # fmt: skip
    """Each value of period_lengths includes its decay, and the first one also includes the warmup. The last step of a
    period has decay_min_lr. max_steps has no effect."""
    lengths = list(period_lengths)
    if not lengths:
        raise ValueError("period_lengths must be given; got none")
    factors = [1.0] * len(lengths) if period_lr_multipliers is None else list(period_lr_multipliers)
    if len(factors) != len(lengths):
        raise ValueError(f"period_lr_multipliers must be as many as period_lengths, {len(lengths)}; got {factors!r}")
    rise = _warmup(warmup, None, warmup_fraction, lengths[0])
    falls = [_decay(decay, None, decay_fraction, length) for length in lengths]
    if rise + falls[0] > lengths[0] or any(fall > length for fall, length in zip(falls, lengths)):
        raise ValueError(f"period_lengths must hold the warmup, {rise!r}, and the decays, {falls!r}; got {lengths!r}")
    as_wanted = decay is None and all(fall == decay_fraction * length for fall, length in zip(falls, lengths))
    if period_lr_multipliers is None and as_wanted:  # and not rounded
        return WarmupStableDecaySimplified(
            rate, rise, lengths, decay_fraction, warmup_min_lr, decay_min_lr, at_boundary="before"
        ).skip(1)
    lengths[0] -= rise
    periods = [
        WarmupStableDecay(product(factor, rate), 0, length - fall, fall, 0.0, decay_min_lr)
        for factor, length, fall in zip(factors, lengths, falls)
    ]
    ends = list(accumulate(lengths))
    all_of_them = in_sequence([periods[0], *(each.skip(1) for each in periods[1:])], [end + 1 for end in ends[:-1]])
    return _warmed(product(factors[0], rate), all_of_them, rise, warmup_min_lr)


@_original("ExponentialScheduler")
def _exponential(rate, /, lr_min=1e-9, max_steps=None):
    """It increases from lr_min to the optimizer's learning rate, for an LR range test."""
    return RangeTest(lr_min, rate, _given(max_steps)).skip(1)


_SHAPES = ("linear", "cosine")


# What they share.


def _given(steps):
    if steps is None:
        raise TypeError("max_steps must be given, because the length of the training run is not known")
    return steps


def _warmup(steps, deprecated, fraction, total):
    steps = deprecated if steps is None else steps
    if (steps is None) == (fraction is None):
        raise ValueError(f"warmup or warmup_fraction must be given, not both; got {steps!r} and {fraction!r}")
    return round(_given(total) * fraction) if steps is None else steps


def _decay(steps, deprecated, fraction, total):
    steps = deprecated if steps is None else steps
    if (steps is None) == (fraction is None):
        raise ValueError(f"decay or decay_fraction must be None, not both; got {steps!r} and {fraction!r}")
    steps = round(total * fraction) if steps is None else steps
    if not steps > 0:
        raise ValueError(f"decay must be above 0, because OLMo-core divides by it; got {steps!r}")
    return steps


def _require_below(rate, **lowest):
    for name, value in lowest.items():
        if not 0 <= value < rate:
            raise ValueError(f"{name} must be from 0 to below the learning rate, {rate!r}; got {value!r}")


def _warmed(peak, schedule, steps, start):
    """The schedule after a warmup, counted as the trainer counts."""
    _require_below(peak, warmup_min_lr=start)
    if not steps or abs(schedule(0) - peak) < 1e-15 * peak:
        return after_warmup(schedule, steps, start).skip(1)
    return linear_change(start, peak, steps).then(schedule, at=steps).skip(1)


def _half_a_period(first, last, steps):
    return CosineAnnealing(first, steps, last)


def _to_the_end(rate, decay, alpha_f, t_max, max_steps, warmup, warmup_steps, warmup_fraction, warmup_min_lr):
    total = _given(max_steps if t_max is None else t_max)
    steps = _warmup(warmup, warmup_steps, warmup_fraction, total)
    end, left = product(alpha_f, rate), total - steps
    return _warmed(rate, decay(rate, end, left) if left > 0 else Constant(end), steps, warmup_min_lr)
