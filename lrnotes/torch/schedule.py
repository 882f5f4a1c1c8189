"""A schedule as a PyTorch learning rate scheduler."""

import math
import warnings
from collections.abc import Mapping, Sequence
from inspect import isfunction
from typing import Any, Literal, TypeAlias

from torch.optim import Optimizer
from torch.optim.lr_scheduler import LRScheduler

from ..core.checks import is_number
from ..core.feedback import FeedbackSchedule
from ..core.messages import shown
from ..core.schedule import Schedule
from .groups import factors_of, for_each_group, groups_of, optimizers_of, require_equal_rates
from .layout import Layout, Place, copy_of, require_hyperparameter
from .states import require_counts, require_same, require_state
from .updates import after_each_update

#: What gives one number at every step: a schedule, a number that stays, or None, which leaves it as it is.
Value: TypeAlias = Schedule | float | None
#: One for all groups, one for each in order, or by index or name (mypy finds no type for keys that are either).
Given: TypeAlias = Value | Sequence[Value] | Mapping[Any, Value]
Factors: TypeAlias = Sequence[float] | Mapping[Any, float] | Literal["lr"] | None


class TorchSchedule(LRScheduler):
    """Any schedule as a PyTorch ``LRScheduler``: call ``scheduler.step()`` after every ``optimizer.step()``.

    It sets the learning rate that the schedule gives, whatever ``lr`` the optimizer was made with. ``SequentialLR``,
    Lightning, Accelerate, the Trainer of transformers and DeepSpeed take it as they take PyTorch's own schedulers. Its
    state consists of numbers and text, which ``torch.load`` reads with its defaults.

    Parameter groups are named by their index or by their ``"name"``. The groups of several optimizers are numbered
    consecutively. Tensors in groups are filled in place: an ``optimizer.step`` that was compiled with
    ``lr=torch.tensor(0.1)`` is not compiled again.

    https://docs.pytorch.org/docs/stable/optim.html#how-to-adjust-learning-rate

    Args:
        optimizer: an optimizer, or a list of optimizers that train together, such as Muon and AdamW.
        schedule: what gives the learning rate: a :class:`lrnotes.Schedule` for all groups, a list with one for each
            group, or a dictionary, such as ``{0: first, "head": second}``. In place of a schedule, a number is a
            constant rate, and None leaves the rate unchanged.
        last_epoch (int): the index of the last finished update, as in PyTorch. With 99, the next update is at step 100.
        factors: what the rates of the groups are multiplied by: a list; a dictionary, in which groups without an entry
            have the factor 1; or ``"lr"``, which divides each group's ``lr`` by that of the first group.
        count (word): what counts as a step. ``"calls"``: every call of ``scheduler.step()``. ``"updates"``: every
            update that the optimizer really made. Updates that a ``GradScaler`` skips then do not count, and further
            calls between two updates have no effect. Such calls occur with gradient accumulation, and in Accelerate,
            which calls a prepared scheduler once for each process. DeepSpeed's ZeRO needs ``"calls"``: it updates one
            group at a time, and its engine does not call the scheduler for a skipped update.
        changed (flag): whether this schedule may continue from a state that another schedule saved.
        hyperparameters: what gives the other numbers in the groups, such as ``weight_decay=``, ``momentum=`` or
            ``betas=``, in the same forms as ``schedule``. A tuple is given as a tuple: ``betas=(beta_1, 0.999)``.

    Raises:
        TypeError: if ``optimizer`` is not an optimizer, or a value is neither a schedule nor a number.
        ValueError: if a group has no entry; if the ``lr`` of groups differ, and there is only one schedule and no
            ``factors``; for a group or a hyperparameter that the optimizer does not have; and in ``step``, if groups
            were added since.

    Example:
        >>> import torch
        >>> from lrnotes import CosineDecay
        >>> from lrnotes.torch import TorchSchedule
        >>> body, head = torch.nn.Linear(4, 4), torch.nn.Linear(4, 1)
        >>> groups = [{"params": body.parameters()}, {"params": head.parameters(), "name": "head"}]
        >>> optimizer = torch.optim.AdamW(groups)
        >>> scheduler = TorchSchedule(optimizer, CosineDecay(0.1, 1000).warmup(100), factors={"head": 10})
        >>> for update in range(50):
        ...     optimizer.step()
        ...     scheduler.step()
        >>> scheduler.get_last_lr()
        [0.05, 0.5]
    """

    last_epoch: int
    _last_lr: list[Any]

    def __init__(
        self,
        optimizer: Optimizer | Sequence[Optimizer],
        schedule: Given,
        last_epoch: int = -1,
        *,
        factors: Factors = None,
        count: Literal["calls", "updates"] = "calls",
        changed: bool = False,
        **hyperparameters: Any,
    ) -> None:
        optimizers = optimizers_of("TorchSchedule", optimizer)
        if isinstance(last_epoch, bool) or not isinstance(last_epoch, int) or last_epoch < -1:
            raise ValueError(f"TorchSchedule: last_epoch must be an integer, -1 or more; got {shown(last_epoch)}")
        if count not in ("calls", "updates"):
            raise ValueError(f'TorchSchedule: count must be "calls" or "updates"; got {shown(count)}')
        places = _places(groups_of(optimizers), schedule, factors, hyperparameters)
        self._layout = Layout("TorchSchedule", optimizers, places)
        self._changed = changed
        self._updates = [last_epoch + 1] * len(optimizers) if count == "updates" else None
        for group in groups_of(optimizers):  # PyTorch asks for these where last_epoch is given
            group.setdefault("initial_lr", copy_of(group["lr"]))
        super().__init__(optimizers[0], last_epoch)
        self.base_lrs = [copy_of(group["initial_lr"]) for group in groups_of(optimizers)]
        self._watch()

    def _watch(self) -> None:
        if self._updates is not None:
            after_each_update(self, self.optimizers, TorchSchedule._count)

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self._updates = None if self._updates is None else list(self._updates)  # copy.copy would share it
        self._watch()  # a copy of an optimizer has no hooks

    @property
    def optimizers(self) -> tuple[Optimizer, ...]:
        """All the optimizers; ``optimizer`` is the first."""
        return self._layout.optimizers

    def _count(self, index: int) -> None:
        self._layout.require_groups(index)
        self._updates[index] += 1

    def step(self, epoch: int | None = None) -> None:
        """Set the values of the next update; call it after ``optimizer.step()``. ``epoch`` jumps to that step."""
        if self._step_count == 1 and self._updates is None:
            _check_order(self.optimizer)
        self._step_count += 1
        self._update_lr(epoch)

    def _update_lr(self, epoch: int | None = None) -> None:  # SequentialLR calls it where a scheduler's turn begins
        if self._updates is not None:
            if epoch is not None:
                self._updates = [epoch] * len(self._updates)
            self.last_epoch = self._updates[0]
        else:
            self.last_epoch = self.last_epoch + 1 if epoch is None else epoch
        self._set()

    def _set(self) -> None:
        step, layout = self.last_epoch, self._layout
        for index in range(len(layout.optimizers)):
            if self._updates is not None:
                step = self._updates[index]
            layout.set(index, [source(step) for source in layout.sources])
        self._last_lr = layout.rates()

    def get_last_lr(self) -> list[Any]:
        """The learning rates of the next update, one for each group."""
        return self._last_lr

    def get_lr(self) -> list[Any]:
        """The same."""
        return self._layout.rates()

    def state_dict(self) -> dict[str, Any]:
        """The step, as numbers and text; the schedule is only described, so that another one is noticed."""
        return {
            "schedule": {key: list(each) for key, each in self._layout.described.items()},
            "last_epoch": self.last_epoch,
            "updates": None if self._updates is None else list(self._updates),
            "_step_count": self._step_count,
            "_last_lr": [float(rate) for rate in self._last_lr],
        }

    def load_state_dict(self, state_dict: dict[str, Any], *, changed: bool | None = None) -> None:
        """Continue from a saved state, and set the values of its step; the schedule itself is not changed.

        Args:
            state_dict: what :meth:`state_dict` has returned.
            changed (flag): whether the state may be that of another schedule, or of another ``LRScheduler``; this
                schedule then continues from its step. Default: the argument of the constructor.

        Raises:
            ValueError: if the state is that of another schedule and ``changed`` is not true. The message names both.
        """
        require_state("TorchSchedule", state_dict, ("last_epoch", "_step_count"))
        require_counts("TorchSchedule", state_dict, "last_epoch", "_step_count", "updates")
        if not (self._changed if changed is None else changed):
            require_same("TorchSchedule", "schedule", state_dict, self._layout.described)
        self.last_epoch, self._step_count = state_dict["last_epoch"], state_dict["_step_count"]
        if self._updates is not None:
            saved = state_dict.get("updates")
            several = len(self._updates)
            self._updates = list(saved) if saved and len(saved) == several else [max(self.last_epoch, 0)] * several
        if self.last_epoch >= 0:  # else it waits for its turn in a SequentialLR
            self._set()


