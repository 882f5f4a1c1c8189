"""The configuration of DeepSpeed: the sections "optimizer" and "scheduler" of its JSON file."""

from ..core.messages import shown
from .arguments import DICT_OR_TEXT
from .configurations import from_json, section
from .deepspeed import LIBRARY
from .pytorch import LIBRARY as PYTORCH

_HERE = "deepspeed.runtime.lr_schedules"
_IN_PYTORCH = "torch.optim.lr_scheduler"


@LIBRARY.original(
    "initialize", at=("deepspeed",), many=True, optional={"config": DICT_OR_TEXT},
    config={
        "optimizer": {"type": "AdamW", "params": {"lr": 3e-4}},
        "scheduler": {"type": "WarmupDecayLR", "params": {"total_num_steps": 1000, "warmup_num_steps": 100}},
    },
)  # fmt: skip
def _initialize(rate=None, /, *, config):
    """The configuration is a JSON text or the dict that json makes of it. The learning rate of the optimizer is that of
    its section "optimizer", or learning_rate without one. A type that DeepSpeed does not have is a scheduler of
    PyTorch."""
    config = from_json(config)
    if "scheduler" not in config:
        raise ValueError('config must have a "scheduler"; without one the learning rate is constant')
    scheduler = section(config, "scheduler")
    kind, params = scheduler.get("type"), dict(section(scheduler, "params", "config: scheduler"))
    in_config = section(section(config, "optimizer"), "params", "config: optimizer").get("lr")
    for name, value in {**params, "lr": in_config}.items():
        if value == "auto":
            raise ValueError(f'config: {name} is "auto", which the Trainer fills in from its arguments; give its value')
    if rate is not None and in_config is not None and rate != in_config:
        raise ValueError(f"learning_rate must be that of config, {in_config!r}, or be left out; got {rate!r}")
    original, rate = _original(kind), rate if in_config is None else in_config
    return original.schedule(rate if original.reads_the_optimizer else None, **params)


def _original(kind):
    for place, library in ((_HERE, LIBRARY), (_IN_PYTORCH, PYTORCH)):
        for original in library.originals:
            if original.name == f"{place}.{kind}":
                return original
    known = [each.name.rpartition(".")[2] for each in LIBRARY.originals if each.name.startswith(_HERE)]
    raise ValueError(f"config: scheduler: type must be one of {', '.join(known)}, or of PyTorch; got {shown(kind)}")
