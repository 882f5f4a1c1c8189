"""The table of native code: for each schedule class, what every framework has for it."""

from . import (
    cosine,
    cyclical,
    decay,
    deepspeed,
    feedback,
    finder_and_averaging,
    less_common,
    lightning,
    mlx,
    piecewise,
    warmup_stable_decay,
)

FAMILIES = (cosine, decay, piecewise, cyclical, warmup_stable_decay, feedback, finder_and_averaging, less_common)

#: By class, the function of its family: it takes the schedule with its arguments in code
#: (:mod:`lrnotes.to_others.in_code`) and returns what each framework has (:mod:`lrnotes.to_others.parts`).
NATIVE = {kind: row for family in FAMILIES for kind, row in family.NATIVE.items()}

#: Of the frameworks with a module of their own: it takes the class, the schedule and what the family's function
#: returned, and gives what this framework has.
_MODULES = (lightning, deepspeed, mlx)


def row_of(kind, schedule):
    """What each framework has for a schedule of a class with its arguments in code; nothing for a class without row."""
    if kind not in NATIVE:
        return {}
    row = NATIVE[kind](schedule)
    return row | {module.FRAMEWORK: module.own(kind, schedule, row) for module in _MODULES}