def _places(
    groups: list[dict[str, Any]], schedule: Given, factors: Factors, hyperparameters: dict[str, Any]
) -> list[list[Place]]:
    """For each group, what is set in it."""
    if "lr" in hyperparameters:
        raise TypeError("TorchSchedule: the learning rate must be given as schedule, the second argument; got lr=")
    places = [[] if rate is None else [rate] for rate in _rates(groups, schedule, factors)]
    for key, given in hyperparameters.items():
        for number, value in enumerate(for_each_group(f"TorchSchedule: {key}", given, groups)):
            if value is not None:
                require_hyperparameter("TorchSchedule", groups, number, key)
                places[number] += _items(key, value, groups[number][key])
    return places


def _rates(groups: list[dict[str, Any]], schedule: Given, factors: Factors) -> list[Place | None]:
    """For each group, what gives its learning rate, or None where that is left as it is."""
    if isinstance(schedule, tuple):
        schedule = list(schedule)
    rates = for_each_group("TorchSchedule: schedule", schedule, groups)
    for number, rate in enumerate(rates):
        if rate is not None:
            require_hyperparameter("TorchSchedule", groups, number, "lr")
    if isinstance(schedule, Schedule) and factors is None:
        require_equal_rates("TorchSchedule", "schedule", groups)
    scaled = zip(rates, factors_of("TorchSchedule", factors, groups), strict=True)
    return [None if rate is None else Place("lr", None, _value("schedule", rate), factor) for rate, factor in scaled]


