"""Noise that depends on a seed and a step, and on nothing else.

A generator that remembers its last draw gives other numbers after a resume, in another library, or when a plot asks
for the same step twice. This one is a function: it scrambles (seed, step) by six rounds of a Feistel network on two
halves of 25 bits, then makes a normal number of them (Box and Muller, 1958). Every intermediate value is an integer
below 2**53, which float64 holds exactly, so NumPy, TensorFlow, JAX, PyTorch and a browser agree.
"""

_HALF = 2.0**25
_SHIFT = 2.0**12
# The hexadecimal digits of pi after the point, 24 bits at a time: numbers nobody chose to suit the result.
_CONSTANTS = (
    (0x243F6A, 0x8885A3), (0x08D313, 0x198A2E), (0x037073, 0x44A409),
    (0x3822F9, 0x9F31D0), (0x082EFA, 0x98EC4E), (0x6C8945, 0x2821E6),
)  # fmt: skip


def normal(xp, seed, step):
    """A number from the standard normal distribution for each step; the same for the same seed and step."""
    count = xp.floor(step)
    left, right = xp.floor(count / _HALF) % _HALF, count % _HALF
    low, high = seed % _HALF, xp.floor(seed / _HALF) % _HALF
    for first, second in _CONSTANTS:
        product = (right + (low + first) % _HALF) * (right + (high + second) % _HALF)
        left, right = right, (left + xp.floor(product / _SHIFT)) % _HALF
    radius = xp.sqrt(-2 * xp.log((left + 0.5) / _HALF))
    return radius * xp.cos(2 * xp.pi * (right / _HALF))
