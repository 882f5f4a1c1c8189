"""Training code as the tests run it: a framework's lines for a schedule, and the rates that they make."""

import numpy as np

from lrnotes.to_others.templates import code_templates
from settings import SETTINGS, Halving, thirds


def templates(schedule, sources=None):
    """The code's templates as JSON holds them, each text as one that is easy to read: a slot is «kind:JavaScript»."""
    found = []
    for each in code_templates(schedule, sources):
        texts = {name: _in_one(getattr(each, name)) for name in ("ours", "native", "otherwise")}
        found.append({"framework": each.framework, **texts, "when": each.condition})
    return found


def _in_one(text):
    return text and "".join(piece if isinstance(piece, str) else f"«{piece.kind}:{piece.source}»" for piece in text)


def code_of(schedule, framework):
    """The lines with lrnotes, and the framework's own or None."""
    (entry,) = (entry for entry in templates(schedule, {}) if entry["framework"].startswith(framework))
    assert entry["when"] is None  # nothing moves, so nothing is left open
    return entry["ours"], entry["native"]


def native_of(framework):
    """The settings for which the framework has lines of its own."""
    return {name: each for name, each in SETTINGS.items() if code_of(each, framework)[1]}


def run(code, **given):
    """The names that the code leaves; ``given`` are those that it takes from its reader."""
    names = {"thirds": thirds, "Halving": Halving, **given}
    exec(code, names)
    return names


def assert_equal(rates, schedule, tolerance):
    """The rate of every update is the schedule's, to a fraction of its peak."""
    expected = schedule(np.arange(len(rates)))
    np.testing.assert_allclose(rates, expected, rtol=0, atol=tolerance * np.abs(expected).max())


def conditional(schedule, framework):
    """Whether it hangs on the schedule's numbers if a framework has lines for it."""
    return any(each["when"] is not None for each in templates(schedule) if each["framework"].startswith(framework))
