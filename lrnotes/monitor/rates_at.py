"""What a framework's own schedule gives at many steps."""

import numpy as np


def rates_at(schedule, counts):
    """What the schedule returns at each count: all at once, if it can be called so, which is 100 times as fast."""
    try:
        rates = np.asarray(schedule(counts), dtype=np.float64)
    except Exception:  # `if step < ...` on an array raises something different in every library
        rates = None
    some = sorted({0, len(counts) // 3, len(counts) - 1}) if len(counts) else []
    if rates is None or rates.shape != counts.shape:
        return _one_by_one(schedule, counts)
    alike = np.allclose(_one_by_one(schedule, counts[some]), rates[some], rtol=1e-6, atol=0)
    return rates.tolist() if alike else _one_by_one(schedule, counts)


def _one_by_one(schedule, counts):
    return [float(schedule(count)) for count in counts.tolist()]
