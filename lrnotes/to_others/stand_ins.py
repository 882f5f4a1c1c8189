"""What completes training code to a program that runs when it is pasted: a small model, made-up data, a training loop.

A reader puts their own in its place. The programs run to their end in seconds.
"""

from typing import NamedTuple


class Training(NamedTuple):
    """Imports, the lines before the schedule, those after the lines with lrnotes, those after the framework's own."""

    imports: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    after_native: tuple[str, ...] = ()


NOTHING = Training()


def program(imports, code, training, after):
    """The lines of a program: imports, the model and the data, the code, and what trains."""
    before = (
        ["# a small model and made-up data: replace them with yours", *training.before, ""] if training.before else []
    )
    return "\n".join([*imports, "", *before, code, *(["", *after] if after else [])]).lstrip("\n")


def _same(imports, before, after):
    return Training(imports, before, after, after)


# Keras.

_NUMPY = "import numpy as np"
_KERAS_MODEL = (
    "model = keras.Sequential([keras.layers.Dense(1)])",
    "data = np.ones((320, 8)), np.ones((320, 1))",
)
_COMPILE = 'model.compile(optimizer, loss="mse")'
KERAS = _same(("import keras", _NUMPY), _KERAS_MODEL, (_COMPILE, "model.fit(*data, epochs=3)"))
KERAS_FEEDBACK = Training(
    ("import keras", _NUMPY),
    (*_KERAS_MODEL, "held_out = data"),
    (),
    (_COMPILE, "model.fit(*data, validation_data=held_out, epochs=20, callbacks=[callback])"),
)
#: A learning rate that is computed before every update.
KERAS_BY_HAND = KERAS._replace(
    after_native=(
        _COMPILE,
        "for update in range(30):",
        "    model.train_on_batch(*data)",
        "    step.assign_add(1)",
        "    optimizer.learning_rate = rate()",
    )
)

# PyTorch.

_TORCH_MODEL = ("model = torch.nn.Linear(8, 1)", "data = [(torch.ones(4, 8), torch.ones(4, 1))] * 10")
_LOSS = "torch.nn.functional.mse_loss(model(inputs), targets)"
PYTORCH = _same(
    ("import torch",),
    _TORCH_MODEL,
    (
        "for inputs, targets in data:",
        "    optimizer.zero_grad()",
        f"    {_LOSS}.backward()",
        "    optimizer.step()",
        "    scheduler.step()",
    ),
)
PYTORCH_FEEDBACK = Training(
    ("import torch",),
    (
        *_TORCH_MODEL,
        "",
        "def train(model, data, optimizer):",
        "    for inputs, targets in data:",
        "        optimizer.zero_grad()",
        f"        loss = {_LOSS}",
        "        loss.backward()",
        "        optimizer.step()",
        "    return loss.item()",
    ),
    (),
    ("for epoch in range(20):", "    scheduler.step(train(model, data, optimizer))"),
)

# Optax.

_JAX = ("import jax", "import jax.numpy as jnp", "import optax")
_OPTAX_MODEL = (
    "parameters = jnp.zeros(8)",
    "data = [(jnp.ones((4, 8)), jnp.ones(4))] * 10",
    "",
    "def loss_of(parameters, inputs, targets):",
    "    return jnp.mean((inputs @ parameters - targets) ** 2)",
)
_FIRST = "optimizer_state = optimizer.init(parameters)"
_LOOP = "for inputs, targets in data:"
_GRADIENTS = "    loss, gradients = jax.value_and_grad(loss_of)(parameters, inputs, targets)"
_APPLY = "    parameters = optax.apply_updates(parameters, updates)"


def _updates(*more):
    arguments = ", ".join(["gradients", "optimizer_state", "parameters", *more])
    return f"    updates, optimizer_state = optimizer.update({arguments})"


