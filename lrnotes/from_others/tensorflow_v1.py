"""The functions of TensorFlow 1, which TensorFlow 2 keeps in tf.compat.v1.train."""

from ..schedules.cosine import CosineDecay, LinearCosineDecay, NoisyLinearCosineDecay
from ..schedules.decay import ExponentialDecay, InverseTimeDecay, NaturalExpDecay
from ..schedules.piecewise import PiecewiseConstantDecay
from ..schedules.decay import PolynomialDecay
from ..schedules.cosine import CosineDecayRestarts
from .original import Apart, Library

_STEP = Apart(reason="the step is what a schedule is called with")

LIBRARY = Library(
    "TensorFlow 1", "2.15.1", ("tf.compat.v1.train",), {"name": Apart(), "global_step": _STEP, "x": _STEP}
)


@LIBRARY.original("cosine_decay", learning_rate=0.1, decay_steps=1000, alpha=0.01)
def _cosine(learning_rate, decay_steps, alpha=0.0):
    """alpha is a fraction of the first rate, not a rate."""
    return CosineDecay(learning_rate, decay_steps, alpha)


@LIBRARY.original("cosine_decay_restarts", learning_rate=0.1, first_decay_steps=100, t_mul=1.0)
def _restarts(learning_rate, first_decay_steps, t_mul=2.0, m_mul=1.0, alpha=0.0):
    """Each cycle is twice as long as the one before unless t_mul says otherwise; in a graph the original restarts a
    step late for some lengths."""
    return CosineDecayRestarts(learning_rate, first_decay_steps, t_mul, m_mul, alpha)


@LIBRARY.original("exponential_decay", learning_rate=0.1, decay_steps=100, decay_rate=0.96, staircase=True)
def _exponential(learning_rate, decay_steps, decay_rate, staircase=False):
    """The step that is a multiple of decay_steps has the new rate already; Optax has a function of the same name with
    its arguments in another order."""
    return ExponentialDecay(learning_rate, decay_steps, decay_rate, staircase)


@LIBRARY.original("inverse_time_decay", learning_rate=0.1, decay_steps=100, decay_rate=0.5)
def _inverse_time(learning_rate, decay_steps, decay_rate, staircase=False):
    """decay_rate adds to the divisor: with 0.5 the rate is two thirds of the first after decay_steps, not half."""
    return InverseTimeDecay(learning_rate, decay_steps, decay_rate, staircase)


@LIBRARY.original("linear_cosine_decay", learning_rate=0.1, decay_steps=1000)
def _linear_cosine(learning_rate, decay_steps, num_periods=0.5, alpha=0.0, beta=0.001):
    """At step 0 the rate is 1 + alpha + beta times the given one."""
    return LinearCosineDecay(learning_rate, decay_steps, num_periods, alpha, beta)


@LIBRARY.original("natural_exp_decay", learning_rate=0.1, decay_steps=100, decay_rate=0.5)
def _natural_exponential(learning_rate, decay_steps, decay_rate, staircase=False):
    """decay_rate is an exponent of e, so that a greater one falls faster; Keras never had it."""
    return NaturalExpDecay(learning_rate, decay_steps, decay_rate, staircase)


@LIBRARY.original(
    "noisy_linear_cosine_decay", learning_rate=0.1, decay_steps=1000, initial_variance=0.002, variance_decay=0.001
)
def _noisy_linear_cosine(
    learning_rate, decay_steps, initial_variance=1.0, variance_decay=0.55, num_periods=0.5, alpha=0.0, beta=0.001
):
    """The original draws other noise in every run, here it is always the same: equal in distribution, and equal at
    every step where initial_variance is 0."""
    return NoisyLinearCosineDecay(
        learning_rate, decay_steps, initial_variance, variance_decay, num_periods, alpha, beta
    )


@LIBRARY.original("piecewise_constant", "piecewise_constant_decay", boundaries=[300, 600], values=[0.1, 0.05, 0.01])
def _piecewise(boundaries, values):
    """The boundary's own step keeps the rate before it."""
    return PiecewiseConstantDecay(boundaries, values)


@LIBRARY.original("polynomial_decay", learning_rate=0.1, decay_steps=1000, end_learning_rate=0.001, cycle=True)
def _polynomial(learning_rate, decay_steps, end_learning_rate=0.0001, power=1.0, cycle=False):
    """The end is 0.0001 unless given, not 0; with cycle=True the original in a graph is wrong at some multiples of
    decay_steps."""
    return PolynomialDecay(learning_rate, decay_steps, end_learning_rate, power, cycle)
