"""The frameworks that training code is written for, each of them once: its tab, its key and its lines for any schedule.

Another framework is another :class:`Framework` in ``FRAMEWORKS``. The tabs, ``to_code`` and the tests find it there;
the rows of the families then say what it has of its own.
"""

import dataclasses
from typing import NamedTuple

from . import stand_ins
from .code_text import KIND, MORE, OPTION
from .stand_ins import Training


class Ours(NamedTuple):
    """The lines that use a schedule of lrnotes: imports, and what follows ``schedule = ...``."""

    imports: tuple[str, ...]
    lines: tuple[str, ...]


@dataclasses.dataclass(frozen=True, eq=False)
class Framework:
    """A tab of the training code.

    ``key`` is its name in ``Schedule.to_code``, None if there is nothing to write without lrnotes. ``package`` is what
    pip installs. ``imports`` are, by the name that they give, the imports of its own code. ``schedule`` and
    ``feedback`` are the lines with lrnotes; ``training`` and ``feedback_training`` complete them to a program.
    ``optimizers`` has by mark (:mod:`lrnotes.to_others.optimizers`) the texts for SGD and for AdamW.
    """

    title: str
    key: str | None
    package: str | None
    imports: dict[str, str]
    schedule: Ours
    feedback: Ours
    optimizers: dict[str, tuple[str, str]] = dataclasses.field(default_factory=dict)
    training: Training = stand_ins.NOTHING
    feedback_training: Training = stand_ins.NOTHING


# What TorchSchedule does to the optimizer, and what is left to the training loop.
_SETS = "# sets the whole learning rate; call scheduler.step() after every update"

_MOMENTUM = ", momentum=0.9"
_CLASSES = {KIND: ("SGD", "AdamW"), MORE: (_MOMENTUM, "")}
_OPTIMIZER = f"optimizer = torch.optim.{KIND}(model.parameters(){MORE})"

ALONE = Framework(
    "lrnotes",
    None,
    None,
    {},
    Ours((), ("rate = schedule(0)  # step 0 is the first update",)),
    Ours(
        (),
        (
            "state = schedule.start()",
            "state = schedule.step(state, 1.0)  # after every epoch, with its loss",
            "rate = state.rate",
        ),
    ),
)

KERAS = Framework(
    "Keras, TensorFlow",
    "keras",
    "tensorflow",
    {"keras": "import keras"},
    Ours(
        ("import keras", "from lrnotes.keras import KerasSchedule"),
        (f"optimizer = keras.optimizers.{KIND}(KerasSchedule(schedule){MORE})",),
    ),
    Ours(
        ("import keras", "from lrnotes.keras import FeedbackCallback"),
        (
            f"optimizer = keras.optimizers.{KIND}(schedule.start().rate{MORE})",
            'callback = FeedbackCallback(schedule, monitor="val_loss")',
            *stand_ins.KERAS_FEEDBACK.after_native,
        ),
    ),
    _CLASSES,
    stand_ins.KERAS,
    stand_ins.KERAS_FEEDBACK,
)

PYTORCH = Framework(
    "PyTorch",
    "torch",
    "torch",
    {"torch": "import torch", "lr_scheduler": "from torch.optim import lr_scheduler"},
    Ours(
        ("import torch", "from lrnotes.torch import TorchSchedule"),
        (
            _OPTIMIZER,
            _SETS,
            "scheduler = TorchSchedule(optimizer, schedule)",
        ),
    ),
    Ours(
        ("import torch", "from lrnotes.torch import TorchFeedback"),
        (
            _OPTIMIZER,
            "scheduler = TorchFeedback(optimizer, schedule)",
            "for epoch in range(20):",
            "    loss = train(model, data, optimizer)  # yours: returns the loss",
            "    scheduler.step(loss)",
        ),
    ),
    _CLASSES,
    stand_ins.PYTORCH,
    stand_ins.PYTORCH_FEEDBACK,
)

OPTAX = Framework(
    "Optax",
    "optax",
    "optax",
    {"optax": "import optax"},
    Ours(("import optax",), (f"optimizer = optax.{KIND}(schedule{MORE})",)),
    Ours(
        ("import optax",),
        (
            "state = schedule.start()",
            f"optimizer = optax.inject_hyperparams(optax.{KIND})(learning_rate=state.rate{MORE})",
            "optimizer_state = optimizer.init(parameters)",
            "for epoch in range(20):",
            "    # yours: trains for an epoch, returns the loss",
            "    parameters, optimizer_state, loss = train(parameters, optimizer_state)",
            "    state = schedule.step(state, loss)",
            '    optimizer_state.hyperparams["learning_rate"] = state.rate',
        ),
    ),
    {KIND: ("sgd", "adamw"), MORE: (_MOMENTUM, "")},
    stand_ins.OPTAX,
    stand_ins.OPTAX_FEEDBACK,
)


