"""Numbers as the doctor's sentences have them."""

_NOTHING = 1e-4  # of the peak


def count(number):
    """A number of updates.

    Example:
        >>> count(2000), count(2000.5)
        ('2,000', '2,000.5')
    """
    return f"{int(number):,}" if number == int(number) else f"{number:,.4g}" if number < 1000 else f"{number:,.1f}"


def rate(number, peak=0.0):
    """A learning rate, with at most four digits; beside a peak, next to nothing is "almost 0".

    Example:
        >>> rate(0.1), rate(3e-5), rate(0.0123456), rate(1e-10, peak=0.1)
        ('0.1', '3e-05', '0.01235', 'almost 0')
    """
    if 0 < abs(number) < _NOTHING * peak:
        return "almost 0"
    return f"{float(number):.4g}"


def percent(fraction):
    """A fraction as a percentage, with at most two digits.

    Example:
        >>> percent(0.5), percent(0.751), percent(0.0004)
        ('50%', '75%', '0.04%')
    """
    return f"{100 * fraction:.0f}%" if abs(fraction) >= 0.1 else f"{100 * fraction:.2g}%"


def times(factor):
    """A factor.

    Example:
        >>> times(4), times(1.5), times(0.3333333)
        ('4', '1.5', '0.3333')
    """
    return f"{float(factor):,.4g}" if factor < 1000 else f"{factor:,.0f}"


def plural(number, noun):
    """A number and its noun.

    Example:
        >>> plural(1, "update"), plural(2000, "update")
        ('1 update', '2,000 updates')
    """
    return f"{count(number)} {noun}" if number == 1 else f"{count(number)} {noun}s"
