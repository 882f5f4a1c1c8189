"""Which library computes a formula: picked from the type of the step.

A formula is written once, as ``formula(self, xp, step)``. ``xp`` holds all that it may use besides
``+ - * / ** %`` and comparisons:

    abs  cos  exp  floor  log  maximum  minimum  sqrt  where  pi
    floor_divide(a, b)    how many whole b are in a
    remainder(a, b)       what is left of a then, from 0 to below b
    ceil_divide(a, b)     how many b it takes to reach a
    cycle(a, b, growth)   of cycles, the first b long, each growth times as long as the last: which one a is in, from
                          0, and where that one begins
    fractal(a, levels)    where a whole number a is in the fractal order of 2 ** levels numbers, from 0 to 1
    normal(seed, step)    a standard normal number, the same in every library
    call(function, step)  a reader's own function of the step
    let(value)            marks a value used more than once (a browser then computes it once)
    shift(window, value)  the last few values, the oldest of which makes room for a new one

Arithmetic is in float64 inside, whatever the library. A Python number gives a ``float``; an array or tensor
gives its own float type, or for integers the library's default one. No library is imported here but NumPy.
"""

import math

import numpy as np

from . import noise

_INFINITY = math.inf
_LIBRARIES = {}  # of each type of step that has come by
_BLOCK = 16384
# A compiler that turns a / b into a * (1 / b), and a b like 1.1 that no float holds, leave some exact multiples an ulp
# or two short: forgive so much. For whole numbers the quotient is then exact up to 2**50.
_FORGIVEN = 1 + 2.0**-50
# Where growing cycles begin goes through a power, which is a few ulps off.
_POWER_FORGIVEN = 1 + 2.0**-48
# More of them would be more steps than a browser's formula should look through.
FRACTAL_LEVELS = 16


class Namespace:
    """What every library's ``xp`` shares."""

    pi = math.pi

    def floor_divide(self, a, b):
        return self.floor(a / b * _FORGIVEN)

    def remainder(self, a, b):
        return self.maximum(a - b * self.floor_divide(a, b), 0)

    def ceil_divide(self, a, b):
        return -self.floor(-(a / b / _FORGIVEN))

    def cycle(self, a, b, growth):
        if is_symbol(growth):  # a slider may come to 1
            alike, growing = self._alike(a, b), self._growing(a, b, growth)
            return tuple(self.let(self.where(growth == 1, *pair)) for pair in zip(alike, growing))
        return self._alike(a, b) if growth == 1 else self._growing(a, b, growth)

    def _alike(self, a, b):
        index = self.floor_divide(a, b)
        return index, index * b

    def _growing(self, a, b, growth):
        # The logarithm is never exact (log(243) / log(3) < 5): take the whole number next to it or one less, by where
        # that one begins. Powers of growth are compared, not steps: their errors are the same for short cycles and long.
        reached = self.let(1 + a * (growth - 1) / b)
        index = self.let(self.floor(self.log(reached) / self.log(growth) + 0.5))
        index = self.let(self.where(growth**index > reached * _POWER_FORGIVEN, index - 1, index))
        return index, b * (growth**index - 1) / (growth - 1)

    def fractal(self, a, levels):
        # Between each two neighbours in the order of half as many stands the one that mirrors the first. The highest
        # binary digits of a tell of the coarsest levels; all places are halves of halves, so they are exact.
        place, known = 0.5, not is_symbol(levels)  # a slider may come to any number of levels
        for level in range((levels if known else FRACTAL_LEVELS) - 1, -1, -1):
            digit = self.remainder(self.floor_divide(a, 2**level), 2)
            place = digit + (1 - 2 * digit) * place / 2
            place = place if known else self.where(level < levels, place, 0.5)
        return place

    def normal(self, seed, step):
        return noise.normal(self, seed, step)

    def call(self, function, step):
        return function(step)

    def let(self, value):
        return value

    def shift(self, window, value):
        return (*window[1:], value)


class _Python(Namespace):
    abs = abs
    cos = math.cos
    exp = math.exp
    floor = math.floor
    log = math.log
    maximum = max
    minimum = min
    sqrt = math.sqrt

    @staticmethod
    def where(condition, yes, no):
        return yes if condition else no


