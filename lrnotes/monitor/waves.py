"""A cosine read from rates alone: where it starts, its length and its lowest rate."""

import dataclasses

import numpy as np

_POINTS = 400
_FEWEST = 12
_LENGTHS = np.geomspace(0.5, 64, 400)  # of half a period, in lengths of the log
_ROUNDS = 5
_LOW = 0.02  # of the peak: what counts as zero at the lowest point


@dataclasses.dataclass(frozen=True)
class Wave:
    """A cosine from a peak at the update ``start`` to its lowest rate, ``low``, half a period of ``length`` later."""

    start: int
    length: float
    high: float
    low: float

    @property
    def end(self):
        """The update of the lowest rate."""
        return round(self.start + self.length)

    @property
    def to_zero(self):
        """Whether the lowest rate is next to nothing."""
        return self.low <= _LOW * self.high

    def rises(self, last):
        """How many times it has begun to rise again by the update ``last``."""
        beyond = last - self.start - self.length
        return 0 if beyond <= 0.01 * self.length else 1 + int(beyond // (2 * self.length))

    @classmethod
    def of(cls, case):
        """The cosine that all rates after the first peak lie on, or None."""
        start = int(np.argmax(case.rates >= case.rates.max() * (1 - 1e-12)))
        at, rates = case.at[start:].astype(np.float64) - case.at[start], case.rates[start:]
        if len(rates) < _FEWEST or np.ptp(rates) <= 1e-6 * case.precision.peak:
            return None
        length = _length(at, rates)
        fitted, low, high = _line(at, rates, length)
        if high <= low or not case.precision.agree(rates, fitted).all():
            return None
        return cls(int(case.at[start]), float(length), float(high), float(low))


def _length(at, rates):
    """The half period that fits best: first for the first periods, then for more and more of them."""
    rising = np.nonzero(np.diff(rates) > 0)[0]
    if rising.size and at[rising[0]] > 0:
        best, width = float(at[rising[0]]), 1.5
        last = 3 * best
    else:
        best, width, last = _best(*_part(at, rates, at[-1]), at[-1] * _LENGTHS), _LENGTHS[1] / _LENGTHS[0], at[-1]
    done = False
    while not done:
        done = last >= at[-1]
        part = _part(at, rates, last)
        for _ in range(_ROUNDS):
            best = _best(*part, best * np.geomspace(1 / width, width, 25))
            width = width**0.2
        width, last = 1 + max(width - 1, 0.05 * best / last), 6 * last
    return best


def _part(at, rates, last):
    """At most some hundred points up to ``last``."""
    count = int(np.searchsorted(at, last, side="right"))
    chosen = np.unique(np.linspace(0, max(count - 1, 1), _POINTS).astype(np.int64))
    return at[chosen], rates[chosen]


def _best(at, rates, lengths):
    errors = [float(np.square(_line(at, rates, length)[0] - rates).sum()) for length in lengths]
    return float(lengths[int(np.argmin(errors))])


def _line(at, rates, length):
    """The best cosine with this half period: its rates, its lowest and its highest."""
    shape = np.cos(np.pi * at / length)
    spread = shape - shape.mean()
    power = float(np.square(spread).sum())
    amplitude = float((spread * rates).sum()) / power if power > 0 else 0.0
    middle = float(rates.mean()) - amplitude * float(shape.mean())
    return middle + amplitude * shape, middle - amplitude, middle + amplitude
