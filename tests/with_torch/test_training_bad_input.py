"""What would have made a scheduler, a record or a dry run lie: refused, or right."""

import copy
import pickle

import pytest
import torch
from torch.optim.lr_scheduler import LambdaLR

from lrnotes import CosineDecay, ReduceLROnPlateau, doctor, record
from lrnotes.torch import TorchFeedback, TorchSchedule
from with_torch.test_record_torch import parameters

SCHEDULE = CosineDecay(0.1, 20)


def adam(**options):
    return torch.optim.AdamW(parameters(), **options)


def test_an_integer_tensor_would_make_every_rate_zero():
    with pytest.raises(ValueError, match="tensors in groups must be of a floating-point type.*; got torch.int32"):
        TorchSchedule(adam(lr=torch.tensor(1, dtype=torch.int32)), SCHEDULE)


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16])
def test_small_tensors_have_the_rate_as_exactly_as_they_can_and_the_doctor_is_silent(dtype):
    optimizer = adam(lr=torch.tensor(1.0, dtype=dtype))
    scheduler, recorder = TorchSchedule(optimizer, SCHEDULE), record(optimizer)
    for _ in range(20):
        optimizer.step()
        scheduler.step()
    expected = torch.tensor([SCHEDULE(step) for step in range(20)]).to(dtype).double()
    assert recorder.rates[:, 0].tolist() == expected.tolist()
    assert not doctor(recorder, SCHEDULE)


def test_a_shallow_copy_does_not_count_twice():
    optimizer = adam()
    scheduler = TorchSchedule(optimizer, SCHEDULE, count="updates")
    feedback = TorchFeedback(torch.optim.SGD(parameters(), 0.1), ReduceLROnPlateau(0.1), warmup_steps=9)
    copies = copy.copy(scheduler), copy.copy(feedback)
    for _ in range(3):
        optimizer.step()
        feedback.optimizer.step()
    scheduler.step()
    assert scheduler.last_epoch == 3 and feedback.state_dict()["updates"] == [3]
    assert copies[0].state_dict()["updates"] == [3]


@pytest.mark.parametrize("step", ["a", 2.5, -9, float("nan"), True])
def test_a_state_whose_count_is_none(step):
    with pytest.raises(ValueError, match="last_epoch of the state must be an integer, -1 or more"):
        TorchSchedule(adam(), SCHEDULE).load_state_dict({"last_epoch": step, "_step_count": 4}, changed=True)
    feedback = TorchFeedback(adam(), ReduceLROnPlateau(0.1))
    with pytest.raises(ValueError, match="last_epoch of the state must be an integer, -1 or more"):
        feedback.load_state_dict(feedback.state_dict() | {"last_epoch": step})
    with pytest.raises(ValueError, match="must have a list of dictionaries as its states; got 3"):
        feedback.load_state_dict(feedback.state_dict() | {"states": 3})


def test_a_copy_of_a_record_keeps_it_and_leaves_the_optimizer_alone():
    optimizer = adam()
    recorder = record(optimizer)
    optimizer.step()
    for other in (copy.deepcopy(recorder), pickle.loads(pickle.dumps(recorder))):
        other.stop()
        optimizer.step()
        assert len(other.updates) == 1
    assert len(recorder.updates) == 3


def test_what_record_refuses():
    optimizer = adam()
    for start in (-1, 1.5, "a"):
        with pytest.raises(ValueError, match="start must be an integer, 0 or more"):
            record(optimizer, start=start)
    with pytest.raises(ValueError, match="different optimizers; got one of them twice"):
        record(optimizer, optimizer)
    with pytest.raises(TypeError, match="also must be names of hyperparameters; got 3"):
        record(optimizer, also=3)
    with pytest.raises(ValueError, match=r"state_dict must be what state_dict\(\) has returned; got \{\}"):
        record(optimizer).load_state_dict({})


def test_what_a_dry_run_refuses():
    numbers = dict(batches_per_epoch=3, epochs=1)
    with pytest.raises(TypeError, match="scheduler must have a method step; got CosineDecay.*TorchSchedule makes"):
        doctor(adam(), scheduler=SCHEDULE, **numbers)
    with pytest.raises(ValueError, match="scheduler must be that of the optimizer; got that of another AdamW"):
        doctor(adam(), scheduler=LambdaLR(adam(), SCHEDULE), **numbers)
    with pytest.raises(ValueError, match="epochs must be given for a dry run of an optimizer; got none"):
        doctor(adam(), batches_per_epoch=3)
