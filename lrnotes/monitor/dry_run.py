"""A dry run: the reader's own optimizer and scheduler, copied, and led through the loop without a forward pass."""

import contextlib
import copy
import math
import random
import sys
import warnings
from collections import defaultdict
from typing import Any

import numpy as np

from .record_torch import bare, names_of
from .recorder import Recorder

#: The most updates of a dry run: about a minute.
MOST = 10_000_000
_INTERVALS = ("step", "batch", "epoch")


def dry_run(
    optimizer: Any,
    scheduler: Any = None,
    *,
    batches_per_epoch: int,
    epochs: float = 1,
    schedule: Any = None,
    accumulation: int = 1,
    processes: int = 1,
    interval: str = "step",
) -> Recorder:
    """The learning rates that PyTorch objects will give, update by update, found before training.

    Optimizer and scheduler are copied, with empty parameters, and the copies are led through the loop that the
    arguments describe: no forward pass, no data, and neither the objects nor the random numbers of the program change.
    A million updates take seconds.

    Args:
        optimizer: an optimizer, or a list of several that train together.
        scheduler: the scheduler, or a list of several. Default: none, so that the rates stay as they are.
        batches_per_epoch: micro-batches per epoch, ``len(loader)`` before the batches are divided among processes.
        epochs: how many epochs are trained; not necessarily an integer.
        schedule: not used here; :func:`lrnotes.doctor` compares with it.
        accumulation: micro-batches for each update; the last update of an epoch may have fewer.
        processes: how many processes divide the batches of an epoch among themselves.
        interval: when the loop calls ``scheduler.step()``: ``"step"`` after every update, ``"batch"`` after every
            micro-batch, ``"epoch"`` at the end of every epoch. A scheduler that Accelerate has prepared counts by
            itself, as Accelerate makes it: ``"step"`` is right for it.

    Returns:
        A :class:`~lrnotes.monitor.recorder.Recorder` with the rates of all updates.

    Raises:
        TypeError: if the scheduler needs a metric, as reduce on plateau does, or if an object cannot be copied.
        ValueError: if a number is not positive, ``interval`` is unknown, or there are more than 10 million updates.
    """
    loop = _Loop(batches_per_epoch, epochs, accumulation, processes, interval)
    optimizers = [bare(each) for each in _listed(optimizer)]
    schedulers = [_Steps(each, processes) for each in _listed(scheduler)]
    with _unchanged():
        optimizers, found = _copies(optimizers, [each.scheduler for each in schedulers])
        for steps, each in zip(schedulers, found):
            steps.scheduler = each
        return _lead(loop, optimizers, schedulers)


class _Loop:
    """How many updates there are, and when the scheduler is stepped."""

    def __init__(self, batches, epochs, accumulation, processes, interval):
        numbers = dict(batches_per_epoch=batches, epochs=epochs, accumulation=accumulation, processes=processes)
        for name, value in numbers.items():
            if not value > 0:
                raise ValueError(f"dry_run: {name} must be above 0; got {value!r}")
        if interval not in _INTERVALS:
            raise ValueError(f"dry_run: interval must be one of {', '.join(map(repr, _INTERVALS))}; got {interval!r}")
        self.batches = math.ceil(batches / processes)  # of one process
        self.accumulation, self.interval = accumulation, interval
        self.per_epoch = math.ceil(self.batches / accumulation)
        self.updates = math.ceil(self.per_epoch * epochs)
        if self.updates > MOST:
            raise ValueError(f"dry_run: the run must have at most {MOST:,} updates; got {self.updates:,}")

    def calls(self, update):
        """How often the loop calls ``scheduler.step()`` before an update, counted from 0, and after it."""
        ends = (update + 1) % self.per_epoch == 0
        if self.interval != "batch":
            return 0, int(ends or self.interval == "step")
        micro_batches = self.batches - (self.per_epoch - 1) * self.accumulation if ends else self.accumulation
        return micro_batches - 1, 1


class _Steps:
    """A scheduler, and how often it moves when the loop steps it: Accelerate's wrapper moves it once a process."""

    def __init__(self, scheduler, processes):
        wrapped = type(scheduler).__name__ == "AcceleratedScheduler"
        self.times = processes if wrapped and scheduler.step_with_optimizer and not scheduler.split_batches else 1
        self.scheduler = scheduler.scheduler if wrapped else scheduler
        self.counts_updates = wrapped and scheduler.step_with_optimizer
        self.most = getattr(self.scheduler, "total_steps", math.inf) if wrapped else math.inf
        if any(each.__name__ == "ReduceLROnPlateau" for each in type(self.scheduler).__mro__):
            raise TypeError(f"dry_run: scheduler must not need a metric, which only training has; got {scheduler!r}")

    def before_update(self, calls):
        if not self.counts_updates:
            self.step(calls)

    def step(self, calls):
        for _ in range(calls * self.times):
            if self.most == math.inf or self.scheduler._step_count <= self.most:
                self.scheduler.step()


def _lead(loop, optimizers, schedulers):
    recorder = Recorder(names_of(optimizers))
    for update in range(loop.updates):
        before, after = loop.calls(update)
        for scheduler in schedulers:
            scheduler.before_update(before)
        for number, optimizer in enumerate(optimizers):
            _call(optimizer, optimizer._optimizer_step_pre_hooks)
            recorder.write([[group["lr"] for group in optimizer.param_groups]], number)
            optimizer._opt_called = True  # PyTorch's schedulers look for it
            _call(optimizer, optimizer._optimizer_step_post_hooks)
        for scheduler in schedulers:
            scheduler.step(after)
    return recorder


def _call(optimizer, hooks):
    """Those that the scheduler's copy has registered: a scheduler may count updates by them."""
    for hook in hooks.values():
        hook(optimizer, (), {})


def _copies(optimizers, schedulers):
    """Both, tied to each other as they were, with nothing in the parameters and the optimizers' states."""
    known = {}
    for optimizer in optimizers:
        known[id(optimizer.state)] = defaultdict(dict)
        for group in optimizer.param_groups:
            for parameter in group["params"]:
                known[id(parameter)] = parameter.detach().new_empty(0)
    try:
        return copy.deepcopy((optimizers, schedulers), known)
    except Exception as error:
        raise TypeError(f"dry_run: the optimizer and the scheduler must be such as can be copied: {error}") from error


@contextlib.contextmanager
def _unchanged():
    """Without warnings, and with the random numbers as they were."""
    state, arrays = random.getstate(), np.random.get_state()
    with warnings.catch_warnings(), sys.modules["torch"].random.fork_rng(devices=[]):
        warnings.simplefilter("ignore")
        try:
            yield
        finally:
            random.setstate(state)
            np.random.set_state(arrays)


def _listed(what):
    return [] if what is None else list(what) if isinstance(what, (list, tuple)) else [what]
