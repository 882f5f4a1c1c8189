"""The base of schedules that answer to what training tells them: no functions of the step, but rules with a state."""

import inspect
import textwrap

import numpy as np

from ..xp import library_of
from ..xp.python import namespace as python
from .base import Declared
from .docstrings import Docstring, _arguments
from .parameters import is_number
from .schedule import native_code


class _Docstring(Docstring):
    """A feedback schedule's ``__doc__``: the words its author wrote, then rule, arguments, use and errors."""

    def __get__(self, instance, owner):
        return "\n\n".join([self._words, *_rule(owner), *_arguments(owner), *_use()])


class FeedbackSchedule(Declared, base=True):
    """A learning rate that answers to a metric: a rule, which makes of a state and a metric the next state.

    A schedule says the rate of any step beforehand; this cannot, for it depends on what training will tell it. So it is
    no :class:`lrnotes.Schedule`, and calling it with a step is an error. It has no memory either: whoever trains keeps
    the state, a named tuple of plain numbers, and saves it in order to go on another day.

    Subclass it with annotated fields and two methods. ``start(self)`` returns the first state, whose ``rate`` is that
    of the first epoch; ``update(self, xp, state, metric)`` returns the next state, in plain array code like the formula
    of a :class:`lrnotes.Schedule`. The same definition then runs on Python numbers, compiled by JAX and in the browser.

    Example:
        >>> from typing import NamedTuple
        >>> from lrnotes import FeedbackSchedule
        >>> class State(NamedTuple):
        ...     rate: float
        ...     last: float
        >>> class HalveWhenWorse(FeedbackSchedule):
        ...     initial_learning_rate: float
        ...     def start(self):
        ...         return State(self.initial_learning_rate, float("inf"))
        ...     def update(self, xp, state, metric):
        ...         return State(xp.where(metric > state.last, state.rate / 2, state.rate), metric)
        >>> HalveWhenWorse(0.1).rates([3.0, 2.0, 2.5])
        array([0.1 , 0.1 , 0.1 , 0.05])
    """

    _docstring = _Docstring
    _symbols = {"rate": r"\eta"}  # the letters of the state's variables, where a name would be long

    def start(self):
        raise NotImplementedError(f"{type(self).__name__} must define start(self)")

    def update(self, xp, state, metric):
        raise NotImplementedError(f"{type(self).__name__} must define update(self, xp, state, metric)")

    def step(self, state, metric):
        """The next state: what ``update`` makes of this state and the metric of the epoch that has just ended.

        Its ``rate`` is that of the next epoch. A metric of NaN is no improvement. On Python numbers the arithmetic is in
        float64; on JAX values, in a compiled function as well, it is in JAX's own precision.

        Args:
            state: what :meth:`start` or the call before returned.
            metric (number): the loss, or whatever is watched.

        Raises:
            TypeError: if ``metric`` is not a number.

        Example:
            >>> import lrnotes
            >>> schedule = lrnotes.ReduceLROnPlateau(0.1, factor=0.5, patience=0)
            >>> state = schedule.start()
            >>> state.rate
            0.1
            >>> for loss in (1.0, 1.0):
            ...     state = schedule.step(state, loss)
            >>> state
            PlateauState(rate=0.05, best=1.0, bad=0, cooldown=0)
        """
        if library_of(type(metric)) in ("jax", "jaxlib"):
            from ..xp.jax import namespace

            return self.update(namespace, state, metric)
        if not is_number(metric):
            raise TypeError(f"{type(self).__name__}: metric must be a number; got {metric!r}")
        return self.update(python, state, float(metric))

    def to_code(self, framework):
        """The framework's own lines that make this rule there without lrnotes: see :meth:`lrnotes.Schedule.to_code`.

        Example:
            >>> import lrnotes
            >>> "ReduceLROnPlateau" in lrnotes.ReduceLROnPlateau(0.1).to_code("torch")
            True
        """
        return native_code(self, framework)

    def rates(self, metrics):
        """The rate of every epoch, for metrics that are known: to plot, to test, to ask what would have been.

        Epoch ``e`` trains at ``rates(metrics)[e]``, and ``metrics[e]`` is what it tells at its end. So there is one rate
        more than there are metrics: the first is the rate before any metric, the last that of the epoch to come.

        Args:
            metrics: a list or an array of one dimension. A JAX array, in a compiled function as well, is gone through by
                ``jax.lax.scan``, in float64.

        Returns:
            An array of ``len(metrics) + 1`` rates: NumPy float64, for a JAX array one of its own float type.

        Raises:
            TypeError: if ``metrics`` are not numbers.
            ValueError: if they have not one dimension.

        Example:
            >>> import lrnotes
            >>> schedule = lrnotes.ReduceLROnPlateau(0.1, factor=0.5, patience=1)
            >>> schedule.rates([1.0, 0.9, 0.9, 0.9, 0.8])
            array([0.1 , 0.1 , 0.1 , 0.1 , 0.05, 0.05])
        """
        if library_of(type(metrics)) in ("jax", "jaxlib"):
            return _scanned(self, metrics)
        values = np.asarray(metrics)
        if values.dtype.kind not in "iuf" and values.size:
            raise TypeError(f"{type(self).__name__}: metrics must be numbers; got {metrics!r}")
        _require_one_dimension(self, values)
        state = self.start()
        rates = [state.rate]
        for metric in values.astype(np.float64).tolist():
            state = self.update(python, state, metric)
            rates.append(state.rate)
        return np.array(rates, dtype=np.float64)

    def __call__(self, *step, **keywords):
        name = type(self).__name__
        raise TypeError(
            f"{name} is not a function of the step: its rate depends on the metrics that training reports. "
            f"Keep a state: state = schedule.start(), then state = schedule.step(state, metric) after every epoch; "
            "the rate is state.rate"
        )


