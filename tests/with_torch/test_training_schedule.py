"""TorchSchedule in PyTorch's own loops: at every update, each group's values are those of its schedule."""

import copy
import io
import pickle
import re
import warnings

import numpy as np
import pytest
import torch
from torch.optim import lr_scheduler

import lrnotes
from lrnotes import Constant, CosineDecay, LinearDecay, Schedule
from lrnotes.torch import TorchSchedule
from settings import SETTINGS

COSINE = CosineDecay(0.1, 20).warmup(5)
LINEAR = LinearDecay(0.5, 10)


def optimizer_of(*groups, kind=torch.optim.SGD, **arguments):
    """An optimizer with a group for each dictionary; one group where there is none."""
    filled = [{"params": [torch.nn.Parameter(torch.ones(2))], **group} for group in groups or [{}]]
    return kind(filled, **arguments)


def train(scheduler, updates, key="lr"):
    """Train, and return the value of every group at every update."""
    used, optimizers = [], getattr(scheduler, "optimizers", (scheduler.optimizer,))
    for _ in range(updates):
        used.append(np.array([group[key] for each in optimizers for group in each.param_groups], dtype=float))
        for each in optimizers:
            for group in each.param_groups:
                for parameter in group["params"]:
                    parameter.grad = torch.ones_like(parameter)
            each.step()
        scheduler.step()
    return np.array(used)


def wanted(*schedules, start=0, updates=30):
    return np.array([[schedule(start + update) for schedule in schedules] for update in range(updates)])


def assert_rates(rates, expected, tolerance=1e-12):
    np.testing.assert_allclose(rates, expected, rtol=0, atol=tolerance * np.abs(expected).max())


@pytest.fixture(autouse=True)
def no_warnings():
    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)
        yield


# The rate, whatever the optimizer was made with.


@pytest.mark.parametrize("made_with", [{}, {"lr": 1.0}, {"lr": 0.02}, {"lr": 1}, {"lr": 0.0}])
def test_the_rate_is_the_schedules_whatever_lr_the_optimizer_was_made_with(made_with):
    scheduler = TorchSchedule(optimizer_of(**made_with), COSINE)
    assert scheduler.get_last_lr() == [COSINE(0)]
    assert_rates(train(scheduler, 30), wanted(COSINE))


def test_one_schedule_for_groups_with_equal_rates():
    scheduler = TorchSchedule(optimizer_of({}, {"name": "head"}, lr=0.3), COSINE)
    assert_rates(train(scheduler, 30), wanted(COSINE, COSINE))


def test_groups_whose_rates_differ_are_an_error_that_names_both_ways():
    with pytest.raises(ValueError) as error:
        TorchSchedule(optimizer_of({"lr": 0.02}, {"lr": 0.001, "name": "head"}), LinearDecay(0.02, 10))
    for words in ("lr=0.02 of group 0", "lr=0.001 of group 1 ('head')", "{0: first, 1: second}", "factors=[1, 0.05]"):
        assert words in str(error.value)


@pytest.mark.parametrize(
    "given",
    [
        [COSINE, LINEAR],
        (COSINE, LINEAR),
        {0: COSINE, 1: LINEAR},
        {"body": COSINE, "head": LINEAR},
        {"head": LINEAR, 0: COSINE},
    ],
)
def test_a_schedule_for_each_group(given):
    optimizer = optimizer_of({"lr": 0.02, "name": "body"}, {"lr": 0.001, "name": "head"})
    assert_rates(train(TorchSchedule(optimizer, given), 30), wanted(COSINE, LINEAR))


@pytest.mark.parametrize("factors", [[1, 0.05], (1, 0.05), {1: 0.05}, {"head": 0.05}, "lr"])
def test_factors(factors):
    optimizer = optimizer_of({"lr": 0.02}, {"lr": 0.001, "name": "head"})
    scheduler = TorchSchedule(optimizer, COSINE, factors=factors)
    assert_rates(train(scheduler, 30), wanted(COSINE, 0.05 * COSINE))


def test_the_ratio_is_that_of_the_rates_that_the_optimizer_was_made_with():
    optimizer = optimizer_of({"lr": 0.02}, {"lr": 0.001})
    TorchSchedule(optimizer, [LINEAR, LINEAR])  # has set other rates
    scheduler = TorchSchedule(optimizer, COSINE, factors="lr")
    assert_rates(train(scheduler, 30), wanted(COSINE, 0.05 * COSINE))
    with pytest.raises(ValueError, match="lr=0.02 of group 0 and lr=0.001 of group 1"):
        TorchSchedule(optimizer, COSINE)


