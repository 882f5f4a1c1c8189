"""``record``: the learning rate of a training run, written down at every update, in any framework."""

from typing import Any

from .recorder import Recorder


def record(*what: Any, also: Any = (), start: int = 0) -> Recorder:
    optimizers = what[0] if len(what) == 1 and isinstance(what[0], (list, tuple)) else what
    if optimizers and all(hasattr(each, "param_groups") for each in optimizers):
        from .record_torch import record_optimizers

        return record_optimizers(optimizers, tuple(also), start)
    for parent in type(what[0]).__mro__ if len(what) == 1 else ():
        library = parent.__module__.partition(".")[0]
        if library in ("keras", "tf_keras"):
            from .record_keras import recorder_class

            return recorder_class(library)(what[0], start)
    raise TypeError(f"record: expected a PyTorch optimizer; got {what!r}")
