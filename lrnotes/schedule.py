"""The base of every schedule, and how schedules are put together."""

import dataclasses
import math

from .docstrings import Docstring
from .parameters import Parameter, _field, factor, function, label, parameter_of, rate, steps
from .xp import evaluate, is_symbol, python

_CLASSES = {}
_INFINITY = math.inf


def declare(cls, docstring):
    """Make the class a frozen dataclass whose ``docstring`` is made from its declarations, and known by its name."""
    words = cls.__dict__.get("__doc__")
    cls.__doc__ = ""  # or dataclass would write its own
    dataclasses.dataclass(frozen=True, repr=False)(cls)
    cls.__doc__ = docstring(words)
    # A reader's class may have the name of one of ours, and a notebook's cell may define its class twice.
    first = _CLASSES.get(cls.__name__, cls).__module__ == cls.__module__
    cls._stored_as = cls.__name__ if first else f"{cls.__module__}.{cls.__qualname__}"
    _CLASSES[cls._stored_as] = cls


class Schedule:
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

    def __init_subclass__(cls, **keywords):
        super().__init_subclass__(**keywords)
        declare(cls, Docstring)

    def __post_init__(self):
        for field in dataclasses.fields(self):
            object.__setattr__(self, field.name, self._accept(field, getattr(self, field.name)))

    def _accept(self, field, value):
        parameter = parameter_of(field)
        if parameter is None:  # declared plainly, by a reader
            if isinstance(value, float) and not math.isfinite(value):
                raise ValueError(f"{type(self).__name__}: {field.name} must be finite; got {value!r}")
            return _tuples(value)
        try:
            return parameter.accept(value)
        except (TypeError, ValueError) as error:
            message = f"{type(self).__name__}: {field.name} must be {parameter.allowed}; got {value!r}"
            raise type(error)(message) from None

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

    def __repr__(self):
        shown = []
        for field in dataclasses.fields(self):
            value = getattr(self, field.name)
            if field.default is dataclasses.MISSING or value != field.default:
                # A function's own repr holds a memory address.
                text = repr(value) if not callable(value) or isinstance(value, Schedule) else _name(value)
                shown.append(f"{field.name}={text}")
        return f"{type(self).__name__}({', '.join(shown)})"

    # Composition. Every method returns a schedule.

    def warmup(self, warmup_steps, initial_learning_rate=0.0):
        """A straight line from ``initial_learning_rate`` up to this schedule's first rate, then this schedule.

        Example:
            >>> import lrnotes
            >>> warmed = lrnotes.CosineDecay(0.1, 1000).warmup(100)
            >>> warmed(0), warmed(50), warmed(100), warmed(1100)
            (0.0, 0.05, 0.1, 0.0)
        """
        return Warmup(self, warmup_steps, initial_learning_rate)

    def then(self, schedule, *, at):
        """This schedule before step ``at``; from step ``at`` on ``schedule``, which counts from 0 there.

        Example:
            >>> import lrnotes
            >>> joined = lrnotes.CosineDecay(0.1, 100).then(lrnotes.CosineDecay(0.01, 100), at=100)
            >>> joined(100)
            0.01
        """
        return Then(self, schedule, at)

    def repeat(self, *, every):
        """This schedule, started again at step 0, ``every``, 2 ``every``, and so on.

        Example:
            >>> import lrnotes
            >>> restarts = lrnotes.CosineDecay(0.1, 100).repeat(every=100)
            >>> restarts(0), restarts(50), restarts(100), restarts(150)
            (0.1, 0.05, 0.1, 0.05)
        """
        return Repeat(self, every)

    def skip(self, steps):
        """This schedule without its first ``steps`` steps: step 0 of the result is its step ``steps``.

        Some libraries count the first update as 1; that is ``skip(1)``.

        Example:
            >>> import lrnotes
            >>> warmed = lrnotes.CosineDecay(0.1, 100).warmup(4).skip(1)
            >>> warmed(0), warmed(3)
            (0.025, 0.1)
        """
        return Skip(self, steps)

    def clip(self, minimum=0.0, maximum=None):
        """This schedule, but never below ``minimum`` and, if given, never above ``maximum``.

        Example:
            >>> import lrnotes
            >>> floored = lrnotes.CosineDecay(0.1, 100).clip(0.02)
            >>> floored(0), floored(100)
            (0.1, 0.02)
        """
        return Clip(self, minimum, maximum)

    def __mul__(self, multiplier):
        if isinstance(multiplier, Schedule):
            return Product(self, multiplier)
        if not (is_symbol(multiplier) or hasattr(type(multiplier), "__float__")):
            return NotImplemented
        return Scaled(self, multiplier)

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
        from .code import native_code

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
        return FunctionSchedule(function, name)

    # Configuration

    def get_config(self):
        """The arguments, as JSON can hold them; :meth:`from_config` is the way back.

        Example:
            >>> import lrnotes
            >>> lrnotes.CosineDecay(0.1, 100).get_config()["decay_steps"]
            100
        """
        config = {}
        for field in dataclasses.fields(self):
            value = getattr(self, field.name)
            if isinstance(value, Schedule):
                value = serialize(value)
            elif callable(value):
                raise TypeError(
                    f"{type(self).__name__}: {field.name} is a function, which a configuration cannot hold; "
                    "write it as the formula of a Schedule subclass to save it"
                )
            config[field.name] = value
        return config

    @classmethod
    def from_config(cls, config):
        """The schedule that :meth:`get_config` described.

        Example:
            >>> import lrnotes
            >>> lrnotes.CosineDecay.from_config({"initial_learning_rate": 0.1, "decay_steps": 100})(50)
            0.05
        """
        names = [field.name for field in dataclasses.fields(cls)]
        unknown = sorted(set(config) - set(names))
        if unknown:
            raise ValueError(f"{cls.__name__} has no argument {', '.join(unknown)}; it has {', '.join(names)}")
        nested = {
            name: deserialize(value) if isinstance(value, dict) and "class_name" in value else value
            for name, value in config.items()
        }
        return cls(**nested)


