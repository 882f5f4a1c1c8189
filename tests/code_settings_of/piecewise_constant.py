"""Settings of the stairs with chosen rates."""

from lrnotes import PiecewiseConstantDecay

SETTINGS = {
    "before": PiecewiseConstantDecay([30, 80], [0.1, 0.02, 0.001]),
    "after": PiecewiseConstantDecay([30, 80], [0.1, 0.02, 0.001], at_boundary="after"),
    "from step 0": PiecewiseConstantDecay([0, 80], [0.1, 0.02, 0.001]),
    "from step 0, after": PiecewiseConstantDecay([0, 80], [0.1, 0.02, 0.001], at_boundary="after"),
    "between steps": PiecewiseConstantDecay([29.5, 80], [0.1, 0.02, 0.001]),
    "between steps, after": PiecewiseConstantDecay([29.5, 80], [0.1, 0.02, 0.001], at_boundary="after"),
    "up and down": PiecewiseConstantDecay([10, 30, 60], [0.01, 0.1, 0.01, 0.001]),
    "to 0": PiecewiseConstantDecay([30], [0.1, 0.0]),
    "by way of 0": PiecewiseConstantDecay([30, 60], [0.1, 0.0, 0.01]),
    "one rate": PiecewiseConstantDecay([], [0.1]),
}
# The frameworks that have no lines of their own for it.
WITHOUT = dict.fromkeys(SETTINGS, "Hugging Face") | {
    "between steps": "Optax, Hugging Face",
    "between steps, after": "Keras, Optax, Hugging Face",
    "by way of 0": "Optax, Hugging Face",
    "one rate": "Keras, PyTorch, Optax, Hugging Face",
}
