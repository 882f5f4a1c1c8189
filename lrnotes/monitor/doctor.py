"""The doctor: it compares the rates of a training run with those that were meant, and says in words what is wrong."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from ..core.feedback import FeedbackSchedule
from ..core.messages import shown
from .case import Told
from .feedback import held, never_better, plateau_mode, updates_per_metric
from .findings import Diagnosis
from .judging import Group, judge_group, merged
from .logs import read
from .meant import Meant, meant_of
from .run_length import length_note
from .trainers import library_of
from .wording import plural


def doctor(
    rates: Any,
    schedule: Any = None,
    updates: int | None = None,
    *,
    at: Any = None,
    names: Sequence[str] | None = None,
    factors: Any = None,
    metrics: Any = None,
    accumulation: int | None = None,
    processes: int | None = None,
    batches_per_epoch: int | None = None,
    epochs: float | None = None,
    scheduler: Any = None,
    interval: str = "step",
    module: Any = None,
    loader: Any = None,
) -> Diagnosis:
    """Compare the learning rates of a training run with those that were meant, and say what is wrong and why.

    The doctor looks for the one cause that explains all the rates: a schedule that moves too fast or too slow, one with
    the length of another run, one that was never stepped or started again where training resumed, and more. Where two
    causes give the same rates, it names both, unless you say which is possible (``accumulation``, ``processes``).
    Before training, a Trainer is enough; Lightning's needs the module and the loader too::

        print(lrnotes.doctor(trainer, schedule))
        print(lrnotes.doctor(lightning_trainer, schedule, module=module, loader=loader))

    Rounded logs, float32, and logs of every nth update are read as what they are. Without ``schedule`` only what no
    ordinary schedule does is a finding.

    Args:
        rates: the logged rates, an array of shape (updates) or (updates, groups); or a
            :class:`lrnotes.monitor.recorder.Recorder`; or a CSV file, open or by its path, with a column of updates or
            steps and a column of rates, as the recorder, W&B and TensorBoard write it. Or, before training, a PyTorch
            optimizer: then ``scheduler``, ``batches_per_epoch`` and ``epochs`` say how it will be trained, and a dry
            run without forward passes gives the rates. The Trainer of transformers or of Lightning says all this by
            itself. Nothing of yours is changed: what would be is a copy.
        schedule: what was meant: a :class:`lrnotes.Schedule` or another function of the step, an array of rates, or a
            dictionary or list with one for each group. A :class:`lrnotes.FeedbackSchedule` needs ``metrics``.
        updates (steps): how many updates the whole run was meant to have. Default: as many as were logged.
        at: the update that each rate belongs to, counted from 0, for logs of every nth update. Default: 0, 1, 2, ...
        names: the names of the groups.
        factors: for each group its factor on the schedule, as a list or a dictionary. Default: 1.
        metrics: for a feedback schedule, the metric of every epoch.
        accumulation: micro-batches per update, if you know it.
        processes: processes that train together, if you know it. A Trainer knows those that it was launched with.
        batches_per_epoch: micro-batches per epoch, if you know it.
        epochs: epochs of the run; for a dry run.
        scheduler: the scheduler of a dry run.
        interval: when the loop of a dry run steps the scheduler: ``"step"`` after every update, ``"batch"`` after every
            micro-batch, ``"epoch"`` at the end of every epoch.
        module: for Lightning's Trainer, the LightningModule. Its ``configure_optimizers`` makes the optimizer and the
            scheduler, for a copy that has no memory for weights.
        loader: for a Trainer, the loader of the training data if it does not make its own, or Lightning's data module.

    Returns:
        A :class:`~lrnotes.monitor.findings.Diagnosis`: false if nothing is wrong, and as a string a report in words.

    Raises:
        TypeError: if ``rates`` or ``schedule`` are of no such kind.
        ValueError: if shapes, groups or names do not fit, if a file has no rates, or for an argument that a Trainer
            says itself.

    Example:
        >>> import lrnotes
        >>> schedule = lrnotes.CosineDecay(0.1, 1000).warmup(100)
        >>> diagnosis = lrnotes.doctor([schedule(4 * update) for update in range(1100)], schedule, accumulation=4)
        >>> print(diagnosis.findings[0].what)
        The rate is zero from update 275 of 1,100 on. It moves 4 times as fast as the schedule.
        >>> bool(lrnotes.doctor([schedule(update) for update in range(1100)], schedule))
        False
    """
    told = Told(updates, accumulation, processes, batches_per_epoch, epochs)
    before = hasattr(rates, "param_groups") or scheduler is not None or library_of(rates) is not None
    if not (module is None and loader is None) and library_of(rates) is None:
        raise TypeError("doctor: module and loader must be left out, except for a Trainer in place of the rates")
    if before:
        rates, told = _before_training(rates, scheduler, schedule, told, interval, module, loader)
    log = read(rates, at, names)
    if isinstance(schedule, FeedbackSchedule):
        groups = _judged_by_feedback(log, schedule, metrics, told)
    else:
        groups = _judged(log, meant_of(schedule, log, factors), told)
    said = factors is not None or isinstance(schedule, (dict, list, tuple))
    findings, notes = merged(groups, log.names, factors_said=said)
    if before and not findings and not notes:
        notes = notes + list(dict.fromkeys(filter(None, (length_note(group.case) for group in groups))))
    return Diagnosis(findings, notes, _summary(log, groups, findings, told), _curves(groups, log.names))


def _before_training(what, scheduler, schedule, told, interval, module, loader):
    """The rates of a dry run, and what is then known of the run."""
    if library_of(what) is not None:
        return _by_trainer(what, scheduler, told, interval, module, loader)
    if not (isinstance(what, (list, tuple)) or hasattr(what, "param_groups")):
        raise TypeError(f"doctor: rates must be an optimizer if scheduler is given; got {shown(what)}")
    for name in ("batches_per_epoch", "epochs"):
        if getattr(told, name) is None:
            raise ValueError(f"doctor: {name} must be given for a dry run of an optimizer; got none")
    from .dry_run import dry_run

    recorder = dry_run(
        what, scheduler, schedule=schedule, batches_per_epoch=told.batches_per_epoch, epochs=told.epochs,
        accumulation=told.accumulation or 1, processes=told.processes or 1, interval=interval,
    )  # fmt: skip
    return recorder, told


def _by_trainer(trainer, scheduler, told, interval, module, loader):
    own = dict(scheduler=scheduler, accumulation=told.accumulation, epochs=told.epochs, interval=interval)
    own["batches_per_epoch"] = told.batches_per_epoch
    for name, value in own.items():
        if value is not None and value != "step":
            raise ValueError(f"doctor: {name} must be left out for a Trainer, which says it itself; got {shown(value)}")
    from .dry_run_trainers import dry_run_of

    recorder, loop = dry_run_of(trainer, module, loader, told.processes)
    batches = loop.batches if loop.batches < math.inf else None
    return recorder, Told(told.updates or loop.updates, loop.accumulation, loop.processes, batches)


def _judged(log, meant, told):
    return [
        judge_group(*log.group(index), each, told, counted=log.counted, integers=log.integers)
        for index, each in enumerate(meant)
    ]


def _judged_by_feedback(log, rule, metrics, told):
    if metrics is None:
        return [_without_metrics(log, index, rule, told) for index in range(len(log.names))]
    metrics = np.asarray(metrics, np.float64)
    if not metrics.size:
        raise ValueError("doctor: metrics must have the metric of every epoch; got none")
    updates = updates_per_metric(log, metrics, told)
    meant = Meant(held(np.asarray(rule.rates(metrics)), updates), log.at)
    groups = _judged(log, [meant] * len(log.names), told)
    return [_other_mode(group, rule, metrics, updates) for group in groups]


def _other_mode(group, rule, metrics, updates):
    finding = plateau_mode(group.case, rule, metrics, updates) if group.findings else None
    return group if finding is None else Group(group.case, (finding,), judged=True)


def _without_metrics(log, index, rule, told):
    group = _judged(log, [None] * len(log.names), told)[index]
    finding = never_better(rule, group.case)
    note = (
        f"The rates of {type(rule).__name__} depend on the metrics of the run: pass them by metrics= to compare with "
        "what was meant."
    )
    return Group(group.case, group.findings if finding is None else (finding,), (note,))


def _summary(log, groups, findings, told):
    logged = plural(len(log.at), "logged update")
    if len(log.names) > 1:
        logged += f" of {plural(len(log.names), 'group')}"
    if findings:
        return f"{plural(len(findings), 'finding')} in {logged}."
    if all(group.judged for group in groups):
        return f"Nothing is wrong: {logged} {'has' if len(log.at) == 1 else 'have'} the rates that were meant."
    return f"Nothing is wrong as far as the rates alone show, in {logged}."


def _curves(groups, names):
    return [
        (name, group.case.at, group.case.rates, None if group.case.meant is None else group.case.expected)
        for name, group in zip(names, groups)
    ]
