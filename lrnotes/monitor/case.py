"""One group's logged rates beside the meant ones: what every explanation is tried on."""

import dataclasses
import functools
from typing import Any

import numpy as np

from ..core.messages import shown
from ..core.parameters import is_number
from .places import segments_of
from .precision import Precision, first_false
from .waves import Wave

_SAMPLE = 2000  # evenly spread updates that an explanation is tried on before all are
_ENDS = 200  # and updates at either end


@dataclasses.dataclass(frozen=True)
class Told:
    """What the reader said about the run, or None where nothing was said."""

    updates: int | None = None
    accumulation: int | None = None
    processes: int | None = None
    batches_per_epoch: int | None = None
    epochs: float | None = None

    def __post_init__(self):
        for name in ("updates", "accumulation", "processes", "batches_per_epoch"):
            value = getattr(self, name)
            if value is not None and not (is_number(value) and value >= 1 and value == int(value)):
                raise ValueError(f"doctor: {name} must be an integer above 0; got {shown(value)}")
        if self.epochs is not None and not (is_number(self.epochs) and 0 < self.epochs < np.inf):
            raise ValueError(f"doctor: epochs must be a finite number above 0; got {shown(self.epochs)}")

    @property
    def updates_per_epoch(self) -> int | None:
        """Updates of one epoch; the last one of an epoch may have fewer micro-batches."""
        if self.batches_per_epoch is None:
            return None
        return -(-self.batches_per_epoch // (self.accumulation or 1))


@dataclasses.dataclass(frozen=True)
class Case:
    """The rates of one group at the updates ``at``, and the function from positions to the rates that were meant."""

    at: np.ndarray
    rates: np.ndarray
    meant: Any
    told: Told
    precision: Precision
    counted: bool = False  # whether the log itself says which update a rate belongs to
    integers: bool = False

    @functools.cached_property
    def expected(self):
        """The meant rates at the logged updates."""
        return self.meant(self.at)

    @functools.cached_property
    def total(self):
        """Updates of the whole run, as far as it is known."""
        return int(max(self.told.updates or 0, self.at[-1] + 1))

    @functools.cached_property
    def right(self):
        """For each logged rate, whether it is the meant one."""
        return self.precision.agree(self.rates, self.expected)

    @functools.cached_property
    def first(self):
        """The index of the first wrong rate; the number of rates if there is none."""
        return first_false(self.right)

    @functools.cached_property
    def sample(self):
        """Indices of rates to try an explanation on: both ends, evenly spread ones, and the largest changes."""
        count = len(self.at)
        if count <= _SAMPLE + 2 * _ENDS:
            return np.arange(count)
        changes = np.argsort(np.abs(np.diff(self.rates)))[-_ENDS:]
        spread = np.linspace(0, count - 1, _SAMPLE).astype(np.int64)
        ends = np.arange(_ENDS)
        return np.unique(np.concatenate([spread, ends, count - 1 - ends, changes, changes + 1]))

    @functools.cached_property
    def end(self):
        """The position from which on the schedule stays as it is, or None if it changes as long as one looks."""
        last = 4 * self.total + 1000 if self.meant.fast else 2 * self.total + 100
        table = self.meant.table(last)
        (changing,) = np.nonzero(table[1:] != table[:-1])
        if not changing.size or changing[-1] + 1 >= len(table) - 1:
            return None
        return int(changing[-1]) + 1

    @functools.cached_property
    def wave(self):
        """The cosine that the rates lie on, or None."""
        return Wave.of(self)

    @functools.cached_property
    def segments(self):
        """Where the schedule goes on at another place than it would: see :func:`lrnotes.monitor.places.segments_of`."""
        return segments_of(self)

    def follows(self, position):
        """Whether all rates are those of the schedule at ``position(update)``: first on a sample, then on all."""
        return self.is_all(lambda at: self.meant(position(at)))

    def is_all(self, predicted):
        """Whether ``predicted(updates)`` gives all logged rates."""
        some = self.sample
        if not self.precision.agree(self.rates[some], predicted(self.at[some])).all():
            return False
        return len(some) == len(self.at) or bool(self.precision.agree(self.rates, predicted(self.at)).all())

    def fitted(self):
        """The same case for a curve that was fitted to a rounded log."""
        return dataclasses.replace(self, precision=self.precision.loose())

    def scaled(self, factor):
        """The same case with every rate divided by a factor."""
        return Case(self.at, self.rates / factor, self.meant, self.told, self.precision.divided(factor), self.counted)
