"""Schedulers for PyTorch: what users write. The checkers have no PyTorch, so an optimizer is of any type here."""

from typing import Any, assert_type

from lrnotes import CosineDecay, GreedyLR, ReduceLROnPlateau
from lrnotes.torch import TorchFeedback, TorchSchedule

cosine = CosineDecay(0.1, 1000)
warmed = cosine.warmup(100)


def schedules(optimizer: Any, muon: Any, state: dict[str, Any]) -> None:
    scheduler = TorchSchedule(optimizer, warmed, factors={"head": 10})
    scheduler.step()
    scheduler.load_state_dict(state)
    scheduler.load_state_dict(state, changed=True)
    assert_type(scheduler.state_dict(), dict[str, Any])
    assert_type(scheduler.get_last_lr(), list[Any])
    assert_type(scheduler.last_epoch, int)
    TorchSchedule(optimizer, [cosine, warmed, None, 0.1], 99, changed=True)
    TorchSchedule(optimizer, [cosine, cosine], factors=[1, 0.1])
    TorchSchedule(optimizer, {0: cosine, "head": warmed}, count="updates")
    TorchSchedule(optimizer, None, weight_decay=cosine, betas=(cosine, 0.999), factors="lr")
    TorchSchedule([muon, optimizer], {"body": cosine, "head": None})
    by_name = {"body": cosine, "head": cosine}
    TorchSchedule(optimizer, by_name)


def rules(optimizer: Any, loss: Any) -> None:
    scheduler = TorchFeedback(optimizer, ReduceLROnPlateau(0.1), warmup_steps=500, factors={"head": 10})
    scheduler.step(1.0)
    scheduler.step(loss)
    TorchFeedback(optimizer, {0: GreedyLR(0.1), "head": ReduceLROnPlateau(0.1)}, changed=True)
    TorchFeedback(optimizer, [GreedyLR(0.1), None])
    assert_type(scheduler.state_dict(), dict[str, Any])
    assert_type(scheduler.get_last_lr(), list[Any])
    assert_type(scheduler.states, list[Any])


def wrong(optimizer: Any) -> None:
    TorchSchedule(optimizer)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    TorchSchedule(optimizer, "cosine")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    TorchSchedule(optimizer, GreedyLR(0.1))  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    TorchSchedule(optimizer, cosine, count="steps")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    TorchFeedback(optimizer, cosine)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
