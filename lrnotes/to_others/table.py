"""The table of native code: for each schedule class, the function that writes it for every framework."""

from . import cosine, curiosities, cyclical, decay, feedback, piecewise, warmup_stable_decay

FAMILIES = (cosine, decay, piecewise, cyclical, warmup_stable_decay, feedback, curiosities)

#: By class, the function of its family: it takes the schedule with its arguments in code
#: (:mod:`lrnotes.to_others.in_code`) and returns what each framework has (:mod:`lrnotes.to_others.parts`).
NATIVE = {kind: row for family in FAMILIES for kind, row in family.NATIVE.items()}
