"""The schedulers of Composer and of LLM Foundry: factors of the optimizer's learning rate, with times as ``"100ba"``.

A schedule of steps needs to know what the Trainer knows: ``max_duration`` and, for epochs, ``dataloader_len``, the
batches in one. Steps are batches, or what ``max_duration`` counts if it is samples or tokens.
"""

import re

from ..schedules.cosine import CosineAnnealing, CosineDecayRestarts
from ..schedules.decay import ExponentialDecay, PolynomialDecay, PowerDecay
from ..schedules.piecewise import Constant, MultiStepDecay, PiecewiseConstantDecay, StepDecay
from ..schedules.warmup_stable_decay import InfiniteSchedule
from ..writers.recorded import as_float, truncated
from .arguments import NUMBER, Ignored
from .original import Library
from .shapes import after_warmup, in_sequence, linear_change, product

_PLACES = ("composer.optim", "composer.optim.scheduler")
# It stretches warmups with the rest if the Trainer's scale_schedule_ratio is not 1, which does not come in here.
_SCALED = {"scale_warmup": Ignored()}
COMPOSER = Library("Composer", "0.32.1", _PLACES, _SCALED, yields=True)
_RUN = ["max_duration", "dataloader_len"]
_TIME = re.compile(r"(\d+(?:\.\d+)?)\s*(ep|ba|sp|tok|dur)")
_MOST_CYCLES = 100


def _original(library, name, **example):
    return library.original(
        name, added=_RUN, optional={"dataloader_len": NUMBER},
        **{"learning_rate": 0.1, **example, "max_duration": "1000ba"},
    )  # fmt: skip


@_original(COMPOSER, "StepScheduler", step_size="300ba")
def _step(rate, /, step_size, gamma=0.1, max_duration=None, dataloader_len=None):
    """A batch at a multiple of step_size already has the new learning rate."""
    return StepDecay(rate, _Run(max_duration, dataloader_len).steps(step_size), gamma)


@_original(COMPOSER, "MultiStepScheduler", milestones=["300ba", "600ba"])
def _multi_step(rate, /, milestones, gamma=0.1, max_duration=None, dataloader_len=None):
    """A milestone itself already has the new learning rate."""
    return _stairs(rate, milestones, gamma, _Run(max_duration, dataloader_len))


@_original(COMPOSER, "ConstantScheduler", alpha=0.5, t_max="300ba")
def _constant(rate, /, alpha=1.0, t_max="1dur", max_duration=None, dataloader_len=None):
    """alpha is a factor only until t_max. After that it is 1, whatever alpha is."""
    end = _Run(max_duration, dataloader_len).steps(t_max)
    first = product(alpha, rate)
    return Constant(rate) if alpha == 1 else PiecewiseConstantDecay([end], [first, rate], at_boundary="after")


@_original(COMPOSER, "LinearScheduler")
def _linear(rate, /, alpha_i=1.0, alpha_f=0.0, t_max="1dur", max_duration=None, dataloader_len=None):
    """Both alphas are factors of the optimizer's learning rate. It reaches the last one at t_max, after the last
    batch."""
    return linear_change(
        product(alpha_i, rate), product(alpha_f, rate), _Run(max_duration, dataloader_len).steps(t_max)
    )


@_original(COMPOSER, "ExponentialScheduler", gamma=0.9, decay_period="100ba")
def _exponential(rate, /, gamma, decay_period="1ep", max_duration=None, dataloader_len=None):
    """gamma applies once in every decay_period, which is an epoch by default, but the learning rate changes with every
    batch."""
    return ExponentialDecay(rate, _Run(max_duration, dataloader_len).steps(decay_period), gamma)


@_original(COMPOSER, "CosineAnnealingScheduler", alpha_f=0.1)
def _cosine(rate, /, t_max="1dur", alpha_f=0.0, max_duration=None, dataloader_len=None):
    """alpha_f is a fraction of the optimizer's learning rate. After t_max it is held."""
    return CosineAnnealing(rate, _Run(max_duration, dataloader_len).steps(t_max), product(alpha_f, rate))


