"""The multi-power law: against its printed sum, and against the losses of measured trainings."""

import json
import math
import pathlib

import numpy as np
import pytest

from lrnotes import Constant, CosineDecay, ExponentialDecay, GreedyLR, MultiPowerLaw, WarmupStableDecay

MEASURED = json.loads((pathlib.Path(__file__).parent / "recorded" / "loss_curves.json").read_text())
SIZES = ("25M", "100M", "400M")
PEAK, WARMUP = 3e-4, 2160


def schedule_of(name):
    """The schedule of a measured curve: a warmup of 2160 updates to 3e-4, then as its name says."""
    kind, _, number = name.partition("_")
    constant = Constant(PEAK).warmup(WARMUP)
    if kind == "cosine":
        return CosineDecay(0.0, int(number) - WARMUP, 0.1, warmup_target=PEAK, warmup_steps=WARMUP)
    if kind == "wsdcon":
        return constant.then(Constant(int(number) * 1e-5), at=8000)
    if kind == "wsdld":
        return WarmupStableDecay(PEAK, WARMUP, 20000 - WARMUP, 4000, end_learning_rate=PEAK / 10)
    if kind == "wsd":
        return constant.then(ExponentialDecay(PEAK, 4000, 0.1), at=20000)
    return constant


def run_of(size, name):
    return schedule_of(name), *map(np.array, MEASURED[size][name])


def as_printed(law, rates):
    """Luo et al. (2025), equation 2, term by term; the first rate is the rate before the first change."""
    sums = math.fsum(rates)
    drops = (
        (rates[k - 1] - rates[k]) * (1 - (1 + law.C * rates[k] ** -law.gamma * math.fsum(rates[k:])) ** -law.beta)
        for k in range(1, len(rates))
    )
    return law.L0 + law.A * sums**-law.alpha - law.B * math.fsum(drops)


@pytest.mark.parametrize("size", SIZES)
def test_equals_the_printed_sum(size):
    law = MultiPowerLaw.published(size)
    for schedule in (
        CosineDecay(PEAK, 300, 0.1).warmup(30),
        Constant(PEAK).then(Constant(1e-5), at=100),
        Constant(1e-2),
    ):
        steps = np.array([2, 20, 250, 400])
        expected = [as_printed(law, schedule(np.arange(n)).tolist()) for n in steps]
        np.testing.assert_allclose(law(schedule, steps), expected, rtol=1e-12)
        assert law(schedule, 250) == pytest.approx(expected[2], rel=1e-12)


@pytest.mark.parametrize("size", SIZES)
def test_knows_the_measured_losses(size):
    """Of nine schedules; three of them are the runs that the law was fitted to."""
    law = MultiPowerLaw.published(size)
    errors = {name: law.error(*run_of(size, name)) for name in MEASURED[size]}
    assert len(errors) == 9 and np.mean(list(errors.values())) < 0.002
    assert max(errors.values()) < 0.003


@pytest.mark.parametrize("size", SIZES)
def test_a_fit_to_three_runs_predicts_the_other_six(size):
    known = ("cosine_24000", "constant_24000", "wsdcon_9")
    law = MultiPowerLaw.fit([run_of(size, name) for name in known])
    errors = {name: law.error(*run_of(size, name)) for name in MEASURED[size]}
    assert np.mean([errors[name] for name in errors if name not in known]) < 0.003
    assert max(errors[name] for name in known) < 0.0015
    assert max(errors.values()) < 0.0065  # three times as long as any run of the fit
    assert law.fitted.lowest_peak == law.fitted.highest_peak == PEAK and law.fitted.last == 23936


def test_a_spike_does_not_bend_the_fit():
    runs = [run_of("100M", name) for name in ("cosine_24000", "constant_24000", "wsdcon_9")]
    plain = MultiPowerLaw.fit(runs)
    spiked = runs[0][2].copy()
    spiked[[12, 30]] *= 1.5
    bent = MultiPowerLaw.fit([(runs[0][0], runs[0][1], spiked), *runs[1:]])
    assert bent(runs[0][0], 24000) == pytest.approx(plain(runs[0][0], 24000), rel=1e-3)


