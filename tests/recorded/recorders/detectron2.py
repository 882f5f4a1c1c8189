"""fvcore's schedulers and Detectron2's, in training: LRMultiplier steps after each update.

Detectron2 is on no index: one file of it is read from GitHub, or from the folder of downloads.
"""

import logging

from . import STEPS as _MANY
from . import file_alone, file_as, from_github, optimizer, rates_in_training, version_of

INSTALL = "pip install torch==2.13.0 && pip install --no-deps fvcore==0.1.5.post20221221"
COMMIT = "606437e6008b3e91acfff572061dbd1d71110087"
LIBRARY, VERSION = "Detectron2", f"{COMMIT}, with fvcore {version_of('fvcore')}"
STEPS = [step for step in _MANY if step < 120]
logging.getLogger("detectron2_lr_scheduler").setLevel(logging.ERROR)
_FVCORE = file_alone("fvcore", "common/param_scheduler.py", "fvcore.common.param_scheduler")
_FILE = file_as(
    from_github("facebookresearch/detectron2", COMMIT, "detectron2/solver/lr_scheduler.py"), "detectron2_lr_scheduler"
)
_CURVE, _SOLVER, _LATE = "fvcore.common.param_scheduler.", "detectron2.solver.", "detectron2.solver.lr_scheduler."
_CURVES = (
    "ConstantParamScheduler", "CosineParamScheduler", "ExponentialParamScheduler", "LinearParamScheduler",
    "MultiStepParamScheduler", "PolynomialDecayParamScheduler", "StepParamScheduler",
    "StepWithFixedGammaParamScheduler", "CompositeParamScheduler",
)  # fmt: skip
FUNCTIONS = {
    **{_CURVE + name: getattr(_FVCORE, name) for name in _CURVES},
    _LATE + "WarmupParamScheduler": _FILE.WarmupParamScheduler,
    _SOLVER + "LRMultiplier": _FILE.LRMultiplier,
    _LATE + "WarmupMultiStepLR": _FILE.WarmupMultiStepLR,
    _LATE + "WarmupCosineLR": _FILE.WarmupCosineLR,
}
_RUN = {"max_iter": 120}
_ENDS = {"start_value": 0.1, "end_value": 0.001}


def nested(name, **arguments):
    """A scheduler in the arguments of another."""
    return {"original": name, "arguments": arguments}


