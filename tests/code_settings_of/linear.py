"""Settings of the straight line."""

from lrnotes import LinearDecay

SETTINGS = {
    "to zero": LinearDecay(0.1, 100),
    "to a rate": LinearDecay(1 / 30, 70, 0.01),
    "upwards": LinearDecay(0.01, 70, 0.1),
    "a length that is not whole": LinearDecay(0.1, 33.3),
}
# The frameworks that have no lines of their own for it.
WITHOUT = dict.fromkeys(SETTINGS, "PyTorch, Hugging Face") | {
    "to zero": "",
    "to a rate": "Hugging Face",
}
