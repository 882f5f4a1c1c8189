"""How one argument of a schedule is described and checked."""

import dataclasses
import math
from collections.abc import Callable, Iterator, Sequence
from typing import Any, cast

import numpy as np


@dataclasses.dataclass(frozen=True)
class Parameter:
    """One parameter: its symbol in formulas (LaTeX), its unit, what it does, and how its values are checked."""

    symbol: str
    unit: str
    meaning: str
    allowed: str
    accept: Callable[[Any], Any]  # the value as stored; raises ValueError or TypeError where it is not allowed
    # Numbers only: what is allowed, as the number boxes of the interactive plot check it.
    zero: bool = True
    least: float = 0.0  # the smallest number that is allowed besides 0
    most: float = math.inf
    whole: bool = False
    high: float | None = None  # the end of a sensible slider; None: the value decides
    optional: bool = False
    options: tuple[Any, ...] = ()  # options and flags only: what to choose from
    switch: bool = False  # a length that, when it is 0, leaves its phase out
    within: bool = False  # a length that lies within the others, and adds nothing to how long the schedule is
    needs: tuple[str, ...] = ()  # the other arguments of the schedule that must be given, or above 0, with this one
    rises_from: str = ""  # of a peak: the rate below it, where an interactive plot starts at 0 once there is a peak
    item: "Parameter | None" = None  # several values in a tuple only: the Parameter of each
    first: int = 0  # the number of the first of them
    rising: str = ""  # whether they rise: "strictly", "weakly" or not

    def allows(self, number: float) -> bool:
        """Whether a number is within the limits."""
        if number == 0:
            return self.zero
        return (
            math.isfinite(number)
            and (number > 0 or self.least < 0)
            and self.least <= number <= self.most
            and (not self.whole or number % 1 == 0)
        )

    @property
    def numeric(self) -> bool:
        return self.unit in ("rate", "steps", "factor", "number", "metric", "metrics")

    def items(self, name: str, values: Sequence[Any]) -> "Iterator[tuple[str, Parameter, Any]]":
        """For each of several values in a tuple: its name, its own Parameter, and the value."""
        assert self.item is not None
        for number, value in enumerate(values, self.first):
            symbol = f"{self.item.symbol}_{{{number}}}"
            yield f"{name}_{number}", dataclasses.replace(self.item, symbol=symbol, rising=self.rising), value


def parameter_of(field: "dataclasses.Field[Any]") -> Parameter | None:
    """The :class:`Parameter` of a dataclass field, or None for a plain field."""
    return cast("Parameter | None", field.metadata.get("parameter"))


def declared(parameter: Parameter, default: Any) -> Any:
    """The dataclass field of a parameter."""
    return dataclasses.field(default=default, metadata={"parameter": parameter})


def is_number(value: object) -> bool:
    """Whether ``value`` is a real number or a zero-dimensional array or tensor of one; booleans and text are not."""
    if isinstance(value, (np.ndarray, np.generic)):
        return value.dtype.kind in "iuf" and not value.shape
    return hasattr(type(value), "__float__") and not isinstance(value, bool) and not getattr(value, "shape", ())
