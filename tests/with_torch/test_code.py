"""The training code for PyTorch, and ours for Hugging Face's Trainer, run as it stands.

Every update's rate is compared.
"""

import operator
import sys
import types

import numpy as np
import pytest
import torch
from torch.optim.optimizer import register_optimizer_step_pre_hook

import lrnotes
from lrnotes.to_others.other_names import OTHER_NAMES
from settings import SETTINGS
from settings.same import in_others
from support.code import assert_equal, code_of, native_of, programs_of, run

FLOAT64 = 1e-12  # of the peak
NATIVE = native_of("PyTorch")
PAST_THE_END = 150


def rates_of(code, updates, **given):
    """The rate of each update, the scheduler called after each, as a training loop does."""
    names = run(code, **{"model": torch.nn.Linear(8, 1), **given})
    optimizer, scheduler, used = names["optimizer"], names["scheduler"], []
    for weight in optimizer.param_groups[0]["params"]:
        weight.grad = torch.zeros_like(weight)
    for _ in range(updates):
        used.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    return np.array(used)


@pytest.mark.parametrize("schedule", SETTINGS.values(), ids=SETTINGS)
def test_ours(schedule):
    assert_equal(rates_of(code_of(schedule, "PyTorch")[0], PAST_THE_END), schedule, FLOAT64)


WHOLE = [lrnotes.CosineDecay(0.1, 40), lrnotes.CosineDecay(0.001, 40), lrnotes.ReduceLROnPlateau(0.001)]


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("framework", ["PyTorch", "Hugging Face", "Lightning"])
@pytest.mark.parametrize("schedule", WHOLE, ids=repr)
def test_programs_run_to_their_end(schedule, framework, monkeypatch, tmp_path):
    """As a reader pastes them: every update has the stated optimizer and, of a schedule, its rate."""
    used = []
    hook = register_optimizer_step_pre_hook(
        lambda optimizer, *given: used.append((type(optimizer), dict(optimizer.param_groups[0])))
    )
    monkeypatch.chdir(tmp_path)
    try:
        for program in programs_of(schedule, framework):
            used.clear()
            run(program)
            kinds, groups = zip(*used, strict=True)
            assert set(kinds) == {torch.optim.AdamW if schedule.initial_learning_rate == 0.001 else torch.optim.SGD}
            assert {group.get("momentum", 0.9) for group in groups} == {0.9} and len(groups) >= 10
            if schedule is not WHOLE[-1]:
                assert_equal([group["lr"] for group in groups], schedule, FLOAT64)
    finally:
        hook.remove()


class Recorded:
    """Stands in for what the code takes from transformers: takes the arguments that they have."""

    def __init__(self, *positional, output_dir=None, train_dataset=None, optimizers=None):
        self.optimizers = optimizers


@pytest.mark.parametrize("schedule", SETTINGS.values(), ids=SETTINGS)
def test_ours_for_hugging_face(schedule, monkeypatch):
    stand_in = types.SimpleNamespace(Trainer=Recorded, TrainingArguments=Recorded)
    monkeypatch.setitem(sys.modules, "transformers", stand_in)
    code = code_of(schedule, "Hugging Face")[0]
    assert_equal(rates_of(code, PAST_THE_END, data=None), schedule, FLOAT64)
    names = run(code, model=torch.nn.Linear(1, 1), data=None)
    assert names["trainer"].optimizers == (names["optimizer"], names["scheduler"])


def end_of(schedule):
    """After this step PyTorch's own cosine rises again."""
    if isinstance(schedule, lrnotes.CosineDecay):
        return int(schedule.decay_steps + schedule.warmup_steps)
    falls = isinstance(schedule, lrnotes.CosineAnnealing) and schedule.after_end == "hold"
    return int(schedule.decay_steps) if falls or isinstance(schedule, lrnotes.LinearCosineDecay) else PAST_THE_END


@pytest.mark.parametrize("schedule", NATIVE.values(), ids=NATIVE)
def test_native(schedule):
    native = code_of(schedule, "PyTorch")[1]
    rates = rates_of(native, PAST_THE_END)
    end = end_of(schedule)
    assert_equal(rates[: end + 1], schedule, FLOAT64)
    if end < PAST_THE_END:
        assert "rises again" in " ".join(native.replace("#", "").split())
        # With alpha above 1 the cosine went up, and "rises" towards the first rate means falls.
        assert abs(rates[end + 12] - schedule(end + 12)) > 1e-3 * np.abs(rates).max()


SAME = in_others("PyTorch")


@pytest.mark.parametrize("schedule", SAME.values(), ids=SAME)
def test_code_of_another_class(schedule):
    assert_equal(rates_of(schedule.to_code("torch"), 121), schedule, FLOAT64)  # after that a cosine would rise again


@pytest.mark.parametrize("name", ["cosine, warm-up from 0", "stairs, from 0", "stairs, from above"])
def test_why_some_have_none(name):
    """LinearLR refuses what would be the factor of these."""
    schedule = SETTINGS[name]
    top = getattr(schedule, "warmup_target", None) or schedule.maximal_learning_rate
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=top)
    with pytest.raises(ValueError, match="Starting multiplicative factor"):
        torch.optim.lr_scheduler.LinearLR(optimizer, schedule.initial_learning_rate / top, total_iters=10)


def test_other_names_are_names_of_pytorch():
    names = [name for names in OTHER_NAMES.values() for name in names if name.startswith("torch.")]
    assert len(names) > 10
    for name in names:
        assert issubclass(operator.attrgetter(name.removeprefix("torch."))(torch), torch.optim.lr_scheduler.LRScheduler)
