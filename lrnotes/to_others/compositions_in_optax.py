"""Composed schedules in Optax: functions of functions of the count."""

import itertools

from ..core.composition import COMPOSED, Clip, Product, Repeat, Scaled, Skip, Then, Warmup
from ..writers.recorded import as_float
from .code_text import Expression
from .frameworks import OPTAX
from .joining import HasNoCode, free_names, short
from .parts import Comment, Definition, OptaxCode
from .rows import native, optax_call, optax_constant


def in_optax(schedule, leaf):
    made = _OptaxDefinitions(leaf)
    try:
        made.define("schedule", schedule)
    except HasNoCode:
        return None
    until = made.until
    if until is not None:
        if type(schedule) is not Warmup or type(schedule.schedule) in COMPOSED:
            return None  # where the part ends is not where the whole does
        until += schedule.warmup_steps
    *setup, last = made.setup
    code = OptaxCode(imports=tuple(made.imports), setup=tuple(setup), schedule=last.code)
    return native("Each part counts from its boundary.", code, until=until)


class _OptaxDefinitions:
    """The definitions that make a composed schedule in Optax."""

    def __init__(self, leaf):
        self._leaf, self._taken, self._parts = leaf, set(), itertools.count(1)
        self.imports, self.setup, self.until = {}, [], None

    def define(self, name, schedule):
        """Define the schedule under this name; True if it is a function that may fail below 0."""
        if type(schedule) not in COMPOSED:
            return self._define_leaf(name, schedule)
        if type(schedule) is Warmup:
            return self._define_warmup(name, schedule)
        if type(schedule) is Then:
            (one, _), (other, is_function) = self._part(schedule.first), self._part(schedule.second)
            return self._join(name, one, other, is_function, schedule.at)
        return self._define_function(name, schedule)

    def _define_leaf(self, name, schedule):
        own = self._leaf(schedule, OPTAX)
        if own is None or not isinstance(own.code, OptaxCode):
            raise HasNoCode
        code, self.until = own.code, own.until if self.until is None else self.until
        names = free_names(code.setup, self._taken)
        self.imports |= dict.fromkeys(code.imports)
        self.setup.append(Comment(own.note))
        self.setup += [each.renamed(names) for each in code.setup]
        made = optax_constant(code.schedule) if code.kind == "number" else code.schedule
        self.setup.append(Definition(name, made).renamed(names))
        return code.kind == "function"

    def _part(self, schedule):
        name = f"part_{next(self._parts)}"
        return name, self.define(name, schedule)

    def _define_warmup(self, name, schedule):
        after, is_function = self._part(schedule.schedule)
        first, last, steps = schedule.initial_learning_rate, _first(schedule.schedule), schedule.warmup_steps
        rise = optax_call("linear_schedule", init_value=first, end_value=last, transition_steps=steps)
        self.setup.append(Definition("up", rise))
        return self._join(name, "up", after, is_function, steps)

    def _join(self, name, one, other, is_function, boundary):
        if is_function:  # Optax calls it before its boundary as well
            self.imports["import jax.numpy as jnp"] = None
            other = f"lambda count: {other}(jnp.maximum(count, 0))"
        join = f"optax.join_schedules([{one}, {other}], boundaries=[{boundary}])"
        self.setup.append(Definition(name, Expression(join)))
        return False

    def _define_function(self, name, schedule):
        if type(schedule) is Clip:
            self.imports["import jax.numpy as jnp"] = None
        if type(schedule) is Product:
            (one, _), (other, _) = self._part(schedule.first), self._part(schedule.second)
            function = f"{one}(count) * {other}(count)"
        else:
            inner, _ = self._part(schedule.schedule)
            function = {
                Clip: lambda: f"jnp.clip({inner}(count), {schedule.minimum}, {schedule.maximum})",
                Repeat: lambda: f"{inner}(count % {schedule.every})",
                Scaled: lambda: f"{schedule.multiplier} * {inner}(count)",
                Skip: lambda: f"{inner}(count + {schedule.steps})",
            }[type(schedule)]()
        self.setup.append(Definition(name, Expression(f"lambda count: {function}")))
        return True


def _first(schedule):
    """The rate that a warmup leads to, as code has it."""
    return short(as_float(schedule(0)))
