"""``lrnotes values``, ``code`` and ``translate``: what they print is what the package gives."""

import csv
import io
import json

import numpy as np
import pytest

import lrnotes
from lrnotes import CosineDecay, LinearDecay
from lrnotes.from_others.calls import NotTranslated, schedule_of

WARMED = "CosineDecay(0.1, 1000).warmup(100)"


def table(text):
    header, *rows = csv.reader(io.StringIO(text))
    return header, np.array(rows, float)


@pytest.mark.parametrize(
    ("option", "steps"),
    [
        (["--steps", "1000"], range(1001)),
        (["--steps", "10:20"], range(10, 21)),
        (["--steps", "0:1000:10"], range(0, 1001, 10)),
        (["--steps", "0:1e3:300"], range(0, 1000, 300)),
        (["--steps", "20000"], range(20001)),
        (["--at", "100,0,10.5,1e6"], [100, 0, 10.5, 1e6]),
        ([], range(1211)),  # its length and a tenth
    ],
)
def test_values_are_those_of_the_schedule_to_the_last_digit(run, option, steps):
    header, rows = table(run("values", WARMED, *option).out)
    assert header == ["update", "rate"]
    np.testing.assert_array_equal(rows[:, 0], list(steps))
    np.testing.assert_array_equal(rows[:, 1], CosineDecay(0.1, 1000).warmup(100)(np.array(list(steps))))


def test_values_of_a_schedule_that_counts_tokens_come_to_an_end(run):
    _, rows = table(run("values", "CosineDecay(6e-4, 6.5e12)").out)
    assert 90_000 <= len(rows) <= 100_001 and rows[-1, 0] >= 6.5e12 and rows[-1, 1] == 0


def test_values_of_several_schedules_have_a_column_each(run):
    header, rows = table(run("values", "CosineDecay(0.1, 10)", "LinearDecay(0.1, 100)").out)
    assert header == ["update", "CosineDecay(0.1, 10)", "LinearDecay(0.1, 100)"]
    steps = np.arange(111)
    np.testing.assert_array_equal(
        rows, np.transpose([steps, CosineDecay(0.1, 10)(steps), LinearDecay(0.1, 100)(steps)])
    )


def test_an_expression_from_standard_input(run):
    assert run("values", "-", "--at", "5", stdin="LinearDecay(0.1, 10)\n").out == "update,rate\n5,0.05\n"


def test_values_of_a_rule_that_responds_to_a_loss(run, tmp_path):
    given = "1,0.9,0.9,0.9,1e0"
    expected = lrnotes.ReduceLROnPlateau(0.1, patience=1).rates([1, 0.9, 0.9, 0.9, 1])
    outputs = [run("values", "ReduceLROnPlateau(0.1, patience=1)", "--losses", given).out]
    (tmp_path / "losses.txt").write_text(given.replace(",", "\n"))
    outputs.append(run("values", "ReduceLROnPlateau(0.1, patience=1)", "--losses", str(tmp_path / "losses.txt")).out)
    outputs.append(run("values", "ReduceLROnPlateau(0.1, patience=1)", "--losses", "-", stdin=given).out)
    for output in outputs:
        header, rows = table(output)
        assert header == ["epoch", "rate"]
        np.testing.assert_array_equal(rows, np.transpose([range(6), expected]))


@pytest.mark.parametrize("name", ["torch", "PyTorch", "pytorch"])
def test_code_for_a_framework_by_any_of_its_names(run, name):
    expected = dict(lrnotes.training_code(CosineDecay(0.1, 1000)).blocks)["PyTorch"]
    assert run("code", "CosineDecay(0.1, 1000)", "--to", name).out == f"{expected}\n"


def test_code_for_every_framework(run):
    result = run("code", "CosineDecay(0.1, 1000)")
    assert result.code == 0
    for title, text in lrnotes.training_code(CosineDecay(0.1, 1000)).blocks:
        assert f"# {title}\n\n{text}" in result.out


def test_native_code_and_none(run):
    result = run("code", "CosineDecay(0.1, 1000)", "--to", "optax", "--native")
    assert result.code == 0 and result.out == CosineDecay(0.1, 1000).to_code("optax") + "\n"
    missing = run("code", "TanhDecay(0.1, 1000)", "--to", "keras", "--native")
    assert missing.code == 1 and missing.out.startswith("# ") and not missing.err


CALLS = {
    "torch.optim.lr_scheduler.OneCycleLR(max_lr=0.1, total_steps=100)": "OneCycle(0.1, 100)",
    "StepLR(optimizer, 30)": "StepDecay(0.1, 30)",
    "StepLR(optimizer=optimizer, step_size=30, gamma=0.5, last_epoch=-1)": "StepDecay(0.1, 30, 0.5)",
    "torch.optim.lr_scheduler.StepLR(30, learning_rate=0.2)": "StepDecay(0.2, 30)",
    "optax.cosine_decay_schedule(0.1, 100)": "CosineAnnealing(0.1, 100)",
    "tf.keras.optimizers.schedules.CosineDecay(0.1, 100, alpha=0.1)": "CosineDecay(0.1, 100, alpha=0.1)",
    "CosineDecay(0.1, 100)": "CosineDecay(0.1, 100)",
    "SequentialLR(optimizer, [LinearLR(optimizer, 0.1, 1.0, 10), StepLR(optimizer, 5)], milestones=[10])": (
        "Constant(0.1).warmup(10, 0.01).then(StepDecay(0.1, 5), at=10)"
    ),
    "0.5 * optax.cosine_decay_schedule(0.1, 100)": "0.5 * CosineAnnealing(0.1, 100)",
}


