"""Settings of the stairs and of curves through chosen points."""

from lrnotes import (
    Constant,
    MultiStepDecay,
    PiecewiseConstantDecay,
    PiecewiseInterpolation,
    StepDecay,
    WarmupSustainStepDecay,
)

# One of every class and of what its options change: for the tests that hold for every schedule.
SCHEDULES = {
    "warm-up, sustain, step decay": WarmupSustainStepDecay(),
    "constant": Constant(0.1),
    "steps": StepDecay(0.1, 41, 0.5),
    "milestones": MultiStepDecay(0.1, [10, 25, 25, 60], 0.5),
    "piecewise constant": PiecewiseConstantDecay([10, 25.5], [0.1, 0.02, 0.001]),
    "piecewise constant, after": PiecewiseConstantDecay([10, 25], [0.1, 0.02, 0.001], at_boundary="after"),
    "piecewise linear": PiecewiseInterpolation([5, 10, 50], [0.0, 0.1, 0.02]),
    "piecewise cosine": PiecewiseInterpolation([0, 10, 50], [0.01, 0.1, 0.02], "cosine"),
    "piecewise exponential": PiecewiseInterpolation([5, 10, 50], [0.01, 0.1, 0.02], "exponential"),
    "piecewise logarithmic": PiecewiseInterpolation([5, 10, 50], [0.0, 0.1, 0.02], "logarithmic"),
}

PIECEWISE = {
    "constant": Constant(0.1),
    "step": StepDecay(0.1, 30),
    "step, halved": StepDecay(0.1, 10, 0.5),
    "step, between steps": StepDecay(0.1, 12.5, 0.5),
    "step, to 0": StepDecay(0.1, 30, 0.0),
    "step, up": StepDecay(0.01, 30, 1.5),
    "multi-step": MultiStepDecay(0.1, [30, 80]),
    "multi-step, one": MultiStepDecay(0.1, [30], 0.5),
    "multi-step, from step 0": MultiStepDecay(0.1, [0, 30], 0.5),
    "multi-step, twice the same": MultiStepDecay(0.1, [30, 30, 80], 0.5),
    "multi-step, between steps": MultiStepDecay(0.1, [29.5, 80], 0.5),
    "multi-step, to 0": MultiStepDecay(0.1, [30, 80], 0.0),
    "multi-step, none": MultiStepDecay(0.1, []),
    "points": PiecewiseInterpolation([0, 10, 50], [0.01, 0.1, 0.02]),
    "points, not from step 0": PiecewiseInterpolation([20, 60, 90], [0.1, 0.02, 0.0]),
    "points, from a rate of 0": PiecewiseInterpolation([0, 10, 50], [0.0, 0.1, 0.02]),
    "points, between steps": PiecewiseInterpolation([0, 10.5, 50.25], [0.01, 0.1, 0.02]),
    "points, less than a step apart": PiecewiseInterpolation([0, 10, 10.5, 50], [0.01, 0.1, 0.05, 0.02]),
    "points, cosine": PiecewiseInterpolation([0, 10, 50], [0.01, 0.1, 0.02], "cosine"),
    "points, exponential": PiecewiseInterpolation([5, 10, 50], [0.01, 0.1, 0.02], "exponential"),
    "points, logarithmic": PiecewiseInterpolation([1, 20, 60], [0.0, 0.1, 0.02], "logarithmic"),
    "one point": PiecewiseInterpolation([10], [0.1]),
}
_PIECEWISE_WITHOUT = dict.fromkeys(PIECEWISE, "Hugging Face") | {
    "constant": "",
    "step, between steps": "PyTorch, Hugging Face",
    "step, to 0": "Optax, Hugging Face",
    "multi-step, twice the same": "Optax, Hugging Face",
    "multi-step, between steps": "Keras, PyTorch, Optax, Hugging Face",
    "multi-step, none": "Keras, PyTorch, Optax, Hugging Face",
    "points": "Keras, Hugging Face",
    "points, not from step 0": "Keras, Hugging Face",
    "points, from a rate of 0": "Keras, Optax, Hugging Face",
    "points, between steps": "Keras, Hugging Face",
    "points, less than a step apart": "Keras, Optax, Hugging Face",
    "points, cosine": "Keras, PyTorch, Hugging Face",
    "points, exponential": "Keras, Optax, Hugging Face",
    "points, logarithmic": "Keras, PyTorch, Optax, Hugging Face",
    "one point": "Keras, Hugging Face",
}

