"""Whether a run that is known as a whole, before training, is as long as the schedule that was meant for it."""

import numpy as np

from .wording import plural

_SHORTER = 0.95  # of the run: a schedule that ends later fits


def length_note(case):
    """A sentence if the schedule goes on after the run, or has decayed long before its end; else None.

    It is not a finding: the rates are those that were meant.
    """
    if case.meant is None or case.end is None:
        return None
    updates, end = int(case.at[-1]) + 1, case.end
    run = f"the run has {plural(updates, 'update')}"
    if end > updates:
        peak = float(np.max(case.meant.table(end)))
        last = f"its last rate is {case.rates[-1] / peak:.0%} of the schedule's peak" if peak > 0 else "it stops before"
        return f"The schedule changes until step {end:,}, and {run}: {last}."
    if end < _SHORTER * updates and case.expected[-1] < np.max(case.expected):
        return f"The schedule ends at step {end:,}, and {run}: the last {updates - end:,} have its final rate."
    return None