def test_a_group_that_is_left_alone_and_one_that_is_constant():
    optimizer = optimizer_of({"lr": 0.02}, {"lr": 0.001}, {"lr": 0.3})
    scheduler = TorchSchedule(optimizer, [COSINE, None, 0.7])
    assert_rates(train(scheduler, 30), wanted(COSINE, Constant(0.001), Constant(0.7)))


def test_the_groups_of_several_optimizers_are_numbered_through():
    muon = optimizer_of(kind=torch.optim.SGD, lr=0.02)
    adam = optimizer_of({}, {"name": "head"}, kind=torch.optim.AdamW, lr=0.001)
    scheduler = TorchSchedule([muon, adam], {0: COSINE, 1: LINEAR, "head": 0.5 * LINEAR})
    assert scheduler.optimizer is muon and scheduler.optimizers == (muon, adam)
    assert scheduler.base_lrs == [0.02, 0.001, 0.001]
    assert_rates(train(scheduler, 30), wanted(COSINE, LINEAR, 0.5 * LINEAR))


def test_muon_and_adamw():
    matrix, vector = torch.nn.Parameter(torch.ones(2, 2)), torch.nn.Parameter(torch.ones(2))
    several = [torch.optim.Muon([matrix], lr=0.02), torch.optim.AdamW([vector], lr=0.001)]
    with pytest.raises(ValueError, match="lr=0.02 of group 0 and lr=0.001 of group 1"):
        TorchSchedule(several, COSINE)
    scheduler = TorchSchedule(several, COSINE, factors="lr", count="updates", weight_decay=LINEAR)
    assert_rates(train(scheduler, 30), wanted(COSINE, 0.05 * COSINE))


# Other hyperparameters.


def test_weight_decay_and_momentum():
    optimizer = optimizer_of({"weight_decay": 0}, {}, momentum=0.9)
    scheduler = TorchSchedule(optimizer, COSINE, weight_decay=LINEAR, momentum=[LINEAR, None])
    found = train(scheduler, 12, "weight_decay")
    assert_rates(found, wanted(LINEAR, LINEAR, updates=12))
    scheduler = TorchSchedule(optimizer, None, momentum=[LINEAR, None])
    assert_rates(train(scheduler, 12, "momentum"), wanted(LINEAR, Constant(0.9), updates=12))


def test_betas():
    optimizer = optimizer_of({}, {}, kind=torch.optim.AdamW)
    scheduler = TorchSchedule(optimizer, COSINE, betas=[(LINEAR, 0.99), (None, LINEAR)])
    found = train(scheduler, 12, "betas")
    assert_rates(found[:, 0], wanted(LINEAR, Constant(0.99), updates=12))
    assert_rates(found[:, 1], wanted(Constant(0.9), LINEAR, updates=12))


# Tensors.


@pytest.mark.parametrize("arguments", [{"fused": True}, {"foreach": False}])
def test_tensor_rates_are_filled_in_place_and_not_shared(arguments):
    rate = torch.tensor(0.3)
    optimizer = optimizer_of({}, {"name": "head"}, kind=torch.optim.AdamW, lr=rate, **arguments)
    assert optimizer.param_groups[0]["lr"] is optimizer.param_groups[1]["lr"]  # as PyTorch has it
    scheduler = TorchSchedule(optimizer, COSINE, factors={"head": 10})
    tensors = [group["lr"] for group in optimizer.param_groups]
    last = scheduler.get_last_lr()
    assert_rates(train(scheduler, 9), wanted(COSINE, 10 * COSINE, updates=9), 1e-7)
    assert [group["lr"] for group in optimizer.param_groups] == tensors and tensors[0] is not tensors[1]
    assert all(one is other["lr"] for one, other in zip(tensors, optimizer.param_groups))
    assert [float(each) for each in last] == [0, 0]  # a copy: it does not change with the rate
    assert scheduler.get_last_lr()[1] == pytest.approx(10 * COSINE(9))
    assert torch.load(saved(scheduler))["_last_lr"] == pytest.approx([COSINE(9), 10 * COSINE(9)])


