"""Settings of the falls of a shape of their own."""

from lrnotes import KDecay, REXDecay, TanhDecay

SETTINGS = {
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
}
# The frameworks that have no lines of their own for it.
WITHOUT = dict.fromkeys(SETTINGS, "Keras, PyTorch, Optax, Hugging Face")
