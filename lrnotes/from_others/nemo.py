"""The schedulers of NVIDIA NeMo: a warmup, then an annealing that ends at ``max_steps``, included.

The warmup has ``warmup_steps + 1`` equal steps to the optimizer's learning rate, the first of them at the first update.
"""

from ..schedules.cosine import CosineAnnealing
from ..schedules.decay import LinearDecay, NoamDecay, PolynomialDecay, PowerDecay
from ..schedules.piecewise import Constant
from ..schedules.warmup_stable_decay import WarmupStableDecay
from ..writers.recorded import truncated
from .arguments import NUMBER
from .original import Library
from .pytorch import NO_POSITION, OF_THE_OPTIMIZER
from .shapes import after_warmup, linear_change, product

LIBRARY = Library(
    "NVIDIA NeMo",
    "3.0.0",
    ("nemo.core.optim.lr_scheduler", "nemo.core.optim"),
    {"optimizer": OF_THE_OPTIMIZER, "last_epoch": NO_POSITION},
    yields=True,
)
_NUMBERS = dict.fromkeys(
    ("warmup_steps", "warmup_ratio", "hold_steps", "hold_ratio", "constant_steps", "constant_ratio", "max_steps"),
    NUMBER,
)
_SHOWN = {"learning_rate": 1e-3, "max_steps": 1000, "warmup_steps": 99}


def _original(name, **example):
    return LIBRARY.original(name, optional=_NUMBERS, **{**_SHOWN, **example})


@_original("WarmupPolicy", max_steps=1000)
def _warmup(rate, /, warmup_steps=None, warmup_ratio=None, max_steps=None, min_lr=0.0):
    """The learning rate is constant after the warmup, and min_lr after max_steps."""
    warmup = _steps("warmup", warmup_steps, warmup_ratio, max_steps)
    return _until(_warmed(rate, warmup, Constant(rate)), max_steps, min_lr)


@_original("WarmupHoldPolicy", hold_steps=300)
def _hold(rate, /, warmup_steps=None, warmup_ratio=None, hold_steps=None, hold_ratio=None, max_steps=None, min_lr=0.0):
    """It does not anneal by itself: after hold_steps the learning rate stays the same until max_steps and is min_lr
    after that."""
    _steps("hold", hold_steps, hold_ratio, max_steps)
    return _warmup(rate, warmup_steps, warmup_ratio, _required(max_steps), min_lr)


@_original("SquareAnnealing")
def _square(rate, /, max_steps, min_lr=1e-5, warmup_steps=None, warmup_ratio=None):
    """min_lr, 0.00001 by default, is a lower limit. The decay leads to 0 and is cut off there."""
    warmup = _steps("warmup", warmup_steps, warmup_ratio, max_steps)
    fall = PolynomialDecay(rate, _left(max_steps, warmup), 0.0, 2.0)
    return _until(_warmed(rate, warmup, _at_least(fall, min_lr)), max_steps, min_lr)


@_original("SquareRootAnnealing")
def _square_root(rate, /, max_steps, min_lr=0, warmup_steps=None, warmup_ratio=None):
    """The steps of the warmup count as steps of the decay, so the learning rate drops when the warmup ends. min_lr is a
    lower limit."""
    warmup = _steps("warmup", warmup_steps, warmup_ratio, max_steps)
    fall = _at_least(PolynomialDecay(rate, _left(max_steps, 0), 0.0, 0.5), min_lr)
    return _until(_overlaid(rate, warmup, fall), max_steps, min_lr)


@_original("CosineAnnealing", min_lr=1e-5)
def _cosine(
    rate, /, max_steps, min_lr=0, warmup_steps=None, warmup_ratio=None, constant_steps=None, constant_ratio=None
):
    """min_lr is a learning rate. With constant_steps, which come last and are part of max_steps, the warmup is that of
    Megatron-LM: it starts at 0."""
    warmup = _steps("warmup", warmup_steps, warmup_ratio, max_steps)
    constant = _steps("constant", constant_steps, constant_ratio, max_steps)
    if min_lr > rate or (constant and min_lr == rate):
        raise ValueError(f"min_lr must be below the optimizer's learning rate {rate!r}; got {min_lr!r}")
    fall = CosineAnnealing(rate, _left(max_steps, warmup + constant), min_lr)
    return after_warmup(fall, warmup) if constant else _warmed(rate, warmup, fall)


