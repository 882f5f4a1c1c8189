"""The functions of TensorFlow 1, which TensorFlow 2 keeps in tf.compat.v1.train."""

from ..schedules.cosine import CosineDecay, CosineDecayRestarts, LinearCosineDecay, NoisyLinearCosineDecay
from ..schedules.decay import ExponentialDecay, InverseTimeDecay, NaturalExpDecay, PolynomialDecay
from ..schedules.piecewise import PiecewiseConstantDecay
from .arguments import Ignored
from .original import Library

_STEP = Ignored(reason="a schedule is called with the step")

LIBRARY = Library(
    "TensorFlow 1", "2.15.1", ("tf.compat.v1.train",), {"name": Ignored(), "global_step": _STEP, "x": _STEP}
)


@LIBRARY.original("cosine_decay", learning_rate=0.1, decay_steps=1000, alpha=0.01)
def _cosine(learning_rate, decay_steps, alpha=0.0):
    """alpha is a fraction of the initial learning rate, not a learning rate."""
    return CosineDecay(learning_rate, decay_steps, alpha)


@LIBRARY.original("cosine_decay_restarts", learning_rate=0.1, first_decay_steps=100, t_mul=1.0)
def _restarts(learning_rate, first_decay_steps, t_mul=2.0, m_mul=1.0, alpha=0.0):
    """By default, each cycle is twice as long as the previous one, because t_mul is 2. In a graph, TensorFlow restarts
    a step late for some lengths."""
    return CosineDecayRestarts(learning_rate, first_decay_steps, t_mul, m_mul, alpha)


@LIBRARY.original("exponential_decay", learning_rate=0.1, decay_steps=100, decay_rate=0.96, staircase=True)
def _exponential(learning_rate, decay_steps, decay_rate, staircase=False):
    """A step that is a multiple of decay_steps already has the new learning rate. Optax has a function of the same name
    with its arguments in another order."""
    return ExponentialDecay(learning_rate, decay_steps, decay_rate, staircase)


@LIBRARY.original("inverse_time_decay", learning_rate=0.1, decay_steps=100, decay_rate=0.5)
def _inverse_time(learning_rate, decay_steps, decay_rate, staircase=False):
    """decay_rate is added to the divisor: with 0.5 the learning rate is two thirds of the initial one after
    decay_steps, not half."""
    return InverseTimeDecay(learning_rate, decay_steps, decay_rate, staircase)


@LIBRARY.original("linear_cosine_decay", learning_rate=0.1, decay_steps=1000)
def _linear_cosine(learning_rate, decay_steps, num_periods=0.5, alpha=0.0, beta=0.001):
    """At step 0 the learning rate is 1 + alpha + beta times the given one."""
    return LinearCosineDecay(learning_rate, decay_steps, num_periods, alpha, beta)


@LIBRARY.original("natural_exp_decay", learning_rate=0.1, decay_steps=100, decay_rate=0.5)
def _natural_exponential(learning_rate, decay_steps, decay_rate, staircase=False):
    """decay_rate is an exponent of e, so a greater one decays faster. Keras never had this schedule."""
    return NaturalExpDecay(learning_rate, decay_steps, decay_rate, staircase)


@LIBRARY.original(
    "noisy_linear_cosine_decay", learning_rate=0.1, decay_steps=1000, initial_variance=0.002, variance_decay=0.001
)
def _noisy_linear_cosine(
    learning_rate, decay_steps, initial_variance=1.0, variance_decay=0.55, num_periods=0.5, alpha=0.0, beta=0.001
):
    """TensorFlow draws different noise in every run; in lrnotes it is always the same. The two are equal in
    distribution, and equal at every step if initial_variance is 0."""
    return NoisyLinearCosineDecay(
        learning_rate, decay_steps, initial_variance, variance_decay, num_periods, alpha, beta
    )


@LIBRARY.original("piecewise_constant", "piecewise_constant_decay", boundaries=[300, 600], values=[0.1, 0.05, 0.01])
def _piecewise(boundaries, values):
    """The boundary step itself still has the learning rate before it."""
    return PiecewiseConstantDecay(boundaries, values)


@LIBRARY.original("polynomial_decay", learning_rate=0.1, decay_steps=1000, end_learning_rate=0.001, cycle=True)
def _polynomial(learning_rate, decay_steps, end_learning_rate=0.0001, power=1.0, cycle=False):
    """The final learning rate is 0.0001 by default, not 0. With cycle=True in a graph, TensorFlow is wrong at some
    multiples of decay_steps."""
    return PolynomialDecay(learning_rate, decay_steps, end_learning_rate, power, cycle)
