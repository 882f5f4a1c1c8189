"""The schedulers of PyTorch-Ignite, called as ``Events.ITERATION_STARTED``: the first update has the first value."""

from ..schedules.cosine import CosineAnnealing
from ..schedules.cyclical import TriangularCyclicalLearningRate
from ..schedules.piecewise import Constant, PiecewiseInterpolation
from ..schedules.decay import LinearDecay
from ..schedules.cosine import CosineDecayRestarts
from ..core.schedule import Schedule
from .original import Apart, Library, joined, line, times, whole

_ANY = Apart()
LIBRARY = Library(
    "PyTorch-Ignite",
    "0.5.5",
    ("ignite.handlers", "ignite.handlers.param_scheduler"),
    {
        "optimizer": Apart(reason="a schedule knows no optimizer"),
        "param_name": Apart("lr", reason="schedules are of the learning rate"),
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
    """cycle_size is a whole cycle, to end_value and back, where step_size of CyclicLR is half; with monotonic=True it
    jumps back."""
    _alike(cycle_mult, start_value_mult, end_value_mult, warmup_duration)
    if monotonic:
        way = LinearDecay(start_value, cycle_size, end_value)
        way = way if start_value >= end_value else line(start_value, end_value, cycle_size)
        return way.repeat(every=cycle_size)
    return TriangularCyclicalLearningRate(start_value, end_value, cycle_size / 2)


@LIBRARY.original("CosineAnnealingScheduler", start_value=0.1, end_value=0.001, cycle_size=300)
def _cosine(
    start_value, end_value, cycle_size, cycle_mult=1.0, start_value_mult=1.0, end_value_mult=1.0, warmup_duration=0
):
    """It jumps back to start_value after cycle_size updates, again and again; the lengths of growing cycles are rounded
    down."""
    if cycle_mult != 1 and float(cycle_mult).is_integer() and start_value > 0:
        _alike(1, start_value_mult, end_value_mult, warmup_duration)
        return CosineDecayRestarts(start_value, cycle_size, cycle_mult, alpha=times(end_value, 1 / start_value))
    _alike(cycle_mult, start_value_mult, end_value_mult, warmup_duration)
    return CosineAnnealing(start_value, cycle_size, end_value).repeat(every=cycle_size)


def _alike(cycle_mult, start_value_mult, end_value_mult, warmup_duration):
    """Nothing but equal cycles has an equal here."""
    given = {
        "cycle_mult": (cycle_mult, 1),
        "start_value_mult": (start_value_mult, 1),
        "end_value_mult": (end_value_mult, 1),
        "warmup_duration": (warmup_duration, 0),
    }
    for name, (value, only) in given.items():
        if value != only:
            raise ValueError(f"{name} must be {only}: other cycles have no equal here; join them; got {value!r}")


@LIBRARY.original("PiecewiseLinear", milestones_values=[(100, 0.1), (300, 0.08), (500, 0.02)])
def _piecewise(milestones_values):
    """The first value holds from step 0 to its milestone, the last one to the end."""
    steps, values = zip(*milestones_values)
    for step in steps:
        whole(**{"each milestone": step})
    return PiecewiseInterpolation(steps, values) if len(steps) > 1 else Constant(values[0])


@LIBRARY.original(
    "ConcatScheduler", many=True,
    schedulers=[line(0.01, 0.1, 100), CosineAnnealing(0.1, 300).repeat(every=300)], durations=[100],
)  # fmt: skip
def _concatenated(schedulers, durations):
    """durations are lengths, not the steps to change at, and the last scheduler has none."""
    for each in schedulers:
        if not isinstance(each, Schedule):
            raise TypeError(f"schedulers must be schedules, each translated before; got {each!r}")
    return joined(schedulers, [sum(durations[: number + 1]) for number in range(len(durations))])


@LIBRARY.original(
    "create_lr_scheduler_with_warmup", many=True,
    lr_scheduler=CosineAnnealing(0.1, 900), warmup_start_value=0.0, warmup_duration=100,
)  # fmt: skip
def _with_warmup(lr_scheduler, warmup_start_value, warmup_duration, warmup_end_value: float = None):
    """The peak is at update warmup_duration - 1, and a scheduler of PyTorch goes on with its second rate, not
    with the first one again."""
    if not isinstance(lr_scheduler, Schedule):
        raise TypeError(f"lr_scheduler must be a schedule, translated before; got {lr_scheduler!r}")
    whole(warmup_duration=warmup_duration)
    if warmup_duration < 2:
        raise ValueError(f"warmup_duration must be 2 or more; got {warmup_duration!r}")
    first = lr_scheduler(0)
    if warmup_end_value is None or warmup_end_value == first:
        return lr_scheduler.warmup(warmup_duration - 1, warmup_start_value)
    up = line(warmup_start_value, warmup_end_value, warmup_duration - 1)
    return up.then(lr_scheduler, at=warmup_duration)