def test_tensor_betas():
    betas = torch.tensor(0.9), torch.tensor(0.99)
    optimizer = optimizer_of({}, kind=torch.optim.Adam, lr=torch.tensor(0.1), betas=betas, foreach=False)
    scheduler = TorchSchedule(optimizer, COSINE, betas=(LINEAR, None))
    first = optimizer.param_groups[0]["betas"][0]
    for step in range(12):
        assert float(first) == pytest.approx(LINEAR(step), abs=1e-7)
        scheduler.step() if step else (optimizer.step(), scheduler.step())
    assert optimizer.param_groups[0]["betas"][0] is first


@pytest.mark.parametrize("count", ["calls", "updates"])
def test_a_compiled_update_is_not_compiled_again(count):
    def compiled(schedule):
        torch._dynamo.reset()
        torch._dynamo.utils.counters.clear()
        rate = torch.tensor(0.3)
        optimizer = optimizer_of({}, {}, kind=torch.optim.Adam, lr=rate, foreach=True, capturable=True)
        scheduler = schedule(optimizer)
        update = torch.compile(lambda: optimizer.step(), backend="eager")
        for step in range(12):
            found = [float(group["lr"]) for group in optimizer.param_groups]
            if scheduler is not None:
                assert found == pytest.approx([COSINE(step), 0.5 * COSINE(step)], abs=1e-8)
            for group in optimizer.param_groups:
                group["params"][0].grad = torch.ones(2)
            update()
            if scheduler is not None:
                scheduler.step()
        counters = torch._dynamo.utils.counters
        return counters["stats"]["unique_graphs"], sum(counters["graph_break"].values())

    alone = compiled(lambda optimizer: None)
    assert compiled(lambda optimizer: TorchSchedule(optimizer, COSINE, factors=[1, 0.5], count=count)) == alone
    assert alone[0] == 1


def test_a_compiled_function_of_update_and_schedule():
    """As in PyTorch's tutorial "Running the compiled optimizer with an LR Scheduler"."""
    torch._dynamo.reset()
    torch._dynamo.utils.counters.clear()
    optimizer = optimizer_of({}, {}, kind=torch.optim.Adam, lr=torch.tensor(0.3), foreach=True, capturable=True)
    scheduler, graphs = TorchSchedule(optimizer, COSINE, factors=[1, 0.5]), []

    @torch.compile(backend="eager")
    def update():
        optimizer.step()
        scheduler.step()

    for step in range(20):
        found = [float(group["lr"]) for group in optimizer.param_groups]
        assert found == pytest.approx([COSINE(step), 0.5 * COSINE(step)], abs=1e-8)
        for group in optimizer.param_groups:
            group["params"][0].grad = torch.ones(2)
        update()
        graphs.append(torch._dynamo.utils.counters["stats"]["unique_graphs"])
    assert graphs[4] == graphs[-1]


# A scheduler of PyTorch in every respect.


def test_it_is_a_scheduler():
    optimizer = optimizer_of(lr=0.3)
    scheduler = TorchSchedule(optimizer, COSINE)
    assert isinstance(scheduler, lr_scheduler.LRScheduler) and not callable(scheduler)
    assert (scheduler.last_epoch, scheduler.base_lrs, scheduler.optimizer) == (0, [0.3], optimizer)
    train(scheduler, 3)
    assert scheduler.last_epoch == 3 and scheduler.get_last_lr() == scheduler.get_lr() == [COSINE(3)]
    scheduler.step(7)
    assert scheduler.last_epoch == 7 and scheduler.get_last_lr() == [COSINE(7)]


def test_the_warning_of_the_wrong_order_and_only_then():
    with pytest.warns(UserWarning, match=re.escape("`lr_scheduler.step()` before `optimizer.step()`")):
        TorchSchedule(optimizer_of(), COSINE).step()
    TorchSchedule(optimizer_of(), COSINE, count="updates").step()  # a GradScaler may skip the first update


@pytest.mark.parametrize("count", ["calls", "updates"])
def test_sequential(count):
    optimizer = optimizer_of({"lr": 0.02}, {"lr": 0.001})
    parts = [TorchSchedule(optimizer, each, factors="lr", count=count) for each in (LINEAR, COSINE)]
    scheduler = lr_scheduler.SequentialLR(optimizer, parts, milestones=[7])
    joined = LINEAR.then(COSINE, at=7)
    assert_rates(train(scheduler, 5), wanted(joined, 0.05 * joined, updates=5))
    state = torch.load(saved(scheduler))
    again = optimizer_of({"lr": 0.02}, {"lr": 0.001})
    parts = [TorchSchedule(again, each, factors="lr", count=count) for each in (LINEAR, COSINE)]
    resumed = lr_scheduler.SequentialLR(again, parts, milestones=[7])
    again.load_state_dict(optimizer.state_dict())
    resumed.load_state_dict(state)
    assert_rates(train(resumed, 20), wanted(joined, 0.05 * joined, start=5, updates=20))


