"""Finds the command, runs it, and turns what goes wrong into one line and an exit code."""

import importlib
import io
import os
import sys
from collections.abc import Sequence
from typing import Any

from ..core.messages import did_you_mean
from .arguments import Wrong

#: The commands in the order in which the help lists them. Only the one that runs is imported.
COMMANDS = ("plot", "values", "code", "translate", "doctor", "recipe")

_HELP = """\
usage: lrnotes COMMAND ...

Learning rate schedules on the command line.

{commands}

A schedule is an expression of lrnotes, such as "CosineDecay(0.1, 1000).warmup(100)", or a call of another
library's, such as "torch.optim.lr_scheduler.StepLR(optimizer, 30)". It is read, not run. "-" stands for
standard input.

Exit codes: 0 done; 1 the doctor found something, or there is no translation; 2 wrong use.
lrnotes COMMAND --help has the options and examples of a command, lrnotes --version the version.
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command.

    Args:
        argv: the arguments; by default, those of the process.

    Returns:
        The exit code: 0 done, 1 the doctor found something or there is no translation, 2 wrong use; 130 interrupted,
        141 nobody reads the output any more.

    Example:
        >>> from lrnotes.commands import main
        >>> main(["values", "LinearDecay(0.1, 100)", "--at", "0,50,100"])
        update,rate
        0,0.1
        50,0.05
        100,0.0
        0
    """
    arguments = sys.argv[1:] if argv is None else list(argv)
    if sys.stdout is None:  # lrnotes values ... >&-
        return _failed("lrnotes", ValueError("standard output is closed"))
    if isinstance(sys.stdout, io.TextIOWrapper):  # what the terminal cannot show is escaped
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        code = _run(arguments)
        sys.stdout.flush()
        return code
    except BrokenPipeError:  # lrnotes values ... | head
        _discard_output()
        return 141
    except KeyboardInterrupt:
        return 130


def _run(arguments: list[str]) -> int:
    name = arguments[0] if arguments else "--help"
    if name in ("-h", "--help", "help"):
        print(_HELP.format(commands="\n".join(f"  {each:<10} {_module(each).SUMMARY}" for each in COMMANDS)), end="")
        return 0 if arguments else 2
    if name == "--version":
        print(importlib.import_module("lrnotes").__version__)
        return 0
    if name not in COMMANDS:
        hint = did_you_mean(name, COMMANDS) or f"; the commands are {', '.join(COMMANDS)}"
        return _failed("lrnotes", ValueError(f"there is no command {name!r}{hint}"))
    command = _module(name)
    try:
        return int(command.run(command.parser().parse_args(arguments[1:])))
    except SystemExit as stopped:  # --help, after it has been printed
        return int(stopped.code or 0)
    except BrokenPipeError:
        raise
    except (ArithmeticError, ImportError, OSError, TypeError, ValueError, Wrong) as error:
        return _failed(f"lrnotes {name}", error)


def _module(name: str) -> Any:
    return importlib.import_module(f"{__package__}.{name}")


def _failed(where: str, error: Exception) -> int:
    """Say in one line what is wrong."""
    message = " ".join(str(error).split()) or type(error).__name__
    stream = sys.stderr
    encoding = getattr(stream, "encoding", None) or "utf-8"
    print(f"{where}: {message}".encode(encoding, "backslashreplace").decode(encoding), file=stream)
    return getattr(error, "code", 2)


def _discard_output() -> None:
    """Python flushes standard output when it ends, into the closed pipe; what is left goes nowhere instead."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
