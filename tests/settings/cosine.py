"""Settings of the schedules along a cosine."""

import numpy as np

from lrnotes import CosineAnnealing, CosineDecay, CosineDecayRestarts, LinearCosineDecay, NoisyLinearCosineDecay


def thirds(cycle):
    return 1 / (3 * cycle + 1)


# One of every class and of what its options change: for the tests that hold for every schedule.
SCHEDULES = {
    "cosine": CosineDecay(1e-2, 50, 1e-2),
    "cosine to zero": CosineDecay(1e-2, 50),
    "cosine with warm-up": CosineDecay(1e-5, 50, 0.1, warmup_target=1e-2, warmup_steps=10),
    "linear cosine": LinearCosineDecay(4e-3, 50, 4, 1e-5, 1e-8),
    "noisy linear cosine": NoisyLinearCosineDecay(1e-2, 50, 0.002, 0.001, 2, 0.0, 0.01, seed=3),
    "cosine annealing": CosineAnnealing(0.1, 50, 0.01, num_periods=1.5, exponent=2.0),
    "cosine annealing, extended": CosineAnnealing(0.1, 50, 0.01, after_end="extend"),
    "restarts": CosineDecayRestarts(0.1, 10, 2.0, 0.9, 0.01),
    "restarts, alike": CosineDecayRestarts(0.1, 41, 1.0),
    "restarts, by thirds": CosineDecayRestarts(0.1, 10, 1.5),
}

COSINE = {
    "classic": CosineDecay(1e-2, 50, 1e-2),
    "to zero": CosineDecay(0.1, 100),
    "a rate of many digits": CosineDecay(1 / 30, 70, 1 / 7),
    "alpha above 1": CosineDecay(0.1, 40, 2.5),
    "a length that is not whole": CosineDecay(0.1, 33.3, 0.1),
    "a whole number as rate": CosineDecay(1, 10),
    "a target without a warm-up": CosineDecay(0.1, 40, 0.1, warmup_target=0.2),
    "warm-up": CosineDecay(1e-5, 50, 0.1, warmup_target=1e-2, warmup_steps=10),
    "warm-up from 0": CosineDecay(0, 50, 0.1, warmup_target=1e-2, warmup_steps=10),
    "warm-up down": CosineDecay(0.02, 50, 0.1, warmup_target=1e-2, warmup_steps=10),
    "warm-up from its target": CosineDecay(0.02, 50, warmup_target=0.02, warmup_steps=10),
    "warm-up that is not whole": CosineDecay(1e-3, 50, 0.1, warmup_target=1e-2, warmup_steps=10.5),
    "warm-up to 0": CosineDecay(0.1, 50, warmup_target=0.0, warmup_steps=10),
}
_COSINE_WITHOUT = dict.fromkeys(COSINE, "") | {
    "a length that is not whole": "Hugging Face",
    "warm-up": "Hugging Face",
    "warm-up down": "Hugging Face",
    "warm-up from its target": "Hugging Face",
    "warm-up that is not whole": "PyTorch, Hugging Face",
    "warm-up to 0": "PyTorch, Hugging Face",
}

LINEAR_COSINE = {
    "classic": LinearCosineDecay(1e-2, 50, 1, 0.0, 1e-3),
    "defaults": LinearCosineDecay(0.1, 100),
    "no beta": LinearCosineDecay(0.1, 60, beta=0.0),
    "no beta, some alpha": LinearCosineDecay(0.1, 60, alpha=0.3, beta=0.0),
    "alpha and beta above 1": LinearCosineDecay(0.1, 30, 0.5, 2.0, 3.0),
    "a length that is not whole": LinearCosineDecay(0.1, 33.3, 0.5, 0.1, 0.0),
}
_LINEAR_COSINE_WITHOUT = dict.fromkeys(LINEAR_COSINE, "PyTorch, Hugging Face") | {
    "classic": "PyTorch, Optax, Hugging Face",
    "no beta": "Hugging Face",
    "no beta, some alpha": "Hugging Face",
}

NOISY = {
    "defaults": NoisyLinearCosineDecay(0.1, 40),
    "no variance": NoisyLinearCosineDecay(0.01, 50, 0.0, 0.55, 2.0, 0.1, 0.01, seed=3),
}
_NOISY_WITHOUT = dict.fromkeys(NOISY, "PyTorch, Optax, Hugging Face")

