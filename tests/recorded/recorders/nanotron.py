"""The schedules of nanoGPT and nanotron, each the one function of its file that makes them."""

import ast
import dataclasses
import inspect
import math
import pathlib
import types
import typing

import torch
from torch.optim.lr_scheduler import LambdaLR

from . import STEPS as STEPS
from . import folder_of, from_github, optimizer, rates_in_training, version_of

INSTALL = "pip install torch==2.13.0 && pip install --no-deps nanotron==0.4"
COMMIT = "e2221318e607eb5ee0669d6b7641af25a2111545"
LIBRARY, VERSION = "nanotron", f"{version_of('nanotron')}; nanoGPT {COMMIT}"


def _function(path, name, names):
    """One function or class of a file, in a namespace of these names."""
    tree = ast.parse(pathlib.Path(path).read_text(encoding="utf-8"))
    tree.body = [each for each in tree.body if getattr(each, "name", None) == name]
    exec(compile(tree, path, "exec"), names)
    return names[name]


_NANOGPT, _NANOTRON = "nanogpt.train.get_lr", "nanotron.helpers.lr_scheduler_builder"
_TRAIN = from_github("karpathy/nanoGPT", COMMIT, "train.py")
_FOLDER = folder_of("nanotron")
_CONFIG = _function(
    _FOLDER / "config/config.py",
    "LRSchedulerArgs",
    {"Optional": typing.Optional, "dataclass": dataclasses.dataclass},
)
_BUILDER = _function(
    _FOLDER / "helpers.py",
    "lr_scheduler_builder",
    {"math": math, "LambdaLR": LambdaLR, "Optimizer": torch.optim.Optimizer, "LRSchedulerArgs": _CONFIG},
)
FUNCTIONS = {_NANOTRON: inspect.signature(_CONFIG)}
_RATE = {"learning_rate": 0.01}
_GPT = {**_RATE, "warmup_iters": 20, "lr_decay_iters": 100, "min_lr": 0.001}
_LINEAR = {**_RATE, "lr_warmup_style": "linear", "min_decay_lr": 0.001, "total_training_steps": 120}
_WARM = {**_LINEAR, "lr_warmup_steps": 20}
SETTINGS = [
    (_NANOGPT, None, _GPT),
    (_NANOGPT, None, {**_GPT, "warmup_iters": 0, "min_lr": 0.0}),
    (_NANOTRON, None, _WARM),
    (_NANOTRON, None, {**_WARM, "lr_decay_style": "cosine"}),
    (_NANOTRON, None, {**_WARM, "lr_decay_steps": 40}),
    (_NANOTRON, None, {**_WARM, "lr_decay_starting_step": 60}),
    (_NANOTRON, None, {**_WARM, "lr_decay_starting_step": 60, "lr_decay_steps": 60, "lr_decay_style": "cosine"}),
    (_NANOTRON, None, {**_WARM, "lr_decay_starting_step": 10, "lr_decay_steps": 60}),
    (_NANOTRON, None, {**_WARM, "lr_warmup_style": "constant", "lr_decay_style": "cosine"}),
    (_NANOTRON, None, {**_WARM, "lr_decay_steps": 0}),
    (_NANOTRON, None, {key: value for key, value in _WARM.items() if key != "min_decay_lr"}),
    (_NANOTRON, None, _LINEAR),
    (_NANOTRON, None, {**_LINEAR, "lr_warmup_style": "constant"}),
    (_NANOTRON, None, {**_LINEAR, "lr_warmup_style": "constant", "lr_decay_starting_step": 60}),
]
REFUSED = [
    (_NANOTRON, None, {**_LINEAR, "lr_decay_steps": 0}, "because nanotron then squares the learning rate"),
    (_NANOTRON, None, {**_LINEAR, "lr_warmup_style": None}, "lr_warmup_style must be one of 'linear', 'constant'"),
    (_NANOTRON, None, {**_LINEAR, "lr_decay_style": "1-sqrt"}, "lr_decay_style must be one of 'linear', 'cosine'"),
    (_NANOGPT, None, {**_GPT, "warmup_iters": 100}, "warmup_iters must be from 0 to below lr_decay_iters=100"),
]


def rates(name, rate, arguments, steps):
    if name == _NANOGPT:
        get_lr = _function(_TRAIN, "get_lr", {"math": math, **arguments})
        return [get_lr(step) for step in steps]
    total = arguments.pop("total_training_steps")
    trained = optimizer(arguments["learning_rate"])
    held = types.SimpleNamespace(get_base_optimizer=lambda: trained)
    return rates_in_training(trained, _BUILDER(held, _CONFIG(**arguments), total), steps)
