"""``lrnotes translate``: another library's schedule as the equal one of lrnotes, or as another framework's code."""

import argparse
import pathlib
from typing import Any

from ..from_others.calls import NotTranslated
from ..from_others.translation import translate
from .arguments import Parser, Wrong, opened, schedule
from .code import add_framework, print_code

SUMMARY = "Translate another library's schedule."

#: The configurations that are files, by the ending: whose they are.
_CONFIGURATIONS = {".json": "deepspeed.initialize", ".toml": "torchtitan.config.JobConfig"}


def parser() -> Parser:
    made = Parser(
        "translate",
        SUMMARY,
        """
lrnotes translate "torch.optim.lr_scheduler.OneCycleLR(max_lr=0.1, total_steps=100)"
lrnotes translate "StepLR(optimizer, step_size=30)" --learning-rate 0.1 --to keras
lrnotes translate "TrainingArguments(lr_scheduler_type='cosine', warmup_steps=100, max_steps=1000)"
lrnotes translate ds_config.json --learning-rate 0.1
lrnotes translate "optax.cosine_decay_schedule(0.1, 1000)" | lrnotes plot -
""",
        "The result has the same learning rate at every step. The exit code is 1 if there is no translation.",
    )
    made.add_argument(
        "call",
        metavar="CALL|FILE",
        help="a call of another library, - to read it from standard input, or a file: the configuration of DeepSpeed "
        "(.json) or of torchtitan (.toml)",
    )
    add_framework(made)
    made.add_argument("--native", action="store_true", help="only the framework's own lines, without lrnotes")
    made.add_learning_rate()
    return made


def run(arguments: argparse.Namespace) -> int:
    if arguments.native and arguments.to is None:
        raise Wrong("--native needs --to, the framework")
    try:
        made = _translated(arguments.call, arguments.learning_rate)
    except NotTranslated as error:
        raise Wrong(str(error), code=1) from None
    if arguments.to is None:
        print(made)
        return 0
    return print_code(made, arguments.to, arguments.native)


def _translated(text: str, learning_rate: float | None) -> Any:
    name = _CONFIGURATIONS.get(pathlib.PurePath(text.strip()).suffix)
    if name is None:
        return schedule(text, learning_rate)
    config = opened(text)
    try:
        return translate(name, learning_rate=learning_rate, config=config)
    except (TypeError, ValueError) as error:
        raise NotTranslated(str(error)) from error
