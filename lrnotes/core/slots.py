"""How a lower module calls what is above it, without importing it: a slot, which the package fills."""

from collections.abc import Callable
from typing import Any


class Slot:
    """A function that is found when it is first called."""

    def __init__(self) -> None:
        self._find: Callable[[], Callable[..., Any]] | None = None

    def fill(self, find: Callable[[], Callable[..., Any]]) -> None:
        """Set how the function is found: ``find()`` returns it."""
        self._find = find

    def __call__(self, *arguments: Any) -> Any:
        assert self._find is not None, "lrnotes/__init__.py fills every slot"
        return self._find()(*arguments)


#: The native code of a framework for a schedule or feedback schedule, which :mod:`lrnotes.to_others` writes.
native_code = Slot()

#: The last step that an interactive plot of a schedule shows at first, which :mod:`lrnotes.live` knows.
last_step = Slot()
