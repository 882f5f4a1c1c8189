"""Feedback schedules elsewhere: the lines that make them in each framework, and their other names."""

from .code_text import ALWAYS
from ..schedules.feedback import GreedyLR
from ..schedules.feedback import ReduceLROnPlateau
from .rows import HUGGING_FACE, KERAS, OPTAX, PYTORCH, native, none, torch


def _plateau(schedule):
    return {
        KERAS: _plateau_in_keras(schedule),
        PYTORCH: _plateau_in_torch(schedule),
        OPTAX: _plateau_in_optax(schedule),
        HUGGING_FACE: _plateau_in_transformers(schedule),
    }


def _patience(schedule, *, until):
    """The patience where the count must exceed it (``until`` is 0) or reach it (1), and when there is one."""
    if schedule.patience_rule == ">":
        return schedule.patience + until, ALWAYS
    return schedule.patience - (1 - until), schedule.patience >= 1


def _cooldown(schedule, *, last):
    """The cooldown where its last metric is ignored (``last`` is 0) or counted (1), and when there is one."""
    if schedule.last_of_cooldown == "ignored":
        return schedule.cooldown + last, ALWAYS
    return schedule.cooldown - (1 - last), schedule.cooldown >= (1 - last)


def _plateau_in_keras(schedule):
    patience, some = _patience(schedule, until=1)
    cooldown, more = _cooldown(schedule, last=1)
    return native(
        "counts up to the patience, and the last epoch of a cooldown already",
        f"optimizer = keras.optimizers.SGD({schedule.initial_learning_rate})",
        f'callback = keras.callbacks.ReduceLROnPlateau(monitor="val_loss", factor={schedule.factor}, '
        f'patience={patience}, mode="{schedule.mode}", min_delta={schedule.atol}, cooldown={cooldown}, '
        f"min_lr={schedule.min_lr})",
        when=(schedule.rtol == 0) & (schedule.eps == 0) & some & more,
        otherwise="Keras's min_delta is absolute, and there is no eps: with rtol=0.0 and eps=0.0 it is "
        "keras.callbacks.ReduceLROnPlateau",
    )


def _in_torch(schedule):
    """The arguments of PyTorch's scheduler, and when they are right."""
    patience, some = _patience(schedule, until=0)
    cooldown, more = _cooldown(schedule, last=0)
    relative = float(schedule.rtol) > 0
    threshold = schedule.rtol if relative else schedule.atol
    arguments = {
        "mode": f'"{schedule.mode}"', "factor": schedule.factor, "patience": patience, "threshold": threshold,
        "threshold_mode": '"rel"' if relative else '"abs"', "cooldown": cooldown, "min_lr": schedule.min_lr,
        "eps": schedule.eps,
    }  # fmt: skip
    return arguments, ((schedule.atol if relative else schedule.rtol) == 0) & some & more


_ONE_THRESHOLD = "PyTorch's threshold is relative or absolute: with one of rtol and atol at 0.0 it is ReduceLROnPlateau"


def _plateau_in_torch(schedule):
    arguments, when = _in_torch(schedule)
    return native(
        "reduces when more epochs than patience were bad; threshold is rtol or atol",
        torch(schedule.initial_learning_rate),
        f"scheduler = torch.optim.lr_scheduler.ReduceLROnPlateau(optimizer, {', '.join(f'{k}={v}' for k, v in arguments.items())})",
        when=when,
        otherwise=_ONE_THRESHOLD,
    )


def _plateau_in_transformers(schedule):
    arguments, when = _in_torch(schedule)
    return native(
        "PyTorch's, told eval_loss after every evaluation",
        *_trainer(schedule, "reduce_lr_on_plateau", arguments),
        when=when,
        otherwise=_ONE_THRESHOLD,
    )


def _trainer(schedule, kind, arguments):
    inner = ", ".join(f'"{name}": {value}' for name, value in arguments.items())
    return [
        f'arguments = TrainingArguments(output_dir="output", learning_rate={schedule.initial_learning_rate}, '
        f'lr_scheduler_type="{kind}", lr_scheduler_kwargs={{{inner}}}, eval_strategy="epoch", '
        'metric_for_best_model="eval_loss")',
        "trainer = Trainer(model, arguments, train_dataset=data, eval_dataset=held_out)",
    ]


def _plateau_in_optax(schedule):
    if schedule.mode == "max":
        return none("Optax's reduce_on_plateau wants what is lower: give it the negative metric and atol alone")
    patience, some = _patience(schedule, until=1)
    cooldown, more = _cooldown(schedule, last=0)
    return native(
        "scales the updates; give update() the loss as value=",
        f"plateau = optax.contrib.reduce_on_plateau(factor={schedule.factor}, patience={patience}, "
        f"rtol={schedule.rtol}, atol={schedule.atol}, cooldown={cooldown}, "
        f"min_scale={schedule.min_lr / schedule.initial_learning_rate})",
        f"optimizer = optax.chain(optax.sgd({schedule.initial_learning_rate}), plateau)",
        when=(schedule.eps == 0)
        & (schedule.rtol + schedule.atol > 0)
        & (schedule.initial_learning_rate > 0)
        & some
        & more,
        otherwise="Optax has no eps, and asks for a tolerance above 0: with eps=0.0 it is "
        "optax.contrib.reduce_on_plateau",
    )


def _greedy(schedule):
    relative = float(schedule.rtol) > 0
    arguments = {
        "mode": f'"{schedule.mode}"', "factor": schedule.factor, "patience": schedule.patience,
        "threshold": schedule.rtol if relative else schedule.atol, "threshold_mode": '"rel"' if relative else '"abs"',
        "cooldown": schedule.cooldown, "warmup": schedule.warmup, "min_lr": schedule.min_lr, "max_lr": schedule.max_lr,
        "eps": schedule.eps, "smooth": schedule.smooth, "window_size": schedule.window_size,
        "reset_start": schedule.reset_start,
    }  # fmt: skip
    return {
        KERAS: none("Keras has none of this kind"),
        PYTORCH: none("PyTorch has none of its own; GreedyLR of transformers takes any PyTorch optimizer"),
        OPTAX: none("Optax has none of this kind"),
        HUGGING_FACE: native(
            "the same rule, told eval_loss after every evaluation",
            *_trainer(schedule, "greedy", arguments),
            when=(schedule.atol if relative else schedule.rtol) == 0,
            otherwise="its threshold is relative or absolute: with one of rtol and atol at 0.0 it is "
            'lr_scheduler_type="greedy"',
        ),
    }


NATIVE = {ReduceLROnPlateau: _plateau, GreedyLR: _greedy}
OTHER_NAMES = {
    "ReduceLROnPlateau": (
        "torch.optim.lr_scheduler.ReduceLROnPlateau", "keras.callbacks.ReduceLROnPlateau",
        "optax.contrib.reduce_on_plateau", "reduce_lr_on_plateau", "reduce on plateau", "plateau",
    ),
    "GreedyLR": ("transformers.optimization.GreedyLR", "get_greedy_schedule", "greedy"),
}  # fmt: skip
