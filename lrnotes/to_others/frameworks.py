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

    ``key`` is its name in ``Schedule.to_code``, None if there is nothing to write without lrnotes. ``imports`` are, by
    the name that they give, the imports of its own code. ``schedule`` and ``feedback`` are the lines with lrnotes.
    """

    title: str
    key: str | None
    imports: dict[str, str]
    schedule: Ours
    feedback: Ours


_LAMBDA = "# lr=1.0: the schedule gives the whole learning rate"

ALONE = Framework(
    "lrnotes",
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
    {"torch": "import torch", "lr_scheduler": "from torch.optim import lr_scheduler"},
    Ours(
        ("import torch", "from torch.optim import lr_scheduler"),
        (
            _LAMBDA,
            "optimizer = torch.optim.SGD(model.parameters(), lr=1.0)",
            "scheduler = lr_scheduler.LambdaLR(optimizer, schedule)",
        ),
    ),
    Ours(
        ("import torch",),
        (
            "state = schedule.start()",
            "optimizer = torch.optim.SGD(model.parameters(), lr=state.rate)",
            "for epoch in range(100):",
            "    loss = train(model, data, optimizer)  # yours: returns the loss",
            "    state = schedule.step(state, loss)",
            "    for group in optimizer.param_groups:",
            '        group["lr"] = state.rate',
        ),
    ),
)

OPTAX = Framework(
    "Optax",
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

HUGGING_FACE = Framework(
    "Hugging Face",
    "transformers",
    {"Trainer": "from transformers import Trainer, TrainingArguments"},
    Ours(
        ("import torch", "from torch.optim import lr_scheduler", "from transformers import Trainer, TrainingArguments"),
        (
            _LAMBDA,
            "optimizer = torch.optim.AdamW(model.parameters(), lr=1.0)",
            "scheduler = lr_scheduler.LambdaLR(optimizer, schedule)",
            'arguments = TrainingArguments(output_dir="output")',
            "trainer = Trainer(model, arguments, train_dataset=data, optimizers=(optimizer, scheduler))",
        ),
    ),
    Ours(
        (
            "import torch",
            "from torch.optim import lr_scheduler",
            "from transformers import Trainer, TrainerCallback, TrainingArguments",
        ),
        (
            "",
            "class Feedback(TrainerCallback):",
            "    state = schedule.start()",
            "",
            "    def on_evaluate(self, arguments, state, control, metrics, **others):",
            '        self.state = schedule.step(self.state, metrics["eval_loss"])',
            "",
            "feedback = Feedback()",
            "# lr=1.0: the state gives the whole learning rate",
            "optimizer = torch.optim.AdamW(model.parameters(), lr=1.0)",
            "scheduler = lr_scheduler.LambdaLR(optimizer, lambda step: feedback.state.rate)",
            'arguments = TrainingArguments(output_dir="output", eval_strategy="epoch")',
            "trainer = Trainer(model, arguments, train_dataset=data, eval_dataset=held_out, "
            "optimizers=(optimizer, scheduler), callbacks=[feedback])",
        ),
    ),
)

#: In the order of the tabs; the first needs no framework.
FRAMEWORKS = (ALONE, KERAS, PYTORCH, OPTAX, HUGGING_FACE)
