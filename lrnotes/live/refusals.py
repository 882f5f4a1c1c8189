"""Settings that a schedule refuses because of several numbers at once, each of which alone is allowed.

The constructors raise for them. A figure, whose reader moves the numbers, checks the same in JavaScript; the tests
compare both over a grid of settings.
"""

from ..core.base import Declared, parts
from ..to_others.code_number import CodeNumber
from ..to_others.in_code import in_code

_ROUNDING = 1 + 1e-12  # as in the constructor


def refusals(schedule, numbers):
    """Pairs of the JavaScript that is true where the constructor raises an error, and why; ``numbers`` as for code."""
    found = []
    coded = in_code(schedule, numbers.get)
    # A reader's function is bare code here, without arguments that could be refused.
    for part in parts(coded) if isinstance(coded, Declared) else ():
        for condition, reason in _conditions(part):
            if condition.source is not None:
                found.append((condition.source, f"{type(part).__name__}: {reason}."))
    return found


def _conditions(part):
    kind = type(part)
    own = _REFUSED.get(kind.__name__) if kind.__module__.startswith("lrnotes.") else None
    return own(part) if own else ()


def _number(value):
    return value if isinstance(value, CodeNumber) else CodeNumber(value)


def _clip(part):
    if part.maximum is not None:
        yield _number(part.minimum).is_above(_number(part.maximum)), "maximum must be minimum or more"


def _tanh(part):
    yield _number(part.lower).is_at_least(_number(part.upper)), "upper must be above lower"


def _hyperbolic(part):
    yield _number(part.decay_steps).is_above(_number(part.upper_bound)), "upper_bound must be at least decay_steps"


def _restarts(part):
    yield (
        _number(part.m_mul).is_above(1) & _number(part.alpha).is_above(1),
        "alpha must be at most 1 if m_mul is above 1",
    )


def _one_cycle(part):
    early = 1 if str(part.end_step) == "last" else 0
    rise, total = _number(part.pct_start) * _number(part.total_steps), _number(part.total_steps)
    yield rise.is_at_most(early), f"total_steps must be above {early} / pct_start, or there is no rise"
    if part.three_phase:
        late = (2 * (rise - early)).is_at_least(total - early)
        yield late, "pct_start must be lower for three_phase, or there is no third part"


def _simplified(part):
    first = _number(part.period_steps[0])
    needed = _number(part.warmup_steps) + _number(part.decay_fraction) * first
    yield needed.is_above(first * _ROUNDING), "the first period must hold the warmup and the decay"
    if str(part.decay_shape) == "inverse":
        for name in ("maximal_learning_rate", "end_learning_rate"):
            yield _number(getattr(part, name)).equals(0), f"{name} must be above 0 for decay_shape='inverse'"


def _range_test(part):
    if str(part.shape) == "exponential":
        yield (
            _number(part.initial_learning_rate).equals(0),
            "initial_learning_rate must be above 0 for shape='exponential'",
        )


def _interpolation(part):
    if str(part.shape) == "exponential":
        for value in part.values:
            yield _number(value).equals(0), "values must all be above 0 for shape='exponential'"


#: By class of the package.
_REFUSED = {
    "Clip": _clip,
    "RangeTest": _range_test,
    "PiecewiseInterpolation": _interpolation,
    "TanhDecay": _tanh,
    "HyperbolicDecay": _hyperbolic,
    "ExponentialHyperbolicDecay": _hyperbolic,
    "CosineDecayRestarts": _restarts,
    "OneCycle": _one_cycle,
    "WarmupStableDecaySimplified": _simplified,
}
