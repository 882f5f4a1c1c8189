"""The table of native code: for each schedule class, the function that writes it for every framework."""

import importlib

from ..from_others import ORIGINALS

FAMILIES = [
    importlib.import_module(f"{__package__}.{family}")
    for family in (
        "cosine", "cosine_annealing", "restarts",
        "decay", "linear", "polynomial", "power",
        "piecewise", "piecewise_constant", "ramp",
        "cyclical", "onecycle",
        "wsd", "wsd_s", "infinite", "power_scheduler", "flat_cosine",
        "feedback",
        "range_test", "swa", "shaped", "chebyshev",
    )
]  # fmt: skip

NATIVE = {kind: row for family in FAMILIES for kind, row in family.NATIVE.items()}


def _other_names():
    """What the families say by hand, and each original's name with the class that it is here."""
    found = {name: others for family in FAMILIES for name, others in family.OTHER_NAMES.items()}
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
