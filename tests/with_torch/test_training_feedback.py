"""TorchFeedback in a loop of PyTorch: at every update, each group's rate is that of its rule."""

import copy
import io
import pickle
from typing import NamedTuple

import numpy as np
import pytest
import torch
from torch.optim import lr_scheduler

from lrnotes import Constant, FeedbackSchedule, GreedyLR, ReduceLROnPlateau
from lrnotes.torch import TorchFeedback

PLATEAU = ReduceLROnPlateau(0.1, factor=0.5, patience=1, cooldown=1)
GREEDY = GreedyLR(0.1, factor=0.5, patience=1, smooth=True, window_size=3)
METRICS = [3.0, 2.0, 2.5, 2.5, 2.5, 2.0, 1.9, 1.8, 1.7, 1.7, 1.7, 1.7]


def optimizer_of(*groups, **arguments):
    filled = [{"params": [torch.nn.Parameter(torch.ones(2))], **group} for group in groups or [{}]]
    return torch.optim.SGD(filled, **arguments)


def train(scheduler, metrics, updates=2):
    """The rates of every update; after each epoch of ``updates`` the scheduler receives a metric."""
    used = []
    for metric in metrics:
        for _ in range(updates):
            used.append([float(group["lr"]) for each in scheduler.optimizers for group in each.param_groups])
            for each in scheduler.optimizers:
                each.step()
        scheduler.step(metric)
    return np.array(used)


def wanted(*rules, metrics=METRICS, updates=2):
    return np.repeat(np.stack([rule.rates(metrics)[:-1] for rule in rules], axis=1), updates, axis=0)


def saved(scheduler):
    file = io.BytesIO()
    torch.save(scheduler.state_dict(), file)
    file.seek(0)
    return file


@pytest.mark.parametrize("rule", [PLATEAU, GREEDY], ids=["plateau", "greedy"])
@pytest.mark.parametrize("made_with", [{}, {"lr": 0.02}, {"lr": torch.tensor(0.5)}], ids=["default", "lr", "tensor"])
def test_the_rate_is_the_rules_whatever_lr_the_optimizer_was_made_with(rule, made_with):
    optimizer = optimizer_of({}, {"name": "head"}, foreach=False, **made_with)
    scheduler = TorchFeedback(optimizer, rule, factors={"head": 10})
    rates = train(scheduler, METRICS)
    tolerance = 1e-7 if isinstance(optimizer.param_groups[0]["lr"], torch.Tensor) else 1e-12
    np.testing.assert_allclose(rates[:, :1], wanted(rule), rtol=tolerance)
    np.testing.assert_allclose(rates[:, 1:], 10 * wanted(rule), rtol=tolerance)
    assert len(set(rates[:, 0])) > 2


def test_the_rates_of_pytorchs_own():
    optimizer, native = optimizer_of(), optimizer_of(lr=0.1)
    scheduler = TorchFeedback(optimizer, PLATEAU)
    theirs = lr_scheduler.ReduceLROnPlateau(native, factor=0.5, patience=1, cooldown=1)
    for metric in METRICS:
        optimizer.step()
        scheduler.step(torch.tensor(metric))
        theirs.step(metric)
        assert scheduler.get_last_lr() == theirs.get_last_lr()
    assert scheduler.last_epoch == theirs.last_epoch == len(METRICS)
    assert isinstance(scheduler, lr_scheduler.ReduceLROnPlateau) and not callable(scheduler)


def test_rules_for_groups_and_for_several_optimizers():
    first, second = optimizer_of({"lr": 0.02}, {"lr": 0.3}), optimizer_of({"lr": 0.001, "name": "head"})
    scheduler = TorchFeedback([first, second], {0: PLATEAU, 1: None, "head": GREEDY})
    rates = train(scheduler, METRICS)
    np.testing.assert_allclose(rates[:, [0, 2]], wanted(PLATEAU, GREEDY), rtol=1e-12)
    assert set(rates[:, 1]) == {0.3}
    assert [type(state).__name__ for state in scheduler.states] == ["PlateauState", "GreedyState"]


