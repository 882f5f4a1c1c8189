"""Settings of the less common schedules."""

from lrnotes import ChebyshevSteps, ExponentialHyperbolicDecay, HyperbolicDecay, KDecay, REXDecay, TanhDecay

# One of every class and of what its options change: for the tests that hold for every schedule.
SCHEDULES = {
    "tanh": TanhDecay(0.1, 41, end_learning_rate=0.01),
    "rex": REXDecay(0.1, 41, 0.01),
    "k-decay": KDecay(0.1, 41, 2.5),
    "k-decay, polynomial": KDecay(0.1, 41, 1.5, 0.01, "polynomial", 0.5),
    "hyperbolic": HyperbolicDecay(0.1, 41, 100, 0.01),
    "exponential hyperbolic": ExponentialHyperbolicDecay(0.1, 41, 100, 1e-3),
    "chebyshev": ChebyshevSteps(0.01, 5),
    "chebyshev, held": ChebyshevSteps(0.01, 3, 7.0, "hold"),
}

SHAPED = {
    "tanh": TanhDecay(0.1, 40),
    "tanh, another piece, not to 0": TanhDecay(0.03, 33.3, -7.0, 2.5, 1e-3),
    "tanh from 0": TanhDecay(0.0, 40, end_learning_rate=0.1),
    "rex": REXDecay(0.1, 40),
    "rex, not to 0": REXDecay(0.03, 33.3, 1e-3),
    "rex from 0": REXDecay(0.0, 40, 0.1),
    "k-decay": KDecay(0.1, 40, 2.0),
    "k-decay, not to 0": KDecay(0.03, 40, 0.5, 1e-3),
    "k-decay of a polynomial": KDecay(0.1, 40, 3.0, 1e-3, "polynomial", 0.5),
    "k-decay, a length that is not whole": KDecay(0.1, 33.3, 3.0),
    "k-decay from 0": KDecay(0.0, 40, 3.0, 0.1, "polynomial"),
    "hyperbolic": HyperbolicDecay(0.1, 40, 100),
    "hyperbolic, its longest": HyperbolicDecay(0.03, 33.3, 33.3, 0.0),
    "hyperbolic from 0": HyperbolicDecay(0.0, 40, 50, 0.1),
    "exponential hyperbolic": ExponentialHyperbolicDecay(0.1, 40, 100),
    "exponential hyperbolic, its longest": ExponentialHyperbolicDecay(0.03, 33.3, 33.3, 1e-3),
}
_SHAPED_WITHOUT = dict.fromkeys(SHAPED, "Keras, PyTorch, Optax, Hugging Face")

CHEBYSHEV = {
    "eight": ChebyshevSteps(0.01, 3),
    "held": ChebyshevSteps(0.01, 5, 50.0, "hold"),
    "one": ChebyshevSteps(0.01, 0),
}
_CHEBYSHEV_WITHOUT = dict.fromkeys(CHEBYSHEV, "Keras, PyTorch, Optax, Hugging Face")

# For every branch of the rows in lrnotes/to_others, by table; and the frameworks that have no lines of their own: one
# more is a loss, one less a setting that is new there.
SETTINGS = {"shaped": SHAPED, "chebyshev": CHEBYSHEV}
WITHOUT = {"shaped": _SHAPED_WITHOUT, "chebyshev": _CHEBYSHEV_WITHOUT}
