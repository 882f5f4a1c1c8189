"""OLMo-core's schedulers, asked as its trainer asks them, which counts the first update as step 1."""

import enum
import logging
import warnings

from . import STEPS as STEPS
from . import file_alone, version_of

INSTALL = "pip install torch==2.13.0 numpy && pip install --no-deps ai2-olmo-core==3.0.0"
LIBRARY, VERSION = "OLMo-core", version_of("ai2-olmo-core")


class _Registrable:
    @classmethod
    def register(cls, name):
        return lambda kind: kind


class _Config:
    pass


_FILE = file_alone(
    "olmo_core",
    "optim/scheduler.py",
    "olmo_core.optim.scheduler",
    {
        "olmo_core.config": {"Config": _Config, "Registrable": _Registrable, "StrEnum": enum.StrEnum},
        "olmo_core.distributed.utils": {"get_rank": lambda: 0},
        "olmo_core.exceptions": {"OLMoConfigurationError": ValueError},
        "olmo_core.optim.config": {"INITIAL_LR_FIELD": "initial_lr", "LR_FIELD": "lr"},
    },
)
logging.getLogger(_FILE.__name__).setLevel(logging.ERROR)
_PLACE = "olmo_core.optim.scheduler."
_NAMES = (
    "ConstantScheduler", "ConstantWithWarmup", "WSD", "PowerLR", "LinearWithWarmup", "InvSqrtWithWarmup",
    "CosWithWarmup", "HalfCosWithWarmup", "CosWithWarmupAndLinearDecay", "WSDS", "ExponentialScheduler",
    "ComposableScheduler", "SequentialScheduler",
)  # fmt: skip
FUNCTIONS = {
    _PLACE + name: getattr(_FILE, name)
    for name in _NAMES
    if name not in ("WSDS", "ComposableScheduler", "SequentialScheduler")
}
_RUN = {"max_steps": 122}
_WARM = {"warmup": 20, **_RUN}
_LOW = {"warmup_min_lr": 0.0005}
_SHORT = [{**_WARM, "t_max": 100}, {**_WARM, "t_max": 20}, {**_WARM, "t_max": 15}]  # two of them end in the warmup
_RAMP = {"duration": 20, "start_lr": 0.001, "end_lr_fraction": 1.0}
_FALL = {"duration": 60, "shape": "cosine", "end_lr": 0.0005}


def nested(name, rate, **arguments):
    """A scheduler in the arguments of another."""
    return {"original": _PLACE + name, "arguments": {"learning_rate": rate, **arguments}}