@_original(COMPOSER, "CosineAnnealingWarmRestartsScheduler", t_0="100ba", t_mult=2.0, alpha_f=0.1)
def _restarts(rate, /, t_0, t_mult=1.0, alpha_f=0.0, max_duration=None, dataloader_len=None):
    """Composer rounds the length of each cycle down. If t_mult is not an integer, the last cycle in lrnotes is the one
    in which the training run ends."""
    run = _Run(max_duration, dataloader_len)
    length = run.steps(t_0)
    if t_mult >= 1 and as_float(t_mult).is_integer():
        return CosineDecayRestarts(rate, length, t_mult, alpha=alpha_f)
    waves, starts = [], [0]
    while starts[-1] < run.length and len(waves) < _MOST_CYCLES:
        if not length:
            raise ValueError(f"t_mult must be larger, because a cycle would have no steps; got {t_mult!r}")
        waves.append(CosineAnnealing(rate, length, product(alpha_f, rate)))
        starts.append(starts[-1] + length)
        length = truncated(t_mult * length)
    if starts[-1] < run.length:
        raise ValueError(f"t_mult must be an integer for more than {_MOST_CYCLES} cycles; got {t_mult!r}")
    return in_sequence(waves, starts[1:-1])


@_original(COMPOSER, "PolynomialScheduler", power=2.0)
def _polynomial(rate, /, power, t_max="1dur", alpha_f=0.0, max_duration=None, dataloader_len=None):
    """The power applies to the remaining time. alpha_f is a fraction of the optimizer's learning rate."""
    end = _Run(max_duration, dataloader_len).steps(t_max)
    return PolynomialDecay(rate, end, product(alpha_f, rate), power)


@_original(COMPOSER, "MultiStepWithWarmupScheduler", t_warmup="100ba", milestones=["300ba", "600ba"])
def _multi_step_warmed(rate, /, t_warmup, milestones, gamma=0.1, max_duration=None, dataloader_len=None):
    """Milestones are counted from the start, and one within the warmup has its effect at the end of it."""
    run = _Run(max_duration, dataloader_len)
    warmup, stairs = run.steps(t_warmup), _stairs(rate, milestones, gamma, run)
    after = stairs.skip(warmup)
    if not warmup:
        return stairs
    return after.warmup(warmup) if after(0) == rate else linear_change(0.0, rate, warmup).then(after, at=warmup)


@_original(COMPOSER, "ConstantWithWarmupScheduler", t_warmup="100ba")
def _constant_warmed(rate, /, t_warmup, alpha=1.0, t_max="1dur", max_duration=None, dataloader_len=None):
    """alpha is a factor of the learning rate throughout, warmup included. t_max must not be before the end of the
    training run."""
    return _linear_warmed(rate, t_warmup, alpha, alpha, t_max, max_duration, dataloader_len)


@_original(COMPOSER, "LinearWithWarmupScheduler", t_warmup="100ba")
def _linear_warmed(rate, /, t_warmup, alpha_i=1.0, alpha_f=0.0, t_max="1dur", max_duration=None, dataloader_len=None):
    """t_max includes the warmup, which leads to alpha_i times the optimizer's learning rate. t_max must not be before
    the end of the training run."""
    warmup, left = _Run(max_duration, dataloader_len).warmup_and_rest(t_warmup, t_max)
    first, last = product(alpha_i, rate), product(alpha_f, rate)
    return after_warmup(linear_change(first, last, left) if left and first != last else Constant(first), warmup)


@_original(COMPOSER, "CosineAnnealingWithWarmupScheduler", t_warmup="100ba", alpha_f=0.1)
def _cosine_warmed(rate, /, t_warmup, t_max="1dur", alpha_f=0.0, max_duration=None, dataloader_len=None):
    """t_max includes the warmup. alpha_f is a fraction of the optimizer's learning rate. t_max must not be before the
    end of the training run."""
    warmup, left = _Run(max_duration, dataloader_len).warmup_and_rest(t_warmup, t_max)
    fall = CosineAnnealing(rate, left, product(alpha_f, rate)) if left else Constant(rate)
    return after_warmup(fall, warmup)


@_original(COMPOSER, "PolynomialWithWarmupScheduler", t_warmup="100ba")
def _polynomial_warmed(rate, /, t_warmup, power=2.0, t_max="1dur", alpha_f=0.0, max_duration=None, dataloader_len=None):
    """The power is 2 by default, whereas PolynomialScheduler has no default. t_max includes the warmup and must not be
    before the end of the training run."""
    warmup, left = _Run(max_duration, dataloader_len).warmup_and_rest(t_warmup, t_max)
    fall = PolynomialDecay(rate, left, product(alpha_f, rate), power) if left else Constant(rate)
    return after_warmup(fall, warmup)


