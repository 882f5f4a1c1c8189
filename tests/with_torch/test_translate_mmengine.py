"""What the table of equivalents makes of MMEngine's schedulers, against MMEngine: every step's rate, in float64."""

import inspect
import warnings

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from mmengine.optim import scheduler as schedulers
from mmengine.optim.scheduler import param_scheduler

import lrnotes
from lrnotes.from_others import ORIGINALS
from lrnotes.from_others.mmengine import NO_END
from support.translations import FLOAT64, Call, assert_equal, differences_in_arguments

RATE, STEPS = 0.08, 120
CHAINED = 1e-10  # most compute a rate from the one before, whose rounding adds up
RUNNER = "mmengine.runner.Runner"  # which test_translate_mmengine_config.py is about
MMENGINE = [each for each in ORIGINALS if each.library.title == "MMEngine" and each.name != RUNNER]
FEEDBACK = "mmengine.optim.ReduceOnPlateauLR"


def of(name, /, **arguments):
    return Call(f"mmengine.optim.{name}", **arguments)


SETTINGS = [
    of("ConstantLR"),
    of("ConstantLR", factor=0.3, end=41),
    of("ConstantLR", factor=0.3, begin=7, end=41),
    of("ConstantLR", factor=0.3, begin=7, end=8),  # one step long: the factor stays
    of("ConstantLR", factor=0.0),
    of("LinearLR"),
    of("LinearLR", start_factor=0.001, end=50),
    of("LinearLR", start_factor=0.5, end_factor=0.1, begin=10, end=60),
    of("LinearLR", start_factor=0.5, begin=10, end=11),
    of("LinearLR", start_factor=0.5, end=2),
    of("StepLR", step_size=30),
    of("StepLR", step_size=7, gamma=0.5, begin=3, end=40),
    of("MultiStepLR", milestones=[8, 11]),
    of("MultiStepLR", milestones=[40, 20, 20], gamma=0.5, begin=5, end=50),
    of("MultiStepLR", milestones=[0, 90]),
    of("MultiStepLR", milestones=[]),
    of("ExponentialLR", gamma=0.97),
    of("ExponentialLR", gamma=1.01, begin=10, end=60),
    of("CosineAnnealingLR"),
    of("CosineAnnealingLR", T_max=50),  # rises again
    of("CosineAnnealingLR", T_max=50, eta_min=0.01, begin=20, end=71),
    of("CosineAnnealingLR", eta_min_ratio=0.05, begin=20, end=90),
    of("CosineAnnealingLR", eta_min=0.1, end=100),  # above the optimizer's rate
    of("PolyLR"),
    of("PolyLR", end=100),
    of("PolyLR", eta_min=1e-4, power=0.9, begin=5, end=100),
    of("PolyLR", eta_min=0.01, power=2, begin=5, end=6),
    of("OneCycleLR", eta_max=0.1, total_steps=121),
    of("OneCycleLR", eta_max=0.1, end=100),
    of("OneCycleLR", eta_max=0.1, total_steps=120, end=50, anneal_strategy="linear"),
    of("OneCycleLR", eta_max=0.1, total_steps=130, three_phase=True, pct_start=0.4, div_factor=10.0),
    of("CosineRestartLR", periods=[30, 20, 40], restart_weights=[1, 0.5, 0.25], eta_min=0.001),
    of("CosineRestartLR", periods=[30, 20], restart_weights=[1, 0.5], eta_min_ratio=0.05, begin=10),
    of("CosineRestartLR", periods=[30, 20], restart_weights=[1, 0.5], eta_min=0.0, begin=10, end=55),
    of("CosineRestartLR", periods=[1, 30], restart_weights=[0.1, 1.0], eta_min=0.0),
]


def rates_of(call, steps=STEPS):
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=RATE)
    rates = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        scheduler = call.theirs(vars(schedulers), optimizer)
        for step in range(steps):
            rates.append(optimizer.param_groups[0]["lr"])
            if step + 1 < steps:
                scheduler.step()
    return np.array(rates)


@pytest.mark.parametrize("call", SETTINGS, ids=repr)
def test_every_step(call):
    assert_equal(call.ours(RATE)(np.arange(STEPS)), rates_of(call), CHAINED)


window = {"begin": st.integers(0, 20), "end": st.integers(22, 140) | st.just(NO_END)}
factors, lengths = st.floats(0.01, 1), st.integers(1, 100)
ANY = {
    "ConstantLR": {"factor": factors, **window},
    "LinearLR": {"start_factor": factors, "end_factor": factors, **window},
    "StepLR": {"step_size": lengths, "gamma": st.floats(0.1, 1.5), **window},
    "MultiStepLR": {"milestones": st.lists(lengths, max_size=4), "gamma": st.floats(0.1, 1.5), **window},
    "ExponentialLR": {"gamma": st.floats(0.9, 1.05), **window},
    "CosineAnnealingLR": {"T_max": st.none() | st.integers(2, 100), "eta_min_ratio": st.floats(0, 2), **window},
    "PolyLR": {"eta_min": st.floats(0, 0.1), "power": st.floats(0.3, 3), **window},
    "CosineRestartLR": {
        "periods": st.lists(lengths, min_size=3, max_size=3),
        "restart_weights": st.lists(factors, min_size=3, max_size=3),
        "eta_min": st.floats(0, 0.01),
        **window,
    },
}


@pytest.mark.parametrize("name", ANY)
@given(data=st.data())
@settings(max_examples=25, deadline=None, derandomize=True)
def test_any_arguments(name, data):
    call = of(name, **{key: data.draw(values) for key, values in ANY[name].items()})
    assert_equal(call.ours(RATE)(np.arange(STEPS)), rates_of(call), CHAINED)


