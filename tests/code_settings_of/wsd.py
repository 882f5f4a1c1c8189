"""Settings of warm-up-stable-decay and tri-stage."""

from lrnotes import TriStageDecay, WarmupStableDecay

SETTINGS = {
    "from 0": WarmupStableDecay(0.1, 10, 50, 40),
    "lines": WarmupStableDecay(0.1, 10, 50, 40, 1e-2, 1e-3),
    "same ends": WarmupStableDecay(0.1, 10, 50, 40, 1e-2, 1e-2),
    "cosine": WarmupStableDecay(0.1, 10, 60, 80, 1e-2, 1e-2, "cosine"),
    "1-sqrt": WarmupStableDecay(0.1, 10, 50, 40, 0.0, 0.0, "1-sqrt"),
    "1-square": WarmupStableDecay(0.1, 10, 50, 40, decay_shape="1-square"),
    "exponential": WarmupStableDecay(0.1, 10, 50, 40, decay_shape="exponential"),
    "cosine up": WarmupStableDecay(0.1, 10, 50, 40, 0.01, 0.01, warmup_shape="cosine"),
    "no warm-up": WarmupStableDecay(0.1, 0, 50, 40),
    "no warm-up, cosine": WarmupStableDecay(0.1, 0, 60, 90, decay_shape="cosine"),
    "nothing constant": WarmupStableDecay(0.1, 10, 0, 40, 1e-2),
    "lengths that are not whole": WarmupStableDecay(0.1, 10.5, 50.5, 40.5, 1e-2),
    "rising at the end": WarmupStableDecay(0.1, 10, 50, 40, 1e-2, 0.2),
    "tri-stage": TriStageDecay(0.1, 10, 30, 60),
    "tri-stage, no warm-up": TriStageDecay(0.1, 0, 30, 60, final_lr_scale=0.05),
    "tri-stage from 0": TriStageDecay(0.1, 10, 0, 60, 0.0, 1.0),
}
# The frameworks that have no lines of their own for it.
WITHOUT = dict.fromkeys(SETTINGS, "Keras, PyTorch, Hugging Face") | {
    "from 0": "Keras",
    "lines": "Keras, Hugging Face",
    "same ends": "Keras",
    "cosine": "Keras",
    "1-sqrt": "Keras, PyTorch, Optax",
    "1-square": "Keras, PyTorch, Optax, Hugging Face",
    "exponential": "Keras, PyTorch, Optax, Hugging Face",
    "cosine up": "Keras, PyTorch, Optax",
    "nothing constant": "Keras, Hugging Face",
    "no warm-up": "Keras",
    "no warm-up, cosine": "Keras",
}
