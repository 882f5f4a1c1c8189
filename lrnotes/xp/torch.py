"""Formulas on PyTorch tensors, in compiled functions as well."""

import torch

from .steps import check_steps
from .tensors import Tensors


def _lift(value):
    if isinstance(value, torch.Tensor):
        return value
    return torch.as_tensor(value, dtype=torch.bool if isinstance(value, bool) else torch.float64)


namespace = Tensors(torch, _lift)


def evaluate(formula, step):
    if step.dtype is torch.bool or step.is_complex():
        raise TypeError(f"step must be a number or a tensor of numbers; got {step.dtype} values")
    known = not torch.compiler.is_compiling() and step.device.type == "cpu"
    if known:
        try:
            values = step.detach().to(torch.float64).numpy()
        except RuntimeError:  # inside vmap there are no values yet
            known = False
        else:
            check_steps(values)
    steps = step.to(torch.float64, copy=True)  # the formula may write in it
    rates = _lift(formula(namespace, steps))
    if not known:
        rates = namespace.nan_beyond_steps(step, rates.to(step.device), whole=not step.is_floating_point())
    rates = rates.to(step.device)
    rates = rates.to(step.dtype if step.is_floating_point() else torch.get_default_dtype())
    return rates if rates.shape == step.shape else rates.expand(step.shape).clone()
