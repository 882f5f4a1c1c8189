"""The schedulers of PyTorch-Ignite, called as ``Events.ITERATION_STARTED``: the first update has the first value."""

from ..core.schedule import Schedule
from ..schedules.cosine import CosineAnnealing, CosineDecayRestarts
from ..schedules.cyclical import TriangularCyclicalLearningRate
from ..schedules.piecewise import Constant, PiecewiseInterpolation, StepDecay
from ..writers.recorded import as_float
from .arguments import NUMBER, Ignored, require_schedules, require_whole
from .original import Library
from .shapes import in_sequence, linear_change, product

_ANY = Ignored()
LIBRARY = Library(
    "PyTorch-Ignite",
    "0.5.5",
    ("ignite.handlers", "ignite.handlers.param_scheduler"),
    {
        "optimizer": Ignored(reason="a schedule has no optimizer"),
        "param_name": Ignored("lr", reason="schedules are schedules of the learning rate"),
        "save_history": _ANY,
        "param_group_index": _ANY,
        "output_simulated_values": _ANY,
    },
)


@LIBRARY.original("LinearCyclicalScheduler", start_value=0.001, end_value=0.01, cycle_size=400)
def _linear_cyclical(
    start_value, end_value, cycle_size, cycle_mult=1.0, start_value_mult=1.0, end_value_mult=1.0, warmup_duration=0,
    monotonic=False,
):  # fmt: skip
    """cycle_size is a full cycle, to end_value and back, whereas step_size_up of CyclicLR is half a cycle. With
    monotonic=True the learning rate jumps back, or returns in warmup_duration updates."""
    if warmup_duration and not monotonic:
        raise ValueError(f"warmup_duration must be 0 unless monotonic is True; got {warmup_duration!r}")
    if cycle_mult != 1:
        raise ValueError(f"cycle_mult must be 1, because lrnotes has no linear cycles that grow; got {cycle_mult!r}")
    one = TriangularCyclicalLearningRate(start_value, end_value, cycle_size / 2)
    if not monotonic and start_value_mult == end_value_mult == 1:
        return one
    one = linear_change(start_value, end_value, cycle_size) if monotonic else one
    return _cycles(one, start_value, end_value, cycle_size, start_value_mult, end_value_mult, warmup_duration)


@LIBRARY.original("CosineAnnealingScheduler", start_value=0.1, end_value=0.001, cycle_size=300)
def _cosine(
    start_value, end_value, cycle_size, cycle_mult=1.0, start_value_mult=1.0, end_value_mult=1.0, warmup_duration=0
):
    """The learning rate jumps back to start_value after cycle_size updates, or returns in warmup_duration more. If
    cycle_mult is not 1, Ignite rounds the lengths of later cycles down."""
    if cycle_mult != 1:
        return _growing_cosine(
            start_value, end_value, cycle_size, cycle_mult, start_value_mult, end_value_mult, warmup_duration
        )
    one = CosineAnnealing(start_value, cycle_size, end_value)
    return _cycles(one, start_value, end_value, cycle_size, start_value_mult, end_value_mult, warmup_duration)


def _growing_cosine(start, end, size, growth, start_mult, end_mult, warmup):
    if not as_float(growth).is_integer():
        raise ValueError(f"cycle_mult must be an integer, because Ignite rounds the lengths of cycles; got {growth!r}")
    if warmup:
        raise ValueError(f"warmup_duration must be 0 if cycles grow by cycle_mult={growth!r}; got {warmup!r}")
    if not start > 0:
        raise ValueError(f"start_value must be above 0 if cycles grow by cycle_mult={growth!r}; got {start!r}")
    if end and not start_mult == end_mult == 1:
        raise ValueError(
            f"start_value_mult and end_value_mult must be 1 if cycles grow by cycle_mult={growth!r} and end_value is "
            f"not 0; got {start_mult!r} and {end_mult!r}"
        )
    return CosineDecayRestarts(start, size, growth, start_mult, alpha=product(end, 1 / start))


def _cycles(one, start, end, size, start_mult, end_mult, warmup):
    """A cycle again and again, each with a warmup at its end that leads to the next one, and times a factor."""
    if start and end and start_mult != end_mult:
        raise ValueError(
            "start_value_mult must be end_value_mult if neither start_value nor end_value is 0, because lrnotes has no "
            f"cycles whose ends change by different factors; got {start_mult!r} and {end_mult!r}"
        )
    factor = start_mult if start else end_mult
    if warmup:
        one = one.then(linear_change(end, product(start, start_mult), warmup), at=size)
    cycles = one.repeat(every=size + warmup)
    return cycles if factor == 1 else cycles * StepDecay(1.0, size + warmup, factor)


@LIBRARY.original("PiecewiseLinear", milestones_values=[(100, 0.1), (300, 0.08), (500, 0.02)])
def _piecewise(milestones_values):
    """The first value holds from step 0 to its milestone, and the last value holds to the end."""
    steps, values = zip(*milestones_values)
    for step in steps:
        require_whole(**{"each milestone": step})
    return PiecewiseInterpolation(steps, values) if len(steps) > 1 else Constant(values[0])


@LIBRARY.original(
    "ConcatScheduler", many=True,
    schedulers=[linear_change(0.01, 0.1, 100), CosineAnnealing(0.1, 300).repeat(every=300)], durations=[100],
)  # fmt: skip
def _concatenated(schedulers, durations):
    """Each value of durations is a length, not a boundary, and the last scheduler has none."""
    require_schedules(schedulers=schedulers)
    if any(duration < 1 for duration in list(durations)[1:]):
        raise ValueError(f"durations must be 1 or more after the first, or Ignite never goes on; got {durations!r}")
    if len(durations) + 1 != len(schedulers):
        raise ValueError(f"durations must be {len(schedulers) - 1}, one for each but the last; got {durations!r}")
    return in_sequence(schedulers, [sum(durations[: number + 1]) for number in range(len(durations))])


@LIBRARY.original(
    "create_lr_scheduler_with_warmup", many=True, optional={"warmup_end_value": NUMBER},
    lr_scheduler=CosineAnnealing(0.1, 900), warmup_start_value=0.0, warmup_duration=100,
)  # fmt: skip
def _with_warmup(lr_scheduler, warmup_start_value, warmup_duration, warmup_end_value=None):
    """The peak is at update warmup_duration - 1. A scheduler of PyTorch then continues with its second learning rate
    instead of repeating the first one."""
    if not isinstance(lr_scheduler, Schedule):
        raise TypeError(f"lr_scheduler must be a schedule that translate has made; got {lr_scheduler!r}")
    require_whole(warmup_duration=warmup_duration)
    if warmup_duration < 2:
        raise ValueError(f"warmup_duration must be 2 or more; got {warmup_duration!r}")
    first = lr_scheduler(0)
    if warmup_end_value is None or warmup_end_value == first:
        return lr_scheduler.warmup(warmup_duration - 1, warmup_start_value)
    up = linear_change(warmup_start_value, warmup_end_value, warmup_duration - 1)
    return up.then(lr_scheduler, at=warmup_duration)
