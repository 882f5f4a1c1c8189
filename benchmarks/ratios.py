"""Ways of doing the same thing, timed side by side in one run, as a table of ratios."""

import time

from bars import SHORT, verdict

_LEAST, _ROUNDS = (0.001, 1) if SHORT else (0.02, 9)


def seconds(function, least=_LEAST):
    """Of one call: the repetitions fill ``least`` seconds, so that the clock's own cost vanishes."""
    repetitions = 1
    while True:
        start = time.perf_counter()
        for _ in range(repetitions):
            function()
        passed = time.perf_counter() - start
        if passed >= least:
            return passed / repetitions
        repetitions = max(2 * repetitions, int(repetitions * least / max(passed, 1e-9)))


def compare(title, ours, other, *, bar=None, rounds=_ROUNDS):
    """Print how long ``ours`` takes, ``other`` takes, and their ratio, taking turns; ``bar`` is the most it may be."""
    times = [(seconds(ours), seconds(other)) for _ in range(rounds)]
    mine, theirs = (min(column) for column in zip(*times, strict=True))
    ratio = mine / theirs
    judged = "" if bar is None else verdict(ratio, bar)
    print(f"{title:58s} {_unit(mine):>9s} {_unit(theirs):>9s} {ratio:10.4g}  {judged}", flush=True)
    return ratio


def header(title):
    print(f"\n{title:58s} {'lrnotes':>9s} {'other':>9s} {'ratio':>10s}")


def _unit(value):
    for unit, scale in (("s", 1), ("ms", 1e-3), ("us", 1e-6)):
        if value >= scale:
            return f"{value / scale:.3g} {unit}"
    return f"{value / 1e-9:.3g} ns"
