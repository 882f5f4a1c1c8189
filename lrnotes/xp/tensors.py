"""NumPy's names on the functions of a library of tensors."""

from .namespace import Namespace


class Tensors(Namespace):
    """NumPy's names on another library's functions, Python numbers lifted to its float64."""

    def __init__(self, library, lift):
        self._lift = lift
        for name in ("abs", "cos", "exp", "floor", "maximum", "minimum", "sqrt", "where"):
            setattr(self, name, self._lifting(getattr(library, name)))
        self.log = self._lifting(getattr(library, "log", None) or library.math.log)

    def _lifting(self, function):
        lift = self._lift
        return lambda *values: function(*map(lift, values))
