"""Schedules as configurations that JSON can hold, and back."""

from typing import Any

from .classes import class_named
from .messages import shown


def serialize(schedule: Any) -> dict[str, Any]:
    """The schedule's class name and configuration, as JSON can hold them.

    Example:
        >>> import lrnotes
        >>> lrnotes.deserialize(lrnotes.serialize(lrnotes.CosineDecay(0.1, 100))) == lrnotes.CosineDecay(0.1, 100)
        True
    """
    stored_as = getattr(type(schedule), "_stored_as", None)
    if stored_as is None:
        raise TypeError(f"serialize: schedule must be a Schedule or a FeedbackSchedule; got {shown(schedule)}")
    return {"class_name": stored_as, "config": schedule.get_config()}


def deserialize(serialized: dict[str, Any]) -> Any:
    """The schedule or feedback schedule that :func:`serialize` described.

    A class of your own must be defined before.

    Raises:
        TypeError: if ``serialized`` is not a dictionary.
        ValueError: if it lacks its class name or its configuration, and for a class name that no schedule has.

    Example:
        >>> import lrnotes
        >>> config = {"initial_learning_rate": 0.1, "decay_steps": 100}
        >>> lrnotes.deserialize({"class_name": "CosineDecay", "config": config})(50)
        0.05
    """
    if not isinstance(serialized, dict):
        raise TypeError(
            f"deserialize: serialized must be a dictionary, as serialize returns it; got {shown(serialized)}"
        )
    if "class_name" not in serialized or "config" not in serialized:
        raise ValueError(
            "deserialize: serialized must have 'class_name' and 'config', as serialize returns it; "
            f"got {shown(serialized)}"
        )
    try:
        return class_named(serialized["class_name"]).from_config(serialized["config"])
    except RecursionError:  # deeper than any schedule can be
        raise ValueError(
            "deserialize: serialized must not be nested so deeply; see the limit of compositions"
        ) from None
