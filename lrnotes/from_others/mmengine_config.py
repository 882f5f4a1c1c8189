"""The configuration of MMEngine: the list ``param_scheduler``, in which schedulers act on the same learning rate."""

import dataclasses
import math
from typing import Any

import numpy as np

from ..core.composition import Then
from ..core.feedback import FeedbackSchedule
from ..core.messages import shown
from ..core.schedule import Schedule
from ..schedules.piecewise import Constant, PiecewiseConstantDecay, StepDecay
from ..writers.recorded import truncated
from .arguments import DICT, DICT_OR_LIST, NUMBER, require_one_of
from .configurations import section
from .mmengine import LIBRARY, NO_END

_PLACE = "mmengine.optim."
_LENGTHS = ("step_size", "milestones", "T_max", "total_steps", "periods")
_BY_THE_STAIR = ("StepLR", "MultiStepLR")  # which change at the ends of epochs only, however they are counted
_MOST_EPOCHS = 5000
_LONG = 1_000_000  # steps, for what has no end


@LIBRARY.original(
    "Runner", at=("mmengine.runner",), many=True, added=["epoch_length"],
    optional={"param_scheduler": DICT_OR_LIST, "optim_wrapper": DICT, "train_cfg": DICT, "epoch_length": NUMBER},
    learning_rate=0.1, epoch_length=100,
    param_scheduler=[
        {"type": "LinearLR", "start_factor": 0.001, "by_epoch": False, "end": 500},
        {"type": "MultiStepLR", "milestones": [8, 11], "gamma": 0.1},
    ],
)  # fmt: skip
def _runner(rate=None, /, *, param_scheduler, optim_wrapper=None, train_cfg=None, epoch_length=None):
    """Schedulers count epochs unless by_epoch=False. With epoch_length, the updates of an epoch, steps are updates;
    without it all must count epochs, and steps are epochs. The optimizer's learning rate may be in optim_wrapper, and
    train_cfg has the default of end."""
    if rate is None:
        rate = section(optim_wrapper or {}, "optimizer", "optim_wrapper").get("lr")
    if rate is None:
        raise TypeError("learning_rate (the optimizer's), or optim_wrapper with it, must be given")
    entries = [param_scheduler] if isinstance(param_scheduler, dict) else list(param_scheduler)
    made = [_made(entry, rate, train_cfg or {}, epoch_length) for entry in entries if not _of_another(entry)]
    if any(isinstance(each.schedule, FeedbackSchedule) for each in made):
        if len(made) > 1:
            raise ValueError("ReduceOnPlateauLR must be the only scheduler, because it reacts to a metric")
        return made[0].schedule
    return _together(made, rate)


def _of_another(entry):
    """Whether an entry schedules the momentum."""
    return isinstance(entry, dict) and str(entry.get("type")).endswith("Momentum")


@dataclasses.dataclass(frozen=True)
class _Scheduler:
    """A scheduler of the list: the rates that it would give alone, and the window in which it acts."""

    kind: str
    schedule: Any
    begin: float
    end: float
    adds: bool  # whether it moves the rate towards another one, and does not just multiply it


