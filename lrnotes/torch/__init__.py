"""Schedules and feedback schedules in PyTorch training: learning rate schedulers for one or several optimizers."""

from ..core.extras import needed

with needed("torch"):
    import torch  # noqa: F401  # what is missing is said here, once

from .feedback import TorchFeedback
from .schedule import TorchSchedule

__all__ = ["TorchFeedback", "TorchSchedule"]