@pytest.mark.parametrize("arguments", [
    {},
    {"factor": 0.5, "patience": 3, "cooldown": 2},
    {"rule": "greater", "patience": 2, "threshold": 0.1, "threshold_rule": "abs", "min_value": 0.01},
    {"patience": 0, "eps": 0.02, "factor": 0.7},
], ids=str)  # fmt: skip
def test_a_metric(arguments):
    metrics = (np.abs(np.sin(np.arange(120) / 7)) + 3 / (1 + np.arange(120) // 20)).tolist()
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=RATE)
    scheduler, theirs = schedulers.ReduceOnPlateauLR(optimizer, **arguments), [RATE]
    for metric in metrics:
        scheduler.step({"loss": metric})
        theirs.append(optimizer.param_groups[0]["lr"])
    assert len(set(theirs)) > 1
    ours = lrnotes.translate(FEEDBACK, learning_rate=RATE, **arguments)
    assert_equal(ours.rates(metrics), theirs, FLOAT64)


# The table.


def test_every_scheduler_is_in_the_table_and_compared():
    classes = (name for name, kind in vars(schedulers).items() if inspect.isclass(kind))
    public = {f"mmengine.optim.{name}" for name in classes if name.endswith("LR")}
    assert public == {original.name for original in MMENGINE}
    assert {call.name for call in SETTINGS} == public - {FEEDBACK}
    assert {f"mmengine.optim.{name}" for name in ANY} == public - {FEEDBACK, "mmengine.optim.OneCycleLR"}


@pytest.mark.parametrize("original", MMENGINE, ids=lambda each: each.name)
def test_the_arguments_are_those_of_the_original(original):
    name = original.name.rpartition(".")[2]
    function = getattr(param_scheduler, f"{name[:-2]}ParamScheduler")
    assert differences_in_arguments(original, function, without=("param_name",)) is None
    assert issubclass(getattr(schedulers, name), function)
    assert param_scheduler.INF == NO_END


def test_a_short_name_stays_that_of_pytorch():
    """MMEngine's LinearLR is a step shorter."""
    ours = lrnotes.translate("LinearLR", learning_rate=RATE, start_factor=0.5, total_iters=50)
    assert ours == lrnotes.translate(
        "torch.optim.lr_scheduler.LinearLR", learning_rate=RATE, start_factor=0.5, total_iters=50
    )
    assert ours(49) < RATE == of("LinearLR", start_factor=0.5, end=50).ours(RATE)(49)
    for name in sorted(
        kind for kind in vars(schedulers) if hasattr(torch.optim.lr_scheduler, kind) and kind[-2:] == "LR"
    ):
        assert lrnotes.from_others.find(name).name == f"torch.optim.lr_scheduler.{name}"
    assert lrnotes.from_others.find("CosineRestartLR").name == "mmengine.optim.CosineRestartLR"


# What has no equal, and why.


@pytest.mark.parametrize(
    "call, theirs, message",
    [
        (of("LinearLR", start_factor=0.0, end=9), ZeroDivisionError, "start_factor must be above 0, because MMEngine"),
        (of("LinearLR", end_factor=1.5, end=9), ValueError, "end_factor must be from 0 to 1"),
        (of("ConstantLR", factor=0.0, end=9), ZeroDivisionError, "factor must be above 0, because MMEngine"),
        (of("StepLR", step_size=3, begin=9, end=9), ValueError, "begin must be 0 or more, and end above it; got 9"),
        (of("CosineAnnealingLR", eta_min=0.1, eta_min_ratio=0.1), AssertionError, "eta_min or eta_min_ratio must be"),
        (of("CosineRestartLR", periods=[9]), AssertionError, "eta_min or eta_min_ratio must be given"),
        (of("CosineRestartLR", periods=[9, 9], eta_min=0.0), AssertionError, "restart_weights must be as many as"),
        (of("OneCycleLR", eta_max=0.1, total_steps=9.0), ValueError, "total_steps must be a Python int"),
    ],
    ids=repr,
)
def test_what_mmengine_does_not_accept_either(call, theirs, message):
    with pytest.raises(theirs):
        rates_of(call)
    with pytest.raises(ValueError, match=message):
        call.ours(RATE if call.name != "mmengine.optim.OneCycleLR" else None)


def test_one_cycle_that_begins_later():
    """Until then the rate is the optimizer's, although this scheduler does not read it."""
    call = of("OneCycleLR", eta_max=0.1, begin=20, end=120)
    theirs = rates_of(call)
    assert (theirs[:20] == RATE).all() and theirs[20] == pytest.approx(0.1 / 25)
    with pytest.raises(ValueError, match="begin must be 0, because the rate until then is the optimizer's"):
        call.ours()
    ours = lrnotes.Constant(RATE).then(of("OneCycleLR", eta_max=0.1, end=100).ours(), at=20)
    assert_equal(ours(np.arange(STEPS)), theirs, FLOAT64)


def test_one_cycle_past_its_end():
    theirs = rates_of(of("OneCycleLR", eta_max=0.1, total_steps=50, anneal_strategy="linear"), 51)
    ours = of("OneCycleLR", eta_max=0.1, total_steps=50, anneal_strategy="linear").ours()
    assert theirs[50] < 0 < ours(50) == pytest.approx(theirs[49])


def test_a_window_of_a_rule():
    """MMEngine moves it by calls without a metric only."""
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=RATE)
    scheduler = schedulers.ReduceOnPlateauLR(optimizer, patience=0, end=3)
    for _ in range(9):
        scheduler.step({"loss": 1.0})
    assert optimizer.param_groups[0]["lr"] < RATE * 0.1**4
    with pytest.raises(ValueError, match="begin and end must be left out, because they count calls that bring no"):
        lrnotes.translate(FEEDBACK, learning_rate=RATE, end=3)
