"""An optimizer whose numbers are computed at every update, inside the compiled training step.

Its class is replaced by a subclass for the time of a ``fit``. There the numbers are properties: Keras reads them where
it makes the training step, and gets what the schedule makes of the count of updates there. So nothing is added to the
optimizer's variables or configuration, which are what a saved file holds.
"""

import keras

from .schedule import KerasSchedule


class Current:
    """This update's number for Keras's code: a tensor where it computes, and neither 0 nor None where it asks."""

    def __init__(self, value):
        self.value = value

    def __tf_tensor__(self, dtype=None, name=None):
        import tensorflow as tf

        return self.value if dtype is None else tf.cast(self.value, dtype)

    def __jax_array__(self):
        return self.value

    def __bool__(self):
        return True

    def __eq__(self, other):
        return False

    __hash__ = None

    def __gt__(self, other):
        return True

    def __add__(self, other):
        return self.value + other

    __radd__ = __add__

    def __sub__(self, other):
        return self.value - other

    def __rsub__(self, other):
        return other - self.value

    def __mul__(self, other):
        return self.value * other

    __rmul__ = __mul__

    def __neg__(self):
        return -self.value


class _Scheduled:
    """What the subclasses of optimizers have in common."""

    def _factor_of(self, variable):
        return self._lrnotes_factors.get(self._var_key(variable), 1.0)

    def _apply_weight_decay(self, variables):
        for variable in variables:
            if self._use_weight_decay(variable):
                _with_factor(self, self._factor_of(variable), super()._apply_weight_decay, [variable])

    def get_config(self):
        # Keras reads its own numbers for it.
        kind = type(self)
        self.__class__ = _base(self)
        try:
            return self.get_config()
        finally:
            self.__class__ = kind


class _OfKeras3(_Scheduled):
    def _get_current_learning_rate(self):
        return super()._get_current_learning_rate() * self.__dict__["_lrnotes_factor"]

    def _backend_update_step(self, gradients, variables, learning_rate):
        factors = [self._factor_of(variable) for variable in variables]
        for factor in dict.fromkeys(factors):
            some = [pair for pair, own in zip(zip(gradients, variables), factors) if own == factor]
            super()._backend_update_step(*map(list, zip(*some)), learning_rate * factor)


class _OfKeras2(_Scheduled):
    @property
    def learning_rate(self):
        return super().learning_rate * self.__dict__["_lrnotes_factor"]

    def update_step(self, gradient, variable):
        return _with_factor(self, self._factor_of(variable), super().update_step, gradient, variable)


def _with_factor(optimizer, factor, function, *arguments):
    optimizer.__dict__["_lrnotes_factor"] = factor
    try:
        return function(*arguments)
    finally:
        optimizer.__dict__["_lrnotes_factor"] = 1.0


def _current(name, schedule):
    adapted = KerasSchedule(schedule)
    # On PyTorch an update is run as it is written, and takes plain numbers.
    kind = float if keras.backend.backend() == "torch" else Current
    return property(lambda self: kind(adapted(self.iterations)))


def scheduled(optimizer, schedules, factors_by):
    """Replace the optimizer's class by one that computes these numbers at every update.

    ``factors_by`` gives the factors of the rate by variable, of a function that gives a variable's key.
    """
    base = type(optimizer)
    own = {name: _current(name, schedule) for name, schedule in schedules.items()}
    # Under the same name, so that a checkpoint in the middle of a fit holds the optimizer itself.
    named = {"__module__": base.__module__, "__qualname__": base.__qualname__}
    optimizer.__dict__["_lrnotes_factors"] = factors_by(optimizer._var_key)
    optimizer.__dict__["_lrnotes_schedules"] = dict(schedules)  # for `lrnotes.record`
    optimizer.__dict__["_lrnotes_factor"] = 1.0
    mixin = _OfKeras3 if hasattr(base, "_backend_update_step") else _OfKeras2
    optimizer.__class__ = type(base.__name__, (mixin, base), own | named)


def _base(optimizer):
    return type(optimizer).__bases__[1]


def unscheduled(optimizer):
    """Give the optimizer its class back."""
    optimizer.__class__ = _base(optimizer)
    for name in ("_lrnotes_factors", "_lrnotes_factor", "_lrnotes_schedules"):
        optimizer.__dict__.pop(name, None)
