"""Settings of the falls by a rule."""

from lrnotes import (
    ExponentialDecay,
    InverseTimeDecay,
    LinearDecay,
    NaturalExpDecay,
    NoamDecay,
    PolynomialDecay,
    PowerDecay,
)

# One of every class and of what its options change: for the tests that hold for every schedule.
SCHEDULES = {
    "exponential": ExponentialDecay(0.1, 41, 0.96),
    "exponential, stairs": ExponentialDecay(0.1, 41, 0.5, staircase=True),
    "natural exponential": NaturalExpDecay(0.1, 41, 0.5),
    "inverse time": InverseTimeDecay(0.1, 41, 0.5),
    "inverse time, stairs": InverseTimeDecay(0.1, 41, 0.5, staircase=True),
    "linear": LinearDecay(0.1, 50, 0.01),
    "polynomial": PolynomialDecay(0.1, 50, power=0.5),
    "polynomial, again and again": PolynomialDecay(0.1, 41, 0.001, 2.0, cycle=True),
    "power": PowerDecay(0.1, 100),
    "noam": NoamDecay(512, 40),
}

DECAY = {
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
_DECAY_WITHOUT = dict.fromkeys(DECAY, "Hugging Face") | {
    "exponential in stairs, a length that is not whole": "PyTorch, Hugging Face",
    "exponential to 0 at once": "Optax, Hugging Face",
    "exponential in stairs, to 0 at once": "Optax, Hugging Face",
    "natural in stairs, a length that is not whole": "PyTorch, Hugging Face",
    "natural, very fast": "Keras, Optax, Hugging Face",
    "natural, a factor too small for float32": "Keras, Optax, Hugging Face",
    "inverse time in stairs, a length that is not whole": "PyTorch, Optax, Hugging Face",
}

LINEAR = {
    "to zero": LinearDecay(0.1, 100),
    "to a rate": LinearDecay(1 / 30, 70, 0.01),
    "upwards": LinearDecay(0.01, 70, 0.1),
    "a length that is not whole": LinearDecay(0.1, 33.3),
}
_LINEAR_WITHOUT = dict.fromkeys(LINEAR, "PyTorch, Hugging Face") | {
    "to zero": "",
    "to a rate": "",
}

POLYNOMIAL = {
    "polynomial": PolynomialDecay(0.1, 50),
    "to zero": PolynomialDecay(0.1, 50, 0.0, 2.0),
    "to zero, fast at last": PolynomialDecay(0.1, 50, 0.0, 0.5),
    "to zero, a length that is not whole": PolynomialDecay(0.1, 33.3, 0.0, 0.9),
    "a length that is not whole": PolynomialDecay(0.1, 33.3, 0.01, 0.9),
    "power 0": PolynomialDecay(0.1, 50, 0.0, 0.0),
    "upwards": PolynomialDecay(0.01, 50, 0.1, 2.0),
    "again and again": PolynomialDecay(0.1, 32, 0.01, 2.0, cycle=True),
}
_POLYNOMIAL_WITHOUT = dict.fromkeys(POLYNOMIAL, "PyTorch, Hugging Face") | {
    "polynomial": "PyTorch",
    "to zero": "",
    "to zero, fast at last": "",
    "power 0": "Hugging Face",
    "again and again": "PyTorch, Optax, Hugging Face",
}

POWER = {
    "inverse square root": PowerDecay(0.1, 30),
    "inverse": PowerDecay(0.1, 33.3, 1.0),
    "another power": PowerDecay(0.1, 30, 0.51),
    "noam": NoamDecay(512, 40),
    "noam from 0": NoamDecay(512, 40, 2.0, "start"),
    "noam, a warm-up that is not whole": NoamDecay(100, 33.3, 0.5, "start"),
}
_POWER_WITHOUT = dict.fromkeys(POWER, "Keras, Hugging Face") | {
    "inverse square root": "Keras",
    "inverse": "Hugging Face",
    "noam from 0": "Keras",
}

# For every branch of the rows in lrnotes/to_others, by table; and the frameworks that have no lines of their own: one
# more is a loss, one less a setting that is new there.
SETTINGS = {"decay": DECAY, "linear": LINEAR, "polynomial": POLYNOMIAL, "power": POWER}
WITHOUT = {
    "decay": _DECAY_WITHOUT,
    "linear": _LINEAR_WITHOUT,
    "polynomial": _POLYNOMIAL_WITHOUT,
    "power": _POWER_WITHOUT,
}
