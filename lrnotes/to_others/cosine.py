"""Cosines elsewhere: the lines that make them in each framework, and their other names."""

from .code_text import whole
from ..schedules.cosine import CosineDecay, LinearCosineDecay, NoisyLinearCosineDecay
from .rows import HUGGING_FACE, KERAS, OPTAX, PYTORCH, keras, native, none, torch, torch_up, trainer


def _cosine(schedule):
    if schedule.warmup_target is not None and schedule.warmup_steps:
        return _warmed_cosine(schedule)
    peak = schedule.initial_learning_rate if schedule.warmup_target is None else schedule.warmup_target
    length, alpha = schedule.decay_steps, schedule.alpha
    return {
        KERAS: native(
            "the same arguments",
            *keras(f"CosineDecay(initial_learning_rate={peak}, decay_steps={length}, alpha={alpha})"),
        ),
        PYTORCH: native(
            "eta_min is a rate, not a fraction; past T_max the rate rises again",
            torch(peak),
            f"scheduler = lr_scheduler.CosineAnnealingLR(optimizer, T_max={length}, eta_min={alpha * peak})",
        ),
        OPTAX: native(
            "init_value is the peak, alpha a fraction of it",
            f"schedule = optax.cosine_decay_schedule(init_value={peak}, decay_steps={length}, alpha={alpha})",
            "optimizer = optax.sgd(schedule)",
        ),
        HUGGING_FACE: native(
            "min_lr_rate is alpha; the length is that of the whole training",
            *trainer(
                f'learning_rate={peak}, lr_scheduler_type="cosine_with_min_lr", '
                f'lr_scheduler_kwargs={{"min_lr_rate": {alpha}}}, max_steps={length}'
            ),
            when=whole(length),
            otherwise='"cosine_with_min_lr" has this shape, for a whole number of steps',
        ),
    }


def _warmed_cosine(schedule):
    start, peak, alpha = schedule.initial_learning_rate, schedule.warmup_target, schedule.alpha
    length, warmup = schedule.decay_steps, schedule.warmup_steps
    return {
        KERAS: native(
            "the same arguments",
            *keras(
                f"CosineDecay(initial_learning_rate={start}, decay_steps={length}, alpha={alpha}, "
                f"warmup_target={peak}, warmup_steps={warmup})"
            ),
        ),
        PYTORCH: native(
            "eta_min is a rate; T_max leaves the warm-up out, and after it the rate rises again",
            torch(peak),
            *torch_up(start, peak, warmup),
            f"down = lr_scheduler.CosineAnnealingLR(optimizer, T_max={length}, eta_min={alpha * peak})",
            f"scheduler = lr_scheduler.SequentialLR(optimizer, [up, down], milestones=[{warmup}])",
            when=(peak > 0) & whole(warmup),
            otherwise="none for a peak of 0, or a warm-up that is not whole",
        ),
        OPTAX: native(
            "decay_steps include the warm-up; end_value is a rate, not a fraction",
            f"schedule = optax.warmup_cosine_decay_schedule(init_value={start}, peak_value={peak}, "
            f"warmup_steps={warmup}, decay_steps={warmup + length}, end_value={alpha * peak})",
            "optimizer = optax.sgd(schedule)",
        ),
        HUGGING_FACE: native(
            "min_lr_rate is alpha; the length, warm-up included, is that of the whole training",
            *trainer(
                f'learning_rate={peak}, lr_scheduler_type="cosine_with_min_lr", '
                f'lr_scheduler_kwargs={{"min_lr_rate": {alpha}}}, warmup_steps={warmup}, max_steps={warmup + length}'
            ),
            when=(start == 0) & whole(warmup) & whole(length),
            otherwise='"cosine_with_min_lr" has this shape, for a warm-up from 0 in whole steps',
        ),
    }


def _tensorflow_1(note, function, schedule, more=""):
    """The functions of TensorFlow 1 take the step as a variable and give a function of no argument."""
    rate, length = schedule.initial_learning_rate, schedule.decay_steps
    return native(
        f"Keras has none; TensorFlow keeps the function of version 1{note}",
        "import tensorflow as tf",
        "step = tf.Variable(0)  # count with step.assign_add(1)",
        f"rate = tf.compat.v1.train.{function}(learning_rate={rate}, global_step=step, decay_steps={length}, {more}"
        f"num_periods={schedule.num_periods}, alpha={schedule.alpha}, beta={schedule.beta})",
        f"optimizer = tf.keras.optimizers.SGD({rate})",
        "optimizer.learning_rate = rate()  # before every update",
    )


def _linear_cosine(schedule):
    rate, length, alpha, beta = schedule.initial_learning_rate, schedule.decay_steps, schedule.alpha, schedule.beta
    half_a_wave = schedule.num_periods == 0.5
    return {
        KERAS: _tensorflow_1("", "linear_cosine_decay", schedule),
        PYTORCH: native(
            "none; the product of two has the shape, and rises again after T_max",
            torch((1 + alpha) * rate),
            f"line = lr_scheduler.LinearLR(optimizer, start_factor=1.0, end_factor={alpha / (1 + alpha)}, "
            f"total_iters={length})",
            f"wave = lr_scheduler.CosineAnnealingLR(optimizer, T_max={length})",
            "scheduler = lr_scheduler.ChainedScheduler([line, wave])",
            when=half_a_wave & (beta == 0) & whole(length),
            otherwise="none; for num_periods=0.5, beta=0 and whole steps the product of two has the shape",
        ),
        OPTAX: native(
            "none; the product of two, plus a constant, has the shape",
            f"line = optax.linear_schedule(init_value={(1 + alpha) * rate}, end_value={alpha * rate}, "
            f"transition_steps={length})",
            f"wave = optax.cosine_decay_schedule(init_value=1.0, decay_steps={length})",
            f"optimizer = optax.sgd(lambda count: line(count) * wave(count) + {beta * rate})",
            when=half_a_wave,
            otherwise="none; for num_periods=0.5 the product of two, plus a constant, has the shape",
        ),
        HUGGING_FACE: none("no lr_scheduler_type has this shape"),
    }


def _noisy_linear_cosine(schedule):
    noise = f"initial_variance={schedule.initial_variance}, variance_decay={schedule.variance_decay}, "
    return {
        KERAS: _tensorflow_1(", which has no seed", "noisy_linear_cosine_decay", schedule, noise),
        PYTORCH: none("PyTorch has none"),
        OPTAX: none("Optax has none"),
        HUGGING_FACE: none("no lr_scheduler_type is noisy"),
    }


NATIVE = {
    CosineDecay: _cosine,
    LinearCosineDecay: _linear_cosine,
    NoisyLinearCosineDecay: _noisy_linear_cosine,
}

OTHER_NAMES = {
    "CosineDecay": (
        "cosine annealing",
        "cosine learning rate decay",
        "cosine with warm-up",
        "half-cosine decay",
        "transformers.get_cosine_schedule_with_warmup",
        "get_cosine_with_min_lr_schedule_with_warmup",
        "cosine_with_min_lr",
        "fastai SchedCos",
        "paddle.optimizer.lr.CosineAnnealingDecay",
    ),
    "LinearCosineDecay": ("linear cosine decay",),
    "NoisyLinearCosineDecay": ("noisy linear cosine decay",),
}
