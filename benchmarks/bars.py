"""What a benchmark measures, against its bar. A missed bar is printed and is not an error: a busy machine misses it."""

import os

# make bench SHORT=1: everything runs, for a moment only, so that CI shows that it runs. Its numbers say little.
SHORT = bool(os.environ.get("SHORT"))


def verdict(measured, bar, unit="", *, least=False):
    """``ok (bar 3)`` or ``NOT ok (bar 3)``: ``bar`` is the most that is good, or the least if ``least`` is true."""
    good = measured >= bar if least else measured <= bar
    return f"{'ok' if good else 'NOT ok'} (bar {bar:g}{unit})"