PIECEWISE_CONSTANT = {
    "before": PiecewiseConstantDecay([30, 80], [0.1, 0.02, 0.001]),
    "after": PiecewiseConstantDecay([30, 80], [0.1, 0.02, 0.001], at_boundary="after"),
    "from step 0": PiecewiseConstantDecay([0, 80], [0.1, 0.02, 0.001]),
    "from step 0, after": PiecewiseConstantDecay([0, 80], [0.1, 0.02, 0.001], at_boundary="after"),
    "between steps": PiecewiseConstantDecay([29.5, 80], [0.1, 0.02, 0.001]),
    "between steps, after": PiecewiseConstantDecay([29.5, 80], [0.1, 0.02, 0.001], at_boundary="after"),
    "up and down": PiecewiseConstantDecay([10, 30, 60], [0.01, 0.1, 0.01, 0.001]),
    "to 0": PiecewiseConstantDecay([30], [0.1, 0.0]),
    "by way of 0": PiecewiseConstantDecay([30, 60], [0.1, 0.0, 0.01]),
    "one rate": PiecewiseConstantDecay([], [0.1]),
}
_PIECEWISE_CONSTANT_WITHOUT = dict.fromkeys(PIECEWISE_CONSTANT, "Hugging Face") | {
    "between steps": "Optax, Hugging Face",
    "between steps, after": "Keras, Optax, Hugging Face",
    "by way of 0": "Optax, Hugging Face",
    "one rate": "Keras, PyTorch, Optax, Hugging Face",
}

STAIRS = {
    "defaults": WarmupSustainStepDecay(),
    "long": WarmupSustainStepDecay(1e-4, 0.1, 20, 10, 15, 0.5),
    "nothing sustained": WarmupSustainStepDecay(1e-4, 0.1, 20, 0, 15, 0.5),
    "no warm-up": WarmupSustainStepDecay(1e-4, 0.1, 0, 10, 15, 0.5),
    "stairs alone": WarmupSustainStepDecay(1e-4, 0.1, 0, 0, 15, 0.5),
    "from 0": WarmupSustainStepDecay(0.0, 0.1, 20, 10, 15, 0.5),
    "from above": WarmupSustainStepDecay(0.2, 0.1, 20, 10, 15, 0.5),
    "to 0 at once": WarmupSustainStepDecay(1e-4, 0.1, 20, 10, 15, 0.0),
    "lengths that are not whole": WarmupSustainStepDecay(1e-4, 0.1, 10.5, 2.5, 7.5, 0.5),
}
_STAIRS_WITHOUT = dict.fromkeys(STAIRS, "Keras, Hugging Face") | {
    "from 0": "Keras, PyTorch, Hugging Face",
    "from above": "Keras, PyTorch, Hugging Face",
    "to 0 at once": "Keras, Optax, Hugging Face",
    "lengths that are not whole": "Keras, PyTorch, Hugging Face",
}

# For every branch of the rows in lrnotes/to_others, by table; and the frameworks that have no lines of their own: one
# more is a loss, one less a setting that is new there.
SETTINGS = {"piecewise": PIECEWISE, "piecewise_constant": PIECEWISE_CONSTANT, "stairs": STAIRS}
WITHOUT = {
    "piecewise": _PIECEWISE_WITHOUT,
    "piecewise_constant": _PIECEWISE_CONSTANT_WITHOUT,
    "stairs": _STAIRS_WITHOUT,
}
