"""MLX's schedules in an optimizer of MLX, which computes in float32."""

import mlx.optimizers as optim

from . import STEPS as STEPS
from . import version_of

INSTALL = 'pip install "mlx[cpu]==0.32.4"'
LIBRARY, VERSION = "MLX", version_of("mlx")
FLOAT32 = True
_PLACE = "mlx.optimizers."
_NAMES = ("exponential_decay", "step_decay", "cosine_decay", "linear_schedule", "join_schedules")
FUNCTIONS = {_PLACE + name: getattr(optim, name) for name in _NAMES}


def nested(name, **arguments):
    """A schedule in the arguments of another."""
    return {"original": _PLACE + name, "arguments": arguments}


_UP, _DOWN = nested("linear_schedule", init=0.0, end=0.1, steps=20), nested("cosine_decay", init=0.1, decay_steps=60)
SETTINGS = [
    (_PLACE + name, None, arguments)
    for name, arguments in [
        ("exponential_decay", {"init": 0.1, "decay_rate": 0.97}),
        ("step_decay", {"init": 0.1, "decay_rate": 0.5, "step_size": 40}),
        ("cosine_decay", {"init": 0.1, "decay_steps": 100}),
        ("cosine_decay", {"init": 0.1, "decay_steps": 60, "end": 0.01}),
        ("linear_schedule", {"init": 0.0, "end": 0.1, "steps": 100}),
        ("linear_schedule", {"init": 0.1, "end": 0.01, "steps": 60}),
        ("join_schedules", {"schedules": [_UP, _DOWN], "boundaries": [20]}),
        ("join_schedules", {"schedules": [_UP, _DOWN, _UP], "boundaries": [20, 60]}),
    ]
]


def _made(name, arguments):
    arguments = dict(arguments)
    if "schedules" in arguments:
        arguments["schedules"] = [_made(each["original"], each["arguments"]) for each in arguments["schedules"]]
    return FUNCTIONS[name](**arguments)


def rates(name, rate, arguments, steps):
    optimizer, used = optim.SGD(learning_rate=_made(name, arguments)), []
    for _ in range(max(steps) + 1):
        optimizer.update({}, {})
        used.append(optimizer.learning_rate.item())
    return [used[step] for step in steps]
