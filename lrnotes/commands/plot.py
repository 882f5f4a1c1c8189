"""``lrnotes plot``: the curve of a schedule in the terminal, or as a figure in a file."""

import argparse
import os
import shutil
import sys
from typing import Any

import numpy as np

from .arguments import Parser, Wrong, as_array, what_is_asked
from .figure_files import figure_path, write_figure
from .terminal_plot import Look, drawn

SUMMARY = "Draw the learning rates of schedules."

_STEPS = 5000


def parser() -> Parser:
    made = Parser(
        "plot",
        SUMMARY,
        """
lrnotes plot "CosineDecay(0.1, 1000).warmup(100)"
lrnotes plot "CosineDecay(0.1, 1000)" "LinearDecay(0.1, 1000)" --steps 1200
lrnotes plot "torch.optim.lr_scheduler.StepLR(optimizer, 30)" --learning-rate 0.1 --log
lrnotes plot "CosineDecay(0.1, 1000)" --out cosine.svg
lrnotes recipe SmolLM3-3B --expression | lrnotes plot -
""",
        "In a terminal it is as wide as that; a pipe gets 80 columns. NO_COLOR turns the colors off, and an\n"
        "output that cannot hold Braille patterns gets ASCII. A file needs Matplotlib, lrnotes[plot].",
    )
    made.add_schedules()
    made.add_argument("--log", action="store_true", help="a logarithmic axis; a file has both axes")
    made.add_argument("--out", metavar="FILE", help="a file to write the figure to: .svg, .png or .pdf")
    made.add_argument("--width", type=int, metavar="COLUMNS", help="columns of the plot in the terminal")
    made.add_argument("--height", type=int, default=16, metavar="ROWS", help="rows of the curve in the terminal")
    made.add_learning_rate()
    return made


def run(arguments: argparse.Namespace) -> int:
    made, asked, given = what_is_asked(arguments)
    if arguments.out is not None:
        path = figure_path(arguments.out, "--out")
        some = asked[:: len(asked) // _STEPS + 1]  # a figure has no more dots than this, and a file should be small
        write_figure(_plot(made, as_array(some) if given is None else None, given), path)
        return 0
    look = Look(*_size(arguments), _shows_braille(), _shows_color())
    labels = [str(each) for each in made]
    if given is not None:
        curves = [_held(each.rates(given)) for each in made]
        print(drawn(curves, labels, (0, len(given)), look, arguments.log))
    else:
        print(drawn(made, labels, _span(asked), look, arguments.log))
    return 0


def _plot(made: list[Any], asked: Any, given: list[float] | None) -> Any:
    from ..figures.curves import plot

    return plot(made, asked, losses=given)


def _span(asked: range | list[float]) -> tuple[float, float]:
    first, last = (asked[0], asked[-1]) if isinstance(asked, range) else (min(asked), max(asked))
    return first, last if last > first else first + 1


def _held(rates: Any) -> Any:
    """The rate of each epoch, as a function of it."""
    return lambda epochs: rates[np.asarray(epochs, int)]


def _size(arguments: argparse.Namespace) -> tuple[int, int]:
    width = arguments.width or shutil.get_terminal_size((80, 24)).columns
    if width < 20 or arguments.height < 3:
        raise Wrong(f"a plot needs 20 columns and 3 rows or more; got {width} and {arguments.height}")
    return width, arguments.height


def _shows_braille() -> bool:
    try:
        "⣿│".encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _shows_color() -> bool:
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return sys.stdout.isatty()