@_original("NoamAnnealing", d_model=512, learning_rate=1.0)
def _noam(rate, /, d_model, warmup_steps=None, warmup_ratio=None, max_steps=None, min_lr=0.0):
    """The optimizer's learning rate is a factor of the paper's, so 1 is usual. The first two updates have one rate.
    max_steps has an effect only with warmup_ratio."""
    warmup = _steps("warmup", warmup_steps, warmup_ratio, max_steps)
    if min_lr > rate:
        raise ValueError(f"min_lr must be at most the optimizer's learning rate {rate!r}; got {min_lr!r}")
    curve = NoamDecay(d_model, warmup, rate) if warmup else PowerDecay(product(rate, d_model**-0.5), 1)
    if min_lr:
        limited = curve.clip(min_lr)
        curve = curve.then(limited.skip(warmup), at=warmup) if warmup else limited
    return Constant(curve(0)).then(curve, at=1)


@_original("NoamHoldAnnealing", hold_steps=300)
def _noam_hold(
    rate, /, max_steps, decay_rate=0.5, min_lr=0.0, warmup_steps=None, warmup_ratio=None, hold_steps=None,
    hold_ratio=None,
):  # fmt: skip
    """The decay continues as if the steps at the peak had not happened. decay_rate is the power. After max_steps the
    learning rate is min_lr, which also is a lower limit."""
    warmup = _steps("warmup", warmup_steps, warmup_ratio, max_steps)
    if not warmup:
        raise ValueError(
            "warmup_steps or warmup_ratio must be given, because NeMo decays in proportion to it; got none"
        )
    hold = _steps("hold", hold_steps, hold_ratio, max_steps)
    fall = _at_least(PowerDecay(rate, warmup, decay_rate), min_lr)
    return _until(_warmed(rate, warmup, Constant(rate).then(fall, at=hold) if hold else fall), max_steps, min_lr)


@_original("WarmupHoldAnnealOneMinusSquareRoot", hold_steps=600)
def _one_minus_square_root(
    rate, /, max_steps, min_lr=0.0, warmup_steps=None, warmup_ratio=None, hold_steps=None, hold_ratio=None
):
    """min_lr is a lower limit of a decay that leads to 0. Without hold_steps the steps of the warmup count as steps of
    the decay, so the learning rate drops when the warmup ends; hold_steps=0 prevents it."""
    return _held_first(
        rate, max_steps, min_lr, _steps("warmup", warmup_steps, warmup_ratio, max_steps),
        _hold_of(hold_steps, hold_ratio, max_steps),
        lambda length: _at_least(WarmupStableDecay(rate, 0, 0, length, decay_shape="1-sqrt"), min_lr),
    )  # fmt: skip


@_original("WarmupHoldAnnealLinear", hold_steps=600)
def _hold_linear(
    rate, /, max_steps, min_lr=0.0, warmup_steps=None, warmup_ratio=None, hold_steps=None, hold_ratio=None
):
    """Without hold_steps the steps of the warmup count as steps of the decay, so the learning rate drops when it ends;
    hold_steps=0 prevents that."""
    return _held_first(
        rate, max_steps, min_lr, _steps("warmup", warmup_steps, warmup_ratio, max_steps),
        _hold_of(hold_steps, hold_ratio, max_steps), lambda length: linear_change(rate, min_lr, length),
    )  # fmt: skip


@_original("WarmupAnnealing")
def _linear(rate, /, max_steps, min_lr=0.0, warmup_steps=None, warmup_ratio=None):
    """The decay is linear, and it ends at min_lr, which is 0 by default."""
    warmup = _steps("warmup", warmup_steps, warmup_ratio, max_steps)
    return _warmed(rate, warmup, LinearDecay(rate, _left(max_steps, warmup), min_lr))


@_original("InverseSquareRootAnnealing")
def _inverse_square_root(rate, /, max_steps, min_lr=0.0, warmup_steps=None, warmup_ratio=None):
    """The learning rate drops to min_lr after max_steps, however high it is by then."""
    warmup = _steps("warmup", warmup_steps, warmup_ratio, max_steps)
    return _until(_warmed(rate, warmup, PowerDecay(rate, warmup + 1)), max_steps, min_lr)


