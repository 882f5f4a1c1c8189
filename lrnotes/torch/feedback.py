"""A feedback schedule as a PyTorch learning rate scheduler."""

import warnings
from collections.abc import Mapping, Sequence
from typing import Any, SupportsFloat, TypeAlias

from torch.optim import Optimizer
from torch.optim.lr_scheduler import ReduceLROnPlateau

from ..core.checks import is_number
from ..core.feedback import FeedbackSchedule
from ..core.messages import shown
from ..core.schedule import Schedule
from .groups import factors_of, for_each_group, groups_of, optimizers_of, require_equal_rates
from .layout import Layout, Place, copy_of, require_hyperparameter
from .schedule import Factors
from .states import require_counts, require_same, require_state
from .updates import after_each_update

Rule: TypeAlias = FeedbackSchedule | None
Rules: TypeAlias = Rule | Sequence[Rule] | Mapping[Any, Rule]


class TorchFeedback(ReduceLROnPlateau):
    """Any feedback schedule as a PyTorch scheduler: call ``scheduler.step(metric)`` after every evaluation.

    It sets the learning rate that the rule gives, whatever ``lr`` the optimizer was made with. Frameworks treat it as
    PyTorch's ``ReduceLROnPlateau``, of which it is a subclass: the Trainer of transformers calls it after each
    evaluation with ``metric_for_best_model``, Lightning with the metric of ``monitor``. Its state consists of numbers
    and text, which ``torch.load`` reads with its defaults.

    A warmup counts the optimizer's own updates, without a call of ``step``. Metrics before its end do not reach the
    rule.

    With several processes, give the same metric in each. Accelerate calls a prepared scheduler once for each process,
    so do not pass this one to ``accelerator.prepare``.

    https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.ReduceLROnPlateau.html

    Args:
        optimizer: an optimizer, or a list of optimizers that train together.
        rule: a :class:`lrnotes.FeedbackSchedule` for all groups, a list with one for each group, or a dictionary, such
            as ``{0: first, "head": second}``. None leaves the rate of a group unchanged.
        factors: what the rates of the groups are multiplied by, as in :class:`lrnotes.torch.TorchSchedule`.
        warmup_steps (steps): number of updates of a linear warmup to the rule's rate. DeepSpeed's ZeRO, which updates
            one group at a time, needs 0.
        initial_learning_rate (rate): rate of the first update of the warmup.
        changed (flag): whether this rule may continue from a state that another rule saved. The rate and the counters
            are then those of the state.

    Raises:
        TypeError: if ``optimizer`` is not an optimizer, ``rule`` not a feedback schedule, or a metric not a number.
        ValueError: if a group has no entry; if the ``lr`` of groups differ, and there is only one rule and no
            ``factors``; and in ``step``, if there is no metric or groups were added since.

    Example:
        >>> import torch
        >>> from lrnotes import ReduceLROnPlateau
        >>> from lrnotes.torch import TorchFeedback
        >>> optimizer = torch.optim.SGD(torch.nn.Linear(4, 1).parameters(), momentum=0.9)
        >>> rule = ReduceLROnPlateau(0.1, factor=0.5, patience=0)
        >>> scheduler = TorchFeedback(optimizer, rule, warmup_steps=2)
        >>> scheduler.get_last_lr()
        [0.0]
        >>> for update in range(2):
        ...     optimizer.step()
        >>> scheduler.get_last_lr()
        [0.1]
        >>> scheduler.step(1.0)
        >>> optimizer.step()
        >>> scheduler.step(1.0)
        >>> scheduler.get_last_lr()
        [0.05]
    """

    last_epoch: int
    _last_lr: list[Any]

    def __init__(
        self,
        optimizer: Optimizer | Sequence[Optimizer],
        rule: Rules,
        *,
        factors: Factors = None,
        warmup_steps: int = 0,
        initial_learning_rate: float = 0.0,
        changed: bool = False,
    ) -> None:
        # Not ReduceLROnPlateau.__init__, which takes the arguments of its own rule.
        optimizers = optimizers_of("TorchFeedback", optimizer)
        _require_number("warmup_steps", warmup_steps, whole=True)
        _require_number("initial_learning_rate", initial_learning_rate)
        self._layout = Layout("TorchFeedback", optimizers, _places(groups_of(optimizers), rule, factors))
        self.optimizer, self.warmup_steps, self.initial_learning_rate = (
            optimizers[0],
            warmup_steps,
            initial_learning_rate,
        )
        self._changed = changed
        self._states = [_plain(each, each.start()) for each in self._layout.sources]
        self._updates = [0] * len(optimizers)
        self._updates_at_metric = -1
        self.last_epoch = 0
        for group in groups_of(optimizers):
            group.setdefault("initial_lr", copy_of(group["lr"]))
        self.base_lrs = [copy_of(group["initial_lr"]) for group in groups_of(optimizers)]
        after_each_update(self, optimizers, TorchFeedback._count)
        self._set()

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self._updates = list(self._updates)  # copy.copy would share it
        after_each_update(self, self.optimizers, TorchFeedback._count)  # a copy of an optimizer has no hooks

    @property
    def optimizers(self) -> tuple[Optimizer, ...]:
        """All the optimizers; ``optimizer`` is the first."""
        return self._layout.optimizers

    @property
    def states(self) -> list[Any]:
        """The state of each rule, one for every distinct rule."""
        return list(self._states)

    def _count(self, index: int) -> None:
        self._updates[index] += 1
        if self._updates[index] <= self.warmup_steps:
            self._set_one(index)
            self._last_lr = self._layout.rates()

    def _set(self) -> None:
        for index in range(len(self._updates)):
            self._set_one(index)
        self._last_lr = self._layout.rates()

    def _set_one(self, index: int) -> None:
        rates = [state.rate for state in self._states]
        if self._updates[index] < self.warmup_steps:
            risen = self._updates[index] / self.warmup_steps
            rates = [self.initial_learning_rate * (1 - risen) + rate * risen for rate in rates]
        self._layout.set(index, rates)

    def step(self, metrics: SupportsFloat | None = None, epoch: int | None = None) -> None:
        """Give the rule the metric of the evaluation that has just ended, and set the rate of the next update.

        Raises:
            ValueError: if there is no metric.
            TypeError: if the metric is not a number.
        """
        if metrics is None:  # not TypeError: DeepSpeed's engine answers that one with the batch size as the metric
            raise ValueError("TorchFeedback: step must have a metric, scheduler.step(metric); got none")
        if not is_number(metrics):
            raise TypeError(f"TorchFeedback: metric must be a number; got {shown(metrics)}")
        if 0 < self._updates[0] == self._updates_at_metric:
            warnings.warn(
                "TorchFeedback: step(metric) was called twice without an update of the optimizer between. Accelerate "
                "calls a scheduler that it has prepared once for each process: leave this one out of prepare()",
                UserWarning,
                stacklevel=2,
            )
        self._updates_at_metric = self._updates[0]
        self.last_epoch = self.last_epoch + 1 if epoch is None else epoch
        if self._updates[0] >= self.warmup_steps:
            metric = float(metrics)
            self._states = [rule.step(state, metric) for rule, state in zip(self._layout.sources, self._states)]
        self._set()

    def get_last_lr(self) -> list[Any]:
        """The learning rates of the next update, one for each group."""
        return self._last_lr

    def state_dict(self) -> dict[str, Any]:
        """The states of the rules and the number of updates, as numbers and text."""
        return {
            "schedule": {key: list(each) for key, each in self._layout.described.items()},
            "states": [state._asdict() for state in self._states],
            "updates": list(self._updates),
            "last_epoch": self.last_epoch,
            "_last_lr": [float(rate) for rate in self._last_lr],
        }

    def load_state_dict(self, state_dict: dict[str, Any], *, changed: bool | None = None) -> None:
        """Continue from a saved state, and set its learning rates; the rule itself is not changed.

        Args:
            state_dict: what :meth:`state_dict` has returned.
            changed (flag): whether the state may be that of another rule of the same kind. Default: the argument of
                the constructor.

        Raises:
            ValueError: if the state is that of another rule and ``changed`` is not true. The message names both.
        """
        require_state("TorchFeedback", state_dict, ("states", "updates", "last_epoch"))
        require_counts("TorchFeedback", state_dict, "last_epoch", "updates")
        if not (self._changed if changed is None else changed):
            require_same("TorchFeedback", "rule", state_dict, self._layout.described)
        self._states = _restored(self._layout.sources, state_dict["states"])
        self._updates = [*state_dict["updates"], *[0] * len(self._updates)][: len(self._updates)]
        self._updates_at_metric = -1
        self.last_epoch = state_dict["last_epoch"]
        self._set()


