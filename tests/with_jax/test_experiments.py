"""The races' recorded results are those of today's programs: a slice of each problem is trained again and compared."""

import contextlib
import json
import pathlib
import re

import distributed
import numpy as np
import pytest

import lrnotes
from experiments import __main__ as command
from experiments import contestants, convex, digits, language_model, peak_search, results, summary
from lrnotes.published import races

CHAPTER = pathlib.Path(__file__).parents[2] / "book" / "training" / "schedules_raced.ipynb"
NAMES = ("LinearDecay", "ReduceLROnPlateau")  # a function of the step, and a rule
NUMPY = {"convex": convex, "digits": digits}


def recorded(problem, name):
    return json.loads(results.path(results.FOLDER, problem, name).read_text(encoding="utf-8"))


def cells():
    return ["".join(cell["source"]) for cell in json.loads(CHAPTER.read_text(encoding="utf-8"))["cells"]]


def contestant(name):
    return contestants.contestants()[name]


# --- What is recorded


def test_every_schedule_of_the_book_races_in_the_shape_of_its_chapter():
    assert list(command.missing(command.PROBLEMS, results.FOLDER)) == [], "run: make experiments"


def test_there_are_no_other_results_and_they_are_small():
    files = [path for path in results.FOLDER.rglob("*") if path.is_file()]
    expected = {
        results.path(results.FOLDER, each, name) for each in command.PROBLEMS for name in contestants.contestants()
    }
    assert set(files) == expected
    assert sum(path.stat().st_size for path in files) < 2_000_000


def test_the_package_has_the_summary_of_these_results():
    assert {problem: races.race(problem) for problem in command.PROBLEMS} == summary.summary(), "run: make experiments"


@pytest.mark.parametrize("problem", command.PROBLEMS)
def test_no_best_peak_is_at_the_edge_of_the_grid(problem):
    for name, found in races.race(problem)["schedules"].items():
        assert found["peaks"][0] < found["peak"] < found["peaks"][-1], name


def test_an_interval_is_that_of_students_t():
    losses = np.array(recorded("convex", "Constant")["losses"])
    best = losses[losses.mean(axis=1).argmin()]
    found = races.race("convex")["schedules"]["Constant"]
    assert found["final"] == pytest.approx(best.mean(), rel=1e-4)
    assert found["interval"] == pytest.approx(2.0395134 * best.std(ddof=1) / 32**0.5, rel=1e-4)  # 31 degrees of freedom


def test_an_unknown_problem_is_named():
    with pytest.raises(ValueError, match=r"race: problem must be one of 'convex', .*; got 'digit'.*digits"):
        races.race("digit")


# --- The slices


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("problem", NUMPY)
def test_runs_in_numpy_end_where_they_ended(problem, name):
    result = recorded(problem, name)
    places = [4, 6]
    peaks = [result["peaks"][place] for place in places]
    losses = NUMPY[problem].train(contestant(name), np.array(peaks), seeds=2)
    np.testing.assert_allclose(losses, np.transpose([result["losses"][place][:2] for place in places]), rtol=1e-5)


def _text(seed, length):
    """A text that is the same on every machine and every Python: each byte is one to four above the one before."""
    return (np.random.RandomState(seed).randint(1, 5, size=length).cumsum() % 96 + 32).astype(np.uint8)


@pytest.mark.parametrize("name, expected", [("LinearDecay", 1.95383), ("ReduceLROnPlateau", 1.93530)])
def test_the_language_model_ends_where_it_ended(name, expected):
    loss = language_model.train(contestant(name), 0.004, 0, _text(0, 20_000), _text(1, 5_000), updates=64)
    assert loss == pytest.approx(expected, rel=2e-3)


def test_the_text_is_at_hand():
    training, held_out = language_model.texts()
    assert len(training) > 2_000_000 and len(held_out) > 100_000
    assert language_model.fingerprint(np.frombuffer(b"abc", np.uint8)) == "ba7816bf8f01cfea"


# --- How they are run


