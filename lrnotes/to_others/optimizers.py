"""The optimizer of training code: the one that the peak of the schedule suits.

A peak for one optimizer is none for another. Published peaks for AdamW are at most about 0.01, those for SGD with
momentum above it (:mod:`lrnotes.published`). Code has a mark (:mod:`lrnotes.to_others.code_text`) where the two
differ, and each :class:`lrnotes.to_others.frameworks.Framework` has the text for each mark, for SGD and for AdamW.
"""

import dataclasses
import re

from ..core.base import Declared, parts
from ..core.feedback import FeedbackSchedule
from ..core.parameters import parameter_of
from ..schedules.cosine import CosineDecayRestarts
from ..schedules.cyclical import (
    CyclicalLearningRate,
    ExponentialCyclicalLearningRate,
    Triangular2CyclicalLearningRate,
    TriangularCyclicalLearningRate,
)
from ..schedules.decay import NoamDecay
from ..writers.recorded import RecordedNumber
from .code_number import ALWAYS, NEVER, CodeNumber, Condition, every
from .code_text import KIND, MORE, OPTION, choice

_MARK = re.compile(f"[{KIND}{MORE}{OPTION}]")

HIGHEST_FOR_ADAMW = 0.01
#: Their papers and their usual settings are for SGD with momentum.
_FOR_SGD = (
    CosineDecayRestarts,
    CyclicalLearningRate,
    ExponentialCyclicalLearningRate,
    Triangular2CyclicalLearningRate,
    TriangularCyclicalLearningRate,
)


def suits_adamw(schedule):
    """The condition that every learning rate among the arguments of a schedule in code is one for AdamW."""
    if isinstance(schedule, NoamDecay):
        return ALWAYS  # no argument is a learning rate; the Transformer was trained with Adam
    rates = list(_rates(schedule))
    if not rates or any(isinstance(each, _FOR_SGD) for each in parts(schedule)):
        return NEVER
    return every(_is_low(each) for each in rates)


def with_optimizer(text, framework, adamw):
    """The code with the optimizer in it that the condition ``adamw`` tells."""
    return text and _MARK.sub(lambda mark: choice(*framework.optimizers[mark[0]][::-1], adamw), text)


def _is_low(number):
    """At most the limit, without a decision of its own where the number is recorded."""
    value = number.value
    if isinstance(value, RecordedNumber):
        return Condition(float.__le__(value, HIGHEST_FOR_ADAMW), f"{value.source} <= {HIGHEST_FOR_ADAMW}")
    return number.is_at_most(HIGHEST_FOR_ADAMW)


def _rates(schedule):
    """The learning rates among the arguments; of a rule, the first one."""
    if not isinstance(schedule, Declared):
        return
    for field in dataclasses.fields(schedule):
        value, parameter = getattr(schedule, field.name), parameter_of(field)
        if isinstance(value, Declared):
            yield from _rates(value)
        elif parameter and parameter.item:
            found = parameter.items(field.name, value)
            yield from (item for _, each, item in found if each.unit == "rate" and isinstance(item, CodeNumber))
        elif parameter and parameter.unit == "rate" and isinstance(value, CodeNumber):
            yield value
        if isinstance(schedule, FeedbackSchedule) and field.name == "initial_learning_rate":
            return
