"""The rates of Megatron-LM's scheduler for the arguments of its training scripts.

Its class is that of the release. How arguments become those of the class is written here as ``megatron/training`` has
it, in ``get_optimizer_param_scheduler`` of training.py at commit 86df799, with the defaults of SchedulerConfig in
config/training_config.py at commit 008e9cd: the wheel does not have these files.
"""

import shlex

from . import STEPS as STEPS
from . import file_alone, optimizer, version_of

INSTALL = "pip install torch==2.13.0 && pip install --no-deps megatron-core==0.16.1"
LIBRARY, VERSION = "Megatron-LM", version_of("megatron-core")


def _log(*arguments):
    pass


_FILE = file_alone(
    "megatron", "core/optimizer_param_scheduler.py", "param_scheduler",
    {"megatron.core.optimizer": {"MegatronOptimizer": object}, "megatron.core.utils": {"log_single_rank": _log}},
)  # fmt: skip
FUNCTIONS = {}
_NAME = "megatron.training.arguments.parse_args"
_BY_UPDATES = "--lr 3e-4 --min-lr 3e-5 --train-iters 100 --global-batch-size 16"
_BY_SAMPLES = "--lr 3e-4 --min-lr 3e-5 --train-samples 1600 --global-batch-size 16"
SETTINGS = [
    (_NAME, None, {"args": args})
    for args in [
        f"python pretrain_gpt.py --bf16 --tensor-model-parallel-size 2 \\\n  {_BY_UPDATES} --weight-decay 0.1",
        "--lr 3e-4 --train-iters 100 --lr-warmup-iters 10",
        f"{_BY_UPDATES} --lr-decay-style cosine --lr-warmup-fraction .1 --lr-warmup-init 1e-5",
        f"{_BY_UPDATES} --lr-decay-style=cosine --lr-decay-iters=80 --lr-warmup-iters=20 --adam-beta2=0.95",
        f"{_BY_UPDATES} --lr-decay-style constant --lr-warmup-iters 20",
        f"{_BY_UPDATES} --lr-decay-style inverse-square-root --lr-warmup-iters 20 --lr-decay-iters 80",
        *(
            f"{_BY_UPDATES} --lr-decay-style WSD --lr-wsd-decay-iters 40 --lr-wsd-decay-style {style}"
            for style in ("linear", "cosine", "exponential", "minus_sqrt")
        ),
        f"{_BY_UPDATES} --lr-decay-style WSD --lr-wsd-decay-iters 40 --lr-warmup-iters 10 --decoupled-lr 1e-3",
        f"{_BY_SAMPLES} --lr-decay-style cosine --lr-warmup-samples 160",
        f"{_BY_SAMPLES} --lr-decay-style linear --lr-decay-samples 1000 --lr-warmup-samples 100",
        f"{_BY_SAMPLES} --lr-decay-style inverse-square-root --lr-decay-samples 328 --lr-warmup-samples 100",
        f"{_BY_SAMPLES} --lr-decay-style WSD --lr-wsd-decay-samples 320 --lr-warmup-fraction 0.05",
    ]
]


def _options(text):
    found, name = {}, None
    for word in shlex.split(text.replace("\\\n", " ")):
        if word.startswith("--"):
            name, _, value = word.removeprefix("--").partition("=")
            found[name] = value
        elif name is not None:
            found[name] = word
    return found


def rates(name, rate, arguments, steps):
    given = _options(arguments["args"])

    def number(option, default=None):
        return float(given[option]) if option in given else default

    batch = number("global-batch-size", 16)
    unit, size = ("iters", batch) if "train-iters" in given else ("samples", 1)
    decay = number(f"lr-decay-{unit}", number(f"train-{unit}")) * size
    annealing = number(f"lr-wsd-decay-{unit}")
    warmup = number(f"lr-warmup-{unit}", 0) * size
    if "lr-warmup-fraction" in given:
        warmup = number("lr-warmup-fraction") * decay
    optimized = optimizer(1.0)
    scheduler = _FILE.OptimizerParamScheduler(
        optimized,
        init_lr=number("lr-warmup-init", 0.0),
        max_lr=number("lr"),
        min_lr=number("min-lr", 0.0),
        lr_warmup_steps=warmup,
        lr_decay_steps=decay,
        lr_decay_style=given.get("lr-decay-style", "linear"),
        start_wd=0.01,
        end_wd=0.01,
        wd_incr_steps=decay,
        wd_incr_style="constant",
        wsd_decay_steps=None if annealing is None else annealing * size,
        lr_wsd_decay_style=given.get("lr-wsd-decay-style", "exponential"),
    )
    used = []
    for _ in range(max(steps) + 1):
        used.append(optimized.param_groups[0]["lr"])
        scheduler.step(batch)
    return [used[step] for step in steps]
