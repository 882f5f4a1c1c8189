"""Rise and fall over one training elsewhere: the lines that make it in each framework, and its other names."""

from .code_text import Number, counted, whole
from ..schedules.cyclical import OneCycle, SlantedTriangular
from .rows import HUGGING_FACE, KERAS, OPTAX, PYTORCH, native, none, torch

_NO_KERAS = none("Keras has none of this shape")
_NO_TRAINER = none("no lr_scheduler_type starts low, above 0, and ends low")
_WHOLE = "takes whole steps"
_APART = "piecewise_interpolate_schedule has this shape, for knots that are a step or more apart"


def _one_cycle(schedule):
    return {
        KERAS: _NO_KERAS,
        PYTORCH: _one_cycle_in_torch(schedule),
        OPTAX: _one_cycle_in_optax(schedule),
        HUGGING_FACE: _NO_TRAINER,
    }


def _one_cycle_in_torch(schedule):
    peak, length, rise = schedule.maximal_learning_rate, schedule.total_steps, schedule.pct_start
    total, fraction, before = length, rise, []
    note = "sets the rate itself; after the last update step() is called once too often"
    if schedule.end_step == "after":
        total, fraction = length + 1, "fraction"
        before = [f"fraction = ({rise} * {length} + 1) / {length + 1}"]
        note = "sets the rate itself; its knots are a step earlier, so total_steps is one more"
    return native(
        note,
        torch(peak),
        *before,
        f"scheduler = lr_scheduler.OneCycleLR(optimizer, max_lr={peak}, total_steps={total}, pct_start={fraction}, "
        f'anneal_strategy="{schedule.anneal_strategy}", div_factor={schedule.div_factor}, '
        f"final_div_factor={schedule.final_div_factor}, three_phase={schedule.three_phase}, cycle_momentum=False)",
        when=whole(length),
        otherwise=f"OneCycleLR {_WHOLE}",
    )


def _one_cycle_in_optax(schedule):
    peak, length, rise = schedule.maximal_learning_rate, schedule.total_steps, schedule.pct_start
    low, final, linear = schedule.div_factor, schedule.final_div_factor, schedule.anneal_strategy == "linear"
    if schedule.end_step == "after" and linear == schedule.three_phase:
        name, third = ("linear", f"pct_final={_in_full(2 * rise)}, ") if linear else ("cosine", "")
        return native(
            "the peak's step is rounded down",
            f"schedule = optax.{name}_onecycle_schedule(transition_steps={length}, peak_value={peak}, pct_start={rise}, "
            f"{third}div_factor={low}, final_div_factor={final})",
            "optimizer = optax.sgd(schedule)",
            when=whole(length) & whole(rise * length),
            otherwise=f"{name}_onecycle_schedule has this shape, for a whole number of steps up to the peak",
        )
    early = 1 if schedule.end_step == "last" else 0
    top, last = counted(rise * length - early), length - early
    factors, apart = f"{top}: {low}, {last}: {1 / (low * final)}", (top >= 1) & (last - top >= 1)
    if schedule.three_phase:
        apart = (top >= 1) & (last - 2 * top >= 1)
        factors = f"{top}: {low}, {2 * top}: {1 / low}, {last}: {1 / final}"
    return native(
        "the one-cycle functions have other knots; here each is a factor of the one before",
        f'schedule = optax.piecewise_interpolate_schedule("{"linear" if linear else "cosine"}", '
        f"init_value={peak / low}, boundaries_and_scales={{{factors}}})",
        "optimizer = optax.sgd(schedule)",
        when=apart,
        otherwise=_APART,
    )


def _slanted_triangular(schedule):
    peak, length, ratio = schedule.maximal_learning_rate, schedule.total_steps, schedule.ratio
    cut = counted(schedule.cut_frac * length)
    rest = counted(length - cut)
    return {
        KERAS: _NO_KERAS,
        PYTORCH: native(
            "the factors are fractions of lr",
            torch(peak),
            f"up = lr_scheduler.LinearLR(optimizer, start_factor={1 / ratio}, total_iters={cut})",
            f"down = lr_scheduler.LinearLR(optimizer, start_factor=1.0, end_factor={1 / ratio}, total_iters={rest})",
            f"scheduler = lr_scheduler.SequentialLR(optimizer, [up, down], milestones=[{cut}])",
            when=whole(cut) & whole(length),
            otherwise=f"LinearLR {_WHOLE}",
        ),
        OPTAX: native(
            "none of this name; every knot is a factor of the one before",
            f'schedule = optax.piecewise_interpolate_schedule("linear", init_value={peak / ratio}, '
            f"boundaries_and_scales={{{cut}: {ratio}, {length}: {1 / ratio}}})",
            "optimizer = optax.sgd(schedule)",
            when=(cut >= 1) & (rest >= 1),
            otherwise=_APART,
        ),
        HUGGING_FACE: _NO_TRAINER,
    }


def _in_full(number):
    """The same number with all its digits: Optax rounds the step that it makes of it down."""
    return Number(number, number.javascript)


NATIVE = {OneCycle: _one_cycle, SlantedTriangular: _slanted_triangular}

OTHER_NAMES = {
    "OneCycle": (
        "1cycle",
        "1cycle policy",
        "one-cycle policy",
        "super-convergence",
        "superconvergence",
    ),
    "SlantedTriangular": (
        "STLR",
        "slanted triangular learning rates",
        "ULMFiT schedule",
        "AllenNLP slanted_triangular",
    ),
}