def test_the_same_on_a_dask_cluster_and_nothing_twice(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(command, "contestants", lambda: {name: contestant(name) for name in NAMES})
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        monkeypatch.setenv("DASK", cluster.scheduler_address)
        command.main(["convex", "--folder", str(tmp_path)])
    assert "2/2 convex: " in capsys.readouterr().out
    for name in NAMES:
        made = json.loads(results.path(tmp_path, "convex", name).read_text(encoding="utf-8"))
        before = recorded("convex", name)
        assert made["settings"] == before["settings"]
        np.testing.assert_allclose(made["losses"], before["losses"], rtol=1e-5)
    monkeypatch.delenv("DASK")
    command.main(["convex", "--folder", str(tmp_path), "--jobs", "1"])
    assert capsys.readouterr().out == "0 results to make\n"


def test_a_result_of_other_settings_is_made_again(tmp_path):
    results.write(tmp_path, "convex", "Constant", {"settings": {"seeds": 1}})
    assert results.is_made(tmp_path, "convex", "Constant", {"seeds": 1})
    assert not results.is_made(tmp_path, "convex", "Constant", {"seeds": 2})
    assert not results.is_made(tmp_path, "convex", "LinearDecay", {"seeds": 1})


def test_a_loss_that_is_no_number_is_null(tmp_path):
    results.write(tmp_path, "convex", "Constant", {"losses": [float("nan"), float("inf"), 0.123456789012]})
    written = results.path(tmp_path, "convex", "Constant").read_text(encoding="utf-8")
    assert written == '{"losses":[null,null,0.12345679]}\n'


def test_the_search_finds_the_best_peak_wherever_it_is():
    peaks = [2.0**k for k in range(12)]
    for best in range(12):
        distance = dict(zip(peaks, np.abs(np.arange(12) - best)))
        found = peak_search.race(lambda peak, seed, by=distance: by[peak] + 10 * seed, peaks, (4, 6, 8), seeds=3)
        (losses,) = [each for each in found["losses"] if len(each) == 3]
        assert losses == [0, 10, 20] and found["peaks"][found["losses"].index(losses)] == peaks[best]
        assert len(found["peaks"]) < 10


def test_the_search_passes_over_runs_that_diverged():
    found = peak_search.race(lambda peak, seed: peak if peak < 4 else float("nan"), [1.0, 2.0, 4.0, 8.0], (0, 2), 2)
    assert found["losses"][0] == [1.0, 1.0]


# --- The shapes


def test_a_shape_is_stretched_to_the_run_and_its_peak_is_1():
    found = contestants.Shape("LinearDecay", lrnotes.LinearDecay(0.3, 10), 10).rates(100)
    np.testing.assert_allclose(found, 1 - np.arange(100) / 100, rtol=1e-12)
    chebyshev = contestant("ChebyshevSteps").rates(256)
    assert len(set(chebyshev)) == 256  # each step size once, whatever the length of the run
    restarts = contestant("CosineDecayRestarts").rates(700)
    assert restarts[-1] < 0.01 and restarts[100] == restarts[300] == 1  # the run ends with a cycle


def test_a_rule_receives_the_loss_of_each_stage_of_each_run():
    rule = contestants.Rule("ReduceLROnPlateau", lrnotes.ReduceLROnPlateau(0.1, factor=0.5, patience=1))
    pace = contestants.pace(rule, 64, (2,))
    rates = [next(pace)]
    for stage in range(1, contestants.METRICS):
        rates.append(pace.send(np.array([1.0, 1.0 / stage])))
    first, second = np.array(rates)[:, 0].T
    np.testing.assert_allclose(second, np.ones(32))
    np.testing.assert_allclose(first, rule.schedule.rates([1.0] * 31) / 0.1)


def test_what_does_not_race_is_said_with_its_reason():
    assert set(contestants.LEFT_OUT) == {"RangeTest"}
    text = "".join(cells())
    assert "learning rate range test" in text and f"{len(contestants.contestants())} schedules race" in text


# --- The chapter's own race


def test_the_race_that_readers_change_is_the_recorded_one():
    (code,) = [cell for cell in cells() if "load_digits" in cell]
    namespace = {"np": np}
    with contextlib.redirect_stdout(None):
        exec(re.split(r"^peaks = ", code, flags=re.MULTILINE)[0], namespace)
    result = recorded("digits", "LinearDecay")
    peaks = np.array(result["peaks"][5:7])
    losses = namespace["train"](lrnotes.LinearDecay(1.0, 512), peaks, seeds=2)
    np.testing.assert_allclose(losses, digits.train(contestant("LinearDecay"), peaks, seeds=2), rtol=1e-9)
    np.testing.assert_allclose(losses, np.transpose([each[:2] for each in result["losses"][5:7]]), rtol=1e-5)
