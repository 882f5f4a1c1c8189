"""The reference describes ``lrnotes.torch``, and the environment of the book has no PyTorch: its classes stand in."""

import sys
import types


def _class(name):
    return type(name, (), {"__module__": __name__})


def setup(app):
    torch, optim, scheduler = map(types.ModuleType, ("torch", "torch.optim", "torch.optim.lr_scheduler"))
    torch.Tensor, torch.optim, optim.lr_scheduler = _class("Tensor"), optim, scheduler
    # Where torch is loaded, a schedule asks it whether it compiles.
    torch.compiler = types.SimpleNamespace(is_compiling=lambda: False)
    optim.Optimizer = _class("Optimizer")
    scheduler.LRScheduler, scheduler.ReduceLROnPlateau = _class("LRScheduler"), _class("ReduceLROnPlateau")
    for module in (torch, optim, scheduler):
        sys.modules.setdefault(module.__name__, module)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
