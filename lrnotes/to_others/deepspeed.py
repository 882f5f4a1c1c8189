"""Schedules in DeepSpeed's configuration: which of its schedulers are equal to ours, and where none is.

They are in deepspeed/runtime/lr_schedules.py of DeepSpeed 0.19.8. Its warmup schedulers take the first step twice, so
the configuration starts them at batch 0 (``last_batch_iteration``), and the optimizer at the first update's rate.
"""

from ..core.composition import Warmup
from ..schedules.cosine import CosineAnnealing, CosineDecay, CosineDecayRestarts
from ..schedules.cyclical import OneCycle, SlantedTriangular, TriangularCyclicalLearningRate
from ..schedules.decay import LinearDecay
from ..schedules.feedback import GreedyLR, ReduceLROnPlateau
from ..schedules.finder_and_averaging import RangeTest
from ..schedules.piecewise import Constant
from ..writers.recorded import as_float, truncated
from .code_number import is_whole
from .frameworks import DEEPSPEED as FRAMEWORK
from .joining import short
from .parts import DeepSpeedCode
from .rows import native, none

__all__ = ["FRAMEWORK", "ROWS", "own"]

_NO_FEEDBACK = "No scheduler of DeepSpeed reacts to the loss."
_NO_COSINE = "WarmupCosineLR always has a warmup, of at least two steps, and begins it an update late."
_OTHER_DECAY = "OneCycle of DeepSpeed ends its cycle where it started, and then has another decay."
_JSON = "In a JSON file, write false for False and true for True."


def own(kind, schedule, row):
    """What DeepSpeed has for a schedule."""
    return ROWS[kind](schedule) if kind in ROWS else none("DeepSpeed has no scheduler of this shape.")


def _configured(rate, kind, **params):
    return DeepSpeedCode(rate=rate, scheduler={"type": kind, "params": params})


def _constant(schedule):
    return native("Without a scheduler the learning rate is constant.", DeepSpeedCode(rate=schedule.learning_rate))


def _range_test(schedule):
    low, high, length = schedule.initial_learning_rate, schedule.maximal_learning_rate, schedule.num_steps
    if schedule.shape == "exponential":
        return none("LRRangeTest of DeepSpeed only rises linearly.")
    stair = schedule.stair_steps
    size, share = (stair, stair / length) if stair else (length, 1)
    return native(
        f"Each step_size adds step_rate times the first learning rate, after num_steps too. {_JSON}",
        _configured(
            low,
            "LRRangeTest",
            lr_range_test_min_lr=low,
            lr_range_test_step_size=size,
            lr_range_test_step_rate=(high - low) / low * share,
            lr_range_test_staircase=bool(stair),
        ),
        when=low.is_above(0) & is_whole(size),
        otherwise="LRRangeTest has this shape if it starts above 0 and its step_size is an integer.",
    )


def _slanted_triangular(schedule):
    peak, ratio = schedule.maximal_learning_rate, schedule.ratio
    cut = (schedule.cut_frac * schedule.total_steps).as_count()
    return native(
        f"After the cycle the learning rate stays at cycle_min_lr. {_JSON}",
        _configured(
            peak,
            "OneCycle",
            cycle_min_lr=peak / ratio,
            cycle_max_lr=peak,
            cycle_first_step_size=cut,
            cycle_second_step_size=(schedule.total_steps - cut).as_count(),
            cycle_momentum=False,
        ),
        when=is_whole(schedule.total_steps),
        otherwise="OneCycle of DeepSpeed has this shape if total_steps is an integer.",
    )


ROWS = {
    Constant: _constant,
    RangeTest: _range_test,
    SlantedTriangular: _slanted_triangular,
    CosineDecay: lambda schedule: none(_NO_COSINE),
    CosineAnnealing: lambda schedule: none(_NO_COSINE),
    CosineDecayRestarts: lambda schedule: none(_NO_COSINE),
    LinearDecay: lambda schedule: none("WarmupDecayLR always has a warmup, of at least two steps."),
    OneCycle: lambda schedule: none(
        "OneCycle of DeepSpeed ends its cycle where it started, and then has another decay."
    ),
    TriangularCyclicalLearningRate: lambda schedule: none("OneCycle of DeepSpeed has one cycle only."),
    ReduceLROnPlateau: lambda schedule: none(_NO_FEEDBACK),
    GreedyLR: lambda schedule: none(_NO_FEEDBACK),
}


def composed(schedule):
    """What DeepSpeed has for a composed schedule: a warmup before a constant rate or a linear decay."""
    inner = schedule.schedule if type(schedule) is Warmup else None
    if type(inner) not in (Constant, LinearDecay) or not is_whole(schedule.warmup_steps) or schedule.warmup_steps < 2:
        return None
    warmup, low = truncated(schedule.warmup_steps), as_float(schedule.initial_learning_rate)
    params = {"warmup_min_lr": low, "warmup_max_lr": short(as_float(inner(0))), "warmup_num_steps": warmup}
    params |= {"warmup_type": "linear", "last_batch_iteration": 0}
    note = "By default warmup_type is log, and the first step is taken twice: last_batch_iteration prevents that."
    if type(inner) is Constant:
        return native(note, _configured(low, "WarmupLR", **params))
    if not is_whole(inner.decay_steps) or inner.end_learning_rate != low:
        return None
    total = warmup + truncated(inner.decay_steps)
    return native(note, _configured(low, "WarmupDecayLR", total_num_steps=total, **params))
