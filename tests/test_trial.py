"""The linear problem on which chapters try schedules: against loops that are written out, one run at a time."""

import numpy as np
import pytest

from lrnotes import Constant, LinearDecay, LinearTrial

TRIAL = LinearTrial(features=3, examples=50)


def adam(gradients):
    mean = square = 0.0
    for gradient in gradients:
        mean, square = 0.9 * mean + 0.1 * gradient, 0.999 * square + 0.001 * gradient**2
    t = len(gradients)
    return mean / (1 - 0.9**t) / (np.sqrt(square / (1 - 0.999**t)) + 1e-8)


STEPS = {
    "sgd": lambda gradients: gradients[-1],
    "momentum": lambda gradients: sum(0.9**age * each for age, each in enumerate(reversed(gradients))),
    "sign": lambda gradients: np.sign(STEPS["momentum"](gradients)),
    "adam": adam,
}


@pytest.mark.parametrize("optimizer", LinearTrial.OPTIMIZERS)
def test_every_run_and_peak_is_the_training_that_a_plain_loop_does(optimizer):
    updates, batch, runs, peaks = 12, 4, 2, [0.01, 0.03]
    schedule = LinearDecay(1.0, updates)
    found = TRIAL.train(schedule, peaks, updates, batch, optimizer, runs, seed=5)
    chosen = np.random.default_rng(5)
    drawn = [chosen.integers(50, size=(runs, batch)) for _ in range(updates)]
    for run in range(runs):
        for place, peak in enumerate(peaks):
            weights, gradients = np.zeros(3), []
            for step in range(updates):
                x, y = TRIAL.inputs[drawn[step][run]], TRIAL.targets[drawn[step][run]]
                gradients.append(2 * x.T @ (x @ weights - y) / batch)
                weights = weights - peak * schedule(step) * STEPS[optimizer](gradients)
            loss = np.mean((TRIAL.inputs @ weights - TRIAL.targets) ** 2) - TRIAL.least
            np.testing.assert_allclose(found[run, place], loss, rtol=1e-9)


def test_nothing_is_better_than_the_best_weights():
    assert TRIAL.excess(TRIAL.best) == 0
    assert (TRIAL.excess(TRIAL.best + np.eye(3)) > 0).all()


def test_what_diverges_is_large_and_finite():
    loss = TRIAL.train(Constant(1.0), 1e9, updates=30)
    assert np.isfinite(loss).all() and (loss > 1e6).all()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (dict(optimizer="adma"), "optimizer must be one of 'sgd', 'momentum', 'adam', 'sign'; got 'adma'"),
        (dict(schedule=[0.1]), "rates must be a list of at least 400 rates"),
    ],
)
def test_wrong_arguments(arguments, message):
    with pytest.raises(ValueError, match=message):
        TRIAL.train(**{"schedule": Constant(0.1)} | arguments)
    with pytest.raises(ValueError, match="noise must be above 0; got -1"):
        LinearTrial(noise=-1)
