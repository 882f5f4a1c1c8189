"""The doctor on arrays: every mistake, in several strengths, for every kind of schedule, and its code exactly."""

import pathlib

import numpy as np
import pytest

import lrnotes
from lrnotes.monitor.findings import CODES

SCHEDULES = {
    "cosine": lrnotes.CosineDecay(0.1, 600),
    "warmup and cosine": lrnotes.CosineDecay(3e-4, 550, 0.1).warmup(50),
    "linear": lrnotes.LinearDecay(0.1, 600),
    "polynomial": lrnotes.PolynomialDecay(0.01, 600, 0.0, 0.9),
    "one cycle": lrnotes.OneCycle(0.1, 600),
    "warmup, stable, decay": lrnotes.WarmupStableDecay(3e-4, 60, 300, 240),
    "inverse square root": lrnotes.NoamDecay(512, 100),
    "inverse time": lrnotes.InverseTimeDecay(0.1, 100, 0.5),
    "steps": lrnotes.StepDecay(0.1, 80, 0.5),
    "restarts": lrnotes.CosineDecayRestarts(0.1, 80, 2.0, 0.9, 0.01),
    "cycles": lrnotes.TriangularCyclicalLearningRate(0.01, 0.1, 83),
    "REX": lrnotes.REXDecay(0.1, 600),
}
UPDATES = np.arange(600)


def rates(schedule, steps):
    return np.asarray(schedule(np.maximum(steps, 0).astype(np.float64)))


def rounded(values, digits=3):
    return np.array([float(f"{value:.{digits - 1}e}") for value in values])


#: What a log makes of the rates, and the updates that it has.
LOGS = {
    "float64": lambda values: (values, None),
    "float32": lambda values: (values.astype(np.float32), None),
    "three digits": lambda values: (rounded(values), None),
    "every third": lambda values: (values[::3], UPDATES[::3]),
}
every_schedule = pytest.mark.parametrize("name", SCHEDULES)
every_log = pytest.mark.parametrize("log", LOGS)


def diagnosed(values, schedule, log="float64", **told):
    logged, at = LOGS[log](values)
    return lrnotes.doctor(logged, schedule, at=at, **told)


def the_finding(values, schedule, log="float64", **told):
    diagnosis = diagnosed(values, schedule, log, **told)
    assert len(diagnosis) == 1, str(diagnosis)
    (finding,) = diagnosis
    assert finding.code in CODES and finding.what and finding.cause and finding.fix
    return finding


@every_log
@every_schedule
def test_steps_too_many(name, log):
    schedule = SCHEDULES[name]
    for k in (2, 4, 8):
        for offset in (0, k - 1):
            finding = the_finding(rates(schedule, k * UPDATES + offset), schedule, log)
            assert (finding.code, finding.evidence["factor"]) == ("micro_batches", k)
            assert f"It moves {k} times as fast as the schedule." in finding.what
            assert f"{k} processes" in finding.cause and f"accumulated over {k} micro-batches" in finding.cause


@every_schedule
def test_who_steps_too_often_where_the_reader_says_it(name):
    schedule = SCHEDULES[name]
    for k, told, code in (
        (4, dict(accumulation=4), "micro_batches"),
        (4, dict(accumulation=4, processes=2), "micro_batches"),
        (4, dict(processes=4), "processes"),
        (4, dict(processes=4, accumulation=1), "processes"),
        (4, dict(accumulation=1), "processes"),
        (6, dict(accumulation=3, processes=2), "micro_batches"),
        (2, dict(accumulation=1, processes=1), "two_schedulers"),
        (13, dict(batches_per_epoch=13), "epochs_for_updates"),
        (13, dict(batches_per_epoch=26, accumulation=2), "epochs_for_updates"),
        (5, dict(accumulation=1, processes=1), "length_not_changed"),
        (25, {}, "epochs_for_updates"),
        (32, {}, "micro_batches"),
        (100, {}, "epochs_for_updates"),
    ):
        values = rates(schedule, k * UPDATES)
        if k >= 25 and (np.ptp(values[1:]) == 0 or name in ("cycles", "restarts", "steps")):
            continue  # over after the first update, or as good as anything else
        finding = the_finding(values, schedule, **told)
        assert (finding.code, finding.evidence["factor"]) == (code, k), (k, told)


