"""Where values go: the hyperparameters of an optimizer's parameter groups, set in place where they are tensors."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from torch import Tensor
from torch.optim import Optimizer

from ..core.checks import is_number
from ..core.messages import did_you_mean
from .groups import label


class Place(NamedTuple):
    """One hyperparameter of a group, or one item of a tuple such as ``betas``, and what gives its value."""

    key: str
    item: int | None
    source: Any
    factor: float = 1.0

    def __str__(self) -> str:
        return f"{self.source!r}" if self.factor == 1.0 else f"{self.factor!r} * {self.source!r}"


def require_hyperparameter(owner: str, groups: list[dict[str, Any]], number: int, key: str) -> None:
    """An error where a group has no number of this name."""
    group = groups[number]
    numbers = [name for name in group if name not in ("params", "initial_lr") and _numeric(group[name])]
    if key not in numbers:
        raise ValueError(
            f"{owner}: {key} must be a hyperparameter of {label(groups, number)}, which has {', '.join(numbers)}"
            f"{did_you_mean(key, numbers)}. Use None to leave a group unchanged"
        )


def _numeric(value: Any) -> bool:
    if isinstance(value, (tuple, list)):
        return bool(value) and all(map(_numeric, value))
    return isinstance(value, Tensor) or is_number(value)


class Layout:
    """The places of all groups of several optimizers, and the distinct sources of their values."""

    def __init__(self, owner: str, optimizers: tuple[Optimizer, ...], places: Sequence[Sequence[Place]]) -> None:
        self.owner, self.optimizers = owner, optimizers
        self.sources: list[Any] = []
        self.described: dict[str, list[str]] = {}  # for each hyperparameter, what gives it in each group
        remaining = iter(places)
        self._groups = [[self._numbered(next(remaining)) for _ in each.param_groups] for each in optimizers]
        for number, group in enumerate(places):
            for place in group:
                key = place.key if place.item is None else f"{place.key}[{place.item}]"
                self.described.setdefault(key, ["None"] * len(places))[number] = str(place)
        self._own_tensors()

    def _numbered(self, places: Sequence[Place]) -> list[tuple[str, int | None, int, float]]:
        """The places of a group, with the number of each source: what is alike in several groups is computed once."""
        numbered = []
        for place in places:
            if not any(_same(place.source, each) for each in self.sources):
                self.sources.append(place.source)
            number = next(i for i, each in enumerate(self.sources) if _same(place.source, each))
            numbered.append((place.key, place.item, number, place.factor))
        return numbered

    def _own_tensors(self) -> None:
        """PyTorch puts one tensor ``lr`` into every group: filled for one, it would change all."""
        seen: set[int] = set()
        for optimizer, groups in zip(self.optimizers, self._groups, strict=True):
            for group, places in zip(optimizer.param_groups, groups, strict=True):
                for key in dict.fromkeys(place[0] for place in places):
                    group[key] = _apart(self.owner, group[key], seen)

    def require_groups(self, index: int) -> list[dict[str, Any]]:
        """The groups of optimizer number ``index``; an error where they are not as many as they were."""
        groups, before = self.optimizers[index].param_groups, len(self._groups[index])
        if len(groups) != before:
            raise ValueError(
                f"{self.owner}: the optimizer must have the {before} parameter groups that it had; got {len(groups)}. "
                "After add_param_group make another scheduler; last_epoch= says where it begins. DeepSpeed's ZeRO "
                'updates one group at a time: with it leave out count="updates" and warmup_steps='
            )
        return groups

    def set(self, index: int, values: Sequence[float]) -> None:
        """Set the hyperparameters of optimizer number ``index``; ``values`` are those of the sources."""
        groups, places = self.require_groups(index), self._groups[index]
        for group, own in zip(groups, places):
            for key, item, source, factor in own:
                if type(group[key]) is float:  # the common case, without a detour
                    group[key] = values[source] * factor
                else:
                    group[key] = _set(group[key], item, values[source] * factor)

    def rates(self) -> list[Any]:
        """The learning rates of all groups; of tensors copies, so that nobody changes a rate by changing these."""
        rates = []
        for each in self.optimizers:
            for group in each.param_groups:
                rate = group["lr"]
                rates.append(rate if type(rate) is float else copy_of(rate))
        return rates


def copy_of(value: Any) -> Any:
    return value.clone() if isinstance(value, Tensor) else value


def _same(first: Any, second: Any) -> bool:
    return bool(first is second or first == second)


def _apart(owner: str, value: Any, seen: set[int]) -> Any:
    if isinstance(value, (tuple, list)):
        return type(value)(_apart(owner, each, seen) for each in value)
    if isinstance(value, Tensor):
        if not value.is_floating_point():
            raise ValueError(
                f"{owner}: tensors in groups must be of a floating-point type, or every rate below 1 becomes 0; "
                f"got {value.dtype}"
            )
        value = value.clone() if id(value) in seen else value
        seen.add(id(value))
    return value


def _set(old: Any, item: int | None, value: float) -> Any:
    """What takes the place of ``old``: a tensor is filled in place, so that a compiled update reads the new value."""
    if item is not None:
        if isinstance(old[item], Tensor):
            old[item].fill_(value)
            return old
        return type(old)(value if number == item else each for number, each in enumerate(old))
    return old.fill_(value) if isinstance(old, Tensor) else value