def _made(entry, rate, train_cfg, epoch_length):
    if not isinstance(entry, dict):
        raise TypeError(f"param_scheduler must be dicts; got {shown(entry)}")
    given = {name: value for name, value in entry.items() if name not in ("type", "_scope_", "by_epoch")}
    kind, by_epoch, converted = (
        entry.get("type"),
        entry.get("by_epoch", True),
        given.pop("convert_to_iter_based", False),
    )
    known = {each.name.removeprefix(_PLACE): each for each in LIBRARY.originals if each.name.startswith(_PLACE)}
    require_one_of(tuple(known), type=kind)
    if converted and not by_epoch:
        raise ValueError("convert_to_iter_based must be False if by_epoch is False")
    if epoch_length is None and (converted or not by_epoch):
        raise TypeError("epoch_length must be given: how many updates are an epoch?")
    given.setdefault("end", _default_end(train_cfg, by_epoch, epoch_length))
    if by_epoch and epoch_length is not None and (converted or kind in _BY_THE_STAIR):
        given, by_epoch = _in_updates(given, epoch_length), False
    original = known[kind]
    if kind == "ReduceOnPlateauLR":
        given.pop("end")
    schedule = original.schedule(rate if original.reads_the_optimizer else None, **given)
    begin, end = given.get("begin", 0), given.get("end", NO_END)
    if by_epoch and epoch_length is not None and isinstance(schedule, Schedule):
        schedule = _by_epochs(kind, schedule, given, rate, epoch_length)
        begin, end = begin * epoch_length, end * epoch_length
    lowest = given.get("eta_min") or given.get("eta_min_ratio")
    return _Scheduler(kind, schedule, begin, end, kind == "OneCycleLR" or bool(lowest))


def _default_end(train_cfg, by_epoch, epoch_length):
    """The end of the training run, where it is known."""
    epochs, updates = train_cfg.get("max_epochs"), train_cfg.get("max_iters")
    if by_epoch:
        return NO_END if epochs is None else epochs
    if updates is None and epochs is not None and epoch_length is not None:
        updates = epochs * epoch_length
    return NO_END if updates is None else updates


def _in_updates(given, epoch_length):
    """The arguments of a scheduler of epochs, for updates."""
    changed = dict(given)
    for name in _LENGTHS:
        value = given.get(name)
        if value is not None:
            changed[name] = (
                [each * epoch_length for each in value] if isinstance(value, (list, tuple)) else (value * epoch_length)
            )
    changed["begin"] = truncated(given.get("begin", 0) * epoch_length)
    changed["end"] = given["end"] if given["end"] == NO_END else truncated(given["end"] * epoch_length)
    return changed


def _by_epochs(kind, schedule, given, rate, epoch_length):
    """A schedule of epochs as one of updates, which has the rate of an epoch throughout it."""
    begin, end = given.get("begin", 0), given["end"]
    if kind == "ExponentialLR" and end == NO_END and not begin:
        return StepDecay(rate, epoch_length, given["gamma"])
    if not end < _MOST_EPOCHS:
        raise ValueError(f"{kind}: end, or train_cfg with max_epochs, must be given, and below {_MOST_EPOCHS} epochs")
    rates = schedule(np.arange(end + 1)).tolist()
    changes = [epoch for epoch in range(1, end + 1) if rates[epoch] != rates[epoch - 1]]
    if not changes:
        return Constant(rates[0])
    values = [rates[0], *(rates[epoch] for epoch in changes)]
    return PiecewiseConstantDecay([epoch * epoch_length for epoch in changes], values, at_boundary="after")


def _together(made, rate):
    """All schedulers at once: factors of one learning rate. One that adds must find the others at rest."""
    result = None
    for number, each in enumerate(made):
        others = [other for place, other in enumerate(made) if place != number]
        if each.adds and not all(_is_at_rest(other.schedule, rate, each) for other in others):
            raise ValueError(
                f"{each.kind} must have a window in which no other scheduler changes the learning rate, because it "
                f"moves it towards another one; got one from {each.begin!r} up to {each.end!r}"
            )
        result = each.schedule if result is None else _joined(result, each, rate)
    return Constant(rate) if result is None else result


def _is_at_rest(schedule, rate, window):
    last = min(window.end, window.begin + _LONG)
    return np.allclose(schedule(np.arange(window.begin, last)), rate, rtol=1e-12, atol=0)


def _joined(first, second, rate):
    """One scheduler after another that is at rest by then, or both as factors."""
    schedule, after = second.schedule, dataclasses.replace(second, end=math.inf)
    if type(schedule) is Then and schedule.at == second.begin and _is_at_rest(first, rate, after):
        return first.then(schedule.second, at=second.begin)
    return first * ((1 / rate) * schedule if rate != 1 else schedule)
