"""Other numbers of a Keras optimizer by schedules, and factors of the learning rate for layers."""

from collections.abc import Mapping
from typing import Any

import keras

from ..core.checks import is_number
from ..core.messages import shown
from ..core.schedule import Schedule
from .scheduled_optimizer import scheduled, unscheduled

_WHO = "HyperparameterCallback"


class HyperparameterCallback(keras.callbacks.Callback):
    """Other numbers of the optimizer by schedules: for ``model.fit(..., callbacks=[HyperparameterCallback(...)])``.

    Every update computes them from the optimizer's count of updates, like the learning rate of a
    :class:`KerasSchedule`. After ``fit`` the optimizer is as it was, so a saved model holds its own numbers; give the
    callback to every ``fit``.

    Args:
        factors (dict): what the learning rate of a layer's weights is multiplied by, by the name of the layer:
            ``{"head": 10.0}``. Layers that are not named have 1. Decoupled weight decay is multiplied too, as with
            parameter groups in PyTorch.
        hyperparameters: a :class:`lrnotes.Schedule` for each number of the optimizer, by its name there:
            ``weight_decay=``, ``momentum=``, ``beta_1=``, ...

    Raises:
        TypeError: if a hyperparameter is not a :class:`lrnotes.Schedule`, or a factor not a number.
        ValueError: for the learning rate, which the optimizer itself takes as a :class:`KerasSchedule`; in ``fit``, for
            a layer that the model does not have, and for a number that the optimizer does not have or was made without:
            Keras makes no place for a momentum that is 0, and no weight decay where it is None.

    Example:
        >>> from lrnotes import CosineDecay
        >>> from lrnotes.keras import HyperparameterCallback
        >>> callback = HyperparameterCallback(weight_decay=CosineDecay(0.01, 1000), factors={"head": 10.0})
        >>> sorted(callback.hyperparameters), callback.factors
        (['weight_decay'], {'head': 10.0})
    """

    __module__ = "lrnotes.keras"

    def __init__(self, *, factors: Mapping[str, float] | None = None, **hyperparameters: Schedule) -> None:
        super().__init__()
        for name, schedule in hyperparameters.items():
            if name in ("learning_rate", "lr"):
                raise ValueError(
                    f"{_WHO}: the learning rate must be given to the optimizer, as KerasSchedule(schedule); got {name}="
                )
            if not isinstance(schedule, Schedule):
                raise TypeError(f"{_WHO}: {name} must be a lrnotes.Schedule; got {shown(schedule)}")
        for name, factor in (factors or {}).items():
            if not is_number(factor):
                raise TypeError(f"{_WHO}: factors must be numbers; got {shown(factor)} for {name!r}")
        self.factors, self.hyperparameters = dict(factors or {}), hyperparameters

    def on_train_begin(self, logs: Any = None) -> None:
        optimizer = _inner(self.model.optimizer)
        for name in self.hyperparameters:
            _require_number(optimizer, name)
        scheduled(optimizer, self.hyperparameters, self._factor_of_variable)
        self._again()

    def on_train_end(self, logs: Any = None) -> None:
        unscheduled(_inner(self.model.optimizer))
        self._again()

    def _again(self):
        """Have Keras compile the training step again: the one that it has holds the numbers of before."""
        self.model.make_train_function(force=True)

    def _factor_of_variable(self, key):
        """The factor of each variable by its key."""
        found = {}
        names = [layer.name for layer in self.model.layers]
        for name, factor in self.factors.items():
            if name not in names:
                raise ValueError(f"{_WHO}: factors must be by the names of layers ({', '.join(names)}); got {name!r}")
            for variable in self.model.get_layer(name).trainable_variables:
                found[key(variable)] = factor
        return found


def _inner(optimizer):
    """The optimizer inside one that scales the loss."""
    return getattr(optimizer, "inner_optimizer", optimizer)


def _require_number(optimizer, name):
    value = getattr(optimizer, name, None)
    if not is_number(value):
        raise ValueError(
            f"{_WHO}: {name} must be a number of the optimizer {type(optimizer).__name__}; got {value!r} there. "
            f"Make the optimizer with a number, such as {type(optimizer).__name__}(..., {name}=0.1)"
        )
    if name == "momentum" and not value:
        raise ValueError(
            f"{_WHO}: momentum must be above 0 in the optimizer, or Keras makes no place for it; got {value!r}. "
            f"Make the optimizer with the momentum of the first update"
        )
