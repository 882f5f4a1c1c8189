"""PyTorch optimizers, recorded: a hook that runs before every step that really happens."""

import math
from collections import Counter

from ..core.checks import is_number
from .recorder import Recorder


def bare(optimizer):
    """What steps once an update, under the wrappers of Accelerate and Lightning; with DeepSpeed, its own wrapper."""
    while not (hasattr(optimizer, "_optimizer_step_pre_hooks") or _is_deepspeed(optimizer)):
        if not hasattr(optimizer, "optimizer"):
            break
        optimizer = optimizer.optimizer
    return optimizer


def _is_deepspeed(optimizer):
    return type(optimizer).__module__.partition(".")[0] == "deepspeed"


def names_of(optimizers):
    """A name for every group of every optimizer: the group's own if it has one, ``rate`` if there is only one."""
    kinds = Counter(type(each).__name__ for each in optimizers)
    several = len(optimizers) > 1
    found = []
    for number, optimizer in enumerate(optimizers):
        kind = type(optimizer).__name__
        first = "" if not several else kind if kinds[kind] == 1 else f"{kind} {number}"
        found.append(_names(optimizer.param_groups, first))
    return found


def _names(groups, first):
    if len(groups) == 1 and "name" not in groups[0]:
        return [first or "rate"]
    names = [str(group.get("name", f"group {number}")) for number, group in enumerate(groups)]
    return [f"{first} {name}".strip() for name in names]


def tables_of(optimizers, also):
    """What is recorded besides the rate: for each table its name, the key in a group, and the item of a tuple."""
    groups = [group for each in optimizers for group in each.param_groups]
    return {name: place for key in also for name, place in _tables(key, groups).items()}


def _tables(key, groups):
    values = [group[key] for group in groups if key in group]
    if not values or key in ("params", "lr"):
        known = ", ".join(key for key in groups[0] if key not in ("params", "lr"))
        raise ValueError(f"record: also must be hyperparameters of the optimizer ({known}); got {key!r}")
    tuples = {len(value) for value in values if isinstance(value, (tuple, list))}
    found = {f"{key}[{item}]": (key, item) for item in range(max(tuples))} if tuples else {key: (key, None)}
    for value in values:
        _require_numbers(key, value)
    return found


def _require_numbers(key, value):
    """None is one too, as in ``foreach``: unknown."""
    items = value if isinstance(value, (tuple, list)) else [value]
    for item in items:
        if not (item is None or is_number(item) or getattr(item, "ndim", None) == 0 or isinstance(item, bool)):
            raise ValueError(f"record: also must be hyperparameters that are numbers, or tuples of them; got {key!r}")


def _read(group, key, item):
    value = group.get(key)
    if item is not None:
        value = value[item] if isinstance(value, (tuple, list)) and item < len(value) else None
    return math.nan if value is None else value


def attach(recorder, optimizers, places):
    """Let every step of the optimizers write a row: the rate, and what :func:`tables_of` has found."""
    for number, optimizer in enumerate(optimizers):
        watch = _Wrapped if _is_deepspeed(optimizer) else _hooked
        recorder._handles.append(watch(optimizer, recorder, number, list(places.values())))


def _rows(optimizer, places):
    groups = optimizer.param_groups
    return [[group["lr"] for group in groups], *([_read(group, *place) for group in groups] for place in places)]


def _hooked(optimizer, recorder, number, places):
    def write(optimizer, args, kwargs):
        # GradScaler leaves out a step itself, but a fused optimizer is stepped and leaves out the update on the device.
        recorder.write(_rows(optimizer, places), number, getattr(optimizer, "found_inf", None))

    return optimizer.register_step_pre_hook(write)


class _Wrapped:
    """A hook for DeepSpeed's ZeRO, which steps the optimizer under it once for each group, with that group alone."""

    def __init__(self, optimizer, recorder, number, places):
        self.optimizer, step = optimizer, optimizer.step

        def recorded(*args, **kwargs):
            rows = _rows(optimizer, places)
            result = step(*args, **kwargs)
            if not getattr(optimizer, "overflow", False):  # then it has skipped the update
                recorder.write(rows, number)
            return result

        optimizer.step = recorded

    def remove(self):
        vars(self.optimizer).pop("step", None)


def record_optimizers(optimizers, also, start):
    optimizers = [bare(each) for each in optimizers]
    places = tables_of(optimizers, also)
    recorder = Recorder(names_of(optimizers), places, start)
    attach(recorder, optimizers, places)
    return recorder
