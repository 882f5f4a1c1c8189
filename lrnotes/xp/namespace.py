"""What the ``xp`` of every library shares: whole periods, cycles, noise, and the last values of a metric."""

import math

from . import noise
from .placeholder import is_placeholder

# A compiler that turns a / b into a * (1 / b), and a b like 1.1 that no float holds, leave some exact multiples an ulp
# or two short: so much is forgiven. For whole numbers the quotient is then exact up to 2**50.
_FORGIVEN = 1 + 2.0**-50
# Where growing cycles begin goes through a power, which is a few ulps off.
_POWER_FORGIVEN = 1 + 2.0**-48
# More of them would be more steps than a browser's formula should look through.
FRACTAL_LEVELS = 16


#: The elementary functions, by the names that NumPy, :mod:`math` and most libraries give them: each stands here once.
#: Every ``xp`` takes them from its library by these names, and says only where it calls one differently.
ONE_ARGUMENT = ("abs", "cos", "exp", "floor", "log", "sqrt")
ELEMENTARY = (*ONE_ARGUMENT, "maximum", "minimum")


class Namespace:
    """What every library's ``xp`` shares."""

    pi = math.pi

    def floor_divide(self, a, b):
        return self.floor(a / b * _FORGIVEN)

    def remainder(self, a, b):
        return self.maximum(a - b * self.floor_divide(a, b), 0)

    def ceil_divide(self, a, b):
        return -self.floor(-(a / b / _FORGIVEN))

    def cycle(self, a, b, growth):
        if is_placeholder(growth):  # a slider may come to 1
            alike, growing = self._alike(a, b), self._growing(a, b, growth)
            return tuple(self.where(growth == 1, *pair) for pair in zip(alike, growing))
        return self._alike(a, b) if growth == 1 else self._growing(a, b, growth)

    def _alike(self, a, b):
        index = self.floor_divide(a, b)
        return index, index * b

    def _growing(self, a, b, growth):
        # The logarithm is never exact (log(243) / log(3) < 5): take the integer next to it, or one less if that cycle
        # begins later. Powers of growth are compared, not steps: their errors do not depend on the cycles' length.
        reached = 1 + a * (growth - 1) / b
        index = self.floor(self.log(reached) / self.log(growth) + 0.5)
        index = self.where(growth**index > reached * _POWER_FORGIVEN, index - 1, index)
        return index, b * (growth**index - 1) / (growth - 1)

    def fractal(self, a, levels):
        # Between each two neighbours in the order of half as many stands the one that mirrors the first. The highest
        # binary digits of a tell of the coarsest levels; all places are halves of halves, so they are exact.
        place, known = 0.5, not is_placeholder(levels)  # a slider may come to any number of levels
        for level in range((levels if known else FRACTAL_LEVELS) - 1, -1, -1):
            digit = self.remainder(self.floor_divide(a, 2**level), 2)
            place = digit + (1 - 2 * digit) * place / 2
            place = place if known else self.where(level < levels, place, 0.5)
        return place

    def normal(self, seed, step):
        return noise.normal(self, seed, step)

    def call(self, function, step):
        return function(step)

    def join(self, condition, first, second):
        return self.where(condition, *(formula(self, step) for formula, step in (first, second)))

    def shift(self, window, value):
        return (*window[1:], value)
