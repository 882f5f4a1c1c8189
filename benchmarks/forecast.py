"""The forecast: a million-step bound against the two cumulative sums it needs; the law over 24,000 steps."""

import time

import numpy as np

from bars import SHORT, verdict
from lrnotes import CosineDecay, MultiPowerLaw, last_iterate_bound

_ROUNDS = 3 if SHORT else 30


def _milliseconds(*calls):
    """Of each, the best of several rounds, in which they take turns."""
    best = [float("inf")] * len(calls)
    for _ in range(_ROUNDS):
        for place, call in enumerate(calls):
            start = time.perf_counter()
            call()
            best[place] = min(best[place], (time.perf_counter() - start) * 1000)
    return best


def _sums(rates):
    backwards = rates[::-1]
    return np.cumsum(backwards), np.cumsum(backwards * backwards)


million = CosineDecay(0.1, 1_000_000)(np.arange(1_000_000))
bound, sums = _milliseconds(lambda: last_iterate_bound(million, 1_000_000), lambda: _sums(million))
ratio = bound / sums
print(f"{'bound after 1,000,000 steps':42s} {bound:6.1f} ms, sums {sums:6.1f} ms   {ratio:.2f} {verdict(ratio, 1.5)}")

rates = CosineDecay(0.0, 21_840, 0.1, warmup_target=3e-4, warmup_steps=2160)(np.arange(24_000))
law, steps = MultiPowerLaw.published("100M"), np.linspace(200, 24_000, 200).astype(int)
(taken,) = _milliseconds(lambda: law(rates, steps))
print(f"{'law, 24,000 steps, 200 losses':42s} {taken:6.1f} ms   {verdict(taken, 50)}")
