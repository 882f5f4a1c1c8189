"""The base of schedules and of feedback schedules, how schedules are put together, and how they are stored."""

from . import composition, function_schedule  # the methods of Schedule find their classes in the table of classes
from .configuration import deserialize, serialize
from .feedback import FeedbackSchedule
from .schedule import Schedule

__all__ = ["FeedbackSchedule", "Schedule", "composition", "deserialize", "function_schedule", "serialize"]
