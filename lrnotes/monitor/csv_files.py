"""Logged rates in a CSV file: which of its columns has the updates, and which the learning rates."""

import csv
import io
import os
import re

import numpy as np

from ..core.messages import joined

_STEP = re.compile(r"^(_?step|steps?|updates?|(train(er)?[/_.])?global_?step|iter(ation)?s?|optimizer_?steps?)$", re.I)
_RATE = re.compile(r"\b(lr|rates?|learning[ _-]?rates?)|[/_.-]lr|lr[/_.-]", re.I)
_NO_RATE = re.compile(r"__(min|max)$|^wall ?time$|^_?timestamp$|^_?runtime$|^(train[/_.])?epoch$|loss|acc", re.I)
_THOUSANDS = re.compile(r"^[1-9]\d{0,2}(,\d{3})+(\.\d*)?$")
_SEPARATORS = ",;\t"


def read_csv(path):
    """Rates, updates and names of a file: a column of updates or steps, and a column of rates for each group.

    Columns are separated by commas, semicolons or tabs. A number may have a comma in place of its point, as
    spreadsheets write it in many languages. ``path`` may be an open file, too.

    Raises:
        ValueError: if the file is not text, or has no rates.
    """
    name = _name(path)
    rows, separator = _rows(path, name)
    if len(rows) < 2:
        raise ValueError(f"doctor: {name} must have a header and one row or more; got {len(rows)} rows")
    header = [name.strip() for name in rows[0]]
    if all(np.isfinite(_number(each, separator)) for each in header):
        raise ValueError(f"doctor: {name} must have a header, such as update,rate; got the row {joined(header)}")
    columns = np.array(
        [[_number(cell, separator) for cell in row + [""] * len(header)][: len(header)] for row in rows[1:]]
    )
    step = next((index for index, name in enumerate(header) if _STEP.match(name)), None)
    found = _rate_columns(header, columns, step)
    here = ~np.isnan(columns[:, found]).all(axis=1)
    if step is not None:
        here &= np.isfinite(columns[:, step])
    if not found or not here.any():
        raise ValueError(f"doctor: {name} must have a column of rates; got the columns {joined(header)}")
    at = None if step is None else columns[here, step]
    return columns[here][:, found], at, [header[index] for index in found]


def _name(source):
    """What messages call a file."""
    return "standard input" if getattr(source, "name", None) in (0, "<stdin>") else _path(source)


def _path(source):
    return str(getattr(source, "name", "the file")) if hasattr(source, "read") else os.fspath(source)


def _rows(source, name):
    if hasattr(source, "read"):
        data = source.read()
    else:
        with open(source, "rb") as file:
            data = file.read()
    text = data if isinstance(data, str) else _text(name, data)
    lines = text.splitlines()
    first = next((line for line in lines if line.strip()), "")
    separator = max(_SEPARATORS, key=first.count)
    try:
        rows = [
            row for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator) if any(map(str.strip, row))
        ]
    except csv.Error as error:
        raise ValueError(f"doctor: {name} must be a CSV file; {error}") from None
    return rows, separator


def _text(name, data):
    """UTF-8, or UTF-16 with its mark, which a spreadsheet's "Unicode text" is."""
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = data.decode("latin-1")  # a name with an accent, from an old spreadsheet: the numbers are the same
    if "\0" in text:
        raise ValueError(f"doctor: {name} must be a CSV file; got binary data")
    return text


def _number(cell, separator):
    cell = cell.strip()
    if separator == "," and _THOUSANDS.match(cell):  # in quotes
        cell = cell.replace(",", "")
    if cell.count(",") == 1 and "." not in cell:
        cell = cell.replace(",", ".")
    try:
        return float(cell)
    except ValueError:
        return np.nan


def _rate_columns(header, columns, step):
    numeric = [
        index
        for index, name in enumerate(header)
        if index != step and not _NO_RATE.search(name) and np.isfinite(columns[:, index]).any()
    ]
    named = [index for index in numeric if _RATE.search(header[index])]
    return _without_others(header, named or numeric)


def _without_others(header, found):
    """Without other hyperparameters, whose columns begin with a group's name: ``head betas[0]`` beside ``head``."""
    groups = {header[index] for index in found}
    return [index for index in found if not _follows(header[index], groups)]


def _follows(name, groups):
    return any(name.startswith(f"{group} ") and "lr" not in name[len(group) :].split() for group in groups - {name})