class _NumPy(Namespace):
    abs = np.abs
    cos = np.cos
    exp = np.exp
    floor = np.floor
    log = np.log
    maximum = np.maximum
    minimum = np.minimum
    sqrt = np.sqrt
    where = staticmethod(np.where)

    def call(self, function, step):
        # A reader's own function may branch on its step, so it gets one number at a time.
        # Whole steps arrive as int, as they do in training: a function may look them up in a table.
        numbers = (int(number) if number.is_integer() else number for number in step.ravel().tolist())
        rates = [float(function(number)) for number in numbers]
        return np.array(rates, dtype=np.float64).reshape(step.shape)


class _Tensors(Namespace):
    """NumPy's names on another library's functions, Python numbers lifted to its float64."""

    def __init__(self, library, lift):
        self._lift = lift
        for name in ("abs", "cos", "exp", "floor", "maximum", "minimum", "sqrt", "where"):
            setattr(self, name, self._lifting(getattr(library, name)))
        self.log = self._lifting(getattr(library, "log", None) or library.math.log)

    def _lifting(self, function):
        lift = self._lift
        return lambda *values: function(*map(lift, values))


python, _numpy = _Python(), _NumPy()


def evaluate(formula, step):
    """The rate(s) that ``formula(xp, step)`` gives at ``step``, in the step's own kind of value."""
    return _EVALUATORS[library_of(type(step))](formula, step)


def library_of(kind):
    """The library that computes with values of this type; NumPy for all that no other one claims."""
    if kind not in _LIBRARIES:
        names = (base.__module__.partition(".")[0] for base in kind.__mro__)
        _LIBRARIES[kind] = next((name for name in names if name in _EVALUATORS), "numpy")
    return _LIBRARIES[kind]


def _once(make):
    """``make()``, remembered. Not functools.cache, at which torch.compile warns."""
    made = []

    def get():
        if not made:
            made.append(make())
        return made[0]

    return get


def is_symbol(value):
    """Is this a stand-in for a number (a slider, a letter in a formula) rather than a number?"""
    return library_of(type(value)) in ("altair", "sympy") or hasattr(value, "xp")


def _bad_step(step):
    return ValueError(
        f"step must be 0 or more and finite (the number of optimizer updates before this one); got {step!r}"
    )


def _check(values):
    """A clear answer to steps that no schedule has a rate for. ``values`` is a NumPy array."""
    if values.size and not (values.min() >= 0 and values.max() < _INFINITY):
        wrong = values[~((values >= 0) & (values < _INFINITY))]
        raise _bad_step(wrong.flat[0].item())


def _evaluate_numpy(formula, step):
    try:
        steps = np.asarray(step)
    except ValueError:
        raise TypeError("step must be a number or an array of numbers; got a ragged list") from None
    if steps.dtype.kind not in "iuf":
        raise TypeError(f"step must be a number or an array of numbers; got {step!r}")
    _check(steps)
    rate_type = steps.dtype if steps.dtype.kind == "f" else np.float64
    if not steps.ndim:
        return np.dtype(rate_type).type(formula(python, steps.item()))  # ten times faster than ufuncs
    rates = np.empty(steps.shape, rate_type)
    # A block at a time: the intermediate arrays of a formula then stay in the processor's cache.
    given, result = steps.reshape(-1), rates.reshape(-1)
    for start in range(0, steps.size, _BLOCK):
        block = given[start : start + _BLOCK].astype(np.float64, copy=False)
        result[start : start + _BLOCK] = formula(_numpy, block)
    return rates


@_once
def _tensorflow():
    import tensorflow as tf

    def lift(value):
        # Not tf.cast, which would take a Python number through float32.
        return (
            tf.convert_to_tensor(value, tf.float64)
            if isinstance(value, (int, float)) and not isinstance(value, bool)
            else value
        )

    return tf, _Tensors(tf, lift), lift


def _evaluate_tensorflow(formula, step):
    tf, xp, lift = _tensorflow()
    step = tf.convert_to_tensor(step)
    if not (step.dtype.is_floating or step.dtype.is_integer):
        raise TypeError(f"step must be a number or a tensor of numbers; got {step.dtype.name} values")
    if hasattr(step, "numpy"):  # eager: the values are there to be checked
        _check(step.numpy())
    rates = lift(formula(xp, tf.cast(step, tf.float64)))
    rates = tf.cast(rates, step.dtype if step.dtype.is_floating else tf.float32)
    return rates if rates.shape.rank == step.shape.rank else tf.broadcast_to(rates, tf.shape(step))