def _tuples(value):
    """Lists, which cannot be hashed and which JSON makes of tuples, as tuples, however deep."""
    return tuple(map(_tuples, value)) if isinstance(value, (list, tuple)) else value


def first_value(schedule, name, count, allowed="a finite number"):
    """What a reader's function gives where it is asked first: a finite number, or an error that says so."""
    function = getattr(schedule, name)
    asked = f"{type(schedule).__name__}: {name}({count})"
    try:
        value = float(function(count))
    except Exception as error:
        message = f"{asked}, the first value that is asked for, failed: {error}"
        try:
            same = type(error)(message)
        except Exception:  # an exception that asks for arguments of its own
            same = ValueError(message)
        raise same from error
    if not math.isfinite(value):
        raise ValueError(f"{asked} must be {allowed}; got {value!r}")
    return value


def _name(function):
    return getattr(function, "__name__", type(function).__name__)


def serialize(schedule):
    """The schedule's class name and configuration, as JSON can hold them.

    Example:
        >>> import lrnotes
        >>> lrnotes.deserialize(lrnotes.serialize(lrnotes.CosineDecay(0.1, 100))) == lrnotes.CosineDecay(0.1, 100)
        True
    """
    return {"class_name": type(schedule)._stored_as, "config": schedule.get_config()}


def deserialize(serialized):
    """The schedule that :func:`serialize` described. Classes of your own must have been defined before.

    Raises:
        ValueError: for a class name that no schedule has.

    Example:
        >>> import lrnotes
        >>> config = {"initial_learning_rate": 0.1, "decay_steps": 100}
        >>> lrnotes.deserialize({"class_name": "CosineDecay", "config": config})(50)
        0.05
    """
    name = serialized["class_name"]
    if name not in _CLASSES:
        raise ValueError(
            f"no schedule class is named {name!r}; define or import it first (known: {', '.join(sorted(_CLASSES))})"
        )
    return _CLASSES[name].from_config(serialized["config"])


def symbolise(schedule, stand_in, path=(), *, everything=False):
    """The same schedule with every numeric argument replaced by ``stand_in(path, parameter, value)``.

    ``path`` is the way to the argument: its name, after those of the schedules it is nested in. With ``everything`` also
    numeric arguments that are None, and words from a choice.
    """
    changes = {}
    for field in dataclasses.fields(schedule):
        value, parameter = getattr(schedule, field.name), parameter_of(field)
        if isinstance(value, Schedule):
            changes[field.name] = symbolise(value, stand_in, (*path, field.name), everything=everything)
        elif parameter and parameter.item:
            items = parameter.items(field.name, value)
            changes[field.name] = tuple(stand_in((*path, name), each, item) for name, each, item in items)
        elif _is_numeric(value, parameter) or (everything and parameter and (parameter.numeric or parameter.options)):
            changes[field.name] = stand_in((*path, field.name), parameter, value)
    return dataclasses.replace(schedule, **changes)


def _is_numeric(value, parameter):
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return is_number and (parameter is None or parameter.numeric)


def _schedule(meaning):
    def accept(value):
        if not isinstance(value, Schedule):
            raise TypeError
        return value

    return _field(Parameter("", "schedule", meaning, "a Schedule", accept), dataclasses.MISSING)


