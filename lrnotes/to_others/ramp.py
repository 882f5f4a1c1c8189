"""Shapes of straight pieces elsewhere: the lines that make them in each framework, and their other names."""

from .code_text import whole
from ..schedules.piecewise import WarmupSustainStepDecay
from .rows import HUGGING_FACE, KERAS, OPTAX, PYTORCH, native, none, torch


def _warmup_sustain_step(schedule):
    return {
        KERAS: none("Keras has none of this shape"),
        PYTORCH: _stairs_in_torch(schedule),
        OPTAX: _stairs_in_optax(schedule),
        HUGGING_FACE: none("no lr_scheduler_type has stairs"),
    }


def _stairs_in_torch(schedule):
    low, top, warmup = schedule.initial_learning_rate, schedule.maximal_learning_rate, schedule.warmup_steps
    sustain, length = schedule.sustain_steps, schedule.decay_steps
    stairs = f"lr_scheduler.StepLR(optimizer, step_size={length}, gamma={schedule.decay_rate})"
    steps = whole(warmup) & whole(sustain) & whole(length)
    if not (warmup or sustain):
        return native(
            "counts the calls of step()",
            torch(top),
            f"scheduler = {stairs}",
            when=steps,
            otherwise="StepLR takes whole steps",
        )
    before = f"lr_scheduler.ConstantLR(optimizer, factor=1.0, total_iters={sustain})"
    if warmup:
        before = f"lr_scheduler.LinearLR(optimizer, start_factor={low / top}, total_iters={warmup})"
    factor = "start_factor is a fraction of lr; " if warmup else ""
    return native(
        f"{factor}the top lasts until the milestone and one stair more",
        torch(top),
        f"top = {before}",
        f"stairs = {stairs}",
        f"scheduler = lr_scheduler.SequentialLR(optimizer, [top, stairs], milestones=[{warmup + sustain}])",
        when=steps & (low > 0) & (low <= top) if warmup else steps,
        otherwise=("LinearLR does not start at 0, nor above the optimizer's rate; " if warmup else "")
        + "StepLR takes whole steps",
    )


def _stairs_in_optax(schedule):
    low, top, warmup = schedule.initial_learning_rate, schedule.maximal_learning_rate, schedule.warmup_steps
    rate, length = schedule.decay_rate, schedule.decay_steps
    stairs = (
        f"optax.exponential_decay(init_value={top}, transition_steps={length}, decay_rate={rate}, "
        f"transition_begin={schedule.sustain_steps}, staircase=True)"
    )
    joined = [
        f"up = optax.linear_schedule(init_value={low}, end_value={top}, transition_steps={warmup})",
        f"down = {stairs}",
        f"schedule = optax.join_schedules([up, down], boundaries=[{warmup}])",
    ]
    counted = "boundaries count from the start, transition_begin from the boundary; " if warmup else ""
    return native(
        f"{counted}compiled, a stair may come a step late",
        *(joined if warmup else [f"schedule = {stairs}"]),
        "optimizer = optax.sgd(schedule)",
        when=rate > 0,
        otherwise="exponential_decay takes a decay_rate of 0 for none",
    )


NATIVE = {
    WarmupSustainStepDecay: _warmup_sustain_step,
}

OTHER_NAMES = {
    "WarmupSustainStepDecay": (
        "lrfn",
        "lr_fn",
        "step decay with warm-up",
        "staircase decay",
        "paddle.optimizer.lr.StepDecay",
    ),
}
