"""The bound on the last iterate: against the sums as they are printed in the paper, and against published values."""

import math

import numpy as np
import pytest

from lrnotes import (
    Constant,
    CosineDecay,
    LinearDecay,
    ReduceLROnPlateau,
    REXDecay,
    WarmupStableDecay,
    best_peak,
    last_iterate_bound,
    transfer_peak,
)


def as_printed(rates, distance, norms):
    """Defazio et al. (2023), Theorem 10, sum by sum."""
    length = len(rates)

    def total(k):
        return math.fsum(rates[k:])

    def squares(k):
        return math.fsum(eta**2 * norm**2 for eta, norm in zip(rates[k:], norms[k:], strict=True))

    ends = [rates[k] / total(k + 1) * squares(k) / total(k) for k in range(length - 1)]
    return distance**2 / (2 * total(0)) + squares(0) / (2 * total(0)) + math.fsum(ends) / 2


SHAPES = {
    "constant": Constant(0.03),
    "linear": LinearDecay(0.05, 300),
    "cosine with warmup": CosineDecay(1e-3, 250).warmup(50),
    "warmup-stable-decay": WarmupStableDecay(2.0, 20, 200, 80, decay_shape="1-sqrt"),
    "restarts": CosineDecay(0.1, 75).repeat(every=75),
    "tiny": LinearDecay(1e-200, 300),
}


@pytest.mark.parametrize("schedule", SHAPES.values(), ids=SHAPES)
@pytest.mark.parametrize("distance, norm", [(1.0, 1.0), (3.0, 0.2), (0.5, None)])
def test_equals_the_printed_sums(schedule, distance, norm):
    norms = 1 + 0.5 * np.sin(np.arange(300)) if norm is None else np.full(300, norm)
    expected = as_printed(schedule(np.arange(300)).tolist(), distance, norms.tolist())
    given = norms if norm is None else norm
    assert last_iterate_bound(schedule, 300, distance, given) == pytest.approx(expected, rel=1e-12)


def test_every_number_of_updates_is_a_training_of_its_own():
    schedule, steps = CosineDecay(0.1, 20_000), np.array([[1, 2], [8191, 8192], [8193, 20_000]])
    bounds = last_iterate_bound(schedule, steps)
    assert bounds.shape == steps.shape
    for horizon, bound in zip(steps.ravel(), bounds.ravel(), strict=True):
        assert bound == last_iterate_bound(schedule(np.arange(horizon)), int(horizon))


def test_of_a_constant_rate_is_known_in_closed_form():
    """With S_k = (T - k + 1) eta the last sum is eta / 2 times the harmonic number of T - 1."""
    harmonic = math.fsum(1 / k for k in range(1, 30_000))
    expected = 1 / (2 * 30_000 * 0.01) + 0.01 / 2 + 0.01 / 2 * harmonic
    assert last_iterate_bound(Constant(0.01), 30_000) == pytest.approx(expected, rel=1e-12)


def test_equals_the_authors_package():
    """2.15564863354, printed by fabian-sp/lr-scheduling at 8ace3a3 for 400 updates, the last 80 of them decaying."""
    schedule = Constant(1.0).then(LinearDecay(1.0, 80), at=320)
    assert last_iterate_bound(schedule, 400) == pytest.approx(2.15564863354, abs=1e-11)


@pytest.mark.parametrize(
    "schedule, least",
    [
        (LinearDecay(0.3, 1000), 2.006),
        (REXDecay(5.0, 1000), 2.025),
        (CosineDecay(1e-3, 1000), 2.063),
        (Constant(1.0), 2.913),
    ],
)
def test_the_least_bound_of_a_shape(schedule, least):
    """Times the root of the number of updates: it does not depend on the peak that the schedule is given with."""
    factor = best_peak(schedule, 1000) / schedule(0)
    bound = last_iterate_bound(factor * schedule, 1000)
    assert bound * math.sqrt(1000) == pytest.approx(least, abs=5e-4)
    for other in (0.9, 1.1):
        assert last_iterate_bound(other * factor * schedule, 1000) > bound


def test_a_peak_carries_over_as_the_best_peaks_do():
    linear, constant = LinearDecay(0.1, 1000), Constant(1.0)
    ratio = best_peak(constant, 1000) / best_peak(linear, 1000)
    assert transfer_peak(linear, constant, 1000) == pytest.approx(ratio, rel=1e-12)
    assert transfer_peak(linear, linear, 1000) == 1
    assert transfer_peak(linear, LinearDecay(0.1, 4000), 1000, 4000) == pytest.approx(0.5, rel=5e-3)  # 1 / sqrt(4)
    assert best_peak(linear, 1000, distance=2.0, gradient_norm=4.0) == pytest.approx(best_peak(linear, 1000) / 2)


def test_rates_of_zero():
    schedule = LinearDecay(0.1, 100)
    assert last_iterate_bound(schedule, 150) == last_iterate_bound(schedule, 100)  # nothing moves any more
    assert last_iterate_bound(Constant(0.0), 10) == math.inf
    paused = np.array([0.0, 0.1, 0.0, 0.1])
    assert last_iterate_bound(paused, 4) == pytest.approx(as_printed(paused.tolist(), 1.0, [1.0] * 4), rel=1e-12)


@pytest.mark.parametrize(
    "call, error, words",
    [
        (lambda: last_iterate_bound(Constant(0.1), 0), ValueError, "steps must be numbers of updates.*got 0"),
        (lambda: last_iterate_bound(Constant(0.1), 1.5), ValueError, "integers of at least 1; got 1.5"),
        (lambda: last_iterate_bound(Constant(0.1), []), ValueError, "steps must be"),
        (lambda: last_iterate_bound([0.1, 0.1], 3), ValueError, r"at least 3 rates.*shape \(2,\)"),
        (lambda: last_iterate_bound([0.1, math.nan], 2), ValueError, "got .*nan.* at step 1"),
        (lambda: last_iterate_bound([0.1, -0.1], 2), ValueError, "at least 0; got .*-0.1.* at step 1"),
        (lambda: last_iterate_bound(ReduceLROnPlateau(0.1), 3), TypeError, "ReduceLROnPlateau follows a metric"),
        (lambda: last_iterate_bound(Constant(0.1), 3, distance=0), ValueError, "distance must be .* got 0"),
        (lambda: last_iterate_bound(Constant(0.1), 3, gradient_norm=[1.0]), ValueError, "or 3 of them"),
        (lambda: best_peak(Constant(0.0), 3), ValueError, "a rate above 0 in its first 3 updates"),
        (lambda: best_peak(Constant(0.1), [3, 4]), ValueError, "one number of updates"),
    ],
)
def test_what_it_does_not_take(call, error, words):
    with pytest.raises(error, match=words):
        call()
