"""``record``: the learning rate of a training run, written down at every update, in any framework."""

from collections.abc import Iterable
from typing import Any

from .recorder import Recorder
from .trainers import LIGHTNING, library_of


def record(*what: Any, also: Iterable[str] = (), schedule: Any = None, start: int | None = None) -> Recorder:
    """Write down the learning rate of every group at every update of the weights that really happens.

    - **PyTorch**: ``recorder = record(optimizer)`` before the loop. Micro-batches, and the updates that ``GradScaler``
      skips, are not recorded, because they do not change the weights.
    - **Keras**: ``recorder = record(model)``, and ``model.fit(..., callbacks=[recorder])``.
    - **Trainer** of Hugging Face or Lightning: ``recorder = record(trainer)`` before training. It joins the callbacks.
    - **Optax**: ``recorder = record(optimizer, schedule=schedule)``, and ``recorder.read(opt_state)`` after updates;
      see :class:`lrnotes.monitor.record_optax.OptaxRecorder`.

    In a run of several processes each one records its own. Nothing is imported that your program has not imported.

    Args:
        what: a PyTorch optimizer, or several; a Keras model or optimizer; a Trainer of Hugging Face or Lightning; or an
            Optax optimizer.
        also: names of other hyperparameters to record, as the optimizer calls them: ``"weight_decay"``, and for
            momentum in Adam ``"betas"`` in PyTorch, ``"beta_1"`` in Keras, and ``"b1"`` in Optax, where it must be
            injected. ``recorder.values("weight_decay")`` returns them. The items of a tuple are recorded one by one,
            as ``"betas[0]"`` and ``"betas[1]"``.
        schedule: for Optax, the schedule that the optimizer was made with.
        start: for PyTorch optimizers, the index of the first update, if training is resumed. Default: 0. The others
            count the updates themselves, and go on from their count.

    Returns:
        A :class:`~lrnotes.monitor.recorder.Recorder`, with ``rates``, ``updates``, ``names`` and ``to_csv``. For
        Keras, the Trainer and Lightning it is also the callback. :func:`lrnotes.doctor` says what is wrong with it.

    Raises:
        TypeError: if ``what`` is nothing of these.
        ValueError: if no optimizer has a hyperparameter of a name in ``also`` that is a number or a tuple of numbers;
            for the Trainers when training begins, for Optax in ``read``. Also if an argument is given to a framework
            for which it does not exist.

    Example:
        >>> import keras
        >>> from lrnotes import CosineDecay, record
        >>> from lrnotes.keras import KerasSchedule
        >>> optimizer = keras.optimizers.SGD(KerasSchedule(CosineDecay(0.5, 100)))
        >>> recorder = record(optimizer)
        >>> recorder.rates.shape, recorder.updates, recorder.names
        ((0, 1), array([], dtype=int64), ['rate'])
    """
    found = tuple(what[0]) if len(what) == 1 and type(what[0]) in (list, tuple) else what
    also = _checked_names(also)
    if start is not None and not (type(start) is int and start >= 0):
        raise ValueError(f"record: start must be an integer, 0 or more; got {start!r}")
    if len({id(each) for each in found}) < len(found):
        raise ValueError("record: what must be different optimizers; got one of them twice")
    if found and all(hasattr(each, "param_groups") for each in found):
        from .record_torch import record_optimizers

        return record_optimizers(found, also, start or 0)
    if start is not None:
        raise ValueError(f"record: start must be left out, except for PyTorch optimizers; got {start!r}")
    recorder = _of_framework(found[0], also, schedule) if len(found) == 1 else None
    if recorder is None:
        shown = ", ".join(type(each).__name__ for each in found) or "nothing"
        raise TypeError(
            "record: what must be PyTorch optimizers, a Keras model or optimizer, a Trainer of Hugging Face or "
            f"Lightning, or an Optax optimizer; got {shown}"
        )
    return recorder


def _checked_names(also):
    names = (also,) if isinstance(also, str) else tuple(also) if hasattr(also, "__iter__") else (also,)
    if not all(isinstance(name, str) for name in names):
        raise TypeError(f"record: also must be names of hyperparameters; got {also!r}")
    return tuple(dict.fromkeys(names))


def _of_framework(what, also, schedule):
    """The recorder of the framework whose classes ``what`` comes from, which is imported if there is one."""
    trained_by = library_of(what)
    if trained_by == "transformers":
        from .record_trainers import record_hugging_face

        return record_hugging_face(what, also)
    if trained_by:
        from .record_trainers import record_lightning

        return record_lightning(what, also, LIGHTNING[trained_by])
    for parent in type(what).__mro__:
        library = parent.__module__.partition(".")[0]
        if library in ("keras", "tf_keras", "optax"):
            return _without_groups(library, what, also, schedule)
    return None


def _without_groups(library, what, also, schedule):
    if library == "optax":
        from .record_optax import OptaxRecorder

        return OptaxRecorder(schedule, also)
    from .record_keras import recorder_class

    return recorder_class(library)(what, also)
