"""Settings of the polynomial decay."""

from lrnotes import PolynomialDecay

SETTINGS = {
    "polynomial": PolynomialDecay(0.1, 50),
    "to zero": PolynomialDecay(0.1, 50, 0.0, 2.0),
    "to zero, fast at last": PolynomialDecay(0.1, 50, 0.0, 0.5),
    "to zero, a length that is not whole": PolynomialDecay(0.1, 33.3, 0.0, 0.9),
    "a length that is not whole": PolynomialDecay(0.1, 33.3, 0.01, 0.9),
    "power 0": PolynomialDecay(0.1, 50, 0.0, 0.0),
    "upwards": PolynomialDecay(0.01, 50, 0.1, 2.0),
    "again and again": PolynomialDecay(0.1, 32, 0.01, 2.0, cycle=True),
}
# The frameworks that have no lines of their own for it.
WITHOUT = dict.fromkeys(SETTINGS, "PyTorch, Hugging Face") | {
    "polynomial": "PyTorch",
    "to zero": "",
    "to zero, fast at last": "",
    "power 0": "Hugging Face",
    "again and again": "PyTorch, Optax, Hugging Face",
}
