"""The schedulers of timm (PyTorch Image Models), which return the learning rate of an epoch or an update."""

from ..schedules.cosine import CosineAnnealing
from ..schedules.decay import LinearDecay, PolynomialDecay, PowerDecay
from ..schedules.less_common import KDecay, TanhDecay
from ..schedules.piecewise import Constant, MultiStepDecay, StepDecay
from ..schedules.warmup_stable_decay import WarmupStableDecay
from .arguments import NUMBER, Ignored, require_one_of, require_whole
from .original import Library
from .pytorch import OF_THE_OPTIMIZER, plateau
from .shapes import after_warmup, in_sequence, linear_change, product
from .timm_noise import noisy, with_noise

_NO_NOISE = Ignored(None, reason="only schedules of the step have noise here")

LIBRARY = Library(
    "timm",
    "1.0.31",
    ("timm.scheduler",),
    {
        "optimizer": OF_THE_OPTIMIZER,
        "t_in_epochs": Ignored(),
        "noise_range_t": _NO_NOISE,
        "noise_pct": Ignored(),
        "noise_std": Ignored(),
        "noise_seed": Ignored(),
        "initialize": Ignored(),
        "noise_type": Ignored(),
        # The names of the factory for the same arguments.
        "noise": _NO_NOISE,
        "plateau_mode": Ignored(),
        "patience_epochs": Ignored(),
        "cooldown_epochs": Ignored(),
    },
)


@LIBRARY.original("CosineLRScheduler", learning_rate=0.1, t_initial=1000, lr_min=0.001, warmup_t=100)
@with_noise
def _cosine(
    rate, /, t_initial, lr_min=0.0, cycle_mul=1.0, cycle_decay=1.0, cycle_limit=1, warmup_t=0, warmup_lr_init=0.0,
    warmup_prefix=False, k_decay=1.0,
):  # fmt: skip
    """By default the warmup replaces the first steps of the decay, so the learning rate drops when it ends;
    warmup_prefix=True puts it in front. lr_min is a learning rate and does not shrink with the cycles."""

    def fall(peak, length):
        if k_decay != 1:
            return KDecay(peak, length, k_decay, lr_min)
        return CosineAnnealing(peak, length, lr_min)

    cycles = _cycles(fall, rate, t_initial, lr_min, cycle_mul, cycle_decay, cycle_limit)
    return _with_warmup(cycles, rate, warmup_t, warmup_lr_init, warmup_prefix)


@LIBRARY.original("TanhLRScheduler", learning_rate=0.1, t_initial=1000, warmup_t=100, warmup_prefix=True)
@with_noise
def _tanh(
    rate, /, t_initial, lb=-7.0, ub=3.0, lr_min=0.0, cycle_mul=1.0, cycle_decay=1.0, cycle_limit=1, warmup_t=0,
    warmup_lr_init=0.0, warmup_prefix=False,
):  # fmt: skip
    """It ends 0.25% above lr_min and drops to it at t_initial. Without warmup_prefix, the warmup leads to the learning
    rate that the decay has by then, so there is no jump."""

    def fall(peak, length):
        return TanhDecay(peak, length, lb, ub, lr_min)

    cycles = _cycles(fall, rate, t_initial, lr_min, cycle_mul, cycle_decay, cycle_limit)
    if warmup_t and not warmup_prefix:
        return cycles.skip(warmup_t).warmup(warmup_t, warmup_lr_init)
    return _with_warmup(cycles, rate, warmup_t, warmup_lr_init, warmup_prefix)


@LIBRARY.original("PolyLRScheduler", learning_rate=0.1, t_initial=1000, power=0.9, lr_min=0.001)
@with_noise
def _poly(
    rate, /, t_initial, power=0.5, lr_min=0.0, cycle_mul=1.0, cycle_decay=1.0, cycle_limit=1, warmup_t=0,
    warmup_lr_init=0.0, warmup_prefix=False, k_decay=1.0,
):  # fmt: skip
    """power is 0.5 by default, and 1 in Keras and PyTorch. By default the warmup replaces the first steps of the decay,
    so the learning rate drops when it ends; warmup_prefix=True puts it in front."""

    def fall(peak, length):
        if k_decay != 1:
            return KDecay(peak, length, k_decay, lr_min, "polynomial", power)
        return LinearDecay(peak, length, lr_min) if power == 1 else PolynomialDecay(peak, length, lr_min, power)

    cycles = _cycles(fall, rate, t_initial, lr_min, cycle_mul, cycle_decay, cycle_limit)
    return _with_warmup(cycles, rate, warmup_t, warmup_lr_init, warmup_prefix)


