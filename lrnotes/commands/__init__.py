"""The command line, ``lrnotes`` and ``python -m lrnotes``: one module for each command.

A command's module has ``SUMMARY``, ``parser()`` and ``run(arguments)``, which returns the exit code.
"""

from .main import main

__all__ = ["main"]
