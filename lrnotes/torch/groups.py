"""Which parameter group gets which value: one value for all, a list in their order, or a dictionary."""

import math
from collections.abc import Callable, Mapping
from typing import Any

from torch import Tensor
from torch.optim import Optimizer

from ..core.checks import is_number
from ..core.messages import did_you_mean, joined, shown


def optimizers_of(owner: str, optimizer: Any) -> tuple[Optimizer, ...]:
    """The optimizers that an argument names: one, or a list of several."""
    several = tuple(optimizer) if isinstance(optimizer, (list, tuple)) else (optimizer,)
    if not several or not all(isinstance(each, Optimizer) for each in several):
        raise TypeError(f"{owner}: optimizer must be a torch.optim.Optimizer or a list of them; got {shown(optimizer)}")
    if len({id(each) for each in several}) < len(several):
        raise ValueError(f"{owner}: optimizer must be a list of different optimizers; got one of them twice")
    return several


def groups_of(optimizers: tuple[Optimizer, ...]) -> list[dict[str, Any]]:
    """The groups of all optimizers, numbered through."""
    return [group for each in optimizers for group in each.param_groups]


def label(groups: list[dict[str, Any]], number: int) -> str:
    """What messages call a group."""
    name = groups[number].get("name")
    return f"group {number} ({name!r})" if isinstance(name, str) else f"group {number}"


def for_each_group(
    what: str, given: Any, groups: list[dict[str, Any]], *, missing: Callable[[list[int]], Any] | None = None
) -> list[Any]:
    """The value of every group: ``given`` itself, the items of a list, or the values of a dictionary.

    ``missing`` gives the value of the groups that a dictionary does not name; without it, they are an error.
    """
    if isinstance(given, Mapping):
        return _from_names(what, given, groups, missing)
    if not isinstance(given, list):
        return [given] * len(groups)
    if len(given) != len(groups):
        raise ValueError(
            f"{what} must have one item for each of the {len(groups)} groups; got {len(given)}: {shown(given)}"
        )
    return list(given)


def _from_names(what: str, given: Mapping[Any, Any], groups: list[dict[str, Any]], missing: Any) -> list[Any]:
    found: dict[int, Any] = {}
    for key, value in given.items():
        for number in _numbers(what, key, groups):
            if number in found:
                raise ValueError(f"{what} must name every group once; got {label(groups, number)} twice")
            found[number] = value
    left = [number for number in range(len(groups)) if number not in found]
    if left and missing is None:
        names = joined([label(groups, number) for number in left])
        raise ValueError(
            f"{what} must have an entry for every parameter group; got none for {names}. Use None to leave a group "
            "unchanged"
        )
    return [found[number] if number in found else missing(number) for number in range(len(groups))]


def _numbers(what: str, key: Any, groups: list[dict[str, Any]]) -> list[int]:
    """The groups that a key of a dictionary names: by their index, or by their ``"name"``."""
    if isinstance(key, str):
        numbers = [number for number, group in enumerate(groups) if group.get("name") == key]
        if not numbers:
            names = [group["name"] for group in groups if isinstance(group.get("name"), str)]
            have = f"their names are {joined(list(map(repr, names)))}" if names else 'they have no "name"'
            raise ValueError(
                f"{what} must name groups that the optimizer has ({have}); got {key!r}{did_you_mean(key, names)}"
            )
        return numbers
    if isinstance(key, bool) or not isinstance(key, int) or not 0 <= key < len(groups):
        raise ValueError(
            f'{what} must name groups by index (0 to {len(groups) - 1}) or by their "name"; got {shown(key)}'
        )
    return [key]


def rate_of(group: dict[str, Any]) -> float:
    """The learning rate that a group was made with."""
    return float(group.get("initial_lr", group["lr"]))


def factors_of(owner: str, given: Any, groups: list[dict[str, Any]]) -> list[float]:
    """The factor of every group, from ``factors=``."""
    if given is None:
        return [1.0] * len(groups)
    if isinstance(given, str):
        return _ratios(owner, given, groups)
    found = for_each_group(
        f"{owner}: factors", list(given) if isinstance(given, tuple) else given, groups, missing=lambda number: 1.0
    )
    for factor in found:
        if isinstance(factor, Tensor) or not is_number(factor) or not (math.isfinite(factor) and factor >= 0):
            raise (ValueError if is_number(factor) else TypeError)(
                f'{owner}: factors must be finite numbers, 0 or more, in a list or a dictionary, or "lr"; '
                f"got {shown(given)}"
            )
    return [float(factor) for factor in found]


def _ratios(owner: str, given: str, groups: list[dict[str, Any]]) -> list[float]:
    """Each group's own rate in units of the first group's."""
    if given != "lr":
        raise ValueError(f'{owner}: factors must be a list, a dictionary or "lr"; got {given!r}')
    rates = [rate_of(group) for group in groups]
    if not rates[0] > 0:
        raise ValueError(f'{owner}: the lr of group 0 must be above 0 for factors="lr"; got {rates[0]!r}')
    return [rate / rates[0] for rate in rates]


def require_equal_rates(owner: str, argument: str, groups: list[dict[str, Any]]) -> None:
    """An error that names both ways out where one schedule would silently replace rates that differ."""
    rates = [rate_of(group) for group in groups]
    if len(set(rates)) == 1:
        return
    ratios = ", ".join(f"{rate / rates[0]:.6g}" for rate in rates) if rates[0] > 0 else "1, ..."
    names = joined([f"lr={rate!r} of {label(groups, number)}" for number, rate in enumerate(rates)])
    raise ValueError(
        f"{owner}: {argument} must be one for each group, or one with factors=, where the groups have learning rates "
        f"that differ; got {names}. Give a list or a dictionary, such as {{0: first, 1: second}} (with None a "
        f'group is left unchanged), or factors=[{ratios}], which factors="lr" takes from the groups'
    )
