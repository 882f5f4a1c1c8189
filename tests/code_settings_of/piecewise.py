"""Settings of the constant rate, the stairs and the chosen points."""

from lrnotes import Constant, MultiStepDecay, PiecewiseInterpolation, StepDecay

SETTINGS = {
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
    "one point": PiecewiseInterpolation([10], [0.1]),
}
# The frameworks that have no lines of their own for it.
WITHOUT = dict.fromkeys(SETTINGS, "Hugging Face") | {
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
    "one point": "Keras, Hugging Face",
}
