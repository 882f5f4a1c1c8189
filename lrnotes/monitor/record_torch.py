"""PyTorch optimizers, recorded: a hook that runs before every step that really happens."""

from collections import Counter

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


def attach(recorder, optimizers, also):
    """Let every step of the optimizers write a row."""
    keys = ["lr", *also]
    for number, optimizer in enumerate(optimizers):
        watch = _Wrapped if _is_deepspeed(optimizer) else _hooked
        recorder._handles.append(watch(optimizer, recorder, number, keys))


def _rows(optimizer, keys):
    return [[group[key] for group in optimizer.param_groups] for key in keys]


def _hooked(optimizer, recorder, number, keys):
    def write(optimizer, args, kwargs):
        # GradScaler leaves out a step itself, but a fused optimizer is stepped and leaves out the update on the device.
        recorder.write(_rows(optimizer, keys), number, getattr(optimizer, "found_inf", None))

    return optimizer.register_step_pre_hook(write)


class _Wrapped:
    """A hook for DeepSpeed's ZeRO, which steps the optimizer under it once for each group, with that group alone."""

    def __init__(self, optimizer, recorder, number, keys):
        self.optimizer, step = optimizer, optimizer.step

        def recorded(*args, **kwargs):
            rows = _rows(optimizer, keys)
            result = step(*args, **kwargs)
            if not getattr(optimizer, "overflow", False):  # then it has skipped the update
                recorder.write(rows, number)
            return result

        optimizer.step = recorded

    def remove(self):
        vars(self.optimizer).pop("step", None)


def record_optimizers(optimizers, also, start):
    optimizers = [bare(each) for each in optimizers]
    for optimizer in optimizers:
        for key in also:
            if any(key not in group for group in optimizer.param_groups):
                known = ", ".join(key for key in optimizer.param_groups[0] if key != "params")
                raise ValueError(f"record: also must be hyperparameters of the optimizer ({known}); got {key!r}")
    recorder = Recorder(names_of(optimizers), also, start)
    attach(recorder, optimizers, also)
    return recorder