def _places(groups: list[dict[str, Any]], rule: Rules, factors: Factors) -> list[list[Place]]:
    if isinstance(rule, tuple):
        rule = list(rule)
    for number in range(len(groups)):
        require_hyperparameter("TorchFeedback", groups, number, "lr")
    if isinstance(rule, FeedbackSchedule) and factors is None:
        require_equal_rates("TorchFeedback", "rule", groups)
    rules = for_each_group("TorchFeedback: rule", rule, groups)
    for each in rules:
        if each is not None and not isinstance(each, FeedbackSchedule):
            hint = ". TorchSchedule takes schedules" if isinstance(each, Schedule) else ""
            allowed = "a lrnotes.FeedbackSchedule, or None, for each group"
            raise TypeError(f"TorchFeedback: rule must be {allowed}; got {shown(each)}{hint}")
    scaled = zip(rules, factors_of("TorchFeedback", factors, groups), strict=True)
    return [[] if each is None else [Place("lr", None, each, factor)] for each, factor in scaled]


def _require_number(name: str, value: Any, *, whole: bool = False) -> None:
    allowed = "an integer, 0 or more" if whole else "a finite number, 0 or more"
    if not is_number(value) or (whole and not isinstance(value, int)):
        raise TypeError(f"TorchFeedback: {name} must be {allowed}; got {shown(value)}")
    if not 0 <= value < float("inf"):
        raise ValueError(f"TorchFeedback: {name} must be {allowed}; got {shown(value)}")


def _plain(rule: FeedbackSchedule, state: Any) -> Any:
    if not hasattr(state, "_asdict"):
        raise TypeError(f"TorchFeedback: the state of rule must be a named tuple; got {shown(state)} of {rule!r}")
    return state


def _restored(rules: list[FeedbackSchedule], saved: list[dict[str, Any]]) -> list[Any]:
    starts = [rule.start() for rule in rules]
    if not isinstance(saved, list) or not all(isinstance(each, dict) for each in saved):
        raise ValueError(f"TorchFeedback: state must have a list of dictionaries as its states; got {shown(saved)}")
    if len(starts) != len(saved) or any(set(start._fields) != set(each) for start, each in zip(starts, saved)):
        raise ValueError(
            f"TorchFeedback: state must be of as many rules of the same kind; got {shown(saved)} for {shown(rules)}"
        )
    return [start._replace(**each) for start, each in zip(starts, saved)]
