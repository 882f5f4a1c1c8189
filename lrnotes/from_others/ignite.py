"""The schedulers of PyTorch-Ignite, called as ``Events.ITERATION_STARTED``: the first update has the first value."""

from ..core.schedule import Schedule
from ..schedules.cosine import CosineAnnealing, CosineDecayRestarts
from ..schedules.cyclical import TriangularCyclicalLearningRate
from ..schedules.decay import LinearDecay
from ..schedules.piecewise import Constant, PiecewiseInterpolation
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
    monotonic=True the learning rate jumps back."""
    _require_equal_cycles(cycle_mult, start_value_mult, end_value_mult, warmup_duration)
    if monotonic:
        cycle = LinearDecay(start_value, cycle_size, end_value)
        cycle = cycle if start_value >= end_value else linear_change(start_value, end_value, cycle_size)
        return cycle.repeat(every=cycle_size)
    return TriangularCyclicalLearningRate(start_value, end_value, cycle_size / 2)


@LIBRARY.original("CosineAnnealingScheduler", start_value=0.1, end_value=0.001, cycle_size=300)
def _cosine(
    start_value, end_value, cycle_size, cycle_mult=1.0, start_value_mult=1.0, end_value_mult=1.0, warmup_duration=0
):
    """The learning rate jumps back to start_value every cycle_size updates. If cycle_mult is not 1, Ignite rounds the
    lengths of later cycles down."""
    if cycle_mult != 1 and float(cycle_mult).is_integer() and start_value > 0:
        _require_equal_cycles(1, start_value_mult, end_value_mult, warmup_duration)
        return CosineDecayRestarts(start_value, cycle_size, cycle_mult, alpha=product(end_value, 1 / start_value))
    _require_equal_cycles(cycle_mult, start_value_mult, end_value_mult, warmup_duration)
    return CosineAnnealing(start_value, cycle_size, end_value).repeat(every=cycle_size)


def _require_equal_cycles(cycle_mult, start_value_mult, end_value_mult, warmup_duration):
    """A ValueError for cycles that differ from each other, which have no equal here."""
    given = {
        "cycle_mult": (cycle_mult, 1),
        "start_value_mult": (start_value_mult, 1),
        "end_value_mult": (end_value_mult, 1),
        "warmup_duration": (warmup_duration, 0),
    }
    for name, (value, only) in given.items():
        if value != only:
            raise ValueError(f"{name} must be {only}, because lrnotes has no equal of other cycles; got {value!r}")


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
    """Each of durations is a length, not a boundary, and the last scheduler has none."""
    require_schedules(schedulers=schedulers)
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
