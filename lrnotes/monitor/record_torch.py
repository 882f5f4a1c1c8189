"""PyTorch optimizers, recorded: a hook that runs before every step that really happens."""

from collections import Counter

from .recorder import Recorder


def bare(optimizer):
    """What steps in the end, under the wrappers of Accelerate and Lightning."""
    while not hasattr(optimizer, "_optimizer_step_pre_hooks") and hasattr(optimizer, "optimizer"):
        optimizer = optimizer.optimizer
    return optimizer


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
        recorder._handles.append(optimizer.register_step_pre_hook(_hook(recorder, number, keys)))


def _hook(recorder, number, keys):
    def write(optimizer, args, kwargs):
        groups = optimizer.param_groups
        rows = [[group[key] for group in groups] for key in keys]
        # GradScaler leaves out a step itself, but a fused optimizer is stepped and leaves out the update on the device.
        recorder.write(rows, number, getattr(optimizer, "found_inf", None))

    return write


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
