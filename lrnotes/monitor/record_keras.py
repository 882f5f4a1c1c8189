"""Keras training, recorded: what the optimizer used at every update, also where one call runs many of them."""

import functools
import sys

import numpy as np

from ..core.checks import is_number
from .rates_at import rates_at
from .recorder import Recorder

_HELD = 4096  # copies of the rate that are kept before they are read


@functools.cache
def recorder_class(library):
    """The recorder that is a callback of ``keras`` or ``tf_keras``."""
    callback = sys.modules[library].callbacks.Callback
    on_jax = getattr(sys.modules[library].backend, "backend", lambda: "")() == "jax"
    return type("KerasRecorder", (_KerasRecorder, callback), {"__doc__": _KerasRecorder.__doc__, "_on_jax": on_jax})


class _KerasRecorder(Recorder):
    """A recorder for ``model.fit(..., callbacks=[recorder])``.

    Nothing that it does in a batch makes Keras wait for the accelerator. If the optimizer's learning rate is a
    schedule, Keras computes it at every update from the optimizer's count, and the recorder does the same when it is
    read. If it is a number, a copy is kept before every call of the compiled training function: within a call nothing
    outside can change it, so all its updates had this rate.

    Other hyperparameters are Python numbers, which Keras compiles into its training function: the recorder reads them
    when there is a new one. It computes those of :class:`lrnotes.keras.HyperparameterCallback` as it does the rate.
    """

    def __init__(self, model, also=()):
        super().__init__([["rate"]], also, start=None)
        self._given = model
        self._also = also
        self._numbers = dict.fromkeys(also, np.nan)  # a number or a schedule for each of them
        self._compiled = None  # the training function that has them
        self._optimizer = self._model_optimizer = None
        self._source = None  # the schedule, or the variable, that gives the rate
        self._first = None  # the optimizer's count before the first update that is not in `_unread`
        self._copies = ()  # what copies the count and the rate, if the rate is a variable
        self._calls = []  # the count and the rate before each call since, as tensors
        self._unread = []  # updates, and a function that returns their rates
        self._begin()

    def on_train_begin(self, logs=None):
        self._begin()

    def on_epoch_begin(self, epoch, logs=None):
        # Not before: when training begins, another callback may have Keras make a new function.
        function = self.model.train_function
        if not hasattr(function, "recorder"):  # an interrupted fit leaves it
            self.model.train_function = function = _announced(function)
        function.recorder = self
        if self._compiled is not function.function or self.model.run_eagerly:
            self._compiled = function.function
            self._read_numbers()

    def _read_numbers(self):
        self._numbers = {name: _hyperparameter(self._optimizer, name) for name in self._also}

    def on_epoch_end(self, epoch, logs=None):
        self._catch_up()
        if self._sinks:
            self._settle()

    def on_train_end(self, logs=None):
        self._catch_up()
        function = self.model.train_function
        self.model.train_function = getattr(function, "function", function)

    def _begin(self):
        """Go on from the optimizer's present count, if there is an optimizer already."""
        self._catch_up()
        model = getattr(self, "model", None) or self._given
        optimizer = getattr(model, "optimizer", model if hasattr(model, "iterations") else None)
        self._model_optimizer = optimizer
        # Under mixed precision, the inner one, which counts only updates with finite gradients. That of tf.keras 2
        # counts the others too, and its schedules move on with them.
        self._optimizer = getattr(optimizer, "inner_optimizer", optimizer)
        if self._optimizer is not None:
            if self._compiled is None:  # in a loop of one's own there is no such function
                self._read_numbers()
            self._source = self._optimizer._learning_rate
            self._first = _count(self._optimizer) if callable(self._source) else None
            self._copies = () if callable(self._source) else tuple(map(_copier, self._variables()))

    def before_call(self, state):
        if self._optimizer._learning_rate is not self._source or len(self._calls) >= _HELD:
            self._begin()
        if not callable(self._source):
            if self._on_jax:  # within an epoch the values are in the state, and those of the variables are old
                values = {id(each): value for each, value in zip(self._model_optimizer.variables, state[2])}
                self._calls.append(tuple(values[id(each)].copy() for each in self._variables()))
            else:
                self._calls.append(tuple(copy() for copy in self._copies))

    def _variables(self):
        return self._optimizer._iterations, self._optimizer._learning_rate

    def _catch_up(self):
        """Note which updates happened since the last time."""
        if self._optimizer is None:
            return
        end = _count(self._optimizer)
        if callable(self._source):
            counts = self._updates(self._first, end)
            self._note(counts, functools.partial(rates_at, self._source, counts))
        elif self._calls:
            starts = [int(count) for count, _ in self._calls]
            counts = self._updates(starts[0], end)
            calls = np.searchsorted(starts, counts, side="right") - 1
            self._note(counts, functools.partial(_of_calls, [rate for _, rate in self._calls], calls))
        self._first, self._calls = end, []

    def _every(self):
        return getattr(self._optimizer, "gradient_accumulation_steps", None) or 1

    def _updates(self, first, end):
        """The counts at which the weights changed: Keras counts batches, and accumulates the gradients of several."""
        counts = np.arange(first, end)
        return counts[(counts + 1) % self._every() == 0]

    def _note(self, counts, rates):
        if len(counts):
            others = [functools.partial(_values, self._numbers[name], counts) for name in self._also]
            self._unread.append(((counts // self._every()).tolist(), [rates, *others]))

    def _settle(self):
        self._catch_up()
        unread, self._unread = self._unread, []
        for updates, sources in unread:
            for update, *values in zip(updates, *(source() for source in sources)):
                self._write_at(update, [[value] for value in values])
        super()._settle()


def _announced(function):
    """The compiled training function, which tells the recorder first."""

    @functools.wraps(function)
    def train_function(*arguments):
        train_function.recorder.before_call(arguments[0])
        return function(*arguments)

    train_function.function = function
    return train_function


def _count(optimizer):
    return int(getattr(optimizer, "_iterations", optimizer.iterations))


def _copier(variable):
    """What returns the value of a variable as it is at that moment, without waiting for it."""
    inner = getattr(variable, "_value", variable)
    if type(inner).__name__ == "ResourceVariable":  # TensorFlow's, on one device: its method takes four times as long
        read = sys.modules["tensorflow"].raw_ops.ReadVariableOp
        return functools.partial(read, resource=inner.handle, dtype=inner.dtype)
    return functools.partial(_copy, variable)


def _copy(variable):
    """The value of a variable as it is now, without waiting for it."""
    value = getattr(variable, "value", variable)
    value = value() if callable(value) else value
    if hasattr(value, "detach"):
        return value.detach().clone()
    return value.read_value() if hasattr(value, "read_value") else value


def _hyperparameter(optimizer, name):
    """A number of the optimizer, or the schedule that gives it while training."""
    schedule = vars(optimizer).get("_lrnotes_schedules", {}).get(name)
    value = getattr(optimizer, name, None) if schedule is None else schedule
    if schedule is None and not (hasattr(optimizer, name) and (value is None or is_number(value))):
        known = ", ".join(sorted(key for key, each in optimizer.get_config().items() if is_number(each)))
        raise ValueError(f"record: also must be hyperparameters of the optimizer ({known}); got {name!r}")
    return np.nan if value is None else value


def _values(source, counts):
    """The values of a hyperparameter at these counts."""
    return rates_at(source, counts) if callable(source) else [source] * len(counts)


def _of_calls(rates, calls):
    rates = [float(rate) for rate in rates]
    return [rates[call] for call in calls]
