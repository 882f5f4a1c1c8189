"""The cyclical learning rates of TensorFlow Addons, which ended in 2024."""

from ..schedules.cyclical import (
    CyclicalLearningRate,
    ExponentialCyclicalLearningRate,
    Triangular2CyclicalLearningRate,
    TriangularCyclicalLearningRate,
)
from .original import Library

LIBRARY = Library("TensorFlow Addons", "0.23.0", ("tfa.optimizers",))


def half(cycle):
    return 0.5 ** (cycle - 1)


@LIBRARY.original(
    "CyclicalLearningRate", initial_learning_rate=0.001, maximal_learning_rate=0.01, step_size=200, scale_fn=half
)
def _cyclical(
    initial_learning_rate, maximal_learning_rate, step_size, scale_fn, scale_mode="cycle", name="CyclicalLearningRate"
):
    """step_size is half a cycle. With scale_mode="cycle" the function receives the number of the cycle, which starts at
    1."""
    return CyclicalLearningRate(initial_learning_rate, maximal_learning_rate, step_size, scale_fn, scale_mode, name)


@LIBRARY.original(
    "TriangularCyclicalLearningRate", initial_learning_rate=0.001, maximal_learning_rate=0.01, step_size=200
)
def _triangular(
    initial_learning_rate, maximal_learning_rate, step_size, scale_mode="cycle", name="TriangularCyclicalLearningRate"
):
    """step_size is half a cycle, from the lowest learning rate to the highest."""
    return TriangularCyclicalLearningRate(initial_learning_rate, maximal_learning_rate, step_size, scale_mode, name)


@LIBRARY.original(
    "Triangular2CyclicalLearningRate", initial_learning_rate=0.001, maximal_learning_rate=0.01, step_size=200
)
def _triangular2(
    initial_learning_rate, maximal_learning_rate, step_size, scale_mode="cycle", name="Triangular2CyclicalLearningRate"
):
    """step_size is half a cycle. With scale_mode="iterations" the amplitude is halved at every step, and TensorFlow
    Addons fails in training."""
    return Triangular2CyclicalLearningRate(initial_learning_rate, maximal_learning_rate, step_size, scale_mode, name)


@LIBRARY.original(
    "ExponentialCyclicalLearningRate", initial_learning_rate=0.001, maximal_learning_rate=0.01, step_size=200,
    gamma=0.999,
)  # fmt: skip
def _exponential(
    initial_learning_rate, maximal_learning_rate, step_size, scale_mode="iterations", gamma=1.0,
    name="ExponentialCyclicalLearningRate",
):  # fmt: skip
    """gamma shrinks the amplitude at every step, not once per cycle, unless scale_mode says otherwise. With Keras 2.15,
    whose steps are int64, TensorFlow Addons fails in training."""
    return ExponentialCyclicalLearningRate(
        initial_learning_rate, maximal_learning_rate, step_size, scale_mode, gamma, name
    )
