"""Against PyTorch's own CosineAnnealingLR: what scheduler.step() costs, for one parameter group and for ten."""

import torch
from torch.optim.lr_scheduler import CosineAnnealingLR, LambdaLR

import lrnotes
from lrnotes.torch import TorchSchedule
from ratios import compare, header


def stepping(scheduler, groups=1):
    parameters = [{"params": [torch.zeros(1, requires_grad=True)]} for _ in range(groups)]
    optimizer = torch.optim.SGD(parameters, lr=1.0)
    stepped = scheduler(optimizer)
    optimizer.step()  # PyTorch warns where a scheduler steps first
    return stepped.step


def native(optimizer):
    return CosineAnnealingLR(optimizer, 10**9, 0.01)


header("CosineDecay, against PyTorch")
ours = lrnotes.CosineDecay(1.0, 10**9, 0.01)
each = [lrnotes.CosineDecay(1.0 / (1 + number), 10**9, 0.01) for number in range(10)]
compare("step(), against CosineAnnealingLR", stepping(lambda o: TorchSchedule(o, ours)), stepping(native), bar=1.0)
compare("step() of ten groups, against CosineAnnealingLR", stepping(lambda o: TorchSchedule(o, ours), 10),
        stepping(native, 10), bar=1.0)  # fmt: skip
compare("step() of ten groups, each with its own schedule", stepping(lambda o: TorchSchedule(o, each), 10),
        stepping(native, 10), bar=1.0)  # fmt: skip
compare("step() that counts the optimizer's own updates", stepping(lambda o: TorchSchedule(o, ours, count="updates")),
        stepping(native), bar=1.0)  # fmt: skip
compare("LambdaLR.step(), against CosineAnnealingLR", stepping(lambda o: LambdaLR(o, ours)), stepping(native))
compare("LambdaLR.step(), against LambdaLR of a bare function", stepping(lambda o: LambdaLR(o, ours)),
        stepping(lambda o: LambdaLR(o, lambda step: 1.0)))  # fmt: skip
step = torch.tensor(700)
compare("one rate for a tensor step, against torch operations", lambda: ours(step),
        lambda: 0.99 * (1 + torch.cos(torch.pi * torch.clamp(step, max=10**9) / 10**9)) / 2 + 0.01)  # fmt: skip
