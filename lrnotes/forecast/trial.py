"""A small problem on which schedules are tried out: a linear model, many runs and peaks at once, in NumPy."""

from collections import deque
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from ..core.messages import did_you_mean, shown
from .rates import Floats, Rates, rates_of

_BETA, _BETA_2, _EPSILON = 0.9, 0.999, 1e-8
_DIVERGED = 1e6  # weights beyond it stay there, so that nothing overflows


class LinearTrial:
    """A linear model that is trained with noisy gradients, to measure what a schedule does.

    The examples are random: inputs whose size differs by a factor of ``condition`` from the first to the last
    feature, and targets that are linear in them but for some noise. The best weights are known, so a loss is given as
    what it is above the least one. All runs and all peaks are trained together, as one array.

    Args:
        features (int): the number of weights.
        examples (int): the number of examples.
        condition (number): the largest input scale over the smallest.
        noise (number): the standard deviation of the noise of the targets.
        seed (int): of the examples.

    Raises:
        ValueError: if an argument is not in its range.

    Example:
        >>> from lrnotes import LinearDecay, LinearTrial
        >>> trial = LinearTrial(features=4, examples=200)
        >>> losses = trial.train(LinearDecay(1.0, 100), peaks=[0.01, 0.1], updates=100, runs=3)
        >>> losses.shape
        (3, 2)
        >>> bool((losses[:, 0] > losses[:, 1]).all())
        True
    """

    #: What ``optimizer`` can be.
    OPTIMIZERS = ("sgd", "momentum", "adam", "sign")

    def __init__(
        self, features: int = 20, examples: int = 4000, condition: float = 10.0, noise: float = 0.5, seed: int = 0
    ) -> None:
        for name, value in (("features", features), ("examples", examples), ("condition", condition), ("noise", noise)):
            if not (np.isfinite(value) and value > 0):
                raise ValueError(f"LinearTrial: {name} must be above 0; got {shown(value)}")
        rng = np.random.default_rng(seed)
        scales = np.logspace(-np.log10(condition), 0, features)
        self.inputs: Floats = rng.normal(size=(examples, features)) * scales
        truth = rng.normal(size=features)
        self.targets: Floats = self.inputs @ truth + noise * rng.normal(size=examples)
        self.best: Floats = np.linalg.lstsq(self.inputs, self.targets, rcond=None)[0]
        self.least = float(np.mean((self.inputs @ self.best - self.targets) ** 2))
        self._curvature: Floats = self.inputs.T @ self.inputs / len(self.inputs)

    def excess(self, weights: ArrayLike) -> Floats:
        """The loss on all examples above the least one, for weights in the last axis."""
        difference = np.asarray(weights, dtype=np.float64) - self.best
        # The loss is a parabola around the best weights, so nothing of size (runs, peaks, examples) is needed.
        return np.einsum("...i,ij,...j->...", difference, self._curvature, difference)

    def train(
        self,
        schedule: Rates,
        peaks: ArrayLike = 1.0,
        updates: int = 400,
        batch: int = 32,
        optimizer: str = "sgd",
        runs: int = 8,
        seed: int = 0,
    ) -> Floats:
        """The loss above the least one at the end of the training, an array of shape (runs, peaks).

        Args:
            schedule: a :class:`lrnotes.Schedule`, a function of an array of steps, or the rates themselves.
            peaks: what to multiply its rates by, a number or several.
            updates: the number of updates of a run.
            batch: examples per update, drawn at random with replacement.
            optimizer: "sgd", "momentum" (0.9), "adam" (0.9 and 0.999), or "sign", the sign of the momentum.
            runs: how many runs, each with batches of its own.
            seed: of the batches.

        Raises:
            ValueError: if an argument is not in its range.
        """
        *_, weights = deque(self.iterates(schedule, peaks, updates, batch, optimizer, runs, seed), maxlen=1)
        return self.excess(weights)

    def iterates(
        self,
        schedule: Rates,
        peaks: ArrayLike = 1.0,
        updates: int = 400,
        batch: int = 32,
        optimizer: str = "sgd",
        runs: int = 8,
        seed: int = 0,
    ) -> Iterator[Floats]:
        """The weights after each update, arrays of shape (runs, peaks, features); the arguments of :meth:`train`."""
        if optimizer not in self.OPTIMIZERS:
            raise ValueError(
                f"LinearTrial: optimizer must be one of {', '.join(map(repr, self.OPTIMIZERS))}; "
                f"got {shown(optimizer)}{did_you_mean(str(optimizer), self.OPTIMIZERS)}"
            )
        rates = rates_of("LinearTrial", schedule, updates)
        factors = np.atleast_1d(np.asarray(peaks, dtype=np.float64))[:, None]
        rng = np.random.default_rng(seed)
        weights = np.zeros((runs, len(factors), len(self.best)))
        step = _STEPS[optimizer](weights)
        for rate in rates:
            gradient = self.gradient(weights, rng.integers(len(self.inputs), size=(runs, batch)))
            weights = np.clip(weights - rate * factors * step(gradient), -_DIVERGED, _DIVERGED)
            yield weights

    def gradient(self, weights: Floats, chosen: Any) -> Floats:
        """The gradient at weights of shape (runs, peaks, features), on examples that are chosen for each run."""
        inputs = self.inputs[chosen]
        errors = np.einsum("rbf,rpf->rpb", inputs, weights) - self.targets[chosen][:, None]
        return 2 * np.einsum("rpb,rbf->rpf", errors, inputs) / inputs.shape[1]


Step = Callable[[Floats], Floats]  # from a gradient to what the learning rate multiplies


def _sgd(weights: Floats) -> Step:
    return lambda gradient: gradient


def _momentum(weights: Floats) -> Step:
    velocity = np.zeros_like(weights)

    def step(gradient: Floats) -> Floats:
        velocity[:] = _BETA * velocity + gradient
        return velocity

    return step


def _sign(weights: Floats) -> Step:
    momentum = _momentum(weights)
    return lambda gradient: np.sign(momentum(gradient))


def _adam(weights: Floats) -> Step:
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    powers = [1.0, 1.0]

    def step(gradient: Floats) -> Floats:
        mean[:] = _BETA * mean + (1 - _BETA) * gradient
        square[:] = _BETA_2 * square + (1 - _BETA_2) * gradient**2
        powers[0] *= _BETA
        powers[1] *= _BETA_2
        return (mean / (1 - powers[0])) / (np.sqrt(square / (1 - powers[1])) + _EPSILON)

    return step


_STEPS = {"sgd": _sgd, "momentum": _momentum, "adam": _adam, "sign": _sign}
