"""Records what DeepSpeed makes of the configurations that we print: `cd tests; python -m support.record_deepspeed`.

With DeepSpeed installed, on any processor. Writes `tests/recorded/code/deepspeed.json`: by the name of a setting, the
printed code and the rate of every update of the engine that it makes.
"""

import json
import os
import pathlib

from lrnotes import Constant, LinearDecay
from settings import SETTINGS
from settings.frameworks import WITH_DEEPSPEED

FILE = pathlib.Path(__file__).parents[1] / "recorded" / "code" / "deepspeed.json"
UPDATES = 90
#: The schedules: settings, and warmups, which only compositions have.
SCHEDULES = {name: SETTINGS[name] for name in sorted(WITH_DEEPSPEED)} | {
    "warmup": Constant(0.1).warmup(10),
    "warmup and linear decay": LinearDecay(0.1, 50).warmup(10),
    "warmup and linear decay, from a rate to a rate": LinearDecay(0.1, 50, 0.01).warmup(10, 0.01),
}


def rates_of(code):
    """The rates of the updates of the engine that the code makes."""
    import torch

    names = {"model": torch.nn.Linear(1, 1)}
    # DeepSpeed's own Adam is compiled for a device.
    on_processor = code.replace('"params": {"lr"', '"params": {"torch_adam": True, "lr"') if "AdamW" in code else code
    exec(on_processor.replace('"train_batch_size": 32', '"train_batch_size": 1'), names)
    engine, rates = names["engine"], []
    for _ in range(UPDATES):
        engine.backward(engine(torch.ones(1)).sum())
        rates.append(engine.optimizer.param_groups[0]["lr"])
        engine.step()
    return rates


if __name__ == "__main__":
    alone = {"MASTER_ADDR": "127.0.0.1", "MASTER_PORT": "29577", "RANK": "0", "LOCAL_RANK": "0", "WORLD_SIZE": "1"}
    os.environ.update(alone | {"DS_ACCELERATOR": "cpu"})
    import deepspeed

    # One process shares no memory with others, so nothing is compiled for that.
    deepspeed.ops.__compatible_ops__["deepspeed_shm_comm"] = False
    codes = {name: schedule.to_code("deepspeed") for name, schedule in SCHEDULES.items()}
    rows = {name: {"code": code, "rates": rates_of(code)} for name, code in codes.items()}
    stored = {"version": f"DeepSpeed {deepspeed.__version__}", "schedules": rows}
    FILE.write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")
