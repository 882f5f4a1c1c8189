"""Schedules that react to the loss in other frameworks: the code that makes them in each."""

from ..schedules.feedback import GreedyLR, ReduceLROnPlateau
from .code_number import ALWAYS
from .code_text import KIND, MORE, call, keywords
from .frameworks import HUGGING_FACE, KERAS, OPTAX, PYTORCH
from .parts import Lines
from .rows import native, none, trainer
from .stand_ins import OPTAX_WITH_LOSS


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
    return schedule.patience - (1 - until), schedule.patience.is_at_least(1)


def _cooldown(schedule, *, last):
    """The cooldown where its last metric is ignored (``last`` is 0) or counted (1), and when there is one."""
    if schedule.last_of_cooldown == "ignored":
        return schedule.cooldown + last, ALWAYS
    return schedule.cooldown - (1 - last), schedule.cooldown.is_at_least(1 - last)


def _plateau_in_keras(schedule):
    patience, some = _patience(schedule, until=1)
    cooldown, more = _cooldown(schedule, last=1)
    callback = call(
        "keras.callbacks.ReduceLROnPlateau",
        monitor="val_loss",
        factor=schedule.factor,
        patience=patience,
        mode=schedule.mode,
        min_delta=schedule.atol,
        cooldown=cooldown,
        min_lr=schedule.min_lr,
    )
    optimizer = f"optimizer = keras.optimizers.{KIND}({schedule.initial_learning_rate}{MORE})"
    return native(
        "It drops the learning rate after patience bad epochs, and counts the last epoch of a cooldown already.",
        Lines(lines=(optimizer, f"callback = {callback}"), uses=("keras",)),
        when=schedule.rtol.equals(0) & schedule.eps.equals(0) & some & more,
        otherwise="keras.callbacks.ReduceLROnPlateau is this rule if rtol and eps are 0, because its min_delta is "
        "absolute and it has no eps.",
    )


def _threshold(schedule):
    """The arguments of PyTorch's threshold, and when they are right: one of the two tolerances is 0."""
    if schedule.rtol.value > 0:
        return {"threshold": schedule.rtol, "threshold_mode": "rel"}, schedule.atol.equals(0)
    return {"threshold": schedule.atol, "threshold_mode": "abs"}, schedule.rtol.equals(0)


def _in_torch(schedule):
    """The arguments of PyTorch's scheduler, and when they are right."""
    patience, some = _patience(schedule, until=0)
    cooldown, more = _cooldown(schedule, last=0)
    threshold, one_of_two = _threshold(schedule)
    arguments = {
        "mode": schedule.mode, "factor": schedule.factor, "patience": patience, **threshold, "cooldown": cooldown,
        "min_lr": schedule.min_lr, "eps": schedule.eps,
    }  # fmt: skip
    return arguments, one_of_two & some & more


_ONE_THRESHOLD = "ReduceLROnPlateau is this rule if rtol or atol is 0, because its threshold is relative or absolute."


def _plateau_in_torch(schedule):
    arguments, when = _in_torch(schedule)
    lines = (
        f"optimizer = torch.optim.{KIND}(model.parameters(), lr={schedule.initial_learning_rate}{MORE})",
        f"scheduler = torch.optim.lr_scheduler.ReduceLROnPlateau(optimizer, {keywords(arguments)})",
    )
    return native(
        "It drops the learning rate after patience + 1 bad epochs. threshold is rtol or atol.",
        Lines(lines=lines, uses=("torch",)),
        when=when,
        otherwise=_ONE_THRESHOLD,
    )


def _plateau_in_transformers(schedule):
    arguments, when = _in_torch(schedule)
    return native(
        "It is the scheduler of PyTorch, which receives eval_loss after every evaluation.",
        _trainer(schedule, "reduce_lr_on_plateau", arguments),
        when=when,
        otherwise=_ONE_THRESHOLD,
    )


def _trainer(schedule, kind, kwargs):
    rate = schedule.initial_learning_rate
    return trainer(learning_rate=rate, lr_scheduler_type=kind, lr_scheduler_kwargs=kwargs, held_out=True)


def _plateau_in_optax(schedule):
    if schedule.mode == "max":
        return none("reduce_on_plateau of Optax minimizes: give it the negative metric, and only atol.")
    patience, some = _patience(schedule, until=1)
    cooldown, more = _cooldown(schedule, last=0)
    rate = schedule.initial_learning_rate
    plateau = call(
        "optax.contrib.reduce_on_plateau",
        factor=schedule.factor,
        patience=patience,
        rtol=schedule.rtol,
        atol=schedule.atol,
        cooldown=cooldown,
        min_scale=schedule.min_lr / rate,
    )
    lines = f"plateau = {plateau}", f"optimizer = optax.chain(optax.{KIND}({rate}{MORE}), plateau)"
    tolerance = (schedule.rtol + schedule.atol).is_above(0)
    return native(
        "It scales the updates. Pass the loss to update() as value.",
        Lines(lines=lines, uses=("optax",), training=OPTAX_WITH_LOSS),
        when=schedule.eps.equals(0) & tolerance & rate.is_above(0) & some & more,
        otherwise="optax.contrib.reduce_on_plateau is this rule if eps is 0, rtol or atol is above 0, and the initial "
        "learning rate is above 0.",
    )


def _greedy(schedule):
    threshold, one_of_two = _threshold(schedule)
    arguments = {
        "mode": schedule.mode, "factor": schedule.factor, "patience": schedule.patience, **threshold,
        "cooldown": schedule.cooldown, "warmup": schedule.warmup, "min_lr": schedule.min_lr, "max_lr": schedule.max_lr,
        "eps": schedule.eps, "smooth": schedule.smooth, "window_size": schedule.window_size,
        "reset_start": schedule.reset_start,
    }  # fmt: skip
    return {
        KERAS: none("Keras has no equivalent."),
        PYTORCH: none("PyTorch has no equivalent, but GreedyLR of transformers takes any PyTorch optimizer."),
        OPTAX: none("Optax has no equivalent."),
        HUGGING_FACE: native(
            "It is the same rule, which receives eval_loss after every evaluation.",
            _trainer(schedule, "greedy", arguments),
            when=one_of_two,
            otherwise=""
            'lr_scheduler_type="greedy" is this rule if rtol or atol is 0, because its threshold is relative or '
            "absolute.",
        ),
    }


NATIVE = {ReduceLROnPlateau: _plateau, GreedyLR: _greedy}