@pytest.mark.parametrize("call", CALLS)
def test_calls_are_translated(run, call):
    result = run("translate", call, "--learning-rate", "0.1")
    assert result.code == 0 and not result.err
    assert lrnotes.parse(result.out) == lrnotes.parse(CALLS[call])
    code = run("translate", "-", "--learning-rate", "0.1", "--to", "keras", stdin=call)
    assert code.out == run("code", CALLS[call], "--to", "keras").out != ""


@pytest.mark.parametrize(
    ("call", "message"),
    [
        ("StepLT(optimizer, 30)", "no schedule is named 'StepLT'; did you mean torch.optim.lr_scheduler.StepLR"),
        ("StepLR(optimizer)", "torch.optim.lr_scheduler.StepLR needs step_size"),
        ("StepLR(optimizer, 30, 0.1, 1, 2)", "torch.optim.lr_scheduler.StepLR has 2 arguments; got 4 by position"),
        ("StepLR(optimizer, 30, step_size=3)", "torch.optim.lr_scheduler.StepLR got step_size by position and by name"),
        ("StepLR(optimizer, stepsize=3)", "torch.optim.lr_scheduler.StepLR has no argument stepsize; did you mean "),
        ("os.system('ls')", "no schedule named 'os.system' is known"),
        ("Qwertz(1)", "no schedule is named 'Qwertz'\n"),
        ("ExponentialDecay_(0.1)", "no schedule is named 'ExponentialDecay_'; did you mean ExponentialDecay"),
    ],
)
def test_what_has_no_translation_ends_with_1(run, call, message):
    result = run("translate", call, "--learning-rate", "0.1")
    assert result.code == 1 and not result.out
    assert result.err.startswith(f"lrnotes translate: {message}") and result.err.count("\n") == 1


DEEPSPEED = {"scheduler": {"type": "WarmupLR", "params": {"warmup_max_lr": 0.1, "warmup_num_steps": 100}}}


def test_a_configuration_of_deepspeed(run, tmp_path):
    (tmp_path / "ds_config.json").write_text(json.dumps(DEEPSPEED))
    result = run("translate", str(tmp_path / "ds_config.json"))
    assert result.code == 0 and not result.err
    expected = lrnotes.translate("deepspeed.initialize", config=DEEPSPEED)
    assert lrnotes.parse(result.out) == expected and expected(100) == 0.1
    (tmp_path / "ds_config.json").write_text("{")
    broken = run("translate", str(tmp_path / "ds_config.json"))
    assert broken.code == 1 and not broken.out and broken.err.count("\n") == 1
    assert run("translate", str(tmp_path / "none.json")).code == 2


def test_a_configuration_of_torchtitan(run, tmp_path):
    text = "[optimizer]\nlr = 8e-4\n[training]\nsteps = 1000\n[lr_scheduler]\nwarmup_steps = 200\n"
    (tmp_path / "debug_model.toml").write_text(text)
    result = run("translate", str(tmp_path / "debug_model.toml"))
    assert result.code == 0
    assert lrnotes.parse(result.out) == lrnotes.translate("torchtitan.config.JobConfig", config=text)


def test_the_arguments_of_the_trainer(run):
    call = "TrainingArguments(learning_rate=2e-5, lr_scheduler_type='cosine', warmup_steps=100, max_steps=1000, seed=1)"
    expected = lrnotes.CosineAnnealing(2e-5, 900).warmup(100)
    rates = lrnotes.parse(run("translate", call).out)(np.arange(1001))
    np.testing.assert_allclose(rates, expected(np.arange(1001)), rtol=1e-12, atol=1e-17)


def test_the_optimizers_rate_is_asked_for_where_it_is_read(run):
    assert "needs learning_rate (the optimizer's)" in run("translate", "StepLR(optimizer, 30)").err
    assert run("translate", "optax.constant_schedule(0.1)").out == "Constant(learning_rate=0.1)\n"


@pytest.mark.parametrize(
    "call", ["StepLR", "StepLR(optimizer, lambda x: 1)", "StepLR(optimizer, 30).step()", "optimizer", "1"]
)
def test_what_cannot_be_read_is_wrong_use(run, call):
    assert run("translate", call, "--learning-rate", "0.1").code == 2
    with pytest.raises((TypeError, ValueError)) as raised:
        schedule_of(call, 0.1)
    assert not isinstance(raised.value, NotTranslated)
