"""Schedules of other libraries as schedules of lrnotes."""

from typing import Any

from .table import find


def translate(original: str, *, learning_rate: float | None = None, **arguments: Any) -> Any:
    """The schedule of lrnotes that equals another library's: it has the same learning rate at every step.

    Args:
        original (str): the name of the original with its modules, such as ``"torch.optim.lr_scheduler.StepLR"``. The
            end of the name, ``"StepLR"``, will do if no other original's name ends with it.
        learning_rate (rate): the optimizer's learning rate, for originals that read it from there (PyTorch,
            transformers, timm). For originals that have an argument of this name, it is that argument.
        **arguments: the original's own arguments, by name. Those left out have the original's defaults. Originals that
            are made of others, such as ``SequentialLR``, take schedules that ``translate`` has made. Configurations are
            taken as they are: ``"transformers.TrainingArguments"`` takes those of the Trainer,
            ``"deepspeed.initialize"`` and ``"torchtitan.config.JobConfig"`` the text of their file or a dict as
            ``config``, ``"megatron.training.arguments.parse_args"`` a command line as ``args``,
            ``"mmengine.runner.Runner"`` a list as ``param_scheduler``.

    Returns:
        A :class:`lrnotes.Schedule`. For originals that react to a metric, such as ``ReduceLROnPlateau``, it is a
        :class:`lrnotes.FeedbackSchedule`.

    Raises:
        ValueError: if the name is unknown or ambiguous (the message suggests similar names), or if the original or its
            equivalent does not accept a value.
        TypeError: if the original has no such argument, if one that it needs is missing, or if ``learning_rate`` is
            given to an original that does not read it.

    Example:
        >>> import lrnotes
        >>> lrnotes.translate("torch.optim.lr_scheduler.StepLR", learning_rate=0.1, step_size=30, gamma=0.5)
        StepDecay(initial_learning_rate=0.1, step_size=30, gamma=0.5)
        >>> lrnotes.translate("optax.cosine_decay_schedule", init_value=0.1, decay_steps=100)
        CosineAnnealing(initial_learning_rate=0.1, decay_steps=100)
        >>> lrnotes.translate("transformers.TrainingArguments", learning_rate=2e-5, max_steps=500, warmup_ratio=0.1)
        LinearDecay(initial_learning_rate=2e-05, decay_steps=450).warmup(50)
    """
    return find(original).schedule(learning_rate, **arguments)
