"""Schedules and feedback schedules inside Keras training: Keras 3 on any backend, and tf.keras 2.15."""

from ..core.extras import needed

with needed("keras"):
    import keras  # noqa: F401  # what is missing is said here, once

from .feedback import FeedbackCallback
from .hyperparameters import HyperparameterCallback
from .schedule import KerasSchedule

__all__ = ["FeedbackCallback", "HyperparameterCallback", "KerasSchedule"]
