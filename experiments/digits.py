"""scikit-learn's handwritten digits in NumPy: a network of one hidden layer, SGD with momentum.

All runs of a schedule, peaks and seeds, are trained as one array.
"""

import functools

import numpy as np

from . import contestants

HIDDEN, BATCH, MOMENTUM, HELD_OUT = 32, 16, 0.9, 597
UPDATES, SEEDS = 512, 16
PEAKS = tuple(2 ** (k / 2) for k in range(-12, 2))


@functools.cache
def examples():
    """Inputs from 0 to 1 and classes: those to train on, and those held out."""
    from sklearn.datasets import load_digits

    inputs, classes = load_digits(return_X_y=True)
    order = np.random.default_rng(0).permutation(len(inputs))
    inputs, classes = inputs[order] / 16, classes[order]
    return inputs[HELD_OUT:], classes[HELD_OUT:], inputs[:HELD_OUT], classes[:HELD_OUT]


def train(contestant, peaks=PEAKS, seeds=SEEDS, updates=UPDATES):
    """The held-out cross-entropy at the end of each run, of shape (seeds, peaks)."""
    inputs, classes, held_out, held_out_classes = examples()
    weights, generators = _start(seeds, len(peaks), inputs.shape[1])
    velocity = [np.zeros_like(each) for each in weights]
    pace = contestants.pace(contestant, updates, (seeds, len(peaks)))
    stage = next(pace)
    for _ in range(contestants.METRICS):
        total = 0.0
        for rate in stage:
            chosen = np.stack([rng.integers(len(inputs), size=BATCH) for rng in generators])
            gradients, losses = _gradients(weights, inputs[chosen][:, None], classes[chosen][:, None])
            for place, gradient in enumerate(gradients):
                velocity[place] = MOMENTUM * velocity[place] + gradient
                weights[place] = weights[place] - (rate * peaks)[..., None, None] * velocity[place]
            total = total + losses
        stage = pace.send(total / (updates // contestants.METRICS))
    return np.stack([_loss([each[s] for each in weights], held_out, held_out_classes) for s in range(seeds)])


def _start(seeds, peaks, features):
    """The same first weights at every peak, and each seed's generator of batches."""
    generators = [np.random.default_rng([1, seed]) for seed in range(seeds)]
    first = [rng.normal(size=(features, HIDDEN)) * (2 / features) ** 0.5 for rng in generators]
    second = [rng.normal(size=(HIDDEN, 10)) * HIDDEN**-0.5 for rng in generators]
    shapes = (features, HIDDEN), (1, HIDDEN), (HIDDEN, 10), (1, 10)
    biases = [np.zeros((seeds, *shape)) for shape in (shapes[1], shapes[3])]
    layers = np.stack(first), biases[0], np.stack(second), biases[1]
    return [np.repeat(each[:, None], peaks, axis=1) for each in layers], generators


def _probabilities(weights, inputs):
    first, first_bias, second, second_bias = weights
    hidden = np.maximum(inputs @ first + first_bias, 0)
    scores = hidden @ second + second_bias
    scores = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return hidden, scores / scores.sum(axis=-1, keepdims=True)


def _cross_entropy(probabilities, classes):
    classes = np.broadcast_to(classes[..., None], (*probabilities.shape[:-1], 1))
    chosen = np.take_along_axis(probabilities, classes, axis=-1)[..., 0]
    return -np.log(np.maximum(chosen, 1e-12)).mean(axis=-1)


def _loss(weights, inputs, classes):
    return _cross_entropy(_probabilities(weights, inputs)[1], classes)


def _gradients(weights, inputs, classes):
    hidden, probabilities = _probabilities(weights, inputs)
    losses = _cross_entropy(probabilities, classes)
    errors = (probabilities - np.eye(10)[classes]) / BATCH
    back = (errors @ np.swapaxes(weights[2], -1, -2)) * (hidden > 0)
    return (
        np.swapaxes(inputs, -1, -2) @ back,
        back.sum(axis=-2, keepdims=True),
        np.swapaxes(hidden, -1, -2) @ errors,
        errors.sum(axis=-2, keepdims=True),
    ), losses


def settings():
    return {
        "problem": {"hidden": HIDDEN, "batch": BATCH, "momentum": MOMENTUM, "held_out": HELD_OUT, "updates": UPDATES},
        "peaks": PEAKS,
        "seeds": SEEDS,
    }


def made_with():
    import sklearn

    return {"numpy": np.__version__, "scikit-learn": sklearn.__version__}


def race(contestant):
    return {"peaks": PEAKS, "losses": train(contestant).T.tolist()}