_STAIRS = nested(
    _CURVE + "MultiStepParamScheduler", values=[1.0, 0.1, 0.01], milestones=[60, 80], num_updates=120, max_iter=120
)
_WAVE = nested(_CURVE + "CosineParamScheduler", start_value=1.0, end_value=0.01, max_iter=120)
_REST = nested(_CURVE + "CosineParamScheduler", start_value=1.0, end_value=0.01, max_iter=100)
_WARM = {"warmup_factor": 0.001, "warmup_length": 20 / 120, **_RUN}
_PART = nested(_CURVE + "CosineParamScheduler", start_value=0.1, end_value=0.01, max_iter=0.75 * 120)
SETTINGS = [
    (_CURVE + "ConstantParamScheduler", None, {"value": 0.1}),
    (_CURVE + "CosineParamScheduler", None, {**_ENDS, **_RUN}),
    (_CURVE + "ExponentialParamScheduler", None, {"start_value": 0.1, "decay": 0.02, **_RUN}),
    (_CURVE + "LinearParamScheduler", None, {**_ENDS, **_RUN}),
    (_CURVE + "LinearParamScheduler", None, {"start_value": 0.001, "end_value": 0.1, **_RUN}),
    (_CURVE + "MultiStepParamScheduler", None, {**_STAIRS["arguments"], "values": [0.1, 0.01, 0.001]}),
    (_CURVE + "MultiStepParamScheduler", None, {"values": [0.1, 0.02, 0.001], "milestones": [3, 6, 9], **_RUN}),
    (_CURVE + "MultiStepParamScheduler", None, {"values": [0.1, 0.02, 0.001], "num_updates": 91, **_RUN}),
    (_CURVE + "MultiStepParamScheduler", None, {"values": [0.1, 0.02, 0.001], "num_updates": 3, **_RUN}),
    (_CURVE + "PolynomialDecayParamScheduler", None, {"base_value": 0.1, "power": 0.9, **_RUN}),
    (_CURVE + "StepParamScheduler", None, {"num_updates": 120, "values": [0.1, 0.02, 0.001], **_RUN}),
    (_CURVE + "StepParamScheduler", None, {"num_updates": 7, "values": [0.1], **_RUN}),
    (
        _CURVE + "StepWithFixedGammaParamScheduler",
        None,
        {"base_value": 0.1, "num_decays": 2, "gamma": 0.3, "num_updates": 120, **_RUN},
    ),
    (
        _CURVE + "CompositeParamScheduler",
        None,
        {
            "schedulers": [nested(_CURVE + "ConstantParamScheduler", value=0.1), _PART],
            "lengths": [0.25, 0.75],
            "interval_scaling": ["rescaled", "rescaled"],
            **_RUN,
        },
    ),
    (
        _CURVE + "CompositeParamScheduler",
        None,
        {
            "schedulers": [nested(_CURVE + "ConstantParamScheduler", value=0.1), _WAVE],
            "lengths": [0.25, 0.75],
            "interval_scaling": ["fixed", "fixed"],
            **_RUN,
        },
    ),
    (_LATE + "WarmupParamScheduler", None, {"scheduler": _WAVE, **_WARM}),
    (_LATE + "WarmupParamScheduler", None, {"scheduler": _WAVE, **_WARM, "warmup_method": "constant"}),
    (_LATE + "WarmupParamScheduler", None, {"scheduler": _REST, **_WARM, "rescale_interval": True}),
    (_LATE + "WarmupParamScheduler", None, {"scheduler": _STAIRS, **_WARM}),
    (_LATE + "WarmupParamScheduler", None, {"scheduler": _STAIRS, **_WARM, "warmup_length": 0}),
    (
        _SOLVER + "LRMultiplier",
        0.02,
        {"multiplier": nested(_LATE + "WarmupParamScheduler", scheduler=_STAIRS, **_WARM), **_RUN},
    ),
    (_LATE + "WarmupMultiStepLR", 0.02, {"milestones": [60, 80], "warmup_iters": 20}),
    (_LATE + "WarmupMultiStepLR", 0.02, {"milestones": [10, 80], "warmup_iters": 20, "gamma": 0.5}),
    (_LATE + "WarmupMultiStepLR", 0.02, {"milestones": [60, 80], "warmup_iters": 20, "warmup_method": "constant"}),
    (_LATE + "WarmupMultiStepLR", 0.02, {"milestones": [60], "warmup_iters": 0}),
    (_LATE + "WarmupMultiStepLR", 0.02, {"milestones": []}),
    (_LATE + "WarmupCosineLR", 0.02, {"max_iters": 100, "warmup_iters": 20, "warmup_factor": 0.1}),
]
_MANY_STEPS = _CURVE + "MultiStepParamScheduler"
REFUSED = [
    (_MANY_STEPS, None, {"values": [0.1, 0.02], **_RUN}, "num_updates or milestones must be given"),
    (_MANY_STEPS, None, {"values": [0.1, 0.02], "milestones": [9], **_RUN}, "milestones must be one fewer than values"),
    (_MANY_STEPS, None, {"values": [0.1, 0.02, 0.1], "milestones": [9, 5, 20], **_RUN}, "milestones must increase"),
    (_CURVE + "StepParamScheduler", None, {"num_updates": 0, "values": [0.1], **_RUN}, "num_updates must be above 0"),
    (_LATE + "WarmupMultiStepLR", 0.02, {"milestones": [80, 60]}, "milestones must increase"),
    (_LATE + "WarmupParamScheduler", None, {"scheduler": _WAVE, **_WARM, "warmup_method": "cosine"}, "must be one of"),
]


def _made(name, arguments):
    """fvcore's own schedulers have no max_iter."""
    own = {key: value for key, value in arguments.items() if key != "max_iter"}
    for key, value in own.items():
        if isinstance(value, dict):
            own[key] = _made(value["original"], value["arguments"])
        elif key == "schedulers":
            own[key] = [_made(each["original"], each["arguments"]) for each in value]
        elif isinstance(value, list):
            own[key] = list(value)  # which a scheduler may change
    return FUNCTIONS[name](**own)


def rates(name, rate, arguments, steps):
    if rate is None:
        scheduler = _made(name, arguments)
        return [scheduler(step / 120) for step in steps]
    trained = optimizer(rate)
    if name.endswith("LRMultiplier"):
        inner = _made(arguments["multiplier"]["original"], arguments["multiplier"]["arguments"])
        return rates_in_training(trained, _FILE.LRMultiplier(trained, inner, arguments["max_iter"]), steps)
    return rates_in_training(trained, FUNCTIONS[name](trained, **arguments), steps)
