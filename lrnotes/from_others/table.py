"""The originals of every library, found by name."""

from . import addons, fastai, ignite, keras, optax, pytorch, tensorflow_v1, timm, training_code, transformers
from .original import near

_MODULES = (keras, tensorflow_v1, addons, pytorch, optax, transformers, timm, fastai, ignite)
LIBRARIES = [*(module.LIBRARY for module in _MODULES), *training_code.LIBRARIES]
ORIGINALS = [original for library in LIBRARIES for original in library.originals]

_BY_NAME = {name: original for original in ORIGINALS for name in original.names}
_IN_FULL = {"tensorflow.": "tf.", "tensorflow_addons.": "tfa."}  # what the short names are imported from


def find(name):
    """The original of that name, which may leave out what comes before a dot where no other ends so.

    Raises:
        TypeError: if ``name`` is not a text.
        ValueError: if no original has that name, or more than one.

    Example:
        >>> from lrnotes.from_others import find
        >>> find("StepLR").name
        'torch.optim.lr_scheduler.StepLR'
    """
    if not isinstance(name, str):
        raise TypeError(f"the original must be its name, such as 'torch.optim.lr_scheduler.StepLR'; got {name!r}")
    asked = name
    for long, short in _IN_FULL.items():
        name = short + name.removeprefix(long) if name.startswith(long) else name
    if name in _BY_NAME:
        return _BY_NAME[name]
    found = {original.name: original for full, original in _BY_NAME.items() if full.endswith(f".{name}")}
    if len(found) == 1:
        return next(iter(found.values()))
    if found:
        raise ValueError(f"{name!r} may be {' or '.join(sorted(found))}: write more of the name")
    tails = {}
    for full in _BY_NAME:
        parts = full.split(".")
        for start in range(len(parts)):
            tails.setdefault(".".join(parts[start:]), _BY_NAME[full].name)
    module, _, rest = name.partition(".")
    if module not in {full.partition(".")[0] for full in _BY_NAME}:  # its modules say nothing
        name = rest.rpartition(".")[2] or name
    hint = near(name, tails) or f", of {', '.join(library.title for library in LIBRARIES)}"
    raise ValueError(f"no schedule named {asked!r} is known here{hint}")