def test_before_a_scheduler_of_pytorch():
    optimizer = optimizer_of(lr=0.4)
    parts = [TorchSchedule(optimizer, COSINE), lr_scheduler.ExponentialLR(optimizer, 0.5)]
    scheduler = lr_scheduler.SequentialLR(optimizer, parts, milestones=[3])
    assert_rates(train(scheduler, 6)[:, 0], [COSINE(0), COSINE(1), COSINE(2), 0.4, 0.2, 0.1])


def test_chained_with_one_for_another_hyperparameter():
    optimizer = optimizer_of()
    decay = TorchSchedule(optimizer, None, weight_decay=LINEAR)
    scheduler = lr_scheduler.ChainedScheduler([TorchSchedule(optimizer, COSINE), decay], optimizer)
    assert_rates(train(scheduler, 12), wanted(COSINE, updates=12))
    assert optimizer.param_groups[0]["weight_decay"] == LINEAR(12) == decay.optimizer.param_groups[0]["weight_decay"]


# Updates that are skipped, and calls that are no updates.


def test_a_grad_scaler_that_skips_updates():
    optimizer, scaler, used = optimizer_of(), torch.amp.GradScaler("cpu", init_scale=4.0), []
    scheduler = TorchSchedule(optimizer, COSINE, count="updates")
    parameter = optimizer.param_groups[0]["params"][0]
    optimizer.register_step_pre_hook(lambda *_: used.append(optimizer.param_groups[0]["lr"]))
    for step in range(12):
        scaler.scale((parameter * (float("inf") if step in (0, 1, 6) else 1.0)).sum()).backward()
        scaler.step(optimizer)
        scaler.update()
        scheduler.step()
        optimizer.zero_grad()
    assert len(used) == 9
    assert_rates(used, wanted(COSINE, updates=9)[:, 0])
    assert scheduler.last_epoch == 9


def test_a_fused_optimizer_that_skips_updates_by_itself():
    """A GradScaler calls its step at every update, with found_inf (torch/amp/grad_scaler.py of PyTorch 2.13)."""
    optimizer = optimizer_of(kind=torch.optim.AdamW, fused=True)
    scheduler, scaler = TorchSchedule(optimizer, COSINE, count="updates"), torch.amp.GradScaler("cpu", init_scale=4.0)
    parameter, expected = optimizer.param_groups[0]["params"][0], 0
    for step in range(12):
        assert scheduler.get_last_lr() == [COSINE(expected)]
        scaler.scale((parameter * (float("inf") if step in (0, 1, 6) else 1.0)).sum()).backward()
        scaler.step(optimizer)
        scaler.update()
        scheduler.step()
        optimizer.zero_grad()
        expected += step not in (0, 1, 6)
        assert float(optimizer.state[parameter]["step"]) == expected


def test_calls_between_updates_change_nothing():
    scheduler = TorchSchedule(optimizer_of({}, {}), COSINE, factors=[1, 2], count="updates")
    rates = []
    for _ in range(12):
        rates.append(scheduler.get_last_lr())
        scheduler.optimizer.step()
        for _ in range(3):
            scheduler.step()
    assert_rates(rates, wanted(COSINE, 2 * COSINE, updates=12))


class Engine:
    """What DeepSpeed 0.19.8 does with a scheduler: runtime/engine.py, _configure_lr_scheduler and _take_model_step.

    Its own engine, in `test_deepspeed.py`, has no overflow on a CPU.
    """

    def __init__(self, optimizer, lr_scheduler):
        assert not callable(lr_scheduler)  # else it is called to make one
        self.optimizer, self.lr_scheduler = optimizer, lr_scheduler

    def step(self, overflow, lr_kwargs=None):
        if overflow:
            return
        self.optimizer.step()
        try:
            self.lr_scheduler.step(**(lr_kwargs or {}))
        except TypeError:
            self.lr_scheduler.step(32)  # its train_batch_size


