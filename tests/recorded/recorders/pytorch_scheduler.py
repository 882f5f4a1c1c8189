"""The hyperbolic schedulers of pytorch-scheduler, stepped after each update."""

from pytorch_scheduler import ExpHyperbolicLRScheduler, HyperbolicLRScheduler

from . import STEPS as STEPS
from . import optimizer, rates_in_training, version_of

INSTALL = "pip install torch==2.13.0 && pip install --no-deps pytorch-scheduler==0.2.2"
LIBRARY, VERSION = "pytorch-scheduler", version_of("pytorch-scheduler")
_PLACE = "pytorch_scheduler."
FUNCTIONS = {_PLACE + each.__name__: each for each in (HyperbolicLRScheduler, ExpHyperbolicLRScheduler)}
_RUN = {"total_steps": 100, "upper_bound": 250}
SETTINGS = [
    (name, 0.1, {**_RUN, **arguments})
    for name in FUNCTIONS
    for arguments in [
        {},
        {"min_lr": 0.001},
        {"upper_bound": 100},
        {"min_lr": 0.001, "warmup_steps": 20},
        {"total_steps": 120, "upper_bound": 120, "min_lr": 0.01, "warmup_steps": 20},
    ]
]
REFUSED = [
    (name, 0.1, {**_RUN, **arguments}, message)
    for name in FUNCTIONS
    for arguments, message in [
        ({"upper_bound": 99}, "upper_bound must be at least total_steps=100"),
        ({"warmup_steps": 100}, "warmup_steps must be from 0 to below total_steps=100"),
    ]
]


def rates(name, rate, arguments, steps):
    trained = optimizer(rate)
    return rates_in_training(trained, FUNCTIONS[name](trained, **arguments), steps)