COSINE_ANNEALING = {
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
_COSINE_ANNEALING_WITHOUT = dict.fromkeys(COSINE_ANNEALING, "Keras, Optax") | {
    "half a wave": "",
    "half a wave, extended": "",
    "waves": "Keras, PyTorch, Optax",
    "waves, extended, between steps": "Keras, PyTorch, Optax",
    "exponent": "Keras, PyTorch, Hugging Face",
    "exponent, extended": "Keras, PyTorch, Hugging Face",
    "from 0 up": "Keras, Optax, Hugging Face",
    "a length that is not whole": "Hugging Face",
}

RESTARTS = {
    "defaults": CosineDecayRestarts(0.1, 25),
    "cycles alike": CosineDecayRestarts(0.1, 25, 1.0),
    "cycles alike, not to 0": CosineDecayRestarts(0.1, 25, 1.0, alpha=0.1),
    "threefold": CosineDecayRestarts(0.1, 10, 3.0, alpha=0.1),
    "half as long again": CosineDecayRestarts(0.1, 20, 1.5, 0.8, 0.05),
    "lower peaks": CosineDecayRestarts(0.1, 25, 2.0, 0.5, 0.1),
    "a length that is not whole": CosineDecayRestarts(0.1, 22.5, 2.0),
}
_RESTARTS_WITHOUT = dict.fromkeys(RESTARTS, "Hugging Face") | {
    "cycles alike": "",
    "half as long again": "PyTorch, Hugging Face",
    "lower peaks": "PyTorch, Hugging Face",
    "a length that is not whole": "PyTorch, Hugging Face",
}

# For every branch of the rows in lrnotes/to_others, by table; and the frameworks that have no lines of their own: one
# more is a loss, one less a setting that is new there.
SETTINGS = {
    "cosine": COSINE,
    "linear cosine": LINEAR_COSINE,
    "noisy": NOISY,
    "cosine_annealing": COSINE_ANNEALING,
    "restarts": RESTARTS,
}
WITHOUT = {
    "cosine": _COSINE_WITHOUT,
    "linear cosine": _LINEAR_COSINE_WITHOUT,
    "noisy": _NOISY_WITHOUT,
    "cosine_annealing": _COSINE_ANNEALING_WITHOUT,
    "restarts": _RESTARTS_WITHOUT,
}

# Arguments of CosineDecay, for the comparisons with the original on every backend of Keras.
ORIGINALS = {
    "classic": dict(initial_learning_rate=1e-2, decay_steps=50, alpha=1e-2),
    "classic, to zero": dict(initial_learning_rate=1e-2, decay_steps=50),
    "classic, lower": dict(initial_learning_rate=1e-3, decay_steps=50, alpha=1e-2),
    "one step": dict(initial_learning_rate=0.1, decay_steps=1),
    "length not whole": dict(initial_learning_rate=0.1, decay_steps=33.3, alpha=0.1),
    "rising: alpha above 1": dict(initial_learning_rate=0.1, decay_steps=50, alpha=2.5),
    "flat: alpha 1": dict(initial_learning_rate=0.1, decay_steps=50, alpha=1.0),
    "rate 0": dict(initial_learning_rate=0.0, decay_steps=50),
    "long": dict(initial_learning_rate=1.0, decay_steps=700),
    "warm-up": dict(initial_learning_rate=0.0, decay_steps=50, warmup_target=1e-2, warmup_steps=10),
    "warm-up, not from 0": dict(
        initial_learning_rate=1e-5, decay_steps=50, alpha=0.1, warmup_target=1e-2, warmup_steps=41
    ),
    "warm-up, downwards": dict(initial_learning_rate=0.5, decay_steps=50, warmup_target=0.1, warmup_steps=7),
    "warm-up, length not whole": dict(
        initial_learning_rate=1e-5, decay_steps=33.3, warmup_target=1e-2, warmup_steps=7.5
    ),
    "warm-up of 1 step": dict(initial_learning_rate=0.0, decay_steps=20, warmup_target=0.1, warmup_steps=1),
    "target, but warm-up of 0 steps": dict(
        initial_learning_rate=0.3, decay_steps=20, alpha=0.05, warmup_target=0.1, warmup_steps=0
    ),
}


def steps_of(settings):
    """Every step to 20 past the end, and some far ones."""
    end = int(settings["decay_steps"] + settings.get("warmup_steps", 0)) + 21
    return np.array([*range(end), 1000, 10**5, 2**31, 2**53], np.int64)


def peak_of(settings):
    # alpha above 1 ends higher than it starts
    highest = max(settings["initial_learning_rate"], settings.get("warmup_target") or 0)
    return highest * max(1, settings.get("alpha", 0))
