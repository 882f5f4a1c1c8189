"""The doctor accuses no run that went as it was meant: every schedule and setting, in every kind of log."""

import numpy as np
import pytest

import lrnotes
from lrnotes.monitor.case import Case, Told
from lrnotes.monitor.meant import Meant
from lrnotes.monitor.precision import Precision
from settings import SCHEDULES, SETTINGS
from settings.feedback import SETTINGS as FEEDBACK

ALL = {
    f"{kind}: {name}": each
    for kind, found in (("one", SCHEDULES), ("setting", SETTINGS))
    for name, each in found.items()
}
ALL = {name: each for name, each in ALL.items() if isinstance(each, lrnotes.Schedule)}
LONGEST = 300


def updates_of(schedule):
    """The updates of a run as long as the schedule, or of some length if it has no end."""
    at = np.arange(LONGEST)
    told = Case(at, np.ones(LONGEST), Meant(schedule, at), Told(), Precision(1.0))
    return np.arange(min(told.end + 1 if told.end else LONGEST, LONGEST))


def rounded(values, digits=3):
    return np.array([float(f"{value:.{digits - 1}e}") for value in values])


def logs_of(rates, updates):
    """The rates and their updates, as logs have them."""
    decimals = 5 - int(np.floor(np.log10(rates.max()))) if rates.max() > 0 else 5
    some = max(len(rates) // 20, 1)
    return {
        "float64": (rates, None),
        "float32": (rates.astype(np.float32), None),
        "three digits": (rounded(rates), None),
        "five digits": (rounded(rates, 5), None),
        "decimals": (np.round(rates, decimals), None),
        "every seventh": (rates[::7], updates[::7]),
        "without its beginning": (rates[some:], updates[some:]),
        "counted from 1": (rates, updates + 1),
        "cut off": (rates[: max(len(rates) // 2, 1)], None),
        "resumed in the right way": (
            np.append(rates[: 2 * some], rates[some:]),
            np.append(updates[: 2 * some], updates[some:]),
        ),
    }


@pytest.mark.parametrize("start", range(0, len(ALL), 20))
def test_right_runs_of_every_schedule(start):
    for name, schedule in list(ALL.items())[start : start + 20]:
        updates = updates_of(schedule)
        with np.errstate(all="ignore"):
            rates = np.asarray(schedule(updates.astype(np.float64)))
        assert np.isfinite(rates).all()
        for log, (values, at) in logs_of(rates, updates).items():
            diagnosis = lrnotes.doctor(values, schedule, at=at)
            assert not diagnosis, f"{name}, {log}: {diagnosis}"
        assert not lrnotes.doctor(rates, rates.astype(np.float32)), name
        for log in ("float64", "three digits", "every seventh"):
            values, at = logs_of(rates, updates)[log]
            diagnosis = lrnotes.doctor(values, at=at, updates=len(updates))
            assert not diagnosis or all_zero(values) or name in IDLE, f"{name}, {log}, alone: {diagnosis}"


def all_zero(rates):
    return not np.any(rates)


#: Settings whose rate is 0 for much of their length, or forever: without a schedule to compare with, that is a mistake.
IDLE = {
    "setting: cosine, warm-up to 0",
    "setting: decay, exponential to 0 at once",
    "setting: decay, exponential in stairs, to 0 at once",
    "setting: decay, natural, very fast",
    "setting: piecewise, step, to 0",
    "setting: piecewise, multi-step, to 0",
    "setting: piecewise_constant, to 0",
    "setting: piecewise_constant, by way of 0",
    "setting: stairs, to 0 at once",
}


def test_there_are_enough_right_runs():
    assert len(ALL) * 14 >= 3000


@pytest.mark.parametrize("name", FEEDBACK)
def test_right_runs_of_feedback_rules(name):
    rule = FEEDBACK[name]
    random = np.random.default_rng(3)
    for curve in (np.exp(-np.arange(90) / 20), np.full(90, 0.5), 0.3 + 0.1 * random.random(90), np.linspace(1, 2, 90)):
        rates = np.asarray(rule.rates(curve))
        for repeats in (1, 5):
            values = np.repeat(rates[:-1], repeats)
            for log in (values, values.astype(np.float32), rounded(values)):
                assert not lrnotes.doctor(log, rule, metrics=curve)
        assert not lrnotes.doctor(rates, rule, metrics=curve)


def test_long_flat_runs_and_long_runs():
    updates = np.arange(100_000)
    for schedule in (
        lrnotes.Constant(3e-4),
        lrnotes.Constant(3e-4).warmup(2000),
        lrnotes.WarmupStableDecay(3e-4, 2000, 88_000, 10_000),
        lrnotes.CosineDecay(3e-4, 98_000, 0.1).warmup(2000),
        lrnotes.CosineDecayRestarts(0.1, 1000, 2.0, 0.9),
        lrnotes.NoisyLinearCosineDecay(0.1, 100_000, seed=5),
        lrnotes.RangeTest(1e-3, 1000, 0.5),
        lrnotes.MultiStepDecay(0.1, [50_000, 75_000], 0.1),
    ):
        rates = np.asarray(schedule(updates))
        for values, at in ((rates, None), (rates.astype(np.float32), None), (rounded(rates[::50]), updates[::50])):
            assert not lrnotes.doctor(values, schedule, at=at)
            assert not lrnotes.doctor(values, at=at, updates=len(updates))


def test_what_float32_makes_of_a_formula_is_no_mistake():
    # Keras and JAX compute in float32: a cosine near its end is off by 1e-7 of the peak, a power by more.
    steps = np.arange(5000, dtype=np.float32)
    cosine = np.float32(0.05) * (1 + np.cos(np.float32(np.pi) * steps / np.float32(5000)))
    assert not lrnotes.doctor(cosine, lrnotes.CosineDecay(0.1, 5000))
    power = np.float32(0.1) * np.float32(0.96) ** (steps / np.float32(100))
    assert not lrnotes.doctor(power, lrnotes.ExponentialDecay(0.1, 100, 0.96))


def test_factors_of_groups_are_a_choice_where_one_group_is_right():
    schedule = lrnotes.CosineDecay(0.1, 100)
    rates = schedule(np.arange(100))
    table = np.stack([rates, 0.1 * rates], axis=1)
    assert not lrnotes.doctor(table, schedule, factors=[1, 0.1])
    noted = lrnotes.doctor(table, schedule)
    assert not noted and "0.1 times" in noted.notes[0]
    assert not lrnotes.doctor(table)
    assert lrnotes.doctor(table, schedule, factors={1: 0.3}).codes == ["wrong_factor"]
