"""The command line, called in this process."""

import io
import sys

import pytest

from lrnotes.commands import main


class Result:
    """What a command printed, and its exit code."""

    def __init__(self, code, captured):
        self.code, self.out, self.err = code, captured.out, captured.err

    def __repr__(self):
        return f"exit code {self.code}\n{self.out}\n{self.err}"


@pytest.fixture
def run(capsys, monkeypatch):
    """Runs ``lrnotes`` with the arguments and with that standard input."""

    def runs(*arguments, stdin=""):
        monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        return Result(main(arguments), capsys.readouterr())

    return runs
