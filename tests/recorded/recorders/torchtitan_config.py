"""The schedule that torchtitan makes of the sections of its TOML file."""

import importlib.util
import pathlib
import tomllib

from . import STEPS as STEPS
from . import file_as, optimizer, rates_in_training, stand_in, version_of

INSTALL = "pip install torch==2.13.0 && pip install --no-deps torchtitan==0.2.2"
LIBRARY, VERSION = "torchtitan", version_of("torchtitan")


class _Logger:
    @staticmethod
    def warning(message):
        pass


_FOLDER = pathlib.Path(importlib.util.find_spec("torchtitan").submodule_search_locations[0])
stand_in("torchtitan.tools.logging", logger=_Logger)
_CONFIG = file_as(_FOLDER / "config" / "job_config.py", "job_config")
stand_in("torchtitan.config", LRScheduler=_CONFIG.LRScheduler)
stand_in("torchtitan.components.optimizer", OptimizersContainer=list)
_FILE = file_as(_FOLDER / "components" / "lr_scheduler.py", "lr_scheduler")
FUNCTIONS = {}
_HEAD = '[job]\ndescription = "Llama 3 debug training"\n\n[optimizer]\nname = "AdamW"\nlr = 3e-4\neps = 1e-8\n\n'
_HEAD += "[training]\nseq_len = 8192\nsteps = 100\n\n[lr_scheduler]\n"
SETTINGS = [
    ("torchtitan.config.JobConfig", None, {"config": config})
    for config in [
        _HEAD + "warmup_steps = 10",
        _HEAD + 'warmup_steps = 10\ndecay_ratio = 0.5\ndecay_type = "cosine"\nmin_lr_factor = 0.1',
        _HEAD + 'warmup_steps = 20\ndecay_ratio = 0.8\ndecay_type = "sqrt"\nmin_lr_factor = 0.0',
        _HEAD + "warmup_steps = 0\ndecay_ratio = 0.0",
        _HEAD + "warmup_steps = 200",
        _HEAD + "warmup_steps = 10\ntotal_steps = 200\ndecay_ratio = 0.1",
        "[lr_scheduler]\nwarmup_steps = 20",
        "[optimizer]\nlr = 1e-3",
        {
            "optimizer": {"lr": 0.01},
            "training": {"steps": 120},
            "lr_scheduler": {"warmup_steps": 10, "decay_ratio": 1.0},
        },
    ]
]


def rates(name, rate, arguments, steps):
    config = arguments["config"]
    config = tomllib.loads(config) if isinstance(config, str) else config
    optimizers = [optimizer(_CONFIG.Optimizer(**config.get("optimizer", {})).lr)]
    length = _CONFIG.Training(**config.get("training", {})).steps
    made = _FILE.build_lr_schedulers(optimizers, _CONFIG.LRScheduler(**config.get("lr_scheduler", {})), length)
    # Past the end torchtitan goes below the lowest rate or rises again: the training run is over.
    last = made.schedulers[0].lr_lambdas[0].keywords
    end = last["warmup_steps"] + last["stable_steps"] + last["decay_steps"] - 1
    return rates_in_training(optimizers[0], made, [step for step in steps if step < end])
