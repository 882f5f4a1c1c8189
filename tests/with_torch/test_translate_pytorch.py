"""What the table of equivalents makes of PyTorch's schedulers, against PyTorch: every update's rate, in float64."""

import inspect
import warnings

import numpy as np
import pytest
import torch
from torch.optim import lr_scheduler, swa_utils

import lrnotes
from lrnotes.from_others import ORIGINALS
from support.translations import FLOAT64, Call, assert_equal, differences_in_arguments

RATE = 0.08
UPDATES = 260
LIBRARY = {**vars(lr_scheduler), "SWALR": swa_utils.SWALR}
FEEDBACK = {"ReduceLROnPlateau"}  # follows a metric: test_translate_feedback.py
PYTORCH = [original for original in ORIGINALS if original.library.title == "PyTorch"]


def halves(step):
    return 0.5 ** (step // 20)


def slower(step):
    return step / (step + 1)


WARMUP = Call("LinearLR", start_factor=0.25, total_iters=20)
SETTINGS = [
    Call("ConstantLR"),
    Call("ConstantLR", factor=0.3, total_iters=41),
    Call("ConstantLR", factor=1.0, total_iters=1),
    Call("ConstantLR", factor=0.3, total_iters=0),  # never counted, so the factor stays
    Call("ConstantLR", factor=0.3, total_iters=7.5),
    Call("LinearLR"),
    Call("LinearLR", start_factor=0.01, total_iters=41),
    Call("LinearLR", start_factor=1.0, end_factor=0.0, total_iters=100),
    Call("LinearLR", start_factor=0.5, end_factor=0.5, total_iters=10),
    Call("LinearLR", start_factor=0.3, total_iters=1),
    Call("LinearLR", start_factor=0.3, total_iters=0),
    Call("ExponentialLR", gamma=0.97),
    Call("ExponentialLR", gamma=1.01),
    Call("StepLR", step_size=41),
    Call("StepLR", step_size=1, gamma=0.9),
    Call("StepLR", step_size=30, gamma=1.5),
    Call("MultiStepLR", milestones=[30, 80]),
    Call("MultiStepLR", milestones=[80, 30, 30], gamma=0.5),
    Call("MultiStepLR", milestones=[0, 41, 300], gamma=0.5),
    Call("MultiStepLR", milestones=[]),
    Call("PolynomialLR"),
    Call("PolynomialLR", total_iters=100, power=2.0),
    Call("PolynomialLR", total_iters=100, power=0.5),
    Call("PolynomialLR", total_iters=1),
    Call("PolynomialLR", total_iters=0),
    Call("CosineAnnealingLR", T_max=100),
    Call("CosineAnnealingLR", T_max=41, eta_min=0.01),
    Call("CosineAnnealingLR", T_max=41, eta_min=0.1),  # above the optimizer's rate
    Call("CosineAnnealingLR", T_max=1),
    Call("CosineAnnealingWarmRestarts", T_0=41),
    Call("CosineAnnealingWarmRestarts", T_0=10, T_mult=2, eta_min=0.01),
    Call("CosineAnnealingWarmRestarts", T_0=1, T_mult=3),
    Call("OneCycleLR", max_lr=0.1, total_steps=260),
    Call("OneCycleLR", max_lr=0.1, total_steps=261, pct_start=0.25, div_factor=10.0, final_div_factor=100.0),
    Call("OneCycleLR", max_lr=0.1, epochs=10, steps_per_epoch=26, anneal_strategy="linear"),
    Call("OneCycleLR", max_lr=0.1, total_steps=260, three_phase=True),
    Call("OneCycleLR", max_lr=0.1, total_steps=263, three_phase=True, anneal_strategy="linear", pct_start=0.41),
    # No rise at all, less than a step of it, and nothing else; three phases of which the last are left, or the first.
    Call("OneCycleLR", max_lr=0.01, total_steps=260, pct_start=0.0, div_factor=100.0),
    Call("OneCycleLR", max_lr=0.1, total_steps=260, pct_start=0.002, anneal_strategy="linear"),
    Call("OneCycleLR", max_lr=0.1, total_steps=260, pct_start=1.0),
    Call("OneCycleLR", max_lr=0.1, total_steps=260, pct_start=0.0, three_phase=True),
    Call("OneCycleLR", max_lr=0.1, total_steps=260, pct_start=0.003, three_phase=True, anneal_strategy="linear"),
    Call("OneCycleLR", max_lr=0.1, total_steps=260, pct_start=0.6, three_phase=True),
    Call("OneCycleLR", max_lr=0.1, total_steps=260, pct_start=1.0, three_phase=True, anneal_strategy="linear"),
    Call("CyclicLR", base_lr=0.001, max_lr=0.01),
    Call("CyclicLR", base_lr=0.001, max_lr=0.01, step_size_up=20),
    Call("CyclicLR", base_lr=0.001, max_lr=0.01, step_size_up=20.5),
    Call("CyclicLR", base_lr=0.001, max_lr=0.01, step_size_up=20, step_size_down=41),
    Call("CyclicLR", base_lr=0.001, max_lr=0.01, step_size_up=20, mode="triangular2"),
    Call("CyclicLR", base_lr=0.0, max_lr=0.01, step_size_up=41, step_size_down=10, mode="triangular2"),
    Call("CyclicLR", base_lr=0.001, max_lr=0.01, step_size_up=20, mode="exp_range", gamma=0.99),
    Call("CyclicLR", base_lr=0.0, max_lr=0.01, step_size_up=41, step_size_down=10, mode="exp_range", gamma=0.99),
    Call("CyclicLR", base_lr=1, max_lr=5, step_size_up=2, step_size_down=6, mode="triangular2"),  # not from 0
    Call("CyclicLR", base_lr=0.01, max_lr=0.001, step_size_up=7, step_size_down=30, mode="triangular2"),
    Call("CyclicLR", base_lr=0.001, max_lr=0.01, step_size_up=10.5, step_size_down=3, mode="exp_range", gamma=0.99),
    Call("CyclicLR", base_lr=0.001, max_lr=0.01, step_size_up=7, step_size_down=20, scale_fn=lambda cycle: 1 / cycle),
    Call(
        "CyclicLR",
        base_lr=0.0,
        max_lr=0.01,
        step_size_up=20,
        step_size_down=7,
        mode="triangular2",  # which a function replaces
        scale_fn=halves,
        scale_mode="iterations",
    ),
    Call("CyclicLR", base_lr=0.001, max_lr=0.01, step_size_up=20, scale_fn=lambda cycle: 1 / cycle),
    Call("CyclicLR", base_lr=0.001, max_lr=0.01, step_size_up=20, scale_fn=halves, scale_mode="iterations"),
    Call("SWALR", swa_lr=0.05),
    Call("SWALR", swa_lr=0.2, anneal_epochs=41),
    Call("SWALR", swa_lr=0.05, anneal_epochs=41, anneal_strategy="linear"),
    Call("SWALR", swa_lr=0.05, anneal_epochs=1),
    Call("LambdaLR", lr_lambda=halves),
    Call("LambdaLR", lr_lambda=lrnotes.CosineDecay(1.0, 100)),
    Call("MultiplicativeLR", lr_lambda=slower),
    Call("SequentialLR", schedulers=[WARMUP, Call("CosineAnnealingLR", T_max=100)], milestones=[20]),
    Call("SequentialLR", schedulers=[Call("StepLR", step_size=7, gamma=0.5)], milestones=[]),
    Call(
        "SequentialLR",
        schedulers=[
            WARMUP,
            Call("ConstantLR", factor=1.0),
            Call("ExponentialLR", gamma=0.99),
            Call("LambdaLR", lr_lambda=halves),
        ],
        milestones=[20, 41, 100],
    ),
    Call("SequentialLR", schedulers=[Call("MultiplicativeLR", lr_lambda=slower), Call("LinearLR")], milestones=[30]),
    # Schedulers that never run.
    Call("SequentialLR", schedulers=[WARMUP, Call("CosineAnnealingLR", T_max=100)], milestones=[0]),
    Call("SequentialLR", schedulers=[Call("ConstantLR"), WARMUP, Call("StepLR", step_size=30)], milestones=[40, 40]),
    Call("SequentialLR", schedulers=[WARMUP, WARMUP, WARMUP, Call("StepLR", step_size=30)], milestones=[0, 0, 10]),
    Call("ChainedScheduler", schedulers=[Call("LinearLR", start_factor=0.1, total_iters=20)]),
    Call("ChainedScheduler", schedulers=[WARMUP, Call("ExponentialLR", gamma=0.99), Call("StepLR", step_size=41)]),
    Call(
        "ChainedScheduler",
        schedulers=[
            Call("MultiStepLR", milestones=[41, 80]),
            Call("ConstantLR"),
            Call("PolynomialLR", total_iters=200),
        ],
    ),
    Call(
        "ChainedScheduler",
        schedulers=[Call("MultiplicativeLR", lr_lambda=slower), Call("CosineAnnealingLR", T_max=259)],
    ),
]


def made(call, rate=RATE):
    """The scheduler and its optimizer. Momentum is there for those that would cycle it."""
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=rate, momentum=0.9)
    if call.name == "ChainedScheduler":
        inner = [each.theirs(LIBRARY, optimizer) for each in call.arguments["schedulers"]]
        return lr_scheduler.ChainedScheduler(inner), optimizer
    return call.theirs(LIBRARY, optimizer), optimizer


