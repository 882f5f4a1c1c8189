"""DeepSpeed's configurations: the rates that its engine made of what we print, recorded by support.record_deepspeed."""

import json

import pytest

from support.code import assert_equal
from support.record_deepspeed import FILE, SCHEDULES

STORED = json.loads(FILE.read_text(encoding="utf-8"))


def test_what_is_recorded():
    assert STORED["version"] == "DeepSpeed 0.19.8"
    assert list(STORED["schedules"]) == list(SCHEDULES)


@pytest.mark.parametrize("name", SCHEDULES)
def test_native(name):
    recorded = STORED["schedules"][name]
    assert SCHEDULES[name].to_code("deepspeed") == recorded["code"], "run: cd tests; python -m support.record_deepspeed"
    assert_equal(recorded["rates"], SCHEDULES[name], 1e-12)
