"""The frameworks that training code is written for, each of them once: its tab, its key and its lines for any schedule.

Another framework is another :class:`Framework` in ``FRAMEWORKS``. The tabs, ``to_code`` and the tests find it there;
the rows of the families then say what it has of its own.
"""

import dataclasses
from typing import NamedTuple


class Ours(NamedTuple):
    """The lines that use a schedule of lrnotes: imports, and what follows ``schedule = ...``."""

    imports: tuple[str, ...]
    lines: tuple[str, ...]


@dataclasses.dataclass(frozen=True, eq=False)
class Framework:
    """A tab of the training code.

    ``key`` is its name in ``Schedule.to_code``, None if there is nothing to write without lrnotes. ``package`` is what
    pip installs. ``imports`` are, by the name that they give, the imports of its own code. ``schedule`` and
    ``feedback`` are the lines with lrnotes.
    """

    title: str
    key: str | None
    package: str | None
    imports: dict[str, str]
    schedule: Ours
    feedback: Ours


# What TorchSchedule does to the optimizer, and what is left to the training loop.
_SETS = "# sets the whole learning rate; call scheduler.step() after every update"

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
        ("optimizer = keras.optimizers.SGD(KerasSchedule(schedule))",),
    ),
    Ours(
        ("import keras", "from lrnotes.keras import FeedbackCallback"),
        (
            'callback = FeedbackCallback(schedule, monitor="val_loss")',
            "model.fit(data, validation_data=held_out, epochs=100, callbacks=[callback])",
        ),
    ),
)

PYTORCH = Framework(
    "PyTorch",
    "torch",
    "torch",
    {"torch": "import torch", "lr_scheduler": "from torch.optim import lr_scheduler"},
    Ours(
        ("import torch", "from lrnotes.torch import TorchSchedule"),
        (
            "optimizer = torch.optim.SGD(model.parameters())",
            _SETS,
            "scheduler = TorchSchedule(optimizer, schedule)",
        ),
    ),
    Ours(
        ("import torch", "from lrnotes.torch import TorchFeedback"),
        (
            "optimizer = torch.optim.SGD(model.parameters())",
            "scheduler = TorchFeedback(optimizer, schedule)",
            "for epoch in range(100):",
            "    loss = train(model, data, optimizer)  # yours: returns the loss",
            "    scheduler.step(loss)",
        ),
    ),
)

OPTAX = Framework(
    "Optax",
    "optax",
    "optax",
    {"optax": "import optax"},
    Ours(("import optax",), ("optimizer = optax.sgd(schedule)",)),
    Ours(
        ("import optax",),
        (
            "state = schedule.start()",
            "optimizer = optax.inject_hyperparams(optax.sgd)(learning_rate=state.rate)",
            "optimizer_state = optimizer.init(parameters)",
            "for epoch in range(100):",
            "    # yours: trains for an epoch, returns the loss",
            "    parameters, optimizer_state, loss = train(parameters, optimizer_state)",
            "    state = schedule.step(state, loss)",
            '    optimizer_state.hyperparams["learning_rate"] = state.rate',
        ),
    ),
)

# The optimizer of Trainer: its default weight decay is 0, that of AdamW 0.01.
_ADAMW = "optimizer = torch.optim.AdamW(model.parameters(), weight_decay=0.0)"

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
            _ADAMW,
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
            _ADAMW,
            "scheduler = TorchFeedback(optimizer, schedule)",
            'arguments = TrainingArguments(output_dir="output", eval_strategy="epoch", '
            'metric_for_best_model="eval_loss")',
            "trainer = Trainer(model, arguments, train_dataset=data, eval_dataset=held_out, "
            "optimizers=(optimizer, scheduler))",
        ),
    ),
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
            "    optimizer = torch.optim.SGD(self.parameters())",
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
            "    optimizer = torch.optim.SGD(self.parameters())",
            "    scheduler = TorchFeedback(optimizer, schedule)",
            '    return [optimizer], [{"scheduler": scheduler, "monitor": "val_loss"}]',
        ),
    ),
)

DEEPSPEED = Framework(
    "DeepSpeed",
    "deepspeed",
    "deepspeed",
    {"deepspeed": "import deepspeed"},
    Ours(
        ("import deepspeed", "import torch", "from lrnotes.torch import TorchSchedule"),
        (
            "optimizer = torch.optim.AdamW(model.parameters())",
            "scheduler = TorchSchedule(optimizer, schedule)",
            'config = "deepspeed.json"  # yours, without a "scheduler" section',
            "engine, optimizer, _, scheduler = deepspeed.initialize("
            "model=model, optimizer=optimizer, lr_scheduler=scheduler, config=config)",
        ),
    ),
    Ours(
        ("import deepspeed", "import torch", "from lrnotes.torch import TorchFeedback"),
        (
            "optimizer = torch.optim.AdamW(model.parameters())",
            "scheduler = TorchFeedback(optimizer, schedule)",
            'config = "deepspeed.json"  # yours, without a "scheduler" section',
            "engine, optimizer, _, _ = deepspeed.initialize(model=model, optimizer=optimizer, config=config)",
            "for epoch in range(100):",
            "    loss = train(engine, data)  # yours: returns the loss",
            "    scheduler.step(loss)",
        ),
    ),
)

MLX = Framework(
    "MLX",
    "mlx",
    "mlx",
    {"optim": "import mlx.optimizers as optim"},
    Ours(("import mlx.optimizers as optim",), ("optimizer = optim.SGD(learning_rate=schedule)",)),
    Ours(
        ("import mlx.optimizers as optim",),
        (
            "state = schedule.start()",
            "optimizer = optim.SGD(learning_rate=state.rate)",
            "for epoch in range(100):",
            "    loss = train(model, data, optimizer)  # yours: returns the loss",
            "    state = schedule.step(state, loss)",
            "    optimizer.learning_rate = state.rate",
        ),
    ),
)

#: In the order of the tabs; the first needs no framework.
FRAMEWORKS = (ALONE, KERAS, PYTORCH, OPTAX, HUGGING_FACE, LIGHTNING, DEEPSPEED, MLX)