def test_a_warmup_before_the_rule():
    """It counts updates by itself, and the rule receives the metrics from its end on."""
    scheduler = TorchFeedback(optimizer_of({}, {}), PLATEAU, factors=[1, 2], warmup_steps=5, initial_learning_rate=0.01)
    rates = train(scheduler, METRICS)
    warmup = [0.01, 0.028, 0.046, 0.064, 0.082]
    np.testing.assert_allclose(rates[:5, 0], warmup, rtol=1e-12)
    # Two epochs end at updates 2 and 4, within the warmup: the third metric is the first that the rule receives.
    np.testing.assert_allclose(rates[6:, :1], wanted(PLATEAU, metrics=METRICS[2:])[2:], rtol=1e-12)
    assert rates[5, 0] == 0.1
    np.testing.assert_allclose(rates[:, 1], 2 * rates[:, 0], rtol=1e-12)


def test_the_metric_at_the_end_of_the_warmup_reaches_the_rule():
    scheduler = TorchFeedback(optimizer_of(), PLATEAU, warmup_steps=4)
    rates = train(scheduler, METRICS)
    np.testing.assert_allclose(rates[:4, 0], [0, 0.025, 0.05, 0.075], rtol=1e-12)
    np.testing.assert_allclose(rates[4:, :1], wanted(PLATEAU, metrics=METRICS[1:])[2:], rtol=1e-12)
    assert (rates[7, 0], rates[8, 0]) == (0.1, 0.05)  # one epoch later without the metric of the second epoch


@pytest.mark.parametrize("epochs", range(1, 9))
@pytest.mark.parametrize("rule", [PLATEAU, GREEDY], ids=["plateau", "greedy"])
def test_it_is_resumed_with_the_defaults_of_torch_load(rule, epochs):
    def made():
        return TorchFeedback(optimizer_of({}, {}), rule, factors=[1, 0.1], warmup_steps=5)

    complete, scheduler = made(), made()
    rates = train(complete, METRICS)
    train(scheduler, METRICS[:epochs])
    resumed, state = made(), torch.load(saved(scheduler))
    resumed.load_state_dict(state)
    assert resumed.states == scheduler.states and resumed.last_epoch == epochs
    np.testing.assert_array_equal(train(resumed, METRICS[epochs:]), rates[2 * epochs :])


def test_a_state_of_another_rule_is_an_error_that_names_both():
    scheduler = TorchFeedback(optimizer_of(), PLATEAU)
    train(scheduler, METRICS[:5])
    state = torch.load(saved(scheduler))
    patient = ReduceLROnPlateau(0.1, factor=0.5, patience=7)
    resumed = TorchFeedback(optimizer_of(), patient)
    with pytest.raises(ValueError) as error:
        resumed.load_state_dict(state)
    for words in (repr(PLATEAU), repr(patient), "TorchFeedback(..., changed=True)"):
        assert words in str(error.value)
    resumed.load_state_dict(state, changed=True)
    assert resumed.states == scheduler.states and resumed.get_last_lr() == [0.05]
    TorchFeedback(optimizer_of(), patient, changed=True).load_state_dict(state)
    with pytest.raises(ValueError, match="state must be of as many rules of the same kind"):
        TorchFeedback(optimizer_of(), GREEDY, changed=True).load_state_dict(state)
    with pytest.raises(ValueError, match="state must be a dictionary with states, updates, last_epoch"):
        resumed.load_state_dict({"last_epoch": 3})


@pytest.mark.parametrize("copied", [copy.deepcopy, lambda each: pickle.loads(pickle.dumps(each))])
def test_a_copy_goes_on_by_itself(copied):
    scheduler = TorchFeedback(optimizer_of(), PLATEAU, warmup_steps=5)
    train(scheduler, METRICS[:1])
    again = copied(scheduler)
    np.testing.assert_allclose(train(again, METRICS[1:3])[:, 0], [0.04, 0.06, 0.08, 0.1], rtol=1e-12)
    assert scheduler.get_last_lr() == [pytest.approx(0.04)]