@LIBRARY.original("StepLRScheduler", learning_rate=0.1, decay_t=300, decay_rate=0.5)
@with_noise
def _step(rate, /, decay_t, decay_rate=1.0, warmup_t=0, warmup_lr_init=0.0, warmup_prefix=True):
    """decay_rate is 1 by default, which means no decay. The steps of the decay are counted from the end of the
    warmup."""
    return _with_warmup(StepDecay(rate, decay_t, decay_rate), rate, warmup_t, warmup_lr_init, warmup_prefix)


@LIBRARY.original("MultiStepLRScheduler", learning_rate=0.1, decay_t=[300, 600], decay_rate=0.5)
@with_noise
def _multi_step(rate, /, decay_t, decay_rate=1.0, warmup_t=0, warmup_lr_init=0.0, warmup_prefix=True):
    """The learning rate drops one epoch before each milestone, on purpose, whereas MultiStepLR of PyTorch drops it at
    the milestone."""
    stairs = MultiStepDecay(rate, [max(step - 1, 0) for step in decay_t], decay_rate) if decay_t else Constant(rate)
    return _with_warmup(stairs, rate, warmup_t, warmup_lr_init, warmup_prefix)


@LIBRARY.original(
    "WSDLRScheduler", optional={"stable_timescale": NUMBER}, learning_rate=0.1, t_initial=900, decay_t=200, warmup_t=100
)
@with_noise
def _wsd(
    rate, /, t_initial, decay_t, lr_min=0.0, stable_fn="constant", stable_timescale=None, stable_power=0.5,
    decay_fn="1-sqrt", decay_power=0.5, decay_ratio=0.1, warmup_t=0, warmup_lr_init=0.0,
):  # fmt: skip
    """t_initial excludes the warmup and includes the decay. With stable_fn="rsqrt" the decay multiplies a learning rate
    that itself keeps decreasing."""
    require_one_of(("constant", "rsqrt", "power"), stable_fn=stable_fn)
    require_one_of(("linear", "1-sqrt", "cosine", "power", "exp"), decay_fn=decay_fn)
    if not 0 < decay_t <= t_initial:
        raise ValueError(f"decay_t must be above 0 and at most t_initial={t_initial!r}; got {decay_t!r}")
    stable_t, shape = t_initial - decay_t, {"exp": "exponential"}.get(decay_fn, decay_fn)
    base = {"exponential_base": decay_ratio} if decay_fn == "exp" else {}
    if stable_fn == "constant" and decay_fn != "power":
        return WarmupStableDecay(rate, warmup_t, stable_t, decay_t, warmup_lr_init, lr_min, shape, **base)
    height = rate if stable_fn == "constant" else 1.0  # the other two multiply a decay from 1
    if decay_fn == "power":
        fall = KDecay(height, decay_t, decay_power, lr_min, "polynomial")
        fall = Constant(height).then(fall, at=stable_t) if stable_t else fall
    else:
        fall = WarmupStableDecay(height, 0, stable_t, decay_t, decay_shape=shape, **base)
    if stable_fn == "constant":
        return after_warmup(fall, warmup_t, warmup_lr_init)
    if lr_min:
        raise ValueError(f"lr_min must be 0 for stable_fn={stable_fn!r}; got {lr_min!r}")
    power = 0.5 if stable_fn == "rsqrt" else stable_power
    timescale = warmup_t if stable_timescale is None else stable_timescale
    return after_warmup(PowerDecay(rate, timescale, power) * fall, warmup_t, warmup_lr_init)


def _cycles(fall, rate, length, lowest, times_as_long, times_as_high, limit):
    """Decays one after another, then the lowest learning rate."""
    require_whole(cycle_limit=limit)
    if limit < 1:
        return Constant(lowest)
    if limit > 100:
        raise ValueError(f"cycle_limit must be at most 100; got {limit!r}")
    falls, starts, peak = [], [0], rate
    for _ in range(limit):
        falls.append(fall(peak, length))
        starts.append(starts[-1] + length)
        length, peak = length * times_as_long, product(peak, times_as_high)
    ends_there = falls[-1](starts[-1] - starts[-2]) == lowest
    return in_sequence(falls if ends_there else [*falls, Constant(lowest)], starts[1:-1] if ends_there else starts[1:])


def _with_warmup(schedule, rate, steps, start, prefix):
    """A warmup to the optimizer's learning rate, then the schedule, from its start (``prefix``) or its current step."""
    if not steps:
        return schedule
    after = schedule if prefix else schedule.skip(steps)
    return after.warmup(steps, start) if after(0) == rate else linear_change(start, rate, steps).then(after, at=steps)


