"""The arguments of a schedule and of all that are nested in it, one after another."""

from ..core.base import substitute
from ..core.parameters import Parameter


class Argument:
    """A number, a word or a flag somewhere in a schedule: its path, what is known of it, and its value."""

    def __init__(self, path: tuple[str, ...], parameter: Parameter | None, value):
        self.path, self.parameter, self.value = path, parameter, value
        self.name = "_".join(path)
        self.unit = parameter.unit if parameter else "number"
        self.optional = bool(parameter and parameter.optional)
        self.options = parameter.options if parameter else ()
        self.rising = parameter.rising if parameter else ""
        # What an argument switches on and off by being there at all: a warmup of no steps, a target of None.
        self.switch = self.optional or bool(parameter and parameter.switch)

    @property
    def states(self):
        """What a form may say of it."""
        return tuple(self.options) or (False, True)

    @property
    def state(self):
        """What the schedule itself says."""
        if self.options:
            return self.value
        return self.value is not None if self.optional else bool(self.value)

    @property
    def group(self):
        """The list that it is a value of, by the path without its number."""
        return (*self.path[:-1], self.path[-1].rpartition("_")[0])


def arguments_of(schedule):
    """Every argument that a control can move, under a name that no other of them has."""
    found, names = [], set()

    def note(path, parameter, value):
        argument = Argument(path, parameter, value)
        plain, number = argument.name, 1
        while argument.name in names:  # a.b_c and a_b.c; no field has a dot in its name
            number += 1
            argument.name = f"{plain}.{number}"
        names.add(argument.name)
        found.append(argument)
        return value

    substitute(schedule, note, everything=True)
    return found


def lengths(arguments):
    """The values of all lengths that are not 0."""
    return [argument.value for argument in arguments if argument.unit == "steps" and argument.value]


def value_when_on(argument, arguments):
    """The value that a control starts from, also where the schedule has none."""
    if argument.value:
        return argument.value
    if argument.unit == "steps":
        return max(1, int(max(lengths(arguments), default=100)) // 10)
    if argument.value is None:
        rates = [other.value for other in arguments if other.unit == "rate" and other.value]
        return max(rates, default=0.1)
    return argument.value