LLM_FOUNDRY = Library("LLM Foundry", "0.22.0", ("llmfoundry.optim", "llmfoundry.optim.scheduler"), yields=True)


@_original(LLM_FOUNDRY, "InverseSquareRootWithWarmupScheduler", t_warmup="100ba", t_scale="200ba", t_cooldown="200ba")
def _inverse_square_root(
    rate, /, t_warmup, t_scale, t_cooldown, t_max="1dur", alpha_f_decay=0.0, alpha_f_cooldown=0.0, max_duration=None,
    dataloader_len=None,
):  # fmt: skip
    """t_max includes all phases. The cooldown is linear, from the learning rate at its start to alpha_f_cooldown times
    the optimizer's. All times must have the unit of max_duration."""
    run = _Run(max_duration, dataloader_len)
    if alpha_f_decay < alpha_f_cooldown:
        raise ValueError(f"alpha_f_decay must be at least alpha_f_cooldown={alpha_f_cooldown!r}; got {alpha_f_decay!r}")
    run.require_own_unit(t_warmup=t_warmup, t_scale=t_scale, t_cooldown=t_cooldown)
    warmup, scale, cooldown = map(run.steps, (t_warmup, t_scale, t_cooldown))
    decay = max(run.steps(t_max) - cooldown - warmup, 0)
    level = product(alpha_f_decay + (1 - alpha_f_decay) / (1 + decay / scale) ** 0.5, rate)
    if decay and alpha_f_decay:
        first = InfiniteSchedule(
            rate, level, level, warmup, decay, 0, 0, cooldown_shape="inverse-sqrt", timescale=decay / scale
        )
    else:
        first = after_warmup(PowerDecay(rate, scale), warmup) if decay else Constant(rate)
    last = linear_change(level, product(alpha_f_cooldown, rate), cooldown) if cooldown else Constant(level)
    if decay:
        return first.then(last, at=warmup + decay)
    return after_warmup(last, warmup)


def _stairs(rate, milestones, gamma, run):
    steps = sorted(map(run.steps, milestones))
    return MultiStepDecay(rate, steps, gamma) if steps else Constant(rate)


class _Run:
    """A training run, and times as steps of it."""

    def __init__(self, max_duration, dataloader_len):
        if max_duration is None:
            raise TypeError("max_duration must be given, because the length of the training run is not known")
        self.batches = dataloader_len
        # A number counts epochs, as in the Trainer.
        amount, unit = _parts("max_duration", f"{max_duration}ep" if isinstance(max_duration, int) else max_duration)
        if unit == "dur":
            raise ValueError(f'max_duration must be a time such as "10ep" or "1000ba"; got {max_duration!r}')
        self.own_unit = unit
        self.unit = "ba" if unit == "ep" else unit
        self.length = truncated(amount * self._in_batches(unit))

    def steps(self, time):
        """The steps of a time such as "10ba", "2ep" or "0.5dur"."""
        amount, unit = _parts("each time", time)
        if unit == "dur":
            return truncated(amount * self.length)
        if ("ba" if unit == "ep" else unit) != self.unit:
            raise ValueError(f"each time must count what max_duration does, {self.unit!r}; got {time!r}")
        return truncated(amount * self._in_batches(unit))

    def warmup_and_rest(self, t_warmup, t_max):
        """The steps of the warmup, and those after it until the end of the schedule."""
        warmup, end = self.steps(t_warmup), self.steps(t_max)
        if end < self.length:
            raise ValueError(
                f"t_max must be at least max_duration, {self.length} steps, as Composer has it; got {t_max!r}"
            )
        return warmup, max(end - warmup, 0)

    def require_own_unit(self, **times):
        """A ValueError for times that are in another unit than max_duration."""
        for name, time in times.items():
            if _parts(name, time)[1] != self.own_unit:
                raise ValueError(f"{name} must have the unit of max_duration, {self.own_unit!r}; got {time!r}")

    def _in_batches(self, unit):
        if unit != "ep":
            return 1
        if self.batches is None:
            raise TypeError("dataloader_len must be given, because the batches of an epoch are not known")
        return self.batches


def _parts(name, time):
    """The number and the unit of a time."""
    found = _TIME.fullmatch(time.strip()) if isinstance(time, str) else None
    if not found:
        raise ValueError(f'{name} must be a text such as "10ep", "1000ba", "0.5dur", "64sp" or "9tok"; got {time!r}')
    return float(found[1]), found[2]


LIBRARIES = [COMPOSER, LLM_FOUNDRY]
