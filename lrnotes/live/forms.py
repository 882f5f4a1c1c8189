"""The forms of a schedule: the variants that its switches and words make of its formula.

A warmup of 0 steps, a target of None and each word of a choice leave the formula in another form; each is written out,
with a program of its own.
"""

import itertools
import math
from dataclasses import dataclass
from typing import Any

from ..core.base import substitute
from .arguments import value_when_on

MOST = 32  # as many as five switches make; a composition of many schedules keeps the rest as they are


@dataclass(eq=False)
class Variant:
    """One form: what each switch is at, the schedule in this form and its program, or why there is none."""

    states: dict[Any, Any]  # by argument
    schedule: Any = None
    error: str = ""
    program: Any = None

    def when(self, asked):
        """The states of what has a control, by its place."""
        return [[asked.index(argument), state] for argument, state in self.states.items() if argument in asked]


class Forms:
    """All forms of a schedule, and what of its arguments they ask for."""

    def __init__(self, schedule, arguments, write):
        """``write(schedule, places)`` gives the program of a form, for parameters that stand in these places."""
        self._arguments, self._write = arguments, write
        self._switches = _switches(arguments)
        self._variants = list(_variants(schedule, arguments, self._switches))
        self._write_programs(arguments)
        # The truth of a number that is no switch, which a formula may ask as well, holds for what is not 0 alone.
        self.never_zero = {each for each in self._of("asked") if each not in self._switches}
        self.asked = self._asked()
        self._write_programs(self.asked)

    def reachable(self):
        """The forms that the controls can reach: what has no control stays as the schedule has it."""
        for variant in self._variants:
            if all(state == each.state for each, state in variant.states.items() if each not in self.asked):
                yield variant

    def _write_programs(self, numbered):
        places = {argument.path: place for place, argument in enumerate(numbered)}
        for variant in self._variants:
            if variant.schedule is not None:
                variant.program = self._write(variant.schedule, places)

    def _of(self, kind):
        programs = [variant.program for variant in self._variants if variant.program]
        return [
            self._arguments[place] for place in sorted({place for each in programs for place in getattr(each, kind)})
        ]

    def _asked(self):
        """The arguments that move anything: read by a program, or telling forms apart."""
        read = set(self._of("parameters"))
        fixed = {each for each in self.never_zero if not each.value}
        return [
            each
            for each in self._arguments
            if each not in fixed and (each in read or (each in self._switches and self._tells_apart(each)))
        ]

    def _tells_apart(self, argument):
        """Does any program change with this switch alone?"""
        others = {}
        for variant in self._variants:
            rest = tuple((each, state) for each, state in variant.states.items() if each is not argument)
            others.setdefault(rest, set()).add(variant.program.source if variant.program else variant.error)
        return any(len(programs) > 1 for programs in others.values())


def _switches(arguments):
    """As many switches as there may be forms, the outermost first."""
    switches = [argument for argument in arguments if argument.switch or argument.options]
    while math.prod(len(argument.states) for argument in switches) > MOST:
        switches.pop()
    return switches


def _variants(schedule, arguments, switches):
    """Every combination of the switches' states, with the schedule that has them."""
    for states in itertools.product(*(argument.states for argument in switches)):
        at = dict(zip(switches, states))
        try:
            yield Variant(at, _with(schedule, arguments, at))
        except Exception as error:  # what a form refuses, or a reader's own function in it
            yield Variant(at, error=str(error) or type(error).__name__)


def _with(schedule, arguments, at):
    by_path = {argument.path: argument for argument in arguments}

    def stand_in(path, parameter, value):
        argument = by_path[path]
        if argument not in at:
            return value
        state = at[argument]
        if argument.options:
            return state
        if not state:
            return None if argument.optional else 0
        return value_when_on(argument, arguments)

    return substitute(schedule, stand_in, everything=True)
