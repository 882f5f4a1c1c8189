"""A schedule as an interactive plot stores it beside its description."""

from ..core.configuration import serialize


def stored(schedule):
    """The schedule serialized, or None if it holds a function."""
    try:
        return serialize(schedule)
    except TypeError:
        return None