def test_the_fit_finds_a_law_at_another_peak_again():
    law = MultiPowerLaw(2.0, 1.5, 0.5, 12.0, 0.3, 0.6, 0.65)
    steps = np.arange(200, 6001, 100)
    runs = [(each, steps, law(each, steps)) for each in (Constant(0.01), CosineDecay(0.01, 6000, 0.1))]
    held_out = Constant(0.01).then(CosineDecay(0.01, 1500, 0.1), at=4500)
    assert MultiPowerLaw.fit(runs).error(held_out, steps, law(held_out, steps)) < 0.002


def test_the_best_arguments_are_better_than_their_neighbors():
    law, schedule = MultiPowerLaw.published("100M"), CosineDecay(PEAK, 24000, 0.5)
    found = law.best(schedule, {"alpha": (0.0, 0.9)}, steps=24000)
    losses = [law(CosineDecay(PEAK, 24000, alpha), 24000) for alpha in np.linspace(0, 0.9, 181)]
    assert law(found, 24000) <= min(losses) + 1e-9
    assert (found.initial_learning_rate, found.decay_steps) == (PEAK, 24000)
    pair = law.best(WarmupStableDecay(PEAK, 2000, 18000, 4000), {"end_learning_rate": (0, 1e-4)}, steps=24000)
    assert law(pair, 24000) <= law(WarmupStableDecay(PEAK, 2000, 18000, 4000, end_learning_rate=1e-5), 24000)


def test_says_what_is_outside_its_range():
    law = MultiPowerLaw.published("25M")
    assert law.outside(schedule_of("cosine_24000"), [2160, 24000]) == ()
    peak, steps = law.outside(Constant(1e-3), 100_000)
    assert "0.001" in peak and "2,160 to 72,000" in steps
    assert "not known" in MultiPowerLaw(2.0, 1.0, 0.5, 400.0, 2.0, 0.6, 0.6).outside(Constant(1e-3), 10)[0]


def test_rates_of_zero():
    law = MultiPowerLaw.published("25M")
    assert law(Constant(0.0), 10) == math.inf
    to_zero = CosineDecay(PEAK, 5000)
    assert law(to_zero, 6000) == pytest.approx(law(to_zero, 5000), rel=1e-12)  # nothing moves any more
    assert law(to_zero.then(Constant(PEAK), at=6000), 7000) > 0


@pytest.mark.parametrize(
    "call, error, words",
    [
        (
            lambda law: MultiPowerLaw.published("124M"),
            ValueError,
            "size must be one of '25M', '100M', '400M'; got '124M'",
        ),
        (lambda law: MultiPowerLaw(2.0, 1.0, -0.5, 400.0, 2.0, 0.6, 0.6), ValueError, "alpha must be .* got -0.5"),
        (lambda law: law(Constant(0.1), [0, 1]), ValueError, "steps must be numbers of updates"),
        (lambda law: law(GreedyLR(0.1), 10), TypeError, "GreedyLR follows a metric"),
        (
            lambda law: law.best(CosineDecay(0.1, 9), {"alfa": (0, 1)}, 9),
            TypeError,
            "no argument 'alfa'; did you mean",
        ),
        (lambda law: law.best(CosineDecay(0.1, 9), {"alpha": (1, 0)}, 9), ValueError, "a lowest and a highest value"),
        (lambda law: law.best(CosineDecay(0.1, 9), {"decay_steps": (-9, -1)}, 9), ValueError, "a value that it allows"),
        (lambda law: MultiPowerLaw.fit([(Constant(0.1), [1, 2], [1.0])]), ValueError, r"runs\[0\] must have one loss"),
        (
            lambda law: MultiPowerLaw.fit([(Constant(0.1), [1], [-1.0])]),
            ValueError,
            "losses must be finite",
        ),
        (lambda law: MultiPowerLaw.fit([(Constant(0.1), [1, 2], [2.0, 1.0])]), ValueError, "at least 14 losses"),
        (lambda law: MultiPowerLaw.fit([Constant(0.1)]), TypeError, r"runs\[0\] must be a schedule, steps and losses"),
        (
            lambda law: MultiPowerLaw.fit([(Constant(0.0), [1], [1.0])]),
            ValueError,
            "a rate above 0 before",
        ),
    ],
)
def test_what_it_does_not_take(call, error, words):
    with pytest.raises(error, match=words):
        call(MultiPowerLaw.published("25M"))
