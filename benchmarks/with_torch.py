"""Against PyTorch's own CosineAnnealingLR: what scheduler.step() costs."""

import torch
from torch.optim.lr_scheduler import CosineAnnealingLR, LambdaLR

import lrnotes
from ratios import compare, header


def stepping(scheduler):
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
    stepped = scheduler(optimizer)
    optimizer.step()  # PyTorch warns where a scheduler steps first
    return stepped.step


header("CosineDecay, against PyTorch")
ours = lrnotes.CosineDecay(1.0, 10**9, 0.01)
compare("scheduler.step(), against CosineAnnealingLR", stepping(lambda o: LambdaLR(o, ours)),
        stepping(lambda o: CosineAnnealingLR(o, 10**9, 0.01)))  # fmt: skip
compare("scheduler.step(), against LambdaLR of a bare function", stepping(lambda o: LambdaLR(o, ours)),
        stepping(lambda o: LambdaLR(o, lambda step: 1.0)))  # fmt: skip
step = torch.tensor(700)
compare("one rate for a tensor step, against torch operations", lambda: ours(step),
        lambda: 0.99 * (1 + torch.cos(torch.pi * torch.clamp(step, max=10**9) / 10**9)) / 2 + 0.01)  # fmt: skip
