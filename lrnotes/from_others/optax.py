"""The schedules of Optax, which are functions of the count of updates."""

from ..schedules.cosine import CosineAnnealing
from ..schedules.decay import ExponentialDecay
from ..schedules.cyclical import OneCycle
from ..schedules.piecewise import Constant, PiecewiseConstantDecay, PiecewiseInterpolation
from ..schedules.feedback import ReduceLROnPlateau
from ..schedules.decay import PolynomialDecay
from ..core.schedule import Schedule
from .original import Library, above_0, joined, line, one_of, times, warmed, whole

LIBRARY = Library("Optax", "0.2.8", ("optax", "optax.schedules"))


@LIBRARY.original("constant_schedule", value=0.1)
def _constant(value):
    """The original returns the value as it is, a Python number and not an array."""
    return Constant(value)


@LIBRARY.original(
    "polynomial_schedule", init_value=0.1, end_value=0.001, power=2.0, transition_steps=900, transition_begin=100
)
def _polynomial(init_value, end_value, power, transition_steps, transition_begin=0):
    """With transition_steps=0 it stays at init_value, not at end_value."""
    if transition_steps <= 0:
        return Constant(init_value)
    return _after(init_value, transition_begin, PolynomialDecay(init_value, transition_steps, end_value, power))


@LIBRARY.original("linear_schedule", init_value=0.1, end_value=0.0, transition_steps=900, transition_begin=100)
def _linear(init_value, end_value, transition_steps, transition_begin=0):
    """With transition_steps=0 it stays at init_value, not at end_value."""
    if transition_steps <= 0:
        return Constant(init_value)
    return _after(init_value, transition_begin, line(init_value, end_value, transition_steps))


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
        values.append(times(values[-1], scale))
    return steps, values


@LIBRARY.original("piecewise_constant_schedule", init_value=0.1, boundaries_and_scales={300: 0.5, 600: 0.2})
def _piecewise(init_value, boundaries_and_scales=None):
    """The scales multiply the value before them, they are no values; the boundary's own step has the new value already,
    one step earlier than in Keras."""
    steps, values = _points(init_value, boundaries_and_scales)
    return PiecewiseConstantDecay(steps, values, at_boundary="after") if steps else Constant(init_value)


@LIBRARY.original(
    "piecewise_interpolate_schedule",
    interpolate_type="linear", init_value=0.1, boundaries_and_scales={300: 0.5, 600: 0.2},
)  # fmt: skip
def _interpolate(interpolate_type, init_value, boundaries_and_scales=None):
    """The scales multiply the value before them, they are no values; there is always a point at step 0."""
    one_of(("linear", "cosine"), interpolate_type=interpolate_type)
    steps, values = _points(init_value, boundaries_and_scales)
    if not steps:
        return Constant(init_value)
    if steps[0] > 0:
        steps.insert(0, 0)
    else:
        values.pop(0)
    return PiecewiseInterpolation(steps, values, interpolate_type)


@LIBRARY.original(
    "exponential_decay", init_value=0.1, transition_steps=100, decay_rate=0.5, staircase=True, end_value=0.001
)
def _exponential(
    init_value, transition_steps, decay_rate, transition_begin=0, staircase=False, end_value: float = None
):
    """Its arguments are in another order than those of TensorFlow's function of the same name; a decay_rate of 0 means
    none; compiled, the original's stairs come a step late for some lengths."""
    if transition_steps <= 0 or decay_rate == 0:
        return Constant(init_value)
    decay = ExponentialDecay(init_value, transition_steps, decay_rate, bool(staircase))
    if end_value is None:
        return _after(init_value, transition_begin, decay)
    whole_way = _after(init_value, transition_begin, decay)
    return whole_way.clip(end_value) if decay_rate < 1 else whole_way.clip(maximum=end_value)


@LIBRARY.original("cosine_decay_schedule", init_value=0.1, decay_steps=1000, alpha=0.01)
def _cosine(init_value, decay_steps, alpha=0.0, exponent=1.0):
    """alpha is a fraction of the first value, whereas end_value of warmup_cosine_decay_schedule is a rate."""
    return CosineAnnealing(init_value, decay_steps, times(alpha, init_value), exponent=exponent)


@LIBRARY.original("warmup_constant_schedule", init_value=0.0, peak_value=0.1, warmup_steps=100)
def _warmup_constant(init_value, peak_value, warmup_steps):
    """With warmup_steps=0 it stays at init_value for ever."""
    return Constant(peak_value).warmup(warmup_steps, init_value) if warmup_steps > 0 else Constant(init_value)


@LIBRARY.original(
    "warmup_cosine_decay_schedule", init_value=0.0, peak_value=0.1, warmup_steps=100, decay_steps=1000, end_value=0.001
)
def _warmup_cosine(init_value, peak_value, warmup_steps, decay_steps, end_value=0.0, exponent=1.0):
    """decay_steps include the warm-up, those of Keras do not; end_value is a rate, not a fraction."""
    if decay_steps <= warmup_steps:
        raise ValueError(f"decay_steps must be above warmup_steps={warmup_steps!r}; got {decay_steps!r}")
    end_value = end_value if peak_value else 0.0
    decay = CosineAnnealing(peak_value, decay_steps - warmup_steps, end_value, exponent=exponent)
    return _warmed(decay, warmup_steps, init_value)


