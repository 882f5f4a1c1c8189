"""The dry run of a Trainer, of Hugging Face or of Lightning: the loop that its own settings describe.

The numbers are computed as transformers 5.23.0 does in `Trainer.set_initial_training_values`, and Lightning 2.6.6 in
`Trainer.estimated_stepping_batches` and, for when schedulers are stepped, `_TrainingEpochLoop._update_learning_rates`.
"""

import copy
import importlib
import math
import sys

from .dry_run import Loop, Steps, lead, lead_copies, unchanged
from .record_torch import bare
from .trainers import LIGHTNING, library_of


def dry_run_of(trainer, module=None, loader=None, processes=None):
    """The rates that a Trainer will train with, and the loop that it will run.

    Returns:
        A :class:`~lrnotes.monitor.recorder.Recorder` and a :class:`lrnotes.monitor.dry_run.Loop`.

    Raises:
        TypeError: if something steps the scheduler that cannot be known before training: a metric, DeepSpeed, a
            training step with manual optimization; or if the module is missing or cannot be copied.
        ValueError: if the length of training is not known.
    """
    library = library_of(trainer)
    if library is None:
        raise TypeError(f"doctor: rates must be a Trainer of transformers or Lightning; got {trainer!r}")
    with unchanged():
        if library == "transformers":
            return _of_hugging_face(trainer, loader, processes)
        return _of_lightning(trainer, module, loader, processes, LIGHTNING[library])


def _of_hugging_face(trainer, loader, processes):
    arguments = trainer.args
    if getattr(trainer, "is_deepspeed_enabled", False):
        raise TypeError("doctor: the Trainer must train without DeepSpeed, whose own engine may make the scheduler")
    trainer = copy.copy(trainer)  # what is made below is made for the copy
    if loader is None:
        trainer.accelerator = copy.copy(trainer.accelerator)
        trainer.accelerator._dataloaders = []
        loader = trainer.get_train_dataloader()
    batches = _length(loader) * arguments.world_size
    loop = Loop(
        batches,
        arguments.num_train_epochs,
        arguments.gradient_accumulation_steps,
        processes or arguments.world_size,
        arguments.max_steps if arguments.max_steps > 0 else _known(batches, "max_steps of TrainingArguments"),
    )
    if getattr(trainer, "_created_lr_scheduler", False):  # of a former training run: train() makes it again
        trainer.lr_scheduler = None
    trainer.create_optimizer_and_scheduler(loop.updates)
    return lead_copies(loop, [bare(trainer.optimizer)], [Steps(trainer.lr_scheduler)]), loop


def _of_lightning(trainer, module, loader, processes, library):
    if module is None:
        raise TypeError("doctor: module must be the LightningModule that Lightning's Trainer will train; got none")
    _require_automatic(trainer, module)
    planned = _Planned(trainer)
    module = _module_copy(module, trainer, planned)
    loader = module.train_dataloader() if loader is None else loader
    loader = loader.train_dataloader() if hasattr(loader, "train_dataloader") else loader
    planned.plan(loader, processes)
    parse = importlib.import_module(f"{library}.core.optimizer")
    optimizers, schedulers, monitor = parse._configure_optimizers(module.configure_optimizers())
    configured = parse._configure_schedulers_automatic_opt(schedulers, monitor)
    steps = [_LightningSteps(module, each) for each in configured]
    return lead(planned.loop, [bare(each) for each in optimizers], steps), planned.loop


def _require_automatic(trainer, module):
    if not module.automatic_optimization:
        raise TypeError(
            "doctor: module must train with automatic optimization; with manual optimization its own training_step "
            "steps the scheduler: pass optimizer and scheduler instead"
        )
    if any(type(each).__name__ == "GradientAccumulationScheduler" for each in trainer.callbacks):
        raise TypeError("doctor: the Trainer must accumulate the same number of batches in every epoch")


class _LightningSteps(Steps):
    """A scheduler as Lightning steps it: through the hook of the module."""

    def __init__(self, module, configured):
        super().__init__(configured.scheduler, 1, configured.interval, configured.frequency)
        self.module = module

    def move(self):
        self.module.lr_scheduler_step(self.scheduler, None)


class _Planned:
    """Lightning's Trainer as ``configure_optimizers`` finds it in ``fit``: with the numbers of the loop."""

    def __init__(self, trainer):
        self._trainer, self.loop = trainer, None

    def __getattr__(self, name):
        return getattr(vars(self)["_trainer"], name)

    def plan(self, loader, processes):
        trainer = self._trainer
        self.world_size = processes or trainer.world_size
        batches = _limited(_length(loader), trainer.limit_train_batches)
        if type(getattr(loader, "sampler", None)).__name__ == "DistributedSampler":
            batches *= self.world_size  # it has divided them already
        accumulation, epochs, most = trainer.accumulate_grad_batches, trainer.max_epochs, trainer.max_steps
        updates = []
        if most > 0:
            updates.append(most)
        if epochs is not None and epochs > 0 and batches != math.inf:
            updates.append(math.ceil(math.ceil(batches / self.world_size) / accumulation) * epochs)
        if not updates:
            raise ValueError("doctor: the Trainer must have max_epochs or max_steps, and the loader a length")
        self.loop = Loop(batches, None, accumulation, self.world_size, min(updates))
        self.train_dataloader, self.num_training_batches = loader, self.loop.batches
        self.estimated_stepping_batches = self.loop.updates


def _limited(batches, limit):
    if isinstance(limit, int):
        return min(batches, limit)
    return batches if batches == math.inf else int(batches * limit)


def _length(loader):
    """How many batches there are; infinitely many, as far as is known, in an iterable data set without a length."""
    try:
        return len(loader)
    except TypeError:
        return math.inf


def _known(batches, what):
    if batches == math.inf:
        raise ValueError(f"doctor: {what} must be given where the loader has no length")


def _module_copy(module, trainer, planned):
    """A copy for ``configure_optimizers``, whose weights have shapes but no memory."""
    known = {id(trainer): planned}
    for parameter in module.parameters():
        known[id(parameter)] = _without_memory(parameter)
    for buffer in module.buffers():
        known[id(buffer)] = buffer
    try:
        module = copy.deepcopy(module, known)
    except Exception as error:
        raise TypeError(
            f"doctor: module must be such as can be copied: {error}; pass its optimizer and scheduler instead"
        ) from error
    for each in module.modules():
        if "_trainer" in vars(each):
            each._trainer = planned
    return module


def _without_memory(parameter):
    """One number, seen as if it filled the shape."""
    single = parameter.detach().new_empty(()).expand(parameter.shape)
    made = sys.modules["torch"].nn.Parameter(single, requires_grad=parameter.requires_grad)
    vars(made).update(vars(parameter))
    return made
