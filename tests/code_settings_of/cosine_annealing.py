"""Settings of the cosine waves between two rates."""

from lrnotes import CosineAnnealing

SETTINGS = {
    "half a wave": CosineAnnealing(0.1, 100, 0.01),
    "half a wave, extended": CosineAnnealing(0.1, 30, 0.01, after_end="extend"),
    "waves": CosineAnnealing(0.1, 100, 0.01, 2.5),
    "waves, extended": CosineAnnealing(0.1, 50, 0.01, 2.5, after_end="extend"),
    "waves, extended, between steps": CosineAnnealing(0.1, 100, 0.01, 1.5, after_end="extend"),
    "exponent": CosineAnnealing(0.1, 100, 0.01, exponent=2.0),
    "exponent, extended": CosineAnnealing(0.1, 30, 0.01, exponent=2.0, after_end="extend"),
    "from 0 up": CosineAnnealing(0.0, 100, 0.1),
    "a length that is not whole": CosineAnnealing(0.1, 33.3, 0.01),
}
# The frameworks that have no lines of their own for it.
WITHOUT = dict.fromkeys(SETTINGS, "Keras, Optax") | {
    "half a wave": "",
    "waves": "Keras, PyTorch, Optax",
    "waves, extended, between steps": "Keras, PyTorch, Optax",
    "exponent": "Keras, PyTorch, Hugging Face",
    "exponent, extended": "Keras, PyTorch, Optax, Hugging Face",
    "from 0 up": "Keras, Optax, Hugging Face",
    "a length that is not whole": "Hugging Face",
}
