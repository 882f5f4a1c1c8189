"""The numbers by which the gallery can be sorted, against the law and the bound of rates that are written here."""

import re

import numpy as np
import pytest

import catalogue
import gallery_sorting
import predicted
from lrnotes import MultiPowerLaw, last_iterate_bound

SHOWN = {shown.name: shown for entry in catalogue.entries() for shown in entry.shown}


def cosine_of_its_chapter():
    """10,000 updates to 3e-4, 500 of them warmup, down to a tenth, as the chapter has it: stretched 2.4 times."""
    steps = np.arange(24_000) / 2.4
    return np.where(steps < 500, steps / 500, 0.55 + 0.45 * np.cos(np.pi * (steps - 500).clip(0) / 9500)) * 3e-4


def linear_after_the_laws_warmup():
    return np.concatenate([np.arange(2160) / 2160, 1 - np.arange(21_840) / 21_840]) * 3e-4


@pytest.mark.parametrize(
    "name, rates", [("CosineDecay", cosine_of_its_chapter()), ("LinearDecay", linear_after_the_laws_warmup())]
)
def test_a_shape_is_stretched_to_the_laws_runs(name, rates):
    np.testing.assert_allclose(predicted.rates_of(SHOWN[name]), rates, rtol=1e-12, atol=1e-18)
    found = predicted.prediction(SHOWN[name])
    assert found.loss == pytest.approx(MultiPowerLaw.published("100M")(rates, 24_000), rel=1e-12)
    bounds = [last_iterate_bound(factor * rates, 24_000) for factor in np.geomspace(1, 1000, 2000)]
    assert found.bound == pytest.approx(min(bounds), rel=1e-5) and found.bound <= min(bounds)


@pytest.mark.parametrize(
    "name, reason",
    [
        ("ReduceLROnPlateau", "it follows the loss"),
        ("RangeTest", "a range test is not a training run"),
        ("SWALR", "it is for averaging weights"),
        ("Constant", "it has no end"),
        ("CosineDecayRestarts", "it has no end"),
    ],
)
def test_what_is_outside_has_a_reason_and_no_number(name, reason):
    assert predicted.prediction(SHOWN[name]) == predicted.Prediction(reason=reason)
    assert re.findall(r"data-(\w+)=\"([^\"]*)\"", gallery_sorting.numbers_of(SHOWN[name])) == [("reason", reason)]


def test_every_rate_of_a_forecast_is_one_of_the_laws_runs():
    for shown in SHOWN.values():
        if not predicted.prediction(shown).reason:
            rates = predicted.rates_of(shown)
            assert len(rates) == 24_000 and rates.max() == pytest.approx(3e-4, rel=1e-12) and rates.min() >= 0
            assert rates[0] <= 1.5e-4
