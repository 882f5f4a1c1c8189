"""Optax, recorded: from the states of the optimizer, which hold the count of updates and injected hyperparameters."""

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
    """

    def __init__(self, schedule):
        super().__init__([["rate"]], start=0 if schedule is not None else None)
        self._schedule = schedule
        self._held = []  # copies: the count alone, or one of the count and of the rate for each injected rate

    def read(self, opt_state):
        """Note the updates since the last time."""
        found = list(_counts(opt_state) if self._schedule is not None else _injected(opt_state))
        if not found:
            raise ValueError(
                "record: opt_state must hold the count of a schedule, or the hyperparameter learning_rate of "
                f"optax.inject_hyperparams; got {type(opt_state).__name__} without"
            )
        if self._schedule is not None:  # one count says it all
            self._held = [found[0].copy()]
            return
        if not self._logs[0] and not self._held:
            names = [name or f"group {number}" for number, (name, _, _) in enumerate(found)]
            self._clear([names if len(names) > 1 else ["rate"]], (), None)
        self._held.append([(count.copy(), rate.copy()) for _, count, rate in found])
        if len(self._held) >= _HELD:
            self._settle()

    def _settle(self):
        held, self._held = self._held, []
        if held and self._schedule is not None:
            for rate in rates_at(self._schedule, np.arange(len(self._logs[0]), int(held[0]), dtype=np.int32)):
                self.write([[rate]])
        elif held:
            for numbers in held:
                self._write_at(int(numbers[0][0]) - 1, [float(rate) for _, rate in numbers])
        super()._settle()


def _counts(state):
    """The counts of `optax.scale_by_schedule`, and of what has a schedule inside."""
    for _, part in _parts(state):
        if type(part).__name__ == "ScaleByScheduleState":
            yield part.count


def _injected(state):
    for name, part in _parts(state):
        if hasattr(part, "hyperparams") and "learning_rate" in part.hyperparams:
            yield name, part.count, part.hyperparams["learning_rate"]


def _parts(state, name=""):
    """Every state within a state, with the label under which `optax.partition` has it."""
    if isinstance(state, dict):
        for key, part in state.items():
            yield from _parts(part, f"{name}/{key}" if name else str(key))
    elif isinstance(state, (list, tuple)):
        yield name, state
        for part in state:
            yield from _parts(part, name)
