"""DeepSpeed's schedulers, stepped after each update as its engine does."""

from . import STEPS as STEPS
from . import file_alone, optimizer, rates_in_training, version_of

INSTALL = "pip install torch==2.13.0 && pip install --no-deps deepspeed==0.19.8"
LIBRARY, VERSION = "DeepSpeed", version_of("deepspeed")


class _Logger:
    @staticmethod
    def warning(message):
        pass


_FILE = file_alone("deepspeed", "runtime/lr_schedules.py", "lr_schedules", {"deepspeed.utils": {"logger": _Logger}})
_PLACE = "deepspeed.runtime.lr_schedules."
_NAMES = ("LRRangeTest", "OneCycle", "WarmupLR", "WarmupDecayLR", "WarmupCosineLR")
FUNCTIONS = {_PLACE + name: getattr(_FILE, name) for name in _NAMES}
_CYCLE = {"cycle_min_lr": 0.001, "cycle_max_lr": 0.01, "cycle_first_step_size": 20}
_WARM = {"warmup_num_steps": 20}
SETTINGS = [
    (_PLACE + name, rate, arguments)
    for name, rate, arguments in [
        ("LRRangeTest", None, {}),
        ("LRRangeTest", None, {"lr_range_test_min_lr": 0.01, "lr_range_test_step_size": 20}),
        (
            "LRRangeTest",
            None,
            {
                "lr_range_test_min_lr": 0.01,
                "lr_range_test_step_size": 20,
                "lr_range_test_step_rate": 0.5,
                "lr_range_test_staircase": True,
            },
        ),
        ("LRRangeTest", None, {"lr_range_test_step_rate": 0.0}),
        ("OneCycle", None, _CYCLE),
        ("OneCycle", None, {**_CYCLE, "cycle_second_step_size": 40}),
        ("OneCycle", None, {**_CYCLE, "cycle_second_step_size": 0}),
        ("OneCycle", None, {**_CYCLE, "decay_lr_rate": 0.5, "decay_step_size": 10}),
        ("OneCycle", None, {**_CYCLE, "cycle_second_step_size": 40, "decay_lr_rate": 0.1, "decay_step_size": 7}),
        ("OneCycle", None, {**_CYCLE, "decay_lr_rate": 0.5}),
        ("OneCycle", None, {**_CYCLE, "cycle_first_stair_count": 5}),
        (
            "OneCycle",
            None,
            {
                **_CYCLE,
                "cycle_second_step_size": 41,
                "cycle_first_stair_count": 3,
                "cycle_second_stair_count": 4,
                "decay_lr_rate": 0.5,
                "decay_step_size": 10,
            },
        ),
        ("OneCycle", None, {**_CYCLE, "cycle_first_stair_count": 5, "cycle_second_stair_count": 0}),
        ("OneCycle", None, {**_CYCLE, "cycle_second_stair_count": 5}),
        ("WarmupLR", 0.01, {}),
        ("WarmupLR", 0.01, _WARM),
        ("WarmupLR", 0.01, {**_WARM, "warmup_type": "linear"}),
        ("WarmupLR", 0.02, {**_WARM, "warmup_min_lr": 0.001, "warmup_max_lr": 0.01}),
        ("WarmupLR", 0.02, {**_WARM, "warmup_min_lr": 0.01, "warmup_max_lr": 0.001, "warmup_type": "linear"}),
        ("WarmupLR", 0.01, {"warmup_num_steps": 1}),
        ("WarmupLR", 0.01, {"warmup_num_steps": 1, "warmup_type": "linear"}),
        ("WarmupDecayLR", None, {"total_num_steps": 120, **_WARM}),
        ("WarmupDecayLR", None, {"total_num_steps": 100, **_WARM, "warmup_type": "linear"}),
        ("WarmupDecayLR", None, {"total_num_steps": 100, **_WARM, "warmup_min_lr": 1e-4, "warmup_max_lr": 0.01}),
        ("WarmupDecayLR", None, {"total_num_steps": 20, **_WARM, "warmup_min_lr": 1e-4}),
        ("WarmupDecayLR", None, {"total_num_steps": 10, **_WARM, "warmup_min_lr": 1e-4}),
        ("WarmupCosineLR", 0.01, {"total_num_steps": 120, **_WARM}),
        ("WarmupCosineLR", 0.01, {"total_num_steps": 120, "warmup_num_steps": 1}),
        ("WarmupDecayLR", None, {"total_num_steps": 120, "warmup_num_steps": 1, "warmup_type": "linear"}),
        ("WarmupCosineLR", 0.01, {"total_num_steps": 100, **_WARM, "warmup_type": "linear", "cos_min_ratio": 0.1}),
        ("WarmupCosineLR", 0.01, {"total_num_steps": 100, **_WARM, "warmup_min_ratio": 0.2, "cos_min_ratio": 0.0}),
        ("WarmupCosineLR", 0.01, {"total_num_steps": 20, **_WARM, "cos_min_ratio": 0.1}),
        ("WarmupCosineLR", 0.01, {"total_num_steps": 10, **_WARM, "cos_min_ratio": 0.1}),
    ]
]
REFUSED = [
    (_PLACE + "WarmupDecayLR", None, {"total_num_steps": 9, "warmup_num_steps": 5.5}, "must be a Python int"),
    (_PLACE + "LRRangeTest", None, {"lr_range_test_step_size": 2.5}, "lr_range_test_step_size must be a Python int"),
    (_PLACE + "OneCycle", None, {**_CYCLE, "cycle_first_step_size": 0}, "cycle_first_step_size must be above 0"),
]


def rates(name, rate, arguments, steps):
    trained = optimizer(0.5 if rate is None else rate)
    return rates_in_training(trained, FUNCTIONS[name](trained, **arguments), steps)
