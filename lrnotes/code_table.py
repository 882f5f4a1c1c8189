"""One table: what each framework calls each schedule, and the lines that make it there without lrnotes.

A function per class takes the schedule, its numbers as :class:`lrnotes.code_text.Number`, and returns what each
framework has for it. Frameworks that it leaves out have nothing to say.
"""

from typing import NamedTuple

from .code_text import ALWAYS, Condition, whole
from .cosine import CosineDecay

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


NATIVE = {CosineDecay: _cosine}