def test_the_loop_of_deepspeed():
    scheduler = TorchSchedule(optimizer_of({}, {}), COSINE, factors=[1, 2])
    engine, rates = Engine(scheduler.optimizer, scheduler), []
    for overflow in (True, False, False, True, *[False] * 8):
        if not overflow:
            rates.append(scheduler.get_last_lr())
        engine.step(overflow)
    assert_rates(rates, wanted(COSINE, 2 * COSINE, updates=10))


# Saved and resumed.


def saved(scheduler):
    file = io.BytesIO()
    torch.save(scheduler.state_dict(), file)
    file.seek(0)
    return file


@pytest.mark.parametrize("schedule", SETTINGS.values(), ids=SETTINGS)
def test_every_schedule_is_resumed_with_the_defaults_of_torch_load(schedule):
    """In the middle of a warmup, and everywhere else."""
    optimizer = optimizer_of({"lr": 0.02}, {"lr": 0.001})
    scheduler = TorchSchedule(optimizer, schedule, factors="lr")
    optimizer.step()
    scaled = [[schedule(step), schedule(step) * (0.001 / 0.02)] for step in range(150)]
    for step in (0, 3, 47, 149):
        scheduler.step(step)
        state = torch.load(saved(scheduler))
        again = optimizer_of({"lr": 0.02}, {"lr": 0.001})
        resumed = TorchSchedule(again, schedule, factors="lr")
        before = repr(schedule)
        resumed.load_state_dict(state)
        assert repr(schedule) == before
        found = train(resumed, min(3, 150 - step))
        np.testing.assert_array_equal(found, scaled[step : step + 3])


def test_resumed_with_the_optimizer_in_either_order():
    for order in ("optimizer first", "scheduler first"):
        optimizer = optimizer_of({}, {}, kind=torch.optim.AdamW)
        scheduler = TorchSchedule(optimizer, COSINE, factors=[1, 10], weight_decay=LINEAR)
        train(scheduler, 3)
        state, optimizer_state = torch.load(saved(scheduler)), optimizer.state_dict()
        again = optimizer_of({}, {}, kind=torch.optim.AdamW)
        resumed = TorchSchedule(again, COSINE, factors=[1, 10], weight_decay=LINEAR)
        if order == "optimizer first":
            again.load_state_dict(optimizer_state)
        resumed.load_state_dict(state)
        if order == "scheduler first":
            again.load_state_dict(optimizer_state)
        assert again.param_groups[0]["weight_decay"] == LINEAR(3)
        assert_rates(train(resumed, 20), wanted(COSINE, 10 * COSINE, start=3, updates=20))


def test_the_state_is_plain():
    scheduler = TorchSchedule(optimizer_of({}, {}, lr=torch.tensor(0.1)), COSINE, factors=[1, 2], count="updates")
    train(scheduler, 2)

    def plain(value):
        if isinstance(value, dict):
            return all(type(key) is str and plain(each) for key, each in value.items())
        return all(map(plain, value)) if type(value) is list else type(value) in (int, float, str, type(None))

    state = scheduler.state_dict()
    assert plain(state)
    assert (state["last_epoch"], state["updates"]) == (2, [2])


def test_a_state_of_another_schedule_is_an_error_that_names_both():
    scheduler = TorchSchedule(optimizer_of(), CosineDecay(0.1, 20))
    train(scheduler, 5)
    state = scheduler.state_dict()
    longer = CosineDecay(0.1, 100)
    resumed = TorchSchedule(optimizer_of(), longer)
    with pytest.raises(ValueError) as error:
        resumed.load_state_dict(state)
    for words in (repr(CosineDecay(0.1, 20)), repr(longer), "TorchSchedule(..., changed=True)"):
        assert words in str(error.value)
    assert resumed.last_epoch == 0 and longer == CosineDecay(0.1, 100)
    resumed.load_state_dict(state, changed=True)
    assert_rates(train(resumed, 9), wanted(longer, start=5, updates=9))
    framework = TorchSchedule(optimizer_of(), longer, changed=True)
    framework.load_state_dict(state)  # as a framework calls it
    assert_rates(train(framework, 9), wanted(longer, start=5, updates=9))
    with pytest.raises(ValueError, match="state must be that of the same schedule"):
        framework.load_state_dict(state, changed=False)


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        (dict(schedule=COSINE), dict(schedule=COSINE, factors=[1, 2]), "lr of group 1.*2.0 \\* "),
        (dict(schedule=COSINE), dict(schedule=COSINE, weight_decay=0.1), "weight_decay: not scheduled.*0.1"),
        (dict(schedule=[COSINE, None]), dict(schedule=[COSINE, 0.2]), "group 1: None, and here it is 0.2"),
    ],
)
def test_a_state_of_other_groups_or_hyperparameters(first, second, words):
    state = TorchSchedule(optimizer_of({}, {}), **first).state_dict()
    with pytest.raises(ValueError, match=words):
        TorchSchedule(optimizer_of({}, {}), **second).load_state_dict(state)


