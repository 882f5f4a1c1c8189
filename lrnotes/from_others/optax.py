"""The schedules of Optax, which are functions of the count of updates."""

from ..schedules.cosine import CosineAnnealing
from ..schedules.cyclical import OneCycle
from ..schedules.decay import ExponentialDecay, PolynomialDecay
from ..schedules.feedback import ReduceLROnPlateau
from ..schedules.piecewise import Constant, PiecewiseConstantDecay, PiecewiseInterpolation
from ..writers.recorded import truncated
from .arguments import NUMBER, require_one_of, require_positive, require_schedules, require_whole
from .original import Library
from .shapes import after_warmup, in_sequence, linear_change, product

LIBRARY = Library("Optax", "0.2.8", ("optax", "optax.schedules"))


@LIBRARY.original("constant_schedule", value=0.1)
def _constant(value):
    """Optax returns the value as it is, a Python number rather than an array."""
    return Constant(value)


@LIBRARY.original(
    "polynomial_schedule", init_value=0.1, end_value=0.001, power=2.0, transition_steps=900, transition_begin=100
)
def _polynomial(init_value, end_value, power, transition_steps, transition_begin=0):
    """With transition_steps=0 the learning rate stays at init_value, not at end_value."""
    if transition_steps <= 0:
        return Constant(init_value)
    return _after(init_value, transition_begin, PolynomialDecay(init_value, transition_steps, end_value, power))


@LIBRARY.original("linear_schedule", init_value=0.1, end_value=0.0, transition_steps=900, transition_begin=100)
def _linear(init_value, end_value, transition_steps, transition_begin=0):
    """With transition_steps=0 the learning rate stays at init_value, not at end_value."""
    if transition_steps <= 0:
        return Constant(init_value)
    return _after(init_value, transition_begin, linear_change(init_value, end_value, transition_steps))


def _after(rate, begin, schedule):
    """``schedule`` from step ``begin`` on, if that is not the first."""
    return Constant(rate).then(schedule, at=begin) if begin > 0 else schedule


def _points(init_value, boundaries_and_scales):
    """The steps of a dict in their order, and the values that the scales lead to."""
    steps, values = [], [init_value]
    for step, scale in sorted((boundaries_and_scales or {}).items()):
        if not scale >= 0:
            raise ValueError(f"boundaries_and_scales must have scales of 0 or more; got {boundaries_and_scales!r}")
        steps.append(step)
        values.append(product(values[-1], scale))
    return steps, values


@LIBRARY.original("piecewise_constant_schedule", init_value=0.1, boundaries_and_scales={300: 0.5, 600: 0.2})
def _piecewise(init_value, boundaries_and_scales=None):
    """The scales are not learning rates; each multiplies the rate before it. The boundary step itself already has the
    new rate, one step earlier than in Keras."""
    steps, values = _points(init_value, boundaries_and_scales)
    return PiecewiseConstantDecay(steps, values, at_boundary="after") if steps else Constant(init_value)


@LIBRARY.original(
    "piecewise_interpolate_schedule",
    interpolate_type="linear", init_value=0.1, boundaries_and_scales={300: 0.5, 600: 0.2},
)  # fmt: skip
def _interpolate(interpolate_type, init_value, boundaries_and_scales=None):
    """The scales are not learning rates; each multiplies the rate before it. There is always a point at step 0."""
    require_one_of(("linear", "cosine"), interpolate_type=interpolate_type)
    steps, values = _points(init_value, boundaries_and_scales)
    if not steps:
        return Constant(init_value)
    if steps[0] > 0:
        steps.insert(0, 0)
    else:
        values.pop(0)
    return PiecewiseInterpolation(steps, values, interpolate_type)


@LIBRARY.original(
    "exponential_decay",
    optional={"end_value": NUMBER},
    init_value=0.1,
    transition_steps=100,
    decay_rate=0.5,
    staircase=True,
    end_value=0.001,
)
def _exponential(init_value, transition_steps, decay_rate, transition_begin=0, staircase=False, end_value=None):
    """The order of the arguments differs from TensorFlow's function of the same name, and a decay_rate of 0 means no
    decay. When compiled, Optax changes the learning rate a step late for some lengths."""
    if transition_steps <= 0 or decay_rate == 0:
        return Constant(init_value)
    decay = ExponentialDecay(init_value, transition_steps, decay_rate, bool(staircase))
    if end_value is None:
        return _after(init_value, transition_begin, decay)
    decayed = _after(init_value, transition_begin, decay)
    return decayed.clip(end_value) if decay_rate < 1 else decayed.clip(maximum=end_value)


@LIBRARY.original("cosine_decay_schedule", init_value=0.1, decay_steps=1000, alpha=0.01)
def _cosine(init_value, decay_steps, alpha=0.0, exponent=1.0):
    """alpha is a fraction of the initial learning rate, whereas end_value of warmup_cosine_decay_schedule is a learning
    rate."""
    return CosineAnnealing(init_value, decay_steps, product(alpha, init_value), exponent=exponent)


@LIBRARY.original("warmup_constant_schedule", init_value=0.0, peak_value=0.1, warmup_steps=100)
def _warmup_constant(init_value, peak_value, warmup_steps):
    """With warmup_steps=0 the learning rate stays at init_value forever."""
    return Constant(peak_value).warmup(warmup_steps, init_value) if warmup_steps > 0 else Constant(init_value)


