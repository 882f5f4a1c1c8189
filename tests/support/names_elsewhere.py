"""The glossary's table of schedules by their names elsewhere, as tests read it.

The frameworks' environments import it too.
"""

import pathlib
import re

import lrnotes

TEXT = (pathlib.Path(__file__).parents[2] / "book" / "glossary.md").read_text(encoding="utf-8")
# One setting that tells every argument from every other: N - W is not T, W + S is not N.
LETTERS = {"lr": 0.08, "N": 120, "W": 15, "T": 40, "S": 7, "g": 0.6}


def rows():
    """(calls elsewhere, code here) for every row that has code on both sides."""
    table = re.findall(r"^\| (`.+`) \| `(.+)` \|$", TEXT, re.MULTILINE)
    found = [(re.findall(r"`([^`]+)`", left), right) for left, right in table]
    return [(calls, code) for calls, code in found if all("(" in call for call in calls)]


def ours(code):
    return eval(code, {**{name: getattr(lrnotes, name) for name in lrnotes.__all__}, **LETTERS})


def calls_of(library):
    """(call, our schedule) for every call whose function ``library`` has: a parametrisation."""
    return [(call, ours(code)) for calls, code in rows() for call in calls if hasattr(library, call.partition("(")[0])]
