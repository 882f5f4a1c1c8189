"""What the configurations of several libraries share: the texts that people have them in, and what stands in them."""

import json
import shlex
import tomllib
from typing import Any

from ..core.messages import did_you_mean, joined, shown


def from_json(config: Any) -> dict[str, Any]:
    """A configuration as a dictionary, which a text in JSON may give."""
    return _read(config, json.loads, "JSON")


def from_toml(config: Any) -> dict[str, Any]:
    """A configuration as a dictionary, which a text in TOML may give."""
    return _read(config, tomllib.loads, "TOML")


def _read(config, loads, language):
    if isinstance(config, str):
        try:
            config = loads(config)
        except ValueError as error:
            raise ValueError(f"config must be {language}, not the name of a file, if it is a text: {error}") from None
    if not isinstance(config, dict):
        raise TypeError(f"config must be a dict or a text in {language}; got {shown(config)}")
    return config


def section(config: dict[str, Any], name: str, place: str = "config") -> dict[str, Any]:
    """The dictionary of this name in another one; an empty one if there is none."""
    found = config.get(name, {})
    if not isinstance(found, dict):
        raise TypeError(f"{place}: {name} must be a dict; got {shown(found)}")
    return found


def require_known(given: dict[str, Any], known: tuple[str, ...], place: str) -> None:
    """A TypeError for a name that a section does not have."""
    for name in given:
        if name not in known:
            hint = did_you_mean(name, known) or f"; it has {joined(list(known))}"
            raise TypeError(f"{place} has no {name}{hint}")


def from_command_line(text: str) -> dict[str, Any]:
    """The options of a command by their names, ``--min-lr 1e-5`` as ``min_lr``: numbers, words, lists of them, True.

    Example:
        >>> from_command_line("python train.py --lr 1e-4 --use-flash-attn --rampup-batch-size 16 8 300")
        {'lr': 0.0001, 'use_flash_attn': True, 'rampup_batch_size': [16, 8, 300]}
    """
    found: dict[str, list[Any]] = {}
    values: list[Any] = []  # of what stands before the first option
    for word in shlex.split(text.replace("\\\n", " "), comments=True):
        if word.startswith("--"):
            name, equals, value = word[2:].partition("=")
            values = found[name.replace("-", "_")] = [_value(value)] if equals else []
        else:
            values.append(_value(word))
    return {name: values[0] if len(values) == 1 else values or True for name, values in found.items()}


def _value(word):
    for kind in (int, float):
        try:
            return kind(word)
        except ValueError:
            continue
    return word