@every_log
@every_schedule
def test_one_step_for_many_updates(name, log):
    schedule = SCHEDULES[name]
    for held in (10, 100):
        values = rates(schedule, UPDATES // held)
        if np.ptp(LOGS[log](values)[0]) == 0 or name == "steps":
            continue  # a level of the schedule is longer than this run, and longer steps are another length
        finding = the_finding(values, schedule, log)
        assert (finding.code, finding.evidence["held"]) == ("updates_for_epochs", held)
    finding = the_finding(rates(schedule, UPDATES // 2), schedule, log, accumulation=2)
    assert finding.code == "micro_batches"


@pytest.mark.parametrize("ratio", [0.6, 1.3, 2.0])
@every_log
@every_schedule
def test_the_length_of_another_run(name, log, ratio):
    schedule = SCHEDULES[name]
    if ratio != 2 and log in ("float32", "three digits"):
        return  # tried with one ratio, to save time
    if name in ("steps", "cycles") and log == "every third":
        return  # a jump between two logged updates may be anywhere; cycles agree with many speeds
    finding = the_finding(rates(schedule, UPDATES / ratio), schedule, log)
    assert finding.code == "length_not_changed"
    assert finding.evidence["ratio"] == pytest.approx(ratio, rel=2e-2 if log == "three digits" else 5e-3)


def test_the_argument_that_is_wrong_is_named():
    meant = lrnotes.CosineDecay(0.1, 500).warmup(100)
    for other, argument, length in (
        (lrnotes.CosineDecay(0.1, 900).warmup(100), "decay_steps", 900),
        (lrnotes.CosineDecay(0.1, 500).warmup(37), "warmup_steps", 37),
    ):
        finding = the_finding(rates(other, UPDATES), meant)
        assert finding.code == "length_not_changed"
        assert (finding.evidence["argument"], finding.evidence["length"]) == (argument, length)
        assert f"{argument}={length} instead of" in finding.what
    told = the_finding(rates(lrnotes.CosineDecay(0.1, 2000).warmup(400), UPDATES), meant, accumulation=4)
    assert told.code == "micro_batches"
    told = the_finding(rates(lrnotes.CosineDecay(0.1, 2000).warmup(100), UPDATES), meant, processes=4)
    assert told.code == "processes"


@every_log
@every_schedule
def test_never_stepped(name, log):
    schedule = SCHEDULES[name]
    for value in (rates(schedule, np.zeros(1))[0], 0.123):
        finding = the_finding(np.full(600, value), schedule, log)
        assert (finding.code, finding.evidence["rate"]) == ("never_stepped", pytest.approx(value, rel=5e-3))


@every_log
@every_schedule
def test_one_update_early_or_late(name, log):
    schedule = SCHEDULES[name]
    if (name == "steps" and log == "every third") or log == "three digits":
        return  # the jump is between two logged updates; the other rates may be the same when they are rounded
    finding = the_finding(rates(schedule, UPDATES + 1), schedule, log)
    assert (finding.code, finding.evidence["offset"]) == ("stepped_before_optimizer", 1)
    finding = the_finding(rates(schedule, UPDATES - 1), schedule, log)
    assert (finding.code, finding.evidence["offset"]) == ("off_by_one", -1)


def test_one_update_early_or_late_in_a_rounded_log():
    schedule = lrnotes.LinearDecay(0.1, 600)
    assert the_finding(rounded(rates(schedule, UPDATES + 1)), schedule).code == "stepped_before_optimizer"
    assert the_finding(rounded(rates(schedule, UPDATES - 1)), schedule).code == "off_by_one"


@every_log
@every_schedule
def test_every_rate_times_a_factor(name, log):
    schedule = SCHEDULES[name]
    for factor in (1e-3, 0.02, 8.0):
        finding = the_finding(factor * rates(schedule, UPDATES), schedule, log)
        assert finding.code == "wrong_factor"
        assert finding.evidence["factor"] == pytest.approx(factor, rel=5e-3)
    peak = float(rates(schedule, UPDATES).max())
    assert "own peak" in the_finding(peak * rates(schedule, UPDATES), schedule, log).cause


def test_a_factor_and_another_mistake():
    schedule = SCHEDULES["warmup and cosine"]
    diagnosis = diagnosed(0.02 * rates(schedule, 4 * UPDATES), schedule)
    assert diagnosis.codes == ["wrong_factor", "micro_batches"]
    assert diagnosis.findings[0].evidence["factor"] == pytest.approx(0.02)
    early = diagnosed(0.02 * rates(schedule, UPDATES + 1), schedule)
    assert early.codes == ["wrong_factor", "stepped_before_optimizer"]


@pytest.mark.parametrize("log", ["float64", "float32", "three digits"])
@every_schedule
def test_the_schedule_starts_again(name, log):
    schedule = SCHEDULES[name]
    for start in (130, 333):
        values = np.where(start <= UPDATES, rates(schedule, UPDATES - start), rates(schedule, UPDATES))
        finding = the_finding(values, schedule, log)
        assert finding.code == "restarted_at_resume", (start, finding)
        assert abs(finding.evidence["restarts"][0] - start) <= (10 if log == "three digits" else 1)
    thrice = rates(schedule, UPDATES % 130)
    finding = the_finding(thrice, schedule, log)
    assert (finding.code, finding.evidence["count"]) == ("restarted_at_resume", 4)


def test_a_restart_on_a_level_is_seen_later_and_dated_back():
    schedule = lrnotes.Constant(0.1).then(lrnotes.LinearDecay(0.1, 400), at=200)
    finding = the_finding(rates(schedule, np.where(UPDATES < 90, UPDATES, UPDATES - 90)), schedule)
    assert (finding.code, finding.first) == ("restarted_at_resume", 90)
    assert "starts again at update 90" in finding.what and "at update 201 the rate is 0.1, where" in finding.what
    warmed = lrnotes.LinearDecay(0.1, 400).warmup(20, 0.1)
    values = np.append(rates(warmed, UPDATES[:10]), rates(warmed, UPDATES[:400]))
    finding = the_finding(values, warmed)
    assert (finding.code, finding.first) == ("restarted_at_resume", 10)


@pytest.mark.parametrize("shift", [-40, 57])
@pytest.mark.parametrize("log", ["float64", "float32", "three digits"])
@every_schedule
def test_the_schedule_goes_on_at_another_place(name, log, shift):
    if name == "steps":
        return  # levels alone say nothing of the place: see below
    schedule = SCHEDULES[name]
    values = rates(schedule, UPDATES + np.where(UPDATES < 370, 0, shift))
    finding = the_finding(values, schedule, log)
    assert finding.code == "jump_at_resume"


def test_a_jump_says_where_and_how_far():
    schedule = SCHEDULES["cosine"]
    finding = the_finding(rates(schedule, UPDATES + np.where(UPDATES < 300, 0, 57)), schedule)
    assert finding.first == 300 and finding.evidence["shift"] == 57
    assert "goes on at its step 357, 57 updates ahead of the run" in finding.what
    from_the_start = the_finding(rates(schedule, UPDATES + 57), schedule)
    assert from_the_start.code == "jump_at_resume" and from_the_start.evidence["shift"] == 57
    halved = the_finding(rates(schedule, UPDATES) * np.where(UPDATES < 300, 1, 0.5), schedule)
    assert halved.code == "jump_at_resume" and halved.evidence["factor"] == pytest.approx(0.5)
    again = the_finding(np.append(rates(schedule, UPDATES[:300]), 0.4 * rates(schedule, UPDATES[:300])), schedule)
    assert again.code == "restarted_at_resume" and again.evidence["factor"] == pytest.approx(0.4)


def test_updates_that_were_skipped():
    schedule = SCHEDULES["linear"]
    ahead = np.searchsorted([100, 250, 400], UPDATES, side="right")
    finding = the_finding(rates(schedule, UPDATES + ahead), schedule)
    assert finding.code == "off_by_one" and finding.evidence == {"offset": 3, "places": [100, 250, 400]}
    assert "GradScaler" in finding.cause


@every_log
def test_a_cosine_that_rises_after_its_end(log):
    for meant, start in ((lrnotes.CosineDecay(0.1, 400), 0), (lrnotes.CosineDecay(0.1, 380, 0.1).warmup(20), 20)):
        length, low = 400 - start, float(meant(400))
        mirrored = low + (0.1 - low) * (1 + np.cos(np.pi * (UPDATES - start) / length)) / 2
        values = np.where(UPDATES < start, rates(meant, UPDATES), mirrored)
        finding = the_finding(values, meant, log)
        assert (finding.code, finding.evidence["end"]) == ("rises_past_the_end", 400)
    alone = the_finding(0.05 * (1 + np.cos(np.pi * UPDATES / 400)), None, log)
    assert (alone.code, alone.evidence["end"]) == ("rises_past_the_end", 400)


@every_log
@pytest.mark.parametrize("epochs", [3, 7, 20])
def test_a_cosine_that_rises_again_and_again(log, epochs):
    per_epoch = 600 // epochs
    values = 0.05 * (1 + np.cos(np.pi * UPDATES / epochs))
    if log == "every third" and epochs == 3:
        return  # the log has each wave at the same two places
    finding = the_finding(values, lrnotes.CosineDecay(0.1, epochs * per_epoch), log, batches_per_epoch=per_epoch)
    assert (finding.code, finding.evidence["factor"]) == ("epochs_for_updates", per_epoch)
    assert finding.evidence["rises"] == -(-(600 - 1 - epochs) // (2 * epochs)) and "rises again" in finding.what
    if epochs > 3:
        alone = the_finding(values, None, log)
        assert (alone.code, alone.evidence["end"]) == ("epochs_for_updates", epochs)


@every_log
@every_schedule
def test_zero_from_an_update_on(name, log):
    schedule = SCHEDULES[name]
    for start in (150, 450):
        values = np.where(start <= UPDATES, 0.0, rates(schedule, UPDATES))
        finding = the_finding(values, schedule, log, updates=700)
        assert (finding.code, finding.first) == ("zero_too_early", start)
        assert f"zero from update {start} of 700 on" in finding.what
        assert the_finding(values, None, log).code == "zero_too_early"


@every_log
def test_integers(log):
    for schedule in (
        lrnotes.CosineDecay(1.0, 600),
        lrnotes.LinearDecay(3.0, 500),
        lrnotes.CosineDecay(1, 50),
    ):
        meant = rates(schedule, UPDATES)
        assert the_finding(np.trunc(meant), schedule, log).code == "integer_rate"
        assert the_finding(np.round(meant), schedule, log).code == "integer_rate"
        assert diagnosed(np.trunc(meant), None, log).codes == ["integer_rate"]
    assert the_finding(np.zeros(600), lrnotes.CosineDecay(0.1, 600), log).code == "integer_rate"
    assert lrnotes.doctor(np.zeros(600, int)).codes == ["integer_rate"]
    assert lrnotes.doctor(np.zeros(600)).codes == ["never_stepped"]


def test_two_schedulers():
    cosine = SCHEDULES["cosine"]
    meant = rates(cosine, UPDATES)
    assert the_finding(meant**2 / 0.1, cosine).evidence["pattern"] == "squared"
    assert the_finding(np.where(UPDATES % 2, meant, 0.03), cosine).evidence["pattern"] == "in_turn"
    warmup = np.minimum(UPDATES / 60, 1) * 0.1
    line = np.minimum(warmup, 0.1 * (600 - UPDATES) / 540)
    for values in (line, warmup, rates(lrnotes.LinearDecay(0.1, 600), UPDATES)):
        assert the_finding(values, cosine).code == "two_schedulers"


def test_rates_that_nothing_explains():
    finding = the_finding(np.random.default_rng(1).random(600), SCHEDULES["cosine"])
    assert finding.code == "differs" and finding.evidence["wrong"] == 600
    one = rates(SCHEDULES["cosine"], UPDATES)
    one[300] = 0.07
    assert the_finding(one, SCHEDULES["cosine"]).evidence["wrong"] == 1


@pytest.mark.parametrize("mode", ["min", "max"])
def test_the_mode_of_a_plateau(mode):
    curve = np.exp(-np.arange(80) / 20) if mode == "min" else 1 - np.exp(-np.arange(80) / 20)
    for factor, patience in ((0.1, 2), (0.5, 5), (0.9, 0)):
        rule = lrnotes.ReduceLROnPlateau(0.1, factor, patience, mode)
        other = lrnotes.ReduceLROnPlateau(0.1, factor, patience, "max" if mode == "min" else "min")
        for repeats in (1, 7):
            values = np.repeat(other.rates(curve)[:-1], repeats)
            finding = the_finding(values, rule, metrics=curve)
            assert (finding.code, finding.evidence["meant"]) == ("plateau_mode", mode)
            assert not lrnotes.doctor(np.repeat(rule.rates(curve)[:-1], repeats), rule, metrics=curve)
        guessed = lrnotes.doctor(other.rates(curve), rule)
        assert guessed.codes == ["plateau_mode"] and "metrics=" in guessed.notes[0]
    assert lrnotes.doctor(np.full(80, 0.1), lrnotes.ReduceLROnPlateau(0.1, 0.5, 2), metrics=np.ones(80)).codes == [
        "never_stepped"
    ]


@every_log
def test_a_restart_that_the_rates_alone_show(log):
    schedule = SCHEDULES["warmup and cosine"]
    values = np.where(UPDATES < 201, rates(schedule, UPDATES), rates(schedule, UPDATES - 201))
    finding = the_finding(values, None, log)
    assert (finding.code, finding.first) == ("restarted_at_resume", 201)


@every_log
def test_a_length_that_the_rates_alone_show(log):
    values = rates(lrnotes.CosineDecay(0.1, 1150).warmup(50), UPDATES)
    finding = the_finding(values, None, log, updates=600)
    assert finding.code == "length_not_changed" and finding.evidence["end"] == pytest.approx(1200, rel=0.02)
    assert not diagnosed(values, None, log) and not diagnosed(values, None, log, updates=1200)


def test_a_meant_schedule_of_any_kind():
    schedule = SCHEDULES["warmup and cosine"]
    wrong = rates(schedule, 4 * UPDATES)
    for meant in (lambda step: schedule(step), rates(schedule, UPDATES), rates(schedule, UPDATES).tolist()):
        assert diagnosed(rates(schedule, UPDATES), meant).codes == []
        assert diagnosed(wrong, meant).codes == ["micro_batches"]
        assert diagnosed(rates(schedule, UPDATES - 1), meant).codes == ["off_by_one"]


def test_every_code_is_tried():
    text = pathlib.Path(__file__).read_text(encoding="utf-8").replace('{"group_left_out"}', "")
    assert {code for code in CODES if f'"{code}"' not in text} == {"group_left_out"}  # tests/test_doctor_logs.py
