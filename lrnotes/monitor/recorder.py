"""What was recorded: the learning rate of every group at every update, as arrays, in files, in dashboards."""

import csv
import os
import re
import sys
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..core.messages import shown
from .growing import Log
from .sinks import Sink


class Recorder:
    """The learning rates of a training run, as :func:`lrnotes.record` writes them down.

    Attributes and methods work at any time, also in the middle of the run. For Keras, Lightning and the Trainer of
    Hugging Face the recorder is at the same time the framework's callback.

    Args:
        names: the names of the groups, for each optimizer.
        also: the names of other hyperparameters that are recorded, such as ``"weight_decay"`` or ``"betas[0]"``.
        start: the index of the first update, 0 unless the run was resumed.

    Example:
        >>> from lrnotes.monitor.recorder import Recorder
        >>> recorder = Recorder([["rate"]])
        >>> for rate in (0.1, 0.05):
        ...     recorder.write([[rate]])
        >>> recorder.rates
        array([[0.1 ],
               [0.05]])
        >>> recorder.updates, recorder.names
        (array([0, 1]), ['rate'])
    """

    def __init__(self, names: Sequence[Sequence[str]], also: Iterable[str] = (), start: int | None = 0) -> None:
        self._sinks: list[Sink] = []
        self._handles: list[Any] = []
        self._clear(names, also, start)

    def _clear(self, names, also, start):
        """Begin, with the groups that there are."""
        self._names = [list(each) for each in names]
        self._start = start
        self._logs = [Log(["lr", *also]) for _ in self._names]

    def __getstate__(self):
        """A copy, also by pickle, keeps what was recorded, and records no more."""
        return vars(self) | {"_handles": [], "_sinks": []}

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(self.names)}: {len(self.updates)} updates)"

    @property
    def names(self) -> list[str]:
        """The names of the groups, one for each column of :attr:`rates`."""
        return [name for each in self._grown() for name in each]

    @property
    def rates(self) -> NDArray[np.float64]:
        """The learning rates in float64, updates x groups; NaN where a group had no such update."""
        return self.values("lr")

    @property
    def updates(self) -> NDArray[np.int64]:
        """The index of the update in each row of :attr:`rates`; 0 is the first update of the run."""
        self._settle()
        return (self._start or 0) + np.arange(max(map(len, self._logs)))

    def values(self, name: str) -> NDArray[np.float64]:
        """Another hyperparameter at every update, such as ``"weight_decay"``: updates x groups.

        One item of a tuple has its index: ``"betas[0]"``. The name of the tuple, ``"betas"``, returns them all:
        updates x groups x items.
        """
        self._settle()
        if name in self._recorded:
            return self._from_row(0, name)
        items = [each for each in self._recorded if re.fullmatch(re.escape(name) + r"\[\d+\]", each)]
        if not items:
            recorded = ", ".join(map(repr, self._recorded))
            raise ValueError(f"Recorder: name must be one of what was recorded ({recorded}); got {name!r}")
        return np.stack([self._from_row(0, each) for each in items], axis=2)

    @property
    def _recorded(self):
        """The names of all hyperparameters that are recorded; the rate is the first."""
        return list(self._logs[0].tables)

    def _from_row(self, first, name="lr"):
        """The values from a row on: updates x groups."""
        arrays = [log.array(name, first) for log in self._logs]
        rows = max(map(len, arrays))
        columns = [
            np.pad(each, ((0, rows - len(each)), (0, len(names) - each.shape[1])), constant_values=np.nan)
            for each, names in zip(arrays, self._grown())
        ]
        return np.concatenate(columns, axis=1)

    def write(self, rows: Any, optimizer: int = 0, skipped: Any = None) -> None:
        """Add an update of one optimizer: a list for the rate and for each further hyperparameter, a value a group."""
        self._logs[optimizer].append(rows, skipped)
        if self._sinks:
            for sink in self._sinks:
                if sink.is_due():
                    self._send(sink)

    def _write_at(self, update, rows):
        """Add the update with this index, if it is new; those before it that nobody saw are unknown, and NaN."""
        if self._start is None:
            self._start = update
        for _ in range(self._start + len(self._logs[0]), update):
            self.write([[np.nan] * len(row) for row in rows])
        if self._start + len(self._logs[0]) == update:
            self.write(rows)

    def to_csv(self, path: str | os.PathLike[str], name: str | None = None) -> None:
        """Write what was recorded to a file: ``update,rate``, a row an update, then a column for each of ``also``.

        With several groups the columns are named after them: ``update,body,head,body betas[0],head betas[0]``.
        :func:`lrnotes.doctor` reads the rates in such a file. A ``{process}`` in the path becomes the number of the
        process, so that the processes of one run write a file each.

        Args:
            path: the file.
            name: a single hyperparameter to write, such as ``"lr"``, in columns named after the groups. Default: all
                that were recorded.
        """
        table_names = self._recorded if name is None else [name]
        values = [self.values(each) for each in table_names]
        values = [each if each.ndim == 2 else each.reshape(len(each), -1) for each in values]
        with open(os.fspath(path).replace("{process}", str(_process())), "w", newline="", encoding="utf-8") as file:
            table = csv.writer(file, lineterminator="\n")
            table.writerow(["update", *self._columns(name)])
            for update, row in zip(self.updates.tolist(), np.concatenate(values, axis=1).tolist()):
                table.writerow([update, *("" if np.isnan(value) else value for value in row)])

    def _columns(self, name):
        """The names of a file's columns: of groups, then of further hyperparameters."""
        if name is not None and name in self._recorded:
            return self.names
        if name is not None:  # a tuple: all the items of a group, then those of the next group
            items = [each for each in self._recorded if each.startswith(f"{name}[")]
            return [_column(group, each, self.names) for group in self.names for each in items]
        return [_column(group, each, self.names) for each in self._recorded for group in self.names]

    def log_to(self, target: Any, every: int = 1) -> "Recorder":
        """Send what was recorded, now and from now on, to a TensorBoard writer or a W&B run: every n-th update.

        The rate is called ``learning_rate``, other hyperparameters as the optimizer calls them, and items of tuples
        ``betas_0`` and ``betas_1``: dashboards have no brackets in names. Several groups follow after a slash, as in
        ``learning_rate/head``.

        Args:
            target: a ``SummaryWriter`` (it has ``add_scalar``), or what ``wandb.init`` returns.
            every: 1 for each update, 100 for each hundredth.
        """
        self._sinks.append(Sink(target, every))
        self._send(self._sinks[-1])
        return self

    def _send(self, sink, *, last=False):
        """Send the rows that are new. Where several optimizers fill a row, it is complete when the next one begins."""
        self._settle()
        values = np.concatenate([self._from_row(sink.sent, each) for each in self._recorded], axis=1)
        if len(self._logs) > 1 and not last:
            values = values[:-1]
        sink.send(self._recorded, self.names, (self._start or 0) + sink.sent, values)

    def to_tensorboard(self, writer: Any, every: int = 1) -> None:
        """Write what was recorded so far to a TensorBoard ``SummaryWriter``; :meth:`log_to` does it while training."""
        self._send(Sink(writer, every), last=True)

    def to_wandb(self, run: Any, every: int = 1) -> None:
        """Log what was recorded so far to a W&B run, a row an update; :meth:`log_to` does it while training."""
        self._send(Sink(run, every, commit=True), last=True)

    def state_dict(self) -> dict[str, Any]:
        """What was recorded, as plain lists and numbers: save it with a checkpoint, and the record goes on after it."""
        self._settle()
        return {"start": self._start, "names": self._grown(), "optimizers": [log.state() for log in self._logs]}

    def load_state_dict(self, state_dict: dict[str, Any]) -> None:
        """Go on after what :meth:`state_dict` had returned; what was recorded before this call is replaced."""
        if not isinstance(state_dict, dict) or not {"start", "names", "optimizers"} <= set(state_dict):
            raise ValueError(f"Recorder: state_dict must be what state_dict() has returned; got {shown(state_dict)}")
        if len(state_dict["optimizers"]) != len(self._logs):
            raise ValueError(
                f"Recorder: state_dict must be that of {len(self._logs)} optimizers; "
                f"got {len(state_dict['optimizers'])}"
            )
        self._start = state_dict["start"]
        self._names = [list(names) for names in state_dict["names"]]
        for log, state in zip(self._logs, state_dict["optimizers"]):
            log.load(state)

    def _grown(self):
        """The names for each optimizer, with those of groups that were added while training."""
        for names, log in zip(self._names, self._logs):
            if log.width > len(names):
                names[:] = ["group 0" if name == "rate" else name for name in names]
                names += [f"group {number}" for number in range(len(names), log.width)]
        return self._names

    def _settle(self):
        """Write down what has waited so far."""
        for log in self._logs:
            log.settle()

    def stop(self) -> None:
        """Record no more; what waits to be logged is logged."""
        for sink in self._sinks:
            self._send(sink, last=True)
        for handle in self._handles:
            handle.remove()
        self._handles = []


def _column(group, name, groups):
    """What a file calls a hyperparameter of a group. The only group needs no name."""
    if name == "lr":
        return group
    return name if groups == ["rate"] else f"{group} {name}"


def _process():
    """The number of this process among those of one run."""
    torch, jax = sys.modules.get("torch"), sys.modules.get("jax")
    if torch is not None and torch.distributed.is_available() and torch.distributed.is_initialized():
        return torch.distributed.get_rank()
    if "RANK" in os.environ:
        return os.environ["RANK"]
    return jax.process_index() if jax is not None else 0