@LIBRARY.original(
    "warmup_cosine_decay_schedule", init_value=0.0, peak_value=0.1, warmup_steps=100, decay_steps=1000, end_value=0.001
)
def _warmup_cosine(init_value, peak_value, warmup_steps, decay_steps, end_value=0.0, exponent=1.0):
    """decay_steps includes the warmup, unlike in Keras. end_value is a learning rate, not a fraction."""
    if decay_steps <= warmup_steps:
        raise ValueError(f"decay_steps must be above warmup_steps={warmup_steps!r}; got {decay_steps!r}")
    end_value = end_value if peak_value else 0.0
    decay = CosineAnnealing(peak_value, decay_steps - warmup_steps, end_value, exponent=exponent)
    return _warmed(decay, warmup_steps, init_value)


@LIBRARY.original(
    "warmup_exponential_decay_schedule", optional={"end_value": NUMBER},
    init_value=0.0, peak_value=0.1, warmup_steps=100, transition_steps=300, decay_rate=0.5,
)  # fmt: skip
def _warmup_exponential(
    init_value, peak_value, warmup_steps, transition_steps, decay_rate, transition_begin=0, staircase=False,
    end_value=None,
):  # fmt: skip
    """transition_begin counts from the end of the warmup. end_value limits only the decay, not the warmup."""
    decay = _exponential(peak_value, transition_steps, decay_rate, transition_begin, staircase, end_value)
    if warmup_steps > 0 and decay(0) != peak_value:  # the warmup leads to the peak, beyond the limit
        return linear_change(init_value, peak_value, warmup_steps).then(decay, at=warmup_steps)
    return _warmed(decay, warmup_steps, init_value)


def _warmed(decay, steps, start):
    """The schedule after a warmup; with a negative length, without its own first steps."""
    return decay.skip(-steps) if steps < 0 else after_warmup(decay, steps, start)


@LIBRARY.original("linear_onecycle_schedule", transition_steps=1000, peak_value=0.1)
def _linear_onecycle(
    transition_steps, peak_value, pct_start=0.3, pct_final=0.85, div_factor=25.0, final_div_factor=1e4
):
    """It ends at step transition_steps, one step later than OneCycleLR of PyTorch. The step of the peak is rounded
    down."""
    require_positive(div_factor=div_factor, final_div_factor=final_div_factor)
    scales = {
        truncated(pct_start * transition_steps): div_factor,
        truncated(pct_final * transition_steps): 1.0 / div_factor,
        transition_steps: 1.0 / final_div_factor,
    }
    return _onecycle("linear", transition_steps, peak_value / div_factor, scales)


@LIBRARY.original("cosine_onecycle_schedule", transition_steps=1000, peak_value=0.1)
def _cosine_onecycle(transition_steps, peak_value, pct_start=0.3, div_factor=25.0, final_div_factor=1e4):
    """It ends at step transition_steps, one step later than OneCycleLR of PyTorch. The step of the peak is rounded
    down."""
    require_positive(div_factor=div_factor, final_div_factor=final_div_factor)
    if 0 < pct_start * transition_steps < transition_steps and (pct_start * transition_steps).is_integer():
        return OneCycle(peak_value, transition_steps, pct_start, "cos", div_factor, final_div_factor, end_step="after")
    scales = {
        truncated(pct_start * transition_steps): div_factor,
        truncated(transition_steps): 1.0 / (div_factor * final_div_factor),
    }
    return _onecycle("cosine", transition_steps, peak_value / div_factor, scales)


def _onecycle(shape, transition_steps, start, scales):
    require_positive(transition_steps=transition_steps)
    require_whole(transition_steps=transition_steps)
    return _interpolate(shape, start, scales)


@LIBRARY.original(
    "sgdr_schedule",
    cosine_kwargs=[
        {"init_value": 0.0, "peak_value": 0.1, "warmup_steps": 20, "decay_steps": 300},
        {"init_value": 0.0, "peak_value": 0.05, "warmup_steps": 20, "decay_steps": 700},
    ],
)
def _sgdr(cosine_kwargs):
    """In each cycle, decay_steps includes the warmup. After the last cycle, its final learning rate is held."""
    cosine_kwargs = list(cosine_kwargs)
    if not cosine_kwargs or not all(isinstance(each, dict) for each in cosine_kwargs):
        raise TypeError(
            "cosine_kwargs must be a list of dicts with the arguments of warmup_cosine_decay_schedule; got "
            f"{cosine_kwargs!r}"
        )
    cycle = LIBRARY.made_by(_warmup_cosine)
    cycles, starts, step = [cycle.schedule(**each) for each in cosine_kwargs], [], 0
    for each in cosine_kwargs:
        step += each["decay_steps"]
        starts.append(step)
    return in_sequence(cycles, starts[:-1])


@LIBRARY.original(
    "join_schedules", many=True, schedules=[linear_change(0.0, 0.1, 100), CosineAnnealing(0.1, 900)], boundaries=[100]
)  # fmt: skip
def _join(schedules, boundaries):
    """Each schedule counts from 0 at its boundary, so its own length excludes what came before."""
    require_schedules(schedules=schedules)
    return in_sequence(schedules, boundaries)


@LIBRARY.original("reduce_on_plateau", at=("optax.contrib",), learning_rate=0.1, factor=0.5, patience=5)
def _plateau(rate, /, factor=0.1, patience=10, rtol=1e-4, atol=0.0, cooldown=0, accumulation_size=1, min_scale=0.0):
    """Its result multiplies the learning rate, and min_scale limits that multiplier. The learning rate drops after
    patience bad metrics in a row, in PyTorch after one more."""
    if accumulation_size != 1:
        raise ValueError(
            f"accumulation_size must be 1; average the metrics before the update; got {accumulation_size!r}"
        )
    return ReduceLROnPlateau(
        rate, factor, patience, rtol=rtol, atol=atol, cooldown=cooldown, min_lr=product(min_scale, rate), eps=0.0,
        patience_rule="==",
    )  # fmt: skip
