"""At both ends of every declared limit PyTorch computes what NumPy computes."""

import torch

from support.limits import AT_THE_ENDS, STEPS, differences


def test_pytorch():
    steps = torch.tensor(STEPS)
    assert differences({name: schedule(steps).numpy() for name, schedule in AT_THE_ENDS.items()}) == []
