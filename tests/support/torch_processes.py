"""What each of two processes trains, started by torchrun: the rates of its updates, written to a file for the test.

torchrun --nproc-per-node 2 tests/support/torch_processes.py FOLDER
"""

import json
import os
import pathlib
import sys

import torch
from accelerate import Accelerator
from accelerate.utils import GradientAccumulationPlugin

import lrnotes
from lrnotes.torch import TorchFeedback, TorchSchedule

SCHEDULE = lrnotes.CosineDecay(0.1, 6).warmup(3)
RULE = lrnotes.ReduceLROnPlateau(0.1, factor=0.5, patience=0)
METRICS = (2.0, 1.0, 1.0, 1.5)
MICRO_BATCHES = 3
UPDATES = 10
SAVED_AT = 2  # in the middle of the warmup


def made():
    """A model and an optimizer with two groups that writes down the rates of every update."""
    model, rates = torch.nn.Sequential(torch.nn.Linear(2, 2), torch.nn.Linear(2, 1)), []
    head = {"params": model[1].parameters(), "name": "head"}
    optimizer = torch.optim.AdamW([{"params": model[0].parameters()}, head])
    optimizer.register_step_pre_hook(
        lambda stepped, *_: rates.append([float(group["lr"]) for group in stepped.param_groups])
    )
    return model, optimizer, rates


def plain():
    """torchrun and DistributedDataParallel, in the loop of PyTorch's documentation."""
    model, optimizer, rates = made()
    scheduler = TorchSchedule(optimizer, SCHEDULE, factors={"head": 10})
    parallel = torch.nn.parallel.DistributedDataParallel(model)
    for _ in range(UPDATES):
        optimizer.zero_grad()
        parallel(torch.ones(1, 2)).sum().backward()
        optimizer.step()
        scheduler.step()
    return rates


def feedback():
    """The same with a rule; every process has the same metric."""
    model, optimizer, rates = made()
    scheduler = TorchFeedback(optimizer, RULE, factors={"head": 10}, warmup_steps=2)
    parallel = torch.nn.parallel.DistributedDataParallel(model)
    for metric in METRICS:
        for _ in range(2):
            optimizer.zero_grad()
            parallel(torch.ones(1, 2)).sum().backward()
            optimizer.step()
        scheduler.step(metric)
    return rates


def accelerated(folder, count, resume=None, prepare=True):
    """Accelerate with gradient accumulation: it calls a prepared scheduler once for each process."""
    plugin = GradientAccumulationPlugin(num_steps=MICRO_BATCHES, sync_with_dataloader=False)
    accelerator = Accelerator(cpu=True, gradient_accumulation_plugin=plugin)
    model, optimizer, rates = made()
    scheduler = TorchSchedule(optimizer, SCHEDULE, factors={"head": 10}, count=count)
    model, optimizer = accelerator.prepare(model, optimizer)
    if prepare:
        scheduler = accelerator.prepare(scheduler)
    if resume:
        accelerator.load_state(resume)
    for update in range(SAVED_AT if resume else 0, UPDATES):
        if prepare and not resume and update == SAVED_AT:
            accelerator.save_state(folder)
        for _ in range(MICRO_BATCHES):
            with accelerator.accumulate(model):
                accelerator.backward(model(torch.ones(1, 2)).sum())
                optimizer.step()
                if prepare or accelerator.sync_gradients:
                    scheduler.step()
                optimizer.zero_grad()
    return rates


def main(folder):
    torch.distributed.init_process_group("gloo")
    found = {
        "plain": plain(),
        "feedback": feedback(),
        "prepared": accelerated(f"{folder}/state", "updates"),
        "resumed": accelerated(f"{folder}/state", "updates", resume=f"{folder}/state"),
        "not prepared": accelerated(f"{folder}/state", "calls", prepare=False),
    }
    rank = torch.distributed.get_rank()
    pathlib.Path(folder, f"{rank}.json").write_text(json.dumps(found))
    torch.distributed.barrier()
    # On a busy machine gloo's threads can abort a process while it ends; what is tested is written by now.
    os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1])
