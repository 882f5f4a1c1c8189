"""Which library computes a formula: picked from the type of the step.

A formula is written once, as ``formula(self, xp, step)``. ``xp`` holds all that it may use besides
``+ - * / ** %`` and comparisons:

    abs  cos  exp  floor  log  maximum  minimum  sqrt  where  pi
    floor_divide(a, b)    how many whole b are in a
    remainder(a, b)       what is left of a then, from 0 to below b
    ceil_divide(a, b)     how many b it takes to reach a
    cycle(a, b, growth)   of cycles, the first b long, each growth times as long as the last: which one a is in, from
                          0, and where that one begins
    fractal(a, levels)    where a whole number a is in the fractal order of 2 ** levels numbers, from 0 to 1
    normal(seed, step)    a standard normal number, the same in every library
    call(function, step)  a reader's own function of the step
    let(value)            marks a value used more than once (a browser then computes it once)
    shift(window, value)  the last few values, the oldest of which makes room for a new one

Arithmetic is in float64 inside, whatever the library. A Python number gives a ``float``; an array or tensor
gives its own float type, or for integers the library's default one. No library is imported here but NumPy.
"""

from .dispatch import evaluate, library_of
from .placeholder import Placeholder, is_placeholder

__all__ = ["Placeholder", "evaluate", "is_placeholder", "library_of"]
