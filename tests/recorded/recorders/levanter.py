"""Levanter's schedule, made of Optax's, in float64."""

import dataclasses
import warnings

import jax

from . import STEPS as STEPS
from . import file_alone, version_of

INSTALL = "pip install jax==0.12.0.1 optax==0.2.8 numpy && pip install --no-deps levanter==1.2.dev1644"
LIBRARY, VERSION = "Levanter", version_of("levanter")


class _Registry:
    @classmethod
    def register_subclass(cls, name):
        return lambda kind: kind


_FILE = file_alone(
    "levanter",
    "optim/config.py",
    "levanter.optim.config",
    {
        "draccus": {"ChoiceRegistry": _Registry},
        "equinox": {},
        "haliax": {},
        "levanter.tracker": {},
        "levanter.optim.clip_update_norm": {"ClipUpdateNormConfig": object},
        "levanter.optim.skipstep": {"SkipStepConfig": object},
        "levanter.optim.util": {"log_norm_passthrough": None, "scan_aware_clip_by_block_rms": None},
        "levanter.utils.jax_utils": {"leaf_key_paths": None},
    },
)


@dataclasses.dataclass(frozen=True)
class _Config(_FILE.OptimizerConfig):
    def build(self, num_train_steps):
        raise NotImplementedError


_NAME = "levanter.optim.OptimizerConfig.lr_scheduler"
_KINDS = {
    "cosine": _FILE.CosineLrSchedule,
    "linear": _FILE.LinearLrSchedule,
    "inv_sqrt": _FILE.InvSqrtLrSchedule,
    "inv": _FILE.InvLrSchedule,
    "power": _FILE.PowerLrSchedule,
    "constant": _FILE.ConstantLrSchedule,
}
FUNCTIONS = {}
_RUN = {"num_train_steps": 120, "learning_rate": 0.01}
_WARM = {**_RUN, "warmup": 20}
_POWER = {"type": "power", "batch_size": 8, "seq_length": 128}
SETTINGS = [
    (_NAME, None, arguments)
    for arguments in [
        _RUN,
        _WARM,
        {**_WARM, "lr_schedule": {"type": "cosine", "exponent": 2.0}, "min_lr_ratio": 0.0},
        {**_WARM, "lr_schedule": "linear"},
        {**_WARM, "lr_schedule": "constant"},
        {**_WARM, "lr_schedule": "inv_sqrt"},
        {**_WARM, "lr_schedule": {"type": "inv_sqrt", "timescale": 40}, "min_lr_ratio": 0.7},
        {**_WARM, "lr_schedule": {"type": "inv_sqrt", "timescale": 10}},
        {**_WARM, "lr_schedule": "inv"},
        {**_WARM, "lr_schedule": _POWER},
        {**_RUN, "warmup": 0.25, "lr_schedule": {**_POWER, "a": 2.0, "b": -0.6}},
        {**_WARM, "decay": 0.25, "lr_schedule": "linear"},
        {**_RUN, "warmup": 0.0, "decay": 40, "lr_schedule": "linear"},
        {**_WARM, "cycles": 2, "lr_schedule": "linear"},
        {**_WARM, "cycles": [40, 80], "rewarmup": 10, "decay": 10, "lr_schedule": "linear"},
        {**_RUN, "warmup": 10, "cycle_length": 30, "rewarmup": 0.2, "lr_schedule": "cosine"},
        {**_RUN, "warmup": 10, "cycle_length": [40, 60]},
        {**_RUN, "warmup": 10, "cycle_length": 50},
        {**_WARM, "cooldown": 0.25, "lr_schedule": "constant"},
    ]
]
REFUSED = [
    (_NAME, None, {**_WARM, "lr_schedule": "inv", "min_lr_ratio": 0.0}, "because Levanter divides by it"),
    (_NAME, None, {**_WARM, "lr_schedule": "wsd"}, "lr_schedule must be one of 'constant', 'cosine'"),
    (_NAME, None, {**_RUN, "warmup": 1.5}, "warmup must be a fraction from 0 to 1 or an integer of steps"),
    (_NAME, None, {**_WARM, "cycles": 2, "cycle_length": 50}, "cycle_length or cycles must be None"),
]


def rates(name, rate, arguments, steps):
    jax.config.update("jax_enable_x64", True)
    shape = arguments.get("lr_schedule")
    if isinstance(shape, dict):
        options = {key: value for key, value in shape.items() if key != "type"}
        arguments["lr_schedule"] = _KINDS[shape["type"]](**options)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        schedule = _Config(**{k: v for k, v in arguments.items() if k != "num_train_steps"}).lr_scheduler(
            arguments["num_train_steps"]
        )
        return [schedule(jax.numpy.asarray(float(step))) for step in steps]
