"""Composed schedules in PyTorch: one sequence of schedulers."""

import math
from typing import NamedTuple

from ..core.composition import COMPOSED, Then, Warmup
from ..schedules.piecewise import Constant
from ..writers.recorded import as_float, truncated
from .code_number import is_whole, value_of
from .frameworks import PYTORCH
from .joining import HasNoCode, free_names, short
from .parts import Phase, TorchCode
from .rows import lambda_lr, native, scheduler, torch

# The schedulers that SequentialLR can start at a milestone, and that leave the first rate to the others.
_JOINABLE = {
    "CosineAnnealingWarmRestarts", "CosineAnnealingLR", "ConstantLR", "CyclicLR", "ExponentialLR", "LambdaLR",
    "LinearLR", "MultiStepLR", "PolynomialLR", "StepLR",
}  # fmt: skip


class _Line(NamedTuple):
    """A linear change from one rate to another; a constant rate is one of a step."""

    first: float
    last: float
    steps: float


def in_torch(schedule, leaf):
    """One sequence of schedulers, because a sequence in a sequence fails, or runs a step early."""
    pieces = _pieces(schedule, 0)
    if pieces is None or len(pieces) < 2 or not all(is_whole(start) for start, _ in pieces):
        return None
    made = [None if isinstance(piece, _Line) else leaf(piece, PYTORCH) for _, piece in pieces]
    rate = _one_rate([piece for _, piece in pieces], made)
    if not rate:
        return None
    sequence = _TorchSequence()
    ends = [start for start, _ in pieces[1:]] + [math.inf]
    try:
        for (start, piece), own, end in zip(pieces, made, ends):
            sequence.add(_line(piece, rate) if isinstance(piece, _Line) else own, start, end)
    except HasNoCode:
        return None
    return native("Each part counts from its milestone, and factors are fractions of lr.", sequence.code(rate))


class _TorchSequence:
    """The schedulers of a sequence, each from its milestone on."""

    def __init__(self):
        self._phases, self._imports, self._begins, self._taken = [], {}, [], set()

    def add(self, own, start, end):
        """Add what has the steps from ``start`` on and, where it is a sequence itself, its schedulers up to ``end``."""
        if own is None or not isinstance(own.code, TorchCode) or own.code.joined_by == "ChainedScheduler":
            raise HasNoCode
        (phase,) = own.code.phases
        names = free_names(phase.setup, self._taken)
        schedulers = {}
        for begin, each in _from_to(own.code, start, end):
            if each.kind not in _JOINABLE:
                raise HasNoCode
            self._begins.append(truncated(begin))
            schedulers[f"part_{len(self._begins)}"] = each.renamed(names)
        self._phases.append(Phase(own.note, tuple(each.renamed(names) for each in phase.setup), schedulers))
        self._imports |= dict.fromkeys(own.code.imports)

    def code(self, rate):
        return TorchCode(
            rate=rate,
            imports=tuple(self._imports),
            phases=tuple(self._phases),
            joined_by="SequentialLR",
            milestones=tuple(self._begins[1:]),
        )


def _from_to(code, start, end):
    """(where it starts, the scheduler) of each scheduler of a part that starts at ``start``, those before ``end``."""
    schedulers = code.phases[0].schedulers.values()
    starts = [start, *(start + truncated(value_of(each)) for each in code.milestones)]
    for begin, after, each in zip(starts, [*starts[1:], end], schedulers):
        if begin < min(after, end):
            yield begin, each


def _one_rate(pieces, made):
    """The optimizer's rate, which all parts must share; None if they do not."""
    rates = {value_of(own.code.rate) for own in made if own and isinstance(own.code, TorchCode)}
    constant = [piece.first for piece in pieces if isinstance(piece, _Line) and piece.first == piece.last]
    rates = rates or {max(constant, default=0)}
    return rates.pop() if len(rates) == 1 else None


def _line(line, rate):
    """The scheduler of a linear change, with a note that says in which direction."""
    start, end = short(line.first / rate), short(line.last / rate)
    note = "Constant" if line.first == line.last else "Up" if line.first < line.last else "Down"
    if 0 < start <= 1 and 0 <= end <= 1:
        only = scheduler("LinearLR", start_factor=start, end_factor=end, total_iters=line.steps)
    else:
        note += ": LinearLR cannot start at 0" if not start else ": LinearLR has no factor above 1"
        only = lambda_lr(f"lambda step: {_factor(start, end, line.steps)}")
    return native(note, torch(rate, only))


def _factor(start, end, steps):
    """The code of a factor that goes from one number to another in so many steps."""
    change, sign = abs(short(end - start)), "-" if end < start else "+"
    passed = f"step / {steps}" if change == 1 else f"{change} * step / {steps}"
    if not change:
        return start
    return f"{start} {sign} {passed}" if start else passed


def _pieces(schedule, start):
    """(where it starts, a line or a schedule) of what follows one after another; None for other compositions."""
    if type(schedule) is Constant:
        return [(start, _Line(schedule.learning_rate, schedule.learning_rate, 1))]
    if type(schedule) is Warmup:
        after = _pieces(schedule.schedule, start + as_float(schedule.warmup_steps))
        line = _Line(as_float(schedule.initial_learning_rate), as_float(schedule.schedule(0)), schedule.warmup_steps)
        return after and [(start, line), *after]
    if type(schedule) is Then:
        change = start + as_float(schedule.at)
        before, after = _pieces(schedule.first, start), _pieces(schedule.second, change)
        return before and after and [*((at, piece) for at, piece in before if at < change), *after]
    return None if type(schedule) in COMPOSED else [(start, schedule)]