def test_a_grad_scaler_that_skips_updates_does_not_end_the_warmup():
    optimizer, scaler = optimizer_of(), torch.amp.GradScaler("cpu", init_scale=4.0)
    scheduler = TorchFeedback(optimizer, PLATEAU, warmup_steps=4)
    parameter, rates = optimizer.param_groups[0]["params"][0], []
    for step in range(6):
        rates.append(scheduler.get_last_lr()[0])
        scaler.scale((parameter * (float("inf") if step in (0, 2) else 1.0)).sum()).backward()
        scaler.step(optimizer)
        scaler.update()
        optimizer.zero_grad()
    assert rates == pytest.approx([0, 0, 0.025, 0.025, 0.05, 0.075])


def test_two_metrics_without_an_update_between():
    scheduler = TorchFeedback(optimizer_of(), PLATEAU)
    scheduler.step(1.0)
    scheduler.step(1.0)  # replayed before training: nothing to say
    scheduler.optimizer.step()
    scheduler.step(1.0)
    with pytest.warns(UserWarning, match=r"twice without an update.*leave this one out of prepare\(\)"):
        scheduler.step(1.0)


class Own(NamedTuple):
    rate: float
    last: float


class HalveWhenWorse(FeedbackSchedule):
    initial_learning_rate: float

    def start(self):
        return Own(self.initial_learning_rate, float("inf"))

    def update(self, xp, state, metric):
        return Own(xp.where(metric > state.last, state.rate / 2, state.rate), metric)


class Bare(HalveWhenWorse):
    def start(self):
        return self.initial_learning_rate


def test_a_rule_of_the_readers_own():
    scheduler = TorchFeedback(optimizer_of(), HalveWhenWorse(0.1))
    np.testing.assert_allclose(train(scheduler, METRICS), wanted(HalveWhenWorse(0.1)), rtol=1e-12)
    again = TorchFeedback(optimizer_of(), HalveWhenWorse(0.1))
    again.load_state_dict(torch.load(saved(scheduler)))
    assert again.states == scheduler.states
    with pytest.raises(TypeError, match="the state of rule must be a named tuple; got 0.1"):
        TorchFeedback(optimizer_of(), Bare(0.1))


def test_mistakes():
    two = optimizer_of({"lr": 0.02}, {"lr": 0.001, "name": "head"})
    for given, error, words in [
        (dict(rule=PLATEAU), ValueError, r"lr=0.02 of group 0 and lr=0.001 of group 1 \('head'\).*factors=\[1, 0.05\]"),
        (dict(rule={0: PLATEAU}), ValueError, "got none for group 1"),
        (dict(rule=[PLATEAU, 0.1]), TypeError, "rule must be a lrnotes.FeedbackSchedule, or None.*got 0.1"),
        (dict(rule=[PLATEAU, Constant(0.1)]), TypeError, "TorchSchedule takes schedules"),
        (dict(rule=PLATEAU, factors=[1]), ValueError, "factors must have one item for each"),
        (dict(rule=[PLATEAU, None], warmup_steps=2.5), TypeError, "warmup_steps must be an integer, 0 or more"),
        (dict(rule=[PLATEAU, None], warmup_steps=-1), ValueError, "warmup_steps must be an integer, 0 or more"),
        (dict(rule=[PLATEAU, None], initial_learning_rate=-1), ValueError, "initial_learning_rate must be a finite"),
        (dict(rule=[PLATEAU, None], initial_learning_rate="0"), TypeError, "initial_learning_rate must be a finite"),
    ]:
        with pytest.raises(error, match=f"TorchFeedback: .*{words}"):
            TorchFeedback(two, **given)
    scheduler = TorchFeedback(two, PLATEAU, factors="lr")
    with pytest.raises(ValueError, match=r"step must have a metric, scheduler.step\(metric\)"):
        scheduler.step()
    with pytest.raises(TypeError, match="metric must be a number; got 'loss'"):
        scheduler.step("loss")
    two.add_param_group({"params": [torch.nn.Parameter(torch.ones(2))]})
    with pytest.raises(ValueError, match="must have the 2 parameter groups that it had; got 3"):
        scheduler.step(1.0)
