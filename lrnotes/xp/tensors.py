"""NumPy's names on the functions of a library of tensors."""

import math

from .namespace import ELEMENTARY, Namespace


class Tensors(Namespace):
    """NumPy's names on another library's functions, Python numbers lifted to its float64."""

    def __init__(self, library, lift):
        self._lift = lift
        for name in (*ELEMENTARY, "where"):
            setattr(self, name, self._lifting(getattr(library, name, None) or getattr(library.math, name)))

    def _lifting(self, function):
        lift = self._lift
        return lambda *values: function(*map(lift, values))

    def nan_beyond_steps(self, step, rates, whole):
        """The rates, but NaN where ``step`` is none: what compiled functions answer, which cannot raise an error.

        ``whole`` steps are not infinite.
        """
        finite = step if whole else self.where(step < math.inf, step, -1.0)
        return self.where(finite >= 0, rates, math.nan)
