"""The configuration of torchtitan: the sections of its TOML file that say how the learning rate goes."""

from .arguments import DICT_OR_TEXT
from .configurations import from_toml, require_known, section
from .training_code import TORCHTITAN as LIBRARY
from .training_code import torchtitan

_DEFAULTS = {
    "warmup_steps": 200, "total_steps": None, "decay_ratio": None, "decay_type": "linear", "min_lr_factor": 0.0
}  # fmt: skip
_FORMERLY = {"lr_min": "min_lr_factor"}  # release 0.1


@LIBRARY.original(
    "JobConfig", at=("torchtitan.config",), many=True, optional={"config": DICT_OR_TEXT},
    config={
        "optimizer": {"lr": 8e-4}, "training": {"steps": 1000},
        "lr_scheduler": {"warmup_steps": 200, "decay_ratio": 0.8, "decay_type": "cosine", "min_lr_factor": 0.1},
    },
)  # fmt: skip
def _job_config(config):
    """The configuration is a TOML text or the dict that tomllib makes of it. The sections optimizer, training and
    lr_scheduler are read, and what is left out has the defaults of release 0.2.2, such as 10,000 steps and a warmup of
    200."""
    config = from_toml(config)
    given = dict(section(config, "lr_scheduler"))
    require_known(given, (*_DEFAULTS, *_FORMERLY), "config: lr_scheduler")
    for old, new in _FORMERLY.items():
        if old in given:
            given[new] = given.pop(old)
    steps = section(config, "training").get("steps", 10_000)
    rate = section(config, "optimizer").get("lr", 8e-4)
    given = _DEFAULTS | given
    if given["total_steps"] is None:
        given["total_steps"] = steps
    return LIBRARY.made_by(torchtitan).schedule(rate, **given)
