"""The lines for Lightning, ours and PyTorch's, in the method that its Trainer calls: the rate of every update."""

import logging
import warnings

import numpy as np
import pytest
import torch

from lrnotes import CosineDecay, OneCycle, ReduceLROnPlateau
from lrnotes.to_others.training_code import blocks

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import lightning

logging.getLogger("lightning.pytorch").setLevel(logging.ERROR)
PLATEAU = ReduceLROnPlateau(0.25, factor=0.5, patience=0, eps=0.0)
LOSSES = [3.0, 2.0, 2.0, 1.0, 1.0, 1.0]


class Module(lightning.LightningModule):
    def __init__(self):
        super().__init__()
        self.layer, self.used, self.losses = torch.nn.Linear(1, 1), [], iter(LOSSES)

    def training_step(self, batch, index):
        return self.layer(batch).sum()

    def validation_step(self, batch, index):
        self.log("val_loss", next(self.losses))

    def on_before_optimizer_step(self, optimizer):
        self.used.append(optimizer.param_groups[0]["lr"])


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("schedule", [CosineDecay(0.1, 12, 0.1), OneCycle(0.1, 12), PLATEAU], ids=repr)
@pytest.mark.parametrize("own", [False, True], ids=["ours", "PyTorch's"])
def test_lines(schedule, own):
    text = schedule.to_code("lightning") if own else dict(blocks(schedule))["Lightning"].partition("# native: ")[0]
    names = {}
    exec(text, names)
    module = type("Own", (Module,), {"configure_optimizers": names["configure_optimizers"]})()
    quiet = {
        "logger": False,
        "enable_checkpointing": False,
        "enable_progress_bar": False,
        "enable_model_summary": False,
    }
    trainer = lightning.Trainer(max_epochs=6, accelerator="cpu", num_sanity_val_steps=0, **quiet)
    data, held_out = (torch.utils.data.DataLoader(torch.ones(size, 1), batch_size=1) for size in (2, 1))
    trainer.fit(module, data, held_out)
    expected = np.repeat(PLATEAU.rates(LOSSES)[:-1], 2) if schedule is PLATEAU else schedule(np.arange(12))
    np.testing.assert_allclose(module.used, expected, rtol=0, atol=1e-14)
    assert len(set(module.used)) >= 3
