"""Settings of the learning-rate range test."""

from lrnotes import RangeTest

SETTINGS = {
    "exponential": RangeTest(1e-4, 1.0, 160),
    "exponential, a length that is not whole": RangeTest(1e-4, 1.0, 160.5),
    "exponential, downwards": RangeTest(1.0, 1e-4, 160),
    "linear": RangeTest(1e-4, 1.0, 100, "linear"),
    "linear from 0": RangeTest(0.0, 1.0, 100, "linear"),
    "linear, downwards": RangeTest(1.0, 0.1, 100, "linear"),
    "linear, a length that is not whole": RangeTest(1e-4, 1.0, 33.3, "linear"),
    "linear, in stairs": RangeTest(1e-3, 1.0, 100, "linear", 10),
    "exponential, in stairs": RangeTest(1e-3, 1.0, 100, stair_steps=10),
}
# The frameworks that have no lines of their own for it.
WITHOUT = dict.fromkeys(SETTINGS, "Hugging Face") | {
    "exponential, downwards": "Optax, Hugging Face",
    "linear from 0": "PyTorch",
    "linear, downwards": "PyTorch, Hugging Face",
    "linear, a length that is not whole": "PyTorch, Hugging Face",
    "linear, in stairs": "Keras, PyTorch, Optax, Hugging Face",
    "exponential, in stairs": "Keras, PyTorch, Optax, Hugging Face",
}
