"""The schedules of Keras: of tf.keras 2.15 and of Keras 3, which have the same arguments."""

from ..schedules.cosine import CosineDecay, CosineDecayRestarts, LinearCosineDecay, NoisyLinearCosineDecay
from ..schedules.decay import ExponentialDecay, InverseTimeDecay, PolynomialDecay
from ..schedules.feedback import ReduceLROnPlateau
from ..schedules.piecewise import PiecewiseConstantDecay
from .arguments import NUMBER, Ignored, require_one_of
from .original import Library

LIBRARY = Library(
    "Keras",
    "3.15.1 and 2.15.0",
    ("keras.optimizers.schedules", "tf.keras.optimizers.schedules"),
    {"verbose": Ignored()},
)
_EXPERIMENTAL = ("tf.keras.experimental",)


@LIBRARY.original(
    "CosineDecay", more=["tf.keras.experimental.CosineDecay"],
    initial_learning_rate=0.0, decay_steps=900, alpha=0.01, warmup_target=0.1, warmup_steps=100,
)  # fmt: skip
def _cosine(initial_learning_rate, decay_steps, alpha=0.0, name=None, warmup_target=None, warmup_steps=0):
    """decay_steps excludes the warmup. alpha is a fraction of the peak, not a learning rate. Without warmup_target
    there is no warmup, even if warmup_steps is given."""
    if warmup_target is None:
        warmup_steps = 0
    return CosineDecay(initial_learning_rate, decay_steps, alpha, name, warmup_target, warmup_steps)


@LIBRARY.original(
    "CosineDecayRestarts", more=["tf.keras.experimental.CosineDecayRestarts"],
    initial_learning_rate=0.1, first_decay_steps=100, m_mul=0.9, alpha=0.01,
)  # fmt: skip
def _restarts(initial_learning_rate, first_decay_steps, t_mul=2.0, m_mul=1.0, alpha=0.0, name=None):
    """By default, each cycle is twice as long as the previous one, because t_mul is 2. m_mul does not shrink the lowest
    learning rate. When compiled, Keras restarts a step late for some lengths."""
    return CosineDecayRestarts(initial_learning_rate, first_decay_steps, t_mul, m_mul, alpha, name)


@LIBRARY.original("ExponentialDecay", initial_learning_rate=0.1, decay_steps=100, decay_rate=0.96, staircase=True)
def _exponential(initial_learning_rate, decay_steps, decay_rate, staircase=False, name=None):
    """A step that is a multiple of decay_steps already has the new learning rate. When compiled, Keras changes the rate
    a step late for some lengths."""
    return ExponentialDecay(initial_learning_rate, decay_steps, decay_rate, staircase, name)


@LIBRARY.original("InverseTimeDecay", initial_learning_rate=0.1, decay_steps=100, decay_rate=0.5)
def _inverse_time(initial_learning_rate, decay_steps, decay_rate, staircase=False, name=None):
    """decay_rate is added to the divisor: with 0.5 the learning rate is two thirds of the initial one after
    decay_steps, not half."""
    return InverseTimeDecay(initial_learning_rate, decay_steps, decay_rate, staircase, name)


@LIBRARY.original("PiecewiseConstantDecay", boundaries=[300, 600], values=[0.1, 0.05, 0.01])
def _piecewise(boundaries, values, name=None):
    """The boundary step itself still has the learning rate before it, one step longer than in PyTorch and Optax."""
    return PiecewiseConstantDecay(boundaries, values, name)


@LIBRARY.original(
    "PolynomialDecay", initial_learning_rate=0.1, decay_steps=1000, end_learning_rate=0.001, power=2.0
)  # fmt: skip
def _polynomial(initial_learning_rate, decay_steps, end_learning_rate=0.0001, power=1.0, cycle=False, name=None):
    """The final learning rate is 0.0001 by default, not 0. With cycle=True the rate jumps up one step after a multiple
    of decay_steps."""
    return PolynomialDecay(initial_learning_rate, decay_steps, end_learning_rate, power, cycle, name)


@LIBRARY.original("LinearCosineDecay", at=_EXPERIMENTAL, initial_learning_rate=0.1, decay_steps=1000)
def _linear_cosine(initial_learning_rate, decay_steps, num_periods=0.5, alpha=0.0, beta=0.001, name=None):
    """At step 0 the learning rate is 1 + alpha + beta times the initial one. TensorFlow exported this class up to
    version 2.4."""
    return LinearCosineDecay(initial_learning_rate, decay_steps, num_periods, alpha, beta, name)


@LIBRARY.original(
    "NoisyLinearCosineDecay",
    optional={"seed": NUMBER},
    at=_EXPERIMENTAL,
    initial_learning_rate=0.1,
    decay_steps=1000,
    initial_variance=0.002,
    variance_decay=0.001,
)
def _noisy_linear_cosine(
    initial_learning_rate, decay_steps, initial_variance=1.0, variance_decay=0.55, num_periods=0.5, alpha=0.0,
    beta=0.001, seed=None, name=None,
):  # fmt: skip
    """TensorFlow draws different noise in every run; in lrnotes the seed, 0 by default, determines it. The two are
    equal in distribution, and equal at every step if initial_variance is 0."""
    return NoisyLinearCosineDecay(
        initial_learning_rate, decay_steps, initial_variance, variance_decay, num_periods, alpha, beta, seed or 0, name
    )


@LIBRARY.original(
    "ReduceLROnPlateau", at=("keras.callbacks", "tf.keras.callbacks"),
    learning_rate=0.1, factor=0.5, patience=5, min_delta=0.001,
)  # fmt: skip
def _plateau(rate, /, monitor="val_loss", factor=0.1, patience=10, mode="auto", min_delta=1e-4, cooldown=0, min_lr=0.0):
    """This rule depends on a metric, so it is not a function of the step. The learning rate drops after patience bad
    epochs in a row, in PyTorch after one more. min_delta is a difference, not a fraction."""
    require_one_of(("auto", "min", "max"), mode=mode)
    if mode == "auto":
        if "loss" not in monitor and "acc" not in monitor:
            raise ValueError(f"mode must be 'min' or 'max' unless monitor is a loss or an accuracy; got {monitor!r}")
        mode = "max" if "acc" in monitor else "min"
    return ReduceLROnPlateau(
        rate, factor, patience, mode, rtol=0.0, atol=min_delta, cooldown=cooldown, min_lr=min_lr, eps=0.0,
        patience_rule=">=", last_of_cooldown="counted",
    )  # fmt: skip
