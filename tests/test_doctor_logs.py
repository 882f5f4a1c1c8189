"""What the doctor reads (arrays, recorders, CSV files, groups) and what it gives (a report, a figure, plain values)."""

import json
import types

import numpy as np
import pytest

import lrnotes
from lrnotes.figures.svg import svg

SCHEDULE = lrnotes.CosineDecay(0.1, 200)
UPDATES = np.arange(200)
RIGHT = SCHEDULE(UPDATES)
FAST = SCHEDULE(4 * UPDATES)


def written(path, header, rows):
    path.write_text("\n".join([header, *(",".join(map(str, row)) for row in rows)]) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "header, rows",
    [
        ("update,rate", lambda rates: zip(UPDATES, rates)),
        ("Wall time,Step,Value", lambda rates: zip(1e9 + UPDATES, UPDATES, rates)),  # TensorBoard's export
        (
            "Step,run - train/learning_rate,run - train/learning_rate__MIN,run - train/learning_rate__MAX",  # W&B's
            lambda rates: zip(UPDATES, rates, rates, rates),
        ),
        ("epoch,step,train_loss,lr-SGD", lambda rates: zip(UPDATES // 10, UPDATES, 1 / (1 + UPDATES), rates)),
        ("lr", lambda rates: zip(rates)),
    ],
    ids=["ours", "TensorBoard", "W&B", "Lightning", "rates only"],
)
def test_csv_files(tmp_path, header, rows):
    assert not lrnotes.doctor(written(tmp_path / "right.csv", header, rows(RIGHT)), SCHEDULE)
    wrong = written(tmp_path / "wrong.csv", header, rows(FAST))
    assert lrnotes.doctor(str(wrong), SCHEDULE).codes == ["micro_batches"]


def test_a_csv_file_with_empty_cells_and_every_tenth_update(tmp_path):
    # Lightning's CSVLogger writes the rate and the loss in rows of their own.
    lines = [(update, rate, "") for update, rate in zip(UPDATES[::10], FAST[::10])]
    lines += [(update, "", 0.5) for update in UPDATES[::10]]
    path = written(tmp_path / "metrics.csv", "step,lr-AdamW,train_loss", sorted(lines, key=lambda line: line[0]))
    (finding,) = lrnotes.doctor(path, SCHEDULE)
    assert finding.code == "micro_batches" and finding.evidence["factor"] == 4


def test_a_csv_file_of_two_groups(tmp_path):
    path = written(tmp_path / "rates.csv", "update,body,head", zip(UPDATES, RIGHT, np.full(200, 0.01)))
    (finding,) = lrnotes.doctor(path, SCHEDULE)
    assert (finding.code, finding.group) == ("group_left_out", "head")


def test_of_an_update_that_was_logged_twice_the_last_row_counts(tmp_path):
    # Updates 100 to 119 are those of a run that was broken off, and again those of the run that was resumed at 100.
    before, lost, after = zip(UPDATES[:100], RIGHT), zip(UPDATES[100:120], FAST), zip(UPDATES[100:], RIGHT[100:])
    rows = [*before, *lost, *after]
    assert not lrnotes.doctor(written(tmp_path / "resumed.csv", "step,lr", rows), SCHEDULE)
    other = [*rows[:100], *rows[120:], *rows[100:120]]
    assert lrnotes.doctor(written(tmp_path / "other.csv", "step,lr", other), SCHEDULE).codes == ["differs"]


def test_a_recorder():
    table = np.stack([RIGHT, np.full(200, np.nan), 0.5 * RIGHT], axis=1)
    table[150:, 2] = np.nan  # a group that was updated no more
    recorder = types.SimpleNamespace(rates=table, updates=UPDATES, names=["a", "never", "b"])
    assert not lrnotes.doctor(recorder, {"a": SCHEDULE, "b": 0.5 * SCHEDULE})
    assert lrnotes.doctor(recorder, {"a": SCHEDULE, "b": 0.25 * SCHEDULE}).codes == ["wrong_factor"]


def test_groups_with_schedules_of_their_own():
    other = lrnotes.LinearDecay(0.01, 200)
    table = np.stack([RIGHT, other(UPDATES)], axis=1)
    for meant in ([SCHEDULE, other], {0: SCHEDULE, 1: other}, {"group 0": SCHEDULE, "group 1": other}, table.copy()):
        assert not lrnotes.doctor(table, meant)
    swapped = lrnotes.doctor(table, [other, SCHEDULE])
    assert len(swapped) == 2 and [finding.group for finding in swapped] == ["group 0", "group 1"]


def test_what_all_groups_have_is_said_once():
    diagnosis = lrnotes.doctor(np.stack([FAST, 0.1 * FAST], axis=1), SCHEDULE, factors=[1, 0.1])
    assert diagnosis.codes == ["micro_batches"] and diagnosis.findings[0].group is None


def test_a_constant_group_beside_one_that_moves():
    table = np.stack([RIGHT, np.full(200, 0.1)], axis=1)
    for meant in (None, SCHEDULE, {"a": SCHEDULE}):
        (finding,) = lrnotes.doctor(table, meant, names=["a", "b"])
        assert (finding.code, finding.group, finding.evidence["rate"]) == ("group_left_out", "b", 0.1)
    assert not lrnotes.doctor(table, {"a": SCHEDULE, "b": lrnotes.Constant(0.1)}, names=["a", "b"])
    both = lrnotes.doctor(np.stack([FAST, np.full(200, 0.1)], axis=1), SCHEDULE)
    assert sorted(both.codes) == ["group_left_out", "micro_batches"]
    assert lrnotes.doctor(np.full((200, 2), 0.1), SCHEDULE).codes == ["never_stepped"]


def test_a_log_of_every_nth_update_needs_their_numbers():
    assert not lrnotes.doctor(RIGHT[::4], SCHEDULE, at=UPDATES[::4])
    (finding,) = lrnotes.doctor(RIGHT[::4], SCHEDULE)
    assert finding.code == "micro_batches" and "every 4th update" in finding.cause


def test_a_log_that_counts_from_1_is_right_and_noted():
    diagnosis = lrnotes.doctor(RIGHT, SCHEDULE, at=UPDATES + 1)
    assert not diagnosis and "counts updates from 1" in diagnosis.notes[0]


def test_notes_on_right_runs():
    assert "never stepped" in lrnotes.doctor(np.full(50, 0.1)).notes[0]
    assert "zero for the last 50%" in lrnotes.doctor(SCHEDULE(np.arange(400)), SCHEDULE).notes[0]
    cyclical = 0.055 + 0.045 * np.cos(np.pi * np.arange(400) / 70)
    assert "rises again, 3 times" in lrnotes.doctor(cyclical).notes[0]


def test_the_report():
    diagnosis = lrnotes.doctor(FAST, SCHEDULE, accumulation=4)
    assert bool(diagnosis) and len(diagnosis) == 1 and [finding.code for finding in diagnosis] == diagnosis.codes
    text = str(diagnosis)
    assert text.startswith(
        "1 finding in 200 logged updates.\n\nmicro_batches: The rate is zero from update 50 of 200 on."
    )
    assert (
        "\n  Likely cause: Gradients are accumulated over 4" in text and "\n  Fix: Call scheduler.step() right" in text
    )
    assert repr(diagnosis) == "<Diagnosis: micro_batches>"
    right = lrnotes.doctor(RIGHT, SCHEDULE)
    assert str(right) == "Nothing is wrong: 200 logged updates have the rates that were meant."
    assert repr(right) == "<Diagnosis: nothing wrong>"
    assert str(lrnotes.doctor(RIGHT)) == "Nothing is wrong as far as the rates alone show, in 200 logged updates."


def test_the_report_in_a_notebook_escapes_names():
    table = np.stack([RIGHT, np.full(200, 0.1)], axis=1)
    diagnosis = lrnotes.doctor(table, SCHEDULE, names=["<b>", "&"])
    html = diagnosis._repr_html_()
    assert "<b>" not in html.replace("<br>", "") and "&lt;b&gt;" in html and "<code>group_left_out</code>" in html
    shown = diagnosis._repr_markdown_()
    assert "<b>" not in shown and r"\<b\>" in shown and "**`group_left_out`**" in shown


def test_plain_values_for_json():
    for values in (FAST, np.float32(FAST), 0.5 * RIGHT, np.zeros(200), np.random.default_rng(0).random(200)):
        plain = lrnotes.doctor(values, SCHEDULE).to_dict()
        assert json.loads(json.dumps(plain)) == plain
        assert set(plain["findings"][0]) == {"code", "what", "cause", "fix", "group", "first", "evidence"}
    assert lrnotes.doctor(RIGHT, SCHEDULE).to_dict()["findings"] == []


def test_the_figure():
    diagnosis = lrnotes.doctor(np.where(UPDATES < 120, RIGHT, SCHEDULE(np.maximum(UPDATES - 120, 0))), SCHEDULE)
    figure = diagnosis.figure()
    (axes,) = figure.axes
    meant, logged, mark = axes.get_lines()
    assert meant.get_ydata() == pytest.approx(RIGHT) and logged.get_ydata()[120] == pytest.approx(0.1)
    assert (mark.get_xdata()[0], mark.get_ydata()[0]) == (120, pytest.approx(0.1))
    assert [text.get_text() for text in axes.get_legend().get_texts()] == ["meant", "logged", "first difference"]
    assert figure.alt.startswith("The logged learning rate leaves the meant one at update 120, where it is 0.1")
    assert svg(figure) == svg(diagnosis.figure())


def test_the_figure_of_groups_of_a_right_run_and_of_a_long_one():
    table = np.stack([RIGHT, np.full(200, 0.1)], axis=1)
    figure = lrnotes.doctor(table, SCHEDULE, names=["$a$", "b"]).figure()
    assert [axes.get_title() for axes in figure.axes] == ["$a$", "b"]
    assert [len(axes.get_lines()) for axes in figure.axes] == [2, 3]
    alone = lrnotes.doctor(RIGHT)
    assert len(alone.figure().axes[0].get_lines()) == 1 and "starts at 0.1" in alone.figure().alt
    long = lrnotes.CosineDecay(0.1, 100_000)
    values = np.asarray(long(np.arange(100_000)))
    values[77_777:] = 0
    figure = lrnotes.doctor(values, long).figure()
    logged = figure.axes[0].get_lines()[1]
    early = lrnotes.doctor(long(np.arange(1, 100_001)), long)  # differs by too little to be among the largest changes
    assert early.findings[0].first in early.figure().axes[0].get_lines()[1].get_xdata()
    assert len(logged.get_xdata()) < 5000 and {77_776, 77_777} <= set(logged.get_xdata())


@pytest.mark.parametrize(
    "arguments, error, words",
    [
        (dict(rates="missing.csv"), FileNotFoundError, "missing.csv"),
        (dict(rates=["a", "b"]), TypeError, "doctor: rates must be numbers, a recorder or the path of a CSV file"),
        (dict(rates=[]), ValueError, "must have the shape"),
        (dict(rates=np.ones((2, 2, 2))), ValueError, "got (2, 2, 2)"),
        (dict(rates=[np.nan, np.inf]), ValueError, "got no finite rate"),
        (dict(rates=[0.1], at=[1, 2]), ValueError, "at must be one update per rate"),
        (dict(rates=[0.1], names=["a", "b"]), ValueError, "names must be one per group; got 2 names for 1 groups"),
        (
            dict(rates=[0.1], schedule="cosine"),
            TypeError,
            "schedule must be a schedule, a function of the step or rates",
        ),
        (dict(rates=[0.1], schedule=lrnotes.CosineDecay), TypeError, "schedule must be a schedule"),
        (dict(rates=[[0.1, 0.2]], schedule={"c": SCHEDULE}), ValueError, "schedule must name groups of"),
        (dict(rates=[[0.1, 0.2]], schedule=[SCHEDULE]), ValueError, "one per group; got 1 for 2 groups"),
        (dict(rates=[[0.1, 0.2]], schedule=SCHEDULE, factors=[1]), ValueError, "factors must be one per group"),
        (dict(rates=[0.1], accumulation=0), ValueError, "doctor: accumulation must be an integer above 0; got 0"),
        (dict(rates=[0.1], updates=-3), ValueError, "doctor: updates must be an integer above 0; got -3"),
    ],
)
def test_errors_say_what_is_wrong(arguments, error, words):
    with pytest.raises(error) as raised:
        lrnotes.doctor(**arguments)
    assert words in str(raised.value)


def test_a_csv_file_without_rates(tmp_path):
    with pytest.raises(ValueError, match="must have a column of rates; got the columns step and loss"):
        lrnotes.doctor(written(tmp_path / "a.csv", "step,loss", [(0, 1.0)]))
    with pytest.raises(ValueError, match="must have a header and one row or more"):
        lrnotes.doctor(written(tmp_path / "b.csv", "step,lr", []))


def test_an_optimizer_is_dry_run(monkeypatch):
    asked = {}

    def dry_run(optimizer, scheduler=None, **keywords):
        asked.update(keywords, optimizer=optimizer, scheduler=scheduler)
        return types.SimpleNamespace(rates=FAST[:, None], updates=UPDATES, names=["rate"])

    module = types.ModuleType("lrnotes.monitor.dry_run")
    module.dry_run = dry_run
    monkeypatch.setitem(__import__("sys").modules, "lrnotes.monitor.dry_run", module)
    optimizer = types.SimpleNamespace(param_groups=[])
    diagnosis = lrnotes.doctor(
        optimizer, scheduler="mine", schedule=SCHEDULE, batches_per_epoch=40, epochs=20, accumulation=4
    )
    assert diagnosis.codes == ["micro_batches"] and diagnosis.findings[0].evidence["also_possible"] == []
    assert (asked["optimizer"], asked["scheduler"], asked["accumulation"], asked["processes"]) == (
        optimizer,
        "mine",
        4,
        1,
    )
