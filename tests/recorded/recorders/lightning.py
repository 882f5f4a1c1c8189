"""Lightning's finder in a training run, and the schedulers of Lightning Bolts, which is a library of its own."""

import logging
import tempfile
import warnings

import lightning.pytorch as pl
import torch
from lightning.pytorch.tuner import Tuner
from torch.optim.lr_scheduler import LambdaLR

from . import STEPS as STEPS
from . import file_alone, optimizer, rates_in_training, version_of

INSTALL = "pip install torch==2.13.0 lightning==2.6.6 && pip install --no-deps lightning-bolts==0.7.0"
LIBRARY, VERSION = "Lightning", f"{version_of('lightning')}; Bolts {version_of('lightning-bolts')}"
_BOLTS = file_alone(
    "pl_bolts",
    "optimizers/lr_scheduler.py",
    "bolts_lr_scheduler",
    {"pl_bolts.utils.stability": {"under_review": lambda: lambda function: function}},
)
_FIND = "lightning.pytorch.tuner.Tuner.lr_find"
_COSINE = "pl_bolts.optimizers.lr_scheduler.LinearWarmupCosineAnnealingLR"
_DECAY = "pl_bolts.optimizers.lr_scheduler.linear_warmup_decay"
FUNCTIONS = {
    _FIND: Tuner.lr_find,
    _COSINE: _BOLTS.LinearWarmupCosineAnnealingLR,
    _DECAY: _BOLTS.linear_warmup_decay,
}
_STEPS = {"warmup_steps": 20, "total_steps": 121}
SETTINGS = [
    (_FIND, None, {"num_training": 122}),
    (_FIND, None, {"min_lr": 1e-5, "max_lr": 0.1, "num_training": 122}),
    (_FIND, None, {"min_lr": 1e-5, "max_lr": 0.1, "num_training": 122, "mode": "linear"}),
    (_COSINE, 0.01, {"warmup_epochs": 20, "max_epochs": 100}),
    (_COSINE, 0.01, {"warmup_epochs": 10, "max_epochs": 60, "warmup_start_lr": 0.001, "eta_min": 0.0005}),
    (_COSINE, 0.01, {"warmup_epochs": 1, "max_epochs": 41, "eta_min": 0.0005}),
    (_COSINE, 0.01, {"warmup_epochs": 0, "max_epochs": 100}),
    (_COSINE, 0.01, {"warmup_epochs": 0, "max_epochs": 100, "warmup_start_lr": 0.005, "eta_min": 0.0005}),
    (_DECAY, 0.01, _STEPS),
    (_DECAY, 0.01, {"warmup_steps": 0, "total_steps": 60}),
    (_DECAY, 0.01, {**_STEPS, "cosine": False}),
    (_DECAY, 0.01, {**_STEPS, "cosine": False, "linear": True}),
]


class _Module(pl.LightningModule):
    """One number to train, and the learning rate of every update."""

    def __init__(self):
        super().__init__()
        self.layer, self.lr, self.used = torch.nn.Linear(1, 1), 0.5, []

    def training_step(self, batch, index):
        self.used.append(self.optimizers().param_groups[0]["lr"])
        return 0 * self.layer(batch).sum()

    def configure_optimizers(self):
        return torch.optim.SGD(self.parameters(), lr=self.lr)


def _found(arguments):
    logging.getLogger("lightning.pytorch").setLevel(logging.ERROR)
    module, data = _Module(), torch.utils.data.DataLoader(torch.ones(200, 1))
    with tempfile.TemporaryDirectory() as folder:
        trainer = pl.Trainer(
            max_epochs=1, logger=False, enable_progress_bar=False, accelerator="cpu", default_root_dir=folder
        )
        Tuner(trainer).lr_find(module, data, early_stop_threshold=None, **arguments)
    return module.used


REFUSED = [
    (_DECAY, 0.01, {**_STEPS, "linear": True}, "linear and cosine must not both be True"),
    (_COSINE, 0.01, {"warmup_epochs": 20, "max_epochs": 20}, "warmup_epochs must be from 0 to below max_epochs=20"),
]


def rates(name, rate, arguments, steps):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if name == _FIND:
            used = _found(arguments)
            assert len(used) == arguments["num_training"]
            return [used[step] for step in steps]
        trained, made = optimizer(rate), FUNCTIONS[name]
        scheduler = LambdaLR(trained, made(**arguments)) if name == _DECAY else made(trained, **arguments)
        return rates_in_training(trained, scheduler, steps)
