"""Cyclical learning rates elsewhere: the lines that make them in each framework, and their other names."""

from .code_text import name_of
from ..schedules.cyclical import (
    CyclicalLearningRate,
    ExponentialCyclicalLearningRate,
    Triangular2CyclicalLearningRate,
    TriangularCyclicalLearningRate,
)
from .rows import HUGGING_FACE, KERAS, OPTAX, PYTORCH, native, none, torch


def _cyclical(schedule, mode):
    """``mode``: the arguments of PyTorch's CyclicLR that say which scale."""
    low, high, half = schedule.initial_learning_rate, schedule.maximal_learning_rate, schedule.step_size
    return {
        KERAS: none("Keras has none; TensorFlow Addons had this one, until 2024"),
        PYTORCH: native(
            "sets the rate itself, whatever the optimizer's lr; call step() after every update",
            torch(low),
            f"scheduler = lr_scheduler.CyclicLR(optimizer, base_lr={low}, max_lr={high}, step_size_up={half}, "
            f"{mode}, cycle_momentum=False)",
        ),
        OPTAX: none("Optax has none"),
        HUGGING_FACE: none("no lr_scheduler_type is cyclical"),
    }


def _own_scale(schedule):
    scale = name_of(schedule.scale_fn, "scale_fn")
    return _cyclical(schedule, f'scale_fn={scale}, scale_mode="{schedule.scale_mode}"')


def _triangular(schedule):
    low, high, half = schedule.initial_learning_rate, schedule.maximal_learning_rate, schedule.step_size
    joined = native(
        "Optax has none; a given number of cycles, here 3, can be joined",
        f"up = optax.linear_schedule(init_value={low}, end_value={high}, transition_steps={half})",
        f"down = optax.linear_schedule(init_value={high}, end_value={low}, transition_steps={half})",
        f"schedule = optax.join_schedules(3 * [up, down], boundaries=[{half} * k for k in range(1, 6)])",
        "optimizer = optax.sgd(schedule)",
    )
    return _cyclical(schedule, 'mode="triangular"') | {OPTAX: joined}


def _triangular2(schedule):
    if schedule.scale_mode == "cycle":
        return _cyclical(schedule, 'mode="triangular2"')
    return _cyclical(schedule, 'scale_fn=lambda step: 0.5 ** (step - 1), scale_mode="iterations"')


def _exponential(schedule):
    if schedule.scale_mode == "iterations":
        return _cyclical(schedule, f'mode="exp_range", gamma={schedule.gamma}')
    return _cyclical(schedule, f'scale_fn=lambda cycle: {schedule.gamma}**cycle, scale_mode="cycle"')


NATIVE = {
    CyclicalLearningRate: _own_scale,
    TriangularCyclicalLearningRate: _triangular,
    Triangular2CyclicalLearningRate: _triangular2,
    ExponentialCyclicalLearningRate: _exponential,
}

OTHER_NAMES = {
    "CyclicalLearningRate": (
        "CLR",
        "cyclic learning rate",
        "cyclical learning rate policy",
        "paddle.optimizer.lr.CyclicLR",
    ),
    "TriangularCyclicalLearningRate": (
        "triangular policy",
        'CyclicLR(mode="triangular")',
    ),
    "Triangular2CyclicalLearningRate": (
        "triangular2 policy",
        'CyclicLR(mode="triangular2")',
    ),
    "ExponentialCyclicalLearningRate": (
        "exp_range policy",
        'CyclicLR(mode="exp_range")',
    ),
}
