"""The noise of timm's schedulers, which a seed and the step determine: the same numbers without PyTorch."""

import dataclasses
import functools
import inspect
import math
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from ..core.function_schedule import FunctionSchedule
from ..core.parameters import is_number
from .arguments import require_positive, require_whole

_ARGUMENTS = {"noise_range_t": None, "noise_pct": 0.67, "noise_std": 1.0, "noise_seed": 42}


@dataclasses.dataclass(frozen=True)
class Noise:
    """The factor of the learning rate at each step: 1 without noise, 1 plus a normal number from ``first`` on, up to
    ``end``. Numbers whose absolute value is not below ``limit`` are drawn again."""

    first: float
    end: float
    limit: float
    deviation: float
    seed: int

    def __call__(self, step: float) -> float:
        if not self.first <= step < self.end:
            return 1.0
        return 1 + next(each for each in self._draws(int(step)) if abs(each) < self.limit)

    def _draws(self, step: int) -> Iterator[float]:
        return (each * self.deviation for each in _normal_numbers(self.seed + step))


def _normal_numbers(seed: int) -> Iterator[float]:
    """What ``torch.randn(1, generator=generator)`` gives, call by call, on a CPU after ``manual_seed(seed)``.

    PyTorch makes pairs of them by Box and Muller's method in float64, from the Mersenne twister of its seed.
    """
    words = np.random.RandomState(seed % 2**32)
    while True:
        angle, radius = (_uniform(words) for _ in range(2))
        radius = math.sqrt(-2 * math.log1p(-radius))
        yield float(np.float32(radius * math.cos(2 * math.pi * angle)))
        yield float(np.float32(radius * math.sin(2 * math.pi * angle)))


def _uniform(words: np.random.RandomState) -> float:
    high, low = (int(each) for each in words.randint(0, 2**32, size=2, dtype=np.uint32))
    return ((high << 32 | low) % 2**53) / 2**53


def with_noise(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function of an original, with the arguments of the noise after its own."""

    @functools.wraps(function)
    def made(*arguments, noise_range_t=None, noise_pct=0.67, noise_std=1.0, noise_seed=42, **named):
        return noisy(function(*arguments, **named), noise_range_t, noise_pct, noise_std, noise_seed)

    signature = inspect.signature(function)
    more = [inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=each) for name, each in _ARGUMENTS.items()]
    vars(made)["__signature__"] = signature.replace(parameters=[*signature.parameters.values(), *more])
    return made


def noisy(schedule, noise_range_t, noise_pct, noise_std, noise_seed):
    """The schedule times its noise, if there is a range of it."""
    if noise_range_t is None:
        return schedule
    one = is_number(noise_range_t)
    first, end = (noise_range_t, math.inf) if one else _pair(noise_range_t)
    require_positive(noise_pct=noise_pct)
    require_whole(noise_seed=noise_seed)
    return schedule * FunctionSchedule(Noise(first, end, noise_pct, noise_std, int(noise_seed)))


def _pair(values):
    found = list(values)
    if len(found) != 2 or not all(map(is_number, found)):
        raise ValueError(f"noise_range_t must be a step, or the first step and the one after the last; got {values!r}")
    return found
