"""The updates that an optimizer really made: none that a GradScaler skipped, none twice."""

import weakref
from collections.abc import Callable
from typing import Any

from torch.optim import Optimizer


def after_each_update(optimizer: Optimizer, owner: Any, function: Callable[[Any], None]) -> None:
    """Call ``function(owner)`` after each update of the optimizer, for as long as ``owner`` is in use."""
    reference = weakref.ref(owner)

    def hook(stepped: Optimizer, arguments: Any, keywords: Any) -> None:
        alive = reference()
        if alive is not None and not _skipped(stepped):
            function(alive)

    _innermost(optimizer).register_step_post_hook(hook)


def _innermost(optimizer: Any) -> Optimizer:
    """The optimizer that a wrapper such as Accelerate's has: the wrapper takes no hooks."""
    inner = getattr(optimizer, "optimizer", None)
    return _innermost(inner) if isinstance(inner, Optimizer) else optimizer


def _skipped(optimizer: Optimizer) -> bool:
    """Whether a fused optimizer was called by a GradScaler only to find out that its gradients are infinite."""
    found = getattr(optimizer, "found_inf", None)
    return found is not None and bool(found)