OPTAX = _same(_JAX, _OPTAX_MODEL, (_FIRST, _LOOP, _GRADIENTS, _updates(), _APPLY))
OPTAX_FEEDBACK = Training(
    _JAX,
    (
        *_OPTAX_MODEL,
        "",
        "def train(parameters, optimizer_state):",
        *(f"    {line}" for line in (_LOOP, _GRADIENTS, _updates(), _APPLY)),
        "    return parameters, optimizer_state, loss",
    ),
)
#: An optimizer that takes the loss with every update.
OPTAX_WITH_LOSS = Training(_JAX, _OPTAX_MODEL, (), (_FIRST, _LOOP, _GRADIENTS, _updates("value=loss"), _APPLY))

# Hugging Face.

_TRAINER_MODEL = (
    "class Model(torch.nn.Linear):",
    "    def forward(self, x, labels):",
    "        loss = torch.nn.functional.mse_loss(super().forward(x), labels)",
    '        return {"loss": loss}',
    "",
    "model = Model(8, 1)",
    'data = [{"x": torch.ones(8), "labels": torch.ones(1)}] * 32',
)
HUGGING_FACE = _same(("import torch",), _TRAINER_MODEL, ("trainer.train()",))
HUGGING_FACE_FEEDBACK = HUGGING_FACE._replace(before=(*_TRAINER_MODEL, "held_out = data"))

# Lightning.

_MODULE = (
    "class Model(lightning.LightningModule):",
    "    def __init__(self):",
    "        super().__init__()",
    "        self.layer = torch.nn.Linear(8, 1)",
    "",
    "    def training_step(self, batch, index):",
    "        inputs, targets = batch",
    "        return torch.nn.functional.mse_loss(self.layer(inputs), targets)",
)
_VALIDATED = (
    "",
    "    def validation_step(self, batch, index):",
    '        self.log("val_loss", self.training_step(batch, index))',
)
_LOADED = (
    "",
    "examples = [(torch.ones(8), torch.ones(1))] * 40",
    "data = torch.utils.data.DataLoader(examples, batch_size=4)",
)
_CONFIGURED = "Model.configure_optimizers = configure_optimizers"
_LIGHTNING = ("import lightning", "import torch")
LIGHTNING = _same(_LIGHTNING, (*_MODULE, *_LOADED), (_CONFIGURED, "lightning.Trainer(max_epochs=3).fit(Model(), data)"))
LIGHTNING_FEEDBACK = _same(
    _LIGHTNING,
    (*_MODULE, *_VALIDATED, *_LOADED, "held_out = data"),
    (_CONFIGURED, "lightning.Trainer(max_epochs=20).fit(Model(), data, held_out)"),
)

# DeepSpeed.

_ENGINE = (
    "for inputs, targets in data:",
    "    inputs, targets = inputs.to(engine.device), targets.to(engine.device)",
    "    loss = torch.nn.functional.mse_loss(engine(inputs), targets)",
    "    engine.backward(loss)",
    "    engine.step()",
)
_START = "# start it with: deepspeed program.py"
DEEPSPEED = _same(("import deepspeed", "import torch"), (*_TORCH_MODEL,), (*_ENGINE, _START))
DEEPSPEED_FEEDBACK = Training(
    ("import deepspeed", "import torch"),
    (*_TORCH_MODEL, "", "def train(engine, data):", *(f"    {line}" for line in _ENGINE), "    return loss.item()"),
    (_START,),
)

# MLX.

_MLX = ("import mlx.core as mx", "import mlx.nn as nn")
_MLX_MODEL = (
    "model = nn.Linear(8, 1)",
    "data = [(mx.ones((4, 8)), mx.ones((4, 1)))] * 10",
    "",
    "def loss_of(model, inputs, targets):",
    "    return nn.losses.mse_loss(model(inputs), targets)",
)
_MLX_LOOP = (
    "for inputs, targets in data:",
    "    loss, gradients = nn.value_and_grad(model, loss_of)(model, inputs, targets)",
    "    optimizer.update(model, gradients)",
)
MLX = _same(_MLX, _MLX_MODEL, (*_MLX_LOOP, "    mx.eval(model.parameters(), optimizer.state)"))
MLX_FEEDBACK = Training(
    _MLX,
    (
        *_MLX_MODEL,
        "",
        "def train(model, data, optimizer):",
        *(f"    {line}" for line in _MLX_LOOP),
        "    return loss.item()",
    ),
)
