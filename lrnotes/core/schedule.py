"""The base of every schedule: a function from the step to the learning rate."""

from __future__ import annotations

import math
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, SupportsFloat, overload

from ..writers.python import fast
from ..writers.recorded import RecordedNumber
from ..writers.recorded_formulas import evaluate as evaluate_recorded
from ..writers.recorded_formulas import holds_recorded
from ..xp import evaluate, is_placeholder
from ..xp.python import evaluate as evaluate_number
from .base import Declared, parts
from .classes import class_named
from .docstrings import ScheduleDocstring
from .slots import native_code

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from .step_types import Column, Expression, Float, Numbers, Tensor

_INFINITY = math.inf
_NO_STEP: Final = object()  # Keras calls a schedule without a step where it takes functions that return a rate


class Schedule(Declared, base=True):
    """A learning rate schedule: a function from the step to the learning rate, and nothing else.

    Subclass it with annotated fields and one method, ``formula(self, xp, step)``, in plain array code; ``xp`` holds
    ``abs cos exp floor log maximum minimum sqrt where pi`` and a few more (see :mod:`lrnotes.xp`). The subclass is then
    a frozen dataclass. It computes on Python numbers, NumPy, TensorFlow, JAX and PyTorch, has its LaTeX, its figures
    and its interactive plot, composes, pickles, compares, and turns into a configuration and back.

    A step is the number of optimizer updates before the one that the rate is for: the first update is step 0. If you
    call a schedule once per epoch, its steps are epochs.

    Example:
        >>> from lrnotes import Schedule
        >>> class Halving(Schedule):
        ...     initial_learning_rate: float
        ...     half_life: float
        ...     def formula(self, xp, step):
        ...         return self.initial_learning_rate * 0.5 ** (step / self.half_life)
        >>> Halving(0.1, half_life=10)(20)
        0.025
    """

    _docstring = ScheduleDocstring

    def formula(self, xp: Any, step: Any) -> Any:
        raise NotImplementedError(f"{type(self).__name__} must define formula(self, xp, step)")

    # The formula as compiled functions of integer and of other steps: made when first called, and no part of the state.
    __slots__ = ("_fraction", "_whole")

    def __getstate__(self) -> dict[str, Any]:
        return self.__dict__

    @overload
    def __call__(self, step: float) -> float: ...
    @overload
    def __call__(self, step: Float) -> Float: ...
    @overload
    def __call__(self, step: np.integer[Any]) -> np.float64: ...
    @overload
    def __call__(self, step: NDArray[Float]) -> NDArray[Float]: ...
    @overload
    def __call__(self, step: NDArray[np.integer[Any]] | Numbers) -> NDArray[np.float64]: ...
    @overload
    def __call__(self, step: Tensor) -> Tensor: ...
    @overload
    def __call__(self, step: Column) -> NDArray[np.floating[Any]]: ...
    @overload
    def __call__(self, step: Expression) -> Any: ...
    def __call__(self, step: Any = _NO_STEP) -> Any:
        """The rate at ``step``: a number gives a number, an array or tensor gives its own kind in its own shape.

        A step below 0 is an error, except in functions that a library compiles, where the values of steps are not
        known: there it gives NaN.
        """
        if type(step) is int and step >= 0:  # a training loop's question: no detour
            try:
                return self._whole(step)
            except Exception:  # it is not there yet, or Python has no number for what NumPy calls infinite
                compiled = "_whole"
        elif type(step) is float and 0 <= step < _INFINITY:
            try:
                return self._fraction(step)
            except Exception:
                compiled = "_fraction"
        elif step is _NO_STEP:
            raise TypeError(
                f"{type(self).__name__}: step must be given; got none. "
                "A Keras optimizer takes lrnotes.keras.KerasSchedule(schedule)"
            )
        else:
            kind = type(step)
            return evaluate_recorded(self.formula, step) if kind is RecordedNumber else evaluate(self.formula, step)
        return self._number(step, compiled)

    def _number(self, step: float, name: str) -> float:
        """The rate at a Python number whose compiled function is not there yet, or has failed."""
        if holds_recorded([each for part in parts(self) for each in vars(part).values()]):
            return evaluate_recorded(self.formula, step)
        rate = evaluate_number(self.formula, step)
        if not hasattr(self, name) and not _compiling():
            object.__setattr__(self, name, fast(self.formula, step, rate))
        return rate

    # Composition. Every method returns a schedule.

    def warmup(self, warmup_steps: float, initial_learning_rate: float = 0.0) -> Schedule:
        """A linear warmup from ``initial_learning_rate`` to this schedule's first rate, followed by this schedule.

        Example:
            >>> import lrnotes
            >>> warmed = lrnotes.CosineDecay(0.1, 1000).warmup(100)
            >>> warmed(0), warmed(50), warmed(100), warmed(1100)
            (0.0, 0.05, 0.1, 0.0)
        """
        return _composed("Warmup", self, warmup_steps, initial_learning_rate)

    def then(self, schedule: Schedule, *, at: float) -> Schedule:
        """This schedule before step ``at``; from step ``at`` on ``schedule``, which counts from 0 there.

        Example:
            >>> import lrnotes
            >>> joined = lrnotes.CosineDecay(0.1, 100).then(lrnotes.CosineDecay(0.01, 100), at=100)
            >>> joined(100)
            0.01
        """
        return _composed("Then", self, schedule, at)

    def repeat(self, *, every: float) -> Schedule:
        """This schedule, started again at step 0, ``every``, 2 ``every``, and so on.

        Example:
            >>> import lrnotes
            >>> restarts = lrnotes.CosineDecay(0.1, 100).repeat(every=100)
            >>> restarts(0), restarts(50), restarts(100), restarts(150)
            (0.1, 0.05, 0.1, 0.05)
        """
        return _composed("Repeat", self, every)

    def skip(self, steps: float) -> Schedule:
        """This schedule without its first ``steps`` steps: step 0 of the result is its step ``steps``.

        Some libraries count the first update as 1; that is ``skip(1)``.

        Example:
            >>> import lrnotes
            >>> warmed = lrnotes.CosineDecay(0.1, 100).warmup(4).skip(1)
            >>> warmed(0), warmed(3)
            (0.025, 0.1)
        """
        return _composed("Skip", self, steps)

    def clip(self, minimum: float = 0.0, maximum: float | None = None) -> Schedule:
        """This schedule, but never below ``minimum`` and, if given, never above ``maximum``.

        Example:
            >>> import lrnotes
            >>> floored = lrnotes.CosineDecay(0.1, 100).clip(0.02)
            >>> floored(0), floored(100)
            (0.1, 0.02)
        """
        return _composed("Clip", self, minimum, maximum)

    def __mul__(self, multiplier: SupportsFloat | Schedule) -> Schedule:
        if isinstance(multiplier, Schedule):
            return _composed("Product", self, multiplier)
        if not (is_placeholder(multiplier) or hasattr(type(multiplier), "__float__")):
            return NotImplemented
        return _composed("Scaled", self, multiplier)

    __rmul__ = __mul__

    def to_code(self, framework: str) -> str:
        """The framework's own code for this schedule, without lrnotes.

        It is complete but for your ``model`` and ``data``; a comment says what to look out for. For the code with and
        without lrnotes in all frameworks, see :func:`lrnotes.training_code`.

        Args:
            framework (str): ``"keras"``, ``"torch"``, ``"optax"`` or ``"transformers"``.

        Returns:
            Python code as text; if the framework has no equivalent, only a comment that says so.

        Raises:
            ValueError: for any other framework.

        Example:
            >>> import lrnotes
            >>> print(lrnotes.CosineDecay(0.1, 1000).to_code("optax"))
            import optax
            <BLANKLINE>
            # native: init_value is the peak, and alpha is a fraction of it.
            schedule = optax.cosine_decay_schedule(
                init_value=0.1,
                decay_steps=1000,
                alpha=0.0,
            )
            optimizer = optax.sgd(schedule, momentum=0.9)
        """
        code: str = native_code(self, framework)
        return code

    @staticmethod
    def from_function(function: Callable[[Any], Any], name: str | None = None) -> Schedule:
        """A schedule from any function ``f(step)`` that returns a rate.

        For numbers and NumPy arrays, ``function`` gets one Python number at a time, so it may use ``if`` and
        :mod:`math`. It gets a tensor as it is, so there it must consist of arithmetic only.

        Example:
            >>> from lrnotes import Schedule
            >>> halved = Schedule.from_function(lambda step: 0.1 if step < 30 else 0.05)
            >>> halved([0, 29, 30])
            array([0.1 , 0.1 , 0.05])
        """
        return _composed("FunctionSchedule", function, name)


def _composed(class_name: str, *arguments: Any) -> Schedule:
    schedule: Schedule = class_named(class_name)(*arguments)  # defined above this module
    return schedule


def _compiling() -> bool:
    """Is PyTorch tracing this call? It could not trace how a formula is compiled."""
    torch = sys.modules.get("torch")
    return torch is not None and torch.compiler.is_compiling()
