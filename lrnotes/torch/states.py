"""What a scheduler's saved state says of its schedule, compared with the schedule that goes on."""

from typing import Any

from ..core.messages import shown


def require_state(owner: str, state: Any, keys: tuple[str, ...]) -> None:
    """An error where a state lacks what is needed to go on."""
    if not isinstance(state, dict) or any(key not in state for key in keys):
        raise ValueError(f"{owner}: state must be a dictionary with {', '.join(keys)}; got {shown(state)}")


def require_counts(owner: str, state: dict[str, Any], *keys: str) -> None:
    """An error where a count of a state is not one: the next updates would have any rate."""
    for key in keys:
        value = state.get(key)
        for each in value if isinstance(value, (list, tuple)) else [value]:
            if not (each is None or (isinstance(each, int) and not isinstance(each, bool) and each >= -1)):
                raise ValueError(f"{owner}: {key} of the state must be an integer, -1 or more; got {shown(value)}")


def require_same(owner: str, argument: str, state: dict[str, Any], described: dict[str, list[str]]) -> None:
    """An error that names both schedules where the state is that of another one."""
    saved = state.get("schedule")
    if saved == described:
        return
    was, now = _difference(saved, described) if isinstance(saved, dict) else ("another scheduler", shown(described))
    raise ValueError(
        f"{owner}: state must be that of the same {argument}; got that of {was}, and here it is {now}. If the "
        f"change is intended, pass changed=True: {owner}(..., changed=True) or load_state_dict(state, changed=True)"
    )


def _difference(saved: dict[str, Any], described: dict[str, list[str]]) -> tuple[str, str]:
    for key in {**saved, **described}:
        before, now = saved.get(key), described.get(key)
        if before == now:
            continue
        if before and now and len(before) == len(now):
            number = next(i for i, (one, other) in enumerate(zip(before, now)) if one != other)
            where = f"{key} of group {number}"
            return f"{where}: {before[number]}", now[number]
        return f"{key}: {_listed(before)}", _listed(now)
    return shown(saved), shown(described)


def _listed(texts: list[str] | None) -> str:
    return "not scheduled" if not texts else f"[{', '.join(texts)}]"
