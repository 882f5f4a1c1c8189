"""Training in DeepSpeed's own engine, on one processor: the rates of every update, as JSON, for another process.

DeepSpeed sets up a process group and its own logging when it is imported, so it has a process of its own.
"""

import json
import os
import sys

os.environ |= {"DS_ACCELERATOR": "cpu", "RANK": "0", "WORLD_SIZE": "1", "LOCAL_RANK": "0", "MASTER_ADDR": "localhost"}

import deepspeed
import torch

from lrnotes import CosineDecay, record
from lrnotes.torch import TorchSchedule

PEAK, UPDATES, WARMUP = 0.1, 120, 10
COSINE = CosineDecay(PEAK, UPDATES)


def engine_of(stage=0, scheduler_of=None, **config):
    """DeepSpeed's engine for two groups of weights, and the recorder of its optimizer."""
    model = torch.nn.Linear(2, 1)
    optimizer = torch.optim.SGD([{"params": [each]} for each in model.parameters()], lr=PEAK)
    config |= {
        "train_micro_batch_size_per_gpu": 1,
        "zero_optimization": {"stage": stage},
        "zero_allow_untested_optimizer": True,
    }
    engine, optimizer, _, _ = deepspeed.initialize(
        model=model, optimizer=optimizer, lr_scheduler=scheduler_of and scheduler_of(optimizer), config=config
    )
    return engine, record(optimizer)


def train(engine, batches):
    for _ in range(batches):
        engine.backward(engine(torch.zeros(1, 2)).sum() * 0)
        engine.step()
        yield


def our_schedule(stage):
    """TorchSchedule in the engine, with gradients accumulated over two batches, one group at twice the rate."""
    engine, recorder = engine_of(
        stage, lambda optimizer: TorchSchedule(optimizer, COSINE, factors=[1, 2]), gradient_accumulation_steps=2
    )
    list(train(engine, 2 * 20))
    return recorder.rates.tolist()


def both_step():
    """The loop steps the scheduler that it gave to the engine, which steps it too."""
    engine, recorder = engine_of(
        scheduler_of=lambda optimizer: torch.optim.lr_scheduler.LambdaLR(optimizer, CosineDecay(1.0, UPDATES))
    )
    for _ in train(engine, UPDATES):
        engine.lr_scheduler.step()
    return recorder.rates[:, 0].tolist()


def scheduler_of_the_configuration():
    """The configuration has a scheduler of its own, while the script means a cosine."""
    arguments = dict(total_num_steps=UPDATES, warmup_min_lr=0.0, warmup_max_lr=PEAK, warmup_num_steps=WARMUP)
    engine, recorder = engine_of(scheduler={"type": "WarmupDecayLR", "params": arguments})
    list(train(engine, UPDATES))
    return recorder.rates[:, 0].tolist()


def refused_count():
    """ZeRO updates one group at a time, so the optimizer's own updates do not count as they should."""
    engine, _ = engine_of(1, lambda optimizer: TorchSchedule(optimizer, COSINE, factors=[1, 2], count="updates"))
    try:
        list(train(engine, 1))
    except ValueError as error:
        return str(error)


if __name__ == "__main__":
    # One process shares no memory with others, so nothing is compiled for that.
    deepspeed.ops.__compatible_ops__["deepspeed_shm_comm"] = False
    os.environ["MASTER_PORT"] = sys.argv[1]
    deepspeed.init_distributed("gloo", verbose=False)
    runs = {
        "version": deepspeed.__version__,
        "ours": {stage: our_schedule(stage) for stage in (0, 1)},
        "both step": both_step(),
        "configuration": scheduler_of_the_configuration(),
        "refused": refused_count(),
    }
    print("\n" + json.dumps(runs))
