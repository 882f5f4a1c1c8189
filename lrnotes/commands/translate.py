"""``lrnotes translate``: another library's schedule as the equal one of lrnotes, or as another framework's code."""

import argparse

from ..from_others.calls import NotTranslated
from .arguments import Parser, Wrong, schedule
from .code import add_framework, print_code

SUMMARY = "Translate another library's schedule."


def parser() -> Parser:
    made = Parser(
        "translate",
        SUMMARY,
        """
lrnotes translate "torch.optim.lr_scheduler.OneCycleLR(max_lr=0.1, total_steps=100)"
lrnotes translate "StepLR(optimizer, step_size=30)" --learning-rate 0.1 --to keras
lrnotes translate "optax.cosine_decay_schedule(0.1, 1000)" | lrnotes plot -
""",
        "The result has the same learning rate at every step. The exit code is 1 if there is no translation.",
    )
    made.add_argument("call", metavar="CALL", help="a call of another library; - reads it from standard input")
    add_framework(made)
    made.add_argument("--native", action="store_true", help="only the framework's own lines, without lrnotes")
    made.add_learning_rate()
    return made


def run(arguments: argparse.Namespace) -> int:
    if arguments.native and arguments.to is None:
        raise Wrong("--native needs --to, the framework")
    try:
        made = schedule(arguments.call, arguments.learning_rate)
    except NotTranslated as error:
        raise Wrong(str(error), code=1) from None
    if arguments.to is None:
        print(made)
        return 0
    return print_code(made, arguments.to, arguments.native)