def _items(key: str, given: Any, current: Any) -> list[Place]:
    """The places of a hyperparameter: one, or for a tuple those of its items."""
    if not isinstance(current, (tuple, list)):
        return [Place(key, None, _value(key, given))]
    if not isinstance(given, tuple) or len(given) != len(current):
        raise ValueError(
            f"TorchSchedule: {key} must be a tuple of {len(current)} schedules or numbers; got {shown(given)}"
        )
    return [Place(key, item, _value(key, value)) for item, value in enumerate(given) if value is not None]


def _value(argument: str, given: Any) -> Schedule | float:
    if isinstance(given, Schedule):
        return given
    allowed = "a lrnotes.Schedule, a finite number, 0 or more, or None"
    if not is_number(given):
        hint = ". Schedule.from_function(f) makes a schedule of a function" if isfunction(given) else ""
        hint = ". TorchFeedback takes feedback schedules" if isinstance(given, FeedbackSchedule) else hint
        raise TypeError(f"TorchSchedule: {argument} must be {allowed}, for each group; got {shown(given)}{hint}")
    if not 0 <= given < math.inf:
        raise ValueError(f"TorchSchedule: {argument} must be {allowed}; got {shown(given)}")
    return _Constant(given)


class _Constant(float):
    """A number in the place of a schedule."""

    def __call__(self, step: int) -> float:
        return float(self)


def _check_order(optimizer: Optimizer) -> None:
    """PyTorch's own warning, where its own wrapper of ``optimizer.step`` is still there to know."""
    if hasattr(optimizer.step, "_wrapped_by_lr_sched") and not getattr(optimizer, "_opt_called", False):
        warnings.warn(
            "Detected call of `lr_scheduler.step()` before `optimizer.step()`. Call them in the opposite order: else "
            "no update has the schedule's first learning rate",
            UserWarning,
            stacklevel=3,
        )
