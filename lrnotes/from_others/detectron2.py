"""The schedulers of fvcore, which are functions of the elapsed fraction of the training run, and what Detectron2 adds.

A schedule of steps needs to know how many there are: ``max_iter``, as Detectron2's ``LRMultiplier`` does.
"""

import math

from ..schedules.cosine import CosineAnnealing
from ..schedules.decay import ExponentialDecay, PolynomialDecay
from ..schedules.piecewise import Constant, MultiStepDecay, PiecewiseConstantDecay
from .arguments import LIST, NUMBER, require_one_of, require_positive, require_schedules
from .original import Library
from .pytorch import NO_POSITION, OF_THE_OPTIMIZER
from .shapes import linear_change, product

_EPSILON = 1e-6  # WHERE_EPSILON: what counts as a boundary already
FVCORE = Library("fvcore", "0.1.5.post20221221", ("fvcore.common.param_scheduler",), yields=True)


@FVCORE.original("ConstantParamScheduler", value=0.1)
def _constant(value):
    """In fvcore the call for the end of the training run raises an error."""
    return Constant(value)


@FVCORE.original("CosineParamScheduler", added=["max_iter"], start_value=0.1, end_value=0.001, max_iter=1000)
def _cosine(start_value, end_value, max_iter=None):
    """The end is a learning rate or a factor, whichever the start is. It is reached at max_iter, after the last
    update."""
    return CosineAnnealing(start_value, _given(max_iter), end_value, after_end="extend")


@FVCORE.original("ExponentialParamScheduler", added=["max_iter"], start_value=0.1, decay=0.01, max_iter=1000)
def _exponential(start_value, decay, max_iter=None):
    """Over the whole training run, the learning rate is multiplied by decay once."""
    return ExponentialDecay(start_value, _given(max_iter), decay)


@FVCORE.original("LinearParamScheduler", added=["max_iter"], start_value=0.1, end_value=0.001, max_iter=1000)
def _linear(start_value, end_value, max_iter=None):
    """The end is reached at max_iter, after the last update. After that, fvcore continues the line."""
    return linear_change(start_value, end_value, _given(max_iter))


@FVCORE.original(
    "MultiStepParamScheduler", added=["max_iter"], optional={"num_updates": NUMBER, "milestones": LIST},
    values=[0.1, 0.01, 0.001], milestones=[60, 80], num_updates=90, max_iter=900,
)  # fmt: skip
def _multi_step(values, num_updates=None, milestones=None, max_iter=None):
    """Milestones are relative to num_updates or, without it, to the last of them. fvcore changes the value a millionth
    of the training run early, which is noticed in runs of more than a million updates."""
    values, milestones = list(values), None if milestones is None else list(milestones)
    if milestones is None:
        if num_updates is None:
            raise ValueError("num_updates or milestones must be given; got None for both")
        milestones = [math.ceil(num_updates / len(values)) * number for number in range(1, len(values))]
    if num_updates is None:
        *milestones, num_updates = milestones
    if len(milestones) != len(values) - 1:
        raise ValueError(f"milestones must be one fewer than values={values!r}; got {milestones!r}")
    if num_updates < len(values):
        raise ValueError(f"num_updates must be at least the number of values, {len(values)}; got {num_updates!r}")
    if any(later <= earlier for earlier, later in zip([0, *milestones], [*milestones, num_updates])):
        raise ValueError(f"milestones must increase from above 0 to below {num_updates!r}; got {milestones!r}")
    return _in_stairs(values, [milestone / num_updates for milestone in milestones], _given(max_iter))


@FVCORE.original("PolynomialDecayParamScheduler", added=["max_iter"], base_value=0.1, power=0.9, max_iter=1000)
def _polynomial(base_value, power, max_iter=None):
    """It ends at 0, at max_iter, after the last update."""
    return PolynomialDecay(base_value, _given(max_iter), 0.0, power)


@FVCORE.original(
    "StepParamScheduler", added=["max_iter"], num_updates=120, values=[0.1, 0.01, 0.001, 0.0001], max_iter=1200
)
def _step(num_updates, values, max_iter=None):
    """All values last equally long; num_updates has no effect. In fvcore the call for the end of the training run
    raises an error."""
    require_positive(num_updates=num_updates)
    values = list(values)
    return _in_stairs(values, [number / len(values) for number in range(1, len(values))], _given(max_iter))


@FVCORE.original(
    "StepWithFixedGammaParamScheduler", added=["max_iter"],
    base_value=0.1, num_decays=3, gamma=0.1, num_updates=120, max_iter=1200,
)  # fmt: skip
def _fixed_gamma(base_value, num_decays, gamma, num_updates, max_iter=None):
    """There is one more interval than num_decays, and all are equally long; num_updates has no effect."""
    require_positive(base_value=base_value, num_decays=num_decays, gamma=gamma)
    return _step(num_updates, [base_value * gamma**number for number in range(num_decays + 1)], max_iter)


@FVCORE.original(
    "CompositeParamScheduler", many=True, added=["max_iter"],
    schedulers=[Constant(0.1), CosineAnnealing(0.1, 700, 0.001)], lengths=[0.3, 0.7],
    interval_scaling=["rescaled", "rescaled"], max_iter=1000,
)  # fmt: skip
def _composite(schedulers, lengths, interval_scaling, max_iter=None):
    """Each scheduler covers its fraction of the training run. Translate those that are "rescaled" with max_iter times
    that fraction, and those that are "fixed", which count from step 0, with max_iter."""
    require_schedules(schedulers=schedulers)
    lengths, scaling, total = list(lengths), list(interval_scaling), _given(max_iter)
    if not len(schedulers) == len(lengths) == len(scaling) > 0:
        raise ValueError(
            f"lengths and interval_scaling must be as many as schedulers, {len(schedulers)}; got {lengths!r} and "
            f"{scaling!r}"
        )
    if abs(sum(lengths) - 1) >= 1e-3:
        raise ValueError(f"lengths must add up to 1; got {lengths!r}")
    for each in scaling:
        require_one_of(("rescaled", "fixed"), **{"each of interval_scaling": each})
    result, passed = schedulers[0], 0.0
    for schedule, length, kind in zip(schedulers[1:], lengths, scaling[1:]):
        passed += length
        first = _first_after(passed * total, total)
        result = result.then(
            schedule.skip(first - (_start(passed, total, first) if kind == "rescaled" else 0)), at=first
        )
    return result