def rates_of(call, updates=UPDATES, rate=RATE):
    scheduler, optimizer = made(call, rate)
    used = []
    for update in range(updates):
        used.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        if update + 1 < updates:
            scheduler.step()
    return np.array(used)


def in_steps(call):
    return call.ours(RATE)(np.arange(UPDATES))


@pytest.mark.parametrize("call", SETTINGS, ids=repr)
def test_every_update(call):
    assert_equal(in_steps(call), rates_of(call), FLOAT64)


@pytest.mark.parametrize("call", SETTINGS, ids=repr)
def test_one_step_at_a_time(call):
    """A number is computed by other code than an array."""
    ours, rates = call.ours(RATE), rates_of(call)
    steps = (0, 1, 19, 20, 21, 40, 41, 42, 100, 259)
    assert_equal([ours(step) for step in steps], rates[list(steps)], FLOAT64 * rates.max() / rates[list(steps)].max())


def test_every_scheduler_is_compared():
    assert {call.name for call in SETTINGS} == {each.name.rpartition(".")[2] for each in PYTORCH} - FEEDBACK


def test_every_scheduler_of_pytorch_is_in_the_table():
    public = {name for name in lr_scheduler.__all__ if name != "LRScheduler"} | {"SWALR"}
    assert public == {
        name
        for name, kind in LIBRARY.items()
        if inspect.isclass(kind)
        and issubclass(kind, lr_scheduler.LRScheduler)
        and not name.startswith("_")
        and name != "LRScheduler"
    }
    assert public == {original.name.rpartition(".")[2] for original in PYTORCH}


