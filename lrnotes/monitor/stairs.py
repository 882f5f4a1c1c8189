"""Schedules in steps: where their jumps are says how much longer or shorter they are than the ones that were meant."""

import numpy as np

_MOST = 0.1  # of the logged rates may be jumps; more are a curve


def stretch(case):
    """The least and the largest stretch of the schedule that has the logged jumps, or None where there are none.

    The schedule at ``update / stretch`` jumps at the logged updates for each stretch above the first and up to the
    second.
    """
    (jumps,) = np.nonzero(_differ(case, case.rates))
    if not 0 < len(jumps) <= _MOST * len(case.rates):
        return None
    table = case.meant.table(4 * max(case.total, case.end or 0))
    (places,) = np.nonzero(_differ(case, table))
    count = min(len(jumps), len(places))
    if not count or len(places) > _MOST * len(table):
        return None
    meant = places[:count] + 1.0  # the first step with the new rate; between two integers it may be anywhere
    before, after = case.at[jumps[:count]], case.at[jumps[:count] + 1]
    least, most = float((before / meant).max()), float((after / meant).min())
    return (least, most) if least < most else None


def _differ(case, rates):
    return np.abs(np.diff(rates)) > case.precision.tolerance(rates[1:])
