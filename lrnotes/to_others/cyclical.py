"""Cyclical and one-cycle schedules in other frameworks: the code that makes them in each."""

from ..schedules.cyclical import (
    CyclicalLearningRate,
    ExponentialCyclicalLearningRate,
    OneCycle,
    SlantedTriangular,
    Triangular2CyclicalLearningRate,
    TriangularCyclicalLearningRate,
)
from .code_number import is_whole
from .code_text import Expression, Variable, listed
from .frameworks import HUGGING_FACE, KERAS, OPTAX, PYTORCH
from .parts import Definition, OptaxCode
from .rows import native, none, optax, optax_call, scheduler, torch, torch_sequence

# Cyclical learning rates.


def _cyclical(schedule, **mode):
    """``mode``: the arguments of PyTorch's CyclicLR that choose the scale."""
    low, high, half = schedule.initial_learning_rate, schedule.maximal_learning_rate, schedule.step_size
    sizes = {"step_size_up": half} | ({} if schedule.step_size_down is None else {"step_size_down": _down(schedule)})
    only = scheduler("CyclicLR", base_lr=low, max_lr=high, **sizes, **mode, cycle_momentum=False)
    return {
        KERAS: none("Keras has no equivalent. TensorFlow Addons had this schedule until 2024."),
        PYTORCH: native("It sets the learning rate whatever lr is. Call step() after every update.", torch(low, only)),
        OPTAX: none("Optax has no equivalent."),
        HUGGING_FACE: none("No lr_scheduler_type is cyclical."),
    }


def _down(schedule):
    return schedule.step_size if schedule.step_size_down is None else schedule.step_size_down


def _own_scale(schedule):
    return _cyclical(schedule, scale_fn=schedule.scale_fn, scale_mode=schedule.scale_mode)


def _triangular(schedule):
    low, high, half = schedule.initial_learning_rate, schedule.maximal_learning_rate, schedule.step_size
    down = _down(schedule)
    setup = (
        Definition("up", optax_call("linear_schedule", init_value=low, end_value=high, transition_steps=half)),
        Definition("down", optax_call("linear_schedule", init_value=high, end_value=low, transition_steps=down)),
    )
    boundaries = f"{half} * k for k in range(1, 6)"
    if schedule.step_size_down is not None:
        cycle = half + down
        boundaries = listed([half, cycle, cycle + half, 2 * cycle, 2 * cycle + half])
    cycles = f"3 * [{Variable('up')}, {Variable('down')}], boundaries=[{boundaries}]"
    joined = native(
        "Optax has no equivalent, but a given number of cycles, here 3, can be joined.",
        OptaxCode(setup=setup, schedule=Expression(f"optax.join_schedules({cycles})")),
    )
    return _cyclical(schedule, mode="triangular") | {OPTAX: joined}


def _triangular2(schedule):
    if schedule.scale_mode == "cycle":
        return _cyclical(schedule, mode="triangular2")
    return _cyclical(schedule, scale_fn=Expression("lambda step: 0.5 ** (step - 1)"), scale_mode="iterations")


def _exponential(schedule):
    if schedule.scale_mode == "iterations":
        return _cyclical(schedule, mode="exp_range", gamma=schedule.gamma)
    return _cyclical(schedule, scale_fn=Expression(f"lambda cycle: {schedule.gamma}**cycle"), scale_mode="cycle")


# One cycle and slanted triangular.

_NO_KERAS = none("Keras has no schedule of this shape.")
_NO_TRAINER = none("No lr_scheduler_type has this shape.")
_APART = "piecewise_interpolate_schedule has this shape if its boundaries are at least a step apart."


def _one_cycle(schedule):
    in_optax = _one_cycle_in_optax if _is_optax_shape(schedule) else _one_cycle_by_points
    return {
        KERAS: _NO_KERAS,
        PYTORCH: _one_cycle_in_torch(schedule),
        OPTAX: in_optax(schedule),
        HUGGING_FACE: _NO_TRAINER,
    }


