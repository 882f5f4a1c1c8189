"""Where each run costs seconds: the best of a grid of peaks, found without a run at each."""

import math


def race(train, peaks, start, seeds):
    """Losses by peak, lists of one loss for each seed.

    ``train(peak, seed)`` gives the loss of a run. Seed 0 runs at the peaks whose places are in ``start``, then at every
    second place until both sides of the best are known, and last at both neighbors of the best. The other seeds run
    only at the best peak.
    """
    losses = {}

    def run(places):
        for place in places:
            if place not in losses and 0 <= place < len(peaks):
                losses[place] = train(peaks[place], 0)
        return min(losses, key=lambda place: losses[place] if math.isfinite(losses[place]) else math.inf)

    best, before = run(start), None
    while best != before:
        best, before = run((best - 2, best + 2)), best
    best = run((best - 1, best + 1))
    found = {place: [losses[place]] for place in sorted(losses)}
    found[best] += [train(peaks[best], seed) for seed in range(1, seeds)]
    return {"peaks": [peaks[place] for place in found], "losses": list(found.values())}
