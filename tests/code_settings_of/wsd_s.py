"""Settings of WSD-S."""

from lrnotes import WarmupStableDecaySimplified

SETTINGS = {
    "three periods": WarmupStableDecaySimplified(0.1, 10, [40, 30, 50], 0.2, 1e-3, 1e-2),
    "no warm-up": WarmupStableDecaySimplified(0.1, 0, [40, 60], 0.1),
    "one period": WarmupStableDecaySimplified(0.1, 10, [100], 0.25),
    "inverse": WarmupStableDecaySimplified(0.1, 10, [50, 50], 0.2, 0.0, 1e-2, "inverse"),
    "before": WarmupStableDecaySimplified(0.1, 10, [50, 50], 0.2, at_boundary="before"),
}
# The frameworks that have no lines of their own for it.
WITHOUT = dict.fromkeys(SETTINGS, "Keras, PyTorch, Hugging Face") | {
    "inverse": "Keras, PyTorch, Optax, Hugging Face",
    "before": "Keras, PyTorch, Optax, Hugging Face",
}
