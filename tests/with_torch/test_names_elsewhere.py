"""What the glossary says that PyTorch's schedulers are here, against PyTorch."""

import pytest
import torch
from torch.optim import lr_scheduler

from support.names_elsewhere import LETTERS, calls_of


@pytest.mark.parametrize("call, schedule", calls_of(lr_scheduler), ids=lambda each: str(each).partition("(")[0])
def test_pytorch(call, schedule):
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=LETTERS["lr"], momentum=0.9)
    scheduler = eval(call, {**vars(lr_scheduler), **LETTERS, "optimizer": optimizer})
    for step in range(LETTERS["N"]):
        assert optimizer.param_groups[0]["lr"] == pytest.approx(schedule(step), abs=1e-12 * LETTERS["lr"])
        optimizer.step()
        if step + 1 < LETTERS["N"]:  # OneCycleLR ends with an error
            scheduler.step()


def test_there_is_something_to_compare():
    assert len(calls_of(lr_scheduler)) == 8
