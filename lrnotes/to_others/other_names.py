"""What readers who come from other libraries may call a schedule.

The names by hand are here; the full names of the originals in :mod:`lrnotes.from_others` are added to them.
"""

from ..from_others import ORIGINALS

_BY_HAND = {
    "CosineDecay": (
        "cosine annealing", "cosine learning rate decay", "cosine with warmup", "half-cosine decay",
        "transformers.get_cosine_schedule_with_warmup", "get_cosine_with_min_lr_schedule_with_warmup",
        "cosine_with_min_lr", "fastai SchedCos",
    ),
    "LinearCosineDecay": ("linear cosine decay",),
    "NoisyLinearCosineDecay": ("noisy linear cosine decay",),
    "CosineAnnealing": ("cosine wave", "cosine with several cycles", "cosine to a minimum learning rate", "eta_min"),
    "CosineDecayRestarts": (
        "SGDR", "warm restarts", "cosine annealing with warm restarts", "cosine with hard restarts",
        "cosine_with_restarts", "cyclic cosine", "snapshot ensembles",
    ),
    "ExponentialDecay": (
        "exponential learning rate decay", "exponential staircase", "geometric decay", 'Caffe lr_policy "exp"',
    ),
    "NaturalExpDecay": ("natural exponential decay", "exponential decay to the base e", "natural_exp_decay"),
    "InverseTimeDecay": (
        "1/t decay", "hyperbolic decay", "inverse decay", "search then converge", "time-based decay",
        "decay argument of Keras optimizers", 'Caffe lr_policy "inv"',
    ),
    "LinearDecay": (
        "D2Z", "linear decay to zero", "linear annealing", "linear with warmup", "linear warmup and linear decay",
        "budgeted linear schedule", "triangular schedule", "torch.optim.lr_scheduler.LinearLR",
    ),
    "PolynomialDecay": (
        "poly", "poly policy", "polynomial learning rate decay", "power decay to zero", 'Caffe lr_policy "poly"',
    ),
    "PowerDecay": (
        "inverse square root", "inverse sqrt decay", "inverse_sqrt", "reciprocal square root", "rsqrt",
        "power law decay", "fairseq inverse_sqrt", "Megatron inverse-square-root",
    ),
    "NoamDecay": ("Noam schedule", "Transformer learning rate schedule", "NoamOpt", "NoamLR", "rsqrt_decay"),
    "Constant": ("constant learning rate", "fixed learning rate", "no schedule", "none"),
    "StepDecay": ("step schedule", "staircase", "drop every n epochs", 'Caffe lr_policy "step"'),
    "MultiStepDecay": ("multi-step schedule", "step decay at milestones", "drop at chosen epochs"),
    "PiecewiseInterpolation": (
        "piecewise linear", "points joined by lines", "linear interpolation of learning rates", "knots",
    ),
    "PiecewiseConstantDecay": (
        "learning rate table", "manual schedule", "piecewise constant learning rate",
        "step schedule with a list of rates", 'Caffe lr_policy "multistep"',
    ),
    "WarmupSustainStepDecay": (
        "lrfn", "lr_fn", "step decay with warmup", "staircase decay",
    ),
    "CyclicalLearningRate": (
        "CLR", "cyclic learning rate", "cyclical learning rate policy",
    ),
    "TriangularCyclicalLearningRate": ("triangular policy", 'CyclicLR(mode="triangular")'),
    "Triangular2CyclicalLearningRate": ("triangular2 policy", 'CyclicLR(mode="triangular2")'),
    "ExponentialCyclicalLearningRate": ("exp_range policy", 'CyclicLR(mode="exp_range")'),
    "OneCycle": ("1cycle", "1cycle policy", "one-cycle policy", "super-convergence", "superconvergence"),
    "SlantedTriangular": (
        "STLR", "slanted triangular learning rates", "ULMFiT schedule", "AllenNLP slanted_triangular",
    ),
    "WarmupStableDecay": (
        "WSD", "trapezoidal schedule", "trapezoid", "linear warmup-stable-decay", "constant with cooldown",
        "warmdown", "1-sqrt cooldown",
    ),
    "TriStageDecay": (
        "tri_stage", "tri-stage learning rate", "three-stage schedule", "ramp up, hold, exponential decay",
    ),
    "WarmupStableDecaySimplified": ("WSD-S", "WSDS", "simplified warmup-stable-decay", "cyclic WSD"),
    "InfiniteSchedule": (
        "infinite learning rate schedule", "infinite LR", "infinite cosine", "infinite inverse square root",
        "continual pre-training",
    ),
    "PowerScheduler": ("power scheduler", "power_lr", "PowerLR", "power learning rate", "token-agnostic schedule"),
    "FlatCosineDecay": (
        "fit_flat_cos", "flat and cosine annealing", "flat + anneal", "flat cosine", "delayed cosine decay",
    ),
    "ReduceLROnPlateau": (
        "torch.optim.lr_scheduler.ReduceLROnPlateau", "keras.callbacks.ReduceLROnPlateau",
        "optax.contrib.reduce_on_plateau", "reduce_lr_on_plateau", "reduce on plateau", "plateau",
    ),
    "GreedyLR": ("transformers.optimization.GreedyLR", "get_greedy_schedule", "greedy"),
    "RangeTest": (
        "LR range test", "learning rate finder", "LR finder", "LRFinder", "lr_find", "LRRT", "deepspeed LRRangeTest",
        "torch-lr-finder",
    ),
    "SWALR": ("SWA", "stochastic weight averaging", "SWA learning rate", "swa_lr", "anneal to a constant rate"),
    "TanhDecay": ("HTD", "hyperbolic-tangent decay", "hyperbolic tangent decay", "sigmoid decay"),
    "REXDecay": ("REX", "reflected exponential", "pytorch_optimizer REXScheduler"),
    "KDecay": ("k-decay", "k_decay", "cosine decay with k_decay"),
    "HyperbolicDecay": ("HyperbolicLR", "hyperbolic learning rate", "epoch-insensitive schedule"),
    "ExponentialHyperbolicDecay": ("ExpHyperbolicLR", "exponential hyperbolic learning rate"),
    "ChebyshevSteps": (
        "fractal learning rate schedule", "Chebyshev learning rate", "get_chebyshev_schedule",
        "pytorch_optimizer get_chebyshev_schedule", "Lebedev-Finogenov",
    ),
}  # fmt: skip


def _other_names():
    """The names by hand, and each original's name with the class that it is here."""
    found = dict(_BY_HAND)
    by_hand = {other for others in found.values() for other in others}
    for original in ORIGINALS:
        kind = original.kind
        if kind is not None:
            places = {name.partition(".")[0]: name for name in original.names[::-1]}  # one for each package
            names = [name for name in original.names if name in places.values() or "experimental" in name]
            found[kind] = (*found.get(kind, ()), *(name for name in names if name not in by_hand))
    return found


#: What readers who come from other libraries may call a schedule: names by the name of the class. Another library's
#: name is here also if its schedule is ours for some settings only.
OTHER_NAMES = _other_names()
