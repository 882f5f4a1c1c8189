"""The shapes of decay that schedules of several phases share: they go from 1 to 0 while p goes from 0 to 1."""

SHAPES = ("linear", "cosine", "1-sqrt", "1-square", "exponential")


def remaining_part(xp, shape, p, base=0.5):
    """The part of the decay that remains at its elapsed fraction ``p``; ``base`` is that of the exponential."""
    if shape == "linear":
        return 1 - p
    if shape == "cosine":
        return (1 + xp.cos(xp.pi * p)) / 2
    if shape == "1-sqrt":
        return 1 - xp.sqrt(p)
    if shape == "1-square":
        return 1 - p**2
    return (base**p - base) / (1 - base)
