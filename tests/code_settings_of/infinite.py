"""Settings of the infinite schedule."""

from lrnotes import InfiniteSchedule

SETTINGS = {
    "cosine": InfiniteSchedule(0.1, 0.04, 0.01, 10, 30, 40, 20),
    "linear": InfiniteSchedule(0.1, 0.04, 0.01, 10, 30, 40, 20, "linear"),
    "inverse square root": InfiniteSchedule(0.1, 0.04, 0.01, 10, 30, 40, 20, "inverse-sqrt"),
    "no warm-up": InfiniteSchedule(0.1, 0.04, 0.01, 0, 30, 40, 20),
    "for ever": InfiniteSchedule(0.1, 0.04, 0.01, 10, 30, 0, 0),
}
# The frameworks that have no lines of their own for it.
WITHOUT = dict.fromkeys(SETTINGS, "Keras, PyTorch, Hugging Face") | {
    "inverse square root": "Keras, PyTorch, Optax, Hugging Face",
}