@LIBRARY.original("PlateauLRScheduler", learning_rate=0.1, decay_rate=0.5, patience_t=5, mode="min")
def _plateau(
    rate, /, decay_rate=0.1, patience_t=10, threshold=1e-4, cooldown_t=0, warmup_t=0, warmup_lr_init=0.0, lr_min=0.0,
    mode="max",
):  # fmt: skip
    """This is the rule of PyTorch, deprecated in timm. mode is "max" by default, which is wrong for a loss. A call for
    epoch 0 sets the learning rate to warmup_lr_init even if there is no warmup."""
    if warmup_t:
        raise ValueError(f"warmup_t must be 0, because a rule that reacts to a metric has no warmup; got {warmup_t!r}")
    return plateau(rate, mode, decay_rate, patience_t, threshold, cooldown=cooldown_t, min_lr=lr_min)


_KINDS = ("cosine", "tanh", "step", "multistep", "poly", "wsd", "rsqrt", "constant")


@LIBRARY.original(
    "create_scheduler_v2", many=True, optional={"decay_epochs": NUMBER, "stable_timescale": NUMBER},
    learning_rate=0.1, sched="cosine", num_epochs=300, warmup_epochs=5,
)  # fmt: skip
def _factory(
    rate, /, sched="cosine", num_epochs=300, decay_epochs=None, decay_milestones=(90, 180, 270),
    decay_rate=0.1, min_lr=0.0, warmup_lr=1e-5, warmup_epochs=0, warmup_prefix=False, cycle_mul=1.0, cycle_decay=0.1,
    cycle_limit=1, k_decay=1.0, decay_fn=None, stable_timescale=None, step_on_epochs=True, updates_per_epoch=0,
    noise=None, noise_pct=0.67, noise_std=1.0, noise_seed=42,
):  # fmt: skip
    """These are the options of train.py in timm. By default each cycle peaks at a tenth of the previous one, whereas
    CosineLRScheduler itself keeps the peaks. decay_rate is the power of "poly". With "wsd", num_epochs includes the
    warmup."""
    require_one_of(_KINDS, sched=sched)
    length = 1 if step_on_epochs else updates_per_epoch
    if not length:
        raise ValueError("updates_per_epoch must be given if step_on_epochs is False")
    if decay_epochs is None:
        decay_epochs = 0.2 if sched in ("wsd", "rsqrt") else 90
    total, warmup = num_epochs * length, warmup_epochs * length
    warm = {"warmup_t": warmup, "warmup_lr_init": warmup_lr}
    noise = _noise(noise, total, noise_pct, noise_std, noise_seed)
    prefix = {"warmup_prefix": warmup_prefix, **noise}
    cycle = {"cycle_mul": cycle_mul, "cycle_decay": cycle_decay, "cycle_limit": cycle_limit}
    if sched == "cosine":
        return _cosine(rate, total, min_lr, **cycle, **warm, **prefix, k_decay=k_decay)
    if sched == "tanh":
        return _tanh(rate, total, lr_min=min_lr, **cycle, **warm, **prefix)
    if sched == "poly":
        return _poly(rate, total, decay_rate, min_lr, **cycle, **warm, **prefix, k_decay=k_decay)
    if sched == "step":
        return _step(rate, decay_epochs * length, decay_rate, **warm, **prefix)
    if sched == "multistep":
        return _multi_step(rate, [step * length for step in decay_milestones], decay_rate, **warm, **prefix)
    if sched == "constant":
        return noisy(_with_warmup(Constant(rate), rate, warmup, warmup_lr, warmup_prefix), **noise)
    left = total if warmup_prefix else total - warmup
    decay = round(decay_epochs * left if 0 < decay_epochs < 1 else decay_epochs * length)
    stable, usual = ("rsqrt", "linear") if sched == "rsqrt" else ("constant", "1-sqrt")
    timescale = None if stable_timescale is None else stable_timescale * length
    return _wsd(rate, left, decay, min_lr, stable, timescale, decay_fn=decay_fn or usual, **warm, **noise)


def _noise(noise, total, noise_pct, noise_std, noise_seed):
    """The noise of a scheduler whose range is a fraction of its length, or two."""
    if noise is None:
        span = None
    else:
        ends = [each * total for each in noise] if isinstance(noise, (list, tuple)) else [noise * total]
        span = ends[0] if len(ends) == 1 else ends
    return {"noise_range_t": span, "noise_pct": noise_pct, "noise_std": noise_std, "noise_seed": noise_seed}