@_once
def _jax():
    import jax

    x64 = getattr(jax, "enable_x64", None)
    if x64 is None:
        from jax.experimental import enable_x64 as x64
    return jax, _Tensors(jax.numpy, lambda value: value), x64


def _evaluate_jax(formula, step):
    jax, xp, x64 = _jax()
    jnp = jax.numpy
    if not (jnp.issubdtype(step.dtype, jnp.floating) or jnp.issubdtype(step.dtype, jnp.integer)):
        raise TypeError(f"step must be a number or an array of numbers; got {step.dtype.name} values")
    if not isinstance(step, jax.core.Tracer):
        _check(np.asarray(step))
    rate_type = step.dtype if jnp.issubdtype(step.dtype, jnp.floating) else jnp.result_type(float)
    with x64(True):
        rates = formula(xp, jnp.asarray(step).astype(jnp.float64))
        return jnp.broadcast_to(jnp.asarray(rates).astype(rate_type), step.shape)


@_once
def _torch():
    import torch

    def lift(value):
        return (
            value
            if isinstance(value, torch.Tensor)
            else torch.as_tensor(value, dtype=torch.bool if isinstance(value, bool) else torch.float64)
        )

    return torch, _Tensors(torch, lift), lift


def _evaluate_torch(formula, step):
    torch, xp, lift = _torch()
    if step.dtype is torch.bool or step.is_complex():
        raise TypeError(f"step must be a number or a tensor of numbers; got {step.dtype} values")
    if not torch.compiler.is_compiling() and step.device.type == "cpu":
        try:
            values = step.detach().to(torch.float64).numpy()
        except RuntimeError:  # inside vmap there are no values yet
            pass
        else:
            _check(values)
    rates = lift(formula(xp, step.to(torch.float64))).to(step.device)
    rates = rates.to(step.dtype if step.is_floating_point() else torch.get_default_dtype())
    return rates if rates.shape == step.shape else rates.expand(step.shape).clone()


def _evaluate_keras(formula, step):
    return evaluate(formula, step.value)  # a keras.Variable holds the backend's own


@_once
def altair():
    """The ``xp`` of Vega expressions."""
    import altair as alt

    class Altair(Namespace):
        abs = alt.expr.abs
        cos = alt.expr.cos
        exp = alt.expr.exp
        floor = alt.expr.floor
        log = alt.expr.log
        maximum = alt.expr.max
        minimum = alt.expr.min
        sqrt = alt.expr.sqrt
        where = alt.expr.if_

        def call(self, function, step):
            from .letters import require_arithmetic

            require_arithmetic(function)  # Vega's expressions would let an `if` pass, and draw the wrong curve
            return function(step)

    return Altair()


def _evaluate_altair(formula, step):
    return formula(altair(), step)


@_once
def _sympy():
    import sympy

    class SymPy(Namespace):
        pi = sympy.pi
        abs = sympy.Abs
        cos = sympy.cos
        exp = sympy.exp
        floor = sympy.floor
        log = sympy.log
        maximum = sympy.Max
        minimum = sympy.Min
        sqrt = staticmethod(sympy.sqrt)

        @staticmethod
        def where(condition, yes, no):
            return sympy.Piecewise((yes, condition), (no, True))

        def floor_divide(self, a, b):  # exact: there is nothing to forgive
            return sympy.floor(a / b)

        def remainder(self, a, b):
            return a - b * self.floor_divide(a, b)

        def ceil_divide(self, a, b):
            return sympy.ceiling(a / b)

        def _growing(self, a, b, growth):
            index = sympy.floor(sympy.log(1 + a * (growth - 1) / b) / sympy.log(growth))
            return index, b * (growth**index - 1) / (growth - 1)

    return SymPy()


def _evaluate_sympy(formula, step):
    return formula(_sympy(), step)


def _evaluate_letters(formula, step):
    if not hasattr(step, "xp"):
        raise TypeError(f"step must be a number or an array of numbers; got {step!r}")
    return formula(step.xp, step)


_EVALUATORS = {
    "numpy": _evaluate_numpy,
    "tensorflow": _evaluate_tensorflow,
    "jax": _evaluate_jax,
    "jaxlib": _evaluate_jax,
    "torch": _evaluate_torch,
    "keras": _evaluate_keras,
    "altair": _evaluate_altair,
    "sympy": _evaluate_sympy,
    "lrnotes": _evaluate_letters,
}
