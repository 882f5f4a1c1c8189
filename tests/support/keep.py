"""Keeps what a release stores: `cd tests; python -m support.keep VERSION`, once, before the release.

Writes `tests/kept/configurations_VERSION.json` with the classes that no file there holds yet, from the tests' own
schedules, with their learning rates. `tests/test_kept.py` then reads it in every later version.
"""

import json
import pathlib
import sys

KEPT = pathlib.Path(__file__).parents[1] / "kept"
STEPS = [0, 1, 7, 10, 29.5, 30, 31, 59, 61, 99, 100, 101, 150, 250, 1000]
METRICS = [3.0, 2.0, 2.5, 2.4, 2.6, 1.9, 1.9, 2.0, 2.0, 2.0, 1.0, 1.5]


def kept():
    """What the files hold: each with its version, steps, metrics and schedules."""
    return [json.loads(path.read_text()) for path in sorted(KEPT.glob("configurations_*.json"))]


def row(schedule):
    """A schedule as it is kept: its configuration, how it prints, and its learning rates."""
    from lrnotes import FeedbackSchedule, serialize

    rates = schedule.rates(METRICS) if isinstance(schedule, FeedbackSchedule) else schedule(STEPS)
    return {"serialized": serialize(schedule), "repr": repr(schedule), "rates": rates.tolist()}


def new_rows(schedules):
    """The rows of those schedules whose class no file holds yet, one a class."""
    known = {each["serialized"]["class_name"] for stored in kept() for each in stored["schedules"]}
    rows = {}
    for schedule in schedules:
        name = type(schedule).__name__
        if name not in known and type(schedule).__module__.startswith("lrnotes."):
            try:
                rows.setdefault(name, row(schedule))
            except TypeError:  # it holds a function, which no configuration can
                continue
    return list(rows.values())


if __name__ == "__main__":
    from settings import SCHEDULES

    version, rows = sys.argv[1], new_rows(SCHEDULES.values())
    if rows:
        stored = {"version": version, "steps": STEPS, "metrics": METRICS, "schedules": rows}
        path = KEPT / f"configurations_{version}.json"
        path.write_text(json.dumps(stored, indent=1, allow_nan=False) + "\n")
    print(f"{len(rows)} new classes are kept")
