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

from ..core.checks import is_number
from ..core.messages import shown
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
    if interval not in _INTERVALS:
        raise ValueError(f"dry_run: interval must be one of {', '.join(map(repr, _INTERVALS))}; got {interval!r}")
    loop = Loop(batches_per_epoch, epochs, accumulation, processes)
    schedulers = [Steps(each, processes, interval) for each in _listed(scheduler)]
    with unchanged():
        return lead_copies(loop, [bare(each) for each in _listed(optimizer)], schedulers)


def lead_copies(loop, optimizers, schedulers):
    """The rates of copies of the optimizers and schedulers, led through the loop."""
    for steps in schedulers:
        own = getattr(steps.scheduler, "optimizer", None)
        if own is not None and not any(bare(own) is each for each in optimizers):
            raise ValueError(
                f"dry_run: scheduler must be that of the optimizer; got that of another {type(own).__name__}"
            )
    optimizers, found = _copies(optimizers, [each.scheduler for each in schedulers])
    for steps, each in zip(schedulers, found):
        steps.scheduler = each
    return lead(loop, optimizers, schedulers)


class Loop:
    """How many updates there are, and where epochs end.

    ``updates`` gives their number in place of the epochs. Of a loader without a length, ``batches`` is infinite.
    """

    def __init__(self, batches, epochs, accumulation, processes=1, updates=None):
        numbers = dict(
            batches_per_epoch=batches, epochs=epochs, accumulation=accumulation, processes=processes, updates=updates
        )
        for name, value in numbers.items():
            if not (value is None or (is_number(value) and value > 0)):
                raise ValueError(f"dry_run: {name} must be above 0; got {value!r}")
        self.accumulation, self.processes = accumulation, processes
        if epochs == math.inf:
            raise ValueError("dry_run: epochs must be finite; got inf")
        self.batches = batches if batches == math.inf else math.ceil(batches / processes)  # of one process
        self.per_epoch = batches if batches == math.inf else math.ceil(self.batches / accumulation)
        self.updates = math.ceil(self.per_epoch * epochs) if updates is None else updates
        if self.updates > MOST:
            raise ValueError(f"dry_run: the run must have at most {MOST:,} updates; got {self.updates:,}")

    def batches_until(self, update):
        """Micro-batches of the epoch when this update of the run, counted from 0, has been made."""
        return min((update % self.per_epoch + 1) * self.accumulation, self.batches)

    def ends_epoch(self, update):
        return (update + 1) % self.per_epoch == 0


class Steps:
    """A scheduler, and how often it moves when the loop steps it: Accelerate's wrapper moves it once a process.

    With a frequency of n, it is stepped where the number of the epoch, or of the micro-batch in the epoch, is a
    multiple of n, as Lightning does it.
    """

    def __init__(self, scheduler, processes=1, interval="step", frequency=1):
        self.interval, self.frequency = interval, frequency
        wrapped = type(scheduler).__name__ == "AcceleratedScheduler"
        self.times = processes if wrapped and scheduler.step_with_optimizer and not scheduler.split_batches else 1
        self.scheduler = scheduler.scheduler if wrapped else scheduler
        self.counts_updates = wrapped and scheduler.step_with_optimizer
        self.most = getattr(self.scheduler, "total_steps", math.inf) if wrapped else math.inf
        if not callable(getattr(self.scheduler, "step", None)):
            raise TypeError(
                f"dry_run: scheduler must have a method step; got {shown(scheduler)}. TorchSchedule makes a scheduler "
                "of a schedule"
            )
        if any(each.__name__ == "ReduceLROnPlateau" for each in type(self.scheduler).__mro__):
            raise TypeError(f"dry_run: scheduler must not need a metric, which only training has; got {scheduler!r}")

    def before_update(self, loop, update):
        if self.interval == "batch" and not self.counts_updates:
            self._step((int(loop.batches_until(update)) - 1) % loop.accumulation)

    def after_update(self, loop, update):
        if self.interval == "epoch":
            due = loop.ends_epoch(update) and (update + 1) // loop.per_epoch % self.frequency == 0
        else:
            due = self.frequency == 1 or loop.batches_until(update) % self.frequency == 0
        self._step(int(due))

    def _step(self, calls):
        for _ in range(calls * self.times):
            if self.most == math.inf or self.scheduler._step_count <= self.most:
                self.move()

    def move(self):
        self.scheduler.step()


def lead(loop, optimizers, schedulers):
    """The rates of optimizers and schedulers, which are changed by it."""
    recorder = Recorder(names_of(optimizers))
    for update in range(loop.updates):
        for scheduler in schedulers:
            scheduler.before_update(loop, update)
        for number, optimizer in enumerate(optimizers):
            _call(optimizer, optimizer._optimizer_step_pre_hooks)
            recorder.write([[group["lr"] for group in optimizer.param_groups]], number)
            optimizer._opt_called = True  # PyTorch's schedulers look for it
            _call(optimizer, optimizer._optimizer_step_post_hooks)
        for scheduler in schedulers:
            scheduler.after_update(loop, update)
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
def unchanged():
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
