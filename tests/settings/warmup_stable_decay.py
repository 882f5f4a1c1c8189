"""Settings of the schedules with a constant part."""

from lrnotes import (
    FlatCosineDecay,
    InfiniteSchedule,
    PowerScheduler,
    TriStageDecay,
    WarmupStableDecay,
    WarmupStableDecaySimplified,
)

# One of every class and of what its options change: for the tests that hold for every schedule.
SCHEDULES = {
    "warm-up, stable, decay": WarmupStableDecay(0.1, 10, 70, 41, 1e-3, 1e-2, "1-sqrt", warmup_shape="cosine"),
    "warm-up, stable, decay, exponential": WarmupStableDecay(0.1, 0, 70, 41, decay_shape="exponential"),
    "WSD-S": WarmupStableDecaySimplified(0.1, 10, [41, 60, 49], 0.25, 1e-3, 1e-2),
    "WSD-S, inverse": WarmupStableDecaySimplified(
        0.1, 0, [41, 82], 0.5, end_learning_rate=1e-2, decay_shape="inverse", at_boundary="before"
    ),
    "infinite": InfiniteSchedule(0.1, 0.04, 1e-3, 10, 41, 40, 50),
    "infinite, inverse square root, for ever": InfiniteSchedule(0.1, 0.04, 1e-3, 0, 41, 0, 0, "inverse-sqrt"),
    "power scheduler": PowerScheduler(0.02, 64, 1024),
    "flat cosine": FlatCosineDecay(0.1, 82),
    "tri-stage": TriStageDecay(0.1, 10, 30, 41),
}

WSD = {
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
_WSD_WITHOUT = dict.fromkeys(WSD, "Keras, PyTorch, Hugging Face") | {
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

WSD_S = {
    "three periods": WarmupStableDecaySimplified(0.1, 10, [40, 30, 50], 0.2, 1e-3, 1e-2),
    "no warm-up": WarmupStableDecaySimplified(0.1, 0, [40, 60], 0.1),
    "one period": WarmupStableDecaySimplified(0.1, 10, [100], 0.25),
    "inverse": WarmupStableDecaySimplified(0.1, 10, [50, 50], 0.2, 0.0, 1e-2, "inverse"),
    "before": WarmupStableDecaySimplified(0.1, 10, [50, 50], 0.2, at_boundary="before"),
}
_WSD_S_WITHOUT = dict.fromkeys(WSD_S, "Keras, PyTorch, Hugging Face") | {
    "inverse": "Keras, PyTorch, Optax, Hugging Face",
    "before": "Keras, PyTorch, Optax, Hugging Face",
}

INFINITE = {
    "cosine": InfiniteSchedule(0.1, 0.04, 0.01, 10, 30, 40, 20),
    "linear": InfiniteSchedule(0.1, 0.04, 0.01, 10, 30, 40, 20, "linear"),
    "inverse square root": InfiniteSchedule(0.1, 0.04, 0.01, 10, 30, 40, 20, "inverse-sqrt"),
    "no warm-up": InfiniteSchedule(0.1, 0.04, 0.01, 0, 30, 40, 20),
    "for ever": InfiniteSchedule(0.1, 0.04, 0.01, 10, 30, 0, 0),
}
_INFINITE_WITHOUT = dict.fromkeys(INFINITE, "Keras, PyTorch, Hugging Face") | {
    "inverse square root": "Keras, PyTorch, Optax, Hugging Face",
}

POWER_SCHEDULER = {
    "defaults": PowerScheduler(0.02, 128, 4096),
    "with its warm-up": PowerScheduler(0.02, 8, 128, 4.0, -0.5).skip(20).warmup(20),
}
_POWER_SCHEDULER_WITHOUT = dict.fromkeys(POWER_SCHEDULER, "Keras, PyTorch, Optax, Hugging Face")

FLAT_COSINE = {
    "to zero": FlatCosineDecay(0.1, 160),
    "to a rate": FlatCosineDecay(0.1, 150, 0.3, 0.01),
    "no flat part": FlatCosineDecay(0.1, 150, 0.0),
    "a peak between two steps": FlatCosineDecay(0.1, 150, 0.71),
    "a product that misses the whole by its last digit": FlatCosineDecay(0.1, 150, 0.82),
    "from 0": FlatCosineDecay(0.0, 150, 0.5, 0.01),
}
_FLAT_COSINE_WITHOUT = dict.fromkeys(FLAT_COSINE, "") | {
    "a peak between two steps": "PyTorch, Hugging Face",
    "from 0": "Keras, Optax, Hugging Face",
}

# For every branch of the rows in lrnotes/to_others, by table; and the frameworks that have no lines of their own: one
# more is a loss, one less a setting that is new there.
SETTINGS = {
    "wsd": WSD,
    "wsd_s": WSD_S,
    "infinite": INFINITE,
    "power_scheduler": POWER_SCHEDULER,
    "flat_cosine": FLAT_COSINE,
}
WITHOUT = {
    "wsd": _WSD_WITHOUT,
    "wsd_s": _WSD_S_WITHOUT,
    "infinite": _INFINITE_WITHOUT,
    "power_scheduler": _POWER_SCHEDULER_WITHOUT,
    "flat_cosine": _FLAT_COSINE_WITHOUT,
}
