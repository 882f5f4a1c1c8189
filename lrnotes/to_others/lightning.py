"""Schedules in Lightning: PyTorch's code for them, in the method that gives Lightning its optimizers."""

from ..core.feedback import FeedbackSchedule
from .frameworks import LIGHTNING as FRAMEWORK
from .frameworks import PYTORCH
from .parts import LightningCode, Native

__all__ = ["FRAMEWORK", "own"]


def own(kind, schedule, row):
    """What Lightning has for a schedule: what PyTorch has."""
    plan = {"monitor": "val_loss"} if issubclass(kind, FeedbackSchedule) else {"interval": "step"}
    return in_lightning(row[PYTORCH], plan)


def in_lightning(in_torch, plan):
    """PyTorch's entry of a row as Lightning's."""
    code = in_torch.code and LightningCode(imports=in_torch.code.imports, torch=in_torch.code, plan=plan)
    return Native(in_torch.note, code, in_torch.when, in_torch.otherwise)
