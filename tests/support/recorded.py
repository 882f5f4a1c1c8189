"""What the chapters recorded from originals that not every Python has, for the tests that derive it anew."""

import json
import pathlib

import pytest

from originals import RUN, library, records

BOOK = pathlib.Path(__file__).parents[2] / "book"


def cells():
    """The source of each cell tagged ``recorded``, with its chapter's name and its number."""
    # Read as JSON: the frameworks' environments have no notebooks.
    for path in sorted(path for path in BOOK.rglob("*.ipynb") if ".ipynb_checkpoints" not in path.parts):
        for number, cell in enumerate(json.loads(path.read_text(encoding="utf-8"))["cells"]):
            if "recorded" in cell["metadata"].get("tags", []):
                yield f"{path.relative_to(BOOK).with_suffix('').as_posix()}-{number}", "".join(cell["source"])


def recorded(*libraries):
    """Every record of an original of these libraries, as a parameter of a test."""
    found = [(name, record) for name, source in cells() for record in records(source)]
    return pytest.mark.parametrize(
        "record",
        [
            pytest.param(record, id=f"{name}-{record['original']}")
            for name, record in found
            if library(record) in libraries
        ],
    )


def check(record, original, in_float32):
    """Every value of the record is what the original, a function of the step, gives now."""
    assert set(record) <= {"original", "release", "learning_rate", "metrics", "arguments", "values"}
    assert record["release"] == RUN[library(record)]
    assert len(record["values"]) >= 5
    for step, value in record["values"].items():
        if in_float32:  # which has no more than nine digits
            assert f"{original(step):.9g}" == f"{value:.9g}", (record["original"], step)
        else:
            assert value == pytest.approx(original(step), rel=1e-12, abs=1e-17), (record["original"], step)
