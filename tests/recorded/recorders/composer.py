"""Composer's schedulers and LLM Foundry's, called with the state that the Trainer has before each batch."""

import functools
import types
import warnings

from . import STEPS as STEPS
from . import file_alone, stand_in, version_of

INSTALL = "pip install torch==2.13.0 && pip install --no-deps mosaicml==0.32.1 llm-foundry==0.22.0"
LIBRARY, VERSION = "Composer", f"{version_of('mosaicml')}; LLM Foundry {version_of('llm-foundry')}"
_composer = functools.partial(file_alone, "composer")
_STRINGS = _composer("utils/string_enum.py", "composer_string_enum")
stand_in("composer.utils", StringEnum=_STRINGS.StringEnum)
_TIME = _composer("core/time.py", "composer_time", {"composer.core.serializable": {"Serializable": object}})
stand_in("composer.core", State=object, Time=_TIME.Time, TimeUnit=_TIME.TimeUnit)
_FILE = _composer("optim/scheduler.py", "composer.optim.scheduler")
stand_in("composer.optim", ComposerScheduler=_FILE.ComposerScheduler, LinearScheduler=_FILE.LinearScheduler)
_FOUNDRY = file_alone(
    "llmfoundry",
    "optim/scheduler.py",
    "llmfoundry_scheduler",
    {"llmfoundry.utils.warnings": {"experimental_class": lambda name: lambda kind: kind}},
)
_PLACE = "composer.optim."
_NAMES = [name for name in _FILE.__all__ if name.endswith("Scheduler") and name != "ComposerScheduler"]
_INVERSE = "llmfoundry.optim.InverseSquareRootWithWarmupScheduler"
FUNCTIONS = {_PLACE + name: getattr(_FILE, name) for name in _NAMES}
FUNCTIONS[_INVERSE] = _FOUNDRY.InverseSquareRootWithWarmupScheduler
_RUN, _EPOCHS = {"max_duration": "120ba"}, {"max_duration": "3ep", "dataloader_len": 40}
_TOKENS = {"max_duration": "120tok"}
_WARM = {"t_warmup": "20ba", **_RUN}
_PHASES = {"t_warmup": "20ba", "t_scale": "30ba", "t_cooldown": "40ba", **_RUN}
SETTINGS = [
    (_PLACE + name, 0.1, arguments)
    for name, arguments in [
        ("StepScheduler", {"step_size": "30ba", **_RUN}),
        ("StepScheduler", {"step_size": "1ep", "gamma": 0.5, **_EPOCHS}),
        ("MultiStepScheduler", {"milestones": ["1ep", "0.5dur"], "gamma": 0.5, **_EPOCHS}),
        ("MultiStepScheduler", {"milestones": ["60tok", "0.75dur"], **_TOKENS}),
        ("ConstantScheduler", {"alpha": 0.5, "t_max": "0.5dur", **_RUN}),
        ("ConstantScheduler", _RUN),
        ("LinearScheduler", _RUN),
        ("LinearScheduler", {"alpha_i": 0.1, "alpha_f": 0.8, "t_max": "1ep", **_EPOCHS}),
        ("ExponentialScheduler", {"gamma": 0.5, **_EPOCHS}),
        ("ExponentialScheduler", {"gamma": 0.9, "decay_period": "7ba", **_EPOCHS}),
        ("CosineAnnealingScheduler", _RUN),
        ("CosineAnnealingScheduler", {"t_max": "60ba", "alpha_f": 0.1, **_RUN}),
        ("CosineAnnealingWarmRestartsScheduler", {"t_0": "30ba", "alpha_f": 0.1, **_RUN}),
        ("CosineAnnealingWarmRestartsScheduler", {"t_0": "10ba", "t_mult": 2.0, **_RUN}),
        (
            "CosineAnnealingWarmRestartsScheduler",
            {"t_0": "9ba", "t_mult": 1.5, "alpha_f": 0.1, "max_duration": "130ba"},
        ),
        ("PolynomialScheduler", {"power": 2.0, **_RUN}),
        ("PolynomialScheduler", {"power": 0.5, "t_max": "80ba", "alpha_f": 0.1, **_RUN}),
        ("MultiStepWithWarmupScheduler", {**_WARM, "milestones": ["60ba", "0.75dur"]}),
        ("MultiStepWithWarmupScheduler", {**_WARM, "milestones": ["10ba", "60ba"], "gamma": 0.5}),
        ("ConstantWithWarmupScheduler", {**_WARM, "alpha": 0.5}),
        ("LinearWithWarmupScheduler", _WARM),
        ("LinearWithWarmupScheduler", {**_WARM, "alpha_i": 0.5, "alpha_f": 0.1, "t_max": "150ba"}),
        ("LinearWithWarmupScheduler", {"t_warmup": "1ep", **_EPOCHS}),
        ("LinearWithWarmupScheduler", {"t_warmup": "0ba", **_RUN}),
        ("CosineAnnealingWithWarmupScheduler", {**_WARM, "alpha_f": 0.1}),
        ("CosineAnnealingWithWarmupScheduler", {"t_warmup": "20tok", **_TOKENS}),
        ("PolynomialWithWarmupScheduler", _WARM),
        ("PolynomialWithWarmupScheduler", {**_WARM, "power": 1.0, "alpha_f": 0.1}),
    ]
] + [
    (_INVERSE, 0.1, _PHASES),
    (_INVERSE, 0.1, {**_PHASES, "alpha_f_decay": 0.1, "alpha_f_cooldown": 0.05}),
    (_INVERSE, 0.1, {**_PHASES, "t_cooldown": "0ba", "alpha_f_decay": 0.1}),
    (_INVERSE, 0.1, {**_PHASES, "t_cooldown": "110ba"}),
    (_INVERSE, 0.1, {**_PHASES, "t_warmup": "0ba"}),
]
REFUSED = [
    (_PLACE + "LinearWithWarmupScheduler", 0.1, {**_WARM, "t_max": "90ba"}, "t_max must be at least max_duration"),
    (_PLACE + "LinearScheduler", 0.1, {"t_max": "5", **_RUN}, "each time must be a text such as"),
    (_PLACE + "CosineAnnealingScheduler", 0.1, {"t_max": "1ep", **_RUN}, "dataloader_len must be given"),
    (_INVERSE, 0.1, {**_PHASES, "alpha_f_cooldown": 0.1}, "alpha_f_decay must be at least alpha_f_cooldown=0.1"),
    (_INVERSE, 0.1, {**_PHASES, "t_scale": "1ep"}, "t_scale must have the unit of max_duration, 'ba'"),
]


def rates(name, rate, arguments, steps):
    duration, batches = arguments.pop("max_duration"), arguments.pop("dataloader_len", None)
    scheduler = FUNCTIONS[name](**arguments)
    tokens = duration.endswith("tok")
    found = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for step in steps:
            now = _TIME.Timestamp(token=step) if tokens else _TIME.Timestamp(batch=step)
            length = None if batches is None else _TIME.Time(batches, "ba")
            state = types.SimpleNamespace(
                timestamp=now, max_duration=_TIME.Time.from_timestring(duration), dataloader_len=length
            )
            found.append(rate * scheduler(state))
    return found
