"""The base of feedback schedules, which respond to a metric: rules with a state instead of functions of the step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn, SupportsFloat, TypeVar, overload

import numpy as np

from ..xp import library_of
from ..xp.python import namespace as python
from .base import Declared
from .docstrings import FeedbackDocstring
from .messages import shown
from .parameters import is_number
from .slots import native_code

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .step_types import Tensor

State = TypeVar("State")


class FeedbackSchedule(Declared, base=True):
    """A learning rate that responds to a metric: a rule that maps a state and a metric to the next state.

    A schedule gives the learning rate of any step in advance. A feedback schedule cannot, because its rate depends on
    the metrics of the training run. It is therefore not a :class:`lrnotes.Schedule`, and calling it with a step is an
    error. It has no memory either: your training loop keeps the state, a named tuple of plain numbers, and saves it in
    order to continue later.

    Subclass it with annotated fields and two methods. ``start(self)`` returns the first state, whose ``rate`` is that
    of the first epoch; ``update(self, xp, state, metric)`` returns the next state, in plain array code like the formula
    of a :class:`lrnotes.Schedule`. The same definition then runs on Python numbers, compiled by JAX, and in the
    browser.

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

    _docstring = FeedbackDocstring
    _symbols: ClassVar[dict[str, str]] = {"rate": r"\eta"}  # symbols of the state's variables whose names are long
    _common: ClassVar[tuple[str, ...]] = ()  # arguments that most users set; an interactive plot folds the others

    def start(self) -> Any:
        raise NotImplementedError(f"{type(self).__name__} must define start(self)")

    def update(self, xp: Any, state: Any, metric: Any) -> Any:
        raise NotImplementedError(f"{type(self).__name__} must define update(self, xp, state, metric)")

    def step(self, state: State, metric: SupportsFloat) -> State:
        """The next state, from this state and the metric of the epoch that has just ended.

        Its ``rate`` is that of the next epoch. A metric of NaN is not an improvement. On Python numbers the arithmetic
        is in float64; on JAX values, in a compiled function as well, it is in JAX's own precision.

        Args:
            state: what :meth:`start` or the previous call returned.
            metric (number): the loss, or another monitored metric.

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

            after: State = self.update(namespace, state, metric)
            return after
        if not is_number(metric):
            raise TypeError(f"{type(self).__name__}: metric must be a number; got {shown(metric)}")
        after = self.update(python, state, float(metric))
        return after

    def to_code(self, framework: str) -> str:
        """The framework's own code for this rule, without lrnotes: see :meth:`lrnotes.Schedule.to_code`.

        Example:
            >>> import lrnotes
            >>> "ReduceLROnPlateau" in lrnotes.ReduceLROnPlateau(0.1).to_code("torch")
            True
        """
        code: str = native_code(self, framework)
        return code

    @overload
    def rates(self, metrics: Sequence[float] | NDArray[np.floating[Any] | np.integer[Any]]) -> NDArray[np.float64]: ...
    @overload
    def rates(self, metrics: Tensor) -> Tensor: ...
    def rates(self, metrics: Any) -> Any:
        """The rate of every epoch, for metrics that are known: to plot, to test, or to replay a past training run.

        Epoch ``e`` trains at ``rates(metrics)[e]`` and ends with ``metrics[e]``. There is therefore one rate more than
        there are metrics: the first is the rate before any metric, the last is the rate of the epoch after the last
        one.

        Args:
            metrics: a list or an array of one dimension. For a JAX array, in a compiled function as well,
                ``jax.lax.scan`` runs the rule in float64.

        Returns:
            An array of ``len(metrics) + 1`` rates: NumPy float64, or for a JAX array one of its own float type.

        Raises:
            TypeError: if ``metrics`` are not numbers.
            ValueError: if they do not have one dimension.

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
            raise TypeError(f"{type(self).__name__}: metrics must be numbers; got {shown(metrics)}")
        _require_one_dimension(self, values)
        state = self.start()
        rates = [state.rate]
        for metric in values.astype(np.float64).tolist():
            state = self.update(python, state, metric)
            rates.append(state.rate)
        return np.array(rates, dtype=np.float64)

    if not TYPE_CHECKING:  # a type checker reports the call by itself

        def __call__(self, *step: Any, **keywords: Any) -> NoReturn:
            raise TypeError(
                f"{type(self).__name__} is not a function of the step: its rate depends on the metrics of the training "
                "run. Keep a state: state = schedule.start(), then state = schedule.step(state, metric) after every "
                "epoch; the rate is state.rate"
            )


def _require_one_dimension(schedule: object, values: Any) -> None:
    if values.ndim != 1:
        name = type(schedule).__name__
        raise ValueError(f"{name}: metrics must have one dimension, one metric an epoch; got shape {values.shape}")


def _scanned(schedule: FeedbackSchedule, metrics: Any) -> Any:
    import jax
    import jax.numpy as jnp

    from ..xp.jax import enable_x64, namespace

    _require_one_dimension(schedule, metrics)
    rate_type = metrics.dtype if jnp.issubdtype(metrics.dtype, jnp.floating) else jnp.result_type(float)

    def one(state: Any, metric: Any) -> Any:
        state = jax.tree.map(like, schedule.update(namespace, state, metric), start)
        return state, state.rate

    def like(new: Any, old: Any) -> Any:
        return jnp.asarray(new).astype(old.dtype)

    with enable_x64(True):
        start = jax.tree.map(
            lambda value: jnp.asarray(value, jnp.float64 if isinstance(value, float) else jnp.int64), schedule.start()
        )
        _, rates = jax.lax.scan(one, start, metrics.astype(jnp.float64))
        return jnp.concatenate([start.rate[None], rates]).astype(rate_type)
