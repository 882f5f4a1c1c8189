"""A convex problem in NumPy: least absolute deviations, every example seen once.

The inputs are normal, and the targets linear in them but for normal noise. The expected loss then has a closed form, so
no held-out examples are needed. All runs of a schedule, peaks and seeds, are trained as one array.
"""

import numpy as np

from . import contestants

FEATURES, CONDITION, NOISE, BATCH = 32, 10.0, 0.1, 4
UPDATES, SEEDS = 1024, 32
PEAKS = tuple(2 ** (k / 2) for k in range(-14, 5))
LARGEST = 1e6  # weights beyond it stay there, so that nothing overflows


def train(contestant, peaks=PEAKS, seeds=SEEDS, updates=UPDATES):
    """The expected loss above the least one at the end of each run, of shape (seeds, peaks)."""
    scales = np.logspace(-np.log10(CONDITION), 0, FEATURES)
    truth = np.random.default_rng(0).normal(size=FEATURES)
    generators = [np.random.default_rng([1, seed]) for seed in range(seeds)]
    weights = np.zeros((seeds, len(peaks), FEATURES))
    pace = contestants.pace(contestant, updates, weights.shape[:2])
    stage = next(pace)
    for _ in range(contestants.METRICS):
        total = 0.0
        for rate in stage:
            drawn = np.stack([rng.normal(size=(BATCH, FEATURES + 1)) for rng in generators])
            inputs, noise = drawn[..., 1:] * scales, NOISE * drawn[..., :1]
            errors = inputs @ np.swapaxes(weights - truth, 1, 2) - noise  # (seeds, examples, peaks)
            gradient = np.swapaxes(np.sign(errors), 1, 2) @ inputs / BATCH
            weights = np.clip(weights - (rate * peaks)[..., None] * gradient, -LARGEST, LARGEST)
            total = total + np.abs(errors).mean(axis=1)
        stage = pace.send(total / (updates // contestants.METRICS))
    distance = np.sum(((weights - truth) * scales) ** 2, axis=-1)
    return np.sqrt(2 / np.pi) * (np.sqrt(distance + NOISE**2) - NOISE)


def settings():
    return {
        "problem": {"features": FEATURES, "condition": CONDITION, "noise": NOISE, "batch": BATCH, "updates": UPDATES},
        "peaks": PEAKS,
        "seeds": SEEDS,
    }


def made_with():
    return {"numpy": np.__version__}


def race(contestant):
    return {"peaks": PEAKS, "losses": train(contestant).T.tolist()}