class Warmup(Schedule):
    """A straight line up to another schedule's first rate, then that schedule: :meth:`Schedule.warmup`.

    Goyal et al. (2017), https://arxiv.org/abs/1706.02677, section 2.2, "gradual warmup".
    """

    schedule: Schedule = _schedule("what follows the warm-up; its step 0 is the warm-up's end")
    warmup_steps: float = steps("W", "length of the warm-up")
    initial_learning_rate: float = rate(r"\eta_0", "rate at step 0", 0.0)

    def formula(self, xp, step):
        u = xp.maximum(step - self.warmup_steps, 0)
        risen = xp.minimum(step, self.warmup_steps) / self.warmup_steps
        return self.initial_learning_rate * (1 - risen) + self.schedule.formula(xp, u) * risen

    def __repr__(self):
        start = f", initial_learning_rate={self.initial_learning_rate!r}" if self.initial_learning_rate else ""
        return f"{self.schedule!r}.warmup({self.warmup_steps!r}{start})"


class Then(Schedule):
    """One schedule, and from a given step on another: :meth:`Schedule.then`."""

    first: Schedule = _schedule("the schedule before step ``at``")
    second: Schedule = _schedule("the schedule from step ``at`` on; it counts from 0 there")
    at: float = steps("s", "the step at which the second schedule begins, and the first that it rules")

    def formula(self, xp, step):
        u = xp.maximum(step - self.at, 0)
        return xp.where(step < self.at, self.first.formula(xp, step), self.second.formula(xp, u))

    def __repr__(self):
        return f"{self.first!r}.then({self.second!r}, at={self.at!r})"


class Repeat(Schedule):
    """A schedule that starts again and again: :meth:`Schedule.repeat`."""

    schedule: Schedule = _schedule("what is repeated")
    every: float = steps("P", "steps from one start to the next")

    def formula(self, xp, step):
        u = xp.remainder(step, self.every)
        return self.schedule.formula(xp, u)

    def __repr__(self):
        return f"{self.schedule!r}.repeat(every={self.every!r})"


class Scaled(Schedule):
    """A schedule times a number: ``0.5 * schedule``."""

    schedule: Schedule = _schedule("the schedule")
    multiplier: float = factor("c", "what every rate is multiplied by")

    def formula(self, xp, step):
        return self.multiplier * self.schedule.formula(xp, step)

    def __repr__(self):
        return f"({self.multiplier!r} * {self.schedule!r})"


class Skip(Schedule):
    """A schedule without its first steps: :meth:`Schedule.skip`."""

    schedule: Schedule = _schedule("the schedule")
    steps: float = steps("k", "how many of its steps are left out", zero=True, fractions=True)

    def formula(self, xp, step):
        return self.schedule.formula(xp, step + self.steps)

    def __repr__(self):
        return f"{self.schedule!r}.skip({self.steps!r})"


class Clip(Schedule):
    """A schedule kept between two rates: :meth:`Schedule.clip`."""

    schedule: Schedule = _schedule("the schedule")
    minimum: float = rate(r"\eta_{\min}", "the lowest rate", 0.0)
    maximum: float | None = rate(r"\eta_{\max}", "the highest rate; None: no limit", None, optional=True)

    def __post_init__(self):
        super().__post_init__()
        limits = self.minimum, self.maximum
        if not (self.maximum is None or any(map(is_symbol, limits)) or self.minimum <= self.maximum):
            raise ValueError(f"Clip: maximum must be minimum={self.minimum!r} or more; got {self.maximum!r}")

    def formula(self, xp, step):
        rate = xp.maximum(self.schedule.formula(xp, step), self.minimum)
        return rate if self.maximum is None else xp.minimum(rate, self.maximum)

    def __repr__(self):
        most = "" if self.maximum is None else f", {self.maximum!r}"
        return f"{self.schedule!r}.clip({self.minimum!r}{most})"


class Product(Schedule):
    """Two schedules multiplied, one of them a factor without a unit: ``schedule * factor``."""

    first: Schedule = _schedule("one schedule")
    second: Schedule = _schedule("the other; one of the two is a factor, 1 where it changes nothing")

    def formula(self, xp, step):
        return self.first.formula(xp, step) * self.second.formula(xp, step)

    def __repr__(self):
        return f"({self.first!r} * {self.second!r})"


class FunctionSchedule(Schedule):
    """A reader's own function as a schedule: :meth:`Schedule.from_function`."""

    function: object = function("f", "a function that takes the step and returns the rate")
    name: str | None = label()

    def __post_init__(self):
        super().__post_init__()
        first = first_value(self, "function", 0, allowed := "a finite rate, 0 or more")
        if first < 0:
            raise ValueError(f"FunctionSchedule: function(0) must be {allowed}; got {first!r}")

    def formula(self, xp, step):
        return xp.call(self.function, step)


#: What is made of other schedules, by a method or an operator of theirs.
COMPOSED = (Warmup, Then, Repeat, Scaled, Skip, Clip, Product)


def parts(schedule):
    """The schedule and all that are nested in it."""
    yield schedule
    for field in dataclasses.fields(schedule):
        value = getattr(schedule, field.name)
        if isinstance(value, Schedule):
            yield from parts(value)
