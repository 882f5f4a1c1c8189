"""What an original accepts and the table of equivalents refuses, or what both refuse: the reason is said."""

import re

import pytest

from lrnotes import translate

NEMO = {"learning_rate": 0.01, "max_steps": 100}


@pytest.mark.parametrize(
    "name, arguments, message",
    [
        ("deepspeed.runtime.lr_schedules.WarmupLR", {}, "learning_rate (the optimizer's) or warmup_max_lr must be"),
        ("WarmupDecayLR", {"total_num_steps": 9, "warmup_num_steps": 5.0}, "warmup_num_steps must be a Python int"),
        (
            "WarmupDecayLR",
            {"total_num_steps": 9, "warmup_type": "cosine"},
            "warmup_type must be one of 'log', 'linear'",
        ),
        ("LRRangeTest", {"lr_range_test_step_size": 2.5}, "lr_range_test_step_size must be a Python int"),
        ("nemo.core.optim.CosineAnnealing", {**NEMO, "min_lr": 0.02}, "min_lr must be below the optimizer's"),
        ("SquareAnnealing", {**NEMO, "warmup_steps": 100}, "max_steps must be above 100, the steps before the decay"),
        ("SquareAnnealing", {**NEMO, "warmup_steps": 9, "warmup_ratio": 0.1}, "warmup_steps or warmup_ratio must be"),
        ("NoamHoldAnnealing", NEMO, "warmup_steps or warmup_ratio must be given"),
        ("T5InverseSquareRootAnnealing", {"max_steps": 100, "constant_ratio": 0.1}, "constant_steps must be above 0"),
        ("WarmupHoldPolicy", {"learning_rate": 0.01}, "max_steps must be given, because NeMo compares steps"),
        ("linear_warmup_decay", {"learning_rate": 1, "warmup_steps": 1, "total_steps": 9, "linear": True}, "not both"),
        (
            "LinearWarmupCosineAnnealingLR",
            {"learning_rate": 1, "warmup_epochs": 9, "max_epochs": 9},
            "warmup_epochs must be from 0 to below max_epochs=9; got 9",
        ),
    ],
)
def test_what_is_refused(name, arguments, message):
    with pytest.raises((TypeError, ValueError), match=re.escape(message)):
        translate(name, **arguments)
