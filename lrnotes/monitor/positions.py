"""The search for the place of the schedule that a logged rate comes from: k times too fast, or held for b updates."""

import numpy as np

_MOST = 20_000  # times too fast or too slow that are tried
_MOST_SLOW_FUNCTION = 2_000  # the same for a function of one Python number
_EVERY_OFFSET = 16  # up to this many times too fast, every offset is tried
_FULL_TRIES = 60  # candidates that are tried on all rates
_LEVELS = (0.01, 0.03, 0.1, 0.2, 0.4, 0.7)  # parts of the range of the rates, for probes
_FLOAT = 1e-9


def fast_candidates(case):
    """Pairs of a factor and an offset, ``position = factor * update + offset``, that agree with early rates."""
    most = min(_MOST if case.meant.fast else _MOST_SLOW_FUNCTION, max(case.total, 2))
    pairs = [(k, offset) for k in range(2, min(_EVERY_OFFSET, most) + 1) for offset in range(k + 1)]
    for k in (*range(_EVERY_OFFSET + 1, most + 1), *_told(case, most)):
        pairs += [(k, 0), (k, k - 1), (k, k), (k, 1)]
    table = np.array(pairs, np.float64).reshape(-1, 2)
    good = np.ones(len(table), dtype=bool)
    for probe in early_probes(case):
        positions = table[good, 0] * case.at[probe] + table[good, 1]
        good[good] = case.precision.agree(case.rates[probe], case.meant(positions))
    kept = table[good].astype(np.int64)
    told = ~np.isin(kept[:, 0], _told(case, 1))
    order = np.lexsort((_preference(kept), kept[:, 0], told))
    return [(int(k), int(offset)) for k, offset in kept[order][:_FULL_TRIES]]


def _told(case, most):
    """Numbers that the reader said, above the largest one that is tried anyway."""
    told = case.told
    together = (told.accumulation or 1) * (told.processes or 1)
    known = (told.accumulation, told.processes, together, told.batches_per_epoch, told.updates_per_epoch)
    return [number for number in known if number and number > most]


def _preference(pairs):
    """Offsets in the order in which they usually happen: none, a whole update less one, a whole update."""
    k, offset = pairs[:, 0], pairs[:, 1]
    return np.select([offset == 0, offset == k - 1, offset == k], [0, 1, 2], 3)


def early_probes(case):
    """Indices of rates that tell speeds apart: where the rate has changed by some part of its range, at first."""
    rates = case.rates
    distance = np.abs(rates - rates[0])
    turn = int(np.argmax(distance))
    highest = np.maximum.accumulate(distance[: turn + 1])
    levels = np.array(_LEVELS) * (distance[turn] or 1.0)
    found = np.searchsorted(highest, levels)
    return sorted({0, *(int(index) for index in found if index <= turn)})


def slow_candidates(case):
    """Pairs ``position = (update + offset) // held`` that agree with some of the rates."""
    most = min(_MOST if case.meant.fast else _MOST_SLOW_FUNCTION, case.total)
    (changes,) = np.nonzero(np.diff(case.rates))
    likely = [number for number in _known_slow(case) if number and number > 1]
    if changes.size:
        starts = case.at[changes + 1]
        gaps = np.diff(np.append(0, starts[:1000]))
        likely += [int(starts[0]), int(starts[0]) + 1, int(np.median(gaps)), int(gaps.max())]
    held = np.array([*dict.fromkeys(likely), *range(2, most + 1)], np.float64)
    held = held[held >= 2]
    table = np.concatenate(
        [np.stack([held, offset * np.ones_like(held)], 1) for offset in (0, 1)] + [np.stack([held, held - 1], 1)]
    )
    good = np.ones(len(table), dtype=bool)
    for probe in _late_probes(case, changes):
        positions = np.floor((case.at[probe] + table[good, 1]) / table[good, 0] + _FLOAT)
        good[good] = case.precision.agree(case.rates[probe], case.meant(positions))
    return [(int(b), int(offset)) for b, offset in table[good][:_FULL_TRIES]]


def _known_slow(case):
    told = case.told
    return told.updates_per_epoch, told.batches_per_epoch, told.accumulation, told.processes


def _late_probes(case, changes):
    spread = np.linspace(0, len(case.at) - 1, 7).astype(np.int64).tolist()
    return sorted({*spread, *changes[:2].tolist(), *(changes[:2] + 1).tolist()}, reverse=True)


def reflected(case):
    """A function that turns positions beyond the schedule's end back, as a cosine does that is not held at its end.

    Between the end and the last peak before it the positions go to and fro. None if the schedule has no end.
    """
    end = case.end
    if end is None:
        return None
    table = case.meant.table(end)
    start = len(table) - 1 - int(np.argmax(table[::-1] >= table.max() * (1 - _FLOAT)))
    length = end - start
    if length < 1:
        return None

    def position(positions):
        beyond = np.mod(positions - end, 2 * length)
        back = np.where(beyond <= length, end - beyond, start + (beyond - length))
        return np.where(positions <= end, positions, back)

    return position