@pytest.mark.parametrize("original", PYTORCH, ids=lambda each: each.name)
def test_the_arguments_are_those_of_the_original(original):
    function = LIBRARY[original.name.rpartition(".")[2]]
    assert differences_in_arguments(original, function) is None
    assert function.__module__ + "." + function.__name__ == original.name


@pytest.mark.parametrize("original", PYTORCH, ids=lambda each: each.name)
def test_the_example_is_one_of_the_original(original):
    given = {name: value for name, value in original.example.items() if name not in ("learning_rate", "schedulers")}
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.1, momentum=0.9)
    if not original.many and original.name.rpartition(".")[2] not in FEEDBACK:
        ours = lrnotes.translate(original.name, **original.example)
        scheduler = LIBRARY[original.name.rpartition(".")[2]](optimizer, **given)
        for step in range(120):
            assert optimizer.param_groups[0]["lr"] == pytest.approx(ours(step), abs=1e-13)
            optimizer.step()
            scheduler.step()


# Where the original is not what the table makes of it, or not what one expects. Each states both.


def test_one_cycle_after_its_end():
    call = Call("OneCycleLR", max_lr=0.1, total_steps=100, anneal_strategy="linear")
    scheduler, optimizer = made(call)
    for _ in range(99):
        optimizer.step()
        scheduler.step()
    assert optimizer.param_groups[0]["lr"] == pytest.approx(call.ours()(99), abs=1e-13)
    scheduler.step()
    assert optimizer.param_groups[0]["lr"] < -1e-3  # a negative rate
    assert call.ours()(100) == pytest.approx(0.1 / 25 / 1e4, rel=1e-12)
    with pytest.raises(ValueError, match="Tried to step 101 times"):
        scheduler.step()


def test_a_peak_at_the_first_update():
    call = Call("OneCycleLR", max_lr=0.1, total_steps=4, pct_start=0.25)
    with pytest.raises(ZeroDivisionError):
        made(call)
    with pytest.raises(ValueError, match="pct_start must not be 1 / total_steps, or PyTorch divides by 0"):
        call.ours()


