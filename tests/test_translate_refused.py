"""What the table of equivalents refuses, and what the library itself does with it: tests/recorded has both."""

import json
import pathlib
import re

import numpy as np
import pytest

from lrnotes import ReduceLROnPlateau, translate

FILES = sorted((pathlib.Path(__file__).parent / "recorded").glob("*.json"))
RECORDS = [json.loads(path.read_text(encoding="utf-8")) for path in FILES]
REFUSED = [
    pytest.param(each, id=f"{each['original'].rpartition('.')[2]}({each['arguments']})")
    for record in RECORDS
    for each in record.get("refused", [])
]
ACCEPTED = {"ReduceOnPlateau", "lr_scheduler_builder"}  # by the library, for which see below


def nested(value):
    """An argument, in which a schedule is recorded as a name and arguments."""
    return translate(value["original"], **value["arguments"]) if isinstance(value, dict) else value


@pytest.mark.parametrize("each", REFUSED)
def test_what_is_refused(each):
    given = {"learning_rate": each["learning_rate"]} if "learning_rate" in each else {}
    with pytest.raises((TypeError, ValueError), match=re.escape(each["message"])):
        translate(each["original"], **given, **{name: nested(value) for name, value in each["arguments"].items()})
    assert "error" in each or each["original"].rpartition(".")[2] in ACCEPTED, each


def recorded(name):
    """The rates of an original where it accepts what is refused."""
    return next(each for record in RECORDS for each in record.get("refused", []) if name in each["original"])


def test_the_rule_of_paddle_is_not_that_of_pytorch_during_a_cooldown():
    metrics = next(record["metrics"] for record in RECORDS if record.get("library") == "PaddlePaddle")
    theirs = recorded("ReduceOnPlateau")["rates"]
    pytorch = ReduceLROnPlateau(0.1, 0.1, 1, "min", rtol=1e-4, atol=0.0, cooldown=7, eps=1e-8).rates(metrics)
    assert len(set(theirs)) > 2 and not np.allclose(pytorch, theirs)


def test_nanotron_squares_the_learning_rate():
    assert recorded("lr_scheduler_builder")["rates"] == pytest.approx([0.01**2] * 28)


@pytest.mark.parametrize(
    "name, arguments, message",
    [
        ("deepspeed.runtime.lr_schedules.WarmupLR", {}, "learning_rate (the optimizer's) or warmup_max_lr must be"),
        (
            "WarmupDecayLR",
            {"total_num_steps": 9, "warmup_type": "cosine"},
            "warmup_type must be one of 'log', 'linear'",
        ),
        ("SquareAnnealing", {"learning_rate": 0.01, "max_steps": 9, "warmup_steps": 9}, "max_steps must be above 9"),
        ("CosineParamScheduler", {"start_value": 1, "end_value": 0}, "max_iter must be given, because the length"),
        ("composer.optim.LinearScheduler", {"learning_rate": 1}, "max_duration must be given, because the length"),
        ("olmo_core.optim.WSD", {"learning_rate": 1, "warmup": 9}, "max_steps must be given, because the length"),
        ("levanter.optim.OptimizerConfig.lr_scheduler", {}, "needs num_train_steps"),
        (
            "lr_scheduler_builder",
            {"learning_rate": 1, "lr_warmup_style": "linear"},
            "total_training_steps or lr_decay_steps must be given",
        ),
    ],
)
def test_what_only_a_training_run_knows_must_be_given(name, arguments, message):
    with pytest.raises((TypeError, ValueError), match=re.escape(message)):
        translate(name, **arguments)
