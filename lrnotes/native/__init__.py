"""What each framework calls each schedule, and the lines that make it there without lrnotes: a module for each family.

A module's ``NATIVE`` has for each class a function. It takes the schedule, its numbers as
:class:`lrnotes.code_text.Number`, and returns what each framework has for it (:mod:`lrnotes.native.lines`); frameworks
that it leaves out have nothing to say. Its ``OTHER_NAMES`` are, by the class's name, what readers who come from
elsewhere may call it, but for the full names of the originals in :mod:`lrnotes.equivalents`, which are added by
themselves. A module that is put here is found by itself.
"""

import importlib
import pkgutil

from ..equivalents import ORIGINALS
from . import lines, together

_MODULES = [importlib.import_module(f"{__name__}.{module.name}") for module in pkgutil.iter_modules(__path__)]
_FAMILIES = [module for module in _MODULES if module not in (lines, together)]

NATIVE = {kind: row for family in _FAMILIES for kind, row in family.NATIVE.items()}


def _other_names():
    """What the families say by hand, and each original's name with the class that it is here."""
    found = {name: others for family in _FAMILIES for name, others in family.OTHER_NAMES.items()}
    by_hand = {other for others in found.values() for other in others}
    for original in ORIGINALS:
        kind = original.kind
        if kind is not None:
            places = {name.partition(".")[0]: name for name in original.names[::-1]}  # one for each package
            names = [name for name in original.names if name in places.values() or "experimental" in name]
            found[kind] = (*found.get(kind, ()), *(name for name in names if name not in by_hand))
    return found


#: What readers who come from elsewhere may call a schedule: names by the class's name. Another library's name is
#: there too where its shape is ours for some settings only.
OTHER_NAMES = _other_names()
