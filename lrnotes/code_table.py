"""One table: what each framework calls each schedule, and the lines that make it there without lrnotes.

A function per class takes the schedule, its numbers as :class:`lrnotes.code_text.Number`, and returns what each
framework has for it. Frameworks that it leaves out have nothing to say.
"""

from typing import NamedTuple

from .code_text import ALWAYS, Condition, name_of, whole
from .cosine import CosineDecay, LinearCosineDecay, NoisyLinearCosineDecay
from .cyclical import (
    CyclicalLearningRate,
    ExponentialCyclicalLearningRate,
    Triangular2CyclicalLearningRate,
    TriangularCyclicalLearningRate,
)
from .ramp import WarmupSustainStepDecay

KERAS, PYTORCH, OPTAX, HUGGING_FACE = "Keras, TensorFlow", "PyTorch", "Optax", "Hugging Face"


class Native(NamedTuple):
    """A framework's own lines, the condition under which they are right, and what to say where it does not hold."""

    text: str | None
    when: Condition = ALWAYS
    otherwise: str | None = None


def native(note, *lines, when=ALWAYS, otherwise=None):
    return Native("\n".join([f"# native: {note}", *lines]), when, otherwise and f"# native: {otherwise}")


def none(note):
    return Native(None, Condition(False), f"# native: {note}")


def _keras(schedule):
    return [f"schedule = keras.optimizers.schedules.{schedule}", "optimizer = keras.optimizers.SGD(schedule)"]


def _torch(rate):
    return f"optimizer = torch.optim.SGD(model.parameters(), lr={rate})"


def _trainer(arguments):
    return [
        f'arguments = TrainingArguments(output_dir="output", {arguments})',
        "trainer = Trainer(model, arguments, train_dataset=data)",
    ]


