"""What the commands' arguments have in common: the parser, expressions, steps, losses."""

import argparse
import io
import sys
from collections.abc import Iterable
from typing import Any, BinaryIO, NoReturn

import numpy as np
from numpy.typing import NDArray

from ..core.feedback import FeedbackSchedule
from ..core.messages import shown
from ..core.schedule import Schedule

_MOST = 100_000  # steps, if nobody asks for others: some schedules count tokens


class Wrong(Exception):
    """A message of one line for the user, and the exit code."""

    def __init__(self, message: str, code: int = 2) -> None:
        super().__init__(message)
        self.code = code


class Parser(argparse.ArgumentParser):
    """A parser whose help has examples, and whose errors are one line."""

    def __init__(self, command: str, summary: str, examples: str, more: str = "") -> None:
        lines = "\n".join(f"  {line}" for line in examples.strip().splitlines())
        super().__init__(
            prog=f"lrnotes {command}",
            description=summary,
            epilog=f"{more.strip()}\n\nexamples:\n{lines}".strip(),
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )

    def error(self, message: str) -> NoReturn:
        raise Wrong(f"{message}; see {self.prog} --help")

    def add_learning_rate(self) -> None:
        self.add_argument(
            "--learning-rate",
            type=float,
            metavar="RATE",
            help="the optimizer's learning rate, for schedulers of other libraries that read it from there",
        )

    def add_schedules(self) -> None:
        self.add_argument(
            "schedules", nargs="+", metavar="SCHEDULE", help="an expression; - reads it from standard input"
        )
        self.add_steps()

    def add_steps(self) -> None:
        group = self.add_mutually_exclusive_group()
        group.add_argument(
            "--steps",
            metavar="N|FROM:TO[:BY]",
            help="up to step N, or from one step to another, both included; default: the length and a tenth",
        )
        group.add_argument("--at", metavar="STEP,...", help="only at these steps")
        self.add_losses(group)

    def add_losses(self, group: argparse._ActionsContainer | None = None) -> None:
        (group or self).add_argument(
            "--losses",
            metavar="LOSS,...|FILE",
            help="for schedules that respond to a loss: that of every epoch, or a file with one a line",
        )


def schedule(text: str, learning_rate: float | None = None) -> Schedule | FeedbackSchedule:
    """The schedule of an expression of ours or of another library's; that of standard input for ``-``."""
    from ..from_others.calls import schedule_of

    text = opened("-") if text == "-" else text
    if not text.strip():
        raise Wrong('there is no expression to read; give one such as "CosineDecay(0.1, 1000)"')
    return schedule_of(text, learning_rate)


def schedules(texts: Iterable[str], learning_rate: float | None, losses: object) -> list[Any]:
    """The schedules of expressions, which must be of the kind that losses or steps are for."""
    made = [schedule(text, learning_rate) for text in texts]
    for each in made:
        if isinstance(each, FeedbackSchedule) and losses is None:
            raise Wrong(f"{type(each).__name__} responds to a loss: give --losses, the loss of every epoch")
        if isinstance(each, Schedule) and losses is not None:
            raise Wrong(f"{type(each).__name__} does not respond to a loss: give --steps instead of --losses")
    return made


def steps(arguments: argparse.Namespace, made: list[Any]) -> range | list[float]:
    """The steps that the options name, or those of the longest schedule: every step, or every nth if it is long."""
    if arguments.at is not None:
        return numbers(arguments.at, "--at", below="steps, 0 or more")
    if arguments.steps is not None:
        return _range(arguments.steps)
    from ..live.horizon import last_step

    last = max(map(last_step, made))
    return range(0, last + 1, -(-last // _MOST))


def what_is_asked(arguments: argparse.Namespace) -> tuple[list[Any], range | list[float], list[float] | None]:
    """The schedules, and either the steps to evaluate them at or the losses that they respond to."""
    given = losses(arguments)
    made = schedules(arguments.schedules, arguments.learning_rate, given)
    return made, steps(arguments, made) if given is None else [], given


def losses(arguments: argparse.Namespace) -> list[float] | None:
    """The losses of the option, from its own text, a file, or standard input."""
    text = arguments.losses
    if text is None:
        return None
    try:
        return numbers(text, "--losses")
    except Wrong:
        if text.replace(",", "").replace(".", "").strip().isdigit():
            raise
    return numbers(",".join(opened(text).split()), f"--losses {text}")


def opened(path: str) -> str:
    """The text of a file, or of standard input for ``-``."""
    if path == "-":
        return standard_input().read().decode("utf-8-sig", "replace")
    with open(path, encoding="utf-8-sig") as file:
        return file.read()


def standard_input() -> BinaryIO:
    """Standard input, which can be read once."""
    if sys.stdin is None:
        raise Wrong("standard input is closed; give a file or an expression instead of -")
    binary: BinaryIO = getattr(sys.stdin, "buffer", None) or io.BytesIO(sys.stdin.read().encode())
    if getattr(sys.stdin, "_lrnotes_read", False):
        raise Wrong("standard input can be read only once; give - for one argument")
    vars(sys.stdin)["_lrnotes_read"] = True
    return binary


def numbers(text: str, option: str, below: str = "") -> list[float]:
    """The numbers in a text, with commas between them."""
    try:
        found = [_number(each) for each in text.split(",")]
    except ValueError:
        raise Wrong(f"{option} must be numbers with commas between them; got {shown(text)}") from None
    if below and min(found) < 0:
        raise Wrong(f"{option} must be {below}; got {shown(text)}")
    return found


def _number(text: str) -> float:
    number = float(text)
    if not np.isfinite(number):
        raise ValueError(text)
    return int(number) if number.is_integer() and abs(number) < 2**53 else number


def _range(text: str) -> range:
    try:
        parts = [_number(each) for each in text.split(":")]
    except ValueError:
        parts = []
    first, last, by = {1: [0, *parts, 1], 2: [*parts, 1], 3: parts}.get(len(parts), [0, -1, 1])
    whole = all(isinstance(each, int) for each in parts)
    if not (whole and 0 <= first <= last and by >= 1):
        raise Wrong(f"--steps must be N or FROM:TO or FROM:TO:BY, in steps of 0 or more; got {shown(text)}")
    return range(int(first), int(last) + 1, int(by))


def as_array(asked: range | list[float]) -> NDArray[Any]:
    """The steps as an array."""
    return np.arange(asked.start, asked.stop, asked.step) if isinstance(asked, range) else np.array(asked)
