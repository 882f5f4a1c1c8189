"""Training code as the tests run it: a framework's lines for a schedule, and the rates that they make."""

import re

import numpy as np

from lrnotes.to_others import stand_ins
from lrnotes.to_others.line_breaks import laid_out
from lrnotes.to_others.templates import code_templates, programs
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


#: How programs end: what trains in each framework.
ENDS = {
    f"\n\n{laid_out(text)}"
    for training in vars(stand_ins).values()
    if isinstance(training, stand_ins.Training)
    for text in map("\n".join, (training.after, training.after_native))
    if text
}


def programs_of(schedule, framework):
    """The program with lrnotes, and the framework's own or None."""
    (entry,) = (entry for entry in programs(schedule) if entry.framework.startswith(framework))
    return entry.ours, entry.native


def code_of(schedule, framework):
    """The two programs but for what trains."""
    return tuple(text and without_training(text) for text in programs_of(schedule, framework))


def without_training(program):
    return max((program.removesuffix(end) for end in ENDS), key=lambda rest: len(program) - len(rest))


def momentum_of(code):
    """Of the optimizer that the code makes; None of AdamW."""
    assert ("momentum" in code) is not ("adamw" in code.lower())
    return 0.9 if "momentum" in code else None


def rates_of_changes(changes, code, at_rate_1, *, in_velocity=False):
    """The rate of each update of a weight of 0 whose gradient is 1, from how much each lowers it.

    ``at_rate_1(count)`` are those changes of the framework's AdamW at a rate of 1. Keras has the rate ``in_velocity``:
    what momentum keeps is multiplied by the rates of before.
    """
    changes, momentum = np.array(changes), momentum_of(code)
    if momentum is None:
        return changes / np.array(at_rate_1(len(changes)))
    if in_velocity:
        return changes - momentum * np.concatenate([[0.0], changes[:-1]])
    return changes / ((1 - momentum ** np.arange(1, len(changes) + 1)) / (1 - momentum))


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


def assert_native(rates, schedule, code, tolerance):
    """The same up to the step that the code names, if it does, and indeed not after it."""
    end = re.search(r"^# equal until step (\d+), and constant after it$", code, re.MULTILINE)
    if end is None:
        assert_equal(rates, schedule, tolerance)
        return
    last = int(end[1])
    assert_equal(rates[: last + 1], schedule, tolerance)
    after = schedule(np.arange(len(rates)))[last + 1 :]
    assert np.ptp(rates[last + 1 :]) <= tolerance * rates.max() and np.abs(after - rates[-1]).max() > 0.1 * rates.max()


def conditional(schedule, framework):
    """Whether it hangs on the schedule's numbers if a framework has lines for it."""
    return any(each["when"] is not None for each in templates(schedule) if each["framework"].startswith(framework))
