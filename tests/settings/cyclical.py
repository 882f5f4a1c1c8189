"""Settings of the schedules that go up and down."""

from lrnotes import (
    CyclicalLearningRate,
    ExponentialCyclicalLearningRate,
    OneCycle,
    SlantedTriangular,
    Triangular2CyclicalLearningRate,
    TriangularCyclicalLearningRate,
)


def thirds(cycle):
    return 1 / (3 * cycle + 1)


# One of every class and of what its options change: for the tests that hold for every schedule.
SCHEDULES = {
    "cyclical": CyclicalLearningRate(1e-3, 1e-2, 25, thirds),
    "triangular": TriangularCyclicalLearningRate(1e-3, 1e-2, 25),
    "triangular, uneven": TriangularCyclicalLearningRate(1e-3, 1e-2, 10, step_size_down=41),
    "triangular2": Triangular2CyclicalLearningRate(1e-3, 1e-2, 25),
    "exponential cyclical": ExponentialCyclicalLearningRate(1e-3, 1e-2, 5, gamma=0.8),
    "one cycle": OneCycle(0.1, 121),
    "one cycle, three phases": OneCycle(0.1, 100, anneal_strategy="linear", three_phase=True, end_step="after"),
    "slanted triangular": SlantedTriangular(0.01, 105),
}

CYCLICAL = {
    "scale by a function": CyclicalLearningRate(1e-3, 1e-2, 25, thirds),
    "scale by a function of the step": CyclicalLearningRate(1e-3, 1e-2, 25, thirds, "iterations"),
    "triangular": TriangularCyclicalLearningRate(1e-3, 1e-2, 25),
    "triangular, half a step": TriangularCyclicalLearningRate(1e-3, 1e-2, 12.5),
    "triangular, downwards": TriangularCyclicalLearningRate(1e-2, 1e-3, 20),
    "triangular2": Triangular2CyclicalLearningRate(1e-3, 1e-2, 25),
    "triangular2 by steps": Triangular2CyclicalLearningRate(1e-3, 1e-2, 5, "iterations"),
    "exponential": ExponentialCyclicalLearningRate(1e-3, 1e-2, 20, gamma=0.99),
    "exponential by cycles": ExponentialCyclicalLearningRate(1e-3, 1e-2, 20, "cycle", gamma=0.7),
    "scale by a function, uneven": CyclicalLearningRate(1e-3, 1e-2, 25, thirds, step_size_down=10),
    "scale by a function of the step, uneven": CyclicalLearningRate(
        1e-3, 1e-2, 10, thirds, "iterations", step_size_down=31
    ),
    "triangular, uneven": TriangularCyclicalLearningRate(1e-3, 1e-2, 10, step_size_down=41),
    "triangular2, uneven": Triangular2CyclicalLearningRate(1e-3, 1e-2, 25, step_size_down=7),
    "triangular2 by steps, uneven": Triangular2CyclicalLearningRate(1e-3, 1e-2, 5, "iterations", step_size_down=9),
    "exponential, uneven": ExponentialCyclicalLearningRate(1e-3, 1e-2, 10, gamma=0.99, step_size_down=30),
    "exponential by cycles, uneven": ExponentialCyclicalLearningRate(
        1e-3, 1e-2, 30, "cycle", gamma=0.7, step_size_down=10
    ),
}
_CYCLICAL_WITHOUT = dict.fromkeys(CYCLICAL, "Keras, Optax, Hugging Face") | {
    "triangular": "Keras, Hugging Face",
    "triangular, half a step": "Keras, Hugging Face",
    "triangular, downwards": "Keras, Hugging Face",
    "triangular, uneven": "Keras, Hugging Face",
}

# PyTorch's OneCycleLR fails after its end: these last for 150 updates.
ONECYCLE = {
    "two phases": OneCycle(0.1, 150),
    "two phases, by lines": OneCycle(0.1, 150, anneal_strategy="linear"),
    "three phases": OneCycle(0.1, 150, three_phase=True),
    "three phases, by lines": OneCycle(0.1, 150, 0.25, "linear", 10.0, 100.0, True),
    "two phases, end after": OneCycle(0.1, 150, end_step="after"),
    "two phases, by lines, end after": OneCycle(0.1, 150, 0.37, "linear", end_step="after"),
    "three phases, end after": OneCycle(0.1, 150, three_phase=True, end_step="after"),
    "three phases, by lines, end after": OneCycle(0.1, 150, 0.4, "linear", three_phase=True, end_step="after"),
    "three phases, by lines, of many digits, end after": OneCycle(0.1, 150, 1 / 6, "linear", 25.0, 1e4, True, "after"),
    "a peak between two steps": OneCycle(0.1, 151),
    "a peak between two steps, end after": OneCycle(0.1, 151, end_step="after"),
    "a length that is not whole": OneCycle(0.1, 160.5, end_step="after"),
    "a rise of less than a step": OneCycle(0.1, 150, 0.01),
    "three phases, a rise of less than a step": OneCycle(0.1, 150, 0.01, three_phase=True),
    "slanted": SlantedTriangular(0.01, 100),
    "slanted, other shares": SlantedTriangular(0.1, 90, 0.3, 30),
    "slanted, a peak between two steps": SlantedTriangular(0.01, 105),
    "slanted, a product that misses the whole by its last digit": SlantedTriangular(0.01, 100, 0.07),
    "slanted, a rise of less than a step": SlantedTriangular(0.01, 100, 0.006),
    "slanted, a length that is not whole": SlantedTriangular(0.01, 100.5),
}
_ONECYCLE_WITHOUT = dict.fromkeys(ONECYCLE, "Keras, Hugging Face") | {
    "a peak between two steps, end after": "Keras, Optax, Hugging Face",
    "a length that is not whole": "Keras, PyTorch, Optax, Hugging Face",
    "a rise of less than a step": "Keras, Optax, Hugging Face",
    "three phases, a rise of less than a step": "Keras, Optax, Hugging Face",
    "slanted, a rise of less than a step": "Keras, PyTorch, Optax, Hugging Face",
    "slanted, a peak between two steps": "Keras, PyTorch, Hugging Face",
    "slanted, a length that is not whole": "Keras, PyTorch, Hugging Face",
}

# For every branch of the rows in lrnotes/to_others, by table; and the frameworks that have no lines of their own: one
# more is a loss, one less a setting that is new there.
SETTINGS = {"cyclical": CYCLICAL, "onecycle": ONECYCLE}
WITHOUT = {"cyclical": _CYCLICAL_WITHOUT, "onecycle": _ONECYCLE_WITHOUT}
