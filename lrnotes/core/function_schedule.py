"""A user's own function as a schedule."""

from collections.abc import Callable
from typing import Any

from .parameters import function, label
from .schedule import Schedule
from .user_functions import first_value


class FunctionSchedule(Schedule):
    """A user's own function as a learning rate schedule: :meth:`Schedule.from_function`."""

    function: Callable[[Any], Any] = function("f", "a function that takes the step and returns the rate")
    name: str | None = label(default=None)

    def __post_init__(self) -> None:
        super().__post_init__()
        first = first_value(self, "function", 0, allowed := "a finite rate, 0 or more")
        if first < 0:
            raise ValueError(f"FunctionSchedule: function(0) must be {allowed}; got {first!r}")

    def formula(self, xp: Any, step: Any) -> Any:
        return xp.call(self.function, step)
