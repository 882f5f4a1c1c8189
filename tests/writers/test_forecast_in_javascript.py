"""The forecast that the figure computes in the browser, in Node, against the package's own."""

import json
import pathlib
import subprocess

import numpy as np
import pytest

import lrnotes
from lrnotes.forecast.bound import terms
from lrnotes.forecast.changes import changes_of, coarse, predicted
from settings import SCHEDULES
from support.javascript import NODE

UPDATES, MOST = 3000, 100
ENDS = [1, 2, 77, 1000, 2999, 3000]
LAW = lrnotes.MultiPowerLaw.published("100M")
SCRIPT = pathlib.Path(__file__).parents[1] / "support" / "forecasts.mjs"


def rates_of(schedule):
    """Its first updates at the law's own peak, stretched so that the length of the setting's curve is a training's."""
    rates = np.maximum(schedule(np.arange(UPDATES) / 25), 0)
    return 3e-4 * rates / rates.max()


RUNS = {name: rates_of(schedule) for name, schedule in SCHEDULES.items()} | {
    "zero at both ends": np.concatenate([np.zeros(500), np.full(2000, 3e-4), np.zeros(500)]),
    "never above zero": np.zeros(UPDATES),
    "above zero once": np.eye(1, UPDATES, 10)[0],
}


@pytest.fixture(scope="module")
def answers():
    numbers = LAW._numbers._asdict()
    questions = [{"rates": rates.tolist(), "law": numbers, "most": MOST, "ends": ENDS} for rates in RUNS.values()]
    ran = subprocess.run([NODE, SCRIPT], input=json.dumps(questions), capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    return dict(zip(RUNS, json.loads(ran.stdout), strict=True))


@pytest.mark.parametrize("name", RUNS)
def test_the_bound_and_its_best_factor(answers, name):
    rates, answer = RUNS[name], answers[name]
    start, noise = terms(rates, np.asarray(1.0))
    np.testing.assert_allclose(float(answer["terms"]["start"]), start, rtol=1e-10)
    np.testing.assert_allclose(answer["terms"]["noise"], noise, rtol=1e-10)
    if rates.any():
        peak = lrnotes.best_peak(rates, UPDATES)
        factor = answer["best"]["factor"]
        np.testing.assert_allclose(factor * rates.max(), peak, rtol=1e-10)
        bounds = lrnotes.last_iterate_bound(factor * rates, ENDS)
        np.testing.assert_allclose(list(map(float, answer["bound"])), bounds, rtol=1e-10)
        np.testing.assert_allclose(answer["best"]["least"], bounds[-1], rtol=1e-10)


@pytest.mark.parametrize("name", RUNS)
def test_the_losses_of_the_law(answers, name):
    rates = RUNS[name]
    np.testing.assert_allclose(list(map(float, answers[name]["losses"])), LAW(rates, ENDS), rtol=1e-10)
    few = predicted(LAW._numbers, coarse(changes_of(rates), MOST), np.array(ENDS))
    np.testing.assert_allclose(list(map(float, answers[name]["coarse"])), few, rtol=1e-10)
