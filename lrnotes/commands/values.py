"""``lrnotes values``: the learning rate at every step as CSV."""

import argparse
import csv
import sys
from collections.abc import Iterator
from typing import Any

import numpy as np

from .arguments import Parser, as_array, what_is_asked

SUMMARY = "Print the learning rates of schedules as CSV."

_AT_ONCE = 8192  # steps; so that `| head` gets the first lines at once


def parser() -> Parser:
    made = Parser(
        "values",
        SUMMARY,
        """
lrnotes values "CosineDecay(0.1, 1000).warmup(100)" --steps 0:1000:10
lrnotes values "LinearDecay(0.1, 1000)" --at 0,10,100
lrnotes values "CosineDecay(0.1, 1000)" "LinearDecay(0.1, 1000)" > rates.csv
lrnotes values "ReduceLROnPlateau(0.1, patience=2)" --losses 1,0.9,0.9,0.9,0.9
lrnotes values "CosineDecay(0.1, 1000)" | lrnotes doctor - --schedule "CosineDecay(0.1, 1000)"
""",
        "The first column is the update, 0 the first, or the epoch where a schedule responds to a loss. Without\n"
        "--steps, a schedule of more than 100,000 steps is printed at every nth.",
    )
    made.add_schedules()
    made.add_learning_rate()
    return made


def run(arguments: argparse.Namespace) -> int:
    made, asked, given = what_is_asked(arguments)
    writer = csv.writer(sys.stdout, lineterminator="\n")
    names = ["rate"] if len(made) == 1 else [str(each) for each in arguments.schedules]
    writer.writerow(["update" if given is None else "epoch", *names])
    if given is not None:
        writer.writerows(zip(range(len(given) + 1), *(each.rates(given).tolist() for each in made)))
        return 0
    for some in _parts(asked):
        array = as_array(some)
        writer.writerows(zip(array.tolist(), *(np.asarray(each(array), float).tolist() for each in made)))
    return 0


def _parts(asked: Any) -> Iterator[Any]:
    for start in range(0, len(asked), _AT_ONCE):
        yield asked[start : start + _AT_ONCE]
