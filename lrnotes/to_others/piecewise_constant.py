"""Stairs with chosen rates elsewhere: the lines that make them in each framework, and their other names."""

from .code_text import ALWAYS, whole
from ..schedules.piecewise import PiecewiseConstantDecay
from .rows import HUGGING_FACE, KERAS, OPTAX, PYTORCH, every, keras, listed, native, none, torch


def _piecewise_constant(schedule):
    boundaries, values, before = schedule.boundaries, schedule.values, schedule.at_boundary == "before"
    if not boundaries:
        alone = "one rate alone is no schedule there: give it to the optimizer"
        return {framework: none(alone) for framework in (KERAS, PYTORCH, OPTAX, HUGGING_FACE)}
    in_whole_steps, above_0 = every(map(whole, boundaries)), every(rate > 0 for rate in values[:-1])
    last = [boundary if before else boundary - 1 for boundary in boundaries]  # the last step of each rate but one
    first = [boundary + 1 if before else boundary for boundary in boundaries]
    factors = ", ".join(f"{step}: {rate / old}" for step, rate, old in zip(first, values[1:], values))
    place = f"bisect.bisect_{'left' if before else 'right'}([{listed(boundaries)}], step)"
    return {
        KERAS: native(
            "the same arguments" if before else "a boundary is the last step of its rate there",
            *keras(f"PiecewiseConstantDecay(boundaries=[{listed(last)}], values=[{listed(values)}])"),
            when=ALWAYS if before else in_whole_steps,
            otherwise="PiecewiseConstantDecay has this shape, for boundaries that are whole steps",
        ),
        PYTORCH: native(
            "MultiStepLR knows one factor for all steps; LambdaLR takes any function",
            "import bisect",
            torch(1.0),
            f"rates = [{listed(values)}]",
            f"scheduler = lr_scheduler.LambdaLR(optimizer, lambda step: rates[{place}])",
        ),
        OPTAX: native(
            "factors, not rates; a boundary is the first step of the next rate",
            f"schedule = optax.piecewise_constant_schedule(init_value={values[0]}, "
            f"boundaries_and_scales={{{factors}}})",
            "optimizer = optax.sgd(schedule)",
            when=in_whole_steps & above_0,
            otherwise="piecewise_constant_schedule has this shape, for whole steps and no factor of 0",
        ),
        HUGGING_FACE: none("no lr_scheduler_type has stairs"),
    }


NATIVE = {PiecewiseConstantDecay: _piecewise_constant}

OTHER_NAMES = {
    "PiecewiseConstantDecay": (
        "learning rate table",
        "manual schedule",
        "piecewise constant learning rate",
        "step schedule with a list of rates",
        'Caffe lr_policy "multistep"',
    ),
}