def _cosine(schedule):
    if schedule.warmup_target is not None and schedule.warmup_steps:
        return _warmed_cosine(schedule)
    peak = schedule.initial_learning_rate if schedule.warmup_target is None else schedule.warmup_target
    length, alpha = schedule.decay_steps, schedule.alpha
    return {
        KERAS: native(
            "the same arguments",
            *_keras(f"CosineDecay(initial_learning_rate={peak}, decay_steps={length}, alpha={alpha})"),
        ),
        PYTORCH: native(
            "eta_min is a rate, not a fraction; past T_max the rate rises again",
            _torch(peak),
            f"scheduler = lr_scheduler.CosineAnnealingLR(optimizer, T_max={length}, eta_min={alpha * peak})",
        ),
        OPTAX: native(
            "init_value is the peak, alpha a fraction of it",
            f"schedule = optax.cosine_decay_schedule(init_value={peak}, decay_steps={length}, alpha={alpha})",
            "optimizer = optax.sgd(schedule)",
        ),
        HUGGING_FACE: native(
            "min_lr_rate is alpha; the length is that of the whole training",
            *_trainer(
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
            *_keras(
                f"CosineDecay(initial_learning_rate={start}, decay_steps={length}, alpha={alpha}, "
                f"warmup_target={peak}, warmup_steps={warmup})"
            ),
        ),
        PYTORCH: native(
            "start_factor is a fraction of lr, eta_min a rate; T_max leaves the warm-up out, and after it the rate "
            "rises again",
            _torch(peak),
            f"up = lr_scheduler.LinearLR(optimizer, start_factor={start / peak}, total_iters={warmup})",
            f"down = lr_scheduler.CosineAnnealingLR(optimizer, T_max={length}, eta_min={alpha * peak})",
            f"scheduler = lr_scheduler.SequentialLR(optimizer, [up, down], milestones=[{warmup}])",
            when=(start > 0) & (start <= peak) & whole(warmup),
            otherwise="LinearLR does not start at 0, nor above the optimizer's rate, and takes whole steps",
        ),
        OPTAX: native(
            "decay_steps include the warm-up; end_value is a rate, not a fraction",
            f"schedule = optax.warmup_cosine_decay_schedule(init_value={start}, peak_value={peak}, "
            f"warmup_steps={warmup}, decay_steps={warmup + length}, end_value={alpha * peak})",
            "optimizer = optax.sgd(schedule)",
        ),
        HUGGING_FACE: native(
            "min_lr_rate is alpha; the length, warm-up included, is that of the whole training",
            *_trainer(
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
            _torch((1 + alpha) * rate),
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


def _cyclical(schedule, mode):
    """``mode``: the arguments of PyTorch's CyclicLR that say which scale."""
    low, high, half = schedule.initial_learning_rate, schedule.maximal_learning_rate, schedule.step_size
    return {
        KERAS: none("Keras has none; TensorFlow Addons had this one, until 2024"),
        PYTORCH: native(
            "sets the rate itself, whatever the optimizer's lr; call step() after every update",
            _torch(low),
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
            _torch(top),
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
        _torch(top),
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
    CosineDecay: _cosine,
    LinearCosineDecay: _linear_cosine,
    NoisyLinearCosineDecay: _noisy_linear_cosine,
    CyclicalLearningRate: _own_scale,
    TriangularCyclicalLearningRate: _triangular,
    Triangular2CyclicalLearningRate: _triangular2,
    ExponentialCyclicalLearningRate: _exponential,
    WarmupSustainStepDecay: _warmup_sustain_step,
}

#: What readers who come from elsewhere may call a schedule: names by the class's name. Another library's name is
#: there too where its shape is ours for some settings only.
OTHER_NAMES = {
    "CosineDecay": (
        "cosine annealing",
        "cosine learning rate decay",
        "cosine with warm-up",
        "half-cosine decay",
        "keras.optimizers.schedules.CosineDecay",
        "tf.keras.optimizers.schedules.CosineDecay",
        "tf.keras.experimental.CosineDecay",
        "tf.compat.v1.train.cosine_decay",
        "torch.optim.lr_scheduler.CosineAnnealingLR",
        "optax.cosine_decay_schedule",
        "optax.warmup_cosine_decay_schedule",
        "transformers.get_cosine_schedule_with_warmup",
        "get_cosine_with_min_lr_schedule_with_warmup",
        "cosine_with_min_lr",
        "timm.scheduler.CosineLRScheduler",
        "fastai SchedCos",
        "paddle.optimizer.lr.CosineAnnealingDecay",
    ),
    "LinearCosineDecay": (
        "linear cosine decay",
        "tf.keras.experimental.LinearCosineDecay",
        "tf.compat.v1.train.linear_cosine_decay",
    ),
    "NoisyLinearCosineDecay": (
        "noisy linear cosine decay",
        "tf.keras.experimental.NoisyLinearCosineDecay",
        "tf.compat.v1.train.noisy_linear_cosine_decay",
    ),
    "CyclicalLearningRate": (
        "CLR",
        "cyclic learning rate",
        "cyclical learning rate policy",
        "tfa.optimizers.CyclicalLearningRate",
        "torch.optim.lr_scheduler.CyclicLR",
        "paddle.optimizer.lr.CyclicLR",
    ),
    "TriangularCyclicalLearningRate": (
        "triangular policy",
        'CyclicLR(mode="triangular")',
        "tfa.optimizers.TriangularCyclicalLearningRate",
    ),
    "Triangular2CyclicalLearningRate": (
        "triangular2 policy",
        'CyclicLR(mode="triangular2")',
        "tfa.optimizers.Triangular2CyclicalLearningRate",
    ),
    "ExponentialCyclicalLearningRate": (
        "exp_range policy",
        'CyclicLR(mode="exp_range")',
        "tfa.optimizers.ExponentialCyclicalLearningRate",
    ),
    "WarmupSustainStepDecay": (
        "lrfn",
        "lr_fn",
        "step decay with warm-up",
        "staircase decay",
        "torch.optim.lr_scheduler.StepLR",
        "timm.scheduler.StepLRScheduler",
        "paddle.optimizer.lr.StepDecay",
    ),
}
