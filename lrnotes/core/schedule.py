"""The base of every schedule: a function from the step to the learning rate."""

import math

from ..xp import evaluate, is_placeholder
from ..xp.python import namespace as python
from .base import Declared
from .configuration import CLASSES
from .slots import Slot

_INFINITY = math.inf
#: The native code of a framework, which :mod:`lrnotes.to_others` writes: it stands above this module.
native_code = Slot()


class Schedule(Declared, base=True):
    """A learning-rate schedule: a function from the step to the rate, and nothing else.

    Subclass it with annotated fields and one method, ``formula(self, xp, step)``, in plain array code; ``xp`` holds
    ``abs cos exp floor log maximum minimum sqrt where pi`` and a few more (see :mod:`lrnotes.xp`). The subclass is then
    a frozen dataclass that computes on Python numbers, NumPy, TensorFlow, JAX and PyTorch, has its LaTeX, its figures
    and its live figure, composes, pickles, compares, and turns into a configuration and back.

    A step is the number of optimizer updates before the one that the rate is for: the first update is step 0. If you
    call a schedule once an epoch, its steps are epochs.

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

    def formula(self, xp, step):
        raise NotImplementedError(f"{type(self).__name__} must define formula(self, xp, step)")

    def __call__(self, step=...):
        """The rate at ``step``: a number gives a number, an array or tensor gives its own kind in its own shape."""
        kind = type(step)
        if (kind is int or kind is float) and 0 <= step < _INFINITY:  # a training loop's question: no detour
            rate = self.formula(python, step)
            return rate if type(rate) is float else float(rate)
        if step is ...:
            raise TypeError(
                f"{type(self).__name__}: step must be given; got none. "
                "A Keras optimizer takes lrnotes.keras.KerasSchedule(schedule)"
            )
        return evaluate(self.formula, step)

    # Composition. Every method returns a schedule.

    def warmup(self, warmup_steps, initial_learning_rate=0.0):
        """A straight line from ``initial_learning_rate`` up to this schedule's first rate, then this schedule.

        Example:
            >>> import lrnotes
            >>> warmed = lrnotes.CosineDecay(0.1, 1000).warmup(100)
            >>> warmed(0), warmed(50), warmed(100), warmed(1100)
            (0.0, 0.05, 0.1, 0.0)
        """
        return CLASSES["Warmup"](self, warmup_steps, initial_learning_rate)

    def then(self, schedule, *, at):
        """This schedule before step ``at``; from step ``at`` on ``schedule``, which counts from 0 there.

        Example:
            >>> import lrnotes
            >>> joined = lrnotes.CosineDecay(0.1, 100).then(lrnotes.CosineDecay(0.01, 100), at=100)
            >>> joined(100)
            0.01
        """
        return CLASSES["Then"](self, schedule, at)

    def repeat(self, *, every):
        """This schedule, started again at step 0, ``every``, 2 ``every``, and so on.

        Example:
            >>> import lrnotes
            >>> restarts = lrnotes.CosineDecay(0.1, 100).repeat(every=100)
            >>> restarts(0), restarts(50), restarts(100), restarts(150)
            (0.1, 0.05, 0.1, 0.05)
        """
        return CLASSES["Repeat"](self, every)

    def skip(self, steps):
        """This schedule without its first ``steps`` steps: step 0 of the result is its step ``steps``.

        Some libraries count the first update as 1; that is ``skip(1)``.

        Example:
            >>> import lrnotes
            >>> warmed = lrnotes.CosineDecay(0.1, 100).warmup(4).skip(1)
            >>> warmed(0), warmed(3)
            (0.025, 0.1)
        """
        return CLASSES["Skip"](self, steps)

    def clip(self, minimum=0.0, maximum=None):
        """This schedule, but never below ``minimum`` and, if given, never above ``maximum``.

        Example:
            >>> import lrnotes
            >>> floored = lrnotes.CosineDecay(0.1, 100).clip(0.02)
            >>> floored(0), floored(100)
            (0.1, 0.02)
        """
        return CLASSES["Clip"](self, minimum, maximum)

    def __mul__(self, multiplier):
        if isinstance(multiplier, Schedule):
            return CLASSES["Product"](self, multiplier)
        if not (is_placeholder(multiplier) or hasattr(type(multiplier), "__float__")):
            return NotImplemented
        return CLASSES["Scaled"](self, multiplier)

    __rmul__ = __mul__

    def to_code(self, framework):
        """The framework's own lines that make this schedule, or feedback rule, there without lrnotes.

        They are complete but for your ``model`` and ``data``; a comment says what to look out for. For both, with and
        without lrnotes, in all frameworks: :func:`lrnotes.training_code`.

        Args:
            framework (str): ``"keras"``, ``"torch"``, ``"optax"`` or ``"transformers"``.

        Returns:
            Python code as text; where the framework has no equivalent, only a comment that says so.

        Raises:
            ValueError: for any other framework.

        Example:
            >>> import lrnotes
            >>> print(lrnotes.CosineDecay(0.1, 1000).to_code("optax"))
            import optax
            <BLANKLINE>
            # native: init_value is the peak, alpha a fraction of it
            schedule = optax.cosine_decay_schedule(
                init_value=0.1,
                decay_steps=1000,
                alpha=0.0,
            )
            optimizer = optax.sgd(schedule)
        """
        return native_code(self, framework)

    @staticmethod
    def from_function(function, name=None):
        """A schedule of any function ``f(step)`` that returns a rate.

        On numbers and NumPy arrays ``function`` gets one Python number at a time, so it may use ``if`` and
        :mod:`math`. A tensor is handed to it as it is: there it must be made of arithmetic alone.

        Example:
            >>> from lrnotes import Schedule
            >>> halved = Schedule.from_function(lambda step: 0.1 if step < 30 else 0.05)
            >>> halved([0, 29, 30])
            array([0.1 , 0.1 , 0.05])
        """
        return CLASSES["FunctionSchedule"](function, name)