def test_a_restart_that_the_original_misses():
    """Asked for epoch 1210, it takes a logarithm that is an ulp too small for the number of the cycle."""
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
    scheduler = lr_scheduler.CosineAnnealingWarmRestarts(optimizer, T_0=10, T_mult=3)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        scheduler.step(1210)
    assert optimizer.param_groups[0]["lr"] == pytest.approx(0.0, abs=1e-12)
    ours = lrnotes.translate("CosineAnnealingWarmRestarts", learning_rate=1.0, T_0=10, T_mult=3)
    assert ours(1210) == 1.0
    call = Call("CosineAnnealingWarmRestarts", T_0=10, T_mult=3)
    assert rates_of(call, 1211, 1.0)[1210] == 1.0  # and step by step the original has it, too


def test_a_sequence_in_a_sequence_runs_a_step_early():
    inner = Call(
        "SequentialLR",
        schedulers=[Call("ConstantLR", factor=0.5, total_iters=99), Call("StepLR", step_size=1, gamma=0.4)],
        milestones=[2],
    )
    call = Call("SequentialLR", schedulers=[inner, Call("ConstantLR", factor=1.0)], milestones=[5])
    assert call.ours(0.1)(np.arange(4)) == pytest.approx([0.05, 0.05, 0.1, 0.04])
    assert rates_of(call, 4, 0.1) != pytest.approx([0.05, 0.05, 0.1, 0.04])


def test_constant_with_a_factor_of_0():
    scheduler, optimizer = made(Call("ConstantLR", factor=0.0, total_iters=1))
    optimizer.step()
    with pytest.raises(ZeroDivisionError):
        scheduler.step()
    with pytest.raises(ValueError, match="ConstantLR: factor must be above 0 and at most 1; got"):
        lrnotes.translate("ConstantLR", learning_rate=0.1, factor=0.0)


@pytest.mark.parametrize("value", [3.0, np.int64(3)], ids=repr)
@pytest.mark.parametrize(
    "call, name",
    [
        (Call("CosineAnnealingWarmRestarts", T_0=2, T_mult=2), "T_0"),
        (Call("CosineAnnealingWarmRestarts", T_0=2, T_mult=2), "T_mult"),
        (Call("OneCycleLR", max_lr=0.1, total_steps=9), "total_steps"),
        (Call("SWALR", swa_lr=0.1, anneal_epochs=9), "anneal_epochs"),
    ],
)
def test_only_integers(call, name, value):
    call = Call(call.name, **{**call.arguments, name: value})
    with pytest.raises(ValueError):
        made(call)
    with pytest.raises(ValueError, match=f"{name} must be a Python int, not a float or NumPy integer; got"):
        call.ours(RATE)


def test_multiplicative_after_a_milestone():
    """It goes on from the rate that it finds; a schedule has no such memory."""
    call = Call(
        "SequentialLR",
        schedulers=[WARMUP, Call("StepLR", step_size=5), Call("MultiplicativeLR", lr_lambda=lambda step: 0.9)],
        milestones=[20, 40],
    )
    assert rates_of(call)[40] == pytest.approx(0.9 * RATE * 0.1**3)
    with pytest.raises(
        ValueError, match="MultiplicativeLR must come first, because it continues from the current rate"
    ):
        call.ours(RATE)


def test_swa_after_a_milestone():
    """It goes on from the rate that it finds, too."""
    call = Call(
        "SequentialLR",
        schedulers=[Call("StepLR", step_size=5), Call("SWALR", swa_lr=0.05, anneal_epochs=10)],
        milestones=[8],
    )
    assert rates_of(call)[8] == pytest.approx(0.1 * RATE)
    with pytest.raises(ValueError, match="SWALR must come first, because it continues from the current rate"):
        call.ours(RATE)


@pytest.mark.parametrize(
    "other",
    [
        Call("CyclicLR", base_lr=0.01, max_lr=0.02, step_size_up=9),
        Call("OneCycleLR", max_lr=0.25, total_steps=99),
    ],
    ids=repr,
)
def test_schedulers_that_change_the_rate_of_the_others(other):
    """What is made after them starts from their first rate, so that this is its learning_rate here."""
    steps = Call("StepLR", step_size=9, gamma=0.5)
    theirs = rates_of(Call("SequentialLR", schedulers=[other, steps], milestones=[30]), 60)
    first, then = other.ours(), lrnotes.translate("StepLR", learning_rate=0.01, step_size=9, gamma=0.5)
    ours = lrnotes.translate("SequentialLR", schedulers=[first, then], milestones=[30])
    assert_equal(ours(np.arange(60)), theirs, FLOAT64)