def test_a_state_of_a_scheduler_of_pytorch():
    optimizer = optimizer_of(lr=0.1)
    native = lr_scheduler.CosineAnnealingLR(optimizer, 20)
    for _ in range(4):
        optimizer.step()
        native.step()
    resumed = TorchSchedule(optimizer_of(), COSINE)
    with pytest.raises(ValueError, match=r"got that of another scheduler, and here it is .*warmup"):
        resumed.load_state_dict(native.state_dict())
    resumed.load_state_dict(native.state_dict(), changed=True)
    assert_rates(train(resumed, 9), wanted(COSINE, start=4, updates=9))
    for wrong in ({"step": 3}, None, 3):
        with pytest.raises(ValueError, match="state must be a dictionary with last_epoch, _step_count"):
            resumed.load_state_dict(wrong, changed=True)


def test_a_run_that_goes_on_with_another_count():
    scheduler = TorchSchedule(optimizer_of(), COSINE)
    train(scheduler, 5)
    counting = TorchSchedule(optimizer_of(), COSINE, count="updates")
    counting.load_state_dict(scheduler.state_dict())
    assert_rates(train(counting, 4), wanted(COSINE, start=5, updates=4))
    scheduler.load_state_dict(counting.state_dict())
    assert_rates(train(scheduler, 4), wanted(COSINE, start=9, updates=4))


@pytest.mark.parametrize("count", ["calls", "updates"])
def test_it_begins_in_the_middle(count):
    scheduler = TorchSchedule(optimizer_of({"lr": 0.2}, {"lr": 0.1}), COSINE, 9, factors="lr", count=count)
    assert scheduler.last_epoch == 10
    assert_rates(train(scheduler, 9), wanted(COSINE, 0.5 * COSINE, start=10, updates=9))


@pytest.mark.parametrize("copied", [copy.deepcopy, lambda each: pickle.loads(pickle.dumps(each))])
@pytest.mark.parametrize("count", ["calls", "updates"])
def test_a_copy_goes_on_by_itself(copied, count):
    scheduler = TorchSchedule(optimizer_of({}, {}), [COSINE, 0.2], count=count)
    train(scheduler, 4)
    again = copied(scheduler)
    assert_rates(train(again, 9), wanted(COSINE, Constant(0.2), start=4, updates=9))
    assert scheduler.get_last_lr() == [COSINE(4), 0.2]


def test_a_group_that_is_added_later_is_an_error():
    scheduler = TorchSchedule(optimizer_of(), COSINE)
    train(scheduler, 4)
    scheduler.optimizer.add_param_group({"params": [torch.nn.Parameter(torch.ones(2))]})
    with pytest.raises(ValueError, match=r"must have the 1 parameter groups that it had; got 2\. .*last_epoch="):
        scheduler.step()
    again = TorchSchedule(scheduler.optimizer, [COSINE, LINEAR], last_epoch=3)
    assert again.get_last_lr() == [COSINE(4), LINEAR(4)]


# Mistakes, at construction.


TWO = ({"lr": 0.02}, {"lr": 0.001, "name": "head"})


