"""The mistakes of real threads, made again in PyTorch's own loops: the doctor finds each from the recorded rates."""

import math

import numpy as np
import pytest
import torch
from torch.optim.lr_scheduler import (
    CosineAnnealingLR,
    LambdaLR,
    LinearLR,
    ReduceLROnPlateau,
    SequentialLR,
    StepLR,
)
from transformers import get_cosine_schedule_with_warmup

import lrnotes
from lrnotes import CosineDecay

UPDATES = 120
PEAK = 0.1
COSINE = CosineDecay(PEAK, UPDATES)
# LambdaLR multiplies the optimizer's lr, so what it gets here is a schedule of factors.
FACTORS = CosineDecay(1.0, UPDATES)


def optimizer_of(lr=PEAK, **arguments):
    parameter = torch.nn.Parameter(torch.zeros(1))
    parameter.grad = torch.zeros(1)
    optimizer = torch.optim.SGD([parameter], lr=lr, **arguments)
    optimizer.rates = []
    optimizer.register_step_pre_hook(
        lambda optimizer, *_: optimizer.rates.append([float(group["lr"]) for group in optimizer.param_groups])
    )
    return optimizer


def rates_of(optimizer):
    rates = np.array(optimizer.rates)
    return rates[:, 0] if rates.shape[1] == 1 else rates


def trained(optimizer, scheduler, updates=UPDATES):
    for _ in range(updates):
        optimizer.step()
        scheduler.step()
    return rates_of(optimizer)


def test_nothing_is_found_in_the_right_loops():
    for make in (
        lambda optimizer: LambdaLR(optimizer, FACTORS),
        lambda optimizer: CosineAnnealingLR(optimizer, UPDATES),
        lambda optimizer: get_cosine_schedule_with_warmup(optimizer, 0, UPDATES),
    ):
        optimizer = optimizer_of()
        rates = trained(optimizer, make(optimizer))
        assert len(rates) == UPDATES
        for logged in (rates, rates.astype(np.float32), [float(f"{rate:.3g}") for rate in rates]):
            diagnosis = lrnotes.doctor(logged, COSINE, UPDATES)
            assert not diagnosis, str(diagnosis)
            assert not lrnotes.doctor(logged, updates=UPDATES)


def test_warmup_joined_by_sequential_lr_is_right():
    optimizer = optimizer_of()
    parts = [LinearLR(optimizer, 0.1, 1.0, 20), CosineAnnealingLR(optimizer, UPDATES - 20)]
    rates = trained(optimizer, SequentialLR(optimizer, parts, [20]))
    assert not lrnotes.doctor(rates, CosineDecay(PEAK, UPDATES - 20).warmup(20, 0.1 * PEAK))


@pytest.mark.filterwarnings("ignore:Detected call of `lr_scheduler.step")
@pytest.mark.parametrize("accumulation", [2, 4, 8])
def test_micro_batches(accumulation):
    # starVLA/starVLA#210 and d8ahazard/sd_dreambooth_extension#273: the scheduler is stepped for every micro-batch.
    optimizer = optimizer_of()
    scheduler = LambdaLR(optimizer, FACTORS)
    for batch in range(UPDATES * accumulation):
        if (batch + 1) % accumulation == 0:
            optimizer.step()
        scheduler.step()
    diagnosis = lrnotes.doctor(rates_of(optimizer), COSINE, accumulation=accumulation)
    assert diagnosis.codes == ["micro_batches"]
    (finding,) = diagnosis
    assert finding.evidence["factor"] == accumulation and finding.evidence["also_possible"] == []
    assert f"It moves {accumulation} times as fast as the schedule." in finding.what
    untold = lrnotes.doctor(rates_of(optimizer), COSINE).findings[0]
    assert untold.code == "micro_batches" and "processes" in untold.evidence["also_possible"]


