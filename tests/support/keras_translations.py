"""Settings of Keras's schedules for the tests that compare their translations, on every backend."""

import numpy as np

from support.translations import Call

STEPS = np.array([*range(131), 199, 200, 201, 240, 250, 1000], np.int64)
# Lengths whose reciprocal, with which compilers divide, does not miss a whole multiple; those that miss have tests of
# their own.
SETTINGS = [
    *(
        Call("CosineDecay", initial_learning_rate=first, decay_steps=steps, alpha=alpha, **more)
        for first, steps, alpha, more in [
            (0.1, 100, 0.0, {}),
            (0.1, 33.3, 0.2, {}),
            (0.1, 1, 2.0, {}),
            (0.0, 60, 0.1, {"warmup_target": 0.1, "warmup_steps": 41}),
            (0.2, 60, 0.1, {"warmup_target": 0.1, "warmup_steps": 7.5}),
            (0.1, 60, 0.1, {"warmup_target": 0.3}),
            (0.1, 60, 0.1, {"warmup_steps": 30}),  # no target: no warm-up
        ]
    ),
    *(
        Call("CosineDecayRestarts", initial_learning_rate=0.1, first_decay_steps=steps, **more)
        for steps in (10, 32, 100)
        for more in ({}, {"t_mul": 1.0, "m_mul": 0.7}, {"t_mul": 1.5, "alpha": 0.1}, {"m_mul": 0.5, "alpha": 0.2})
    ),
    *(
        Call(name, initial_learning_rate=0.1, decay_steps=steps, decay_rate=rate, staircase=staircase)
        for name in ("keras.optimizers.schedules.ExponentialDecay", "keras.optimizers.schedules.InverseTimeDecay")
        for steps, rate in ((32, 0.5), (100, 0.96), (33.3, 0.3), (1, 0.99), (60, 1.1))
        for staircase in (False, True)
        if not (staircase and steps == 33.3)
    ),
    Call("PiecewiseConstantDecay", boundaries=[30, 41, 200], values=[0.1, 0.05, 0.2, 0.01]),
    Call("PiecewiseConstantDecay", boundaries=[1], values=[0.1, 0.0]),
    Call("PiecewiseConstantDecay", boundaries=[29.5, 60], values=[0.1, 0.05, 0.01]),
    *(
        Call("keras.optimizers.schedules.PolynomialDecay", initial_learning_rate=0.1, decay_steps=steps, **more)
        for steps in (64, 128)
        for more in (
            {},
            {"power": 2.0},
            {"power": 0.5, "end_learning_rate": 0.0},
            {"end_learning_rate": 0.2},
            {"cycle": True},
            {"cycle": True, "power": 2.0, "end_learning_rate": 0.05},
        )
    ),
]


def scaled(call):
    """How much rounding of the step's share in a length counts: the number of cycles that a step may be in."""
    return 4 if "Restarts" in call.name else 1
