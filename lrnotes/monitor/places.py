"""Where in the schedule a run goes on after its rates have left it."""

import numpy as np

from .precision import first_false

_PROBES = (0, 1, 2, 3, 5, 8, 16, 32, 64, 128, 256, 512, 1024, 4096, 16384)  # rates after a break
_SEARCHES = 12  # in the whole schedule; the likely places are tried without one
_CANDIDATES = 20
_ENOUGH = 8  # rates in a row that make a likely place the right one
_CHUNK = 64
_MOST_SEGMENTS = 300


def segments_of(case):
    """Pairs of an index and the position in the schedule there, from which on it goes on; None where there are none."""
    places = Places(case)
    found = []
    start = 0
    while start < len(case.at):
        position, length = places.at(start, found)
        enough = min(max(3, len(case.at) // 1000), len(case.at) - start)
        if length < enough or len(found) >= _MOST_SEGMENTS:
            return None
        found.append((start, position))
        start += length
    return found


class Places:
    """The places at which the schedule goes on, found one by one."""

    def __init__(self, case):
        self._case = case
        self._searches = 0
        self._table = None

    def at(self, start, before):
        """The position from which the schedule explains most of the rates from the index ``start`` on, and how many.

        ``before`` are the places found so far, pairs of an index and a position.
        """
        case = self._case
        if not before and case.first > 2:
            return int(case.at[0]), case.first
        rest = len(case.at) - start
        for position in self._likely(start, before):
            length = extent(case, start, position)
            varied = np.ptp(case.rates[start : start + length]) > 0 if length else False
            if length == rest or (varied and length >= _ENOUGH):  # a level says little of the place
                return position, length
        return self._searched(start)

    def _likely(self, start, before):
        """The beginning, and one or two steps ahead of where the schedule would be."""
        if not before:
            return ()
        index, position = before[-1]
        there = position + int(self._case.at[start] - self._case.at[index])
        return 0, 1, there + 1, there + 2

    def _searched(self, start):
        case, table = self._case, self._whole()
        self._searches += 1
        if self._searches > _SEARCHES:
            return 0, 0
        good = np.ones(len(table), dtype=bool)
        for step in _PROBES:
            if start + step >= len(case.at):
                break
            still = good & self._agree(start, start + step)
            if not still.any():
                break
            good = still
        candidates = np.nonzero(good)[0]
        near = candidates[np.argsort(np.abs(candidates - case.at[start]), kind="stable")][:_CANDIDATES]
        tried = dict.fromkeys([*candidates[:3].tolist(), *near.tolist()])
        return max(((place, extent(case, start, place)) for place in tried), key=lambda pair: pair[1])

    def _agree(self, start, index):
        """For each position at ``start``, whether the rate at ``index`` is then the right one."""
        table = self._whole()
        shift = min(int(self._case.at[index] - self._case.at[start]), len(table) - 1)
        values = np.full(len(table), table[-1])
        values[: len(table) - shift] = table[shift:]
        return self._case.precision.agree(self._case.rates[index], values)

    def _whole(self):
        if self._table is None:
            case = self._case
            last = max(case.total, case.end or 0) + 1
            self._table = case.meant.table(2 * last if case.meant.fast else last)
        return self._table


def extent(case, start, position):
    """How many rates from an index on are those of the schedule from a position on."""
    length, chunk = start, _CHUNK
    while length < len(case.at):
        part = slice(length, length + chunk)
        meant = case.meant(case.at[part] - case.at[start] + position)
        right = case.precision.agree(case.rates[part], meant)
        length += first_false(right)
        if not right.all():
            break
        chunk *= 4
    return length - start


def first_at(case, start, position):
    """The update at which the schedule has begun again, seen from a place after it; None if it has not."""
    update = int(case.at[start] - position)
    if position <= case.at[start] - case.at[start - 1]:
        return int(case.at[start])
    index = int(np.searchsorted(case.at, update))
    if update > 0 and index < start and extent(case, index, int(case.at[index]) - update) > start - index:
        return update
    return None
