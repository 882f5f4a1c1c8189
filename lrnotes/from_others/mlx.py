"""The schedules of MLX, which computes them in float32."""

from ..schedules.cosine import CosineAnnealing
from ..schedules.decay import ExponentialDecay
from ..schedules.piecewise import StepDecay
from .arguments import require_positive, require_schedules, require_whole
from .original import Library
from .shapes import in_sequence, linear_change

LIBRARY = Library("MLX", "0.32.4", ("mlx.optimizers", "mlx.optimizers.schedulers"), yields=True)


@LIBRARY.original("exponential_decay", init=0.1, decay_rate=0.99)
def _exponential(init, decay_rate):
    """decay_rate applies at every update, whereas Optax and Keras have an argument for the number of steps."""
    return ExponentialDecay(init, 1, decay_rate)


@LIBRARY.original("step_decay", init=0.1, decay_rate=0.5, step_size=300)
def _step(init, decay_rate, step_size):
    """Step step_size itself already has the new learning rate."""
    require_whole(step_size=step_size)
    require_positive(step_size=step_size)
    return StepDecay(init, step_size, decay_rate)


@LIBRARY.original("cosine_decay", init=0.1, decay_steps=1000, end=0.001)
def _cosine(init, decay_steps, end=0.0):
    """end is a learning rate, not a fraction of the first one. It is held after decay_steps."""
    require_positive(decay_steps=decay_steps)
    return CosineAnnealing(init, decay_steps, end)


@LIBRARY.original("linear_schedule", init=0.0, end=0.1, steps=100)
def _linear(init, end, steps):
    """It is held at the end, so as a warmup it needs join_schedules."""
    require_positive(steps=steps)
    return linear_change(init, end, steps)


@LIBRARY.original(
    "join_schedules", many=True,
    schedules=[linear_change(0.0, 0.1, 100), CosineAnnealing(0.1, 900)], boundaries=[100],
)  # fmt: skip
def _joined(schedules, boundaries):
    """Each schedule counts from 0 at its boundary, which is its first step."""
    require_schedules(schedules=schedules)
    return in_sequence(schedules, boundaries)