@pytest.mark.parametrize(
    "inner",
    [
        Call("CosineAnnealingLR", T_max=41, eta_min=0.01),
        Call("LambdaLR", lr_lambda=halves),
        Call("CyclicLR", base_lr=0.01, max_lr=0.1, step_size_up=5),
        Call("SWALR", swa_lr=0.05),
    ],
    ids=repr,
)
def test_a_chain_that_is_no_product(inner):
    exponential = Call("ExponentialLR", gamma=0.9)
    call = Call("ChainedScheduler", schedulers=[exponential, inner])
    product = exponential.ours(RATE)(np.arange(50)) * inner.ours(RATE)(np.arange(50)) / RATE
    assert np.abs(rates_of(call, 50) - product).max() > 1e-3 * RATE
    with pytest.raises(ValueError, match="ChainedScheduler: schedulers must multiply the last learning rate; got"):
        call.ours(RATE)


def test_a_chain_with_a_cosine_after_its_bottom():
    """There the original adds to the rate, and so forgets the other factor."""
    call = Call("ChainedScheduler", schedulers=[Call("ExponentialLR", gamma=0.9), Call("CosineAnnealingLR", T_max=20)])
    theirs, ours = rates_of(call, 41), call.ours(RATE)(np.arange(41))
    assert_equal(ours[:21], theirs[:21], FLOAT64)
    assert theirs[40] == pytest.approx(0.9**19 * RATE, rel=0.2) or theirs[40] > ours[40]


# And back: the lines that to_code gives, run.


@pytest.mark.parametrize(
    "schedule",
    [
        lrnotes.CosineDecay(0.1, 100, 0.01).warmup(20, 0.01),
        lrnotes.CosineDecay(0.1, 100).then(lrnotes.CosineDecay(0.1, 50).warmup(10, 0.001), at=100),
        lrnotes.Constant(0.1).warmup(20, 0.01).then(lrnotes.CosineDecay(0.1, 100), at=60),
        lrnotes.CosineDecay(0.1, 100),
        # From where LinearLR does not start.
        lrnotes.CosineDecay(0.1, 110).warmup(20),
        lrnotes.CosineDecay(0.1, 110).warmup(20, 0.2),
        lrnotes.CosineDecay(0.1, 110).warmup(20).warmup(5),
        lrnotes.Constant(0.0).then(lrnotes.Constant(0.1), at=20),
        # Whose lines need an import.
        lrnotes.NaturalExpDecay(0.1, 50, 0.7).warmup(20, 0.01),
        lrnotes.PiecewiseConstantDecay([30, 80], [1.0, 0.2, 0.01]).warmup(20, 0.01),
        # Sequences themselves, in one.
        lrnotes.WarmupStableDecay(0.1, 10, 30, 20, 0.01).then(lrnotes.WarmupStableDecay(0.1, 10, 30, 20, 0.02), at=70),
        lrnotes.FlatCosineDecay(0.1, 110, 0.5, 0.01).warmup(20, 0.01),
        lrnotes.FlatCosineDecay(0.1, 110, 0.5).then(lrnotes.Constant(0.1), at=30),
        # Whose lines define the same names, and use them later.
        lrnotes.NoamDecay(4, 20, 0.1).then(lrnotes.NoamDecay(8, 30, 0.1), at=60),
        lrnotes.NoamDecay(4, 20, 0.1).then(lrnotes.FlatCosineDecay(0.1, 100), at=60),
        lrnotes.PiecewiseInterpolation([0, 40], [1.0, 0.1]).then(lrnotes.PiecewiseInterpolation([9], [0.1]), at=60),
    ],
    ids=repr,
)
def test_native_lines(schedule):
    names = {"model": torch.nn.Linear(1, 1)}
    exec(schedule.to_code("torch"), names)
    used = []
    for _ in range(121):
        used.append(names["optimizer"].param_groups[0]["lr"])
        names["optimizer"].step()
        names["scheduler"].step()
    end = 101 if type(schedule) is lrnotes.CosineDecay else 121  # there PyTorch's cosine rises again
    assert_equal(schedule(np.arange(end)), used[:end], FLOAT64)


@pytest.mark.parametrize(
    "schedule",
    [
        lrnotes.LinearCosineDecay(0.1, 9).repeat(every=9),
        # SequentialLR cannot start these: they read what the one before wrote, or write the first rate.
        lrnotes.SWALR(0.1, 0.05).warmup(20, 0.01),
        lrnotes.OneCycle(0.1, 100).warmup(20, 0.001),
        lrnotes.LinearCosineDecay(0.1, 100, beta=0.0).warmup(20, 0.01),
    ],
    ids=repr,
)
def test_native_lines_that_there_are_not(schedule):
    assert schedule.to_code("torch").startswith("# native: PyTorch: no equivalent is known.")
