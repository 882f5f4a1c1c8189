"""Settings of the power scheduler."""

from lrnotes import PowerScheduler

SETTINGS = {
    "defaults": PowerScheduler(0.02, 128, 4096),
    "with its warm-up": PowerScheduler(0.02, 8, 128, 4.0, -0.5).skip(20).warmup(20),
}
# The frameworks that have no lines of their own for it.
WITHOUT = dict.fromkeys(SETTINGS, "Keras, PyTorch, Optax, Hugging Face")
