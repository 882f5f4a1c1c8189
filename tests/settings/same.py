"""Schedules for which a framework has code in another class only: ``Schedule.to_code`` writes that."""

from lrnotes import (
    Constant,
    CosineAnnealing,
    CosineDecay,
    ExponentialDecay,
    InfiniteSchedule,
    KDecay,
    LinearDecay,
    NoisyLinearCosineDecay,
    PiecewiseInterpolation,
    PolynomialDecay,
    StepDecay,
    WarmupStableDecay,
    WarmupStableDecaySimplified,
    WarmupSustainStepDecay,
)

# By what it is: the schedule, and the frameworks whose code is another class's.
SAME = {
    "a line to a rate, warmed": (LinearDecay(0.1, 93, 0.01).warmup(7), "Optax, PyTorch, Hugging Face"),
    "a line upwards": (LinearDecay(0.01, 80, 0.1), "PyTorch"),
    "a line that stays": (LinearDecay(0.1, 80, 0.1), "Hugging Face"),
    "a polynomial of power 1": (PolynomialDecay(0.1, 100, 0.01), "PyTorch"),
    "a constant rate, warmed": (Constant(0.1).warmup(80, 0.01), "Keras"),
    "a repeated cosine": (CosineDecay(0.1, 9).repeat(every=9), "Keras, PyTorch, Hugging Face"),
    "a repeated cosine to a rate": (CosineAnnealing(0.1, 9, 0.01).repeat(every=9), "Keras, PyTorch"),
    "a repeated constant": (Constant(0.1).repeat(every=9), "Keras, PyTorch, Hugging Face"),
    "cosines that shrink": (CosineDecay(0.1, 10).repeat(every=10) * StepDecay(1.0, 10, 0.5), "Keras"),
    "a repeated triangle": (PiecewiseInterpolation([0, 10, 40], [0.01, 0.1, 0.01]).repeat(every=40), "PyTorch"),
    "a triangle of equal sides": (PiecewiseInterpolation([0, 9, 18], [0.01, 0.1, 0.01]).repeat(every=18), "PyTorch"),
    "constant, then a line": (Constant(0.1).then(LinearDecay(0.1, 70), at=50), "PyTorch, Hugging Face"),
    "constant, then a polynomial line": (Constant(0.1).then(PolynomialDecay(0.1, 70, 0.01), at=50), "PyTorch"),
    "warmed, constant, then a cosine": (
        Constant(0.1).warmup(10).then(CosineDecay(0.1, 70), at=50),
        "PyTorch, Hugging Face",
    ),
    "constant, then a cosine, warmed": (
        Constant(0.1).then(CosineAnnealing(0.1, 70, 0.01), at=50).warmup(20, 0.01),
        "PyTorch, Hugging Face",
    ),
    "half a cosine's rates": (0.5 * CosineDecay(0.1, 120, 0.1), "Keras, PyTorch, Hugging Face"),
    "a scaled line, warmed": ((0.5 * LinearDecay(0.1, 93, 0.02)).warmup(7), "PyTorch, Hugging Face"),
    "a scaled sequence": (3.0 * Constant(0.1).then(LinearDecay(0.1, 70), at=50), "PyTorch, Hugging Face"),
    "two points": (PiecewiseInterpolation([0, 100], [0.1, 0.01]), "Keras, Hugging Face"),
    "two points and a cosine": (PiecewiseInterpolation([0, 120], [0.1, 0.01], "cosine"), "Keras, Hugging Face"),
    "three points": (PiecewiseInterpolation([0, 10, 100], [0.0, 0.1, 0.01]), "Optax, Hugging Face"),
    "four points": (PiecewiseInterpolation([0, 10, 50, 100], [0.01, 0.1, 0.1, 0.01]), "Hugging Face"),
    "three points and cosines": (PiecewiseInterpolation([0, 10, 100], [0.0, 0.1, 0.0], "cosine"), "Hugging Face"),
    "no stable phase": (WarmupStableDecay(0.1, 10, 0, 110, 0.0, 0.01, "cosine"), "Keras, Hugging Face"),
    "no warmup": (WarmupStableDecay(0.1, 0, 30, 90, 0.0, 0.01, "cosine"), "Keras"),
    "one period": (WarmupStableDecaySimplified(0.1, 10, [100]), "PyTorch, Hugging Face"),
    "a cooldown alone": (InfiniteSchedule(0.1, 0.02, 0.01, 10, 110, 20, 0), "Keras, PyTorch, Hugging Face"),
    "stairs after a warmup from 0": (WarmupSustainStepDecay(0.0, 0.1, 5, 10, 20, 0.5), "PyTorch"),
    "stairs to 0 after a warmup": (WarmupSustainStepDecay(0.01, 0.1, 5, 10, 20, 0.0), "Optax"),
    "a k-decay that is a cosine": (KDecay(0.1, 120, 1.0, 0.01), "Keras, PyTorch, Optax, Hugging Face"),
    "a k-decay that is a polynomial": (
        KDecay(0.1, 120, 1.0, 0.01, "polynomial", 2.0),
        "Keras, Optax, Hugging Face",
    ),
    "no noise": (NoisyLinearCosineDecay(0.1, 120, initial_variance=0.0), "Optax"),
    "stairs to 0": (StepDecay(0.1, 30, 0.0), "Optax"),
    "exponential stairs to 0": (ExponentialDecay(0.1, 30, 0.0, True), "Optax"),
}


def in_others(framework):
    """Those of a framework, by what they are."""
    return {name: schedule for name, (schedule, frameworks) in SAME.items() if framework in frameworks.split(", ")}
