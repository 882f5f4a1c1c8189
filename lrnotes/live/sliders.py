"""Which values a slider goes through; the one that it starts from is always one of them."""

import math

from .arguments import lengths


def slider(parameter, value, arguments):
    """The slider of an argument that the parameter declares and that is at ``value``."""
    if parameter.unit == "rate":
        rates = [other.value for other in arguments if other.unit == "rate" and other.value]
        highest = max(rates, default=0.1)
        return _logarithmic(value or highest, 10 * highest)
    if parameter.whole:
        return {"low": 0, "high": max(parameter.high, value), "step": 1}
    if parameter.unit == "steps":
        return _of_a_length(parameter, value, max(lengths(arguments), default=100))
    high = parameter.high if parameter.high is not None and parameter.high >= value else 4 * abs(value) or 1
    if 0 < value < high / 200:
        return _logarithmic(value, high)
    low = 0 if value >= 0 else 4 * value
    return {"low": low, "high": high, "step": _notch(value, (high - low) / 80)}


def _of_a_length(parameter, value, longest):
    # A list has one scale, so that its sliders stand in their order.
    length = longest if parameter.rising else value or longest
    notch = 1 if value == int(value) and length < 500 else _notch(length if value == 0 else value, length / 50)
    if parameter.rising:
        return {"low": 0, "high": 2 * longest, "step": notch}
    return {"low": 0 if parameter.zero else notch, "high": max(4 * value, longest, 4), "step": notch}


def _logarithmic(anchor, high):
    """A hundred notches for each factor of ten, from a thousandth of the anchor to ``high``; one more for zero."""
    return {"log": True, "anchor": anchor, "below": 300, "above": max(100, math.ceil(100 * math.log10(high / anchor)))}


def _notch(value, most):
    """The largest power of ten, up to ``most``, of which the value is a multiple."""
    powers = (10.0**k for k in range(15, -16, -1))
    notch = next((power for power in powers if power <= most and not _off(value, power)), abs(value) / 100)
    return int(notch) if notch == int(notch) else float(f"{notch:.6g}")


def _off(value, notch):
    """Is the value off the grid of this notch, by more than rounding?"""
    notches = value / notch
    return abs(notches - round(notches)) > 1e-9 * max(1, abs(notches))