@pytest.mark.parametrize(
    ("given", "error", "words"),
    [
        (dict(schedule={0: COSINE}), ValueError, r"got none for group 1 \('head'\)\. Use None to leave"),
        (dict(schedule={0: COSINE, "haed": COSINE}), ValueError, "'haed'; did you mean head"),
        (dict(schedule={0: COSINE, 2: COSINE}), ValueError, "by index \\(0 to 1\\).*got 2"),
        (dict(schedule={0: COSINE, 1: COSINE, "head": COSINE}), ValueError, "got group 1 \\('head'\\) twice"),
        (dict(schedule=[COSINE]), ValueError, "one item for each of the 2 groups; got 1"),
        (dict(schedule=[COSINE, lambda step: 0.1]), TypeError, "Schedule.from_function"),
        (dict(schedule=[COSINE, lrnotes.GreedyLR(0.1)]), TypeError, "TorchFeedback takes feedback schedules"),
        (dict(schedule=[COSINE, "cosine"]), TypeError, "schedule must be a lrnotes.Schedule.*got 'cosine'"),
        (dict(schedule=[COSINE, float("nan")]), ValueError, "finite number, 0 or more, or None; got nan"),
        (dict(schedule=[COSINE, -0.1]), ValueError, "got -0.1"),
        (dict(schedule=[COSINE, float("inf")]), ValueError, "got inf"),
        (dict(schedule=COSINE, factors=[1]), ValueError, "factors must have one item for each of the 2 groups"),
        (dict(schedule=COSINE, factors=[1, float("inf")]), ValueError, "factors must be finite numbers"),
        (dict(schedule=COSINE, factors=[1, -1]), ValueError, "factors must be finite numbers, 0 or more"),
        (dict(schedule=COSINE, factors={"head": "10"}), TypeError, "factors must be finite numbers"),
        (dict(schedule=COSINE, factors="rates"), ValueError, "or \"lr\"; got 'rates'"),
        (dict(schedule=[COSINE, 0.1], weight_deacy=0.1), ValueError, "did you mean weight_decay"),
        (dict(schedule=[COSINE, 0.1], nesterov=COSINE), ValueError, "nesterov must be a hyperparameter of group 0"),
        (dict(schedule=[COSINE, 0.1], momentum={"head": 0.9}), ValueError, "momentum must have an entry for every"),
        (dict(schedule=[COSINE, 0.1], momentum=(0.9, 0.8)), TypeError, "momentum must be a lrnotes.Schedule"),
        (dict(schedule=[COSINE, 0.1], lr=0.1), TypeError, "as schedule, the second argument"),
        (dict(schedule=[COSINE, 0.1], count="steps"), ValueError, 'count must be "calls" or "updates"'),
        (dict(schedule=[COSINE, 0.1], last_epoch=-2), ValueError, "last_epoch must be an integer, -1 or more"),
        (dict(schedule=[COSINE, 0.1], last_epoch=1.5), ValueError, "last_epoch must be an integer"),
    ],
)
def test_mistakes(given, error, words):
    optimizer = optimizer_of(*TWO)
    with pytest.raises(error, match=f"TorchSchedule: .*{words}"):
        TorchSchedule(optimizer, **given)
    assert [group["lr"] for group in optimizer.param_groups] == [0.02, 0.001]


def test_mistakes_with_betas_and_with_optimizers():
    adam = optimizer_of(kind=torch.optim.AdamW)
    for wrong in (COSINE, (COSINE,), 0.9):
        with pytest.raises(ValueError, match="betas must be a tuple of 2 schedules or numbers"):
            TorchSchedule(adam, COSINE, betas=wrong)
    with pytest.raises(ValueError, match="the lr of group 0 must be above 0"):
        TorchSchedule(optimizer_of({"lr": 0.0}, {}), COSINE, factors="lr")
    for wrong in (None, [], [adam, 3], "adam"):
        with pytest.raises(TypeError, match="optimizer must be a torch.optim.Optimizer or a list"):
            TorchSchedule(wrong, COSINE)
    with pytest.raises(ValueError, match="got one of them twice"):
        TorchSchedule([adam, adam], COSINE)
    adam.param_groups[0]["lr"] = None  # as Adafactor of transformers may have it
    with pytest.raises(ValueError, match="lr must be a hyperparameter of group 0"):
        TorchSchedule(adam, COSINE)


def test_a_schedule_of_the_readers_own():
    class Halving(Schedule):
        peak: float

        def formula(self, xp, step):
            return self.peak * 0.5**step

    scheduler = TorchSchedule(optimizer_of(), Halving(0.5))
    assert_rates(train(scheduler, 5)[:, 0], [0.5, 0.25, 0.125, 0.0625, 0.03125])
    function = lrnotes.Schedule.from_function(lambda step: 0.1 / (1 + step))
    scheduler = TorchSchedule(optimizer_of(), function)
    assert_rates(train(scheduler, 3)[:, 0], [0.1, 0.05, 0.1 / 3])
    assert torch.load(saved(scheduler))["last_epoch"] == 3
