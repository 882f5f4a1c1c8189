"""The libraries that compute a formula; the type of the step selects one.

A formula is written once, as ``formula(self, xp, step)``. ``xp`` holds everything that it may use besides
``+ - * / ** %`` and comparisons:

    abs  cos  exp  floor  log  maximum  minimum  sqrt  where  pi
    floor_divide(a, b)    the number of times that b fits into a
    remainder(a, b)       the remainder of a divided by b, at least 0 and less than b
    ceil_divide(a, b)     the quotient of a and b, rounded up
    cycle(a, b, growth)   for cycles of which the first is b long and each one growth times as long as the one before:
                          the index of the cycle that a is in, from 0, and where this cycle begins
    fractal(a, levels)    the place of an integer a in the fractal order of 2 ** levels numbers, from 0 to 1
    normal(seed, step)    a standard normal number, the same in every library
    call(function, step)  a user's own function of the step
    join(condition, (formula, step), (other, its_step))
                          one formula where the condition holds, the other one elsewhere; each is evaluated at its own
                          steps only, if the library can
    shift(window, value)  the last few values; the oldest one makes room for a new one

Arithmetic is in float64 in every library and follows IEEE 754: what overflows is infinite, 0 / 0 is not a number. A
Python number gives a ``float``; an array or tensor gives its own float type, or for integers the default one of its
library. A step that has no rate, below 0 or not finite, is an error; in compiled functions, where values are not known,
it gives NaN. Only NumPy is imported here.
"""

from .dispatch import evaluate, library_of
from .placeholder import Placeholder, is_placeholder

__all__ = ["Placeholder", "evaluate", "is_placeholder", "library_of"]
