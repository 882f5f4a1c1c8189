"""Logged rates, of whatever origin: arrays, a recorder, a CSV file."""

import dataclasses
import os

import numpy as np

from ..core.messages import shown
from .csv_files import read_csv


@dataclasses.dataclass(frozen=True)
class Log:
    """Rates by update and group; ``at`` are their updates, and ``counted`` whether the log itself says which."""

    rates: np.ndarray
    at: np.ndarray
    names: list[str]
    counted: bool
    integers: bool = False

    def group(self, index):
        """The updates and the rates of one group, without updates that it does not have."""
        column = self.rates[:, index]
        here = np.isfinite(column)
        return self.at[here], column[here]


def read(rates, at=None, names=None):
    """The log that ``rates`` is or names.

    Raises:
        TypeError: if it is neither numbers nor a recorder nor the path of a file.
        ValueError: if its shape is wrong, or if it has no rates.

    Example:
        >>> read([[0.1, 0.01], [0.09, 0.009]]).names
        ['group 0', 'group 1']
    """
    if isinstance(rates, (str, os.PathLike)) or hasattr(rates, "read"):
        return _made(*read_csv(rates))
    if hasattr(rates, "rates") and hasattr(rates, "updates"):  # a lrnotes.monitor.recorder.Recorder
        table = rates.rates  # first: another thread may still train
        return _made(table, rates.updates[: len(table)], list(rates.names)[: table.shape[1]])
    return _made(rates, at, names)


def _made(rates, at, names):
    array = _array(rates)
    if array.dtype.kind not in "iuf":
        raise TypeError(f"doctor: rates must be numbers, a recorder or the path of a CSV file; got {shown(rates)}")
    if array.ndim not in (1, 2) or not array.size:
        raise ValueError(f"doctor: rates must have the shape (updates) or (updates, groups); got {array.shape}")
    table = array.astype(np.float64).reshape(len(array), -1)
    if not np.isfinite(table).any():
        raise ValueError("doctor: rates must be finite; got no finite rate")
    if np.isinf(table).any():  # NaN is a rate that is not known, but no training has this one
        raise ValueError(f"doctor: rates must be finite; got an infinite rate in row {np.isinf(table).any(1).argmax()}")
    groups = table.shape[1]
    names = ([f"group {index}" for index in range(groups)] if groups > 1 else ["rate"]) if names is None else names
    if isinstance(names, str) or len(set(names)) != len(names):
        raise ValueError(f"doctor: names must be a list of different names; got {shown(names)}")
    if len(names) != groups:
        raise ValueError(f"doctor: names must be one per group; got {len(names)} names for {groups} groups")
    counted = at is not None
    updates = np.asarray(at) if counted else np.arange(len(table))
    if updates.shape != (len(table),) or updates.dtype.kind not in "iuf":
        raise ValueError(f"doctor: at must be one update per rate; got shape {updates.shape} for {len(table)} rates")
    if not ((updates >= 0) & (updates < 2**53) & (updates == np.floor(updates))).all():
        raise ValueError(f"doctor: the updates of the rates must be integers, 0 or more; got {shown(updates)}")
    known = np.isfinite(table).any(axis=0)  # the recorder has groups that were never updated
    names = [name for name, here in zip(names, known) if here]
    table, updates = _in_order(table[:, known], updates.astype(np.int64))
    return Log(table, updates, [str(name) for name in names], counted, array.dtype.kind in "iu")


def _array(rates):
    """An array; of bfloat16 and other small floating-point types, in float64."""
    try:
        array = np.asarray(rates)
    except ValueError:  # rows of different lengths
        raise ValueError(f"doctor: rates must have a row of equal length per update; got {shown(rates)}") from None
    return array.astype(np.float64) if "float" in array.dtype.name else array


def _in_order(table, updates):
    """The rows by update. Of an update that was logged twice, as after a resume, the last row counts."""
    if (np.diff(updates) > 0).all():
        return table, updates
    order = np.argsort(updates, kind="stable")
    table, updates = table[order], updates[order]
    last = np.append(np.diff(updates) > 0, True)
    return table[last], updates[last]
