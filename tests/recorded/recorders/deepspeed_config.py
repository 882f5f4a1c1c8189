"""The schedulers that DeepSpeed makes of its JSON configuration: its type in DeepSpeed, or else in PyTorch."""

import json

from . import STEPS as STEPS
from . import optimizer, rates_in_training, version_of
from .deepspeed import _FILE as SCHEDULERS
from .deepspeed import INSTALL as INSTALL

LIBRARY, VERSION = "DeepSpeed", version_of("deepspeed")
FUNCTIONS = {}
_NAME = "deepspeed.initialize"


def _config(kind, rate=3e-3, **params):
    return {
        "train_batch_size": 16,
        "optimizer": {"type": "AdamW", "params": {"lr": rate, "betas": [0.9, 0.95]}},
        "scheduler": {"type": kind, "params": params},
        "fp16": {"enabled": "auto"},
    }


SETTINGS = [
    (_NAME, None, {"config": _config("WarmupLR", warmup_min_lr=0, warmup_max_lr=3e-3, warmup_num_steps=20)}),
    (_NAME, None, {"config": _config("WarmupLR", warmup_num_steps=20, warmup_type="linear")}),
    (_NAME, None, {"config": json.dumps(_config("WarmupDecayLR", total_num_steps=100, warmup_num_steps=10))}),
    (_NAME, None, {"config": _config("WarmupCosineLR", total_num_steps=100, warmup_num_steps=10, cos_min_ratio=0.1)}),
    (_NAME, None, {"config": _config("OneCycle", cycle_min_lr=1e-4, cycle_max_lr=1e-3, cycle_first_step_size=40)}),
    (_NAME, None, {"config": _config("LRRangeTest", lr_range_test_min_lr=1e-4, lr_range_test_step_size=20)}),
    (_NAME, None, {"config": _config("StepLR", step_size=30, gamma=0.5)}),
    (_NAME, None, {"config": _config("OneCycleLR", max_lr=0.01, total_steps=122, cycle_momentum=False)}),
    (_NAME, 0.01, {"config": {"scheduler": {"type": "CosineAnnealingLR", "params": {"T_max": 100}}}}),
    (_NAME, 3e-3, {"config": _config("WarmupLR", warmup_num_steps=20)}),
]


def rates(name, rate, arguments, steps):
    import torch

    config = arguments["config"]
    config = json.loads(config) if isinstance(config, str) else config
    rate = config.get("optimizer", {}).get("params", {}).get("lr", rate)
    kind, params = config["scheduler"]["type"], config["scheduler"]["params"]
    made = getattr(SCHEDULERS, kind, None) or getattr(torch.optim.lr_scheduler, kind)  # as its engine looks for it
    optimized = optimizer(rate)
    return rates_in_training(optimized, made(optimized, **params), steps)