def test_epochs_for_updates():
    # ScrollPrize/villa#1495: the cosine of diffusers got max_epoch and was stepped at every update. The thread counts
    # "decays to zero 140 times" and "ends at 75% of peak"; here in small, 250 updates an epoch and 12 epochs.
    optimizer, per_epoch, epochs = optimizer_of(), 250, 12
    rates = trained(optimizer, get_cosine_schedule_with_warmup(optimizer, 0, epochs), per_epoch * epochs)
    meant = CosineDecay(PEAK, per_epoch * epochs)
    (finding,) = lrnotes.doctor(rates, meant, batches_per_epoch=per_epoch)
    assert finding.code == "epochs_for_updates" and finding.evidence["factor"] == per_epoch
    assert finding.evidence["rises"] == 125 and "rises again 125 times" in finding.what
    (alone,) = lrnotes.doctor(rates)
    assert alone.code == "epochs_for_updates" and alone.evidence["end"] == epochs


def test_updates_for_epochs():
    # sthalles/SimCLR#8: T_max=len(train_loader), and scheduler.step() once per epoch.
    optimizer, per_epoch = optimizer_of(), 10
    scheduler = CosineAnnealingLR(optimizer, UPDATES)
    for _ in range(UPDATES // per_epoch):
        for _ in range(per_epoch):
            optimizer.step()
        scheduler.step()
    (finding,) = lrnotes.doctor(rates_of(optimizer), COSINE)
    assert finding.code == "updates_for_epochs" and finding.evidence["held"] == per_epoch


def test_length_not_changed():
    # CodefyUI/CodefyUI#205: epochs from 200 to 100 and T_max forgotten: the rate never falls below half of the peak.
    optimizer = optimizer_of()
    rates = trained(optimizer, CosineAnnealingLR(optimizer, 2 * UPDATES))
    (finding,) = lrnotes.doctor(rates, COSINE)
    assert finding.code == "length_not_changed" and finding.evidence["length"] == 2 * UPDATES
    (alone,) = lrnotes.doctor(rates, updates=UPDATES)
    assert alone.code == "length_not_changed" and alone.evidence["end"] == 2 * UPDATES


def test_length_in_micro_batches():
    # huggingface/diffusers#4387: num_training_steps is multiplied by the accumulation, and the scheduler is stepped
    # once per update, so it "cannot decrease the learning rate to zero".
    optimizer = optimizer_of()
    rates = trained(optimizer, get_cosine_schedule_with_warmup(optimizer, 10 * 4, UPDATES * 4))
    meant = CosineDecay(PEAK, UPDATES - 10).warmup(10)
    (finding,) = lrnotes.doctor(rates, meant, accumulation=4)
    assert finding.code == "micro_batches" and finding.evidence["ratio"] == pytest.approx(4)


def test_never_stepped():
    # tumurzakov/AnimateDiff#11: the lr in the progress bar stays at 3e-5.
    optimizer = optimizer_of(3e-5)
    LambdaLR(optimizer, FACTORS)
    for _ in range(UPDATES):
        optimizer.step()
    (finding,) = lrnotes.doctor(rates_of(optimizer), CosineDecay(3e-5, UPDATES))
    assert finding.code == "never_stepped" and finding.evidence["rate"] == 3e-5


@pytest.mark.filterwarnings("ignore:Detected call of `lr_scheduler.step")
def test_stepped_before_the_optimizer():
    # zju3dv/NeuralRecon#51 quotes PyTorch's warning and asks "Does it really matter?"
    optimizer = optimizer_of()
    scheduler = LambdaLR(optimizer, FACTORS)
    for _ in range(UPDATES):
        scheduler.step()
        optimizer.step()
    (finding,) = lrnotes.doctor(rates_of(optimizer), COSINE)
    assert finding.code == "stepped_before_optimizer" and finding.evidence["offset"] == 1


def test_off_by_one():
    # Lightning-AI/pytorch-lightning#17972: the documented warmup writes the rate after optimizer.step(), so the first
    # update has the optimizer's own lr and every other one the rate of the update before.
    meant = lrnotes.Constant(PEAK).warmup(50).skip(1)
    optimizer = optimizer_of()
    for update in range(UPDATES):
        optimizer.step()
        optimizer.param_groups[0]["lr"] = min(1.0, (update + 1) / 50) * PEAK
    rates = rates_of(optimizer)
    assert rates[0] == PEAK and rates[1] == PEAK / 50
    (finding,) = lrnotes.doctor(rates, meant)
    assert finding.code == "off_by_one" and finding.evidence["offset"] == -1


def test_updates_that_a_grad_scaler_skips():
    # GradScaler does not call optimizer.step() when gradients are infinite; scheduler.step() is called all the same.
    optimizer = optimizer_of()
    scheduler = LambdaLR(optimizer, FACTORS)
    for batch in range(UPDATES):
        if batch not in (30, 80):
            optimizer.step()
        scheduler.step()
    (finding,) = lrnotes.doctor(rates_of(optimizer), COSINE)
    assert finding.code == "off_by_one" and finding.evidence == {"offset": 2, "places": [30, 79]}


def test_restarted_at_resume():
    # lightly-ai/lightly-train#301: "last_epoch is always equal to -1 when resumed from checkpoints".
    optimizer = optimizer_of()
    trained(optimizer, LambdaLR(optimizer, FACTORS), 50)
    rates = trained(optimizer, LambdaLR(optimizer, FACTORS), UPDATES - 50)
    (finding,) = lrnotes.doctor(rates, COSINE)
    assert finding.code == "restarted_at_resume" and finding.first == 50
    (alone,) = lrnotes.doctor(rates)
    assert alone.code == "restarted_at_resume" and alone.first == 50


def test_jump_at_resume_of_a_recursive_schedule():
    # pytorch/pytorch#60265: CosineAnnealingLR(optimizer, T_max, last_epoch=44) of a new optimizer starts from the peak.
    optimizer = optimizer_of()
    trained(optimizer, CosineAnnealingLR(optimizer, UPDATES), 45)
    resumed = optimizer_of()
    resumed.param_groups[0]["initial_lr"] = PEAK
    rest = trained(resumed, CosineAnnealingLR(resumed, UPDATES, last_epoch=44), UPDATES - 45)
    (finding,) = lrnotes.doctor(np.append(rates_of(optimizer), rest), COSINE)
    assert finding.code == "jump_at_resume" and finding.first == 45


def test_jump_at_resume_by_one_epoch():
    # Lightning-AI/pytorch-lightning#4655: "MultiStepLR lags behind by one epoch after resuming".
    optimizer, per_epoch = optimizer_of(), 10
    trained(optimizer, LambdaLR(optimizer, FACTORS), 50)
    rates = trained(optimizer, LambdaLR(optimizer, FACTORS, last_epoch=49 - per_epoch), UPDATES - 50)
    (finding,) = lrnotes.doctor(rates, COSINE)
    assert finding.code == "jump_at_resume" and finding.first == 50 and finding.evidence["shift"] == -per_epoch


def test_group_left_out_by_a_function_that_returns_1():
    optimizer = optimizer_of()
    optimizer.add_param_group({"params": [torch.nn.Parameter(torch.zeros(1))], "lr": 0.01})
    trained(optimizer, LambdaLR(optimizer, [FACTORS, lambda update: 1.0]))
    diagnosis = lrnotes.doctor(rates_of(optimizer), COSINE, names=["body", "head"])
    assert diagnosis.codes == ["group_left_out"] and diagnosis.findings[0].group == "head"
    assert lrnotes.doctor(rates_of(optimizer)).codes == ["group_left_out"]


def test_group_left_out_of_two_optimizers():
    # tenstorrent/tt-metal#56027: the scheduler of MuonWithAdamW moves Muon's rate; "the AdamW LR is silently never
    # scheduled".
    muon, adam = optimizer_of(), optimizer_of(3e-4)
    scheduler = LambdaLR(muon, FACTORS)
    for _ in range(UPDATES):
        muon.step()
        adam.step()
        scheduler.step()
    rates = np.stack([rates_of(muon), rates_of(adam)], axis=1)
    meant = {"muon": COSINE, "adam": CosineDecay(3e-4, UPDATES)}
    (finding,) = lrnotes.doctor(rates, meant, names=["muon", "adam"])
    assert finding.code == "group_left_out" and finding.group == "adam"


@pytest.mark.parametrize("lr", [0.1, 0.02, 1e-3])
def test_wrong_factor(lr):
    # pytorch/pytorch#78917, and lhoyer/MIC#60: "it produces 0.0001 instead of 0.01". The function returns rates.
    optimizer = optimizer_of(lr)
    (finding,) = lrnotes.doctor(trained(optimizer, LambdaLR(optimizer, COSINE)), COSINE)
    assert finding.code == "wrong_factor" and finding.evidence["factor"] == pytest.approx(lr, rel=1e-9)
    assert ("the schedule's own peak" in finding.cause) == (lr == PEAK)


def test_wrong_factor_in_two_groups():
    optimizer = optimizer_of(0.02)
    optimizer.add_param_group({"params": [torch.nn.Parameter(torch.zeros(1))], "lr": 1e-3})
    diagnosis = lrnotes.doctor(trained(optimizer, LambdaLR(optimizer, COSINE)), COSINE)
    assert diagnosis.codes == ["wrong_factor", "wrong_factor"]
    assert [finding.evidence["factor"] for finding in diagnosis] == pytest.approx([0.02, 1e-3])


def test_rises_past_the_end():
    # CodefyUI/CodefyUI#205, the inverse: "CosineAnnealingLR continues past T_max and the learning rate climbs back up".
    optimizer = optimizer_of()
    rates = trained(optimizer, CosineAnnealingLR(optimizer, 90), UPDATES)
    (finding,) = lrnotes.doctor(rates, CosineDecay(PEAK, 90))
    assert finding.code == "rises_past_the_end" and finding.evidence["end"] == 90
    (alone,) = lrnotes.doctor(rates)
    assert alone.code == "rises_past_the_end" and alone.evidence["end"] == 90


def test_zero_too_early():
    # LINCellularNeuroscience/VAME#26: "when the scheduler is turned off", StepLR(step_size=100, gamma=0).
    optimizer = optimizer_of(5e-4)
    rates = trained(optimizer, StepLR(optimizer, 100, gamma=0), 300)
    (finding,) = lrnotes.doctor(rates, lrnotes.Constant(5e-4))
    assert finding.code == "zero_too_early" and finding.first == 100
    assert "zero from update 100 of 300 on" in finding.what
    assert lrnotes.doctor(rates).codes == ["zero_too_early"]


def test_integer_rate():
    # tensorflow/tensorflow#45261 in PyTorch's words: a rate made as an integer stays one, "LR = 1 and LR = 1.0".
    optimizer = optimizer_of(torch.tensor(1))
    rates = trained(optimizer, LambdaLR(optimizer, FACTORS))
    assert set(rates.tolist()) == {0.0, 1.0}
    (finding,) = lrnotes.doctor(rates, FACTORS)
    assert finding.code == "integer_rate" and finding.first == 1
    assert lrnotes.doctor(rates).codes == ["integer_rate"]


def test_plateau_mode():
    # md-mohaiminul/ViS4mer#4: the metric is an accuracy, "but the mode is not changed".
    accuracies = [0.9 - 0.5 * math.exp(-epoch / 15) for epoch in range(60)]
    optimizer = optimizer_of()
    scheduler = ReduceLROnPlateau(optimizer, factor=0.5, patience=3)
    for accuracy in accuracies:
        optimizer.step()
        scheduler.step(accuracy)
    rule = lrnotes.ReduceLROnPlateau(PEAK, factor=0.5, patience=3, mode="max", cooldown=0)
    (finding,) = lrnotes.doctor(rates_of(optimizer), rule, metrics=accuracies)
    assert finding.code == "plateau_mode" and finding.evidence["mode"] == "min"
    right = optimizer_of()
    scheduler = ReduceLROnPlateau(right, factor=0.5, patience=3, mode="max")
    for accuracy in accuracies:
        right.step()
        scheduler.step(accuracy)
    assert not lrnotes.doctor(rates_of(right), rule, metrics=accuracies)
    asked = lrnotes.doctor(rates_of(right), rule)
    assert not asked and "metrics=" in asked.notes[0]
