"""What the rows of every family are made of: the frameworks' names, a row's parts, and the lines that many share."""

from typing import NamedTuple

from .code_text import ALWAYS, Condition

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


def keras(schedule):
    return [f"schedule = keras.optimizers.schedules.{schedule}", "optimizer = keras.optimizers.SGD(schedule)"]


def torch(rate):
    return f"optimizer = torch.optim.SGD(model.parameters(), lr={rate})"


def torch_up(low, peak, steps):
    """A straight way up to the optimizer's rate, from 0 as well, where LinearLR does not start."""
    return [
        f"start = {low / peak}  # of lr; LinearLR does not start at 0",
        f"up = lr_scheduler.LambdaLR(optimizer, lambda step: start + (1 - start) * step / {steps})",
    ]


def trainer(arguments):
    return [
        f'arguments = TrainingArguments(output_dir="output", {arguments})',
        "trainer = Trainer(model, arguments, train_dataset=data)",
    ]


def listed(values):
    return ", ".join(map(str, values))


def every(conditions):
    together = ALWAYS
    for condition in conditions:
        together &= condition
    return together
