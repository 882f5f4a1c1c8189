"""A cosine read from rates alone: where it starts, its length and its lowest rate."""

import dataclasses

import numpy as np

_POINTS = 400
_FEWEST = 12
_SEEN = 0.3  # of half a period must be in the log
_RIDGE = 1e-13
_LENGTHS = np.geomspace(0.5, 64, 400)  # of half a period, in lengths of the log
_EXACT = 1e-10  # of the length
_NOTHING = 1e-9  # of the peak: what a fit leaves of zero
_LOW = 0.02  # of the peak: what counts as zero at the lowest point


@dataclasses.dataclass(frozen=True)
class Wave:
    """A cosine from a peak at the update ``start`` to its lowest rate, ``low``, half a period of ``length`` later."""

    start: float
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
        """The cosine that all rates of a case after its first peak lie on, or None."""
        first = int(np.argmax(case.rates >= case.rates.max() * (1 - 1e-12)))
        at, rates = case.at[first:].astype(np.float64) - case.at[first], case.rates[first:]
        if len(rates) < _FEWEST or np.ptp(rates) <= 1e-6 * case.precision.peak:
            return None
        length = _length(at, rates)
        fitted, waves = _fits(at, rates, [length])
        middle, along, across = waves[0]
        high = float(np.hypot(along, across))
        start = float(np.arctan2(across, along)) * length / np.pi
        if (
            abs(start) > 2 * at[1]
            or at[-1] < _SEEN * length
            or not case.precision.loose().agree(rates, fitted[0]).all()
        ):
            return None
        low = float(middle) - high
        return cls(case.at[first] + start, length, float(middle) + high, low if low > _NOTHING * high else 0.0)


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
        while width - 1 > (_EXACT if done else 0.01 * best / last):
            best = _best(*part, best * np.geomspace(1 / width, width, 25))
            width = 1 + 0.15 * (width - 1)
        width, last = 1 + max(width - 1, 0.05 * best / last), 6 * last
    return best


def _part(at, rates, last):
    """At most some hundred points up to ``last``."""
    count = int(np.searchsorted(at, last, side="right"))
    chosen = np.unique(np.linspace(0, max(count - 1, 1), _POINTS).astype(np.int64))
    return at[chosen], rates[chosen]


def _best(at, rates, lengths):
    fitted, _ = _fits(at, rates, lengths)
    return float(lengths[int(np.argmin(np.square(fitted - rates).sum(axis=1)))])


def _fits(at, rates, lengths):
    """For each half period the best cosine: its rates, and its middle and its two amplitudes."""
    angles = np.pi * at / np.reshape(lengths, (-1, 1))
    shapes = np.stack([np.ones_like(angles), np.cos(angles), np.sin(angles)], axis=1)
    products = shapes @ shapes.transpose(0, 2, 1) + _RIDGE * len(at) * np.eye(3)
    waves = np.linalg.solve(products, (shapes @ rates)[..., None])
    return (waves.transpose(0, 2, 1) @ shapes)[:, 0], waves[..., 0]
