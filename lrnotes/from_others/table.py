"""The originals of every library, found by name."""

import importlib

from ..core.messages import did_you_mean, joined, shown
from .original import Library, Original

#: The module of each library, in the order of the site's page; a library of two modules is at the first.
MODULES = (
    "keras", "tensorflow_v1", "addons", "pytorch", "pytorch_compositions", "optax", "transformers",
    "transformers_trainer", "timm", "fastai", "ignite", "training_code", "megatron_arguments", "torchtitan_config",
    "mmengine", "mmengine_config", "deepspeed", "deepspeed_config", "lightning", "detectron2", "composer", "olmo_core",
    "olmo_core_compositions", "nemo", "nanotron", "levanter", "mlx", "paddle",
    "pytorch_scheduler",
)  # fmt: skip


def _libraries() -> list[Library]:
    found: dict[str, Library] = {}
    for name in MODULES:
        module = importlib.import_module(f"{__package__}.{name}")
        for library in getattr(module, "LIBRARIES", None) or [module.LIBRARY]:
            found.setdefault(library.title, library)
    return list(found.values())


LIBRARIES = _libraries()
ORIGINALS = [original for library in LIBRARIES for original in library.originals]

_BY_NAME = {name: original for original in ORIGINALS for name in original.names}
_IN_FULL = {"tensorflow.": "tf.", "tensorflow_addons.": "tfa."}  # what the short names are imported from


def find(name: str) -> Original:
    """The original of that name; the end of the name will do if no other original's name ends with it.

    A library whose short names yield does not count here: ``CosineAnnealingLR`` is PyTorch's, not mmengine's.

    Raises:
        TypeError: if ``name`` is not a string.
        ValueError: if no original has that name, or more than one.

    Example:
        >>> from lrnotes.from_others import find
        >>> find("StepLR").name
        'torch.optim.lr_scheduler.StepLR'
    """
    if not isinstance(name, str):
        raise TypeError(f"original must be a name, such as 'torch.optim.lr_scheduler.StepLR'; got {shown(name)}")
    asked = name
    for long, short in _IN_FULL.items():
        name = short + name.removeprefix(long) if name.startswith(long) else name
    if name in _BY_NAME:
        return _BY_NAME[name]
    found = {original.name: original for full, original in _BY_NAME.items() if full.endswith(f".{name}")}
    found = {full: original for full, original in found.items() if not original.library.yields} or found
    if len(found) == 1:
        return next(iter(found.values()))
    if found:
        raise ValueError(f"{name!r} is ambiguous: write {joined(sorted(found), ' or ')}")
    hint = _near(name) or f"; translate knows those of {joined([each.title for each in LIBRARIES])}"
    raise ValueError(f"no schedule named {asked!r} is known{hint}")


def _near(name):
    """Half a sentence with names that are close. A schedule of the same name in another library has another shape more
    often than not, so a name with modules gets only names of its own library, or of one that is spelled almost so."""
    modules = name.split(".")[:-1]
    known = [full for full in _BY_NAME if not modules or modules[0] in full.split(".")[:-1]]
    tails = {}
    for full in known:
        parts = full.split(".")
        for start in range(len(parts)):
            tails.setdefault(".".join(parts[start:]), _BY_NAME[full].name)
    return did_you_mean(name, tails, likeness=0.6 if modules else 0.8) or did_you_mean(name, _BY_NAME, likeness=0.9)
