"""NeMo's schedulers, stepped after each update as its configuration has it (interval: step)."""

import inspect
import warnings

from . import STEPS as STEPS
from . import file_alone, optimizer, rates_in_training, version_of

INSTALL = "pip install torch==2.13.0 && pip install --no-deps nemo_toolkit==3.0.0"
LIBRARY, VERSION = "NVIDIA NeMo", version_of("nemo_toolkit")
_FILE = file_alone(
    "nemo",
    "core/optim/lr_scheduler.py",
    "nemo_lr_scheduler",
    {
        "omegaconf": {"DictConfig": dict, "OmegaConf": object},
        "nemo.core.classes.common": {"safe_instantiate": None},
        "nemo.core.config.schedulers": dict.fromkeys(
            ("SchedulerParams", "get_scheduler_config", "register_scheduler_params")
        ),
        "nemo.utils": {"logging": None},
        "nemo.utils.model_utils": {"maybe_update_config_version": None},
    },
)
_PLACE = "nemo.core.optim.lr_scheduler."


def _with_those_of_its_base(kind):
    """A class's arguments, then those of its base that it passes on."""
    own = inspect.signature(kind)
    given = {name: each for name, each in own.parameters.items() if each.kind is not each.VAR_KEYWORD}
    if len(given) < len(own.parameters):
        given |= {name: each for name, each in inspect.signature(kind.__base__).parameters.items() if name not in given}
    order = sorted(given.values(), key=lambda each: each.kind)
    return inspect.Signature(order)


_CLASSES = {name: kind for name, kind in _FILE.AVAILABLE_SCHEDULERS.items() if kind.__module__ == _FILE.__name__}
FUNCTIONS = {_PLACE + name: _with_those_of_its_base(kind) for name, kind in _CLASSES.items()}
_RUN, _WARM, _LOW = {"max_steps": 100}, {"warmup_steps": 20}, {"min_lr": 0.001}
_SHARED = [
    _RUN,
    {**_RUN, **_WARM, **_LOW},
    {**_RUN, "warmup_ratio": 0.1, **_LOW},
]
_HOLD = [
    *_SHARED,
    {**_RUN, **_WARM, **_LOW, "hold_steps": 0},
    {**_RUN, **_WARM, **_LOW, "hold_steps": 20},
    {**_RUN, **_WARM, "hold_ratio": 0.2},
    {**_RUN, "hold_steps": 40},
]
_OF = {
    "WarmupPolicy": [{}, _WARM, *_SHARED],
    "WarmupHoldPolicy": _HOLD,
    "SquareAnnealing": _SHARED,
    "SquareRootAnnealing": _SHARED,
    "CosineAnnealing": [
        *_SHARED,
        {**_RUN, **_WARM, **_LOW, "constant_steps": 20},
        {**_RUN, "constant_ratio": 0.2},
        {**_RUN, **_WARM, "min_lr": 0.01},
    ],
    "NoamAnnealing": [
        {"d_model": 64},
        {"d_model": 64, **_WARM},
        {"d_model": 64, **_RUN, "warmup_ratio": 0.1},
        {"d_model": 64, **_WARM, "min_lr": 0.0002},
        {"d_model": 64, "min_lr": 0.0002},
        {"d_model": 64, **_WARM, "min_lr": 0.01},
    ],
    "NoamHoldAnnealing": [
        *({**each, **_WARM} for each in _HOLD if "warmup_ratio" not in each),
        {**_HOLD[4], "decay_rate": 1.0},
    ],
    "WarmupHoldAnnealOneMinusSquareRoot": _HOLD,
    "WarmupHoldAnnealLinear": _HOLD,
    "WarmupAnnealing": _SHARED,
    "InverseSquareRootAnnealing": _SHARED,
    "T5InverseSquareRootAnnealing": [{**_RUN, "constant_steps": 20}, {**_RUN, "constant_steps": 10, **_LOW}],
    "PolynomialDecayAnnealing": [*_SHARED, {**_SHARED[1], "power": 2.0}, {**_SHARED[1], "power": 0.5, "cycle": True}],
    "PolynomialHoldDecayAnnealing": [
        *_HOLD,
        *({**each, "power": 2.0} for each in _HOLD),
        *({**each, "cycle": True} for each in _HOLD),
    ],
}
_NOT_READ = {"T5InverseSquareRootAnnealing"}
SETTINGS = [
    (_PLACE + name, None if name in _NOT_READ else 0.01, arguments)
    for name, settings in _OF.items()
    for arguments in settings
]
REFUSED = [
    (_PLACE + "CosineAnnealing", 0.01, {**_RUN, "min_lr": 0.02}, "min_lr must be below the optimizer's"),
    (_PLACE + "CosineAnnealing", 0.01, {**_RUN, **_WARM, "warmup_ratio": 0.1}, "warmup_steps or warmup_ratio must be"),
    (_PLACE + "WarmupAnnealing", 0.01, {**_RUN, "warmup_ratio": 0.1, **_WARM}, "warmup_steps or warmup_ratio must be"),
    (_PLACE + "NoamHoldAnnealing", 0.01, _RUN, "because NeMo decays in proportion to it"),
    (_PLACE + "T5InverseSquareRootAnnealing", None, {**_RUN, "constant_ratio": 0.1}, "constant_steps must be above 0"),
    (_PLACE + "WarmupHoldPolicy", 0.01, _WARM, "max_steps must be given, because NeMo compares steps with it"),
]


def rates(name, rate, arguments, steps):
    trained = optimizer(0.5 if rate is None else rate)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return rates_in_training(trained, _CLASSES[name.removeprefix(_PLACE)](trained, **arguments), steps)