HUGGING_FACE = Framework(
    "Hugging Face",
    "transformers",
    '"transformers[torch]"',
    {"Trainer": "from transformers import Trainer, TrainingArguments"},
    Ours(
        (
            "import torch",
            "from lrnotes.torch import TorchSchedule",
            "from transformers import Trainer, TrainingArguments",
        ),
        (
            _OPTIMIZER,
            "scheduler = TorchSchedule(optimizer, schedule)",
            'arguments = TrainingArguments(output_dir="output")',
            "trainer = Trainer(model, arguments, train_dataset=data, optimizers=(optimizer, scheduler))",
        ),
    ),
    Ours(
        (
            "import torch",
            "from lrnotes.torch import TorchFeedback",
            "from transformers import Trainer, TrainingArguments",
        ),
        (
            _OPTIMIZER,
            "scheduler = TorchFeedback(optimizer, schedule)",
            'arguments = TrainingArguments(output_dir="output", eval_strategy="epoch", '
            'metric_for_best_model="eval_loss")',
            "trainer = Trainer(model, arguments, train_dataset=data, eval_dataset=held_out, "
            "optimizers=(optimizer, scheduler))",
        ),
    ),
    # Trainer's AdamW has no weight decay by default, that of PyTorch has.
    {
        KIND: ("SGD", "AdamW"),
        MORE: (_MOMENTUM, ", weight_decay=0.0"),
        OPTION: ('"sgd", optim_args="momentum=0.9"', '"adamw_torch"'),
    },
    stand_ins.HUGGING_FACE,
    stand_ins.HUGGING_FACE_FEEDBACK,
)

LIGHTNING = Framework(
    "Lightning",
    "lightning",
    "lightning",
    PYTORCH.imports,
    Ours(
        ("import torch", "from lrnotes.torch import TorchSchedule"),
        (
            "",
            "def configure_optimizers(self):  # a method of your LightningModule",
            f"    optimizer = torch.optim.{KIND}(self.parameters(){MORE})",
            "    scheduler = TorchSchedule(optimizer, schedule)",
            "    # interval: Lightning's default is the epoch",
            '    return [optimizer], [{"scheduler": scheduler, "interval": "step"}]',
        ),
    ),
    Ours(
        ("import torch", "from lrnotes.torch import TorchFeedback"),
        (
            "",
            "def configure_optimizers(self):  # a method of your LightningModule",
            f"    optimizer = torch.optim.{KIND}(self.parameters(){MORE})",
            "    scheduler = TorchFeedback(optimizer, schedule)",
            '    return [optimizer], [{"scheduler": scheduler, "monitor": "val_loss"}]',
        ),
    ),
    _CLASSES,
    stand_ins.LIGHTNING,
    stand_ins.LIGHTNING_FEEDBACK,
)

DEEPSPEED = Framework(
    "DeepSpeed",
    "deepspeed",
    "deepspeed",
    {"deepspeed": "import deepspeed"},
    Ours(
        ("import deepspeed", "import torch", "from lrnotes.torch import TorchSchedule"),
        (
            _OPTIMIZER,
            "scheduler = TorchSchedule(optimizer, schedule)",
            'config = {"train_batch_size": 4}  # or yours, without a scheduler',
            "engine, optimizer, _, scheduler = deepspeed.initialize("
            "model=model, optimizer=optimizer, lr_scheduler=scheduler, config=config)",
        ),
    ),
    Ours(
        ("import deepspeed", "import torch", "from lrnotes.torch import TorchFeedback"),
        (
            _OPTIMIZER,
            "scheduler = TorchFeedback(optimizer, schedule)",
            'config = {"train_batch_size": 4}  # or yours, without a scheduler',
            "engine, optimizer, _, _ = deepspeed.initialize(model=model, optimizer=optimizer, config=config)",
            "for epoch in range(20):",
            "    loss = train(engine, data)  # yours: returns the loss",
            "    scheduler.step(loss)",
        ),
    ),
    {**_CLASSES, OPTION: (', "momentum": 0.9', "")},
    stand_ins.DEEPSPEED,
    stand_ins.DEEPSPEED_FEEDBACK,
)

MLX = Framework(
    "MLX",
    "mlx",
    "mlx",
    {"optim": "import mlx.optimizers as optim"},
    Ours(("import mlx.optimizers as optim",), (f"optimizer = optim.{KIND}(learning_rate=schedule{MORE})",)),
    Ours(
        ("import mlx.optimizers as optim",),
        (
            "state = schedule.start()",
            f"optimizer = optim.{KIND}(learning_rate=state.rate{MORE})",
            "for epoch in range(20):",
            "    loss = train(model, data, optimizer)  # yours: returns the loss",
            "    state = schedule.step(state, loss)",
            "    optimizer.learning_rate = state.rate",
        ),
    ),
    _CLASSES,
    stand_ins.MLX,
    stand_ins.MLX_FEEDBACK,
)

#: In the order of the tabs; the first needs no framework.
FRAMEWORKS = (ALONE, KERAS, PYTORCH, OPTAX, HUGGING_FACE, LIGHTNING, DEEPSPEED, MLX)
