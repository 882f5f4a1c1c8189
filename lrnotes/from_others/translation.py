"""Other libraries' schedules as ours."""

from .table import find


def translate(original, *, learning_rate=None, **arguments):
    """The schedule that equals another library's: of the same rate at every step.

    Args:
        original (str): the original's name with its modules, such as ``"torch.optim.lr_scheduler.StepLR"``. Where no
            other ends so, the end of the name will do: ``"StepLR"``.
        learning_rate (rate): the optimizer's rate, for originals that read it from there (PyTorch, transformers, timm);
            for those that have an argument of this name, that argument.
        **arguments: the original's own arguments by name. Those left out have the original's defaults. Originals that
            are made of others, such as ``SequentialLR``, take schedules already translated.

    Returns:
        A :class:`lrnotes.Schedule`; for originals that react to a metric, such as ``ReduceLROnPlateau``, the state
        machine of that name.

    Raises:
        ValueError: for a name that is not known or not of one original alone, with those that are near; for values
            that the original or its equal does not take.
        TypeError: for arguments that the original does not have, or that it needs and that are missing; for a
            ``learning_rate`` where it is not read.

    Example:
        >>> import lrnotes
        >>> lrnotes.translate("torch.optim.lr_scheduler.StepLR", learning_rate=0.1, step_size=30, gamma=0.5)
        StepDecay(initial_learning_rate=0.1, step_size=30, gamma=0.5)
        >>> lrnotes.translate("optax.cosine_decay_schedule", init_value=0.1, decay_steps=100)
        CosineAnnealing(initial_learning_rate=0.1, decay_steps=100)
    """
    return find(original).schedule(learning_rate, **arguments)
