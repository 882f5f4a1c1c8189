"""How far a logged rate may be from the meant one: float32, rounded logs and printed logs are no mistakes."""

import dataclasses

import numpy as np

# Of a rate, and of the highest rate: what float32 formulas of the common libraries are off by.
_RELATIVE, _ABSOLUTE = 2e-6, 3e-7
_FLOAT32 = 7e-8
_DIGITS = range(3, 8)  # significant digits of logs; a log with fewer is read as one with three
_MOST_UNITS = 2e6  # units up to the highest rate; finer ones cannot be told from full precision
_FEWEST_UNITS = 100
_TINY = 1e-290  # below it float64 has fewer digits
_DISTINCT = 8  # rates that are all numbers of a type by accident are fewer
_SAMPLE = 4000  # rates that tell how a log was rounded


@dataclasses.dataclass(frozen=True)
class Precision:
    """The precision of a log: its significant digits or its unit, where it was rounded, and its highest rate."""

    peak: float
    digits: int | None = None
    unit: float | None = None
    relative: float = _RELATIVE
    absolute: float = _ABSOLUTE  # of the highest rate

    @classmethod
    def of(cls, rates):
        """The precision of these rates, read from the rates themselves.

        Example:
            >>> Precision.of(np.array([0.1, 0.0123, 0.00457])).digits
            3
        """
        peak = float(np.abs(rates).max(initial=0.0))
        some = np.abs(rates[np.abs(rates) > _TINY])
        some = some[:: max(len(some) // _SAMPLE, 1)]
        if not some.size:
            return cls(peak)
        decade = 10.0 ** np.floor(np.log10(some))
        digits = next((d for d in _DIGITS if _multiples(some / decade, 10.0 ** (1 - d))), None)
        return cls(peak, digits, _unit(some, peak), max(_RELATIVE, _of_16_bits(some)))

    def tolerance(self, meant):
        """The largest difference from each of the meant rates that says nothing."""
        size = np.abs(meant)
        allowed = self.relative * size + self.absolute * self.peak
        if self.digits is not None:
            decade = np.floor(np.log10(np.where(size > 0, size, 1.0)) + 1e-9)
            allowed = np.maximum(allowed, np.where(size > 0, 0.501 * 10.0 ** (decade + 1 - self.digits), 0.0))
        if self.unit is not None:
            allowed = np.maximum(allowed, 0.501 * self.unit)
        return allowed

    def divided(self, factor):
        """The precision of the same log with every rate divided by a factor that was read from it."""
        unit = None if self.unit is None else self.unit / abs(factor)
        relative = self.relative if self.digits is None else 10.0 ** (1 - self.digits)
        return Precision(self.peak / abs(factor), None, unit, max(2 * _RELATIVE, self.relative, relative))

    @property
    def rounding(self):
        """How far rounding moves the rates at most, as a fraction of them."""
        return 0.5 * 10.0 ** (1 - self.digits) if self.digits is not None else (self.unit or 0.0) / (self.peak or 1.0)

    def loose(self):
        """The precision for rates of a curve that was fitted to a rounded log."""
        more = self.rounding
        unit = None if self.unit is None else 2 * self.unit
        return Precision(self.peak, self.digits, unit, self.relative + 2 * more, self.absolute + 0.2 * more)

    def agree(self, rates, meant):
        """For each rate, whether it is the meant one."""
        with np.errstate(invalid="ignore", over="ignore"):
            return np.abs(rates - meant) <= self.tolerance(meant)


def _of_16_bits(rates):
    """How far rounding to float16 or bfloat16 moved these rates, if they are numbers of one of these types, else 0."""
    if len(np.unique(rates)) < _DISTINCT:
        return 0.0
    with np.errstate(over="ignore"):
        singles, halves = rates.astype(np.float32), rates.astype(np.float16)
    if (singles == rates).all() and not (singles.view(np.uint32) & 0xFFFF).any():
        return 2.0**-8  # bfloat16
    return 2.0**-10 if (halves == rates).all() else 0.0


def _unit(rates, peak):
    """The power of ten that all rates are multiples of, such as 1e-05 of a log with five decimals, or None."""
    for exponent in range(12):
        unit = 10.0**-exponent
        if peak / unit > _MOST_UNITS:
            return None
        if peak / unit >= _FEWEST_UNITS and _multiples(rates, unit):
            return unit
    return None


def _multiples(values, unit):
    """Whether the values are multiples of a unit, as exactly as float32 holds them."""
    allowed = np.maximum(0.001 * unit, _FLOAT32 * values)
    return bool((np.abs(values - np.round(values / unit) * unit) <= allowed).all())


def first_false(right):
    """The index of the first False, or the length where there is none."""
    return int(np.argmin(right)) if not right.all() else len(right)
