"""A schedule as a Keras learning rate schedule."""

import keras

from ..core.configuration import deserialize, serialize
from ..core.schedule import Schedule

_cast = keras.ops.cast if hasattr(keras, "ops") else keras.backend.cast


@keras.saving.register_keras_serializable(package="lrnotes")
class KerasSchedule(keras.optimizers.schedules.LearningRateSchedule):
    """Any schedule as a Keras ``LearningRateSchedule``: for ``optimizer=Adam(KerasSchedule(schedule))``.

    It is saved inside a ``.keras`` file and comes back with it. ``import lrnotes.keras`` before ``load_model``: that is
    what makes Keras know the class, and Keras imports nothing by itself.

    Two of them are equal if their schedules are: a ``tf.function`` is not traced again for an equal one.

    Args:
        schedule (Schedule): what gives the rate at every optimizer update.

    Raises:
        TypeError: if ``schedule`` is not a :class:`lrnotes.Schedule`.

    Example:
        >>> from lrnotes import CosineDecay
        >>> from lrnotes.keras import KerasSchedule
        >>> float(KerasSchedule(CosineDecay(0.5, 100))(100))
        0.0
    """

    __module__ = "lrnotes.keras"  # what saved files name, wherever the class is written

    def __init__(self, schedule):
        if not isinstance(schedule, Schedule):
            raise TypeError(f"KerasSchedule: schedule must be a lrnotes.Schedule; got {schedule!r}")
        super().__init__()
        self.schedule = schedule

    def __call__(self, step):
        return _cast(self.schedule(step), keras.config.floatx() if hasattr(keras, "config") else keras.backend.floatx())

    def __eq__(self, other):
        return self.schedule == other.schedule if type(other) is type(self) else NotImplemented

    def __hash__(self):
        return hash((type(self), self.schedule))

    def __repr__(self):
        return f"KerasSchedule({self.schedule!r})"

    def get_config(self):
        return {"schedule": serialize(self.schedule)}

    @classmethod
    def from_config(cls, config):
        return cls(deserialize(config["schedule"]))