DETECTRON2 = Library(
    "Detectron2",
    "606437e",
    ("detectron2.solver", "detectron2.solver.lr_scheduler"),
    {
        "optimizer": OF_THE_OPTIMIZER,
        **dict.fromkeys(("last_iter", "last_epoch"), NO_POSITION),
    },
    yields=True,
)
_METHODS = ("linear", "constant")


@DETECTRON2.original(
    "WarmupParamScheduler", at=("detectron2.solver.lr_scheduler",), many=True, added=["max_iter"],
    scheduler=CosineAnnealing(1.0, 1000), warmup_factor=0.001, warmup_length=0.1, max_iter=1000,
)  # fmt: skip
def _warmup(scheduler, warmup_factor, warmup_length, warmup_method="linear", rescale_interval=False, max_iter=None):
    """The warmup replaces the first steps of the scheduler and leads to the value that it has by then. warmup_length is
    a fraction of the training run. With rescale_interval=True, translate the scheduler with max_iter times the rest."""
    require_schedules(scheduler=[scheduler])
    require_one_of(_METHODS, warmup_method=warmup_method)
    total = _given(max_iter)
    if not warmup_length:
        return scheduler
    steps, start = round(warmup_length * total, 9), product(warmup_factor, scheduler(0))
    first = _first_after(steps, total)
    after = scheduler.skip(first - _start(warmup_length, total, first) if rescale_interval else first)
    if warmup_method == "constant":
        return Constant(start).then(after, at=first)
    return linear_change(start, scheduler(0 if rescale_interval else steps), steps).then(after, at=first)


@DETECTRON2.original(
    "LRMultiplier", many=True, learning_rate=0.02, multiplier=CosineAnnealing(1.0, 1000), max_iter=1000
)
def _multiplier(rate, /, multiplier, max_iter):
    """The multiplier is a scheduler of fvcore, of which the first value is usually 1. Translate it with the same
    max_iter."""
    require_schedules(multiplier=[multiplier])
    return rate * multiplier


@DETECTRON2.original("WarmupMultiStepLR", at=("detectron2.solver.lr_scheduler",), learning_rate=0.02, milestones=[3000])
def _warmup_multi_step(rate, /, milestones, gamma=0.1, warmup_factor=0.001, warmup_iters=1000, warmup_method="linear"):
    """It is deprecated in favor of LRMultiplier. The warmup is a factor, so a milestone within it counts."""
    milestones = list(milestones)
    if milestones != sorted(milestones):
        raise ValueError(f"milestones must increase; got {milestones!r}")
    stairs = MultiStepDecay(rate, milestones, gamma) if milestones else Constant(rate)
    if warmup_method == "linear" and (not milestones or milestones[0] >= warmup_iters > 0):
        return _warmed(stairs, rate, warmup_factor, warmup_iters)
    return _times_warmup(stairs, warmup_factor, warmup_iters, warmup_method)


@DETECTRON2.original("WarmupCosineLR", at=("detectron2.solver.lr_scheduler",), learning_rate=0.02, max_iters=9000)
def _warmup_cosine(rate, /, max_iters, warmup_factor=0.001, warmup_iters=1000, warmup_method="linear"):
    """It is deprecated in favor of LRMultiplier. The warmup is a factor of a cosine that starts at step 0, so the rate
    stays below the optimizer's."""
    waves = CosineAnnealing(rate, max_iters, after_end="extend")
    return _times_warmup(waves, warmup_factor, warmup_iters, warmup_method)


# What they share.


def _given(max_iter):
    if max_iter is None:
        raise TypeError("max_iter must be given, because the length of the training run is not known")
    require_positive(max_iter=max_iter)
    return max_iter


def _in_stairs(values, parts, total):
    """Values that change at these fractions of the training run."""
    steps = [math.ceil(round((part - _EPSILON) * total, 9)) for part in parts]
    if not steps:
        return Constant(values[0])
    return PiecewiseConstantDecay(steps, values, at_boundary="after")


def _first_after(steps, total):
    """The first update that fvcore counts as later than so many steps."""
    return math.floor(round(steps - _EPSILON * total, 9)) + 1


def _start(part, total, first):
    """The step at which a part of the training run begins, which may lie before its first update."""
    start = round(part * total, 9)
    if start > first:
        raise ValueError(
            f"max_iter must be at most 1,000,000, because fvcore begins a phase before its start in longer runs; "
            f"got {total!r}"
        )
    return start


def _warmed(schedule, rate, factor, steps):
    """A warmup in front of steps that are still at the optimizer's rate."""
    return schedule.skip(steps).warmup(steps, product(factor, rate))


def _times_warmup(schedule, factor, steps, method):
    require_one_of(_METHODS, warmup_method=method)
    if not steps:
        return schedule
    rise = Constant(1.0).warmup(steps, factor) if method == "linear" else Constant(factor).then(Constant(1.0), at=steps)
    return schedule * rise


LIBRARIES = [FVCORE, DETECTRON2]
