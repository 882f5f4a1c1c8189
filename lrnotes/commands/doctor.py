"""``lrnotes doctor``: whether logged learning rates are those that were meant."""

import argparse
import json
from typing import Any

from .arguments import Parser, Wrong, losses, schedule, standard_input
from .figure_files import figure_path, write_figure

SUMMARY = "Compare logged learning rates with the schedule that was meant."


def parser() -> Parser:
    made = Parser(
        "doctor",
        SUMMARY,
        """
lrnotes doctor rates.csv --schedule "CosineDecay(0.1, 1000).warmup(100)" --updates 1100
lrnotes doctor rates.csv --schedule "CosineDecay(0.1, 1000)" --figure diagnosis.svg
lrnotes values "CosineDecay(0.1, 1000)" | lrnotes doctor - --schedule "CosineDecay(0.1, 1000)" --json
""",
        "The file has a column of updates and one for the rates of each parameter group, as lrnotes.record\n"
        "writes it; exports of TensorBoard and W&B will do. What you know of the run tells causes apart that give\n"
        "the same rates. The exit code is 1 if there are findings.",
    )
    made.add_argument("rates", metavar="FILE", help="a CSV file of logged rates; - reads it from standard input")
    made.add_argument("--schedule", metavar="SCHEDULE", help="the schedule that was meant, as an expression")
    made.add_argument("--updates", type=int, metavar="N", help="how many updates the training run was to have")
    made.add_argument("--accumulation", type=int, metavar="N", help="micro-batches per update")
    made.add_argument("--processes", type=int, metavar="N", help="processes that train together")
    made.add_argument("--batches-per-epoch", type=int, metavar="N", help="micro-batches per epoch")
    made.add_losses()
    made.add_argument("--json", action="store_true", help="print the findings as JSON")
    made.add_argument("--figure", metavar="FILE", help="a file for a figure of what was meant and what was logged")
    made.add_learning_rate()
    return made


def run(arguments: argparse.Namespace) -> int:
    figure = None if arguments.figure is None else figure_path(arguments.figure, "--figure")
    if arguments.rates == arguments.schedule == "-":
        raise Wrong("standard input can be read only once; give - for the file or the schedule")
    meant = None if arguments.schedule is None else schedule(arguments.schedule, arguments.learning_rate)
    diagnosis = _diagnosis(arguments, meant)
    print(json.dumps(diagnosis.to_dict(), indent=2) if arguments.json else diagnosis)
    if figure is not None:
        write_figure(diagnosis.figure(), figure)
    return int(bool(diagnosis))


def _diagnosis(arguments: argparse.Namespace, meant: Any) -> Any:
    from ..monitor.doctor import doctor

    known = {
        name: getattr(arguments, name) for name in ("updates", "accumulation", "processes", "batches_per_epoch")
    } | {"metrics": losses(arguments)}
    return doctor(standard_input() if arguments.rates == "-" else arguments.rates, meant, **known)
