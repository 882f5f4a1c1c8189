"""A reader's own function as a schedule."""

from .parameters import function, label
from .schedule import Schedule
from .user_functions import first_value


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
