"""Settings of the decays by a rule."""

from lrnotes import ExponentialDecay, InverseTimeDecay, NaturalExpDecay

SETTINGS = {
    "exponential": ExponentialDecay(0.1, 30, 0.5),
    "exponential in stairs": ExponentialDecay(0.1, 30, 0.5, staircase=True),
    "exponential, a length that is not whole": ExponentialDecay(0.1, 33.3, 0.96),
    "exponential in stairs, a length that is not whole": ExponentialDecay(0.1, 33.3, 0.96, staircase=True),
    "exponential growth": ExponentialDecay(1e-4, 40, 1.7),
    "exponential to 0 at once": ExponentialDecay(0.1, 30, 0.0),
    "exponential in stairs, to 0 at once": ExponentialDecay(0.1, 30, 0.0, staircase=True),
    "natural": NaturalExpDecay(0.1, 30, 0.7),
    "natural in stairs": NaturalExpDecay(0.1, 30, 0.7, staircase=True),
    "natural in stairs, a length that is not whole": NaturalExpDecay(0.1, 33.3, 0.7, staircase=True),
    "natural, very fast": NaturalExpDecay(0.1, 30, 1000.0),
    "natural, a factor too small for float32": NaturalExpDecay(0.1, 1000, 400.0),
    "natural, a factor just large enough": NaturalExpDecay(0.1, 1000, 86.0),
    "inverse time": InverseTimeDecay(0.1, 30, 0.5),
    "inverse time in stairs": InverseTimeDecay(0.1, 30, 0.5, staircase=True),
    "inverse time, a length that is not whole": InverseTimeDecay(0.1, 33.3, 0.5),
    "inverse time in stairs, a length that is not whole": InverseTimeDecay(0.1, 33.3, 0.5, staircase=True),
}
# The frameworks that have no lines of their own for it.
WITHOUT = dict.fromkeys(SETTINGS, "Hugging Face") | {
    "exponential in stairs, a length that is not whole": "PyTorch, Hugging Face",
    "exponential to 0 at once": "Optax, Hugging Face",
    "exponential in stairs, to 0 at once": "Optax, Hugging Face",
    "natural in stairs, a length that is not whole": "PyTorch, Hugging Face",
    "natural, very fast": "Keras, Optax, Hugging Face",
    "natural, a factor too small for float32": "Keras, Optax, Hugging Face",
    "inverse time in stairs, a length that is not whole": "PyTorch, Optax, Hugging Face",
}
