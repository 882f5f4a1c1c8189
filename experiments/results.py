"""Where results are: a small file for each problem and schedule, which says what it was made from."""

import json
import math
import pathlib

FOLDER = pathlib.Path(__file__).with_name("results")


def path(folder, problem, name):
    return pathlib.Path(folder) / problem / f"{name}.json"


def is_made(folder, problem, name, settings):
    """Is there a result of exactly these settings?"""
    file = path(folder, problem, name)
    return file.exists() and json.loads(file.read_text(encoding="utf-8"))["settings"] == plain(settings)


def write(folder, problem, name, result):
    file = path(folder, problem, name)
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_suffix(".part")  # a run that is stopped leaves no half of a result
    part.write_text(json.dumps(plain(result), separators=(",", ":"), allow_nan=False) + "\n", encoding="utf-8")
    part.replace(file)


def plain(value):
    """The same as JSON has it; a loss that is no number is null, and eight digits are enough."""
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    if isinstance(value, float):
        return float(f"{value:.8g}") if math.isfinite(value) else None
    return value