@LIBRARY.original(
    "warmup_exponential_decay_schedule",
    init_value=0.0, peak_value=0.1, warmup_steps=100, transition_steps=300, decay_rate=0.5,
)  # fmt: skip
def _warmup_exponential(
    init_value, peak_value, warmup_steps, transition_steps, decay_rate, transition_begin=0, staircase=False,
    end_value: float = None,
):  # fmt: skip
    """transition_begin counts from the end of the warm-up; end_value limits the decay alone, not the warm-up."""
    decay = _exponential(peak_value, transition_steps, decay_rate, transition_begin, staircase, end_value)
    if warmup_steps > 0 and decay(0) != peak_value:  # the warm-up leads to the peak, beyond the limit
        return line(init_value, peak_value, warmup_steps).then(decay, at=warmup_steps)
    return _warmed(decay, warmup_steps, init_value)


def _warmed(decay, steps, start):
    """A warm-up before it; with steps below 0 its own first steps are left out."""
    return decay.skip(-steps) if steps < 0 else warmed(decay, steps, start)


@LIBRARY.original("linear_onecycle_schedule", transition_steps=1000, peak_value=0.1)
def _linear_onecycle(
    transition_steps, peak_value, pct_start=0.3, pct_final=0.85, div_factor=25.0, final_div_factor=1e4
):
    """It ends at step transition_steps, OneCycleLR of PyTorch one step earlier; the peak's step is rounded down."""
    above_0(div_factor=div_factor, final_div_factor=final_div_factor)
    scales = {
        int(pct_start * transition_steps): div_factor,
        int(pct_final * transition_steps): 1.0 / div_factor,
        transition_steps: 1.0 / final_div_factor,
    }
    return _onecycle("linear", transition_steps, peak_value / div_factor, scales)


@LIBRARY.original("cosine_onecycle_schedule", transition_steps=1000, peak_value=0.1)
def _cosine_onecycle(transition_steps, peak_value, pct_start=0.3, div_factor=25.0, final_div_factor=1e4):
    """It ends at step transition_steps, OneCycleLR of PyTorch one step earlier; the peak's step is rounded down."""
    above_0(div_factor=div_factor, final_div_factor=final_div_factor)
    if 0 < pct_start * transition_steps < transition_steps and (pct_start * transition_steps).is_integer():
        return OneCycle(peak_value, transition_steps, pct_start, "cos", div_factor, final_div_factor, end_step="after")
    scales = {
        int(pct_start * transition_steps): div_factor,
        int(transition_steps): 1.0 / (div_factor * final_div_factor),
    }
    return _onecycle("cosine", transition_steps, peak_value / div_factor, scales)


def _onecycle(shape, transition_steps, start, scales):
    above_0(transition_steps=transition_steps)
    whole(transition_steps=transition_steps)
    return _interpolate(shape, start, scales)


@LIBRARY.original(
    "sgdr_schedule",
    cosine_kwargs=[
        {"init_value": 0.0, "peak_value": 0.1, "warmup_steps": 20, "decay_steps": 300},
        {"init_value": 0.0, "peak_value": 0.05, "warmup_steps": 20, "decay_steps": 700},
    ],
)
def _sgdr(cosine_kwargs):
    """Each cycle's decay_steps include its warm-up; the last cycle's end is kept."""
    cosine_kwargs = list(cosine_kwargs)
    if not cosine_kwargs or not all(isinstance(each, dict) for each in cosine_kwargs):
        raise TypeError(
            "cosine_kwargs must be dicts, each with the arguments of warmup_cosine_decay_schedule: the cycles' lengths "
            f"are read from them; got {cosine_kwargs!r}"
        )
    cycle = LIBRARY.made_by(_warmup_cosine)
    cycles, starts, step = [cycle.schedule(**each) for each in cosine_kwargs], [], 0
    for each in cosine_kwargs:
        step += each["decay_steps"]
        starts.append(step)
    return joined(cycles, starts[:-1])


@LIBRARY.original(
    "join_schedules", many=True, schedules=[line(0.0, 0.1, 100), CosineAnnealing(0.1, 900)], boundaries=[100]
)  # fmt: skip
def _join(schedules, boundaries):
    """Each schedule counts from 0 at its boundary, so that its own length leaves out what came before."""
    for each in schedules:
        if not isinstance(each, Schedule):
            raise TypeError(f"schedules must be schedules, each translated before; got {each!r}")
    return joined(schedules, boundaries)


@LIBRARY.original("reduce_on_plateau", at=("optax.contrib",), learning_rate=0.1, factor=0.5, patience=5)
def _plateau(rate, /, factor=0.1, patience=10, rtol=1e-4, atol=0.0, cooldown=0, accumulation_size=1, min_scale=0.0):
    """It gives a factor of the rate, min_scale is a factor, too; the rate falls at patience bad metrics in a row, in
    PyTorch with one more."""
    if accumulation_size != 1:
        raise ValueError(
            f"accumulation_size must be 1: take the mean of the metrics yourself; got {accumulation_size!r}"
        )
    return ReduceLROnPlateau(
        rate, factor, patience, rtol=rtol, atol=atol, cooldown=cooldown, min_lr=times(min_scale, rate), eps=0.0,
        patience_rule="==",
    )  # fmt: skip