@LIBRARY.original("T5InverseSquareRootAnnealing", optional=_NUMBERS, max_steps=100000, constant_steps=10000)
def _t5(max_steps, min_lr=0.0, constant_steps=None, constant_ratio=None):
    """The optimizer's learning rate is not read. The rate is 1 / sqrt(step), and before constant_steps it is the rate
    at constant_steps. constant_ratio alone raises an error in NeMo."""
    if not constant_steps or constant_ratio is not None:
        raise ValueError(
            "constant_steps must be above 0 and constant_ratio None, because NeMo computes with the first; got "
            f"{constant_steps!r} and {constant_ratio!r}"
        )
    level = constant_steps**-0.5
    return _until(Constant(level).then(PowerDecay(level, constant_steps), at=constant_steps), max_steps, min_lr)


@_original("PolynomialDecayAnnealing", power=2.0)
def _polynomial(rate, /, max_steps, min_lr=0.0, power=1.0, cycle=False, warmup_steps=None, warmup_ratio=None):
    """The power applies to the remaining time. cycle has no effect, because a cycle is as long as the training run."""
    warmup = _steps("warmup", warmup_steps, warmup_ratio, max_steps)
    return _warmed(rate, warmup, PolynomialDecay(rate, _left(max_steps, warmup), min_lr, power))


@_original("PolynomialHoldDecayAnnealing", power=2.0, hold_steps=300)
def _polynomial_hold(
    rate, /, max_steps, min_lr=0.0, power=1.0, cycle=False, warmup_steps=None, warmup_ratio=None, hold_steps=None,
    hold_ratio=None,
):  # fmt: skip
    """The power applies to the remaining time. Without hold_steps the learning rate drops when the warmup ends, and it
    is min_lr for as many steps at the end; hold_steps=0 prevents both."""
    warmup = _steps("warmup", warmup_steps, warmup_ratio, max_steps)
    hold = _hold_of(hold_steps, hold_ratio, max_steps)
    if hold is not None:
        cycle = False  # it is as long as the decay
    left = _left(max_steps, warmup + (hold or 0))
    return _held_first(
        rate, max_steps, min_lr, warmup, hold, lambda _: PolynomialDecay(rate, left, min_lr, power, bool(cycle))
    )


# What they share.


def _steps(name, steps, ratio, max_steps):
    if steps is not None and ratio is not None:
        raise ValueError(f"{name}_steps or {name}_ratio must be None; got {steps!r} and {ratio!r}")
    if ratio is not None:
        return truncated(ratio * _required(max_steps))
    return 0 if steps is None else steps


def _hold_of(steps, ratio, max_steps):
    return None if steps is None and ratio is None else _steps("hold", steps, ratio, max_steps)


def _required(max_steps):
    if max_steps is None:
        raise ValueError("max_steps must be given, because NeMo compares steps with it; got None")
    return max_steps


def _left(max_steps, before):
    if not before < max_steps:
        raise ValueError(f"max_steps must be above {before!r}, the steps before the decay; got {max_steps!r}")
    return max_steps - before


def _warmed(rate, warmup, schedule):
    """The schedule after the warmup, which ends at its first step with the optimizer's rate."""
    if not warmup:
        return schedule
    first = product(rate, 1 / (warmup + 1))
    if schedule(0) == rate:
        return schedule.warmup(warmup, first)
    return linear_change(first, rate, warmup).then(schedule.skip(1), at=warmup + 1)


def _overlaid(rate, warmup, schedule):
    """The schedule, of which the warmup replaces the first steps."""
    if not warmup:
        return schedule
    rise = linear_change(product(rate, 1 / (warmup + 1)), rate, warmup)
    return rise.then(schedule.skip(warmup + 1), at=warmup + 1)


def _held_first(rate, max_steps, min_lr, warmup, hold, decay):
    """The decay after so many steps at the peak; None: it replaces them, and counts from step 0."""
    if hold is None:
        return _until(_overlaid(rate, warmup, decay(_left(max_steps, 0))), max_steps, min_lr)
    fall = decay(_left(max_steps, warmup + hold))
    return _until(_warmed(rate, warmup, Constant(rate).then(fall, at=hold) if hold else fall), max_steps, min_lr)


def _until(schedule, max_steps, min_lr):
    """The schedule up to that step, then the lowest rate, unless it has ended there by itself."""
    if max_steps is None or all(schedule(max_steps + later) == min_lr for later in (0, 1, max_steps)):
        return schedule
    return schedule.then(Constant(min_lr), at=max_steps + 1)


def _at_least(schedule, lowest):
    return schedule.clip(lowest) if lowest else schedule