def _require_one_dimension(schedule, values):
    if values.ndim != 1:
        name = type(schedule).__name__
        raise ValueError(f"{name}: metrics must have one dimension, one metric an epoch; got shape {values.shape}")


def _scanned(schedule, metrics):
    import jax
    import jax.numpy as jnp

    from ..xp.jax import enable_x64, namespace

    _require_one_dimension(schedule, metrics)
    rate_type = metrics.dtype if jnp.issubdtype(metrics.dtype, jnp.floating) else jnp.result_type(float)

    def one(state, metric):
        state = jax.tree.map(like, schedule.update(namespace, state, metric), start)
        return state, state.rate

    def like(new, old):
        return jnp.asarray(new).astype(old.dtype)

    with enable_x64(True):
        start = jax.tree.map(
            lambda value: jnp.asarray(value, jnp.float64 if _is_float(value) else jnp.int64), schedule.start()
        )
        _, rates = jax.lax.scan(one, start, metrics.astype(jnp.float64))
        return jnp.concatenate([start.rate[None], rates]).astype(rate_type)


def _is_float(value):
    return isinstance(value, float)


def _rule(schedule):
    called = (getattr(schedule, name, None) for name in schedule.update.__code__.co_names)
    own = (method for method in called if inspect.isfunction(method))
    try:
        source = "\n".join(textwrap.dedent(inspect.getsource(each)) for each in (schedule.start, schedule.update, *own))
    except (OSError, TypeError):  # typed at a prompt: there is no file to read
        return
    yield "The rule, as it runs::\n\n" + textwrap.indent(source.rstrip(), "    ")


def _use():
    yield (
        "Begin with ``state = schedule.start()``; after every epoch, ``state = schedule.step(state, metric)``. The rate of\n"
        "the next epoch is ``state.rate``. For metrics that are known, ``schedule.rates(metrics)``."
    )
    yield (
        "Raises:\n"
        "    TypeError, ValueError: at construction, for an argument outside what is allowed.\n"
        "    TypeError: where it is called with a step."
    )
