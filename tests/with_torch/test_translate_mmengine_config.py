"""What translate makes of MMEngine's list of schedulers, against the schedulers that MMEngine builds of it and steps as
its hook does: after every update, or after every epoch."""

import copy

import mmengine.optim  # noqa: F401  (it registers the schedulers)
import numpy as np
import pytest
import torch
from mmengine.registry import PARAM_SCHEDULERS

from lrnotes import translate
from support.translations import FLOAT64, assert_equal

RATE, EPOCH, EPOCHS = 0.08, 12, 20


def by_updates(kind, **arguments):
    return {"type": kind, "by_epoch": False, **arguments}


def by_epochs(kind, **arguments):
    return {"type": kind, **arguments}


def converted(kind, **arguments):
    return {"type": kind, "by_epoch": True, "convert_to_iter_based": True, **arguments}


WARMUP = by_updates("LinearLR", start_factor=0.001, begin=0, end=50)
SETTINGS = [
    [WARMUP, by_epochs("MultiStepLR", milestones=[8, 11], gamma=0.1, begin=0, end=12)],
    [WARMUP, by_epochs("MultiStepLR", milestones=[2, 11], gamma=0.5)],  # the first one within the warmup
    [WARMUP, by_epochs("StepLR", step_size=3, gamma=0.5, begin=1, end=15)],
    [WARMUP, by_epochs("CosineAnnealingLR", T_max=20)],
    [WARMUP, by_epochs("CosineAnnealingLR", T_max=10, eta_min=0.001, begin=10, end=20)],
    [WARMUP, by_epochs("ExponentialLR", gamma=0.9)],
    [by_epochs("ExponentialLR", gamma=0.9, begin=2, end=9)],
    [WARMUP, by_epochs("PolyLR", power=0.9, end=18)],
    [by_epochs("PolyLR", power=0.9, eta_min=0.001)],
    [by_epochs("ConstantLR", factor=0.5, end=5)],
    [by_epochs("LinearLR", start_factor=0.1, end=5), by_epochs("CosineAnnealingLR", T_max=15, begin=5, end=20)],
    [
        converted("LinearLR", start_factor=0.1, end=5),
        converted("CosineAnnealingLR", T_max=15, eta_min=0.001, begin=5, end=20),
    ],
    [converted("LinearLR", start_factor=0.1, end=2), converted("MultiStepLR", milestones=[8, 11])],
    [converted("StepLR", step_size=3)],
    [converted("OneCycleLR", eta_max=0.1, total_steps=20)],
    [converted("CosineRestartLR", periods=[5, 15], restart_weights=[1, 0.5], eta_min=0.0)],
    [by_updates("PolyLR", power=2.0, eta_min=1e-4, begin=10, end=200)],
    [by_updates("CosineAnnealingLR", eta_min_ratio=0.1, end=200)],
    [WARMUP, by_updates("CosineAnnealingLR", T_max=190, eta_min=0.001, begin=50)],
    [by_epochs("ConstantLR", factor=1.0)],
]


def rates_of(entries):
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=RATE, momentum=0.9)
    made = []
    for entry in copy.deepcopy(entries):  # as Runner._build_param_scheduler has it
        entry.setdefault("end", EPOCHS if entry.get("by_epoch", True) else EPOCHS * EPOCH)
        made.append(PARAM_SCHEDULERS.build(entry, default_args={"optimizer": optimizer, "epoch_length": EPOCH}))
    used = []
    for update in range(EPOCHS * EPOCH):
        used.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        for each in made:
            if not each.by_epoch or (update + 1) % EPOCH == 0:
                each.step()
    return np.array(used)


@pytest.mark.filterwarnings("ignore:.*lr_scheduler.step")
@pytest.mark.parametrize("entries", SETTINGS, ids=lambda entries: "+".join(each["type"] for each in entries))
def test_every_update(entries):
    given = {"param_scheduler": entries, "train_cfg": {"by_epoch": True, "max_epochs": EPOCHS}, "epoch_length": EPOCH}
    ours = translate("mmengine.runner.Runner", optim_wrapper={"optimizer": {"type": "SGD", "lr": RATE}}, **given)
    assert_equal(ours(np.arange(EPOCHS * EPOCH)), rates_of(entries), FLOAT64)


def test_steps_are_epochs_if_all_schedulers_count_them():
    entries = [by_epochs("LinearLR", start_factor=0.1, end=5), by_epochs("MultiStepLR", milestones=[8, 11])]
    ours = translate("mmengine.runner.Runner", learning_rate=RATE, param_scheduler=entries)
    assert_equal(ours(np.arange(EPOCHS)), rates_of(entries)[::EPOCH], FLOAT64)


def test_one_that_adds_while_another_multiplies_is_no_product():
    """A cosine to a rate above 0 moves towards it from wherever the warmup has brought the rate."""
    entries = [WARMUP, by_updates("CosineAnnealingLR", T_max=240, eta_min=0.01)]
    alone = rates_of(entries[:1]) * rates_of(entries[1:]) / RATE
    assert np.abs(rates_of(entries) - alone).max() > 1e-3 * RATE
    with pytest.raises(ValueError, match="CosineAnnealingLR must have a window in which no other scheduler changes"):
        translate("mmengine.runner.Runner", learning_rate=RATE, param_scheduler=entries, epoch_length=EPOCH)