def _one_cycle_in_torch(schedule):
    peak, length, rise = schedule.maximal_learning_rate, schedule.total_steps, schedule.pct_start
    total, fraction, setup = length, rise, []
    note = "It sets the learning rate whatever lr is. The last update needs no step() after it."
    if schedule.end_step == "after":
        total, fraction = length + 1, Variable("fraction")
        setup = [Definition("fraction", f"({rise} * {length} + 1) / {length + 1}")]
        note = "It sets the learning rate whatever lr is. Its milestones are a step earlier, so total_steps is one "
        "more."
    only = scheduler(
        "OneCycleLR",
        max_lr=peak,
        total_steps=total,
        pct_start=fraction,
        anneal_strategy=schedule.anneal_strategy,
        div_factor=schedule.div_factor,
        final_div_factor=schedule.final_div_factor,
        three_phase=schedule.three_phase,
        cycle_momentum=False,
    )
    return native(
        note,
        torch(peak, only, *setup),
        when=is_whole(length),
        otherwise="OneCycleLR has this shape if total_steps is an integer.",
    )


def _is_optax_shape(schedule):
    linear = schedule.anneal_strategy == "linear"
    return schedule.end_step == "after" and linear == schedule.three_phase


def _one_cycle_in_optax(schedule):
    length, rise, linear = schedule.total_steps, schedule.pct_start, schedule.anneal_strategy == "linear"
    name = f"{'linear' if linear else 'cosine'}_onecycle_schedule"
    # In full: Optax rounds down the step that it makes of it.
    third = {"pct_final": (2 * rise).in_full()} if linear else {}
    code = optax(
        name,
        transition_steps=length,
        peak_value=schedule.maximal_learning_rate,
        pct_start=rise,
        **third,
        div_factor=schedule.div_factor,
        final_div_factor=schedule.final_div_factor,
    )
    return native(
        "The step of the peak is rounded down.",
        code,
        when=is_whole(length) & is_whole(rise * length),
        otherwise=f"{name} has this shape if the step of the peak is an integer.",
    )


def _one_cycle_by_points(schedule):
    low, final = schedule.div_factor, schedule.final_div_factor
    early = 1 if schedule.end_step == "last" else 0
    top, last = (schedule.pct_start * schedule.total_steps - early).as_count(), schedule.total_steps - early
    factors = {top: low, last: 1 / (low * final)}
    after_top = (last - top).is_at_least(1)
    if schedule.three_phase:
        factors = {top: low, 2 * top: 1 / low, last: 1 / final}
        after_top = (last - 2 * top).is_at_least(1)
    return native(
        "The one-cycle functions of Optax have other boundaries. Here each scale is a factor of the learning rate "
        "before it.",
        optax(
            "piecewise_interpolate_schedule",
            "linear" if schedule.anneal_strategy == "linear" else "cosine",
            init_value=schedule.maximal_learning_rate / low,
            boundaries_and_scales=factors,
        ),
        when=top.is_at_least(1) & after_top,
        otherwise=_APART,
    )


def _slanted_triangular(schedule):
    peak, length, ratio = schedule.maximal_learning_rate, schedule.total_steps, schedule.ratio
    cut = (schedule.cut_frac * length).as_count()
    rest = (length - cut).as_count()
    up = scheduler("LinearLR", start_factor=1 / ratio, total_iters=cut)
    down = scheduler("LinearLR", start_factor=1.0, end_factor=1 / ratio, total_iters=rest)
    points = {"init_value": peak / ratio, "boundaries_and_scales": {cut: ratio, length: 1 / ratio}}
    return {
        KERAS: _NO_KERAS,
        PYTORCH: native(
            "The factors are fractions of lr.",
            torch_sequence(peak, {"up": up, "down": down}, [cut]),
            when=is_whole(cut) & is_whole(length),
            otherwise="LinearLR has this shape if the peak and the end are at integer steps.",
        ),
        OPTAX: native(
            "Each scale is a factor of the learning rate before it.",
            optax("piecewise_interpolate_schedule", "linear", **points),
            when=cut.is_at_least(1) & rest.is_at_least(1),
            otherwise=_APART,
        ),
        HUGGING_FACE: _NO_TRAINER,
    }


NATIVE = {
    CyclicalLearningRate: _own_scale,
    TriangularCyclicalLearningRate: _triangular,
    Triangular2CyclicalLearningRate: _triangular2,
    ExponentialCyclicalLearningRate: _exponential,
    OneCycle: _one_cycle,
    SlantedTriangular: _slanted_triangular,
}
