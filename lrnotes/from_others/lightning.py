"""The one schedule of Lightning itself, and those of Lightning Bolts, whose warmup with a cosine is much copied."""

from ..schedules.cosine import CosineAnnealing
from ..schedules.decay import LinearDecay
from ..schedules.finder_and_averaging import RangeTest
from ..schedules.piecewise import Constant
from .arguments import Ignored, require_one_of, require_whole
from .original import Library
from .pytorch import NO_POSITION, OF_THE_OPTIMIZER
from .shapes import after_warmup

_OF_THE_TEST = Ignored()
LIGHTNING = Library(
    "Lightning",
    "2.6.6",
    ("lightning.pytorch.tuner.Tuner", "pytorch_lightning.tuner.Tuner"),
    dict.fromkeys(
        (
            "model", "train_dataloaders", "val_dataloaders", "dataloaders", "datamodule", "method",
            "early_stop_threshold", "update_attr", "attr_name", "weights_only",
        ),
        _OF_THE_TEST,
    ),
    yields=True,
)  # fmt: skip


@LIGHTNING.original("lr_find", min_lr=1e-8, max_lr=1, num_training=100)
def _finder(min_lr=1e-8, max_lr=1, num_training=100, mode="exponential"):
    """Lightning leaves out the second step of the rise, so the largest learning rate comes with the last update. By
    default the test stops before when the loss is four times its best value."""
    require_one_of(("exponential", "linear"), mode=mode)
    require_whole(num_training=num_training)
    return Constant(min_lr).then(RangeTest(min_lr, max_lr, num_training, mode).skip(2), at=1)


BOLTS = Library(
    "Lightning Bolts",
    "0.7.0",
    ("pl_bolts.optimizers.lr_scheduler", "pl_bolts.optimizers"),
    {"optimizer": OF_THE_OPTIMIZER, "last_epoch": NO_POSITION},
    yields=True,
)


@BOLTS.original("LinearWarmupCosineAnnealingLR", learning_rate=0.1, warmup_epochs=10, max_epochs=100)
def _warmup_cosine(rate, /, warmup_epochs, max_epochs, warmup_start_lr=0.0, eta_min=0.0):
    """The warmup has warmup_epochs - 1 steps, so two steps are at the peak. After max_epochs the learning rate rises
    again. Without a warmup the cosine starts from warmup_start_lr, 0 by default, not from the optimizer's rate."""
    require_whole(warmup_epochs=warmup_epochs, max_epochs=max_epochs)
    if not 0 <= warmup_epochs < max_epochs:
        raise ValueError(f"warmup_epochs must be from 0 to below max_epochs={max_epochs!r}; got {warmup_epochs!r}")
    left = max_epochs - warmup_epochs
    fall = CosineAnnealing(rate, left, eta_min, after_end="extend")
    if not warmup_epochs:
        return CosineAnnealing(warmup_start_lr, left, eta_min).then(fall.skip(left), at=left)
    if warmup_epochs == 1:
        return Constant(warmup_start_lr).then(fall, at=1)
    return Constant(rate).warmup(warmup_epochs - 1, warmup_start_lr).then(fall, at=warmup_epochs)


@BOLTS.original("linear_warmup_decay", learning_rate=0.1, warmup_steps=100, total_steps=1000)
def _warmup_decay(rate, /, warmup_steps, total_steps, cosine=True, linear=False):
    """This is a function for LambdaLR. After total_steps the cosine rises again, and the linear decay, which needs
    cosine=False, falls below 0; in lrnotes it stays at 0."""
    if linear and cosine:
        raise ValueError("linear and cosine must not both be True; cosine is by default")
    left = max(1, total_steps - warmup_steps)
    if cosine:
        fall = CosineAnnealing(rate, left, after_end="extend")
    else:
        fall = LinearDecay(rate, left) if linear else Constant(rate)
    return after_warmup(fall, warmup_steps)


LIBRARIES = [LIGHTNING, BOLTS]
