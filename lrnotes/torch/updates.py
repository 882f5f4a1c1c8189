"""The updates that an optimizer really made: none that a GradScaler skipped, none twice."""

import weakref
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from torch.optim import Optimizer

Owner = TypeVar("Owner")


def after_each_update(owner: Owner, optimizers: Sequence[Optimizer], function: Callable[[Owner, int], None]) -> None:
    """Call ``function(owner, index)`` after each update of ``optimizers[index]``, as long as ``owner`` is in use."""
    reference = weakref.ref(owner)
    for index, optimizer in enumerate(optimizers):
        _innermost(optimizer).register_step_post_hook(_hook(reference, index, function))


def _hook(reference: Any, index: int, function: Callable[[Any, int], None]) -> Callable[..., None]:
    def hook(optimizer: Optimizer, arguments: Any, keywords: Any) -> None:
        owner = reference()
        if owner is not None and not _skipped(optimizer):
            function(owner, index)

    return hook


def _innermost(optimizer: Any) -> Any:
    """The optimizer that a wrapper such as Accelerate's has: the wrapper takes no hooks."""
    inner = getattr(optimizer, "optimizer", None)
    return _innermost(inner) if isinstance(inner, Optimizer) else optimizer


def _skipped(optimizer: Optimizer) -> bool:
    """Whether a GradScaler has called a fused optimizer, which skips an update with infinite gradients by itself."""
    found = getattr(optimizer, "found_inf", None)
    return found is not None and bool(found)
