"""Optax, recorded: from the states of the optimizer, which hold the count of updates and injected hyperparameters."""

import functools
import sys

import numpy as np

from .rates_at import rates_at
from .recorder import Recorder

_HELD = 4096  # copies of a state's numbers that are kept before they are read


class OptaxRecorder(Recorder):
    """A recorder of an Optax optimizer: ``recorder.read(opt_state)`` after an update.

    With ``optax.inject_hyperparams`` the state holds the rate of the last update: read the state after every update. If
    you give the schedule that the optimizer was made with, the state's count says which of its rates were used: it is
    enough to read the state from time to time, for instance after a ``jax.lax.scan`` over many updates. Updates that
    ``optax.apply_if_finite`` or ``optax.MultiSteps`` leave out are not counted by Optax, and not recorded.

    Args:
        schedule: the schedule that the optimizer was made with. Default: the rates are injected hyperparameters.
        also: the names of other injected hyperparameters that are recorded, such as ``"b1"``.
    """

    def __init__(self, schedule, also=()):
        if also and schedule is not None:
            raise ValueError(
                "record: also must be empty if schedule is given, because only optax.inject_hyperparams puts other "
                f"hyperparameters into the state; got {also!r}"
            )
        super().__init__([["rate"]], also, start=0 if schedule is not None else None)
        self._also = also
        self._schedule = schedule
        self._routes = []  # where the rates are in the state: for each group its name and the keys that lead there
        self._count = None  # of a schedule
        self._held = []  # copies of the counts and rates of injected hyperparameters

    def read(self, opt_state):
        """Note the updates since the last time."""
        if not self._routes:
            self._look(opt_state)
        parts = [_at(opt_state, route) for _, route in self._routes]
        if self._schedule is not None:
            self._count = parts[0].count  # one says it all
            return
        keys = ("learning_rate", *self._also)
        # NaN where a group has no such hyperparameter.
        numbers = [[part.hyperparams.get(key, np.nan) for part in parts] for key in keys]
        self._held.append(_copies((parts[0].count, numbers)))
        if len(self._held) >= _HELD:
            self._settle()

    def _look(self, opt_state):
        found = _scheduled if self._schedule is not None else _injected
        self._routes = [(name, route) for name, route, part in _parts(opt_state) if found(part)]
        if not self._routes:
            raise ValueError(
                "record: opt_state must hold the count of a schedule, or the hyperparameter learning_rate of "
                f"optax.inject_hyperparams; got {type(opt_state).__name__} without"
            )
        for key in self._also:
            if not any(key in _at(opt_state, route).hyperparams for _, route in self._routes):
                known = ", ".join(name for name in _at(opt_state, self._routes[0][1]).hyperparams)
                raise ValueError(f"record: also must be injected hyperparameters ({known}); got {key!r}")
        if self._schedule is None and not self._logs[0]:
            names = [name or f"group {number}" for number, (name, _) in enumerate(self._routes)]
            self._clear([names if len(names) > 1 else ["rate"]], self._also, None)

    def _settle(self):
        held, self._held = self._held, []
        for count, numbers in held:
            self._write_at(int(count) - 1, [[float(number) for number in row] for row in numbers])
        count, self._count = self._count, None
        if count is not None:
            if count.is_deleted():
                raise RuntimeError(
                    "record: the opt_state that was read last must still be there; it was donated to a later update: "
                    "read the present opt_state"
                )
            for rate in rates_at(self._schedule, np.arange(len(self._logs[0]), int(count), dtype=np.int32)):
                self.write([[rate]])
        super()._settle()


def _scheduled(part):
    """Whether it is the state of `optax.scale_by_schedule`, which every optimizer with a schedule has inside."""
    return type(part).__name__ == "ScaleByScheduleState"


def _injected(part):
    return hasattr(part, "hyperparams") and "learning_rate" in part.hyperparams


def _copies(numbers):
    """Copies, which are still there when the state is donated to the next update; nothing waits for their values."""
    return _copy_function()(numbers)


@functools.cache
def _copy_function():
    jax = sys.modules["jax"]
    return jax.jit(lambda numbers: jax.tree.map(lambda number: number + 0, numbers))


def _at(state, route):
    for key in route:
        state = state[key]
    return state


def _parts(state, name="", route=()):
    """Every state within a state: the label under which `optax.partition` has it, the keys that lead there, itself."""
    if isinstance(state, dict):
        for key, part in state.items():
            yield from _parts(part, f"{name}/{key}" if name else str(key), (*route, key))
    elif isinstance(state, (list, tuple)):
        yield name, route, state
        for key, part in enumerate(state):
            yield from _parts(part, name, (*route, key))
