"""The schedulers of OLMo-core that are made of stages or of others."""

from itertools import accumulate

from ..schedules.cosine import CosineAnnealing
from ..schedules.piecewise import Constant
from .arguments import require_one_of, require_schedules
from .olmo_core import LIBRARY
from .shapes import in_sequence, linear_change, product

_SHAPES = ("linear", "cosine")


@LIBRARY.original(
    "ComposableScheduler", many=True, learning_rate=1e-3,
    stages=[
        {"duration": 100, "start_lr": 0.0, "end_lr_fraction": 1.0},
        {"duration": 900, "shape": "cosine", "end_lr": 1e-4},
    ],
)  # fmt: skip
def _composable(rate, /, stages=(), override_decay=None):
    """Each stage is a dict with the arguments of ComposableSchedulerStage. A stage starts where the one before has
    ended unless it says otherwise. override_decay is a dict as well."""
    parts, starts, last = [], [0], rate
    for stage in stages:
        first = _of_two(rate, stage, "start_lr", last)
        last = _of_two(rate, stage, "end_lr", None)
        parts.append(_segment(first, last, stage))
        starts.append(starts[-1] + stage["duration"])
    if not parts:
        raise ValueError("stages must be given; got none")
    schedule = in_sequence([*parts, Constant(last)], starts[1:])
    if override_decay is not None:
        start = override_decay["start"]
        tail = _segment(schedule(start), _of_two(rate, override_decay, "end_lr", None), override_decay)
        schedule = schedule.then(tail, at=start) if start else tail
    return schedule.skip(1)


@LIBRARY.original(
    "SequentialScheduler", many=True,
    schedulers=[Constant(0.1).warmup(100).skip(1), CosineAnnealing(0.1, 900).skip(1)], schedulers_max=[100],
)  # fmt: skip
def _sequential(schedulers, schedulers_max=None, schedulers_max_steps=None, override_decay=None):
    """Translate each scheduler with the final learning rate of the one before, and with its own length as max_steps.
    Each of schedulers_max is such a length."""
    require_schedules(schedulers=schedulers)
    lengths = list(schedulers_max or schedulers_max_steps or [])[: len(schedulers) - 1]
    if override_decay is not None:
        raise ValueError("override_decay must be None; ComposableScheduler has it too")
    return in_sequence(schedulers, list(accumulate(lengths)))


def _of_two(rate, stage, name, otherwise):
    """A rate of a stage, which may be given as a fraction of the optimizer's."""
    value, fraction = stage.get(name), stage.get(f"{name}_fraction")
    if (value is None) == (fraction is None) and not (value is None and otherwise is not None):
        raise ValueError(f"each stage must have {name} or {name}_fraction, not both; got {stage!r}")
    if value is None and fraction is None:
        return otherwise
    return product(fraction, rate) if value is None else value


def _segment(first, last, stage):
    shape, steps = stage.get("shape", "linear"), stage["duration"]
    require_one_of(_SHAPES, **{"the shape of a stage": shape})
    return linear_change(first, last, steps) if shape == "linear" else CosineAnnealing(first, steps, last)
