"""A table that grows by a row at every update, cheap enough for a training step."""

from array import array

import numpy as np

_LATE = 512  # tensors held back before they are read together: one wait for the accelerator, not one per update


class Table:
    """Rows of numbers in columns that may become more: 8 bytes a number, NaN where a column was not there yet.

    A value may be a tensor. Reading it would make the accelerator finish its queue, so a copy is kept and read later.
    """

    def __init__(self):
        self.columns = []
        self._late = []  # column, row, a copy of the tensor

    def __len__(self):
        return len(self.columns[0]) if self.columns else 0

    def append(self, values):
        row = len(self)
        while len(self.columns) < len(values):
            self.columns.append(array("d", [np.nan]) * row)
        for column, value in zip(self.columns, values):
            if isinstance(value, (int, float)):
                column.append(value)
            else:
                self._hold(column, row, value)
        for column in self.columns[len(values) :]:  # a group that was removed
            column.append(np.nan)

    def _hold(self, column, row, value):
        if not hasattr(value, "detach"):
            column.append(float(value))
            return
        column.append(np.nan)
        self._late.append((column, row, value.detach().clone()))
        if len(self._late) >= _LATE:
            self.settle()

    def settle(self):
        """Read the tensors that were held back."""
        late, self._late = self._late, []
        for column, row, value in late:
            column[row] = float(value)

    def remove(self, rows):
        self.settle()
        for row in sorted(rows, reverse=True):
            for column in self.columns:
                del column[row]

    def array(self, first=0):
        """Rows x columns, in float64, from a row on."""
        self.settle()
        if not self.columns:
            return np.empty((0, 0))
        rows = min(map(len, self.columns))  # another thread may be writing
        return np.stack([np.array(column[first:rows]) for column in self.columns], axis=1)

    def state(self):
        self.settle()
        return [column.tolist() for column in self.columns]

    @classmethod
    def from_state(cls, columns):
        table = cls()
        table.columns = [array("d", column) for column in columns]
        return table

    @classmethod
    def unknown(cls, rows, columns):
        """So many rows and columns of NaN."""
        return cls.from_state([[np.nan] * rows] * columns)


class Log:
    """The updates of one optimizer: a :class:`Table` for each of its hyperparameters.

    Args:
        names: the names of the hyperparameters.
    """

    def __init__(self, names):
        self.tables = {name: Table() for name in names}
        self._doubtful = []  # row, a tensor that is not 0 if the update was skipped

    def __len__(self):
        return len(next(iter(self.tables.values())))

    @property
    def width(self):
        """How many groups there are."""
        return len(next(iter(self.tables.values())).columns)

    def append(self, values, skipped=None):
        """Add a row to every table, given as lists in their order; ``skipped`` is a tensor that only later says."""
        if skipped is not None:
            self._doubtful.append((len(self), skipped))
        for table, row in zip(self.tables.values(), values):
            table.append(row)
        if len(self._doubtful) >= _LATE:
            self.settle()

    def settle(self):
        """Take out the updates that did not happen."""
        doubtful, self._doubtful = self._doubtful, []
        rows = [row for row, skipped in doubtful if float(skipped)]
        if rows:
            for table in self.tables.values():
                table.remove(rows)

    def array(self, name, first=0):
        self.settle()
        return self.tables[name].array(first)

    def state(self):
        self.settle()
        return {name: table.state() for name, table in self.tables.items()}

    def load(self, state):
        self._doubtful = []
        rates = Table.from_state(state["lr"])
        for name in self.tables:
            saved = name in state
            self.tables[name] = (
                Table.from_state(state[name]) if saved else Table.unknown(len(rates), len(rates.columns))
            )

    def keep(self, names):
        """Go on with these hyperparameters; of one that is new, the values so far are unknown."""
        rows, columns = len(self), self.width
        self.tables = {name: self.tables.get(name) or Table.unknown(rows, columns) for name in names}
