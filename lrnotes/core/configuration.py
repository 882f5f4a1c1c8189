"""Schedules as configurations that JSON can hold, and back: the table of classes by name."""

CLASSES = {}  # every schedule class, by the name that configurations store it by


def register(cls):
    """Make a class known by its name, which a reader's class may share with one of ours."""
    # A notebook's cell may define its class twice.
    first = CLASSES.get(cls.__name__, cls).__module__ == cls.__module__
    cls._stored_as = cls.__name__ if first else f"{cls.__module__}.{cls.__qualname__}"
    CLASSES[cls._stored_as] = cls


def serialize(schedule):
    """The schedule's class name and configuration, as JSON can hold them.

    Example:
        >>> import lrnotes
        >>> lrnotes.deserialize(lrnotes.serialize(lrnotes.CosineDecay(0.1, 100))) == lrnotes.CosineDecay(0.1, 100)
        True
    """
    return {"class_name": type(schedule)._stored_as, "config": schedule.get_config()}


def deserialize(serialized):
    """The schedule that :func:`serialize` described. Classes of your own must have been defined before.

    Raises:
        ValueError: for a class name that no schedule has.

    Example:
        >>> import lrnotes
        >>> config = {"initial_learning_rate": 0.1, "decay_steps": 100}
        >>> lrnotes.deserialize({"class_name": "CosineDecay", "config": config})(50)
        0.05
    """
    name = serialized["class_name"]
    if name not in CLASSES:
        raise ValueError(
            f"no schedule class is named {name!r}; define or import it first (known: {', '.join(sorted(CLASSES))})"
        )
    return CLASSES[name].from_config(serialized["config"])
