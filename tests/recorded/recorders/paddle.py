"""PaddlePaddle's schedulers, stepped after each update."""

import re

from . import STEPS as STEPS
from . import file_as, folder_of, stand_in

INSTALL = "pip install numpy && pip install --no-deps paddlepaddle==3.3.1"
_PLACE = "paddle.optimizer.lr."
_FOLDER = folder_of("paddle")
LIBRARY = "PaddlePaddle"
VERSION = re.search(r"full_version\s*=\s*'(.*)'", (_FOLDER / "version/__init__.py").read_text())[1]


class _Tensor:
    pass


stand_in("paddle", Tensor=_Tensor)
stand_in("paddle.base", core=stand_in("paddle.base.core", eager=stand_in("paddle.base.core.eager", Tensor=_Tensor)))
stand_in("paddle.base.data_feeder", check_type=None)
_FRAMEWORK = ("Variable", "default_main_program", "in_dygraph_mode")
stand_in("paddle.base.framework", **dict.fromkeys(_FRAMEWORK))
stand_in("paddle.base.layer_helper", LayerHelper=None)
_FILE = file_as(_FOLDER / "optimizer/lr.py", "paddle_lr")
_NAMES = [name for name in _FILE.__all__ if name != "LRScheduler"]
FUNCTIONS = {_PLACE + name: getattr(_FILE, name) for name in _NAMES}
METRICS = [abs(step % 14 - 7) / 7 + 3 / (1 + step // 20) for step in range(90)]
_RATE = {"learning_rate": 0.1}


def tenth_each_hundred(step):
    return 0.1 ** (step // 100)


def ever_slower(step):
    return step / (step + 1)


def nested(name, **arguments):
    """A scheduler in the arguments of another."""
    return {"original": _PLACE + name, "arguments": {**_RATE, **arguments}}


_WARM = {"warmup_steps": 20, "start_lr": 0.0, "end_lr": 0.1}
_CYCLE = {"base_learning_rate": 0.001, "max_learning_rate": 0.01, "step_size_up": 20}
_OF = {
    "NoamDecay": [{"d_model": 64, "warmup_steps": 20}, {"d_model": 64, "warmup_steps": 10, "learning_rate": 0.5}],
    "PiecewiseDecay": [
        {"boundaries": [20, 60], "values": [0.1, 0.05, 0.01]},
        {"boundaries": [20], "values": [0.1, 0.05, 0.01]},
    ],
    "NaturalExpDecay": [{**_RATE, "gamma": 0.02}],
    "InverseTimeDecay": [{**_RATE, "gamma": 0.1}],
    "PolynomialDecay": [
        {**_RATE, "decay_steps": 100},
        {**_RATE, "decay_steps": 60, "end_lr": 0.01, "power": 2.0},
        {**_RATE, "decay_steps": 20, "cycle": True},
    ],
    "LinearWarmup": [
        {**_RATE, **_WARM},
        {"learning_rate": 0.05, **_WARM, "start_lr": 0.01},
        {"learning_rate": nested("CosineAnnealingDecay", T_max=60), **_WARM},
        {"learning_rate": nested("StepDecay", step_size=20), **_WARM, "end_lr": 0.2},
    ],
    "ExponentialDecay": [{**_RATE, "gamma": 0.97}],
    "MultiStepDecay": [{**_RATE, "milestones": [20, 60]}, {**_RATE, "milestones": [0, 10], "gamma": 0.5}],
    "StepDecay": [{**_RATE, "step_size": 20}, {**_RATE, "step_size": 40, "gamma": 0.5}],
    "LambdaDecay": [{**_RATE, "lr_lambda": tenth_each_hundred.__name__}],
    "MultiplicativeDecay": [{**_RATE, "lr_lambda": ever_slower.__name__}],
    "ReduceOnPlateau": [
        _RATE,
        {**_RATE, "factor": 0.5, "patience": 3},
        {**_RATE, "mode": "max", "patience": 2, "threshold": 0.1, "threshold_mode": "abs", "min_lr": 0.01},
        {**_RATE, "patience": 0, "epsilon": 0.02, "factor": 0.7},
    ],
    "CosineAnnealingDecay": [{**_RATE, "T_max": 40}, {**_RATE, "T_max": 60, "eta_min": 0.01}],
    "OneCycleLR": [
        {"max_learning_rate": 0.1, "total_steps": 122},
        {"max_learning_rate": 0.1, "total_steps": 122, "end_learning_rate": 0.0, "anneal_strategy": "linear"},
        {"max_learning_rate": 0.1, "total_steps": 122, "divide_factor": 5.0, "phase_pct": 0.25, "three_phase": True},
    ],
    "CyclicLR": [
        _CYCLE,
        {**_CYCLE, "step_size_down": 40},
        {**_CYCLE, "mode": "triangular2"},
        {**_CYCLE, "mode": "exp_range", "exp_gamma": 0.99},
    ],
    "LinearLR": [{**_RATE, "total_steps": 40}, {**_RATE, "total_steps": 40, "start_factor": 1.0, "end_factor": 0.0}],
    "CosineAnnealingWarmRestarts": [{**_RATE, "T_0": 40}, {**_RATE, "T_0": 10, "T_mult": 2, "eta_min": 0.01}],
}
SETTINGS = [(_PLACE + name, None, arguments) for name, settings in _OF.items() for arguments in settings]


def _made(name, arguments):
    arguments = dict(arguments)
    for key, value in arguments.items():
        if isinstance(value, dict):
            arguments[key] = _made(value["original"], value["arguments"])
        elif key == "lr_lambda":
            arguments[key] = globals()[value]
    return FUNCTIONS[name](**arguments)


REFUSED = [
    (_PLACE + "ReduceOnPlateau", None, {**_RATE, "cooldown": 7, "patience": 1}, "cooldown must be 0, because Paddle"),
    (_PLACE + "ExponentialDecay", None, {**_RATE, "gamma": 1.5}, "gamma must be above 0 and below 1"),
    (_PLACE + "ExponentialDecay", None, {**_RATE, "gamma": 1.0}, "gamma must be above 0 and below 1"),
    (_PLACE + "ExponentialDecay", None, {**_RATE, "gamma": 0.0}, "gamma must be above 0 and below 1"),
    (_PLACE + "StepDecay", None, {**_RATE, "step_size": 3, "gamma": 1.5}, "gamma must be below 1"),
    (_PLACE + "LinearLR", None, {**_RATE, "total_steps": 0}, "total_steps must be above 0"),
    (_PLACE + "PiecewiseDecay", None, {"boundaries": [], "values": [0.1]}, "boundaries must be at least one"),
    (_PLACE + "LinearWarmup", None, {**_RATE, **_WARM, "end_lr": 0.0}, "end_lr must be above start_lr=0.0"),
]


def rates(name, rate, arguments, steps):
    scheduler = _made(name, arguments)
    if name.endswith("ReduceOnPlateau"):
        found = [scheduler()]
        for metric in METRICS:
            scheduler.step(metric)
            found.append(scheduler())
        return found
    used = []
    for step in range(max(steps) + 1):
        used.append(scheduler())
        if step < max(steps):
            scheduler.step()
    return [used[step] for step in steps]
