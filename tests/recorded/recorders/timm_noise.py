"""The noise of timm's schedulers, which PyTorch draws from a generator with the seed and the step."""

import importlib
import importlib.util

from . import STEPS as STEPS
from . import optimizer, stand_in, version_of

INSTALL = "pip install torch==2.13.0 && pip install --no-deps timm==1.0.31"
LIBRARY, VERSION = "timm", version_of("timm")

# Only the folder of schedulers: the models of timm need torchvision.
stand_in("timm", __path__=list(importlib.util.find_spec("timm").submodule_search_locations))
_SCHEDULERS = importlib.import_module("timm.scheduler")
_PLACE = "timm.scheduler."
FUNCTIONS = {}  # timm.json has the schedulers without noise
_NOISE = {"noise_range_t": [10, 100]}
_COSINE = {"t_initial": 120, "lr_min": 0.001, "warmup_t": 10}
SETTINGS = [
    (_PLACE + name, 0.1, arguments)
    for name, arguments in [
        ("CosineLRScheduler", {**_COSINE, **_NOISE}),
        ("CosineLRScheduler", {**_COSINE, "noise_range_t": 0, "noise_seed": 7}),
        ("CosineLRScheduler", {**_COSINE, **_NOISE, "noise_pct": 0.1}),  # most numbers are drawn again
        ("TanhLRScheduler", {"t_initial": 120, **_NOISE, "noise_std": 0.2}),
        ("PolyLRScheduler", {"t_initial": 120, "power": 1.0, **_NOISE}),
        ("StepLRScheduler", {"decay_t": 40, "decay_rate": 0.5, "noise_range_t": [0, 41], "noise_seed": 2**32 - 20}),
        ("MultiStepLRScheduler", {"decay_t": [40, 80], "decay_rate": 0.5, **_NOISE}),
        ("WSDLRScheduler", {"t_initial": 110, "decay_t": 40, "warmup_t": 10, **_NOISE}),
        ("create_scheduler_v2", {"num_epochs": 100, "warmup_epochs": 5, "noise": 0.2}),
        ("create_scheduler_v2", {"num_epochs": 100, "warmup_epochs": 5, "noise": [0.3]}),
        ("create_scheduler_v2", {"sched": "wsd", "num_epochs": 100, "noise": [0.2, 0.8], "noise_std": 0.3}),
        ("create_scheduler_v2", {"sched": "constant", "num_epochs": 100, "noise": [0.2, 0.8], "noise_pct": 0.3}),
    ]
]


def rates(name, rate, arguments, steps):
    optimized = optimizer(rate)
    made = getattr(_SCHEDULERS, name.removeprefix(_PLACE))(optimized, **arguments)
    scheduler = made[0] if isinstance(made, tuple) else made
    used = []
    for step in steps:
        scheduler.step(step)
        used.append(optimized.param_groups[0]["lr"])
    return used
