"""Translations for tests that compare them with the originals: an original's name with its arguments, nested or not."""

import inspect

import numpy as np

from lrnotes import translate
from lrnotes.from_others import find

FLOAT64, FLOAT32 = 1e-12, 2e-6  # of the peak


class Call:
    """A name in a library and arguments, of which some may be calls themselves."""

    def __init__(self, name, /, **arguments):
        self.name, self.arguments = name, arguments

    def __repr__(self):
        # A function's repr holds an address, and every process must name its tests alike.
        shown = ", ".join(f"{name}={getattr(value, '__name__', repr(value))}" for name, value in self.arguments.items())
        return f"{self.name.rpartition('.')[2]}({shown})"

    def ours(self, learning_rate=None):
        """Translated. ``learning_rate`` is the optimizer's, for those that read it."""
        arguments = {name: _ours(value, learning_rate) for name, value in self.arguments.items()}
        given = {"learning_rate": learning_rate} if find(self.name).reads_the_optimizer else {}
        return translate(self.name, **given, **arguments)

    def theirs(self, library, *first):
        """The original, made from the library's names; those in it are made before."""
        arguments = {name: _theirs(value, library, first) for name, value in self.arguments.items()}
        return library[self.name.rpartition(".")[2]](*first, **arguments)


def _ours(value, learning_rate):
    if isinstance(value, list):
        return [_ours(each, learning_rate) for each in value]
    return value.ours(learning_rate) if isinstance(value, Call) else value


def _theirs(value, library, first):
    if isinstance(value, list):
        return [_theirs(each, library, first) for each in value]
    return value.theirs(library, *first) if isinstance(value, Call) else value


def assert_equal(ours, theirs, tolerance, waves=1):
    """To a fraction of the peak. Many waves have as many times the rounding."""
    theirs = np.asarray(theirs, float)
    np.testing.assert_allclose(ours, theirs, rtol=0, atol=tolerance * max(1, waves) * np.abs(theirs).max())


def differences_in_arguments(original, function, without=()):
    """What is wrong with the arguments that the table gives an original: they are the function's own, in its order and
    with its defaults, but for those that are ignored."""
    theirs = inspect.signature(function).parameters.values()
    theirs = {each.name: each.default for each in theirs if each.kind is not each.VAR_KEYWORD}
    ours = {name: default for name, default in original.parameters.items() if name not in original.added}
    ignored = {*original.library.ignored, *without, "name"} - {*ours}
    theirs = {name: default for name, default in theirs.items() if name not in ignored}
    ours = {
        name: default for name, default in ours.items() if name not in without and (name in theirs or name != "name")
    }
    theirs = {name: ours.get(name) if name == "name" else default for name, default in theirs.items()}
    return None if list(ours.items()) == list(theirs.items()) else f"{original.name}: {ours} here, {theirs} there"
