"""Settings of Chebyshev's step sizes."""

from lrnotes import ChebyshevSteps

SETTINGS = {
    "eight": ChebyshevSteps(0.01, 3),
    "held": ChebyshevSteps(0.01, 5, 50.0, "hold"),
    "one": ChebyshevSteps(0.01, 0),
}
# The frameworks that have no lines of their own for it.
WITHOUT = dict.fromkeys(SETTINGS, "Keras, PyTorch, Optax, Hugging Face")