_OF = {
    "ConstantScheduler": [{}],
    "ConstantWithWarmup": [_WARM, {"warmup_fraction": 0.1, **_LOW, **_RUN}, {"warmup": 0, **_RUN}],
    "WSD": [
        _WARM,
        {"warmup": 60, "decay": 80, "decay_fraction": None, **_RUN},  # they overlap
        {"warmup_steps": 20, **_LOW, "decay": 40, "decay_fraction": None, "decay_min_lr": 0.001, **_RUN},
        {"warmup_fraction": 0.1, "decay_fraction": 0.5, **_RUN},
        {"warmup": 60, "decay": 62, "decay_fraction": None, **_RUN},
    ],
    "PowerLR": [_WARM, {"b": -1.0, **_WARM, **_LOW, "decay_steps": 40, "decay_fraction": None, "decay_min_lr": 0.0001}],
    "LinearWithWarmup": [_WARM, {"alpha_f": 0.0, **_WARM, **_LOW}, *_SHORT],
    "InvSqrtWithWarmup": [_WARM, {"alpha_f": 0.0, **_WARM}, {**_WARM, **_LOW}, {"warmup": 0, **_RUN}],
    "CosWithWarmup": [_WARM, {"alpha_f": 0.0, **_WARM, **_LOW}, *_SHORT],
    "HalfCosWithWarmup": [_WARM, {"alpha_f": 0.0, **_WARM, **_LOW}, *_SHORT],
    "CosWithWarmupAndLinearDecay": [_WARM, {**_WARM, "t_max": 200, "decay": 40, "decay_fraction": None, **_LOW}],
    "WSDS": [
        {"period_lengths": [40, 80], "warmup": 10, "decay_fraction": 0.1, **_RUN},
        {"period_lengths": [40, 60, 20], "warmup": 10, "decay": 9, "decay_min_lr": 0.001, **_LOW, **_RUN},
        {
            "period_lengths": [40, 60],
            "period_lr_multipliers": [1.0, 0.5],
            "warmup_fraction": 0.25,
            "decay_fraction": 0.33,
            **_RUN,
        },
    ],
    "ExponentialScheduler": [_RUN, {"lr_min": 1e-5, "max_steps": 100}],
    "ComposableScheduler": [
        {"stages": [_RAMP, _FALL]},
        {"stages": [_FALL, {**_RAMP, "start_lr": None}, {"duration": 9, "end_lr": 0.0}]},
        {"stages": [_RAMP, _FALL], "override_decay": {"start": 60, "duration": 30, "end_lr": 0.0}},
    ],
    "SequentialScheduler": [
        {
            "schedulers": [
                nested("ConstantWithWarmup", 0.01, warmup=20, max_steps=60),
                nested("CosWithWarmup", 0.01, warmup=0, max_steps=62),
            ],
            "schedulers_max": [60],
        }
    ],
}  # fmt: skip
SETTINGS = [
    (_PLACE + name, None if name == "SequentialScheduler" else 0.01, arguments)
    for name, settings in _OF.items()
    for arguments in settings
]
REFUSED = [
    (_PLACE + "WSD", 0.01, {**_WARM, "decay": 0, "decay_fraction": None}, "because OLMo-core divides by it"),
    (_PLACE + "WSD", 0.01, {**_WARM, "decay": 9}, "decay or decay_fraction must be None"),
    (_PLACE + "WSD", 0.01, {**_RUN}, "warmup or warmup_fraction must be given"),
    (_PLACE + "WSD", 0.01, {**_WARM, "decay_min_lr": 0.02}, "decay_min_lr must be from 0 to below the learning rate"),
    (_PLACE + "PowerLR", 0.01, {**_WARM, "b": 0.5}, "b must be below 0"),
    (_PLACE + "PowerLR", 0.01, {"warmup": 0, **_RUN}, "warmup must be from 1 to before the decay"),
    (_PLACE + "WSDS", 0.01, {"warmup": 0, "decay": 9, **_RUN}, "period_lengths must be given"),
    (
        _PLACE + "WSDS",
        0.01,
        {"period_lengths": [9], "warmup": 5, "decay": 5, **_RUN},
        "period_lengths must hold the warmup, 5, and the decays, [5]",
    ),
    (_PLACE + "ComposableScheduler", 0.01, {"stages": []}, "stages must be given"),
    (
        _PLACE + "ComposableScheduler",
        0.01,
        {"stages": [{"duration": 9}]},
        "each stage must have end_lr or end_lr_fraction",
    ),
]


def _made(name, arguments):
    own = {key: value for key, value in arguments.items() if key not in ("max_steps", "learning_rate")}
    if "stages" in own:
        shaped = [
            {**each, "shape": _FILE.ComposableSchedulerStageType(each.get("shape", "linear"))} for each in own["stages"]
        ]
        own["stages"] = [_FILE.ComposableSchedulerStage(**each) for each in shaped]
    if "override_decay" in own:
        own["override_decay"] = _FILE.OverrideDecay(**own["override_decay"])
    if "schedulers" in own:
        own["schedulers"] = [_made(each["original"], each["arguments"]) for each in own["schedulers"]]
        own["schedulers_max"] = list(own["schedulers_max"])
    return getattr(_FILE, name.removeprefix(_PLACE))(**own)


def rates(name, rate, arguments, steps):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        scheduler = _made(name, arguments)
        total = arguments.get("max_steps", max(steps) + 1)
        return [scheduler.get_lr(rate or 0.01, step + 1, total) for step in steps]
